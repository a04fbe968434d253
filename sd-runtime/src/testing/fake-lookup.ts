/**
 * A lookup in memory, for tests of what uses lookups: it answers at once from worlds.
 *
 * Several worlds are several servers, asked in order. Passes the same suite as the real ones.
 */
import {
  decideLookup,
  joinAddresses,
  needsAddresses,
  type AbsentOutcome,
  type AddressAnswer,
  type PoolOutcome,
  type SrvAnswer,
  type UnknownOutcome,
} from '@spcs-sd/core';
import { createLookup } from '../dns/lookup.ts';
import type { LookupQuestion, SrvLookup } from '../ports.ts';
import { negativeTtlOf, ttlOf, type Failing, type World, type WorldAnswer } from './lookup-world.ts';

/** A lookup whose worlds a test can change. */
export interface FakeLookup extends SrvLookup {
  /** Every question so far, in order. */
  readonly questions: readonly LookupQuestion[];
  /** What the servers say from now on. */
  setWorlds(...worlds: readonly World[]): void;
}

export function createFakeLookup(...worlds: readonly World[]): FakeLookup {
  const questions: LookupQuestion[] = [];
  let current = worlds;
  const lookup = createLookup({
    // No fake waits for silence.
    deadlineMs: () => 1000,
    ask: async (question, ending) => {
      questions.push(question);
      // A turn, so that a caller can abort: nobody gets an answer before it has asked.
      await Promise.resolve();
      return ending.cancelled ? failed('silent') : askWorlds(question, current);
    },
    close: () => undefined,
  });
  return { ...lookup, questions, setWorlds: (...next) => (current = next) };
}

function askWorlds(question: LookupQuestion, worlds: readonly World[]): PoolOutcome {
  const outcomes = worlds.map((world) => askWorld(question, world));
  const first = outcomes.findIndex(({ kind }) => kind !== 'unknown');
  const found = outcomes[first] ?? outcomes[0] ?? failed('silent');
  const records = outcomes.find(({ kind }) => kind === 'records') ?? found;
  return records.kind === 'unknown' ? records : { ...records, doubtful: first > 0 || records !== found };
}

function askWorld(question: LookupQuestion, world: World): PoolOutcome {
  const { name, port, recordType, gaveSrv } = question;
  const common = { transport: question.transport === 'tcp' ? 'tcp' : 'udp', doubtful: false } as const;
  const addressesOf = (host: string, hostPort: number): AddressAnswer => {
    const half = (type: 'A' | 'AAAA'): AddressAnswer => {
      const answer = ask(world, host, type);
      if (answer.kind === 'absent' || answer.kind === 'unknown') return { ...common, ...answer };
      if (answer.kind !== 'addresses') return failed('malformed');
      const records = answer.addresses.map((address) => ({ host: address, port: hostPort }));
      return { kind: 'records', recordType: 'A', records, ttlSeconds: ttlOf(answer), ...common };
    };
    return joinAddresses(half('A'), half('AAAA'));
  };
  if (recordType === 'A') return addressesOf(name, port);
  const answer = ask(world, name, 'SRV');
  if (answer.kind === 'services') {
    const srv = servicesOf(answer, question, addressesOf);
    return srv.kind === 'unknown' ? srv : decideLookup({ srv, gaveSrv: true });
  }
  const srv: SrvAnswer = answer.kind === 'addresses' ? failed('malformed') : { ...common, ...answer };
  if (recordType === 'SRV' || !needsAddresses(srv, gaveSrv)) return srv;
  return decideLookup({ srv, addresses: addressesOf(name, port), gaveSrv });
}

function servicesOf(
  answer: Extract<WorldAnswer, { readonly kind: 'services' }>,
  { address, transport }: LookupQuestion,
  addressesOf: (host: string, port: number) => AddressAnswer,
): SrvAnswer {
  const records = [];
  for (const { target, port } of answer.services) {
    if (address === 'hostname' || target === '.') {
      records.push({ host: target, port, node: target });
      continue;
    }
    const found = addressesOf(target, port);
    if (found.kind === 'unknown') return found;
    if (found.kind === 'records')
      records.push(...found.records.map((record) => ({ ...record, node: target })));
  }
  const ttlSeconds = ttlOf(answer);
  const travelled = transport === 'tcp' ? 'tcp' : 'udp';
  return { kind: 'records', recordType: 'SRV', records, ttlSeconds, transport: travelled, doubtful: false };
}

type Asked =
  Extract<WorldAnswer, { readonly kind: 'services' | 'addresses' }> | AbsentOutcome | UnknownOutcome;

function ask(world: World, name: string, type: 'SRV' | 'A' | 'AAAA'): Asked {
  if (world.failing !== undefined) return failed(world.failing);
  const known = world.names[name];
  const answer = (known?.alias === undefined ? known : world.names[known.alias])?.[type];
  if (answer === undefined) return absent(known === undefined ? 'nxdomain' : 'nodata', world);
  switch (answer.kind) {
    case 'failing':
      return failed(answer.how);
    case 'foreign':
      return failed('malformed');
    case 'services':
    case 'addresses':
      return answer;
  }
}

function absent(why: AbsentOutcome['why'], world: World): AbsentOutcome {
  return { kind: 'absent', why, transport: 'udp', ttlSeconds: negativeTtlOf(world), doubtful: false };
}

function failed(how: Failing): UnknownOutcome {
  return { kind: 'unknown', why: how === 'silent' ? 'timeout' : how, detail: `the fake is ${how}` };
}
