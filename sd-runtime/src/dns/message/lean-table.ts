/**
 * The services and addresses that one walk over a message finds, in tables that every walk uses again:
 * a list of objects for each message would be garbage a moment later.
 *
 * A walk starts with `clearTable`, and its targets are taken before another walk starts. Nothing waits
 * in between, so one table is enough.
 */
import type { TargetRecord } from '@spcs-sd/core';
import type { Service } from './found.ts';
import { createText, maxTextLength, unwrite, type Text } from './lean-text.ts';

/** No message holds more: an SRV record takes 20 bytes at least, an address 16. */
const maxRecords = 4096;
/** Pointers of names reach no farther. */
const pointerReach = 0x4000;
const hashMask = 0xfff;
const none = 0xffff;

/** All targets, and after them all addresses. */
export const text: Text = createText();

let services = 0;
const ports = new Uint16Array(maxRecords);
/** Where each target starts in the message, and where it ends in the text. */
const targetAt = new Uint16Array(maxRecords);
const targetEnd = new Uint16Array(maxRecords);
const targetHash = new Int32Array(maxRecords);
/** Targets with the same number end in the same. */
const targetTail = new Int32Array(maxRecords);

// Two indices of the services. What earlier messages left in them is not cleared: an entry counts when
// the service that it names exists and has the key.
const byStart = new Uint16Array(pointerReach);
const byHash = new Uint16Array(hashMask + 1);
/** Two services share an entry of `byHash`: perhaps they have the same target. */
let crowded = false;

let hosts = 0;
const hostEnd = new Uint16Array(maxRecords);
/** The addresses of a service as a chain: its first, its last, and what comes after each. */
const firstHost = new Uint16Array(maxRecords);
const lastHost = new Uint16Array(maxRecords);
const nextHost = new Uint16Array(maxRecords);

export function clearTable(): void {
  unwrite(text, 0);
  services = 0;
  hosts = 0;
  crowded = false;
}

/** False when the next name or address may find no room. */
export function hasRoom(): boolean {
  return text.length + maxTextLength <= text.bytes.length && services < maxRecords && hosts < maxRecords;
}

/** The target that was just written to the text, and where it starts in the message. */
export function addService(start: number, port: number): void {
  ports[services] = port;
  targetAt[services] = start;
  targetEnd[services] = text.length;
  targetHash[services] = text.hash;
  targetTail[services] = text.tail.id;
  firstHost[services] = none;
  crowded ||= sharingHash(text.hash) !== -1;
  byHash[text.hash & hashMask] = services;
  if (start < pointerReach) byStart[start] = services;
  services += 1;
}

/** The address that was just written to the text. */
export function addHost(service: number): void {
  hostEnd[hosts] = text.length;
  nextHost[hosts] = none;
  if (firstHost[service] === none) firstHost[service] = hosts;
  else nextHost[lastHost[service] ?? 0] = hosts;
  lastHost[service] = hosts;
  hosts += 1;
}

export function serviceCount(): number {
  return services;
}

/** Where a service's target starts in the message; -1 for no service. */
export function targetStartOf(service: number): number {
  return service < services ? (targetAt[service] ?? -1) : -1;
}

export function tailOf(service: number): number {
  return targetTail[service] ?? -1;
}

/** The service whose target starts there in the message, or -1; a negative start is no place. */
export function serviceStartingAt(start: number): number {
  if (start < 0) return -1;
  const service = byStart[start] ?? none;
  return service < services && targetAt[service] === start ? service : -1;
}

/** The service whose target was written to the text again, from `start` to its end; or -1. */
export function serviceNamed(start: number): number {
  const likely = sharingHash(text.hash);
  if (likely === -1 || isTarget(likely, start)) return likely;
  for (let service = 0; service < services && crowded; service++)
    if (isTarget(service, start)) return service;
  return -1;
}

/** The service last added with the lower bits of this hash, or -1. */
function sharingHash(hash: number): number {
  const service = byHash[hash & hashMask] ?? none;
  const isThere = service < services && (((targetHash[service] ?? 0) ^ hash) & hashMask) === 0;
  return isThere ? service : -1;
}

/** Compares the target with the text from `start` to its end. */
function isTarget(service: number, start: number): boolean {
  if (targetHash[service] !== text.hash) return false;
  const first = targetStart(service);
  const length = text.length - start;
  if ((targetEnd[service] ?? 0) - first !== length) return false;
  const { bytes } = text;
  for (let at = 0; at < length; at++) if (bytes[first + at] !== bytes[start + at]) return false;
  return true;
}

/** True when no two services have the same target. Rarely false for nothing: for two with one hash. */
export function allTargetsDiffer(): boolean {
  if (!crowded) return true;
  const sorted = targetHash.subarray(0, services).toSorted();
  for (let index = 1; index < services; index++) if (sorted[index] === sorted[index - 1]) return false;
  return true;
}

/** The targets as host names. */
export function hostTargets(): readonly TargetRecord[] {
  const all = wholeText();
  const records: TargetRecord[] = [];
  for (let service = 0; service < services; service++) {
    const node = targetText(all, service);
    records.push({ host: node, port: ports[service] ?? 0, node });
  }
  return records;
}

/** A target for each address; services without one go to `missing`. */
export function addressTargets(missing: Service[]): readonly TargetRecord[] {
  const all = wholeText();
  const firstAt = targetStart(services);
  const records: TargetRecord[] = [];
  for (let service = 0; service < services; service++) {
    const node = targetText(all, service);
    const port = ports[service] ?? 0;
    let index = firstHost[service] ?? none;
    if (index === none) missing.push({ target: node, port });
    while (index !== none) {
      const host = all.slice(index === 0 ? firstAt : hostEnd[index - 1], hostEnd[index]);
      records.push({ host, port, node });
      index = nextHost[index] ?? none;
    }
  }
  return records;
}

/**
 * One string for all, of which names and addresses are parts: making a string of bytes is a call that
 * costs more than its letters. They keep it alive together, as they are kept together.
 */
function wholeText(): string {
  return text.bytes.toString('latin1', 0, text.length);
}

function targetText(all: string, service: number): string {
  return all.slice(targetStart(service), targetEnd[service]);
}

/** Where a target starts in the text; that of `services` is where the addresses start. */
function targetStart(service: number): number {
  return service === 0 ? 0 : (targetEnd[service - 1] ?? 0);
}
