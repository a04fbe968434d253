/** Blocks of IP addresses. Source: RFC 4632 (notation). */
import { parseIp, type IpAddress } from './ip-address.ts';

export interface Cidr {
  /** Its first address. */
  readonly first: IpAddress;
  /** How many leading bits an address must share with it. */
  readonly length: number;
}

/** `192.0.2.0/24` or `2001:db8::/32`; undefined when it is not one. Host bits may be set and count for nothing. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = '', length = '', ...more] = text.split('/');
  const first = parseIp(address);
  if (first === undefined || more.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  return Number(length) <= (typeof first === 'number' ? 32 : 128)
    ? { first, length: Number(length) }
    : undefined;
}

/** Whether one of the blocks does. A loop: a closure for each address was a third of the garbage of judging it. */
export function anyContains(blocks: readonly Cidr[], ip: IpAddress): boolean {
  for (const block of blocks) if (contains(block, ip)) return true;
  return false;
}

export function contains({ first, length }: Cidr, ip: IpAddress): boolean {
  if (typeof first === 'number') {
    // A shift by 32 would be one by 0.
    return typeof ip === 'number' && (length === 0 || (first ^ ip) >>> (32 - length) === 0);
  }
  return typeof ip === 'bigint' && (first ^ ip) >> BigInt(128 - length) === 0n;
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
