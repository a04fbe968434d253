/**
 * The pools with their metadata, or what to do without it.
 *
 * A query that fails takes nothing away: pools without metadata keep the last in the core. Only the
 * first list waits for it, so that a `keep` rule does not start by dropping every target.
 */
import type { Pool, UnknownList } from '@spcs-sd/core';
import type { NamedPool } from './endpoint-cell.ts';
import type { EmitSnowflake } from './event.ts';
import type { News } from './news.ts';
import { joinMetadata, withoutMetadata } from './pool-join.ts';
import type { ShownList } from './shown-list.ts';

export interface Described {
  readonly kind: 'described';
  readonly pools: readonly Pool[];
}

export interface MetadataOptions {
  /** How long the first list waits. */
  readonly graceMs: number;
  readonly nowMs: () => number;
  readonly emit: EmitSnowflake;
  readonly news: News;
}

export type Describe = (
  named: readonly NamedPool[],
  shown: ShownList | UnknownList,
) => Described | UnknownList;

export function createDescribe({ graceMs, nowMs, emit, news }: MetadataOptions): Describe {
  let firstMs: number | undefined;
  let hadSome = false;
  return (named, shown) => {
    firstMs ??= nowMs();
    if (shown.kind === 'shown') {
      hadSome = true;
      if (news.tell('metadata', []) === 'cleared') emit({ kind: 'metadata-recovered' });
      return { kind: 'described', pools: joinMetadata(named, shown.pools) };
    }
    news.tell('metadata', [{ kind: 'metadata-failed', why: shown.why }]);
    const waits = !hadSome && nowMs() - firstMs < graceMs;
    if (waits) return { ...shown, why: `the pools' metadata is not there yet: ${shown.why}` };
    return { kind: 'described', pools: withoutMetadata(named) };
  };
}
