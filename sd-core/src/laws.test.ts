/** The core's laws, each over random worlds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { getFrom, valuesOf } from './bucket-map.ts';
import {
  bodyChunks,
  selectGroups,
  step,
  validateTargetGroups,
  type Observation,
  type Policy,
  type State,
} from './index.ts';
import { emptyView, initialState } from './state.ts';
import { judgeTargets, addressPolicy } from './target.ts';
import { addresses, play, seen, type Played } from './testing/play.ts';
import { batches, policy, type Batch } from './testing/world.arb.ts';
import { updateView } from './view.ts';

const worlds = { numRuns: 300 };

/** Runs a check on every step of random worlds. */
function everyStep(check: (played: Played, policy: Policy) => void): void {
  fc.assert(
    fc.property(batches, policy, (world, rules) => {
      for (const played of play(world, rules)) check(played, rules);
    }),
    worlds,
  );
}

test('order and duplicates of observations never change what is remembered or published', () => {
  fc.assert(
    fc.property(batches, policy, fc.infiniteStream(fc.nat()), (world, rules, numbers) => {
      const shuffled = world.map((batch): Batch => ({
        ...batch,
        observations: [...batch.observations, ...batch.observations]
          .map((value) => ({ value, at: numbers.next().value as number }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ value }) => value),
      }));
      const [plain, mixed] = [play(world, rules), play(shuffled, rules)];
      expect(mixed.map(seen)).toEqual(plain.map(seen));
      expect(mixed.at(-1)?.state).toEqual(plain.at(-1)?.state);
    }),
    worlds,
  );
});

test('step is idempotent: the same observations again change nothing and say nothing', () => {
  everyStep(({ state, batch, ...result }, rules) => {
    const again = step(state, batch.observations, batch.nowMs, rules);
    expect(again.state).toEqual(state);
    expect(seen(again)).toBe(seen(result));
    expect(again.events).toEqual([]);
  });
});

test('a late observation changes nothing', () => {
  everyStep(({ state, batch, ...result }, rules) => {
    const late = batch.observations.map((observation) => ({
      ...observation,
      observedAtMs: observation.observedAtMs - 100_000,
    }));
    const after = step(
      state,
      late.filter((observation) => isLate(state, observation)),
      batch.nowMs,
      rules,
    );
    expect(after.state).toEqual(state);
    expect(seen(after)).toBe(seen(result));
  });
});

