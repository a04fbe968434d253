/**
 * `npm run test:faults`: brings faults about and says what came of them.
 *
 * Exit code 0 when every fault ran and went as it must, 1 otherwise, 2 for a name that there is not.
 * Where TEST_REPORT names a file, the results are there as JSON, too.
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { catalogue } from './catalogue.ts';
import { choiceOf, type Choice } from './choice.ts';
import { canMount, runInNamespace } from './namespace.ts';
import { obstacleOf } from './obstacles.ts';
import { documentOf } from './report/document.ts';
import { resultsOf } from './report/results.ts';
import { isFailure, outcomeLines, summaryLine } from './report/terminal.ts';
import { runGroup } from './run/group.ts';
import { runFaults } from './run/lanes.ts';

/** Most of a fault is waiting, so several worlds share two processors well. */
const lanes = 4;
/** A world is used again and again, but not by so many that one lane outlasts the others. */
const perWorld = 8;

const documentPath = join('docs', 'faults.md');

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run({ faults, writesDocument }: Extract<Choice, { readonly kind: 'run' }>): Promise<number> {
  const startedMs = performance.now();
  const outcomes = await runFaults(faults, {
    lanes,
    perWorld: Math.min(perWorld, Math.ceil(faults.length / lanes)),
    obstacle: (fault) => obstacleOf(fault, canMount()),
    onOutcome: (outcome) => outcomeLines(outcome).forEach(say),
  });
  if (writesDocument) await writeDocument(documentOf(catalogue, outcomes));
  const report = process.env['TEST_REPORT'];
  if (report !== undefined) await writeFile(report, JSON.stringify(resultsOf(outcomes)));
  say(summaryLine(outcomes, (performance.now() - startedMs) / 1000));
  return outcomes.some(isFailure) ? 1 : 0;
}

/** In the common format, so that it can be committed as it is. */
async function writeDocument(text: string): Promise<void> {
  await writeFile(documentPath, text);
  // npm runs its scripts with the installed programs in the path.
  await promisify(execFile)('prettier', ['--write', documentPath]);
}

async function main(): Promise<number> {
  const choice = choiceOf(process.argv.slice(2), (fault) => obstacleOf(fault, canMount()) === undefined);
  switch (choice.kind) {
    case 'wrong':
      process.stderr.write(choice.message);
      return 2;
    case 'list':
      for (const { name, faults } of catalogue)
        for (const fault of faults) say(`${`${name}/`.padEnd(14)} ${fault.name.padEnd(36)} ${fault.what}`);
      return 0;
    case 'group':
      await runGroup(choice.faults, (outcome) => process.send?.(outcome));
      process.disconnect?.();
      return 0;
    case 'run':
      return (await runInNamespace()) ?? run(choice);
  }
}

process.exitCode = await main();
