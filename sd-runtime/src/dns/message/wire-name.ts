/**
 * Names inside a message: checked byte by byte before dns-packet makes text of them.
 *
 * Source: RFC 1035, section 4.1.4 (compression), section 2.3.4 (limits).
 */
import { headerBytes, lowerCase } from './question-message.ts';

/** Octets of a name on the wire, lengths and root included. */
const maxNameOctets = 255;
const dot = 0x2e;
const hyphen = 0x2d;

/**
 * Where the name at `offset` ends, or -1 when it is broken: it leaves the message, a pointer does
 * not go strictly backwards, it is too long, or a label holds a byte that text cannot show as it is
 * (a dot, a space, a control character, anything beyond ASCII).
 *
 * At most 128 labels and as many pointers are read.
 */
export function endOfName(message: Buffer, offset: number): number {
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

/** What each byte of a label is in text, 0 when text cannot show it: one look instead of three comparisons. */
const plainInLowerCase = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte <= 0x20 || byte >= 0x7f || byte === dot ? 0 : lowerCase(byte),
);

function isPlain(message: Buffer, start: number, end: number): boolean {
  if (end > message.length) return false;
  for (let at = start; at < end; at++) {
    if (plainInLowerCase[message[at] ?? 0] === 0) return false;
  }
  return true;
}

/** True for the pointer to the question's own name: most owners are it. */
export function isQuestionName(message: Buffer, offset: number): boolean {
  return message[offset] === 0xc0 && message[offset + 1] === headerBytes;
}

/** Where the first label of the name at `offset` stands, or its root. */
function labelAt(message: Buffer, offset: number): number {
  let at = offset;
  for (let first = message[at] ?? 0; first >= 0xc0; first = message[at] ?? 0) {
    at = (first & 0x3f) * 256 + (message[at + 1] ?? 0);
  }
  return at;
}

/** True when two good names of one message are the same, however they are compressed. */
export function isSameName(message: Buffer, one: number, other: number): boolean {
  let a = labelAt(message, one);
  let b = labelAt(message, other);
  while (a !== b) {
    const length = message[a] ?? 0;
    if (message[b] !== length) return false;
    if (length === 0) return true;
    for (const end = a + length; a < end;) {
      a += 1;
      b += 1;
      if (plainInLowerCase[message[a] ?? 0] !== plainInLowerCase[message[b] ?? 0]) return false;
    }
    a = labelAt(message, a + 1);
    b = labelAt(message, b + 1);
  }
  return true;
}

const scratch = Buffer.alloc(maxNameOctets);

/**
 * Lower-case, without its last dot; `.` is the root. The name must have passed `endOfName`.
 *
 * In one pass, where dns-packet makes a string of each label; the tests compare the two.
 */
export function nameText(message: Buffer, offset: number): string {
  let at = labelAt(message, offset);
  let length = 0;
  for (let left = message[at] ?? 0; left !== 0; left = message[at] ?? 0) {
    for (const end = at + left; at < end;) {
      at += 1;
      scratch[length++] = plainInLowerCase[message[at] ?? 0] ?? 0;
    }
    scratch[length++] = dot;
    at = labelAt(message, at + 1);
  }
  return length === 0 ? '.' : scratch.toString('latin1', 0, length - 1);
}

/**
 * True for a name that may become an address or be asked for: letters, digits, `-` and `_`
 * (old pools have it), labels of 63 and a name of 253 characters at most.
 *
 * Every target of every answer passes here, so it is a loop and no regular expression.
 */
export function isHostName(name: string): boolean {
  if (name.length > 253) return false;
  let label = 0;
  let last = dot;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code === dot) {
      if (!isLabel(label, last)) return false;
      label = 0;
    } else {
      if (!isWordCharacter(code) && (code !== hyphen || label === 0)) return false;
      label += 1;
    }
    last = code;
  }
  return isLabel(label, last);
}

function isLabel(length: number, last: number): boolean {
  return length > 0 && length <= 63 && last !== hyphen;
}

/** a to z, 0 to 9 and `_`. */
function isWordCharacter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x5f;
}
