/**
 * What it costs a running loop to learn the whole fleet again after some of its pools changed.
 *
 * The loop runs as always, but its clock skips the wait until the pools are due, and removals need no
 * second answer: what is measured is one pass over all names, from the first question to the snapshot.
 */
import { createStaticSource, discover, type DiscoveryEvent } from '@spcs-sd/runtime';
import type { DnsServer } from '../../../tests/support/dns-server.ts';
import { until } from '../../../tests/support/until.ts';
import { addressOf, fleetZone, listOf, targetsIn, type Fleet } from '../fleet.ts';
import type { Say } from '../frame/benchmark.ts';
import { costOf, lastingLookup, policy, type Cost } from './loop.ts';
import { createSkippingClock } from './skipping-clock.ts';

const shares = [0, 0.01, 0.1, 1];
/** Longer than a zone takes to load. */
const intervalMs = 20_000;
/** Less than the loop takes for a standstill, which is ten seconds. */
const skipMs = 5000;
/** Whatever the time, the last of so many skips makes every pool due. */
const skips = intervalMs / skipMs;
const boundMs = 30_000;

export interface Change {
  readonly share: number;
  readonly cost: Cost;
}

/** Of each share, one cost a round. The zone may have been served with serial 1 and nodes from 0 on. */
export async function measureChanges(
  nsd: DnsServer,
  fleet: Fleet,
  rounds: number,
  say: Say,
): Promise<readonly (readonly Change[])[]> {
  const running = await startLoop(nsd.address, fleet);
  /** How often each pool has changed: the number of its first node. */
  const versions = Array.from({ length: fleet.pools }, () => 0);
  let serial = 1;
  const change = async (share: number): Promise<void> => {
    const step = Math.round(1 / share);
    for (let pool = 0; pool < fleet.pools; pool += step) versions[pool] = (versions[pool] ?? 0) + 1;
    serial += 1;
    await nsd.reload(fleetZone(fleet, { serial, firstNode: (pool) => versions[pool] ?? 0 }));
  };
  try {
    const taken: Change[][] = shares.map(() => []);
    // The first round warms up.
    for (let round = 0; round <= rounds; round++) {
      for (const [at, share] of shares.entries()) {
        say(`${share * 100} % changed, round ${round} of ${rounds}`);
        if (share > 0) await change(share);
        const cost = await running.pass();
        running.check(versions);
        if (round > 0) taken[at]?.push({ share, cost });
      }
    }
    return taken;
  } finally {
    await running.stop();
  }
}

interface RunningLoop {
  /** What it takes from a question for every pool to the step that takes in the last answer. */
  readonly pass: () => Promise<Cost>;
  /** Throws when what is published is not the fleet with these first nodes. */
  readonly check: (firstNodes: readonly number[]) => void;
  readonly stop: () => Promise<void>;
}

async function startLoop(server: string, fleet: Fleet): Promise<RunningLoop> {
  const clock = createSkippingClock();
  const lookup = lastingLookup(server);
  const ending = new AbortController();
  let passes = 1;
  let asked = 0;
  let observed = 0;
  let taken = (): void => undefined;
  const onEvent = (event: DiscoveryEvent): void => {
    if (event.kind === 'lookup-finished') asked += 1;
    if (event.kind !== 'step') return;
    observed += event.observations;
    if (observed >= fleet.pools) taken();
  };
  const discovery = discover(
    {
      // Read once: whatever is observed after that is a pool.
      source: { ...createStaticSource(listOf(fleet)), refreshIntervalMs: 2 ** 31 - 1 },
      lookup,
      policy: { ...policy, confirmForMs: 0, confirmCollapseMs: 0 },
      limits: { minRefreshMs: intervalMs, maxRefreshMs: intervalMs },
      clock,
    },
    { signal: ending.signal, onEvent },
  );
  await until(() => {
    if (!discovery.ready()) throw new Error('the loop has no list');
  }, boundMs);
  return {
    pass: async () => {
      for (let skip = 1; skip < skips; skip++) clock.skip(skipMs);
      if (asked !== passes * fleet.pools) throw new Error('pools were due while the zone was loading');
      passes += 1;
      observed = 0;
      const done = new Promise<void>((resolve) => (taken = resolve));
      return costOf(async () => {
        clock.skip(skipMs);
        await done;
      });
    },
    check: (firstNodes) => {
      const snapshot = discovery.current();
      if (snapshot.kind !== 'ready' || snapshot.targetCount !== targetsIn(fleet)) {
        throw new Error('not the whole fleet');
      }
      const targets = new Set(snapshot.groups.flatMap((group) => group.targets));
      for (const [pool, first] of firstNodes.entries()) {
        const newest = `${addressOf(pool, first + fleet.nodes - 1)}:9001`;
        if (!targets.has(newest)) throw new Error(`${newest} is missing`);
      }
    },
    stop: async () => {
      ending.abort();
      await discovery.ended;
      lookup.end();
    },
  };
}
