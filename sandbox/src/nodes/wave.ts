/**
 * Values that move plausibly and are the same for the same node at the same time. Pure.
 */

/** A number from 0 up to 1 that looks random, for a text. */
function fraction(text: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
  // The last bits of this hash barely differ for texts that end alike; mixing spreads them.
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/**
 * A load between `min` and `max` at a time: a slow wave, and a faster and smaller one on it.
 *
 * `key` decides its phase and pace. `atSeconds` may be any clock's.
 */
export function wave(key: string, atSeconds: number, min: number, max: number): number {
  const phase = fraction(key);
  const slow = Math.sin(2 * Math.PI * (atSeconds / (240 + 240 * phase) + phase));
  const fast = Math.sin(2 * Math.PI * (atSeconds / 37 + 7 * phase));
  return min + (max - min) * (0.5 + 0.35 * slow + 0.15 * fast);
}
