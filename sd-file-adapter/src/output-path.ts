/**
 * Which paths a file_sd consumer will read.
 *
 * Source: Prometheus discovery/file, whose pattern allows .json, .yml and .yaml and gives `*` a
 * meaning; vmagent and the OpenTelemetry Collector take the same names.
 */
import { basename } from 'node:path';

/** What is wrong with a path for `createFileSd`, as a sentence for people; undefined when nothing is. */
export function outputPathProblem(path: string): string | undefined {
  if (/\.ya?ml$/i.test(path)) {
    return (
      `The output file "${path}" would be YAML: an empty or cut YAML file is still valid and removes ` +
      'targets, so only JSON is written. Choose a name that ends in .json.'
    );
  }
  if (!/^[^*\0]*\.json$/.test(path)) {
    const why = path.includes('*') ? 'holds a "*", which means a pattern' : 'does not end in .json';
    return `The output file "${path}" ${why}: Prometheus would not read it. Choose a name such as spcs.json.`;
  }
  return basename(path) === '.json'
    ? `The output file "${path}" has no name before .json. Choose a name such as spcs.json.`
    : undefined;
}
