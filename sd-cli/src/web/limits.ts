/**
 * What one client may take: sizes, times and numbers, in one place.
 *
 * Source: Node's http options of the same names, where there are some.
 */
import { readFileSync } from 'node:fs';
import type { AttemptLimits } from './authentication/attempts.ts';

/** Times are milliseconds, sizes bytes. */
export interface WebLimits {
  /** Of all headers with the request line; beyond: 431. */
  readonly maxHeaderSize: number;
  /** Of the path with its query; beyond: 414. */
  readonly maxUrlLength: number;
  /** Of a request's body, which nothing here reads; beyond: 413, or the end of the connection. */
  readonly maxBodySize: number;
  /** Until all headers are there, from the connection or the last answer's end on; beyond: 408. */
  readonly headersTimeout: number;
  /** Until all of the request is there; beyond: 408. */
  readonly requestTimeout: number;
  readonly tlsHandshakeTimeout: number;
  /** How often the three above are looked at: they may take so much longer. */
  readonly connectionsCheckingInterval: number;
  /** Scrapers ask each minute: a connection that is kept should still be there. */
  readonly keepAliveTimeout: number;
  /** A client that takes nothing of its answer for so long is gone. */
  readonly silentClientTimeout: number;
  /** Connections at once; for one more the least valuable goes. */
  readonly maxConnections: number;
  /** Of answers that their clients have not taken yet, all together; beyond, the slowest client goes. */
  readonly maxUnsentSize: number;
  /** Requests on one connection that wait for answers. Scrapers wait for each before the next. */
  readonly maxPipelined: number;
  /** How late wrong credentials are answered. */
  readonly wrongDelay: number;
  readonly attempts: AttemptLimits;
}

const defaultLimits: Omit<WebLimits, 'maxConnections'> = {
  maxHeaderSize: 16_384,
  maxUrlLength: 8_192,
  maxBodySize: 65_536,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  tlsHandshakeTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 90_000,
  silentClientTimeout: 60_000,
  maxUnsentSize: 128 * 1024 * 1024,
  maxPipelined: 8,
  wrongDelay: 1_000,
  attempts: { perSource: 16, total: 512 },
};

const mostConnections = 1_024;

/** At most half of the files that this process may open: DNS, state and output need theirs. */
export function webLimits(limits: Partial<WebLimits> = {}): WebLimits {
  const maxConnections = Math.min(mostConnections, Math.floor(openFiles() / 2));
  return { ...defaultLimits, maxConnections, ...limits };
}

/** Linux says so; elsewhere there are enough. */
function openFiles(): number {
  try {
    const files = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1'))?.[1];
    return Number(files ?? Infinity);
  } catch {
    return Infinity;
  }
}
