/**
 * Whatever is read, nothing that objects share is written to, and a key that objects inherit is a key like any
 * other: refused where keys are known, without effect where they are not. And what is too much is refused soon.
 */
import { initialState, restoreState, saveState, step, defaultPolicy, type State } from '@spcs-sd/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { configErrorLine } from '../sd-cli/src/config/config-error.ts';
import { loadConfig } from '../sd-cli/src/config/load-config.ts';
import { readEndpointCell } from '../sd-runtime/src/snowflake/endpoint-cell.ts';
import { readPoolRows } from '../sd-runtime/src/snowflake/pool-rows.ts';
import { readPoolListText } from '../sd-runtime/src/sources/pool-list-text.ts';
import { anyText } from './support/any-text.ts';
import { inheritedKeys, poisoned, sharedByAll } from './support/hostile-data.arb.ts';

let before = '';
beforeAll(() => {
  before = sharedByAll();
});
afterAll(() => {
  expect(sharedByAll()).toBe(before);
});

const goodConfig = {
  pools: { static: [{ name: 'a' }, { name: 'b', endpoint: 'b.example' }] },
  dns: { servers: ['127.0.0.1:53'], timeout: '1s' },
  retention: { confirm_for: '1m' },
  labels: { per_node: true },
  limits: { max_pools: 5, allow_cidrs: ['10.0.0.0/8'] },
};
const goodList = [
  { name: 'a', state: 'ACTIVE', is_exclusive: true },
  { name: 'b', active_nodes: 3 },
];
const texts = [JSON.stringify, stringify] as const;

describe('a key that objects inherit', () => {
  test('is an unknown key of a configuration', () => {
    fc.assert(
      fc.property(poisoned(goodConfig), fc.constantFrom(...texts), ({ key, data }, textOf) => {
        const loaded = loadConfig(textOf(data), 'x.yml', {});
        const lines = loaded.kind === 'ok' ? [] : loaded.errors.map(configErrorLine);
        expect(lines).toContainEqual(expect.stringMatching(`found "${key}"$`));
      }),
      { numRuns: 60 },
    );
  });

  test('is an unknown key of a pool list', () => {
    fc.assert(
      fc.property(poisoned(goodList), fc.constantFrom(...texts), ({ key, data }, textOf) => {
        const read = readPoolListText(textOf(data));
        const messages = read.kind === 'bad' ? read.problems.map(({ message }) => message) : [];
        expect(messages).toEqual([expect.stringContaining(key)]);
      }),
      { numRuns: 60 },
    );
  });

  test('is no name of a pool that has none', () => {
    fc.assert(
      fc.property(fc.constantFrom(...inheritedKeys), (key) => {
        const list = JSON.stringify([Object.fromEntries([[key, { name: 'a' }]])]);
        expect(readPoolListText(list).kind).toBe('bad');
      }),
    );
  });

  test('of a state file has no effect on what goes on from it', () => {
    const context = { fingerprint: 'f', nowMs: 1000, wallMs: 1000, policy: defaultPolicy };
    const saved: unknown = JSON.parse(JSON.stringify(saveState(someState(), 1000, 1000, 'f')));
    const good = restoreState(saved, context);
    fc.assert(
      fc.property(poisoned(saved), ({ data }) => {
        const restored = restoreState(JSON.parse(JSON.stringify(data)), context);
        expect(restored).toEqual(good);
      }),
      { numRuns: 60 },
    );
  });
});

/** A pool whose name every object has, with metadata, an answer and something held. */
function someState(): State {
  const pool = { name: 'constructor', endpoint: 'constructor.example', metadata: { owner: 'r' } };
  const known = { kind: 'known', origin: 'service', pools: [pool] } as const;
  const answer = { recordType: 'SRV', transport: 'tcp', ttlSeconds: 30, doubtful: false } as const;
  const seen = (last: number, observedAtMs: number) => {
    const records = [{ host: `192.0.2.${last}`, port: 9001 }];
    const outcome = { kind: 'records', records, ...answer } as const;
    return { of: 'pool', pool: 'constructor', observedAtMs, outcome } as const;
  };
  const list = { of: 'list', observedAtMs: 0, outcome: known } as const;
  return step(initialState(), [list, seen(1, 0), seen(2, 10)], 10, defaultPolicy).state;
}

