/**
 * Zone files (RFC 1035, section 5) for the real DNS servers of the tests.
 */

/** A zone as text. `text` holds the SOA, so that a server can load it as it is. */
export interface ZoneFile {
  /** The apex, absolute, without its last dot. */
  readonly origin: string;
  readonly serial: number;
  readonly text: string;
}

export interface ZoneOptions {
  /** Seconds, for records that do not say theirs; 30 without it. */
  readonly ttlSeconds?: number;
  /** Seconds that a negative answer may be kept (RFC 2308); 5 without it. */
  readonly negativeTtlSeconds?: number;
}

/**
 * A loadable zone of record lines such as `discover.monitor.p1 SRV 0 0 9001 n1.p1`.
 *
 * Names without a last dot are relative to `origin`.
 */
export function zoneFile(
  origin: string,
  serial: number,
  lines: readonly string[],
  { ttlSeconds = 30, negativeTtlSeconds = 5 }: ZoneOptions = {},
): ZoneFile {
  const head = [
    `$ORIGIN ${origin}.`,
    `$TTL ${ttlSeconds}`,
    `@ SOA ns hostmaster ${serial} 3600 600 86400 ${negativeTtlSeconds}`,
    '@ NS ns',
    'ns A 127.0.0.1',
  ];
  return { origin, serial, text: `${[...head, ...lines].join('\n')}\n` };
}
