/**
 * The lookup that asks DNS servers itself: strict, and honest about what it could not find out.
 *
 * Owns the servers' sockets. Keeps between lookups which servers are bad and which names need TCP.
 */
import { decideLookup, needsAddresses, type AbsentOutcome, type PoolOutcome } from '@spcs-sd/core';
import { guarded } from '../event.ts';
import type { LookupQuestion, SrvLookup } from '../ports.ts';
import { askAddresses } from './address-question.ts';
import { createContradictions } from './contradictions.ts';
import { deadlineMsOf, withDefaults, type LookupOptions } from './lookup-options.ts';
import { createLookup } from './lookup.ts';
import { createNameMemory, type NameMemory } from './name-memory.ts';
import type { Asking } from './name-question.ts';
import { createServerList, type Server } from './server-list.ts';
import { addressTargets, askServices, hostTargets } from './service-question.ts';
import { createSlots } from './slots.ts';
import { configuredServers } from './system-servers.ts';

/** Throws on a server that is no address. */
export function createWireLookup(options: LookupOptions = {}): SrvLookup {
  const { timeoutMs, attempts, maxInFlight } = withDefaults(options);
  const emit = guarded(options.onEvent);
  const servers = createServerList(configuredServers(options), emit);
  const contradictions = createContradictions(emit);
  const slots = createSlots(maxInFlight);
  const memory = createNameMemory();
  return createLookup({
    deadlineMs: () => deadlineMsOf(options, servers.all(performance.now()).length),
    ask: async (question, ending) => {
      const all = servers.all(performance.now());
      const used = new Set<Server>();
      const asking = { servers: all, avoid: nobody, used, slots, emit, timeoutMs, attempts, ending };
      const first = await ask(question, asking, memory);
      if (first.kind === 'unknown') return first;
      const outcome = first.kind === 'absent' ? await secondOpinion(question, first, asking, memory) : first;
      contradictions.met(question.name, outcome.kind !== first.kind, performance.now());
      return outcome;
    },
    close: () => servers.close(),
  });
}

const nobody: ReadonlySet<never> = new Set<never>();

async function ask(question: LookupQuestion, asking: Asking, memory: NameMemory): Promise<PoolOutcome> {
  const { name, port, gaveSrv, recordType } = question;
  const transport = question.transport === 'tcp' ? 'tcp' : 'udp';
  if (recordType === 'A') return askAddresses({ name, port, transport }, asking);
  const srv = await askServices(question, asking, memory);
  if (srv.kind === 'records') {
    // Failing addresses of its targets are no reason to try addresses of its own.
    const found =
      question.address === 'hostname'
        ? hostTargets(srv)
        : await addressTargets(srv, question, asking, memory);
    return found.kind === 'unknown' ? found : decideLookup({ srv: found, gaveSrv: true });
  }
  if (recordType === 'SRV' || !needsAddresses(srv, gaveSrv)) return srv;
  const addresses = await askAddresses({ name, port, transport }, asking);
  return decideLookup({ srv, addresses, gaveSrv });
}

/** Records anywhere outweigh an absence: one server that lost its zone must not remove a pool. */
async function secondOpinion(
  question: LookupQuestion,
  absent: AbsentOutcome,
  asking: Asking,
  memory: NameMemory,
): Promise<PoolOutcome> {
  const nowMs = performance.now();
  const other = asking.servers.find((one) => !asking.used.has(one) && !one.health.isBad(nowMs));
  if (other === undefined) return absent;
  const avoid = new Set(asking.servers.filter((server) => server !== other));
  const opinion = await ask(question, { ...asking, avoid, used: new Set<Server>(), attempts: 1 }, memory);
  return opinion.kind === 'records' ? { ...opinion, doubtful: true } : absent;
}
