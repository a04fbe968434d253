/**
 * The usual answer to an SRV question, read in one walk over its bytes: services of the asked name
 * alone, and along with them addresses of their targets.
 *
 * Takes only what the strict reader would read in the same way: any doubt is left to that one. What it
 * takes is compared with the strict reader and with dns-packet by the tests.
 */
import { codecs } from './dns-codecs.ts';
import type { Found, Service } from './found.ts';
import * as owners from './lean-owners.ts';
import * as table from './lean-table.ts';
import { unwrite, writeHostName, writeIpv4, writeText } from './lean-text.ts';
import { fixedBytes, hasWholeRdata, uint16 } from './response-message.ts';
import { boundedTtl } from './ttl.ts';
import { classIn, typeNumber } from './type-number.ts';
import { endOfName, isQuestionName } from './wire-name.ts';

/** Where the walk is, and what it has met apart from services and addresses. */
interface Walk {
  readonly message: Buffer;
  /** Where the next record starts. */
  at: number;
  /** The least of all records that count. */
  ttlSeconds: number;
  ednsBytes: number | undefined;
}

/**
 * Undefined when the message is in any way unusual. It has been found to answer the question, whose
 * section ends at `questionEndsAt`.
 */
export function readLean(
  message: Buffer,
  questionEndsAt: number,
  wanted: 'ip' | 'hostname',
): Found | undefined {
  table.clearTable();
  owners.clearOwners();
  const walk: Walk = { message, at: questionEndsAt, ttlSeconds: Infinity, ednsBytes: undefined };
  const isUsual =
    isWholeSuccess(message) &&
    readServices(walk, uint16(message, 6)) &&
    skipAuthorities(walk, uint16(message, 8)) &&
    readAdditionals(walk, uint16(message, 10), wanted === 'ip') &&
    walk.at === message.length;
  if (!isUsual || (wanted === 'ip' && !table.allTargetsDiffer())) return undefined;
  const missing: Service[] = [];
  const records = wanted === 'ip' ? table.addressTargets(missing) : table.hostTargets();
  const { ttlSeconds, ednsBytes } = walk;
  const services = table.serviceCount();
  return { kind: 'found', records, missing, services, ttlSeconds, messageBytes: message.length, ednsBytes };
}

/** It repeats its question, is not truncated, and has no error. */
function isWholeSuccess(message: Buffer): boolean {
  return uint16(message, 4) === 1 && (uint16(message, 2) & 0x020f) === 0;
}

function readServices(walk: Walk, count: number): boolean {
  const { message } = walk;
  for (let index = 0; index < count; index++) {
    const owned = walk.at + 2;
    const start = owned + fixedBytes;
    // Priority, weight and port come before the target.
    const target = start + 6;
    if (target >= message.length || !table.hasRoom()) return false;
    if (!isQuestionName(message, walk.at) || uint16(message, owned) !== typeNumber.SRV) return false;
    if (uint16(message, owned + 2) !== classIn) return false;
    noteTtl(walk, owned);
    walk.at = start + uint16(message, owned + 8);
    if (writeHostName(message, target, table.text) !== walk.at) return false;
    table.addService(target, uint16(message, target - 2));
  }
  return count > 0;
}

function noteTtl(walk: Walk, owned: number): void {
  const sent = uint16(walk.message, owned + 4) * 0x10000 + uint16(walk.message, owned + 6);
  walk.ttlSeconds = Math.min(walk.ttlSeconds, boundedTtl(sent));
}

/** Their frame is all that counts here. */
function skipAuthorities(walk: Walk, count: number): boolean {
  for (let index = 0; index < count; index++) {
    if (!skipRecord(walk, endOfName(walk.message, walk.at))) return false;
  }
  return true;
}

/** Goes on behind a record whose owner ends at `owned`; false when it is broken. */
function skipRecord(walk: Walk, owned: number): boolean {
  const { message } = walk;
  const start = owned + fixedBytes;
  if (owned === -1 || start > message.length) return false;
  walk.at = start + uint16(message, owned + 8);
  return walk.at <= message.length && hasWholeRdata(message, uint16(message, owned), start, walk.at);
}

/** Addresses of anybody else, and of another class, are left out: nobody asked for them. */
function readAdditionals(walk: Walk, count: number, withAddresses: boolean): boolean {
  const { message } = walk;
  for (let index = 0; index < count; index++) {
    if (!table.hasRoom()) return false;
    const service = withAddresses ? readOwner(walk) : skipOwner(walk);
    const owned = walk.at;
    if (!skipRecord(walk, owned)) return false;
    const type = uint16(message, owned);
    if (type === typeNumber.OPT && !noteEdns(walk, owned)) return false;
    const isWanted = service !== -1 && uint16(message, owned + 2) === classIn;
    if (isWanted && writeAddress(message, owned, type)) {
      table.addHost(service);
      noteTtl(walk, owned);
    }
  }
  return true;
}

/** Goes on behind the owner, to -1 when it is broken. Returns the service whose target it is, or -1. */
function readOwner(walk: Walk): number {
  const { message, at } = walk;
  const pointed = table.serviceStartingAt(uint16(message, at) - 0xc000);
  if (pointed !== -1) {
    walk.at = at + 2;
    return pointed;
  }
  const expected = owners.expectedOwner(message, at);
  if (expected !== -1) {
    walk.at = owners.ownerEnd(message, at);
    return expected;
  }
  return readUnexpectedOwner(walk);
}

/** Writes it down, to look for a target with the same text. */
function readUnexpectedOwner(walk: Walk): number {
  const { message, at } = walk;
  const { text } = table;
  const { length } = text;
  const end = writeHostName(message, at, text);
  const service = end === -1 ? -1 : table.serviceNamed(length);
  unwrite(text, length);
  // All targets are host names.
  if (end === -1) return skipOwner(walk);
  walk.at = end;
  owners.learnOwner(message, at, service);
  return service;
}

function skipOwner(walk: Walk): -1 {
  walk.at = endOfName(walk.message, walk.at);
  return -1;
}

/** False for a second one, and for the upper bits of an error. */
function noteEdns(walk: Walk, owned: number): boolean {
  if (walk.ednsBytes !== undefined || walk.message[owned + 4] !== 0) return false;
  walk.ednsBytes = uint16(walk.message, owned + 2);
  return true;
}

/** False when the record is no address. */
function writeAddress(message: Buffer, owned: number, type: number): boolean {
  const start = owned + fixedBytes;
  if (type === typeNumber.A) writeIpv4(message, start, table.text);
  // dns-packet reads rdata at its length field, two bytes before.
  else if (type === typeNumber.AAAA) writeText(codecs.aaaa.decode(message, start - 2), table.text);
  else return false;
  return true;
}
