/**
 * A scenario: pools at the start, and what happens to them when. Pure.
 *
 * Source: `scenario.schema.json` in `@spcs-sd/spec`.
 */
import type { Scenario as ScenarioFile, ScenarioStep } from '@spcs-sd/spec';
import { emptyAccount, type Account } from '../account/account.ts';
import { changeAccount, type Change, type Changed, type PoolSpec } from '../account/change.ts';
import { poolSpec, readStep, type StepProblem } from './read-step.ts';
import type { Step } from './step.ts';

export interface Scenario {
  readonly pools: readonly PoolSpec[];
  /** By time. */
  readonly steps: readonly Step[];
}

/** Something wrong, with the keys and indices that lead to it in the file. */
export interface ScenarioProblem {
  readonly path: readonly (string | number)[];
  readonly part: 'key' | 'value';
  readonly expected: string;
  readonly found: string;
  /** Stands for `expected` and `found`. */
  readonly message?: string;
}

export type ScenarioRead =
  | { readonly kind: 'scenario'; readonly scenario: Scenario }
  | { readonly kind: 'wrong'; readonly problems: readonly ScenarioProblem[] };

export interface ScenarioContext {
  /** The pools of a scenario that names none. */
  readonly pools: readonly PoolSpec[];
  /** Milliseconds of a duration as the schema allows it. */
  readonly durationMs: (text: string | number) => number;
}

/** The file fits the schema. Plays it on paper, so that everything that cannot happen is known at once. */
export function readScenario(file: ScenarioFile, { pools, durationMs }: ScenarioContext): ScenarioRead {
  const specs = file.pools?.map(poolSpec) ?? pools;
  const steps: Step[] = [];
  const started = startOf(specs);
  const problems: ScenarioProblem[] = [...started.problems];
  let { account } = started;
  let lastMs = 0;
  for (const [index, entry] of file.steps.entries()) {
    const atMs = durationMs(entry.at);
    if (atMs < lastMs) problems.push(tooEarly(index, entry, file.steps[index - 1]));
    lastMs = Math.max(lastMs, atMs);
    const read = readStep(entry);
    if (read.kind === 'wrong') {
      problems.push(...read.problems.map((problem) => stepProblem(index, problem)));
      continue;
    }
    const { happening } = read;
    steps.push({ atMs, happening });
    if (happening.kind !== 'change') continue;
    const changed = changeAccount(account, happening.change);
    if (changed.kind === 'changed') ({ account } = changed);
    else problems.push(refusal(['steps', index, keyOf(happening.change, changed)], changed.message));
  }
  return problems.length > 0
    ? { kind: 'wrong', problems }
    : { kind: 'scenario', scenario: { pools: specs, steps } };
}

function startOf(specs: readonly PoolSpec[]): {
  readonly account: Account;
  readonly problems: readonly ScenarioProblem[];
} {
  const problems: ScenarioProblem[] = [];
  let account = emptyAccount;
  for (const [index, pool] of specs.entries()) {
    const added = changeAccount(account, { kind: 'add', pool });
    if (added.kind === 'changed') ({ account } = added);
    else problems.push(refusal(['pools', index, 'name'], added.message));
  }
  return { account, problems };
}

function tooEarly(index: number, { at }: ScenarioStep, before: ScenarioStep | undefined): ScenarioProblem {
  const expected = `a time not before that of the step above (${before?.at ?? 0})`;
  return { path: ['steps', index, 'at'], part: 'value', expected, found: `${at}` };
}

function stepProblem(index: number, { key, expected, found }: StepProblem): ScenarioProblem {
  return key === undefined
    ? { path: ['steps', index], part: 'value', expected, found }
    : { path: ['steps', index, key], part: key === 'fault' ? 'value' : 'key', expected, found };
}

/** What of the step is to blame. */
function keyOf({ kind }: Change, { why }: Extract<Changed, { readonly kind: 'refused' }>): string {
  return why === 'no-addresses-left' && (kind === 'add' || kind === 'scale') ? 'nodes' : 'pool';
}

function refusal(path: ScenarioProblem['path'], message: string): ScenarioProblem {
  return { path, part: 'value', expected: '', found: '', message };
}
