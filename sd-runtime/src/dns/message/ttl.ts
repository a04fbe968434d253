/**
 * Bounds of a TTL. Source: RFC 2181, section 8 (bit 31), RFC 2308, section 5 (negative answers).
 */

/** Seconds. Below the floor an answer would be asked for all the time; above the cap never again. */
const floorSeconds = 5;
const capSeconds = 86_400;
/** RFC 2308 advises one to three hours for negative answers. */
const negativeCapSeconds = 10_800;

/** A TTL with its highest bit set counts as 0. */
function honest(ttlSeconds: number): number {
  return ttlSeconds >= 2 ** 31 ? 0 : ttlSeconds;
}

export function boundedTtl(ttlSeconds: number): number {
  return Math.min(Math.max(honest(ttlSeconds), floorSeconds), capSeconds);
}

/** The lesser of the SOA record's own TTL and its last field. */
export function boundedNegativeTtl(soaTtlSeconds: number, minimumSeconds: number): number {
  const lesser = Math.min(honest(soaTtlSeconds), honest(minimumSeconds));
  return Math.min(Math.max(lesser, floorSeconds), negativeCapSeconds);
}
