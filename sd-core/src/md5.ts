/**
 * MD5, because Prometheus' `hashmod` is built on it and the core may import nothing.
 * Not for security. Source: RFC 1321.
 */

const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

/** RFC 1321's table T: the integer part of 2^32 × |sin(i + 1)|. */
const sines = Uint32Array.from({ length: 64 }, (_, i) => Math.floor(2 ** 32 * Math.abs(Math.sin(i + 1))));

/** The digest as four little-endian words. O(n). */
export function md5Words(bytes: Uint8Array): Uint32Array {
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  const words = padded(bytes);
  for (let at = 0; at < words.length; at += 16) mixBlock(state, words.subarray(at, at + 16));
  return state;
}

/** The message, a one bit, zeros, and the length in bits: whole blocks of 16 words. */
function padded(bytes: Uint8Array): Uint32Array {
  const wordCount = (((bytes.length + 8) >>> 6) + 1) * 16;
  const words = new Uint32Array(wordCount);
  const put = (at: number, byte: number): void => {
    words[at >>> 2] = (words[at >>> 2] ?? 0) | (byte << ((at & 3) * 8));
  };
  bytes.forEach((byte, at) => put(at, byte));
  put(bytes.length, 0x80);
  words[wordCount - 2] = bytes.length * 8;
  words[wordCount - 1] = Math.floor(bytes.length / 2 ** 29);
  return words;
}

function mixBlock(state: Uint32Array, block: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let i = 0; i < 64; i += 1) {
    const [mixed, index] = round(i, b, c, d);
    const sum = (a + mixed + (sines[i] ?? 0) + (block[index] ?? 0)) | 0;
    const shift = shifts[(i >>> 4) * 4 + (i & 3)] ?? 0;
    [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
}

/** The round's function of b, c, d and the word it takes. */
function round(i: number, b: number, c: number, d: number): readonly [number, number] {
  if (i < 16) return [(b & c) | (~b & d), i];
  if (i < 32) return [(d & b) | (~d & c), (5 * i + 1) & 15];
  if (i < 48) return [b ^ c ^ d, (3 * i + 5) & 15];
  return [c ^ (b | ~d), (7 * i) & 15];
}
