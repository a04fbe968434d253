/** The order that everything published stands in. */
import { expect, test } from 'vitest';
import { compareUnits } from './order.ts';

test.each([
  ['a', 'a', 0],
  ['', '', 0],
  ['a', 'b', -1],
  ['b', 'a', 1],
  ['a', 'aa', -1],
  ['B', 'a', -1],
  // By code units, not by code points.
  ['\u{1f600}', '\uffff', -1],
])('%j beside %j', (a, b, sign) => {
  expect(Math.sign(compareUnits(a, b))).toBe(sign);
});
