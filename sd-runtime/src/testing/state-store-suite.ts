/**
 * What every state store promises, run against each of them.
 */
import { describe, expect, it } from 'vitest';

import type { StateStore } from '../ports.ts';

export interface StoreUnderTest {
  readonly store: StateStore;
  /** Another store of the same place, as after a restart. */
  readonly reopen: () => StateStore;
  readonly end?: () => Promise<void>;
}

export function stateStoreSuite(title: string, create: () => Promise<StoreUnderTest>): void {
  const using = async (test: (under: StoreUnderTest) => Promise<void>): Promise<void> => {
    const under = await create();
    await test(under).finally(() => under.end?.());
  };

  describe(`${title}, as a state store`, () => {
    it('has none at first', () =>
      using(async ({ store }) => {
        expect(await store.load()).toEqual({ kind: 'none' });
      }));

    it('gives back what was saved last, also after a restart', () =>
      using(async ({ store, reopen }) => {
        expect(await store.save('first, and longer than the second')).toEqual({ kind: 'saved' });
        expect(await store.save('sécond \u{1f600}')).toEqual({ kind: 'saved' });
        expect(await store.load()).toEqual({ kind: 'found', text: 'sécond \u{1f600}' });
        expect(await reopen().load()).toEqual({ kind: 'found', text: 'sécond \u{1f600}' });
      }));

    it('takes a text in parts', () =>
      using(async ({ store }) => {
        expect(await store.save(['thi', '', 'rd \u{1f600}'].values())).toEqual({ kind: 'saved' });
        expect(await store.load()).toEqual({ kind: 'found', text: 'third \u{1f600}' });
      }));

    it('has none after it was set aside, and saves again', () =>
      using(async ({ store, reopen }) => {
        await store.save('of no use');
        await store.setAside();
        expect(await store.load()).toEqual({ kind: 'none' });
        await store.save('good');
        expect(await reopen().load()).toEqual({ kind: 'found', text: 'good' });
      }));

    it('does not mind to set aside nothing', () =>
      using(async ({ store }) => {
        await expect(store.setAside()).resolves.toBeUndefined();
      }));
  });
}
