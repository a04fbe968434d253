/** What a run of faults leaves for continuous integration, and that nothing is lost on the way. */
import { expect, test } from 'vitest';
import { tallyOf } from '../../../tools/tally.mjs';
import type { Outcome } from '../run/outcome.ts';
import { resultsOf } from './results.ts';

const ran = (fault: string, ...problems: readonly string[]): Outcome => ({
  kind: 'ran',
  fault,
  before: 1,
  seen: new Map(),
  noticeMs: 1,
  recoverMs: 1,
  problems,
});

test.each<readonly [string, readonly Outcome[], number, { passed: number; failed: number; skipped: number }]>(
  [
    ['all well', [ran('a'), ran('b')], 0, { passed: 2, failed: 0, skipped: 0 }],
    [
      'one lost targets',
      [ran('a'), ran('b', '1 targets were lost')],
      1,
      { passed: 1, failed: 1, skipped: 0 },
    ],
    [
      'one broke',
      [ran('a'), { kind: 'broken', fault: 'b', why: 'boom' }],
      1,
      { passed: 1, failed: 1, skipped: 0 },
    ],
    [
      'one cannot run here',
      [{ kind: 'skipped', fault: 'a', why: 'no NSD' }],
      1,
      { passed: 0, failed: 1, skipped: 1 },
    ],
    ['none ran', [], 0, { passed: 0, failed: 1, skipped: 0 }],
  ],
)('%s', (_, outcomes, exitCode, expected) => {
  expect(tallyOf(JSON.stringify(resultsOf(outcomes)), exitCode)).toMatchObject(expected);
});

test('a failure says what it was', () => {
  const { notes } = tallyOf(JSON.stringify(resultsOf([ran('dns-down', '3 targets were lost')])), 1);
  expect(notes.join()).toMatch(/dns-down.*3 targets were lost/);
});
