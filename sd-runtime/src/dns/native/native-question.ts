/**
 * The questions of a lookup in the words of `node:dns`.
 */
import type { Resolver } from 'node:dns/promises';
import type { SrvRecord } from 'node:dns';
import { joinAddresses, type AddressAnswer, type SrvAnswer, type UnknownOutcome } from '@spcs-sd/core';
import { boundedCall, type CallBounds } from './native-call.ts';
import { hidden, otherTypesOnly, outcomeOfError } from './native-error.ts';
import { isHostName } from '../message/wire-name.ts';

export interface NativeAsking extends CallBounds {
  readonly resolver: Resolver;
}

type ServiceAnswer =
  | { readonly kind: 'services'; readonly services: readonly SrvRecord[] }
  | Exclude<SrvAnswer, { readonly kind: 'records' }>;

/** The SRV records; the target `.` is an empty name here. */
export async function resolveServices(name: string, asking: NativeAsking): Promise<ServiceAnswer> {
  const called = await boundedCall(() => asking.resolver.resolveSrv(name), asking);
  switch (called.kind) {
    case 'unknown':
      return called;
    case 'error':
      return outcomeOfError(called.error);
    case 'value': {
      const services = called.value.map((one) => ({ ...one, name: targetName(one.name) }));
      if (services.length === 0) return otherTypesOnly;
      const impossible = services.find((one) => one.name !== '.' && !isHostName(one.name));
      return impossible === undefined ? { kind: 'services', services } : notAHost(impossible.name);
    }
  }
}

function targetName(name: string): string {
  return name === '' ? '.' : name.toLowerCase().replace(/\.$/, '') || '.';
}

function notAHost(name: string): UnknownOutcome {
  return { kind: 'unknown', why: 'malformed', detail: `the target ${JSON.stringify(name)} is no host name` };
}

export async function resolveAddresses(
  name: string,
  port: number,
  asking: NativeAsking,
): Promise<AddressAnswer> {
  const { resolver } = asking;
  const [a, aaaa] = await Promise.all([
    resolveFamily(() => resolver.resolve4(name), port, asking),
    resolveFamily(() => resolver.resolve6(name), port, asking),
  ]);
  return joinAddresses(a, aaaa);
}

async function resolveFamily(
  resolve: () => Promise<string[]>,
  port: number,
  asking: NativeAsking,
): Promise<AddressAnswer> {
  const called = await boundedCall(resolve, asking);
  switch (called.kind) {
    case 'unknown':
      return called;
    case 'error':
      return outcomeOfError(called.error);
    case 'value': {
      const records = called.value.map((host) => ({ host, port }));
      if (records.length === 0) return otherTypesOnly;
      return { kind: 'records', recordType: 'A', records, doubtful: false, ...hidden };
    }
  }
}
