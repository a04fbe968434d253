/**
 * A whole discovery on the fakes, for tests.
 */
import type { Pool, PoolOutcome } from '@spcs-sd/core';

import { discover } from '../discovery/discover.ts';
import type { Discovery } from '../discovery/discover.ts';
import type { DiscoverOptions } from '../discovery/settings.ts';
import type { DiscoveryEvent } from '../event.ts';
import type { LookupQuestion } from '../ports.ts';
import { createFakeClock } from './fake-clock.ts';
import type { FakeClock } from './fake-clock.ts';
import { createFakeSource, knownList } from './fake-source.ts';
import type { FakeSource } from './fake-source.ts';
import { createTimedLookup } from './timed-lookup.ts';
import type { TimedLookup } from './timed-lookup.ts';

export interface Discovering {
  readonly clock: FakeClock;
  readonly source: FakeSource;
  readonly lookup: TimedLookup;
  readonly discovery: Discovery;
  readonly events: readonly DiscoveryEvent[];
  /** The addresses that are published now, or what kind of snapshot there is instead. */
  readonly targets: () => readonly string[] | string;
  readonly eventsOf: <K extends DiscoveryEvent['kind']>(
    kind: K,
  ) => readonly Extract<DiscoveryEvent, { kind: K }>[];
  readonly stop: () => Promise<void>;
}

/** Each question takes 5 ms. */
export function discovering(
  pools: readonly Pool[],
  answer: (question: LookupQuestion) => PoolOutcome,
  options: Partial<DiscoverOptions> & { readonly clock?: FakeClock } = {},
): Discovering {
  const clock = options.clock ?? createFakeClock();
  const source = createFakeSource(knownList(pools));
  const lookup = createTimedLookup(clock, (question) => ({ afterMs: 5, outcome: answer(question) }));
  const events: DiscoveryEvent[] = [];
  const end = new AbortController();
  const discovery = discover(
    { source, lookup, random: () => 0.5, ...options, clock },
    { signal: end.signal, onEvent: (event) => events.push(event) },
  );
  return {
    clock,
    source,
    lookup,
    discovery,
    events,
    targets() {
      const snapshot = discovery.current();
      return snapshot.kind === 'ready' ? snapshot.groups.flatMap(({ targets }) => targets) : snapshot.kind;
    },
    eventsOf: (kind) =>
      events.filter((event): event is Extract<DiscoveryEvent, { kind: typeof kind }> => event.kind === kind),
    async stop() {
      end.abort();
      await discovery.ended;
    },
  };
}