/** Host names as Snowflake gives them, near ones, and anything. */
const entry = fc.oneof(
  fc.constantFrom(...inheritedKeys, '').map((word) => `discover.monitor.${word}.cp.spcs.internal`),
  anyText({ maxLength: 30 }).map((word) => `discover.monitor.${word}.cp.spcs.internal`),
  fc.string({ unit: fc.constantFrom('monitor', 'metrics', '.', 'a', '"', '\n'), maxLength: 12 }),
  anyText({ maxLength: 300 }),
  // One character more than a name may have, and far more.
  fc.constantFrom(236, 100_000).map((length) => `discover.monitor.a.${'x'.repeat(length)}`),
  fc.constantFrom<unknown>(null, 1, {}, [], [[]], { toString: 1 }),
);
const cell = fc.oneof(
  fc.array(entry, { maxLength: 6 }).map((entries) => JSON.stringify(entries)),
  fc.json({ maxDepth: 3 }),
  anyText({ maxLength: 40 }),
  fc.constant(null),
);
const column = fc.constantFrom('name', 'state', 'owner', 'active_nodes', ...inheritedKeys);

describe("Snowflake's cells", () => {
  test('are pools of one lower-case label run each, or refused in one short line', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const read = readEndpointCell({ kind: 'rows', columns: ['f'], rows: [[text]] });
        const said =
          read.kind === 'unreadable' ? [read.why] : read.refused.map((one) => `${one.entry} ${one.why}`);
        for (const words of said) {
          expect(words).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
          expect(words.length).toBeLessThan(400);
        }
        for (const { name, endpoint } of read.kind === 'endpoints' ? read.pools : []) {
          expect(endpoint.length).toBeLessThan(255);
          expect(endpoint).toBe(endpoint.toLowerCase());
          expect(endpoint).toContain(`.${name}.`);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('are never taken from what every object has', () => {
    fc.assert(
      fc.property(fc.array(column, { maxLength: 4 }), fc.array(cell, { maxLength: 5 }), (columns, row) => {
        const read = readPoolRows({ kind: 'rows', columns, rows: [row] });
        for (const { name, metadata } of read.kind === 'pools' ? read.pools : []) {
          expect(row).toContain(name);
          for (const value of [metadata.state, metadata.owner])
            if (value !== undefined) expect(row).toContain(value);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test.each([
  ['nested 20,000 deep', '['.repeat(20_000)],
  ['mappings nested 5000 deep', '{a: '.repeat(5000)],
  ['indented 1,000 deep', Array.from({ length: 1000 }, (_, at) => `${' '.repeat(at)}- `).join('\n')],
  ['one line of a million characters', 'x'.repeat(1_000_000)],
  ['20,000 keys', manyKeys(20_000).join('\n')],
  ['5000 keys where one of three is expected', `pools:\n${manyKeys(5000, ' ').join('\n')}`],
  ['5000 times the same key', Array.from({ length: 5000 }, () => 'a: 1').join('\n')],
])('%s is refused in short lines, and soon', (_name, text) => {
  const start = process.cpuUsage();
  const loaded = loadConfig(text, 'x.yml', {});
  const list = readPoolListText(text);
  const cells = readEndpointCell({ kind: 'rows', columns: ['f'], rows: [[text]] });
  // Processor time, so that a busy machine is no failure.
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(8);
  const said = [
    ...(loaded.kind === 'ok' ? [] : loaded.errors.map(configErrorLine)),
    ...(list.kind === 'bad' ? list.problems.map(({ message }) => message) : []),
    ...(cells.kind === 'unreadable' ? [cells.why] : []),
  ];
  expect([loaded.kind, list.kind, cells.kind]).toEqual(['invalid', 'bad', 'unreadable']);
  expect(said.length).toBeLessThan(250);
  expect(said.filter((line) => line.length > 500)).toEqual([]);
});

function manyKeys(count: number, indent = ''): readonly string[] {
  return Array.from({ length: count }, (_, at) => `${indent}key${at}: 1`);
}
