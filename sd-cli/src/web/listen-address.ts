/**
 * Where to listen, as Prometheus writes it: `127.0.0.1:9003`, `[::1]:9003`, `localhost:9003`, `:9003`.
 */
import { isIPv6 } from 'node:net';

export interface ListenAddress {
  /** Absent: every address of this machine. */
  readonly host?: string;
  /** 0: the system chooses. */
  readonly port: number;
}

/** Undefined when it is none: the port is never left out. */
export function parseListenAddress(text: string): ListenAddress | undefined {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]\s]*)):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits ?? NaN);
  if (!(port <= 65_535)) return undefined;
  if (bracketed !== undefined) return isIPv6(bracketed) ? { host: bracketed, port } : undefined;
  return plain === undefined || plain === '' ? { port } : { host: plain, port };
}

/** `host:port` for people and URLs. */
export function formatListenAddress(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
