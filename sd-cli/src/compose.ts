/**
 * From settings to the parts that discovery is made of. A new pool source is one more case here.
 */
import { getServers } from 'node:dns';
import {
  createFileSource,
  createNativeLookup,
  createSnowflakeSource,
  createStaticSource,
  createWireLookup,
  type LookupOptions,
  type PoolSource,
  type ReloadOptions,
  type SnowflakeEvent,
  type SrvLookup,
} from '@spcs-sd/runtime';
import { fingerprintOf } from './config/fingerprint.ts';
import type { PoolSettings } from './config/pool-sections.ts';
import { formatServerAddress } from './config/server-address.ts';
import type { DnsSettings, Settings } from './config/settings.ts';

/** Gets what a Snowflake source meets. */
export type SourceListener = (event: SnowflakeEvent) => void;

export interface SourceContext {
  /** How long a first list waits for its metadata. */
  readonly metadataGraceMs: number;
  readonly lookup?: SrvLookup;
  readonly onEvent?: SourceListener;
}

export function sourceOf(pools: PoolSettings, context: SourceContext): PoolSource {
  switch (pools.kind) {
    case 'file':
      return createFileSource(pools.path, { refreshIntervalMs: pools.refreshIntervalMs });
    case 'static':
      return createStaticSource(pools.pools);
    case 'snowflake':
      return createSnowflakeSource({ ...pools.options, ...context });
  }
}

/** Opens no socket yet. The caller, or discovery for it, closes it. */
export function lookupOf({ resolver, servers, timeoutMs, attempts, maxInFlight }: DnsSettings): SrvLookup {
  const options: LookupOptions = {
    ...(servers !== undefined && { servers: servers.map(formatServerAddress) }),
    timeoutMs,
    attempts,
    maxInFlight,
  };
  switch (resolver) {
    case 'wire':
      return createWireLookup(options);
    case 'native':
      return createNativeLookup(options);
  }
}

/** The DNS servers that are asked, in their order, as `host:port` or, the system's, as they are. */
export function serverTexts({ servers }: DnsSettings): readonly string[] {
  return servers?.map(formatServerAddress) ?? getServers();
}

/** All that a reload may replace; with a `state` it is also all that a start needs. */
export function discoveryOptions(
  settings: Settings,
  onSourceEvent?: SourceListener,
): ReloadOptions & { readonly fingerprint: string } {
  const { dns, policy, pools } = settings;
  const { recordType, port, address, minRefreshMs, maxRefreshMs, maxInFlight } = dns;
  const lookup = lookupOf(dns);
  const metadataGraceMs = policy.startupGraceMs;
  return {
    source: sourceOf(pools, {
      metadataGraceMs,
      lookup,
      ...(onSourceEvent !== undefined && { onEvent: onSourceEvent }),
    }),
    lookup,
    policy,
    question: { recordType, port, address },
    limits: { minRefreshMs, maxRefreshMs, maxInFlight },
    fingerprint: fingerprintOf(settings),
  };
}
