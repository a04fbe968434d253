/**
 * Host names and IPv4 addresses of a message as text, written one after the other into one buffer.
 *
 * Reads and checks each byte once. Whatever it does not take is left to the strict reader, which says
 * why. Source: RFC 1035, section 4.1.4 (compression), section 2.3.4 (limits); RFC 952 (host names).
 */
import { lowerCase } from './question-message.ts';

/** One string is made of all of it in the end: that costs less than one string for each name. */
export interface Text {
  readonly bytes: Buffer;
  /** How much of it is written. */
  length: number;
  /** Of the name written last: equal for equal names. */
  hash: number;
}

/** Characters of a name in text, its last dot left out. */
const maxNameLength = 253;
/** The most that one name or address takes: the last dot is written before it is dropped. */
export const maxTextLength: number = maxNameLength + 1;

const dot = 0x2e;
const hyphen = 0x2d;
const zero = 0x30;
/** FNV-1a, 32 bits. */
const hashStart = 0x811c9dc5;
const hashFactor = 0x01000193;

/** What each byte of a host name's label is in lower case, 0 when it must not be there. */
const hostByte = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[a-z0-9_-]/i.test(String.fromCharCode(byte)) ? lowerCase(byte) : 0,
);

/**
 * Writes the name at `offset`, in lower case and without its last dot. Returns where it ends in the
 * message, or -1 when it is broken, no host name, or the root: then what it wrote means nothing.
 *
 * There must be room for `maxTextLength`. A pointer must go strictly backwards.
 */
export function writeHostName(message: Buffer, offset: number, text: Text): number {
  const { bytes, length: start } = text;
  let length = start;
  let hash = hashStart;
  let at = offset;
  let end = -1;
  for (let pointerLimit = offset; ;) {
    if (at >= message.length) return -1;
    const label = message[at] ?? 0;
    if (label === 0) break;
    if (label >= 0xc0) {
      if (end === -1) end = at + 2;
      at = (label & 0x3f) * 256 + (message[at + 1] ?? 0xff);
      if (at >= pointerLimit) return -1;
      pointerLimit = at;
      continue;
    }
    const first = at + 1;
    at = first + label;
    if (label > 63 || at >= message.length || length + label - start > maxNameLength) return -1;
    if (message[first] === hyphen || message[at - 1] === hyphen) return -1;
    for (let from = first; from < at; from++) {
      const byte = hostByte[message[from] ?? 0] ?? 0;
      if (byte === 0) return -1;
      bytes[length++] = byte;
      hash = Math.imul(hash ^ byte, hashFactor);
    }
    bytes[length++] = dot;
    hash = Math.imul(hash ^ dot, hashFactor);
  }
  if (length === start) return -1;
  text.length = length - 1;
  text.hash = hash;
  return end === -1 ? at + 1 : end;
}

/** Writes the four octets at `offset`. */
export function writeIpv4(message: Buffer, offset: number, text: Text): void {
  const { bytes } = text;
  let { length } = text;
  for (let at = offset; at < offset + 4; at++) {
    const octet = message[at] ?? 0;
    if (at > offset) bytes[length++] = dot;
    if (octet > 99) bytes[length++] = zero + Math.trunc(octet / 100);
    if (octet > 9) bytes[length++] = zero + (Math.trunc(octet / 10) % 10);
    bytes[length++] = zero + (octet % 10);
  }
  text.length = length;
}

export function writeText(written: string, text: Text): void {
  text.length += text.bytes.write(written, text.length, 'latin1');
}
