/**
 * SRV and address records of an answer as values, and the addresses that came along with SRV.
 *
 * Source: RFC 2782 (SRV), RFC 3596 (AAAA).
 */
import type { TargetRecord } from '@spcs-sd/core';
import { codecs } from './dns-codecs.ts';
import { isInternet, type ResponseMessage, type WireRecord } from './response-message.ts';
import { boundedTtl } from './ttl.ts';
import { typeNumber } from './type-number.ts';

export interface Service {
  /** Lower-case, without its last dot; `.` means that there is none. */
  readonly target: string;
  readonly port: number;
}

/** Priority, weight and port come before the target. */
export function serviceTarget(message: ResponseMessage, { start }: WireRecord): string {
  return message.names.text(start + 6);
}

export function servicesOf(message: ResponseMessage, records: readonly WireRecord[]): readonly Service[] {
  return records.map((record) => ({
    target: serviceTarget(message, record),
    port: message.bytes.readUInt16BE(record.start + 4),
  }));
}

/** The text of an A or AAAA record. */
export function addressOf({ bytes }: ResponseMessage, { type, start }: WireRecord): string {
  // dns-packet reads AAAA rdata at its length field, two bytes before.
  return type === typeNumber.A ? codecs.a.decode(bytes, start - 2) : codecs.aaaa.decode(bytes, start - 2);
}

/** One host's addresses. */
export interface HostAddresses {
  readonly addresses: readonly string[];
  readonly ttlSeconds: number;
}

/** Addresses of the additional section that belong to one of the targets. The rest is not asked for. */
export function additionalAddresses(
  message: ResponseMessage,
  targets: ReadonlySet<string>,
): Map<string, HostAddresses> {
  const found = new Map<string, { addresses: string[]; ttlSeconds: number }>();
  for (const record of message.additionals) {
    if (record.type !== typeNumber.A && record.type !== typeNumber.AAAA) continue;
    const owner = message.names.text(record.ownerAt);
    if (!targets.has(owner) || !isInternet(record)) continue;
    const ttlSeconds = boundedTtl(record.ttlSeconds);
    const before = found.get(owner);
    if (before === undefined) found.set(owner, { addresses: [addressOf(message, record)], ttlSeconds });
    else {
      before.addresses.push(addressOf(message, record));
      before.ttlSeconds = Math.min(before.ttlSeconds, ttlSeconds);
    }
  }
  return found;
}

/** A target for each address of each service. */
export function targetsOf(
  services: readonly Service[],
  addresses: ReadonlyMap<string, HostAddresses>,
): readonly TargetRecord[] {
  const targets: TargetRecord[] = [];
  for (const { target: node, port } of services) {
    for (const host of addresses.get(node)?.addresses ?? []) targets.push({ host, port, node });
  }
  return targets;
}
