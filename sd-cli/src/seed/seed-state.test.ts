/** What was published is what a start without a state file goes on with. */
import { defaultPolicy, initialState, restoreState, step, type Policy, type Snapshot } from '@spcs-sd/core';
import { describe, expect, test } from 'vitest';
import { seedState } from './seed-state.ts';

const minuteMs = 60_000;
const wallMs = 1_800_000_000_000;

/** What discovery publishes of two pools after their first answers. */
function published(policy: Policy): Snapshot {
  const shared = { transport: 'tcp', ttlSeconds: 30, doubtful: false } as const;
  const metadata = { state: 'ACTIVE', owner: 'R', isExclusive: false, instanceFamily: 'F', application: 'A' };
  return step(
    initialState(),
    [
      {
        of: 'list',
        observedAtMs: 0,
        outcome: {
          kind: 'known',
          origin: 'service',
          pools: [
            { name: 'a', endpoint: 'a.example', metadata },
            { name: 'b', endpoint: 'b.example' },
          ],
        },
      },
      {
        of: 'pool',
        pool: 'a',
        observedAtMs: 0,
        outcome: {
          kind: 'records',
          recordType: 'SRV',
          records: [1, 2].map((last) => ({ host: `192.0.2.${last}`, port: 9001, node: `n${last}.example` })),
          ...shared,
        },
      },
      {
        of: 'pool',
        pool: 'b',
        observedAtMs: 0,
        outcome: {
          kind: 'records',
          recordType: 'A',
          records: [{ host: '2001:db8::1', port: 9001 }],
          ...shared,
        },
      },
    ],
    0,
    policy,
  ).snapshot;
}

function groupsOf(snapshot: Snapshot): readonly string[] {
  if (snapshot.kind !== 'ready') throw new Error(`the snapshot is ${snapshot.kind}`);
  return snapshot.groups.map(({ json }) => json);
}

/** What discovery gives first when it starts from the seed so much later. */
function seeded(policy: Policy, laterMs: number): Snapshot {
  const snapshot = published(policy);
  if (snapshot.kind !== 'ready') throw new Error('nothing published');
  const data: unknown = JSON.parse(
    JSON.stringify(seedState({ groups: snapshot.groups, confirmedAtWallMs: wallMs, fingerprint: 'f' })),
  );
  const context = { fingerprint: 'f', nowMs: 5_000, wallMs: wallMs + laterMs, policy };
  const restored = restoreState(data, context);
  if (restored.kind === 'rejected') throw new Error(restored.why);
  return step(restored.state, [], 5_000, policy).snapshot;
}

describe('a start from the published groups', () => {
  test.each([[false], [true]])('gives the same groups (per node: %s)', (perNode) => {
    const policy = { ...defaultPolicy, perNode };
    expect(groupsOf(seeded(policy, minuteMs))).toEqual(groupsOf(published(policy)));
  });

  test('gives nothing when they are older than the maximum age', () => {
    expect(seeded(defaultPolicy, defaultPolicy.maxAgeMs).kind).toBe('expired');
  });
});

test.each([
  ['no groups', []],
  ['a group of somebody else', [{ targets: ['192.0.2.1:1'], labels: { job: 'x' } }]],
  [
    'a group without its endpoint',
    [{ targets: ['192.0.2.1:1'], labels: { __meta_spcs_compute_pool_name: 'a' } }],
  ],
])('%s: no state', (_, groups) => {
  expect(seedState({ groups, confirmedAtWallMs: wallMs, fingerprint: 'f' })).toBeUndefined();
});
