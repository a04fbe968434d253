/**
 * From a configuration file's text to settings, or to everything that is wrong with it.
 *
 * Pure: the caller reads the file. Source: the schema in `@spcs-sd/spec`.
 */
import { dirname } from 'node:path';
import { combinationFindings } from './combination-findings.ts';
import { errorsOf, type ConfigError } from './config-error.ts';
import { validator } from './config-schema.ts';
import { schemaCheck } from './schema-findings.ts';
import { settingsOf, type Settings } from './settings.ts';
import { readYaml } from './yaml-text.ts';

export type LoadedConfig =
  | { readonly kind: 'ok'; readonly settings: Settings }
  /** At least one, by place in the file. */
  | { readonly kind: 'invalid'; readonly errors: readonly ConfigError[] };

const checkSchema = schemaCheck(validator);

/** `fileName` is where relative paths start, and stands in the errors as it is. Never throws. */
export function loadConfig(
  text: string,
  fileName: string,
  env: Readonly<Record<string, string | undefined>>,
): LoadedConfig {
  const yaml = readYaml(text);
  if (yaml.data === undefined) return { kind: 'invalid', errors: errorsOf(fileName, yaml) };
  const checked = checkSchema(yaml.data);
  const combined = combinationFindings(yaml.data, env);
  if (checked.kind === 'config' && combined.length + yaml.problems.length === 0) {
    return { kind: 'ok', settings: settingsOf(checked.config, { folder: dirname(fileName), env }) };
  }
  const findings = checked.kind === 'findings' ? [...checked.findings, ...combined] : combined;
  return { kind: 'invalid', errors: errorsOf(fileName, yaml, findings) };
}
