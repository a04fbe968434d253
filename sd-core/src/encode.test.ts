import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bodyChunks, encodeGroup, encodeTargetGroups } from './encode.ts';
import { canonicalJson, jsonText } from './json-text.ts';
import { anyText } from '../../tests/support/any-text.ts';

describe('canonical text', () => {
  test('nothing is an empty array, never null', () => {
    expect(encodeTargetGroups([])).toBe('[]\n');
    expect([...bodyChunks([])].join('')).toBe('[]\n');
  });

  test('one group a line, label names sorted by code unit', () => {
    expect(
      encodeTargetGroups([
        { targets: ['192.0.2.2:9001', '192.0.2.1:9001'], labels: { b: '2', a: '1', B: '3' } },
        { targets: ['[2001:db8::1]:9001'], labels: {} },
      ]),
    ).toBe(
      '[\n{"targets":["192.0.2.1:9001","192.0.2.2:9001"],"labels":{"B":"3","a":"1","b":"2"}},\n' +
        '{"targets":["[2001:db8::1]:9001"],"labels":{}}\n]\n',
    );
  });

  test.each([
    ['plain', '"plain"'],
    ['quote " and \\ and /', '"quote \\" and \\\\ and /"'],
    ['%{HOME} 100% {x}', '"%\\u007bHOME} 100% {x}"'],
    [
      '\u007f\u0085\u009f\u2028\u2029\ufeff\ufffe\uffff',
      '"\\u007f\\u0085\\u009f\\u2028\\u2029\\ufeff\\ufffe\\uffff"',
    ],
    ['lone \ud800 and \udc00', '"lone \ufffd and \ufffd"'],
    ['pair 😀', '"pair 😀"'],
  ])('%j is written %s', (value, text) => {
    expect(jsonText(value)).toBe(text);
  });

  test('targets are escaped as labels are', () => {
    expect(encodeTargetGroups([{ targets: ['%{HOME}:1', 'b"'], labels: {} }])).toBe(
      '[\n{"targets":["%\\u007bHOME}:1","b\\""],"labels":{}}\n]\n',
    );
  });

  /** Also what vmagent would replace by an environment variable. */
  const text = fc
    .array(fc.oneof(anyText({ maxLength: 8 }), fc.constant('%{')), { maxLength: 4 })
    .map((parts) => parts.join(''));

  test('JSON and YAML readers get back what was written', () => {
    fc.assert(
      fc.property(text, anyText(), (value, name) => {
        const group = { targets: ['192.0.2.1:9001'], labels: { [`l_${name}`]: value } };
        const json = encodeGroup(group);
        expect(JSON.parse(json)).toEqual(group);
        expect(parse(json)).toEqual(group);
        expect(json).not.toMatch(/%\{/);
      }),
      { numRuns: 100 },
    );
  });
});

test('equal values give equal texts for comparing, whatever the order of their keys', () => {
  expect(canonicalJson({ b: [2, { d: 1, c: 3 }], a: 'x' })).toBe('{"a":"x","b":[2,{"c":3,"d":1}]}');
});
