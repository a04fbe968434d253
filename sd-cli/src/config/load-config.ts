/**
 * From a configuration file's text to settings, or to everything that is wrong with it.
 *
 * Pure: the caller reads the file. Source: the schema in `@spcs-sd/spec`.
 */
import { dirname } from 'node:path';
import { combinationFindings } from './combination-findings.ts';
import { configError, type ConfigError } from './config-error.ts';
import type { Finding } from './finding.ts';
import { checkSchema } from './schema-findings.ts';
import { settingsOf, type Settings } from './settings.ts';
import { readYaml, type PlacedFinding, type YamlText } from './yaml-text.ts';

export type LoadedConfig =
  | { readonly kind: 'ok'; readonly settings: Settings }
  /** At least one, by place in the file. */
  | { readonly kind: 'invalid'; readonly errors: readonly ConfigError[] };

/** `fileName` is where relative paths start, and stands in the errors as it is. Never throws. */
export function loadConfig(
  text: string,
  fileName: string,
  env: Readonly<Record<string, string | undefined>>,
): LoadedConfig {
  const yaml = readYaml(text);
  if (yaml.data === undefined) return invalid(fileName, yaml.problems);
  const checked = checkSchema(yaml.data);
  const findings = [
    ...(checked.kind === 'findings' ? checked.findings : []),
    ...combinationFindings(yaml.data, env),
  ];
  const problems = [...yaml.problems, ...findings.map((finding) => placed(yaml, finding))];
  if (checked.kind === 'findings' || problems.length > 0) return invalid(fileName, problems);
  return { kind: 'ok', settings: settingsOf(checked.config, { folder: dirname(fileName), env }) };
}

function placed(yaml: YamlText, finding: Finding): PlacedFinding {
  return { place: yaml.placeOf(finding.path, finding.part), finding };
}

function invalid(fileName: string, problems: readonly PlacedFinding[]): LoadedConfig {
  const inOrder = problems.toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  return {
    kind: 'invalid',
    errors: inOrder.map(({ place, finding }) => configError(fileName, place, finding)),
  };
}
