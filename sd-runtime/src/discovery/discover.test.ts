import { describe, expect, it, vi } from 'vitest';

import { defaultPolicy } from '@spcs-sd/core';
import type { PoolOutcome } from '@spcs-sd/core';

import { discovering } from '../testing/discovering.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { createFakeSource, knownList, poolsNamed } from '../testing/fake-source.ts';
import { createTimedLookup, oneNode, silence, srv } from '../testing/timed-lookup.ts';
import { discover } from './discover.ts';

const good = ({ name }: { readonly name: string }): PoolOutcome => oneNode(name);
const udp = (outcome: PoolOutcome): PoolOutcome =>
  outcome.kind === 'unknown' ? outcome : { ...outcome, transport: 'udp' };

describe('discovery', () => {
  it('waits for every pool and then publishes at once', async () => {
    const { clock, discovery, targets, stop } = discovering(poolsNamed(3), good);
    expect(discovery.current().kind).toBe('waiting');
    expect(discovery.ready()).toBe(false);
    await clock.advance(5);
    expect(targets()).toEqual(['10.0.0.0:9001', '10.0.0.1:9001', '10.0.0.2:9001']);
    expect(discovery.ready()).toBe(true);
    await stop();
  });

  it('follows the list: a new pool is asked at once', async () => {
    const { clock, source, targets, stop } = discovering(poolsNamed(1), good);
    await clock.advance(10_000);
    source.set(knownList(poolsNamed(2)));
    await clock.advance(100);
    expect(targets()).toEqual(['10.0.0.0:9001', '10.0.0.1:9001']);
    await stop();
  });

  it('keeps everything while the list and the DNS are unknown', async () => {
    let broken = false;
    const { clock, source, targets, eventsOf, stop } = discovering(poolsNamed(3), (asked) =>
      broken ? silence : good(asked),
    );
    await clock.advance(1000);
    const before = targets();
    broken = true;
    source.set({ kind: 'unknown', why: 'the list is gone for a while' });
    await clock.advance(1_800_000);
    expect(targets()).toEqual(before);
    expect(eventsOf('pool-failed')).toHaveLength(3);
    expect(eventsOf('list-failed')).toHaveLength(1);
    await stop();
  });

  it('removes a target as soon as it is confirmed', async () => {
    let hosts = ['10.0.0.1', '10.0.0.2', '10.0.0.3'];
    const { clock, targets, eventsOf, stop } = discovering(poolsNamed(1), () => srv(hosts, 55));
    await clock.advance(1000);
    hosts = hosts.slice(0, 2);
    await clock.advanceUntil(() => eventsOf('removal-held').length > 0, 70_000);
    const heldMs = clock.nowMs();
    await clock.advanceUntil(() => eventsOf('targets-removed').length > 0, 120_000);
    expect(targets()).toEqual(['10.0.0.1:9001', '10.0.0.2:9001']);
    // The ask that its TTL makes due comes too early; the next would be due far too late.
    expect(clock.nowMs() - heldMs).toBeLessThanOrEqual(defaultPolicy.confirmForMs + 15_000);
    await stop();
  });

  it('asks over TCP before it believes in a removal', async () => {
    let lies = false;
    const all = ['10.0.0.1', '10.0.0.2', '10.0.0.3'];
    const { clock, lookup, targets, eventsOf, stop } = discovering(poolsNamed(1), ({ transport }) => {
      if (transport === 'tcp') return srv(all);
      return udp(srv(lies ? all.slice(0, 2) : all));
    });
    await clock.advance(40_000);
    expect(lookup.questions.every(({ transport }) => transport === 'any')).toBe(true);
    lies = true;
    await clock.advance(300_000);
    expect(lookup.questions.some(({ transport }) => transport === 'tcp')).toBe(true);
    expect(eventsOf('removal-held')).toEqual([]);
    expect(targets()).toHaveLength(3);
    await stop();
  });

  it('gives each reader the current snapshot, then newer ones, and ends with its signal', async () => {
    const { clock, discovery, source, stop } = discovering(poolsNamed(1), good);
    const kinds: string[] = [];
    const reading = (async () => {
      for await (const snapshot of discovery) {
        kinds.push(snapshot.kind === 'ready' ? `ready ${snapshot.targetCount}` : snapshot.kind);
      }
    })();
    await clock.advance(10_000);
    source.set(knownList(poolsNamed(2)));
    await clock.advance(1000);
    await stop();
    await reading;
    expect(kinds[0]).toBe('waiting');
    expect(kinds).toContain('ready 1');
    expect(kinds.at(-1)).toBe('ready 2');
  });

  it('says how it stands', async () => {
    const { clock, discovery, stop } = discovering(poolsNamed(2), (asked) =>
      asked.name.includes('pool1') ? silence : good(asked),
    );
    await clock.advance(1000);
    expect(discovery.status()).toMatchObject({
      snapshot: { kind: 'waiting', unknownPools: ['pool1'] },
      confirmedAgeMs: null,
      list: { origin: 'service', failure: null },
      pools: [
        { pool: 'pool0', failure: null, answer: { recordType: 'SRV' } },
        { pool: 'pool1', failure: { why: 'timeout' }, answer: null },
      ],
      pending: [],
      collapsing: false,
      lookups: { names: 2, inFlight: 0, failing: 1 },
    });
    expect(discovery.targetsOf('pool0')).toMatchObject([{ owner: 'pool0', heldForMs: null }]);
    expect(discovery.targetsOf('pool1')).toEqual([]);
    expect(discovery.targetsOf('nobody')).toBeUndefined();
    await stop();
  });

  it('tells of its work', async () => {
    const { clock, eventsOf, stop } = discovering(poolsNamed(1), good);
    await clock.advance(10);
    expect(eventsOf('list-finished')).toMatchObject([{ outcome: { kind: 'known' } }]);
    expect(eventsOf('lookup-finished')).toMatchObject([
      { pools: ['pool0'], endpoint: 'discover.monitor.pool0.cp.spcs.internal', durationMs: 5 },
    ]);
    expect(eventsOf('step').map(({ observations }) => observations)).toEqual([0, 1, 1]);
    expect(eventsOf('snapshot-first')).toEqual([
      { kind: 'snapshot-first', complete: true, unknownPools: [] },
    ]);
    await stop();
  });

  it('survives a listener, a source and a lookup that throw', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const clock = createFakeClock();
    const end = new AbortController();
    const fail = (): never => {
      throw new Error('not mine');
    };
    const discovery = discover(
      {
        source: { refreshIntervalMs: 1000, list: fail, watch: fail },
        lookup: { lookup: fail, close: () => undefined },
        clock,
      },
      { signal: end.signal, onEvent: fail },
    );
    await clock.advance(10_500);
    expect(discovery.status().list.failure).toMatchObject({ why: 'the pool source threw: not mine' });
    discovery.reload({
      source: createFakeSource(knownList(poolsNamed(1))),
      lookup: { lookup: fail, close: () => undefined },
    });
    await clock.advance(10_000);
    expect(discovery.status().pools).toMatchObject([
      { failure: { why: 'other', detail: 'the lookup threw: not mine' } },
    ]);
    expect(warn).toHaveBeenCalled();
    end.abort();
    await discovery.ended;
    warn.mockRestore();
  });

  it('leaves nothing running when it ends', async () => {
    const { clock, lookup, source, stop } = discovering(poolsNamed(50), () => silence);
    await clock.advance(1);
    await stop();
    expect(clock.timers()).toBe(0);
    expect(lookup.closed()).toBe(true);
    expect(lookup.inFlight()).toBe(0);
    expect(source.watchers()).toBe(0);
  });

  it('starts nothing when its signal has aborted already', async () => {
    const clock = createFakeClock();
    const source = createFakeSource(knownList(poolsNamed(1)));
    const lookup = createTimedLookup(clock, () => ({ afterMs: 0, outcome: silence }));
    await discover({ source, lookup, clock }, { signal: AbortSignal.abort() }).ended;
    expect([source.reads(), clock.timers(), lookup.closed()]).toEqual([0, 0, true]);
  });

  it.each([
    [{ minRefreshMs: 0 }, 'limits.minRefreshMs: expected over 0, found 0'],
    [{ maxRefreshMs: 1 }, 'limits.maxRefreshMs: expected at least minRefreshMs (15000), found 1'],
    [{ maxInFlight: 0.5 }, 'limits.maxInFlight: expected a whole number, 1 or more, found 0.5'],
  ])('refuses the limits %j', (limits, message) => {
    const source = createFakeSource(knownList([]));
    const lookup = createTimedLookup(createFakeClock(), () => ({ afterMs: 0, outcome: silence }));
    expect(() => discover({ source, lookup, limits })).toThrow(new RangeError(message));
  });
});

