/**
 * `spcs-sd conform`: holds any implementation against the contract. `-- COMMAND…` asks it the vectors;
 * `--http=URL` and `--file=PATH` judge what is running, from outside.
 *
 * The report goes to standard output; files for build servers where they are asked for.
 */
import { writeFile } from 'node:fs/promises';
import { examine } from '../conform/examine.ts';
import { jsonReport, junitReport } from '../conform/file-reports.ts';
import type { Scope } from '../conform/judge-step.ts';
import { tallyOf } from '../conform/tally.ts';
import { textReport } from '../conform/text-report.ts';
import { chosen, readVectors } from '../conform/vectors.ts';
import type { Examined } from '../conform/verdict.ts';
import { paintFor } from '../colours.ts';
import { messageOf } from '../errors.ts';
import { examineLive, type LiveOptions, type LiveTarget } from '../conform/live/live.ts';
import { showProgress } from '../progress.ts';
import { failure, type Failure } from '../result.ts';
import { report, type Terminal } from '../terminal.ts';

export interface ConformOptions {
  /** The implementation and its arguments; empty where something running is judged. */
  readonly command: readonly string[];
  /** What is judged from outside. */
  readonly live?: LiveTarget;
  readonly liveOptions: Omit<LiveOptions, 'signal' | 'only' | 'onExamined'>;
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
  const tally = { done: 0, failed: 0 };
  const progress = showProgress(terminal, () => `${tally.done} examined, ${tally.failed} failed`);
  const found = await examinedBy(options, signal, ({ verdict }) => {
    tally.done += 1;
    if (verdict.kind === 'failed' || verdict.kind === 'broken') tally.failed += 1;
  });
  progress.end();
  if ('kind' in found) return report(terminal, found);
  if (signal.aborted) return report(terminal, failure(1, `ended after ${found.length} answers`));
  const paint = paintFor(terminal, 'out');
  for (const line of textReport(found, options.live === undefined ? 'vectors' : 'checks'))
    terminal.out(`${line.replace(/^FAILED/, (word) => paint('red', word))}\n`);
  const problem = await writeReports(options, found);
  if (problem !== undefined) return report(terminal, failure(1, problem));
  return tallyOf(found).failed === 0 ? 0 : 1;
}

async function examinedBy(
  { command, live, liveOptions, only, timeoutMs, scope }: ConformOptions,
  signal: AbortSignal,
  onExamined: (one: Examined) => void,
): Promise<readonly Examined[] | Failure> {
  const [program, ...args] = command;
  if ((program === undefined) === (live === undefined)) return failure(2, whatToRun);
  if (live !== undefined) return examineLive(live, { ...liveOptions, only, signal, onExamined });
  const vectors = chosen(readVectors(), only);
  if (vectors.length === 0) return failure(2, `no vector is named ${only.join(' ')}`);
  return examine([program ?? '', ...args], vectors, { timeoutMs, scope, signal, onExamined });
}

const whatToRun =
  'give one thing to examine: -- COMMAND of an implementation, --http=URL of an endpoint, or --file=PATH';

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
