/**
 * The real refresh loop, from nothing to the first complete list.
 */
import { defaultPolicy, type Policy } from '@spcs-sd/core';
import {
  createStaticSource,
  createWireLookup,
  discover,
  type DiscoverOptions,
  type SrvLookup,
} from '@spcs-sd/runtime';
import { listOf, targetsIn, type Fleet } from '../fleet.ts';

/** Loopback allowed, room for every size, and no list before every pool was answered. */
export const policy: Policy = {
  ...defaultPolicy,
  startupGraceMs: 3_600_000,
  limits: {
    ...defaultPolicy.limits,
    allowCidrs: ['127.0.0.0/8'],
    maxPools: 60_000,
    maxTargets: 2_000_000,
  },
};

export interface Cost {
  readonly wallMs: number;
  /** User and system time of this process. */
  readonly cpuMs: number;
}

export async function costOf(work: () => Promise<void> | void): Promise<Cost> {
  const startMs = performance.now();
  const startCpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(startCpu);
  return { wallMs: performance.now() - startMs, cpuMs: (user + system) / 1000 };
}

/** A lookup that outlives a loop: it keeps its connections, and which names need TCP. */
export function lastingLookup(server: string): SrvLookup & { readonly end: () => void } {
  const lookup = createWireLookup({ servers: [server], timeoutMs: 5000 });
  return {
    lookup: (question, signal) => lookup.lookup(question, signal),
    close: () => undefined,
    end: () => lookup.close(),
  };
}

/** Names in place of addresses: SRV is all that is asked. */
export const namesOnly = { recordType: 'SRV', address: 'hostname' } as const;

/** Throws when it is not the whole fleet. */
export function refreshOnce(
  fleet: Fleet,
  lookup: SrvLookup,
  question: DiscoverOptions['question'] = {},
): Promise<Cost> {
  return costOf(async () => {
    const ending = new AbortController();
    const source = createStaticSource(listOf(fleet));
    // Where the TTL allows it no pool is asked again before the last one was asked once.
    const limits = { maxRefreshMs: 3_600_000 };
    const discovery = discover({ source, lookup, policy, question, limits }, ending);
    for await (const snapshot of discovery) {
      if (snapshot.kind !== 'ready') continue;
      if (!snapshot.complete || snapshot.targetCount !== targetsIn(fleet)) {
        throw new Error(`${snapshot.targetCount} of ${targetsIn(fleet)} targets`);
      }
      break;
    }
    ending.abort();
    await discovery.ended;
  });
}
