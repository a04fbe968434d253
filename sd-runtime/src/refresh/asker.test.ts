import { describe, expect, it } from 'vitest';

import type { PoolOutcome } from '@spcs-sd/core';

import type { LookupQuestion, SrvLookup } from '../ports.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { createTimedLookup, srv } from '../testing/timed-lookup.ts';
import { ask } from './asker.ts';
import { createSignals } from './signals.ts';

const question: LookupQuestion = {
  name: 'pool.test',
  recordType: 'auto',
  gaveSrv: false,
  port: 9001,
  address: 'ip',
  transport: 'any',
};

const asking = (lookup: SrvLookup, clock = createFakeClock()) => ({
  lookup,
  signals: createSignals(),
  clock,
  needsTcp: () => false,
});

const lookupThat = (lookup: (question: LookupQuestion, signal: AbortSignal) => unknown): SrvLookup => ({
  lookup: lookup as SrvLookup['lookup'],
  close: () => undefined,
});

describe('ask', () => {
  it('asks again over TCP when the answer would remove something, and believes that', async () => {
    const clock = createFakeClock();
    const lookup = createTimedLookup(clock, ({ transport }) => ({
      afterMs: 5,
      outcome: srv(transport === 'tcp' ? ['10.0.0.1', '10.0.0.2'] : ['10.0.0.1']),
    }));
    const { outcome } = ask(question, { ...asking(lookup, clock), needsTcp: () => true });
    await clock.advance(10);
    expect(await outcome).toMatchObject({ records: [{ host: '10.0.0.1' }, { host: '10.0.0.2' }] });
    expect(lookup.questions.map(({ transport }) => transport)).toEqual(['any', 'tcp']);
  });

  it('keeps the first answer, whose lacks prove nothing, when none comes over TCP', async () => {
    const unreachable: PoolOutcome = { kind: 'unknown', why: 'unreachable' };
    const clock = createFakeClock();
    const lookup = createTimedLookup(clock, ({ transport }) => ({
      afterMs: 0,
      outcome: transport === 'tcp' ? unreachable : srv([]),
    }));
    const { outcome } = ask(question, {
      ...asking(lookup, clock),
      needsTcp: ({ kind }) => kind === 'records',
    });
    await clock.advance(0);
    expect(await outcome).toEqual(srv([]));
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('boom');
      },
      'the lookup threw: boom',
    ],
    ['rejects', () => Promise.reject(new Error('boom')), 'the lookup threw: boom'],
    [
      'throws no error',
      () => {
        throw 'text';
      },
      'the lookup threw: text',
    ],
    ['gives nothing', () => Promise.resolve(undefined), 'the lookup gave something that is no outcome'],
    [
      'gives no records',
      () => Promise.resolve({ kind: 'records' }),
      'the lookup gave something that is no outcome',
    ],
  ])('turns a lookup that %s into unknown', async (_, lookup, detail) => {
    expect(await ask(question, asking(lookupThat(lookup))).outcome).toEqual({
      kind: 'unknown',
      why: 'other',
      detail,
    });
  });

  it('gives up a lookup that never ends, and tells it so', async () => {
    const clock = createFakeClock();
    let told: AbortSignal | undefined;
    const lookup: SrvLookup = {
      lookup(_, signal) {
        told = signal;
        return new Promise(() => undefined);
      },
      close: () => undefined,
    };
    const { outcome } = ask(question, asking(lookup, clock));
    await clock.advance(60_000);
    expect(await outcome).toMatchObject({ kind: 'unknown', why: 'timeout' });
    expect(told?.aborted).toBe(true);
  });

  it('ends at once when it is stopped, and leaves no timer', async () => {
    const clock = createFakeClock();
    let told: AbortSignal | undefined;
    const never = lookupThat((_, signal) => {
      told = signal;
      return new Promise(() => undefined);
    });
    const { outcome, giveUp } = ask(question, asking(never, clock));
    giveUp();
    expect(told?.aborted).toBe(true);
    expect(await outcome).toMatchObject({ kind: 'unknown', why: 'not-asked' });
    expect(clock.timers()).toBe(0);
  });

  it('is over when there is an outcome: nobody is told to stop, and its signal serves the next one', async () => {
    const told: AbortSignal[] = [];
    const context = asking(
      lookupThat((_, signal) => {
        told.push(signal);
        return Promise.resolve(srv([]));
      }),
    );
    const first = ask(question, context);
    await first.outcome;
    const second = ask(question, context);
    first.giveUp();
    expect(await second.outcome).toEqual(srv([]));
    expect(told.map(({ aborted }) => aborted)).toEqual([false, false]);
    expect(new Set(told).size).toBe(1);
  });

  it('does not ask over TCP any more when it was given up meanwhile', async () => {
    let asked = 0;
    const lookup = lookupThat(() => {
      asked += 1;
      return Promise.resolve(srv([]));
    });
    const { outcome, giveUp } = ask(question, {
      ...asking(lookup),
      needsTcp: () => {
        giveUp();
        return true;
      },
    });
    expect(await outcome).toMatchObject({ kind: 'unknown', why: 'not-asked' });
    expect(asked).toBe(1);
  });
});
