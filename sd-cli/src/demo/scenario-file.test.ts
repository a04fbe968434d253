/** Scenario files: what is wrong with them, and the one that comes with the sandbox, played to its end. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { happeningText, playScenario, startSandbox } from '@spcs-sd/sandbox';
import { loadScenario } from './scenario-file.ts';

const pools = [{ name: 'WEB', nodes: 3 }];
const linesOf = (text: string): readonly string[] => {
  const loaded = loadScenario(text, 's.yml', pools);
  return loaded.kind === 'failed' ? loaded.lines : ['fine'];
};
const step = (keys: string): readonly string[] => linesOf(`steps: [{ at: 1s, ${keys} }]`);

test('everything that is wrong is said at once, with line, key and what was expected', () => {
  const text = [
    'steps:',
    '  - { at: 5s, do: scale, pool: WEB }',
    '  - { at: 1s, do: suspend, pool: WBE, nodes: 2 }',
    '  - { at: 6s, do: dns_fault, fault: flood }',
    '  - { at: 7s, do: drop, pool: WBE }',
    '  - { at: 8s, do: sql_fault, fault: 200, type: SRV }',
  ].join('\n');
  const sqlFaults =
    'garbage, huge, cut, slow, pending, partitions, half-list, lost-rows, empty-list, wrong-role';
  expect(linesOf(text)).toEqual([
    's.yml:2:5: steps[0]: expected the key nodes, which scale needs, found none',
    's.yml:3:11: steps[1].at: expected a time not before that of the step above (5s), found 1s',
    's.yml:3:39: steps[1].nodes: expected one of the keys at, do, pool with suspend, found nodes',
    's.yml:4:37: steps[2].fault: expected one of silent, servfail, refused, notimp, nxdomain, truncate, found "flood"',
    's.yml:5:31: steps[3].pool: there is no pool WBE',
    `s.yml:6:37: steps[4].fault: expected a status such as 503, or one of ${sqlFaults}, found 200`,
    's.yml:6:42: steps[4].type: expected one of the keys at, do, fault, statement, times with sql_fault, found type',
  ]);
});

test.each([
  ['do: dance', 'steps[0].do: expected add, drop, scale, suspend, resume, move, rotate_token'],
  [
    'do: scale, pool: WEB, nodes: many',
    'steps[0].nodes: expected a whole number from 0 to 20000, found "many"',
  ],
  ['do: drop, pool: WEB, node: 1', 'steps[0].node: expected a known key, found "node"; did you mean nodes?'],
  ['do: switch, switches: { srv: maybe }', 'steps[0].switches.srv: expected present, absent or refused'],
  ['do: add, pool: web', 'steps[0].pool: there is a pool web already'],
  ['do: rotate_token, pool: WEB', 'steps[0].pool: expected no key besides at and do with rotate_token'],
])('%s', (keys, message) => {
  expect(step(keys)).toEqual([expect.stringContaining(message)]);
});

test.each([
  ['', 's.yml:1:1: expected a mapping with the key steps, found nothing'],
  ['steps: []', 's.yml:1:8: steps: expected a list of steps'],
  [
    'steps: [{ at: soon, do: move, pool: WEB }]',
    'steps[0].at: expected a duration such as 30s or 1m30s, or 0',
  ],
  [
    'pools: [{ name: a }, { name: A }]\nsteps: [{ at: 0, do: rotate_token }]',
    'pools[1].name: there is a pool A',
  ],
  ['steps: [{', 's.yml:1:10: expected YAML'],
])('%j', (text, message) => {
  expect(linesOf(text)[0]).toContain(message);
});

const example = new URL('../../../sandbox/scenarios/working-day.yml', import.meta.url);

test('the example is played to its end: every step happens, at its time, and none is refused', async () => {
  const loaded = loadScenario(readFileSync(example, 'utf8'), 'working-day.yml', []);
  if (loaded.kind === 'failed') throw new Error(loaded.lines.join('\n'));
  const { pools: start, steps } = loaded.value;
  const sandbox = await startSandbox({ pools: start, nodePort: 9001, serveNodes: false });
  const oldToken = sandbox.sql.sessionToken();
  let nowMs = 0;
  const clock = {
    nowMs: () => nowMs,
    after: (delayMs: number, callback: () => void): (() => void) => {
      nowMs += delayMs;
      queueMicrotask(callback);
      return () => undefined;
    },
  };
  const seen: unknown[] = [];
  await playScenario(sandbox, steps, {
    clock,
    onStep: ({ kind, step: { happening } }) => {
      const counts = [...sandbox.expectedTargets()].map(([pool, targets]) => `${pool} ${targets.length}`);
      seen.push([nowMs / 1000, kind, happeningText(happening), counts.join(', ')]);
    },
  });
  expect(seen).toEqual([
    [5, 'done', 'scale WEB to 8 nodes', 'batch 0, legacy 2, web 8'],
    [10, 'done', 'add TRAINING with 2 nodes', 'batch 0, legacy 2, training 2, web 8'],
    [20, 'done', 'rotate the session token', 'batch 0, legacy 2, training 2, web 8'],
    [30, 'done', 'SQL fault 503', 'batch 0, legacy 2, training 2, web 8'],
    [45, 'done', 'DNS fault servfail', 'batch 0, legacy 2, training 2, web 8'],
    [60, 'done', 'clear all faults', 'batch 0, legacy 2, training 2, web 8'],
    [70, 'done', 'move WEB', 'batch 0, legacy 2, training 2, web 8'],
    [80, 'done', 'drop LEGACY', 'batch 0, training 2, web 8'],
    [90, 'done', 'resume BATCH', 'batch 4, training 2, web 8'],
    [100, 'done', 'suspend TRAINING', 'batch 4, training 0, web 8'],
    [110, 'done', 'scale WEB to 2 nodes', 'batch 4, training 0, web 2'],
    [120, 'done', 'switch withoutNodes to servfail, srv to refused', 'batch 4, training 0, web 2'],
    [150, 'done', 'switch withoutNodes to nxdomain, srv to present', 'batch 4, training 0, web 2'],
    [180, 'done', 'expire every session token', 'batch 4, training 0, web 2'],
  ]);
  expect(sandbox.faults()).toEqual([]);
  expect(sandbox.sql.fault()).toBeUndefined();
  expect(sandbox.sql.sessionToken()).not.toBe(oldToken);
  await sandbox.close();
});
