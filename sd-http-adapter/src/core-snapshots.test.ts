import { defaultPolicy, encodeTargetGroups, initialState, step } from '@spcs-sd/core';
import type { Observation, PoolOutcome, Snapshot } from '@spcs-sd/core';
import { expect, test } from 'vitest';
import { createHttpSd } from './handler.ts';
import { startServer } from './testing/server.ts';
import { snapshotFeed } from './testing/snapshots.ts';

const policy = { ...defaultPolicy, confirmForMs: 0, confirmCollapseMs: 0 };
const pools = ['Pool_A', 'pool_b'].map((name) => ({ name, endpoint: `${name}.example` }));

const listAt = (observedAtMs: number): Observation => ({
  of: 'list',
  observedAtMs,
  outcome: { kind: 'known', origin: 'service', pools },
});
const answerAt = (observedAtMs: number, pool: string, outcome: PoolOutcome): Observation => ({
  of: 'pool',
  pool,
  observedAtMs,
  outcome,
});
const recordsOf = (...hosts: readonly string[]): PoolOutcome => ({
  kind: 'records',
  records: hosts.map((host) => ({ host, port: 9001 })),
  recordType: 'SRV',
  transport: 'tcp',
  ttlSeconds: 30,
  doubtful: false,
});

test('a life of snapshots as the core makes them: waiting, ready, unchanged, grown, expired', async () => {
  const feed = snapshotFeed();
  const server = await startServer(createHttpSd(feed.snapshots));
  let state = initialState();
  const advance = async (nowMs: number, ...observations: readonly Observation[]): Promise<Snapshot> => {
    const next = step(state, observations, nowMs, policy);
    state = next.state;
    await feed.give(next.snapshot);
    return next.snapshot;
  };
  try {
    await advance(0);
    expect((await server.ask('/')).body.toString()).toContain('pool list has not been read');
    await advance(1, listAt(1), answerAt(1, 'pool_a', recordsOf('192.0.2.1')));
    expect((await server.ask('/')).body.toString()).toContain('no answer so far for pool "pool_b"');

    const ready = await advance(2, answerAt(2, 'pool_b', recordsOf('192.0.2.2', '2001:db8::2')));
    const first = await server.ask('/?pool=POOL_A&pool=pool_b');
    expect(ready.kind === 'ready' && encodeTargetGroups(ready.groups)).toBe(first.body.toString());
    const conditional = { 'If-None-Match': (await server.ask('/')).headers.etag };
    await advance(3, answerAt(3, 'pool_a', { kind: 'unknown', why: 'timeout' }));
    expect((await server.ask('/', conditional)).code).toBe(304);

    await advance(4, answerAt(4, 'pool_a', recordsOf('192.0.2.1', '192.0.2.3')));
    const grown = await server.ask('/', conditional);
    expect(grown.code).toBe(200);
    expect(grown.body.toString()).toContain('192.0.2.3:9001');

    await advance(5 + policy.maxAgeMs);
    expect((await server.ask('/', conditional)).code).toBe(503);
  } finally {
    await server.close();
  }
});
