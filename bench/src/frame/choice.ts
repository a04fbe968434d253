/**
 * What the command line asks for.
 */
import { parseArgs } from 'node:util';
import type { Choice } from './benchmark.ts';

export interface Chosen {
  readonly names: readonly string[];
  readonly choice: Choice;
  /** The flags as they were given, for another process. */
  readonly flags: readonly string[];
  /** What is wrong; undefined when nothing is. */
  readonly problem?: string;
}

const defaultSizes: readonly number[] = [1000, 10_000, 100_000, 1_000_000];
export const defaultMinutes = 10;

export function readChoice(args: readonly string[], known: readonly string[]): Chosen {
  const flags = args.filter((arg) => arg.startsWith('--'));
  const names = args.filter((arg) => !arg.startsWith('--'));
  const choice = { rounds: undefined, sizes: defaultSizes, minutes: defaultMinutes };
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const problem = `no benchmark ${unknown.join(', ')}: there is ${known.join(', ')}`;
    return { names, choice, flags, problem };
  }
  try {
    return { names: names.length === 0 ? known : names, choice: choiceOf(flags), flags };
  } catch (error) {
    return { names, choice, flags, problem: error instanceof Error ? error.message : String(error) };
  }
}

function choiceOf(flags: readonly string[]): Choice {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...flags],
    options: { rounds: string, sizes: string, minutes: string },
  });
  return {
    rounds: values.rounds === undefined ? undefined : positive('--rounds', values.rounds),
    sizes: values.sizes?.split(',').map((size) => positive('--sizes', size)) ?? defaultSizes,
    minutes: values.minutes === undefined ? defaultMinutes : positive('--minutes', values.minutes),
  };
}

function positive(flag: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${flag}: "${text}" is no number above 0`);
  return value;
}
