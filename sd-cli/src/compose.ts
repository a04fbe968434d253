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
  type DnsEvent,
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
export function lookupOf(dns: DnsSettings, onEvent?: (event: DnsEvent) => void): SrvLookup {
  const { resolver, servers, timeoutMs, attempts, maxInFlight } = dns;
  const options: LookupOptions = {
    ...(servers !== undefined && { servers: servers.map(formatServerAddress) }),
    timeoutMs,
    attempts,
    maxInFlight,
    ...(onEvent !== undefined && { onEvent }),
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

/** Who is told of what the parts of discovery meet. */
export interface DiscoveryListeners {
  readonly onSourceEvent?: SourceListener;
  readonly onDnsEvent?: (event: DnsEvent) => void;
}

/** All that a reload may replace; with a `state` it is also all that a start needs. */
export function discoveryOptions(
  settings: Settings,
  { onSourceEvent, onDnsEvent }: DiscoveryListeners = {},
): ReloadOptions & { readonly fingerprint: string } {
  const { dns, policy, pools } = settings;
  const { recordType, port, address, minRefreshMs, maxRefreshMs, maxInFlight } = dns;
  const lookup = lookupOf(dns, onDnsEvent);
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
