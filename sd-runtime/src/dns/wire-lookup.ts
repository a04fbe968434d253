/**
 * The lookup that asks DNS servers itself: strict, and honest about what it could not find out.
 *
 * Owns the servers' sockets. Keeps between lookups which servers are bad and which names need TCP.
 */
import { decideLookup, needsAddresses, type AbsentOutcome, type PoolOutcome } from '@spcs-sd/core';
import { guarded } from '../event.ts';
import type { LookupQuestion, SrvLookup } from '../ports.ts';
import { askAddresses } from './address-question.ts';
import { createContradictions } from './servers/contradictions.ts';
import { deadlineMsOf, withDefaults, type LookupOptions } from './lookup-options.ts';
import { createLookup } from './lookup.ts';
import { createNameMemory, type NameMemory } from './name-memory.ts';
import type { Asking } from './name-question.ts';
import { createServerList, type Server } from './servers/server-list.ts';
import { askServices, complete, isComplete, recordsOf } from './service-question.ts';
import { createSlots } from './slots.ts';
import { configuredServers } from './servers/system-servers.ts';

/** Throws on a server that is no address. */
export function createWireLookup(options: LookupOptions = {}): SrvLookup {
  const { timeoutMs, attempts, maxInFlight } = withDefaults(options);
  const emit = guarded(options.onEvent);
  const servers = createServerList(configuredServers(options), emit);
  const contradictions = createContradictions(emit);
  const slots = createSlots(maxInFlight);
  const memory = createNameMemory();
  return createLookup({
    deadlineMs: (nowMs) => deadlineMsOf(options, servers.all(nowMs).length),
    ask: async (question, ending) => {
      const all = servers.all(performance.now());
      const used = new Set<Server>();
      const asking: Asking = { servers: all, avoid: nobody, used, slots, emit, timeoutMs, attempts, ending };
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
  const { name, port, address, gaveSrv, recordType, transport } = question;
  const addresses = { name, port, transport: transport === 'tcp' ? 'tcp' : 'udp' } as const;
  if (recordType === 'A') return askAddresses(addresses, asking);
  const services = { asked: { name, type: 'SRV', address, port }, transport } as const;
  const srv = await askServices(services, asking, memory);
  if (srv.kind === 'found') {
    const found = isComplete(srv, services.asked)
      ? recordsOf(srv)
      : await complete(srv, services, asking, memory);
    // Failing addresses of its targets are no reason to try addresses of its own.
    return found.kind === 'unknown' ? found : decideLookup({ srv: found, gaveSrv: true });
  }
  if (recordType === 'SRV' || !needsAddresses(srv, gaveSrv)) return srv;
  return decideLookup({ srv, addresses: await askAddresses(addresses, asking), gaveSrv });
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
