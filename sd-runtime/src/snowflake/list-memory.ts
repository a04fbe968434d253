/**
 * The last list that was given: kept where a damaged answer hides pools, and given again as the same
 * object while nothing changes, so that nothing downstream looks for changes.
 */
import type { KnownList, Pool } from '@spcs-sd/core';
import type { News } from './news.ts';

export interface ListMemory {
  /** `isDamaged`: entries could not be read, so pools that are missing may only be hidden. O(n). */
  list(pools: readonly Pool[], isDamaged: boolean): KnownList;
}

export function createListMemory(news: News): ListMemory {
  let text = '[]';
  let last: KnownList = { kind: 'known', origin: 'service', pools: [] };
  return {
    list(pools, isDamaged) {
      const names = new Set(pools.map(({ name }) => name));
      const hidden = isDamaged ? last.pools.filter(({ name }) => !names.has(name)) : [];
      news.tell(
        'hidden',
        hidden.length === 0 ? [] : [{ kind: 'pools-kept', pools: hidden.map(({ name }) => name) }],
      );
      // Their metadata is not known now, so it is left out and stays what it was.
      const all = [...pools, ...hidden.map(({ name, endpoint }) => ({ name, endpoint }))];
      const nextText = JSON.stringify(all);
      if (nextText !== text) last = { kind: 'known', origin: 'service', pools: all };
      text = nextText;
      return last;
    },
  };
}
