/**
 * `npm run bench -- NAME… [--rounds=N] [--sizes=1000,10000] [--minutes=N]`: runs the named benchmarks, or
 * all of them, one after the other, prints a table of each and keeps its results under `bench/results/`.
 *
 * Several run in a process each. The exit code is 1 when any failed.
 */
import { fileURLToPath } from 'node:url';
import { benchmarks } from './benchmarks.ts';
import { readChoice } from './frame/choice.ts';
import { startProgress } from './frame/progress.ts';
import { saveResults } from './frame/results.ts';
import { runAll, summaryOf } from './frame/run-all.ts';
import { tableText } from './frame/table.ts';

/** Longer than any takes on a slow machine, besides the minutes that were asked for. */
const longestMinutes = 20;

async function runOne(name: string): Promise<void> {
  const benchmark = benchmarks[name];
  if (benchmark === undefined) return;
  process.stdout.write(`${name}: ${benchmark.about}\n`);
  const progress = startProgress(name, process.stderr);
  try {
    const report = await benchmark.run(chosen.choice, progress.say);
    progress.end();
    process.stdout.write(`${tableText(report)}\n`);
    await saveResults(name, report);
  } finally {
    progress.end();
  }
}

/** True when all went well. */
function runInProcesses(names: readonly string[]): boolean {
  const program = fileURLToPath(import.meta.url);
  const timeoutMs = (longestMinutes + chosen.choice.minutes) * 60_000;
  const outcomes = runAll(names, (name) => [program, name, ...chosen.flags], timeoutMs);
  process.stdout.write(summaryOf(outcomes, names.length));
  return outcomes.length === names.length && outcomes.every(({ failure }) => failure === undefined);
}

const chosen = readChoice(process.argv.slice(2), Object.keys(benchmarks));
if (chosen.problem !== undefined) {
  process.stderr.write(`${chosen.problem}\n`);
  process.exitCode = 2;
} else if (chosen.names.length === 1) {
  await runOne(chosen.names[0] ?? '');
} else if (!runInProcesses(chosen.names)) {
  process.exitCode = 1;
}
