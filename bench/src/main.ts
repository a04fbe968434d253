/**
 * `npm run bench -- NAME… [--rounds=N] [--sizes=1000,10000] [--minutes=N]`: runs the named benchmarks, or
 * all of them, one after the other, prints a table of each and keeps its results under `bench/results/`.
 *
 * Several run in a process each: what one leaves in memory, or teaches the compiler, is not the next one's.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { benchmarks } from './benchmarks.ts';
import { readChoice } from './frame/choice.ts';
import { startProgress } from './frame/progress.ts';
import { saveResults } from './frame/results.ts';
import { tableText } from './frame/table.ts';

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

function runInProcesses(names: readonly string[]): number {
  const program = fileURLToPath(import.meta.url);
  const codes = names.map(
    (name) => spawnSync(process.execPath, [program, name, ...chosen.flags], { stdio: 'inherit' }).status ?? 1,
  );
  return Math.max(...codes);
}

const chosen = readChoice(process.argv.slice(2), Object.keys(benchmarks));
if (chosen.problem !== undefined) {
  process.stderr.write(`${chosen.problem}\n`);
  process.exitCode = 2;
} else if (chosen.names.length === 1) {
  await runOne(chosen.names[0] ?? '');
} else {
  process.exitCode = runInProcesses(chosen.names);
}
