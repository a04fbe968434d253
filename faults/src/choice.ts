/**
 * What the command line asks for. Pure.
 */
import { catalogue } from './catalogue.ts';
import type { Fault } from './fault.ts';

export type Choice =
  | { readonly kind: 'list' }
  | { readonly kind: 'run'; readonly faults: readonly Fault[]; readonly writesDocument: boolean }
  /** In a process for one world. */
  | { readonly kind: 'group'; readonly faults: readonly Fault[] }
  | { readonly kind: 'wrong'; readonly message: string };

const usage = `npm run test:faults -- NAME…           runs these faults, or all of a class
npm run test:faults -- --all           runs every fault and writes docs/faults.md
npm run test:faults -- --one-of-each   runs one fault of each class
npm run test:faults -- --list          says which there are
`;

/** `canRun`: whether this machine has what a fault needs. */
export function choiceOf(args: readonly string[], canRun: (fault: Fault) => boolean): Choice {
  const [first, ...rest] = args;
  if (first === undefined) return { kind: 'wrong', message: usage };
  if (first === '--group') return { kind: 'group', faults: rest.flatMap(named) };
  if (rest.length === 0) {
    if (first === '--list') return { kind: 'list' };
    if (first === '--all')
      return run(
        catalogue.flatMap(({ faults }) => faults),
        true,
      );
    if (first === '--one-of-each') return run(oneOfEach(canRun), false);
  }
  const unknown = args.filter((arg) => named(arg).length === 0);
  if (unknown.length > 0) return { kind: 'wrong', message: `no such fault: ${unknown.join(', ')}\n${usage}` };
  return run([...new Set(args.flatMap(named))], false);
}

const run = (faults: readonly Fault[], writesDocument: boolean): Choice => ({
  kind: 'run',
  faults,
  writesDocument,
});

/** A fault by its name, or all of a class by the class's. */
function named(name: string): readonly Fault[] {
  return catalogue.flatMap((group) =>
    group.faults.filter((fault) => fault.name === name || `${group.name}/` === name),
  );
}

/** The first that can run; where none can, the first, so that somebody is told what is missing. */
function oneOfEach(canRun: (fault: Fault) => boolean): readonly Fault[] {
  return catalogue.flatMap(({ faults }) => faults.find(canRun) ?? faults.slice(0, 1));
}
