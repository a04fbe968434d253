/**
 * SRV and address records of an answer as values, and the addresses that came along with SRV.
 *
 * Source: RFC 2782 (SRV), RFC 3596 (AAAA).
 */
import type { TargetRecord } from '@spcs-sd/core';
import { codecs } from './dns-codecs.ts';
import type { Service } from './found.ts';
import { isInternet, type ResponseMessage, type WireRecord } from './response-message.ts';
import { boundedTtl } from './ttl.ts';
import { typeNumber } from './type-number.ts';
import { nameText } from './wire-name.ts';

/** Priority, weight and port come before the target. */
export function servicesOf({ bytes }: ResponseMessage, records: readonly WireRecord[]): readonly Service[] {
  return records.map(({ start }) => ({
    target: nameText(bytes, start + 6),
    port: bytes.readUInt16BE(start + 4),
  }));
}

/** The text of an A or AAAA record. */
export function addressOf({ bytes }: ResponseMessage, { type, start }: WireRecord): string {
  // dns-packet reads AAAA rdata at its length field, two bytes before.
  return type === typeNumber.A ? codecs.a.decode(bytes, start - 2) : codecs.aaaa.decode(bytes, start - 2);
}

/** The services' hosts with their addresses. */
export interface Hosts {
  /** Every target but `.`; those without an address have an empty list. */
  readonly addresses: ReadonlyMap<string, readonly string[]>;
  /** The least of the addresses; Infinity without any. */
  readonly ttlSeconds: number;
}

/** Addresses of the additional section that belong to one of the targets. The rest is not asked for. */
export function additionalAddresses(message: ResponseMessage, services: readonly Service[]): Hosts {
  const addresses = new Map<string, string[]>();
  for (const { target } of services) if (target !== '.') addresses.set(target, []);
  let ttlSeconds = Infinity;
  for (const record of message.additionals) {
    if (record.type !== typeNumber.A && record.type !== typeNumber.AAAA) continue;
    const host = addresses.get(nameText(message.bytes, record.ownerAt));
    if (host === undefined || !isInternet(record)) continue;
    host.push(addressOf(message, record));
    ttlSeconds = Math.min(ttlSeconds, boundedTtl(record.ttlSeconds));
  }
  return { addresses, ttlSeconds };
}

/** A target for each address of each service. */
export function targetsOf(
  services: readonly Service[],
  addresses: ReadonlyMap<string, readonly string[]>,
): readonly TargetRecord[] {
  const targets: TargetRecord[] = [];
  for (const { target: node, port } of services) {
    for (const host of addresses.get(node) ?? []) targets.push({ host, port, node });
  }
  return targets;
}
