/**
 * IP addresses as numbers, and their canonical text.
 *
 * Source: RFC 4291 (IPv6 text), RFC 5952 (canonical text), Go's net/netip for what is refused
 * (leading zeros, zones), since Go is what reads our targets.
 */

export interface IpAddress {
  readonly version: 4 | 6;
  /** 32 or 128 bits. An IPv4-mapped IPv6 address is its IPv4 address. */
  readonly bits: bigint;
}

const mappedPrefix = 0xffffn << 32n;

/** The address, or undefined when the text is not one. */
export function parseIp(text: string): IpAddress | undefined {
  if (!text.includes(':')) return ipv4(text);
  const bits = ipv6Bits(text);
  if (bits === undefined) return undefined;
  return bits >> 32n === mappedPrefix >> 32n
    ? { version: 4, bits: bits & 0xffffffffn }
    : { version: 6, bits };
}

/** Canonical text, without brackets. */
export function formatIp({ version, bits }: IpAddress): string {
  if (version === 4) return fields(bits, 4, 8).join('.');
  const words = fields(bits, 8, 16).map((word) => word.toString(16));
  const [start, length] = longestZeroRun(words);
  if (length < 2) return words.join(':');
  return `${words.slice(0, start).join(':')}::${words.slice(start + length).join(':')}`;
}

function ipv4(text: string): IpAddress | undefined {
  const bits = ipv4Bits(text);
  return bits === undefined ? undefined : { version: 4, bits };
}

function ipv4Bits(text: string): bigint | undefined {
  const parts = text.split('.');
  const legal =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return legal ? joined(parts.map(BigInt), 8n) : undefined;
}

function ipv6Bits(text: string): bigint | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const before = words(head, tail === undefined);
  const after = words(tail ?? '', true);
  if (before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return joined([...before, ...Array.from({ length: missing }, () => 0n), ...after], 16n);
}

/** The 16-bit words of one side of `::`; at the address's end an IPv4 address counts as two. */
function words(text: string, isEnd: boolean): bigint[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const embedded = isEnd && parts.at(-1)?.includes('.') === true ? ipv4Bits(parts.pop() ?? '') : null;
  if (embedded === undefined || !parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return undefined;
  const plain = parts.map((part) => BigInt(`0x${part}`));
  return embedded === null ? plain : [...plain, embedded >> 16n, embedded & 0xffffn];
}

function joined(parts: readonly bigint[], width: bigint): bigint {
  return parts.reduce((bits, part) => (bits << width) | part, 0n);
}

function fields(bits: bigint, count: number, width: number): number[] {
  const mask = (1n << BigInt(width)) - 1n;
  return Array.from({ length: count }, (_, i) => Number((bits >> BigInt((count - 1 - i) * width)) & mask));
}

/** Start and length of the first longest run of zero words. */
function longestZeroRun(parts: readonly string[]): readonly [number, number] {
  let best: readonly [number, number] = [0, 0];
  let start = 0;
  parts.forEach((part, at) => {
    if (part !== '0') start = at + 1;
    else if (at + 1 - start > best[1]) best = [start, at + 1 - start];
  });
  return best;
}
