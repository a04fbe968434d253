import { describe, expect, test } from 'vitest';
import { validateTargetGroups } from './validate.ts';

describe('validateTargetGroups', () => {
  test.each([
    [[]],
    [[{ targets: [] }]],
    [
      [
        {
          targets: ['192.0.2.1:9001', '[2001:db8::1]:9001', 'node-1.example:80'],
          labels: { a: '', __meta_b: 'x' },
        },
      ],
    ],
  ])('%j is valid', (groups) => {
    expect(validateTargetGroups(groups)).toEqual({ kind: 'valid', groups });
  });

  test.each([
    [null, '$: expected an array of target groups, found null'],
    [{}, '$: expected an array of target groups, found an object'],
    [[5], '$[0]: expected an object with targets and labels, found 5'],
    [[null], '$[0]: expected an object with targets and labels, found null'],
    [[{}], '$[0].targets: expected an array of host:port strings, found nothing'],
    [[{ targets: null }], '$[0].targets: expected an array of host:port strings, found null'],
    [[{ targets: [], source: 'x' }], '$[0]: unknown key "source"; only targets and labels are read'],
    [[{ targets: [1] }], '$[0].targets[0]: expected a host:port string, found 1'],
    [[{ targets: ['a'] }], '$[0].targets[0]: expected host:port with a port from 1 to 65535, found "a"'],
    [[{ targets: ['a:0'] }], '$[0].targets[0]: expected host:port with a port from 1 to 65535, found "a:0"'],
    [
      [{ targets: ['a:65536'] }],
      '$[0].targets[0]: expected host:port with a port from 1 to 65535, found "a:65536"',
    ],
    [
      [{ targets: ['a/b:80'] }],
      '$[0].targets[0]: expected host:port with a port from 1 to 65535, found "a/b:80"',
    ],
    [
      [{ targets: ['::1:80'] }],
      '$[0].targets[0]: expected host:port with a port from 1 to 65535, found "::1:80"',
    ],
    [[{ targets: [], labels: [] }], '$[0].labels: expected an object of strings, found an array'],
    [[{ targets: [], labels: { a: 1 } }], '$[0].labels.a: expected a string, found 1'],
    [
      [{ targets: [], labels: { 'a-b': '' } }],
      '$[0].labels: "a-b" is not a label name that every Prometheus takes',
    ],
  ])('%j is not', (value, problem) => {
    expect(validateTargetGroups(value)).toEqual({ kind: 'invalid', problems: [problem] });
  });

  test('all problems are told at once', () => {
    expect(validateTargetGroups([7, { targets: ['a', 'b'] }])).toMatchObject({ problems: { length: 3 } });
  });
});
