/**
 * What every pool source promises, run against each of them and the fake.
 */
import { describe, expect, it, vi } from 'vitest';

import type { Pool } from '@spcs-sd/core';

import type { PoolSource } from '../ports.ts';

export interface SourceUnderTest {
  readonly source: PoolSource;
  /** Other pools from now on; absent where a list cannot change. */
  readonly change?: (pools: readonly Pool[]) => Promise<void>;
  /** Makes the list unreadable; absent where it always can be read. */
  readonly break?: () => Promise<void>;
  readonly end?: () => Promise<void>;
}

const named = (...names: readonly string[]): readonly Pool[] =>
  names.map((name) => ({ name, endpoint: `discover.monitor.${name}.cp.spcs.internal`, metadata: {} }));

export function poolSourceSuite(
  title: string,
  create: (pools: readonly Pool[]) => Promise<SourceUnderTest>,
): void {
  const using = async (
    pools: readonly Pool[],
    test: (under: SourceUnderTest) => Promise<void>,
  ): Promise<void> => {
    const under = await create(pools);
    await test(under).finally(() => under.end?.());
  };
  const { signal } = new AbortController();

  describe(`${title}, as a pool source`, () => {
    it('gives every pool with its name and endpoint, and says whose will it is', () =>
      using(named('a', 'b'), async ({ source }) => {
        const outcome = await source.list(signal);
        expect(outcome.kind).toBe('known');
        if (outcome.kind !== 'known') return;
        expect(['operator', 'service']).toContain(outcome.origin);
        expect(outcome.pools).toMatchObject(named('a', 'b'));
      }));

    it('knows no pools from not knowing', () =>
      using([], async ({ source }) => {
        expect(await source.list(signal)).toMatchObject({ kind: 'known', pools: [] });
      }));

    it('has an interval', () =>
      using([], ({ source }) => {
        expect(source.refreshIntervalMs).toBeGreaterThan(0);
        return Promise.resolve();
      }));

    it('gives the same object while nothing changed', () =>
      using(named('a'), async ({ source }) => {
        expect(await source.list(signal)).toBe(await source.list(signal));
      }));

    it('gives the new list after a change, and has said so if it can', () =>
      using(named('a'), async ({ source, change }) => {
        if (change === undefined) return;
        let calls = 0;
        const stop = source.watch?.(() => calls++);
        await source.list(signal);
        await change(named('a', 'b'));
        if (source.watch !== undefined) await vi.waitFor(() => expect(calls).toBeGreaterThan(0), 5000);
        expect(await source.list(signal)).toMatchObject({ kind: 'known', pools: named('a', 'b') });
        stop?.();
      }));

    it('is unknown, with a sentence, when the list cannot be read, and known again after', () =>
      using(named('a'), async ({ source, change, break: breakIt }) => {
        if (breakIt === undefined) return;
        await breakIt();
        const outcome = await source.list(signal);
        expect(outcome.kind).toBe('unknown');
        expect(outcome.kind === 'unknown' ? outcome.why.length : 0).toBeGreaterThan(10);
        await change?.(named('b'));
        expect(await source.list(signal)).toMatchObject({ kind: 'known', pools: named('b') });
      }));

    it('does not reject when it is stopped', () =>
      using(named('a'), async ({ source }) => {
        await expect(source.list(AbortSignal.abort())).resolves.toHaveProperty('kind');
      }));

    it('calls nobody after its watch was stopped', () =>
      using(named('a'), async ({ source, change }) => {
        if (change === undefined || source.watch === undefined) return;
        let stopped = 0;
        let watching = 0;
        source.watch?.(() => stopped++)();
        const stop = source.watch?.(() => watching++);
        await source.list(signal);
        await change(named('b'));
        await vi.waitFor(() => expect(watching).toBeGreaterThan(0), 5000);
        expect(stopped).toBe(0);
        stop?.();
      }));
  });
}
