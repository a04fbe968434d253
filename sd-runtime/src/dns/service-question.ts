/**
 * A name's SRV records with the address of every target, in as few exchanges as possible.
 *
 * Servers leave addresses out of the additional section without a word when UDP has no room: the
 * same question then goes over TCP once, and the name is remembered as one that needs TCP.
 */
import type { RecordsOutcome, TargetRecord, UnknownOutcome } from '@spcs-sd/core';
import type { LookupQuestion } from '../ports.ts';
import { askAddresses } from './address-question.ts';
import { askName, type Asking, type FoundAnswer, type NameAnswer } from './name-question.ts';
import type { NameMemory } from './name-memory.ts';
import { ednsBytes } from './message/question-message.ts';
import type { Asked } from './message/reading.ts';

export interface ServiceQuestion {
  readonly asked: Asked;
  /** `tcp`: an answer over UDP does not count. */
  readonly transport: LookupQuestion['transport'];
}

export type ServiceRecords = RecordsOutcome & { readonly recordType: 'SRV' };

/** The SRV records. A name that needs TCP is asked over TCP first. */
export async function askServices(
  { asked, transport }: ServiceQuestion,
  asking: Asking,
  memory: NameMemory,
): Promise<NameAnswer> {
  const overTcp = transport === 'tcp' || memory.needsTcp(asked.name);
  const first = await askName({ asked, transport: overTcp ? 'tcp' : 'udp' }, asking);
  if (first.kind === 'unknown' && overTcp && transport === 'any') {
    memory.forget(asked.name);
    return askName({ asked, transport: 'udp' }, asking);
  }
  // It was truncated.
  if (first.kind === 'found' && !overTcp && first.transport === 'tcp') memory.rememberTcp(asked.name);
  return first;
}

/** True when no address can be missing, or none is wanted: then `recordsOf` is all. */
export function isComplete({ found, transport }: FoundAnswer, { address }: Asked): boolean {
  if (address === 'hostname') return true;
  if (found.missing.length > 0) return false;
  // Only a full UDP message can have been cut. An address and its owner take 256 bytes at most.
  const limit = Math.min(ednsBytes, found.ednsBytes ?? 512);
  return transport === 'tcp' || found.messageBytes <= limit - 256;
}

export function recordsOf({ found, transport, ttlSeconds, doubtful }: FoundAnswer): ServiceRecords {
  return { kind: 'records', recordType: 'SRV', records: found.records, transport, ttlSeconds, doubtful };
}

/**
 * The targets with their addresses: from the same answer over TCP, at last from A and AAAA of each
 * target. Unknown when one target's addresses are: no shorter lists.
 */
export async function complete(
  first: FoundAnswer,
  question: ServiceQuestion,
  asking: Asking,
  memory: NameMemory,
): Promise<ServiceRecords | UnknownOutcome> {
  const answer = first.transport === 'udp' ? await overTcp(first, question.asked, asking, memory) : first;
  return answer.found.missing.length === 0 ? recordsOf(answer) : withMissing(answer, question, asking);
}

async function overTcp(
  first: FoundAnswer,
  asked: Asked,
  asking: Asking,
  memory: NameMemory,
): Promise<FoundAnswer> {
  const udpBytes = first.found.messageBytes;
  if (memory.tcpAddsNothing(asked.name, udpBytes)) return first;
  const second = await askName({ asked, transport: 'tcp' }, asking);
  if (second.kind !== 'found') return first;
  const gained =
    second.found.records.length > first.found.records.length || second.found.services > first.found.services;
  if (gained) memory.rememberTcp(asked.name);
  else memory.rememberNoGain(asked.name, udpBytes);
  return second;
}

async function withMissing(
  answer: FoundAnswer,
  question: ServiceQuestion,
  asking: Asking,
): Promise<ServiceRecords | UnknownOutcome> {
  const { missing, records } = answer.found;
  const transport = question.transport === 'tcp' ? 'tcp' : 'udp';
  const names = [...new Set(missing.map(({ target }) => target))];
  const answers = await Promise.all(names.map((name) => askAddresses({ name, port: 0, transport }, asking)));
  const hostsOf = new Map<string, readonly TargetRecord[]>();
  const parts: Worth[] = [];
  for (const [index, part] of answers.entries()) {
    const name = names[index] ?? '';
    if (part.kind === 'unknown') return { ...part, detail: `${name}: ${part.detail ?? part.why}` };
    parts.push(part);
    if (part.kind === 'records') hostsOf.set(name, part.records);
  }
  const added = missing.flatMap(({ target: node, port }) =>
    (hostsOf.get(node) ?? []).map(({ host }) => ({ host, port, node })),
  );
  return weakened({ ...recordsOf(answer), records: [...records, ...added] }, parts);
}

/** What an outcome says of its own worth. */
type Worth = Pick<RecordsOutcome, 'ttlSeconds' | 'doubtful' | 'transport'>;

/** The least TTL, the weakest transport, any doubt. */
function weakened(whole: ServiceRecords, parts: readonly Worth[]): ServiceRecords {
  const all = [whole, ...parts];
  return {
    ...whole,
    ttlSeconds: Math.min(...all.map(({ ttlSeconds }) => ttlSeconds ?? Infinity)),
    doubtful: all.some(({ doubtful }) => doubtful),
    transport: all.every(({ transport }) => transport === 'tcp') ? 'tcp' : 'udp',
  };
}
