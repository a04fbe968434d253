/**
 * The one suite of the SrvLookup port: every implementation passes it, the fake in memory too.
 *
 * A gap is a case that an implementation answers otherwise, and known for it: the suite asserts what
 * it answers instead, and fails when the gap is none any more.
 */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LookupOptions } from '../dns/lookup-options.ts';
import type { LookupQuestion, SrvLookup } from '../ports.ts';
import { lookupCases, poolName, type ExpectedOutcome, type LookupCase } from './lookup-cases.ts';
import { addresses, srv, type World, type WorldName } from './lookup-world.ts';

export interface LookupSubject {
  readonly name: string;
  /** A lookup that asks one server for each world, and how to end both. */
  start(worlds: readonly World[], options: LookupOptions): Promise<Started>;
  /** By the name of a case: what this one answers instead. */
  readonly gaps?: Readonly<Record<string, ExpectedOutcome>>;
}

export interface Started {
  readonly lookup: SrvLookup;
  stop(): Promise<void>;
}

/** Short, so that silence is soon over; long enough for a busy machine. */
const options: LookupOptions = { timeoutMs: 400, attempts: 1 };
const usual: LookupQuestion = {
  name: poolName,
  recordType: 'auto',
  gaveSrv: false,
  port: 9100,
  address: 'ip',
  transport: 'any',
};

export function lookupSuite(subject: LookupSubject): void {
  const start = async (worlds: readonly World[], more: LookupOptions = options): Promise<SrvLookup> => {
    const started = await subject.start(worlds, more);
    onTestFinished(() => started.stop());
    return started.lookup;
  };

  describe(`${subject.name}: every lookup`, () => {
    const gaps = subject.gaps ?? {};
    const isGap = ({ name }: LookupCase): boolean => name in gaps;
    const answer = async ({ worlds, question }: LookupCase): Promise<unknown> => {
      const lookup = await start(worlds);
      return lookup.lookup({ ...usual, ...question }, new AbortController().signal);
    };

    test.each(lookupCases.filter((one) => !isGap(one)))('$name', async (one) => {
      expect(sorted(await answer(one))).toMatchObject(one.expected);
    });

    test.each(lookupCases.filter(isGap))('gap: $name', async (one) => {
      const outcome = sorted(await answer(one));
      expect(outcome).toMatchObject(gaps[one.name] ?? {});
      expect(outcome).not.toMatchObject(one.expected);
    });

    test('its gaps are cases of the suite', () => {
      const names = new Set(lookupCases.map(({ name }) => name));
      expect(Object.keys(gaps).filter((name) => !names.has(name))).toEqual([]);
    });

    test('an aborted lookup ends at once, as unknown', async () => {
      const lookup = await start([{ names: {}, failing: 'silent' }], { timeoutMs: 20_000 });
      const controller = new AbortController();
      const outcome = lookup.lookup(usual, controller.signal);
      controller.abort();
      expect(await outcome).toMatchObject({ kind: 'unknown', why: 'not-asked' });
      expect(await lookup.lookup(usual, controller.signal)).toMatchObject({
        kind: 'unknown',
        why: 'not-asked',
      });
    });

    test('a closed lookup ends what is under way, and answers no more', async () => {
      const lookup = await start([{ names: {}, failing: 'silent' }], { timeoutMs: 20_000 });
      const { signal } = new AbortController();
      const outcome = lookup.lookup(usual, signal);
      lookup.close();
      expect(await outcome).toMatchObject({ kind: 'unknown' });
      expect(await lookup.lookup(usual, signal)).toMatchObject({ kind: 'unknown' });
    });

    test('many at once, few under way', async () => {
      const names: Record<string, WorldName> = {};
      for (let i = 0; i < 300; i++) {
        names[`p${i}.internal`] = { SRV: srv([`n${i}.internal`, 9001]) };
        names[`n${i}.internal`] = { A: addresses(`127.65.${i >> 8}.${i & 255}`) };
      }
      const lookup = await start([{ names, additional: true }], { timeoutMs: 5000, maxInFlight: 8 });
      const { signal } = new AbortController();
      const asked = Array.from({ length: 300 }, (_, i) =>
        lookup.lookup({ ...usual, name: `p${i}.internal` }, signal),
      );
      const outcomes = await Promise.all(asked);
      const hosts = outcomes.map((outcome) =>
        outcome.kind === 'records' ? outcome.records[0]?.host : outcome,
      );
      expect(hosts).toEqual(Array.from({ length: 300 }, (_, i) => `127.65.${i >> 8}.${i & 255}`));
    });
  });
}

/** The order of records means nothing. */
function sorted(outcome: unknown): unknown {
  if (typeof outcome !== 'object' || outcome === null || !('records' in outcome)) return outcome;
  const records = outcome.records as readonly { readonly host: string; readonly port: number }[];
  return { ...outcome, records: records.toSorted((a, b) => a.port - b.port || (a.host < b.host ? -1 : 1)) };
}
