/** Blocks of IP addresses. Source: RFC 4632 (notation). */
import { parseIp, type IpAddress } from './ip-address.ts';

export interface Cidr {
  readonly version: 4 | 6;
  readonly prefix: bigint;
  /** How many low bits are free. */
  readonly freeBits: bigint;
}

/** `192.0.2.0/24` or `2001:db8::/32`; undefined when it is not one. Host bits may be set and count for nothing. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = '', length = '', ...more] = text.split('/');
  const ip = parseIp(address);
  if (ip === undefined || more.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const width = ip.version === 4 ? 32 : 128;
  if (Number(length) > width) return undefined;
  const freeBits = BigInt(width - Number(length));
  return { version: ip.version, prefix: ip.bits >> freeBits, freeBits };
}

export function contains(cidr: Cidr, ip: IpAddress): boolean {
  return cidr.version === ip.version && ip.bits >> cidr.freeBits === cidr.prefix;
}

/**
 * Blocks that no scrape target lives in: a name that resolves there is a mistake or an attack
 * (169.254.169.254 gives cloud credentials). Source: RFC 6890 and its registries.
 */
export const neverTargets: readonly Cidr[] = [
  '0.0.0.0/8', // this network, unspecified
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local
  '224.0.0.0/4', // multicast
  '255.255.255.255/32', // broadcast
  '::/128', // unspecified
  '::1/128', // loopback
  'fe80::/10', // link-local
  'ff00::/8', // multicast
].flatMap((text) => parseCidr(text) ?? []);
