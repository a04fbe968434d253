/**
 * What a wrong answer is, and the honest one that each is made from.
 *
 * An answer is to one SRV question of a pool with three nodes, whose addresses come along.
 */
import {
  addressRecord,
  flagBits,
  labelBytes,
  optRecord,
  recordTypes,
  soaRecord,
  srvRecord,
  uint16,
  type CraftedMessage,
  type CraftedRecord,
} from './crafted-message.ts';
import { answerTo, reply, type Reaction, type Script, type ScriptedQuery } from './scripted-query.ts';

export interface HostileAnswer {
  readonly name: string;
  readonly script: Script;
  /** `whole`: all three nodes. `one`: the single node that the answer truly has. */
  readonly allows: 'whole' | 'one' | 'absent' | 'malformed' | 'timeout' | 'unreachable' | 'other' | 'many';
  /** Each answer alone is fine; only all of them together are wrong. */
  readonly onlyTogether?: boolean;
  /** Seconds, where the answer's TTL is the point. */
  readonly ttlSeconds?: number;
}

export const hostileNodes: readonly string[] = ['n1.p1.internal', 'n2.p1.internal', 'n3.p1.internal'];
const addressOf = (index: number): string => `127.64.7.${index + 1}`;

export const services: readonly CraftedRecord[] = hostileNodes.map((node) => srvRecord(node));
export const nodeAddresses: readonly CraftedRecord[] = hostileNodes.map((node, i) =>
  addressRecord(node, addressOf(i)),
);
const opt: readonly CraftedRecord[] = [optRecord()];
export const honest: Partial<CraftedMessage> = { answers: services, additionals: [...nodeAddresses, ...opt] };

/** Nodes have their addresses; the pool's SRV is what the case is about. */
export function onSrv(react: (query: ScriptedQuery) => readonly Reaction[]): Script {
  return (query) => {
    if (query.type === 'SRV') return react(query);
    const index = hostileNodes.indexOf(query.name);
    return query.type === 'A' && index >= 0
      ? reply(query, { answers: [addressRecord(undefined, addressOf(index))] })
      : reply(query, { authorities: [soaRecord('internal', 5)] });
  };
}

export function answering(parts: Partial<CraftedMessage>): Script {
  return onSrv((query) => reply(query, parts));
}

/** The same message over UDP and TCP, whatever it is. */
export function sending(make: (query: ScriptedQuery) => Buffer): Script {
  return onSrv((query) => [{ kind: 'send', message: make(query) }]);
}

/** Over UDP only truncation, so that the question comes over TCP. */
export function overTcp(react: (query: ScriptedQuery) => readonly Reaction[]): Script {
  return onSrv((query) => (query.transport === 'tcp' ? react(query) : reply(query, truncated)));
}

export const truncated: Partial<CraftedMessage> = { flags: flagBits.response | flagBits.truncated };

/** The honest answer with one more SRV record that is wrong. */
export function withService(record: CraftedRecord): Script {
  return answering({ ...honest, answers: [...services, record] });
}

export function withTarget(target: Buffer): Script {
  return withService(srvRecord(target));
}

/** A name of exactly this many octets on the wire, in labels of 50. */
export function nameOfOctets(octets: number): Buffer {
  const labels: string[] = [];
  for (let left = octets - 1; left > 0;) {
    const label = Math.min(50, left - 1);
    const rest = left - 1 - label;
    // A single octet left over has no room for a length and a letter.
    labels.push('x'.repeat(rest === 1 ? label - 1 : label));
    left = rest === 1 ? 2 : rest;
  }
  return labelBytes(...labels);
}

/** Where the first answer's owner stands. */
export const answerAt = (query: ScriptedQuery): number => 12 + query.question.length;

export function pointer(to: number): Buffer {
  return uint16(0xc000 | to);
}

/** More SRV records than anyone asked for, in a message of exactly `bytes`. */
export function messageOf(query: ScriptedQuery, bytes: number): Buffer {
  const one = srvRecord('x.internal');
  const size = 2 + 10 + one.rdata.length;
  const room = bytes - answerAt(query);
  const count = Math.floor(room / size) - 10;
  const records = Array.from({ length: count }, (_, i) => srvRecord('x.internal', 1 + i));
  const fill = room - count * size;
  // A TXT of the rest, owner and fixed part taken off.
  const filler = { type: recordTypes.TXT, rdata: Buffer.alloc(fill - 12) };
  return answerTo(query, { answers: records, additionals: [filler] });
}

export const shortened = (query: ScriptedQuery): Buffer => answerTo(query, honest).subarray(0, -60);
export const sliced = (query: ScriptedQuery): Buffer =>
  answerTo(query, { answers: services }).subarray(0, -5);
