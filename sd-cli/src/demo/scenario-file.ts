/**
 * From a scenario file's text to what happens when, or to everything that is wrong with it.
 *
 * Pure: the caller reads the file. Source: `scenario.schema.json` in `@spcs-sd/spec`.
 */
import { readScenario, type PoolSpec, type Scenario } from '@spcs-sd/sandbox';
import { configErrorLine, errorsOf } from '../config/config-error.ts';
import { parseDuration } from '../config/duration.ts';
import type { Finding } from '../config/finding.ts';
import { schemaCheck } from '../config/schema-findings.ts';
import { readYaml } from '../config/yaml-text.ts';
import { failure, ok, type Result } from '../result.ts';
import { validator } from './scenario-schema.ts';

const checkScenarioSchema = schemaCheck(validator);

/** `pools`: those of a scenario that names none. `fileName` stands in the errors as it is. Never throws. */
export function loadScenario(text: string, fileName: string, pools: readonly PoolSpec[]): Result<Scenario> {
  const yaml = readYaml(text);
  const invalid = (findings: readonly Finding[]): Result<Scenario> =>
    failure(2, ...errorsOf(fileName, yaml, findings).map(configErrorLine));
  if (yaml.data === undefined) return invalid([]);
  const checked = checkScenarioSchema(yaml.data);
  if (checked.kind === 'findings') return invalid(checked.findings);
  const read = readScenario(checked.config, {
    pools,
    durationMs: (duration) => parseDuration(duration) ?? 0,
  });
  if (read.kind === 'wrong') return invalid(read.problems);
  return yaml.problems.length > 0 ? invalid([]) : ok(read.scenario);
}
