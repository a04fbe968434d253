/**
 * A name server as people write it: `192.0.2.1`, `192.0.2.1:53`, `2001:db8::1`, `[2001:db8::1]:53`.
 */
import { isIPv4, isIPv6 } from 'node:net';

export interface ServerAddress {
  /** An IP address without brackets. */
  readonly address: string;
  /** 1 to 65535. */
  readonly port: number;
}

const dnsPort = 53;

/**
 * Undefined when it is none. Names are none: to look one up would need a name server. Node compiles a
 * large expression when it is first asked about IPv6, so it is asked only where there is more than one colon.
 */
export function parseServerAddress(text: string): ServerAddress | undefined {
  const parts = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text);
  if (parts === null) return isIPv6(text) ? { address: text, port: dnsPort } : undefined;
  const [, bracketed, plain, digits] = parts;
  const port = digits === undefined ? dnsPort : Number(digits);
  if (port < 1 || port > 65_535) return undefined;
  if (bracketed !== undefined) return isIPv6(bracketed) ? { address: bracketed, port } : undefined;
  return plain !== undefined && isIPv4(plain) ? { address: plain, port } : undefined;
}

/** Brackets where IPv6 needs them. */
export function formatServerAddress({ address, port }: ServerAddress): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
