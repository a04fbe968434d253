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
import { isSameName, nameText } from './wire-name.ts';

export interface Service {
  /** Lower-case, without its last dot; `.` means that there is none. */
  readonly target: string;
  readonly port: number;
  /** Where the target's name starts in the message. */
  readonly targetAt: number;
}

/** Priority, weight and port come before the target. */
export function servicesOf({ bytes }: ResponseMessage, records: readonly WireRecord[]): readonly Service[] {
  return records.map(({ start }) => ({
    target: nameText(bytes, start + 6),
    port: bytes.readUInt16BE(start + 4),
    targetAt: start + 6,
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
  const ownerOf = createOwnerReader(message.bytes, services);
  let ttlSeconds = Infinity;
  for (const record of message.additionals) {
    if (record.type !== typeNumber.A && record.type !== typeNumber.AAAA) continue;
    const owner = ownerOf(record);
    const host = addresses.get(owner);
    if (host === undefined || !isInternet(record)) continue;
    const address = addressOf(message, record);
    // A list that is pushed to takes room for 17.
    if (host.length === 0) addresses.set(owner, [address]);
    else host.push(address);
    ttlSeconds = Math.min(ttlSeconds, boundedTtl(record.ttlSeconds));
  }
  return { addresses, ttlSeconds };
}

/**
 * The owner of one additional record after the other.
 *
 * Servers send them in the order of the targets: comparing bytes with the expected target costs less
 * than half of reading and looking up another text.
 */
function createOwnerReader(bytes: Buffer, services: readonly Service[]): (record: WireRecord) => string {
  let next = 0;
  return ({ ownerAt }) => {
    // The same host again, or the next one.
    for (let index = Math.max(next - 1, 0); index <= next; index++) {
      const service = services[index];
      if (service === undefined || !isSameName(bytes, ownerAt, service.targetAt)) continue;
      next = (index + 1) % services.length;
      return service.target;
    }
    return nameText(bytes, ownerAt);
  };
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
