/**
 * A published group's digest. The work is done once per group object: the core gives the same object
 * back while nothing in it changes, so cost follows the changed groups.
 */
import { createHash } from 'node:crypto';
import type { PublishedGroup } from '@spcs-sd/core';

const digests = new WeakMap<PublishedGroup, string>();

/** SHA-256 of its canonical JSON, base64url. Kept as long as the group itself is referenced. */
export function digestOf(group: PublishedGroup): string {
  const known = digests.get(group);
  if (known !== undefined) return known;
  const digest = createHash('sha256').update(group.json).digest('base64url');
  digests.set(group, digest);
  return digest;
}