function isLate(state: State, observation: Observation): boolean {
  const subject = observation.of === 'list' ? state.list : getFrom(state.pools, observation.pool);
  return subject?.observedAtMs != null && observation.observedAtMs <= subject.observedAtMs;
}

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
      for (const { batch, events } of play(world, rules)) {
        history.push(...batch.observations);
        for (const event of events) {
          if (event.kind !== 'targets-removed') continue;
          for (const target of event.targets) {
            const witness = history.find((observation) => isWitness(observation, event.pool, target, rules));
            expect(witness, `${target} of ${event.pool}`).toBeDefined();
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
  return judgeTargets(records, addressPolicy(limits)).targets.every(({ address }) => address !== target);
}

test('what an answer contained stays for confirm_for, while its pool is listed', () => {
  fc.assert(
    fc.property(batches, policy, (world, rules) => {
      const lastSeen = new Map<string, { readonly pool: string; readonly atMs: number }>();
      for (const { batch, state, ...result } of play(world.map(byService), rules)) {
        for (const { name: pool, answer } of valuesOf(state.pools)) {
          for (const { address } of answer?.targets ?? [])
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

test('the view is what the facts alone give', () => {
  everyStep(({ state }, rules) => {
    const rebuilt = updateView(emptyView(), {
      pools: state.pools,
      before: new Map(Array.from(valuesOf(state.pools), ({ name }) => [name, undefined])),
      claimCount: state.view.claimCount,
      perNode: rules.perNode,
    }).view;
    const { claims, groupsOf, ...plain } = state.view;
    const { claims: rebuiltClaims, groupsOf: rebuiltGroupsOf, ...rebuiltPlain } = rebuilt;
    expect(plain).toEqual({ ...rebuiltPlain, perNode: plain.perNode });
    expect(claims.size).toBe(rebuiltClaims.size);
    for (const group of state.view.groups) {
      expect(getFrom(groupsOf, group.pool)).toEqual(getFrom(rebuiltGroupsOf, group.pool));
      for (const target of group.targets)
        expect(getFrom(claims, target)).toEqual(getFrom(rebuiltClaims, target));
    }
    const claimed = [...valuesOf(state.pools)].map(
      (pool) => (pool.answer?.targets.length ?? 0) + pool.held.length,
    );
    expect(state.view.claimCount).toBe(claimed.reduce((sum, count) => sum + count, 0));
  });
});

test('every snapshot is canonical, valid for Prometheus and names each target once', () => {
  everyStep(({ snapshot }) => {
    if (snapshot.kind !== 'ready') return;
    const body = [...bodyChunks(snapshot.groups)].join('');
    const validated = validateTargetGroups(JSON.parse(body));
    expect(validated).toEqual({
      kind: 'valid',
      groups: snapshot.groups.map(({ targets, labels }) => ({ targets, labels })),
    });
    const targets = snapshot.groups.flatMap((group) => group.targets);
    expect(new Set(targets).size).toBe(targets.length);
    expect(targets).toHaveLength(snapshot.targetCount);
    for (const group of snapshot.groups) {
      expect(group.targets).not.toEqual([]);
      expect(group.targets).toEqual(group.targets.toSorted());
      expect(Object.keys(group.labels)).toEqual(Object.keys(group.labels).toSorted());
    }
    expect(snapshot.groups.map(({ pool }) => pool)).toEqual(
      snapshot.groups.map(({ pool }) => pool).toSorted(),
    );
  });
});

test('shards are disjoint, their union is the whole, and a selection is part of it', () => {
  fc.assert(
    fc.property(batches, policy, fc.integer({ min: 1, max: 5 }), (world, rules, of) => {
      const { snapshot } = step(
        initialState(),
        world.flatMap(({ observations }) => observations),
        0,
        rules,
      );
      if (snapshot.kind !== 'ready') return;
      const whole = snapshot.groups.flatMap(({ targets }) => targets);
      const shards = Array.from({ length: of }, (_, index) =>
        selectGroups(snapshot.groups, { shard: { index, of } }),
      );
      expect(
        shards
          .flat()
          .flatMap(({ targets }) => targets)
          .toSorted(),
      ).toEqual(whole.toSorted());
      for (const group of shards.flat()) expect(group.targets).not.toEqual([]);
      expect(selectGroups(snapshot.groups, { pools: ['a'] })).toEqual(
        snapshot.groups.filter(({ pool }) => pool === 'a'),
      );
    }),
    worlds,
  );
});

test('groups that do not change are the same objects', () => {
  everyStep(({ before, state }) => {
    const old = new Map(before.view.groups.map((group) => [group.json, group]));
    for (const group of state.view.groups) {
      const known = old.get(group.json);
      if (known !== undefined) expect(group).toBe(known);
    }
    if (state.view.groups.every((group) => old.has(group.json)) && old.size === state.view.groups.length) {
      expect(state.view.groups).toEqual(before.view.groups);
    }
  });
});

test('each event is told once: added and removed add up to what is claimed', () => {
  fc.assert(
    fc.property(batches, policy, (world, rules) => {
      const claimed = new Map<string, Set<string>>();
      for (const { events, state } of play(world, rules)) {
        for (const event of events) {
          if (event.kind !== 'targets-added' && event.kind !== 'targets-removed') continue;
          const targets = claimed.get(event.pool) ?? new Set<string>();
          claimed.set(event.pool, targets);
          for (const target of event.targets) {
            expect(targets.has(target)).toBe(event.kind === 'targets-removed');
            if (event.kind === 'targets-added') targets.add(target);
            else targets.delete(target);
          }
        }
        for (const pool of valuesOf(state.pools)) {
          const is = [...(pool.answer?.targets ?? []), ...pool.held].map(({ address }) => address).toSorted();
          expect([...(claimed.get(pool.name) ?? [])].toSorted()).toEqual(is);
        }
      }
    }),
    worlds,
  );
});
