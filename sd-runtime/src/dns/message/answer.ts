/**
 * What one response says about one question: records, none, an alias to ask for, or nothing usable.
 *
 * Pure. Source: RFC 1034, section 3.6.2 (CNAME), RFC 2308 (NXDOMAIN, NODATA and referrals).
 */
import type { UnknownOutcome, UnknownWhy } from '@spcs-sd/core';
import { codecs } from './dns-codecs.ts';
import type { Service } from './found.ts';
import { servicesOf } from './service-record.ts';
import { isInternet, type ResponseMessage, type WireRecord } from './response-message.ts';
import { boundedNegativeTtl, boundedTtl } from './ttl.ts';
import { rcodeNumber, typeNumber, type QuestionType } from './type-number.ts';
import { isHostName, nameText } from './wire-name.ts';

/** How many CNAMEs may follow each other, over all answers to one question. */
export const maxAliases = 8;

export type Answer =
  | {
      readonly kind: 'records';
      readonly message: ResponseMessage;
      /** All records of the asked type at the end of the chain; at least one. */
      readonly records: readonly WireRecord[];
      /** The same as values, when SRV was asked for. */
      readonly services: readonly Service[];
      readonly ttlSeconds: number;
    }
  | { readonly kind: 'absent'; readonly why: 'nxdomain' | 'nodata'; readonly ttlSeconds: number | null }
  /** The server knows no more than that the name is an alias of `name`. */
  | { readonly kind: 'alias'; readonly name: string; readonly aliases: number; readonly ttlSeconds: number }
  | UnknownOutcome;

export function answerOf(message: ResponseMessage, name: string, type: QuestionType): Answer {
  if (message.rcode !== rcodeNumber.noerror && message.rcode !== rcodeNumber.nxdomain) {
    return failure(message.rcode);
  }
  const chain = followAliases(message, name, typeNumber[type]);
  if (chain.kind === 'malformed') return malformed(chain.detail);
  if (chain.records.length === 0) return withoutRecords(message, chain);
  if (message.rcode === rcodeNumber.nxdomain) return malformed('records of a name that does not exist');
  const services = type === 'SRV' ? servicesOf(message, chain.records) : [];
  if (!services.every(({ target }) => isTarget(target))) return malformed('a target that is no host name');
  const ttlSeconds = leastTtl(chain);
  return { kind: 'records', message, records: chain.records, services, ttlSeconds };
}

/** `.` says that there is no service. */
function isTarget(name: string): boolean {
  return name === '.' || isHostName(name);
}

const rcodeWhy: Readonly<Record<number, UnknownWhy>> = {
  [rcodeNumber.servfail]: 'servfail',
  [rcodeNumber.notimp]: 'notimp',
  [rcodeNumber.refused]: 'refused',
};

/** What an error of the server says. */
export function failure(rcode: number): UnknownOutcome {
  return { kind: 'unknown', why: rcodeWhy[rcode] ?? 'other', detail: `response code ${rcode}` };
}

function malformed(detail: string): UnknownOutcome {
  return { kind: 'unknown', why: 'malformed', detail };
}

interface Chain {
  readonly kind: 'chain';
  /** The name at its end. */
  readonly name: string;
  readonly aliases: number;
  readonly records: readonly WireRecord[];
  /** The least TTL of its CNAMEs; Infinity without one. */
  readonly ttlSeconds: number;
}

type Broken = { readonly kind: 'malformed'; readonly detail: string };

/** Bounded one by one: one with its highest bit set is the least of all. */
function leastTtl({ ttlSeconds, records }: Chain): number {
  return records.reduce((least, record) => Math.min(least, boundedTtl(record.ttlSeconds)), ttlSeconds);
}

/** Every record of the asked type and every CNAME must belong to the chain: no shorter lists. */
function followAliases(message: ResponseMessage, asked: string, type: number): Chain | Broken {
  const relevant = message.answers.filter(
    (record) => record.type === type || record.type === typeNumber.CNAME,
  );
  // One of them may be a damaged record of ours: better no answer than a shorter one.
  if (!message.answers.every((record) => isExpected(record.type, type)))
    return broken('records of other types');
  if (!relevant.every(isInternet)) return broken('records of another class');
  const byOwner = groupByOwner(message, relevant);
  const seen = new Set([asked]);
  let name = asked;
  let ttlSeconds = Infinity;
  for (let aliases = 0; aliases <= maxAliases; aliases++) {
    const here = byOwner.get(name) ?? [];
    byOwner.delete(name);
    const alias = here.find((record) => record.type === typeNumber.CNAME);
    if (alias === undefined) {
      if (byOwner.size > 0) return broken('records of another name');
      return { kind: 'chain', name, aliases, records: here, ttlSeconds };
    }
    if (here.length > 1) return broken('an alias with other records');
    ttlSeconds = Math.min(ttlSeconds, boundedTtl(alias.ttlSeconds));
    name = nameText(message.bytes, alias.start);
    if (seen.has(name)) return broken('an alias of itself');
    seen.add(name);
    if (!isHostName(name)) return broken('an alias of an impossible name');
  }
  return broken(`more than ${maxAliases} aliases`);
}

/** DNAME comes along with the CNAME made from it, RRSIG from servers that sign unasked. */
function isExpected(type: number, asked: number): boolean {
  return (
    type === asked || type === typeNumber.CNAME || type === typeNumber.DNAME || type === typeNumber.RRSIG
  );
}

function broken(detail: string): Broken {
  return { kind: 'malformed', detail };
}

function groupByOwner(message: ResponseMessage, records: readonly WireRecord[]): Map<string, WireRecord[]> {
  const byOwner = new Map<string, WireRecord[]>();
  for (const record of records) {
    const owner = nameText(message.bytes, record.ownerAt);
    const before = byOwner.get(owner);
    if (before === undefined) byOwner.set(owner, [record]);
    else before.push(record);
  }
  return byOwner;
}

function withoutRecords(message: ResponseMessage, chain: Chain): Answer {
  // In a broken additional section the upper bits of the response code may be lost.
  if (message.additionalBroken) return malformed('no records and a broken additional section');
  const soa = message.authorities.find((record) => record.type === typeNumber.SOA);
  const ttlSeconds = soa === undefined ? null : negativeTtl(message, soa, chain);
  if (ttlSeconds === undefined) return malformed('a broken SOA record');
  if (message.rcode === rcodeNumber.nxdomain) return { kind: 'absent', why: 'nxdomain', ttlSeconds };
  if (soa !== undefined) return { kind: 'absent', why: 'nodata', ttlSeconds };
  if (chain.aliases > 0) {
    return { kind: 'alias', name: chain.name, aliases: chain.aliases, ttlSeconds: chain.ttlSeconds };
  }
  if (message.authorities.some((record) => record.type === typeNumber.NS)) {
    return { kind: 'unknown', why: 'other', detail: 'a referral to other servers' };
  }
  return { kind: 'absent', why: 'nodata', ttlSeconds: null };
}

/** Undefined when the SOA cannot be read. */
function negativeTtl(message: ResponseMessage, soa: WireRecord, chain: Chain): number | undefined {
  const minimum = soaMinimum(message.bytes, soa);
  return minimum === undefined
    ? undefined
    : Math.min(boundedNegativeTtl(soa.ttlSeconds, minimum), chain.ttlSeconds);
}

function soaMinimum(bytes: Buffer, { start, end }: WireRecord): number | undefined {
  try {
    // dns-packet reads rdata at its length field, two bytes before. Cut here, it cannot read on.
    return codecs.soa.decode(bytes.subarray(0, end), start - 2).minimum;
  } catch {
    return undefined;
  }
}
