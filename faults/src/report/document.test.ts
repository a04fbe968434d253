/** The document tells what was seen, and says so where nothing was. */
import { expect, test } from 'vitest';
import type { Fault } from '../fault.ts';
import type { Ran } from '../run/outcome.ts';
import { emptyTally } from '../watch/tally.ts';
import { documentOf } from './document.ts';

const fault = (name: string, more: Partial<Fault> = {}): Fault => ({
  name,
  what: `what ${name} is`,
  world: { programs: ['http'], prometheus: false },
  begin: () => undefined,
  signs: [{ metric: 'm', shows: 'grows', begins: 'msg="it begins"', ends: 'msg="it ends"' }],
  mdservice: 'falls over',
  ...more,
});

const ran = (name: string, more: Partial<Ran> = {}): Ran => ({
  kind: 'ran',
  fault: name,
  before: 9,
  seen: new Map([['HTTP', { ...emptyTally, reads: 1000, lost: new Set(['a', 'b']) }]]),
  noticeMs: 1234,
  recoverMs: 23_456,
  problems: [],
  ...more,
});

const section = (faults: readonly Fault[], outcomes: Parameters<typeof documentOf>[1]): string =>
  documentOf([{ name: 'x', title: 'Title', about: 'About.', faults }], outcomes);

test('a row has what was lost, the times, and the signs', () => {
  expect(section([fault('a')], [ran('a')])).toContain(
    '| what a is | 2 | 0 | 1.2 s | 23 s | yes | `m` grows | it begins | it ends | falls over |',
  );
});

test('what did not run, or went wrong, says so and why', () => {
  const outcomes = [
    { kind: 'broken', fault: 'b', why: 'boom' },
    { kind: 'skipped', fault: 'c', why: 'no NSD' },
    ran('d', { problems: ['2 targets were lost'] }),
  ] as const;
  const text = section([fault('a'), fault('b'), fault('c'), fault('d', { unready: ['http'] })], outcomes);
  expect(text).toContain('| what a is **not run** | – | – | – | – | yes |');
  expect(text).toContain('| what b is **failed: it did not come to an end** | – |');
  expect(text).toContain('| what c is **not run: no NSD** | – |');
  expect(text).toContain('| what d is **failed: 2 targets were lost** | 2 | 0 | 1.2 s | 23 s | not http |');
});

test('the sum leaves out what was damaged on purpose, and counts the others', () => {
  const faults = [fault('a'), fault('b', { excuse: 'the file is gone' })];
  const text = section(faults, [ran('a'), ran('b')]);
  expect(text).toContain('2 faults, 2,000 lists read. In 1 faults 2 targets were lost and 0 invented.\n');
  expect(text).toContain('In the other 1 somebody damages');
  expect(text).toContain('what b is (the file is gone)');
});
