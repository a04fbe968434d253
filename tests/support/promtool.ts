/**
 * promtool as the judge of configurations and file_sd files.
 */
import { execFile } from 'node:child_process';
import { pathOf } from './needs.ts';

export interface PromtoolVerdict {
  readonly accepted: boolean;
  /** All that it wrote, for a failing test to show. */
  readonly output: string;
}

/** `promtool check config FILE`, which also reads the file_sd files that the configuration names. */
export function promtoolCheckConfig(path: string): Promise<PromtoolVerdict> {
  return new Promise((resolve) => {
    execFile(pathOf('promtool'), ['check', 'config', path], (error, stdout, stderr) => {
      resolve({ accepted: error === null, output: `${stdout}${stderr}` });
    });
  });
}
