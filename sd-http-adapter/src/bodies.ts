/**
 * The bodies of one list of groups: everything, and the parts that were asked for, within a budget.
 */
import { selectGroups } from '@spcs-sd/core';
import type { PublishedGroup } from '@spcs-sd/core';
import { createBody } from './body.ts';
import type { Body } from './body.ts';
import type { ParsedSelection } from './selection.ts';

export interface Bodies {
  readonly groups: readonly PublishedGroup[];
  readonly of: (selection: Exclude<ParsedSelection, { kind: 'wrong' }>) => Body;
}

/**
 * Made lazily, kept for the next client. Of the parts, the ones used last are kept, `maxPartBytes`
 * plain bytes in all: clients choose the parts, so they must not choose our memory.
 */
export function createBodies(groups: readonly PublishedGroup[], maxPartBytes: number): Bodies {
  let whole: Body | undefined;
  // In order of use, the oldest first.
  const parts = new Map<string, Body>();
  let partBytes = 0;

  function keep(key: string, body: Body): void {
    parts.set(key, body);
    partBytes += costOf(body);
    for (const [oldest, { identity }] of parts) {
      if (partBytes <= maxPartBytes) return;
      parts.delete(oldest);
      partBytes -= costOf({ identity });
    }
  }

  return {
    groups,
    of: (selection) => {
      if (selection.kind === 'everything') return (whole ??= createBody(groups));
      const known = parts.get(selection.key);
      const body = known ?? createBody(selectGroups(groups, selection.selection));
      if (known !== undefined) {
        parts.delete(selection.key);
        partBytes -= costOf(known);
      }
      keep(selection.key, body);
      return body;
    },
  };
}

/** The same groups again, object by object: their bodies can be kept. O(groups). */
export function sameGroups(a: readonly PublishedGroup[], b: readonly PublishedGroup[]): boolean {
  return a === b || (a.length === b.length && a.every((group, index) => group === b[index]));
}

/** Even an empty part costs its bookkeeping. */
function costOf(body: Pick<Body, 'identity'>): number {
  return body.identity.length + 1024;
}
