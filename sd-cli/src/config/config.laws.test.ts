/** What holds for any text and any data, however odd. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configErrorLine } from './config-error.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { loadConfig } from './load-config.ts';
import { nearest } from './nearest.ts';
import { formatServerAddress, parseServerAddress } from './server-address.ts';
import { anyText } from '../../../tests/support/any-text.ts';

/** Keys that lie near the real ones, and those that objects inherit. */
const key = fc.oneof(
  fc.constantFrom('pools', 'file', 'static', 'path', 'name', 'endpoint', 'dns', 'servers', 'port', 'timeout'),
  fc.constantFrom('retention', 'confirm_for', 'max_age', 'labels', 'limits', 'allow_cidrs', 'snowflake'),
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', ''),
  fc.string({ maxLength: 8 }),
);

const leaf = fc.oneof(
  fc.constantFrom('1m', '0', '10.0.0.0/8', '127.0.0.1:53', '::1', 'auto', 'SRV', 'x'),
  anyText({ maxLength: 20 }),
  fc.integer(),
  fc.double(),
  fc.constantFrom(null, true, false, 0, 1, 9001, 65_536),
);

const { value: nested } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map((members) => Object.fromEntries(members)),
  ),
}));

function holds(text: string): void {
  const loaded = loadConfig(text, 'x.yml', {});
  if (loaded.kind === 'ok') return;
  expect(loaded.errors.length).toBeGreaterThan(0);
  const lines = text.split('\n').length;
  for (const error of loaded.errors) {
    expect(error.line).toBeGreaterThanOrEqual(1);
    expect(error.line).toBeLessThanOrEqual(lines);
    expect(configErrorLine(error)).not.toMatch(/[\n\r]/u);
    if (error.expected !== 'YAML')
      expect(error.expected, 'our own words').not.toMatch(/undefined|\b(?:must|schema|another value)\b/u);
  }
}

describe('loadConfig gives settings or errors of one line each, and never throws', () => {
  test('for any JSON value', () => {
    fc.assert(
      fc.property(nested, (value) => {
        holds(JSON.stringify(value));
      }),
      { numRuns: 1000 },
    );
  });

  test('for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText(), fc.string({ unit: fc.constantFrom(...Array.from('ab:-[]{},&*!|>?\n\t "#%')) })),
        (text) => {
          holds(text);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('for aliases that multiply', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`);
    holds(`a0: &a0 [1]\n${levels.join('\n')}`);
  });
});

test('every whole number of milliseconds survives as a duration', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 292 * 365 * 86_400_000 }), (ms) => {
      expect(parseDuration(formatDuration(ms))).toBe(ms);
    }),
  );
});

test.each([
  ['0', 0],
  ['1m30s', 90_000],
  ['1y2w3d4h5m6s7ms', 31_536_000_000 + 1_209_600_000 + 259_200_000 + 14_400_000 + 300_000 + 6000 + 7],
  ['0s', 0],
  ['', undefined],
  ['1', undefined],
  ['1.5s', undefined],
  ['-1s', undefined],
  ['1s1m', undefined],
  ['1 s', undefined],
  ['1S', undefined],
  ['293y', undefined],
])('duration %j', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  ['192.0.2.1', '192.0.2.1:53'],
  ['192.0.2.1:5353', '192.0.2.1:5353'],
  ['2001:db8::1', '[2001:db8::1]:53'],
  ['[2001:db8::1]', '[2001:db8::1]:53'],
  ['[2001:db8::1]:1', '[2001:db8::1]:1'],
  ['[192.0.2.1]:53', undefined],
  ['192.0.2.1:0', undefined],
  ['192.0.2.1:65536', undefined],
  ['192.0.2.1:', undefined],
  ['192.0.2.256', undefined],
  ['ns.example', undefined],
  ['ns.example:53', undefined],
  ['', undefined],
])('name server %j', (text, canonical) => {
  const parsed = parseServerAddress(text);
  expect(parsed && formatServerAddress(parsed)).toBe(canonical);
});

test.each([
  ['confrim_for', 'confirm_for'],
  ['confirmFor', 'confirm_for'],
  ['CONFIRM_FOR', 'confirm_for'],
  ['confirm-for', 'confirm_for'],
  ['prot', 'port'],
  ['x', undefined],
  ['something_else', undefined],
  ['', undefined],
])('%j probably means %j', (word, meant) => {
  expect(nearest(word, ['port', 'confirm_for', 'confirm_collapse'])).toBe(meant);
});
