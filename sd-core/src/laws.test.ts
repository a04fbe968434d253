/** The core's laws over random worlds: determinism, idempotence, canonical answers. Those of retention have a file of their own. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyPagedMap, getFrom, valuesOf } from './paged-map.ts';
import { poolChanges } from './pool-change.ts';
import {
  bodyChunks,
  selectGroups,
  step,
  validateTargetGroups,
  type Observation,
  type State,
} from './index.ts';
import { emptyView, initialState } from './state.ts';
import { everyStep, worlds } from './testing/every-step.ts';
import { play, seen } from './testing/play.ts';
import { batches, policy, type Batch } from './testing/world.arb.ts';
import { updateView } from './view.ts';

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

test('the view is what the facts alone give', () => {
  everyStep(({ state }, rules) => {
    const rebuilt = updateView(emptyView(), {
      poolsBefore: emptyPagedMap(),
      pools: state.pools,
      changes: poolChanges(
        new Map(Array.from(valuesOf(state.pools), ({ name }) => [name, undefined])),
        state.pools,
      ),
      claimCount: state.view.claimCount,
      perNode: rules.perNode,
    }).view;
    const { claims, groupsOf, ...plain } = state.view;
    const { claims: rebuiltClaims, groupsOf: rebuiltGroupsOf, ...rebuiltPlain } = rebuilt;
    expect(plain).toEqual({ ...rebuiltPlain, perNode: plain.perNode });
    expect(claims.size).toBe(rebuiltClaims.size);
    const pools = state.view.groups.map(({ pool }) => pool);
    expect(pools.map((pool) => getFrom(groupsOf, pool))).toEqual(
      pools.map((pool) => getFrom(rebuiltGroupsOf, pool)),
    );
    const targets = state.view.groups.flatMap((group) => group.targets);
    expect(targets.map((target) => getFrom(claims, target))).toEqual(
      targets.map((target) => getFrom(rebuiltClaims, target)),
    );
    const claimed = [...valuesOf(state.pools)].map(
      (pool) => (pool.answer?.targets.addresses.length ?? 0) + pool.held.length,
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
    expect(snapshot.groups.filter((group) => group.targets.length === 0)).toEqual([]);
    expect(snapshot.groups.map((group) => [group.targets, Object.keys(group.labels)])).toEqual(
      snapshot.groups.map((group) => [group.targets.toSorted(), Object.keys(group.labels).toSorted()]),
    );
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
    const remade = state.view.groups.filter((group) => (old.get(group.json) ?? group) !== group);
    expect(remade).toEqual([]);
    if (state.view.groups.every((group) => old.has(group.json)) && old.size === state.view.groups.length) {
      expect(state.view.groups).toEqual(before.view.groups);
    }
  });
});

test('each event is told once: added and removed add up to what is claimed', () => {
  fc.assert(
    fc.property(batches, policy, (world, rules) => {
      const claimed = new Map<string, Set<string>>();
      const toldWrongly: string[] = [];
      for (const { events, state } of play(world, rules)) {
        for (const event of events) {
          if (event.kind !== 'targets-added' && event.kind !== 'targets-removed') continue;
          expect(event.targets).toEqual(event.targets.toSorted());
          const targets = claimed.get(event.pool) ?? new Set<string>();
          claimed.set(event.pool, targets);
          for (const target of event.targets) {
            if (targets.has(target) !== (event.kind === 'targets-removed')) toldWrongly.push(target);
            if (event.kind === 'targets-added') targets.add(target);
            else targets.delete(target);
          }
        }
        expect(toldWrongly).toEqual([]);
        const pools = [...valuesOf(state.pools)];
        expect(pools.map(({ name }) => [...(claimed.get(name) ?? [])].toSorted())).toEqual(
          pools.map(({ answer, held }) =>
            [...(answer?.targets.addresses ?? []), ...held.map(({ address }) => address)].toSorted(),
          ),
        );
      }
    }),
    worlds,
  );
});
