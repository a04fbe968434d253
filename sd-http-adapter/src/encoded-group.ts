/**
 * A published group as bytes with their digest. The work is done once per group object: the core
 * gives the same object back while nothing in it changes, so cost follows the changed groups.
 */
import { createHash } from 'node:crypto';
import type { PublishedGroup } from '@spcs-sd/core';

export interface EncodedGroup {
  readonly bytes: Buffer;
  /** SHA-256 of the bytes. */
  readonly digest: Buffer;
}

const encoded = new WeakMap<PublishedGroup, EncodedGroup>();

/** Kept as long as the group itself is referenced. */
export function encodedGroup(group: PublishedGroup): EncodedGroup {
  const known = encoded.get(group);
  if (known !== undefined) return known;
  const bytes = Buffer.from(group.json, 'utf8');
  const made = { bytes, digest: createHash('sha256').update(bytes).digest() };
  encoded.set(group, made);
  return made;
}
