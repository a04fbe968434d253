/**
 * The configuration as the program uses it: typed, with units, with every default applied.
 */
import { defaultPolicy, type Policy } from '@spcs-sd/core';
import type { Config } from '@spcs-sd/spec';
import { defaultDns, defaultMs } from './defaults.ts';
import { parseDuration } from './duration.ts';
import { poolSettings, type PoolSettings } from './pool-sections.ts';
import type { SectionContext } from './section-context.ts';
import { parseServerAddress, type ServerAddress } from './server-address.ts';

export interface DnsSettings {
  readonly resolver: 'wire' | 'native';
  /** In order of preference. Absent: the system's, read again when they change. */
  readonly servers?: readonly ServerAddress[];
  readonly recordType: 'auto' | 'SRV' | 'A';
  /** The port for A and AAAA answers. */
  readonly port: number;
  readonly address: 'ip' | 'hostname';
  /** Of one try at one server. */
  readonly timeoutMs: number;
  /** Tries at each server for one question. */
  readonly attempts: number;
  readonly maxInFlight: number;
  readonly minRefreshMs: number;
  readonly maxRefreshMs: number;
}

export interface Settings {
  readonly pools: PoolSettings;
  readonly dns: DnsSettings;
  readonly policy: Policy;
}

/** The configuration fits the schema and has no findings. */
export function settingsOf(config: Config, context: SectionContext): Settings {
  const pools = poolSettings(config.pools, context);
  const dns = dnsSettings(config.dns);
  const isCompat = pools.kind === 'snowflake' && pools.compat;
  return { pools, dns: isCompat ? { ...dns, recordType: 'A' } : dns, policy: policyOf(config) };
}

type DnsConfig = NonNullable<Config['dns']>;

/** Without an argument all defaults. */
export function dnsSettings(dns: DnsConfig = {}): DnsSettings {
  const servers = dns.servers?.flatMap((text) => parseServerAddress(text) ?? []);
  return {
    resolver: dns.resolver ?? defaultDns.resolver,
    ...(servers !== undefined && { servers }),
    recordType: dns.record_type ?? defaultDns.recordType,
    port: dns.port ?? defaultDns.port,
    address: dns.address ?? defaultDns.address,
    timeoutMs: parseDuration(dns.timeout) ?? defaultMs.timeout,
    attempts: dns.attempts ?? defaultDns.attempts,
    maxInFlight: dns.max_in_flight ?? defaultDns.maxInFlight,
    ...refreshBounds(dns),
  };
}

/** The default of one bound gives way to the other when that is written. */
function refreshBounds(dns: DnsConfig): Pick<DnsSettings, 'minRefreshMs' | 'maxRefreshMs'> {
  const least = parseDuration(dns.min_refresh);
  const most = parseDuration(dns.max_refresh);
  return {
    minRefreshMs: least ?? Math.min(defaultMs.minRefresh, most ?? Infinity),
    maxRefreshMs: most ?? Math.max(defaultMs.maxRefresh, least ?? 0),
  };
}

function policyOf({ retention = {}, labels = {}, limits = {} }: Config): Policy {
  const confirmForMs = parseDuration(retention.confirm_for) ?? defaultMs.confirmFor;
  const defaults = defaultPolicy.limits;
  return {
    confirmForMs,
    confirmCollapseMs:
      parseDuration(retention.confirm_collapse) ?? Math.max(defaultMs.confirmCollapse, confirmForMs),
    maxAgeMs: parseDuration(retention.max_age) ?? defaultMs.maxAge,
    startupGraceMs: parseDuration(retention.startup_grace) ?? defaultMs.startupGrace,
    dropExpiredPools: retention.drop_expired_pools ?? defaultPolicy.dropExpiredPools,
    perNode: labels.per_node ?? defaultPolicy.perNode,
    limits: {
      maxPools: limits.max_pools ?? defaults.maxPools,
      maxTargetsPerPool: limits.max_targets_per_pool ?? defaults.maxTargetsPerPool,
      maxTargets: limits.max_targets ?? defaults.maxTargets,
      allowCidrs: limits.allow_cidrs ?? defaults.allowCidrs,
      allowPorts: limits.allow_ports ?? defaults.allowPorts,
    },
  };
}
