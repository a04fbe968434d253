/**
 * Which of N scrapers takes a target: Prometheus' `hashmod` of `__address__`, so that
 * `?shard=I&of=N` and a relabelling rule choose the same targets.
 *
 * Source: Prometheus model/relabel (`sum64`: the last 8 bytes of MD5, big-endian, modulo N).
 */
import { md5Words } from './md5.ts';
import { utf8 } from './utf8.ts';

/** The shard of an address: 0 to `of` - 1. `of` is a positive integer below 2^53. */
export function shardOf(address: string, of: number): number {
  const words = md5Words(utf8(address));
  const last8 = (BigInt(swapped(words[2] ?? 0)) << 32n) | BigInt(swapped(words[3] ?? 0));
  return Number(last8 % BigInt(of));
}

/** MD5's words are little-endian, the sum is read big-endian. */
function swapped(word: number): number {
  const low = ((word & 0xff) << 24) | ((word & 0xff00) << 8);
  return (low | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
}
