/**
 * `spcs-sd conform -- COMMAND…`: holds any implementation against the contract's vectors.
 *
 * The report goes to standard output; files for build servers where they are asked for.
 */
import { writeFile } from 'node:fs/promises';
import { examine } from '../conform/examine.ts';
import { jsonReport, junitReport } from '../conform/file-reports.ts';
import type { Scope } from '../conform/judge-step.ts';
import type { Command } from '../conform/line-program.ts';
import { tallyOf } from '../conform/tally.ts';
import { textReport } from '../conform/text-report.ts';
import { chosen, readVectors } from '../conform/vectors.ts';
import type { Examined } from '../conform/verdict.ts';
import { messageOf } from '../errors.ts';
import { failure } from '../result.ts';
import { report, type Terminal } from '../terminal.ts';

export interface ConformOptions {
  /** The implementation and its arguments. */
  readonly command: readonly string[];
  /** Rules, kinds, files or ids of vectors. Empty: all of them. */
  readonly only: readonly string[];
  readonly scope: Scope;
  /** For one answer. */
  readonly timeoutMs: number;
  readonly jsonFile?: string;
  readonly junitFile?: string;
}

export async function runConform(
  options: ConformOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const [program, ...args] = options.command;
  if (program === undefined) return report(terminal, failure(2, whatToRun));
  const command: Command = [program, ...args];
  const vectors = chosen(readVectors(), options.only);
  if (vectors.length === 0)
    return report(terminal, failure(2, `no vector is named ${options.only.join(' ')}`));
  const { timeoutMs, scope } = options;
  const examined = await examine(command, vectors, { timeoutMs, scope, signal });
  if (signal.aborted) return report(terminal, failure(1, `ended after ${examined.length} vectors`));
  for (const line of textReport(examined)) terminal.out(`${line}\n`);
  const problem = await writeReports(options, examined);
  if (problem !== undefined) return report(terminal, failure(1, problem));
  return tallyOf(examined).failed === 0 ? 0 : 1;
}

const whatToRun = 'nothing to examine: give the implementation as in  spcs-sd conform -- python3 my-sd.py';

async function writeReports(
  { jsonFile, junitFile }: ConformOptions,
  examined: readonly Examined[],
): Promise<string | undefined> {
  try {
    if (jsonFile !== undefined) await writeFile(jsonFile, jsonReport(examined));
    if (junitFile !== undefined) await writeFile(junitFile, junitReport(examined));
    return undefined;
  } catch (error) {
    return `the report cannot be written: ${messageOf(error)}`;
  }
}
