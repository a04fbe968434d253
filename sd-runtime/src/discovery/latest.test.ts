import { describe, expect, it } from 'vitest';

import { settled } from '../testing/fake-clock.ts';
import { createLatest } from './latest.ts';

describe('the latest value', () => {
  it('is what each reader gets first, then each newer one', async () => {
    const latest = createLatest('a');
    const reader = latest[Symbol.asyncIterator]();
    expect(await reader.next()).toEqual({ done: false, value: 'a' });
    const next = reader.next();
    latest.set('b');
    expect(await next).toEqual({ done: false, value: 'b' });
    expect(await latest[Symbol.asyncIterator]().next()).toEqual({ done: false, value: 'b' });
    expect(latest.current()).toBe('b');
  });

  it('skips what a slow reader missed', async () => {
    const latest = createLatest(0);
    const reader = latest[Symbol.asyncIterator]();
    await reader.next();
    for (let value = 1; value <= 1000; value++) latest.set(value);
    expect(await reader.next()).toEqual({ done: false, value: 1000 });
    let more = false;
    void reader.next().then(() => (more = true));
    await settled();
    expect(more).toBe(false);
  });

  it('ends every reader, one that waits, one that comes later', async () => {
    const latest = createLatest('a');
    const reader = latest[Symbol.asyncIterator]();
    await reader.next();
    const waiting = reader.next();
    latest.end();
    expect(await waiting).toMatchObject({ done: true });
    const seen: string[] = [];
    for await (const value of latest) seen.push(value);
    expect(seen).toEqual([]);
  });
});
