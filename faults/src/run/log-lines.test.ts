/** Log lines as signs are looked for in them. */
import { expect, test } from 'vitest';
import { countOf, warnings } from './log-lines.ts';

const log = [
  'ts=1 level=warn msg="no answer: \\"late\\"" pool=a',
  'ts=2 level=warn msg="no answer: \\"late\\"" pool=b',
  'ts=3 level=error msg=lost',
  'ts=4 level=info msg="all is well"',
].join('\n');

test('lines are counted, not words', () => {
  expect(countOf(log, 'no answer')).toBe(2);
  expect(countOf('twice twice', 'twice')).toBe(1);
});

test('warnings and errors by what they say, whatever it is about', () => {
  expect([...warnings(log)]).toEqual([
    ['"no answer: \\"late\\""', 2],
    ['lost', 1],
  ]);
});
