/**
 * A name's SRV records with the address of every target, in as few exchanges as possible.
 *
 * Servers leave addresses out of the additional section without a word when UDP has no room: the
 * same question then goes over TCP once, and the name is remembered as one that needs TCP.
 */
import type { RecordsOutcome, UnknownOutcome } from '@spcs-sd/core';
import { askAddresses } from './address-question.ts';
import { askName, type Asking, type NameAnswer } from './name-question.ts';
import type { NameMemory } from './name-memory.ts';
import { ednsBytes } from './question-message.ts';
import { additionalAddresses, targetsOf, type Hosts } from './service-record.ts';

export interface ServiceQuestion {
  readonly name: string;
  /** `tcp`: an answer over UDP does not count. */
  readonly transport: 'any' | 'tcp';
}

type ServiceRecords = RecordsOutcome & { readonly recordType: 'SRV' };
type Records = Extract<NameAnswer, { readonly kind: 'records' }>;

/** The SRV records. A name that needs TCP is asked over TCP first. */
export async function askServices(
  { name, transport }: ServiceQuestion,
  asking: Asking,
  memory: NameMemory,
): Promise<NameAnswer> {
  const overTcp = transport === 'tcp' || memory.needsTcp(name);
  const first = await askName({ name, type: 'SRV', transport: overTcp ? 'tcp' : 'udp' }, asking);
  if (first.kind === 'unknown' && overTcp && transport === 'any') {
    memory.forget(name);
    return askName({ name, type: 'SRV', transport: 'udp' }, asking);
  }
  // It was truncated.
  if (first.kind === 'records' && !overTcp && first.transport === 'tcp') memory.rememberTcp(name);
  return first;
}

/** The targets as host names: no address is needed. */
export function hostTargets(found: Records): ServiceRecords {
  const { services, transport, ttlSeconds, doubtful } = found;
  const records = services.map(({ target, port }) => ({ host: target, port, node: target }));
  return { kind: 'records', recordType: 'SRV', records, transport, ttlSeconds, doubtful };
}

interface Services {
  readonly found: Records;
  readonly hosts: Hosts;
  /** Targets without an address in this answer. */
  readonly missing: readonly string[];
}

function readServices(found: Records): Services {
  const hosts = additionalAddresses(found.message, found.services);
  const missing: string[] = [];
  for (const [target, addresses] of hosts.addresses) if (addresses.length === 0) missing.push(target);
  return { found, hosts, missing };
}

/**
 * The targets with their addresses: from the answer itself, from the same answer over TCP, at last
 * from A and AAAA of each target. Unknown when one target's addresses are: no shorter lists.
 */
export async function addressTargets(
  found: Records,
  question: ServiceQuestion,
  asking: Asking,
  memory: NameMemory,
): Promise<ServiceRecords | UnknownOutcome> {
  const first = readServices(found);
  const services = mayLackAddresses(first) ? await overTcp(first, question.name, asking, memory) : first;
  return services.missing.length === 0 ? whole(services) : withMissing(services, question, asking);
}

/** Only a full UDP message can have been cut. Room for an address and its owner is 256 bytes at most. */
function mayLackAddresses({ found, missing }: Services): boolean {
  if (found.transport === 'tcp') return false;
  if (missing.length > 0) return true;
  const limit = Math.min(ednsBytes, found.message.ednsBytes ?? 512);
  return found.message.bytes.length > limit - 256;
}

async function overTcp(first: Services, name: string, asking: Asking, memory: NameMemory): Promise<Services> {
  const udpBytes = first.found.message.bytes.length;
  if (memory.tcpAddsNothing(name, udpBytes)) return first;
  const again = await askName({ name, type: 'SRV', transport: 'tcp' }, asking);
  if (again.kind !== 'records') return first;
  const second = readServices(again);
  const gained = countOf(second) > countOf(first) || again.services.length > first.found.services.length;
  if (gained) memory.rememberTcp(name);
  else memory.rememberNoGain(name, udpBytes);
  return second;
}

function countOf({ hosts }: Services): number {
  return [...hosts.addresses.values()].reduce((sum, addresses) => sum + addresses.length, 0);
}

/** Every target has its addresses. */
function whole({ found, hosts }: Services): ServiceRecords {
  const { doubtful, transport, services } = found;
  const records = targetsOf(services, hosts.addresses);
  const ttlSeconds = Math.min(found.ttlSeconds, hosts.ttlSeconds);
  return { kind: 'records', recordType: 'SRV', records, ttlSeconds, doubtful, transport };
}

async function withMissing(
  services: Services,
  question: ServiceQuestion,
  asking: Asking,
): Promise<ServiceRecords | UnknownOutcome> {
  const { missing, hosts } = services;
  const transport = question.transport === 'tcp' ? 'tcp' : 'udp';
  const answers = await Promise.all(
    missing.map((name) => askAddresses({ name, port: 0, transport }, asking)),
  );
  const addresses = new Map(hosts.addresses);
  const parts: Worth[] = [];
  for (const [index, answer] of answers.entries()) {
    const target = missing[index] ?? '';
    if (answer.kind === 'unknown') return { ...answer, detail: `${target}: ${answer.detail ?? answer.why}` };
    parts.push(answer);
    if (answer.kind === 'absent') continue;
    const found = answer.records.map(({ host }) => host);
    addresses.set(target, found);
  }
  return weakened(whole({ ...services, hosts: { ...hosts, addresses } }), parts);
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
