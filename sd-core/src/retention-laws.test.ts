/** The laws of retention over random worlds: what may never go, and what must be there for anything to go. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { getFrom, valuesOf } from './paged-map.ts';
import { step, type Observation, type Policy } from './index.ts';
import { addressPolicy, judgeTargets } from './target.ts';
import { everyStep, worlds } from './testing/every-step.ts';
import { addresses, play } from './testing/play.ts';
import { batches, policy, type Batch } from './testing/world.arb.ts';

test('an unknown never shrinks the set', () => {
  everyStep(({ state, batch, ...result }, rules) => {
    const nowMs = batch.nowMs + 1;
    const unknowns: readonly Observation[] = [
      { of: 'list', observedAtMs: nowMs, outcome: { kind: 'unknown', why: 'down' } },
      ...state.view.names.map((pool): Observation => {
        return { of: 'pool', pool, observedAtMs: nowMs, outcome: { kind: 'unknown', why: 'timeout' } };
      }),
    ];
    const after = step(state, unknowns, nowMs, rules);
    if (after.snapshot.kind === 'expired') return;
    expect([...addresses(after)]).toEqual(expect.arrayContaining([...addresses(result)]));
  });
});

test('nothing is removed unless a list lacked its pool or an answer that counts lacked it', () => {
  fc.assert(
    fc.property(batches, policy, (world, rules) => {
      const history: Observation[] = [];
      /** How long the history was before each target came. */
      const since = new Map<string, number>();
      for (const { batch, events } of play(world, rules)) {
        const earlier = history.length;
        history.push(...batch.observations);
        for (const event of events) {
          if (event.kind !== 'targets-added' && event.kind !== 'targets-removed') continue;
          for (const target of event.targets) {
            const key = `${target} of ${event.pool}`;
            if (event.kind === 'targets-added') since.set(key, earlier);
            else {
              const seen = history.slice(since.get(key));
              const witness = seen.find((observation) => isWitness(observation, event.pool, target, rules));
              expect(witness, key).toBeDefined();
            }
          }
        }
      }
    }),
    worlds,
  );
});

function isWitness(observation: Observation, pool: string, target: string, { limits }: Policy): boolean {
  if (observation.of === 'list') {
    const { outcome } = observation;
    return outcome.kind === 'known' && !outcome.pools.some(({ name }) => name.toLowerCase() === pool);
  }
  const { outcome } = observation;
  if (observation.pool !== pool || outcome.kind === 'unknown' || outcome.transport === 'udp') return false;
  const records = outcome.kind === 'records' ? outcome.records : [];
  return judgeTargets(records, addressPolicy(limits)).targets.addresses.every(
    (address) => address !== target,
  );
}

test('what an answer contained stays for confirm_for, while its pool is listed', () => {
  fc.assert(
    fc.property(batches, policy, (world, rules) => {
      const lastSeen = new Map<string, { readonly pool: string; readonly atMs: number }>();
      for (const { batch, state, ...result } of play(world.map(byService), rules)) {
        for (const { name: pool, answer } of valuesOf(state.pools)) {
          for (const address of answer?.targets.addresses ?? [])
            lastSeen.set(address, { pool, atMs: answer?.observedAtMs ?? 0 });
        }
        if (result.snapshot.kind !== 'ready') continue;
        const published = addresses(result);
        for (const [address, { pool, atMs }] of lastSeen) {
          const isListed = getFrom(state.pools, pool) !== undefined;
          if (isListed && batch.nowMs - atMs < rules.confirmForMs) expect(published).toContain(address);
        }
      }
    }),
    worlds,
  );
});

/** The same world with every list reported by a service: nobody's will removes at once. */
function byService(batch: Batch): Batch {
  const observations = batch.observations.map((observation): Observation => {
    if (observation.of !== 'list' || observation.outcome.kind === 'unknown') return observation;
    return { ...observation, outcome: { ...observation.outcome, origin: 'service' } };
  });
  return { ...batch, observations };
}

test('a pool that a list named stays for confirm_for, unless the operator says otherwise', () => {
  fc.assert(
    fc.property(batches, policy, (world, rules) => {
      const lastListed = new Map<string, number>();
      for (const { batch, state, events } of play(world, rules)) {
        for (const event of events) {
          if (event.kind !== 'pool-removed' || event.why === 'operator') continue;
          const heldForMs = batch.nowMs - (lastListed.get(event.pool) ?? -Infinity);
          expect(heldForMs).toBeGreaterThanOrEqual(rules.confirmForMs);
        }
        for (const name of state.view.names) {
          if (getFrom(state.pools, name)?.missingSinceMs === null)
            lastListed.set(name, state.list.knownAtMs ?? 0);
        }
      }
    }),
    worlds,
  );
});

test('no single observation removes anything while a wait is set', () => {
  fc.assert(
    fc.property(batches, policy, (world, rules) => {
      fc.pre(rules.confirmForMs > 0);
      for (const { before, batch } of play(world, rules)) {
        for (const observation of batch.observations) {
          if (observation.of === 'list') continue;
          const pool = getFrom(before.pools, observation.pool);
          if (pool === undefined || pool.held.length > 0 || pool.missingSinceMs !== null) continue;
          const { events } = step(before, [observation], batch.nowMs, { ...rules, dropExpiredPools: false });
          expect(
            events.filter((event) => event.kind === 'targets-removed' && event.pool === pool.name),
          ).toEqual([]);
        }
      }
    }),
    worlds,
  );
});
