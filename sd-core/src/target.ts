/**
 * From what DNS said to addresses that may be scraped: rule 10, each record judged alone.
 *
 * Source: RFC 6890 (special addresses), RFC 1123 (host names), Prometheus model/labels
 * (`CheckTargetAddress`), Datadog's `net.SplitHostPort` (IPv6 in brackets).
 */
import type { TargetRecord } from './answer.ts';
import { anyContains, neverTargets, parseCidr, type Cidr } from './cidr.ts';
import type { RefusalWhy } from './event.ts';
import { embeddedIpv4, formatIp, parseIp, type IpAddress } from './ip-address.ts';
import { dnsNameProblem, inLowerCase, withoutLastDot } from './names.ts';
import { compareUnits } from './order.ts';
import type { Limits } from './policy.ts';
import { targetListOf, type Target, type TargetList } from './target-list.ts';

export interface RefusedTarget {
  readonly target: string;
  readonly why: RefusalWhy;
}

export interface JudgedTargets {
  readonly targets: TargetList;
  /** By target in code-unit order. */
  readonly refused: readonly RefusedTarget[];
}

/** Judges one record. */
export type AddressPolicy = (record: TargetRecord) => Target | RefusedTarget;

/** Reads the limits once for many records. Blocks that do not parse allow nothing. */
export function addressPolicy({ allowCidrs, allowPorts }: Limits): AddressPolicy {
  const allowed = allowCidrs.length === 0 ? undefined : allowCidrs.flatMap((text) => parseCidr(text) ?? []);
  const ports = new Set(allowPorts);
  return (record) => {
    const ip = parseIp(record.host);
    const target = targetAt(record, ip);
    if ('why' in target) return target;
    if (ports.size > 0 && !ports.has(record.port)) return { target: target.address, why: 'port' };
    const place = ip ?? (isLocalhost(target.address) ? loopback : undefined);
    if (place !== undefined && !isAllowed(place, allowed)) return { target: target.address, why: 'address' };
    return target;
  };
}

/** A record in canonical form, or why it cannot be a target anywhere. */
export function targetOf(record: TargetRecord): Target | RefusedTarget {
  return targetAt(record, parseIp(record.host));
}

function targetAt({ host, port, node }: TargetRecord, ip: IpAddress | undefined): Target | RefusedTarget {
  const name = hostText(host, ip);
  const address = `${typeof ip === 'bigint' ? `[${name}]` : name}:${port}`;
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return { target: address, why: 'port' };
  if (ip === undefined && !isHostName(name)) return { target: address, why: 'name' };
  return { address, node: node === undefined ? '' : inLowerCase(withoutLastDot(node)) };
}

function hostText(host: string, ip: IpAddress | undefined): string {
  // An IPv4 address is accepted in its canonical form alone.
  if (typeof ip === 'number' && !host.includes(':')) return host;
  return ip === undefined ? withoutLastDot(host).toLowerCase() : formatIp(ip);
}

/** A target as the record that it came from, to judge it again. Of nonsense a record that is refused. */
export function recordOf({ address, node }: Target): TargetRecord {
  const parts = /^(?:\[(?<v6>.*)\]|(?<host>[^:]*)):(?<port>\d+)$/.exec(address)?.groups;
  const host = parts?.['v6'] ?? parts?.['host'] ?? '';
  return { host, port: Number(parts?.['port']), node };
}

/** Some clients read a last label that is a number, also a hexadecimal one, as a part of an address. */
function isHostName(name: string): boolean {
  return dnsNameProblem(name) === undefined && !/(^|\.)(\d+|0x[0-9a-f]*)$/.test(name);
}

const loopback = parseIp('127.0.0.1');

/** RFC 6761: such names mean the machine itself, wherever they are resolved. */
function isLocalhost(address: string): boolean {
  return /(^|\.)localhost:\d+$/.test(address);
}

function isAllowed(ip: IpAddress, allowed: readonly Cidr[] | undefined): boolean {
  if (allowed !== undefined) return anyContains(allowed, ip);
  const inner = embeddedIpv4(ip);
  return !anyContains(neverTargets, ip) && (inner === undefined || !anyContains(neverTargets, inner));
}

/** Judges all records of an answer. O(n log n). */
export function judgeTargets(records: readonly TargetRecord[], policy: AddressPolicy): JudgedTargets {
  const targets: Target[] = [];
  const refused = new Map<string, RefusedTarget>();
  for (const record of records) {
    const judged = policy(record);
    if ('why' in judged) refused.set(judged.target, judged);
    else targets.push(judged);
  }
  return {
    targets: targetListOf(targets),
    refused: [...refused.values()].toSorted((a, b) => compareUnits(a.target, b.target)),
  };
}
