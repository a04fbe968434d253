/**
 * The lookup on `node:dns`, for systems whose resolver must be the one that is asked.
 *
 * What it cannot know it does not claim: no TTL, no transport. It also asks no second server after
 * SERVFAIL or REFUSED, believes SRV records of another owner, and cannot choose TCP; the shared
 * suite lists each of these gaps.
 */
import { Resolver } from 'node:dns/promises';
import { decideLookup, needsAddresses, type PoolOutcome, type SrvAnswer } from '@spcs-sd/core';
import type { LookupQuestion, SrvLookup } from '../../ports.ts';
import { deadlineMsOf, withDefaults, type LookupOptions } from '../lookup-options.ts';
import { createLookup } from '../lookup.ts';
import { hidden } from './native-error.ts';
import { resolveAddresses, resolveServices, type NativeAsking } from './native-question.ts';
import { configuredServers, type CurrentServers } from '../servers/system-servers.ts';
import type { ServerAddress } from '../servers/server-address.ts';
import { createSlots } from '../slots.ts';

/** The resolver takes up to twice the time it is given. */
const slowness = 2;

/** Throws on a server that is no address. */
export function createNativeLookup(options: LookupOptions = {}): SrvLookup {
  const { timeoutMs, attempts, maxInFlight } = withDefaults(options);
  const slots = createSlots(maxInFlight);
  const servers = configuredServers(options);
  const resolverFor = createResolvers(timeoutMs, attempts);
  return createLookup({
    deadlineMs: (nowMs) => slowness * deadlineMsOf(options, servers(nowMs).length),
    ask: (question, ending) => {
      const current = servers(performance.now());
      const callMs = slowness * timeoutMs * attempts * Math.max(current.length, 1);
      return ask(question, { resolver: resolverFor(current), slots, ending, timeoutMs: callMs });
    },
    close: () => resolverFor([]).cancel(),
  });
}

/** A resolver's servers cannot change while it is asked, so other servers get another resolver. */
function createResolvers(timeout: number, tries: number): (servers: ReturnType<CurrentServers>) => Resolver {
  let known: readonly ServerAddress[] | undefined;
  let resolver = new Resolver({ timeout, tries });
  return (servers) => {
    if (servers !== known && servers.length > 0) {
      resolver = new Resolver({ timeout, tries });
      resolver.setServers(servers.map(({ text }) => text));
      known = servers;
    }
    return resolver;
  };
}

async function ask(question: LookupQuestion, asking: NativeAsking): Promise<PoolOutcome> {
  const { name, port, gaveSrv, recordType } = question;
  if (recordType === 'A') return resolveAddresses(name, port, asking);
  const srv = await askServices(question, asking);
  if (srv.kind === 'failed-target') return srv.outcome;
  if (recordType === 'SRV' || !needsAddresses(srv, gaveSrv)) return decideLookup({ srv, gaveSrv: true });
  return decideLookup({ srv, addresses: await resolveAddresses(name, port, asking), gaveSrv });
}

/** The name has SRV, but not the address of every target: no shorter lists. */
interface FailedTarget {
  readonly kind: 'failed-target';
  readonly outcome: PoolOutcome;
}

async function askServices(
  { name, address }: LookupQuestion,
  asking: NativeAsking,
): Promise<SrvAnswer | FailedTarget> {
  const found = await resolveServices(name, asking);
  if (found.kind !== 'services') return found;
  const targets = [...new Set(found.services.map((service) => service.name))].filter((one) => one !== '.');
  const hostsOf = new Map<string, readonly string[]>([['.', ['.']]]);
  let doubtful = false;
  if (address === 'hostname') {
    for (const target of targets) hostsOf.set(target, [target]);
  } else {
    const answers = await Promise.all(targets.map((target) => resolveAddresses(target, 0, asking)));
    for (const [index, answer] of answers.entries()) {
      if (answer.kind === 'unknown') return { kind: 'failed-target', outcome: answer };
      doubtful ||= answer.doubtful;
      const hosts = answer.kind === 'records' ? answer.records.map(({ host }) => host) : [];
      hostsOf.set(targets[index] ?? '', hosts);
    }
  }
  const records = found.services.flatMap(({ name: node, port }) =>
    (hostsOf.get(node) ?? []).map((host) => ({ host, port, node })),
  );
  return { kind: 'records', recordType: 'SRV', records, doubtful, ...hidden };
}