describe('a reload', () => {
  it('takes another source, lookup and policy, and keeps what is known', async () => {
    const { clock, discovery, source, lookup, targets, eventsOf, stop } = discovering(poolsNamed(2), good);
    await clock.advance(1000);
    const next = createTimedLookup(clock, ({ name }) => ({ afterMs: 5, outcome: oneNode(name) }));
    discovery.reload({
      source: createFakeSource(knownList(poolsNamed(3))),
      lookup: next,
      policy: { ...defaultPolicy, perNode: true },
    });
    expect(targets()).toHaveLength(2);
    await clock.advance(100);
    expect(targets()).toHaveLength(3);
    expect(eventsOf('targets-removed')).toEqual([]);
    expect(discovery.current()).toMatchObject({
      groups: [{ labels: { __meta_spcs_node: '10-0-0-0.test' } }, {}, {}],
    });
    expect([lookup.closed(), next.closed(), source.watchers()]).toEqual([true, false, 0]);
    await stop();
    expect(next.closed()).toBe(true);
  });

  it('judges what is known by the new address policy at once', async () => {
    const { clock, discovery, source, lookup, targets, stop } = discovering(poolsNamed(2), good);
    await clock.advance(1000);
    expect(targets()).toHaveLength(2);
    const limits = { ...defaultPolicy.limits, allowCidrs: ['192.0.2.0/24'] };
    discovery.reload({ source, lookup, policy: { ...defaultPolicy, limits } });
    expect(targets()).toEqual([]);
    await stop();
  });

  it('changes nothing when it is refused', async () => {
    const { clock, discovery, source, lookup, targets, stop } = discovering(poolsNamed(1), good);
    await clock.advance(1000);
    expect(() => discovery.reload({ source, lookup, limits: { maxInFlight: -1 } })).toThrow(RangeError);
    await clock.advance(60_000);
    expect(targets()).toHaveLength(1);
    expect(lookup.closed()).toBe(false);
    await stop();
  });
});
