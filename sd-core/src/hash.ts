/**
 * A hash of texts for tables in memory. Not against attacks: whoever chooses the texts can choose equal hashes.
 */

/**
 * 32 bits, never 0. FNV-1a over code units, which is cheap, and then a mix, because texts that differ
 * in their last digit alone would else share their leading bits. Source: RFC 9923 (FNV),
 * MurmurHash3's last step.
 */
export function hashOf(text: string): number {
  let bits = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) bits = Math.imul(bits ^ text.charCodeAt(at), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0 || 1;
}
