/**
 * A question is what dns-packet makes of it, byte by byte.
 */
import { RECURSION_DESIRED, encode } from 'dns-packet';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeQuestion, ednsBytes, questionEnd } from './question-message.ts';

const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/);
const hostName = fc
  .array(label, { minLength: 1, maxLength: 6 })
  .map((labels) => labels.join('.'))
  .filter((name) => name.length <= 253);

const opt = {
  type: 'OPT',
  name: '.',
  udpPayloadSize: ednsBytes,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
} as const;

test('a question is what dns-packet makes of it', () => {
  fc.assert(
    fc.property(hostName, fc.constantFrom('SRV', 'A', 'AAAA'), fc.boolean(), (name, type, edns) => {
      const expected = encode({
        type: 'query',
        id: 0,
        flags: RECURSION_DESIRED,
        questions: [{ name, type, class: 'IN' }],
        additionals: edns ? [{ ...opt, options: [] }] : [],
      });
      const question = encodeQuestion(name, type, edns);
      expect(question.toString('hex')).toBe(expected.toString('hex'));
      expect(questionEnd(name)).toBe(question.length - (edns ? 11 : 0));
    }),
  );
});

test('a name of the greatest length has room', () => {
  const name = [63, 63, 63, 61].map((length) => 'x'.repeat(length)).join('.');
  expect(encodeQuestion(name, 'A', false)).toHaveLength(12 + 255 + 4);
});
