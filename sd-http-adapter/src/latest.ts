/**
 * The newest snapshot of a stream, for requests that come at any time.
 */
import type { ReadySnapshot, Snapshot } from '@spcs-sd/core';
import { createBodies, sameGroups } from './bodies.ts';
import type { Bodies } from './bodies.ts';

/** A ready snapshot comes with the bodies of its groups. */
export type Latest =
  | { readonly kind: 'ready'; readonly snapshot: ReadySnapshot; readonly bodies: Bodies }
  | Exclude<Snapshot, ReadySnapshot>
  /** The stream has not given anything yet. */
  | { readonly kind: 'none' }
  /** The stream threw: nothing will come any more. */
  | { readonly kind: 'broken' };

export interface LatestOptions {
  readonly maxPartBytes: number;
  readonly onError: (error: unknown) => void;
}

/**
 * Follows the stream until it ends and returns how to read its newest snapshot. A stream that ends
 * leaves its last snapshot in place: that is a shutdown, and answers go on until the server closes.
 */
export function followLatest(snapshots: AsyncIterable<Snapshot>, options: LatestOptions): () => Latest {
  let latest: Latest = { kind: 'none' };
  let bodies = createBodies([], options.maxPartBytes);

  async function follow(): Promise<void> {
    for await (const snapshot of snapshots) {
      if (snapshot.kind === 'ready') {
        // A refresh without a change keeps what was encoded and compressed.
        if (!sameGroups(bodies.groups, snapshot.groups)) {
          bodies = createBodies(snapshot.groups, options.maxPartBytes);
        }
        latest = { kind: 'ready', snapshot, bodies };
      } else {
        latest = snapshot;
      }
    }
  }

  follow().catch((error: unknown) => {
    latest = { kind: 'broken' };
    options.onError(error);
  });
  return () => latest;
}
