import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readPoolListText } from './pool-list-text.ts';

const problemsOf = (text: string): readonly string[] => {
  const read = readPoolListText(text);
  return read.kind === 'good'
    ? []
    : read.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
};

describe('the text of a pool list', () => {
  it('is YAML with every key', () => {
    const text = `
- name: Pool1
  endpoint: somewhere.test.
  state: ACTIVE
  owner: R
  instance_family: CPU_X64_S
  application: app
  is_exclusive: false
  active_nodes: 3
- { name: POOL_2 }
`;
    expect(readPoolListText(text)).toEqual({
      kind: 'good',
      pools: [
        {
          name: 'Pool1',
          endpoint: 'somewhere.test',
          metadata: {
            state: 'ACTIVE',
            owner: 'R',
            instanceFamily: 'CPU_X64_S',
            application: 'app',
            isExclusive: false,
            activeNodes: 3,
          },
        },
        { name: 'POOL_2', endpoint: 'discover.monitor.pool_2.cp.spcs.internal', metadata: {} },
      ],
    });
  });

  it('is JSON with the same keys', () => {
    expect(readPoolListText('[{"name":"a","active_nodes":0}]')).toEqual(
      readPoolListText('- name: a\n  active_nodes: 0\n'),
    );
  });

  it('may name no pool at all, if it says so', () => {
    expect(readPoolListText('[]')).toEqual({ kind: 'good', pools: [] });
    expect(readPoolListText('# nothing\n--- []\n')).toEqual({ kind: 'good', pools: [] });
  });

  it.each([
    ['', ['1:1: expected a list of pools, found nothing; for no pools at all write []']],
    ['# all gone\n', ['1:1: expected a list of pools, found nothing; for no pools at all write []']],
    ['pools: []', ['1:1: expected a list of pools, each with a name, found a mapping']],
    ['null', ['1:1: expected a list of pools, each with a name, found nothing']],
    ['- a', ['1:3: expected a mapping with a name, such as { name: pool1 }, found "a"']],
    ['- name: a\n- endpoint: b.test', ['2:3: this pool has no name']],
    ['- name: 7', ["1:9: name: expected a pool's name of 1 to 255 characters, found 7"]],
    ['- name: ""', ['1:9: name: expected a pool\'s name of 1 to 255 characters, found ""']],
    ['- name: a\n  active_nodes: -1', ['2:17: active_nodes: expected a whole number, 0 or more, found -1']],
    ['- name: a\n  is_exclusive: yes', ['2:17: is_exclusive: expected true or false, found "yes"']],
    ['- name: a\n- name: b\n- name: A', ['3:9: the pool "a" is in the list already, as entry 1']],
    ['- name: a\n  name: b', ['2:3: Map keys must be unique']],
    ['- name: a\n---\n- name: b', ['2:1: expected one YAML document, found another']],
    [
      '- name: a\n  nodes: 1\n  endpoint:',
      [
        '2:10: unknown key "nodes", expected one of name, endpoint, state, owner, instance_family, application, is_exclusive, active_nodes',
        '3:12: endpoint: expected a DNS name of 1 to 254 characters, found nothing',
      ],
    ],
    [
      '[\n  {"name": "a"},\n  {"name": 1}\n]',
      ["3:12: name: expected a pool's name of 1 to 255 characters, found 1"],
    ],
    ['[{"name": "a"}', ['1:15: Flow sequence must end with a ]']],
  ])('%j has its problems named by place', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('is not blown up by aliases', () => {
    const laughs = [
      '- &a0 { name: x }',
      ...Array.from({ length: 40 }, (_, i) => `- &a${i + 1} [*a${i}, *a${i}]`),
    ];
    expect(problemsOf(laughs.join('\n'))).toEqual([expect.stringContaining('alias')]);
    expect(problemsOf('- *nobody')).toEqual([expect.stringContaining('nobody')]);
  });

  it('never makes the reader throw', () => {
    const piece = fc.constantFrom(
      '- ',
      'name',
      ': ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '"',
      '*a',
      '&a ',
      '#',
      '!!',
      '|',
      '\t',
      'x',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece).map((pieces) => pieces.join('')),
          fc.string(),
        ),
        (text) => {
          expect(['good', 'bad']).toContain(readPoolListText(text).kind);
        },
      ),
    );
  });

  it('of 20,000 pools is read quickly when it is JSON', () => {
    const pools = Array.from({ length: 20_000 }, (_, index) => ({ name: `pool${index}` }));
    const read = readPoolListText(JSON.stringify(pools));
    expect(read.kind === 'good' && read.pools.length).toBe(20_000);
  });
});
