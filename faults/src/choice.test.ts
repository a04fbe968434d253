/** What can be asked for, and that the catalogue holds what this software promises to withstand. */
import { describe, expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { choiceOf } from './choice.ts';

const all = catalogue.flatMap(({ faults }) => faults);
const chosen = (args: readonly string[], canRun = true): readonly string[] => {
  const choice = choiceOf(args, () => canRun);
  if (choice.kind !== 'run') throw new Error(`this is ${choice.kind}`);
  return choice.faults.map(({ name }) => name);
};

describe('a choice', () => {
  test('is of one fault, of a class, or of both together, each once', () => {
    expect(chosen(['dns-down'])).toEqual(['dns-down']);
    expect(chosen(['token/'])).toContain('token-rotated');
    expect(chosen(['token/', 'token-rotated'])).toEqual(chosen(['token/']));
  });

  test('of all writes the document, any other does not', () => {
    expect(choiceOf(['--all'], () => true)).toMatchObject({ kind: 'run', writesDocument: true });
    expect(choiceOf(['--one-of-each'], () => true)).toMatchObject({ writesDocument: false });
    expect(chosen(['--all'])).toHaveLength(all.length);
  });

  test('of one of each is one of each, also where none can run', () => {
    for (const canRun of [true, false])
      expect(chosen(['--one-of-each'], canRun)).toHaveLength(catalogue.length);
  });

  test.each([[[]], [['no-such-fault']], [['--all', 'dns-down']], [['dns-down', 'no-such-fault']]])(
    'that is none is told: %j',
    (args) => {
      expect(choiceOf(args, () => true).kind).toBe('wrong');
    },
  );
});

describe('the catalogue', () => {
  test('has no name twice: logs and results are found by it', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  test('excuses only damage to what was published, and lists that nobody could know better', () => {
    const excused = all.filter(({ excuse }) => excuse !== undefined).map(({ name }) => name);
    expect(excused.filter((name) => !name.startsWith('output-'))).toEqual([
      'first-start-snowflake-half-list',
      'first-start-dns-collapse-once',
    ]);
  });

  test('names a sign of every fault that a program meets', () => {
    const signless = all.filter(({ signs }) => signs.length === 0).map(({ name }) => name);
    expect(signless).toEqual([
      'token-rotated',
      'second-server-nxdomain',
      'staging-deleted',
      'two-writers',
      'kill-9-200-times',
    ]);
  });
});
