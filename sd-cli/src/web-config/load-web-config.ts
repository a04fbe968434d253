/**
 * From a web configuration's text to settings, or to everything that is wrong with it.
 *
 * Pure: the caller reads the files. Source: the schema in `@spcs-sd/spec`, after the exporter-toolkit's
 * docs/web-configuration.md.
 */
import { dirname } from 'node:path';
import { errorsOf, type ConfigError } from '../config/config-error.ts';
import type { Finding } from '../config/finding.ts';
import { schemaCheck } from '../config/schema-findings.ts';
import { readYaml } from '../config/yaml-text.ts';
import { validator } from './web-config-schema.ts';
import { webFindings } from './web-findings.ts';
import { webSettingsOf, type WebSettings } from './web-settings.ts';

export type LoadedWebConfig =
  | {
      readonly kind: 'ok';
      readonly settings: WebSettings;
      /** Gives what is found later, in the files that it names, its place. */
      readonly errorsOf: (findings: readonly Finding[]) => readonly ConfigError[];
    }
  /** At least one, by place in the file. */
  | { readonly kind: 'invalid'; readonly errors: readonly ConfigError[] };

const checkWebSchema = schemaCheck(validator);

/**
 * `fileName` is where relative paths start, and stands in the errors as it is. An empty file is
 * refused: it may be one that is being written, and it would let everybody in. Never throws.
 */
export function loadWebConfig(text: string, fileName: string): LoadedWebConfig {
  const yaml = readYaml(text);
  if (yaml.data === undefined) return { kind: 'invalid', errors: errorsOf(fileName, yaml) };
  const checked = checkWebSchema(yaml.data);
  const combined = webFindings(yaml.data);
  if (checked.kind === 'config' && combined.length + yaml.problems.length === 0) {
    return {
      kind: 'ok',
      settings: webSettingsOf(checked.config, dirname(fileName)),
      errorsOf: (findings) => errorsOf(fileName, yaml, findings),
    };
  }
  const findings = checked.kind === 'findings' ? [...checked.findings, ...combined] : combined;
  return { kind: 'invalid', errors: errorsOf(fileName, yaml, findings) };
}
