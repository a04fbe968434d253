/**
 * Names inside a message: checked byte by byte before dns-packet makes text of them.
 *
 * Source: RFC 1035, section 4.1.4 (compression), section 2.3.4 (limits).
 */
import { headerBytes } from './question-message.ts';

/** Octets of a name on the wire, lengths and root included. */
const maxNameOctets = 255;
const dot = 0x2e;

/**
 * Where the name at `offset` ends, or -1 when it is broken: it leaves the message, a pointer does
 * not go strictly backwards, it is too long, or a label holds a byte that text cannot show as it is
 * (a dot, a space, a control character, anything beyond ASCII).
 *
 * At most 128 labels and as many pointers are read.
 */
export function endOfName(message: Buffer, offset: number): number {
  // It is known to be good.
  if (isQuestionName(message, offset)) return offset + 2;
  let at = offset;
  let end = -1;
  let octets = 1;
  let pointerLimit = offset;
  for (;;) {
    const length = message[at];
    if (length === undefined) return -1;
    if (length === 0) return end === -1 ? at + 1 : end;
    if (length >= 0xc0) {
      const low = message[at + 1];
      if (low === undefined) return -1;
      if (end === -1) end = at + 2;
      at = (length & 0x3f) * 256 + low;
      if (at >= pointerLimit) return -1;
      pointerLimit = at;
    } else {
      octets += length + 1;
      if (length > 63 || octets > maxNameOctets || !isPlain(message, at + 1, at + 1 + length)) return -1;
      at += length + 1;
    }
  }
}

function isPlain(message: Buffer, start: number, end: number): boolean {
  if (end > message.length) return false;
  for (let at = start; at < end; at++) {
    const byte = message[at] ?? 0;
    if (byte <= 0x20 || byte >= 0x7f || byte === dot) return false;
  }
  return true;
}

/** True for the pointer to the question's own name: most owners are it. */
export function isQuestionName(message: Buffer, offset: number): boolean {
  return message[offset] === 0xc0 && message[offset + 1] === headerBytes;
}

/** Where the name at `offset` really starts: names of the same place are the same. */
export function placeOf(message: Buffer, offset: number): number {
  const first = message[offset] ?? 0;
  return first >= 0xc0 ? (first & 0x3f) * 256 + (message[offset + 1] ?? 0) : offset;
}

const scratch = Buffer.alloc(maxNameOctets);

/**
 * Lower-case, without its last dot; `.` is the root. The name must have passed `endOfName`.
 *
 * In one pass: dns-packet takes a string for each label, which is most of the time
 * that an answer of many records costs; the tests compare the two.
 */
export function nameText(message: Buffer, offset: number): string {
  let at = offset;
  let length = 0;
  for (let left = message[at] ?? 0; left !== 0; left = message[at] ?? 0) {
    if (left >= 0xc0) {
      at = placeOf(message, at);
      continue;
    }
    for (const end = at + left; at < end;) {
      at += 1;
      const byte = message[at] ?? 0;
      scratch[length++] = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
    }
    scratch[length++] = dot;
    at += 1;
  }
  return length === 0 ? '.' : scratch.toString('latin1', 0, length - 1);
}

const hostName = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * True for a name that may become an address or be asked for: letters, digits, `-` and `_`
 * (old pools have it), labels of 63 and a name of 253 characters at most.
 */
export function isHostName(name: string): boolean {
  return name.length <= 253 && hostName.test(name);
}
