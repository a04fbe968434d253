/** Each getter gives what it checked, or a stand-in and the place of the first mismatch. */
import { expect, test } from 'vitest';
import { jsonReader, shown, type JsonReader } from './json-reader.ts';

const file = {
  text: 't',
  flag: true,
  number: 7,
  list: [1],
  map: { a: 1 },
  nothing: null,
  size: 'L',
} as const;

type Get = (read: JsonReader, key: string) => unknown;

const text: Get = (read, key) => read.text(file, key, '$.x');
const flag: Get = (read, key) => read.flag(file, key, '$.x');
const number: Get = (read, key) => read.number(file, key, '$.x');
const array: Get = (read, key) => read.array(file, key, '$.x');
const size: Get = (read, key) => read.oneOf(file, key, '$.x', ['S', 'L']);

test.each<readonly [Get, string, unknown]>([
  [text, 'text', 't'],
  [flag, 'flag', true],
  [number, 'number', 7],
  [array, 'list', [1]],
  [size, 'size', 'L'],
  [(read) => read.object(file.map, '$.map'), '', { a: 1 }],
  [(read) => read.nullable(file, 'nothing', () => 1), '', null],
  [(read) => read.optional(file, 'absent', () => 1), '', undefined],
])('%o gives %j', (get, key, value) => {
  const read = jsonReader();
  expect(get(read, key)).toEqual(value);
  expect(read.problem()).toBeUndefined();
});

test.each<readonly [Get, string, unknown, string]>([
  [text, 'number', '', '$.x.number: expected a string, found 7'],
  [text, 'toString', '', '$.x.toString: expected a string, found nothing'],
  [flag, 'text', false, '$.x.text: expected true or false, found "t"'],
  [number, 'text', 0, '$.x.text: expected a number, found "t"'],
  [array, 'map', [], '$.x.map: expected an array, found an object'],
  [size, 'text', 'S', '$.x.text: expected one of S, L, found "t"'],
  [(read) => read.object([], '$.map'), '', {}, '$.map: expected an object, found an array'],
])('%o of %s gives %j', (get, key, instead, problem) => {
  const read = jsonReader();
  expect(get(read, key)).toEqual(instead);
  text(read, 'flag');
  expect(read.problem()).toBe(problem);
});

test.each([Infinity, -Infinity, Number.NaN])('%d is no number', (value) => {
  const read = jsonReader();
  expect(read.number({ value }, 'value', '$')).toBe(0);
  expect(read.problem()).toBe(`$.value: expected a number, found ${value}`);
});

test.each([
  [undefined, 'nothing'],
  [null, 'null'],
  [[], 'an array'],
  [{}, 'an object'],
  [1n, 'a bigint'],
  [false, 'false'],
  ['x', '"x"'],
  ['x'.repeat(38), `"${'x'.repeat(38)}"`],
  ['x'.repeat(39), `"${'x'.repeat(39)}…`],
  ['abc'.repeat(20), `"${'abc'.repeat(13)}…`],
])('%o is shown as %s', (value, words) => {
  expect(shown(value)).toBe(words);
});
