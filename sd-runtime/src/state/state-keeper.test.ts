import { describe, expect, it } from 'vitest';

import type { StateStore } from '../ports.ts';
import { discovering } from '../testing/discovering.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { knownList, poolsNamed } from '../testing/fake-source.ts';
import { createMemoryStateStore } from '../testing/memory-state-store.ts';
import { oneNode, silence } from '../testing/timed-lookup.ts';

const fingerprint = 'one configuration';
const good = ({ name }: { readonly name: string }) => oneNode(name);

/** A store with what a discovery of three pools saved at its end. */
const filled = async () => {
  const store = createMemoryStateStore();
  const { clock, stop } = discovering(poolsNamed(3), good, { state: { store, fingerprint } });
  await clock.advance(1000);
  await stop();
  return { store, clock: createFakeClock(clock.nowMs() + 5000) };
};

describe('the saved state', () => {
  it('is served after a restart although nothing answers', async () => {
    const { store, clock } = await filled();
    const { targets, eventsOf, stop } = discovering(poolsNamed(3), () => silence, {
      clock,
      state: { store, fingerprint },
    });
    await clock.advance(1);
    expect(targets()).toHaveLength(3);
    expect(eventsOf('state-restored')).toHaveLength(1);
    await stop();
  });

  it('makes a restart ask at once', async () => {
    const { store, clock } = await filled();
    const { lookup, stop } = discovering(poolsNamed(3), good, { clock, state: { store, fingerprint } });
    await clock.advance(10);
    expect(lookup.questions).toHaveLength(3);
    expect(lookup.questions.every(({ gaveSrv }) => gaveSrv)).toBe(true);
    await stop();
  });

  it.each([
    [
      'another configuration’s',
      (text: string) => text.replace(fingerprint, 'another'),
      'it belongs to another configuration',
    ],
    ['broken', (text: string) => text.slice(0, -5), 'the saved state is not JSON'],
    ['of another version', (text: string) => text.replace('"version":1', '"version":2'), 'version'],
    ['not a state', () => '[]', ''],
  ])('is set aside when it is %s, and discovery starts without it', async (_, spoil, why) => {
    const { store, clock } = await filled();
    const spoilt = spoil(store.text() ?? '');
    store.put(spoilt);
    const { targets, eventsOf, stop } = discovering(poolsNamed(3), good, {
      clock,
      state: { store, fingerprint },
    });
    await clock.advance(0);
    expect(targets()).toBe('waiting');
    expect(eventsOf('state-rejected')).toMatchObject([{ why: expect.stringContaining(why) }]);
    expect(store.asideText()).toBe(spoilt);
    await clock.advance(10);
    expect(targets()).toHaveLength(3);
    await stop();
  });

  it('is written within seconds of a change, and not more often', async () => {
    const store = createMemoryStateStore();
    const { clock, source, stop } = discovering(poolsNamed(1), good, { state: { store, fingerprint } });
    await clock.advance(4999);
    expect(store.saves()).toBe(0);
    await clock.advance(1);
    expect(store.saves()).toBe(1);
    for (let count = 2; count < 50; count++) {
      source.set(knownList(poolsNamed(count)));
      await clock.advance(200);
    }
    expect(store.saves()).toBeLessThanOrEqual(3);
    await stop();
    expect(store.text()).toContain('"pool48"');
  });

  it('is written once a minute when only ages change', async () => {
    const store = createMemoryStateStore();
    const { clock, stop } = discovering(poolsNamed(1), good, { state: { store, fingerprint } });
    await clock.advance(605_000);
    expect(store.saves()).toBeGreaterThanOrEqual(9);
    expect(store.saves()).toBeLessThanOrEqual(11);
    await stop();
  });

  it('is not written when nothing was observed', async () => {
    const store = createMemoryStateStore();
    const mute = { refreshIntervalMs: 60_000, list: () => new Promise<never>(() => undefined) };
    const { clock, stop } = discovering([], good, { source: mute, state: { store, fingerprint } });
    await clock.advance(100_000);
    await stop();
    expect(store.saves()).toBe(0);
    expect(clock.timers()).toBe(0);
  });

  it('that cannot be written is said so and tried again', async () => {
    const memory = createMemoryStateStore();
    let broken = true;
    const store: StateStore = {
      ...memory,
      save: (text) => (broken ? Promise.reject(new Error('no space')) : memory.save(text)),
    };
    const { clock, source, eventsOf, targets, stop } = discovering(poolsNamed(1), good, {
      state: { store, fingerprint },
    });
    await clock.advance(10_000);
    expect(eventsOf('state-save-failed')).toEqual([{ kind: 'state-save-failed', why: 'no space' }]);
    expect(targets()).toHaveLength(1);
    broken = false;
    await clock.advance(70_000);
    expect(eventsOf('state-saved').length).toBeGreaterThan(0);
    broken = true;
    source.set(knownList(poolsNamed(2)));
    await clock.advance(1000);
    await stop();
    expect(eventsOf('state-save-failed')).toHaveLength(3);
    expect(clock.timers()).toBe(0);
  });

  it('that cannot be loaded does not stop discovery', async () => {
    const store: StateStore = {
      ...createMemoryStateStore(),
      load: () => Promise.reject(new Error('no disk')),
    };
    const { clock, eventsOf, targets, stop } = discovering(poolsNamed(1), good, {
      state: { store, fingerprint },
    });
    await clock.advance(10);
    expect(eventsOf('state-rejected')).toEqual([{ kind: 'state-rejected', why: 'no disk' }]);
    expect(targets()).toHaveLength(1);
    await stop();
  });

  it('belongs to the new configuration after a reload', async () => {
    const store = createMemoryStateStore();
    const { clock, discovery, source, lookup, stop } = discovering(poolsNamed(1), good, {
      state: { store, fingerprint },
    });
    await clock.advance(10);
    discovery.reload({ source, lookup, fingerprint: 'the next' });
    await clock.advance(10_000);
    expect(store.text()).toContain('the next');
    await stop();
  });
});
