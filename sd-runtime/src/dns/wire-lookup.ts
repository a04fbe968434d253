/**
 * The lookup that asks DNS servers itself: strict, and honest about what it could not find out.
 *
 * Owns the servers' sockets. Keeps between lookups which servers are bad and which names need TCP.
 */
import { decideLookup, needsAddresses, type PoolOutcome, type UnknownOutcome } from '@spcs-sd/core';
import type { LookupQuestion, SrvLookup } from '../ports.ts';
import { askAddresses } from './address-question.ts';
import { createEnding, type OwnedEnding } from './ending.ts';
import { deadlineMsOf, withDefaults, type LookupOptions } from './lookup-options.ts';
import { createNameMemory } from './name-memory.ts';
import type { Asking } from './name-question.ts';
import { parseServerAddresses } from './server-address.ts';
import { createServerList, type Server } from './server-list.ts';
import { addressTargets, askServices, hostTargets } from './service-question.ts';
import { createSlots } from './slots.ts';
import { createSystemServers } from './system-servers.ts';
import { isHostName } from './wire-name.ts';

/** Throws on a server that is no address. */
export function createWireLookup(options: LookupOptions = {}): SrvLookup {
  const { timeoutMs, attempts, maxInFlight } = withDefaults(options);
  const servers = createServerList(serverAddresses(options));
  const slots = createSlots(maxInFlight);
  const memory = createNameMemory();
  const underWay = new Set<OwnedEnding>();
  let closed = false;

  const once = async (question: LookupQuestion, asking: Asking): Promise<PoolOutcome> => {
    const { name, port, gaveSrv, recordType } = question;
    const transport = question.transport === 'tcp' ? 'tcp' : 'udp';
    if (recordType === 'A') return askAddresses({ name, port, transport }, asking);
    const srv = await askServices(question, asking, memory);
    if (srv.kind === 'records') {
      const found =
        question.address === 'hostname'
          ? hostTargets(srv)
          : await addressTargets(srv, question, asking, memory);
      // The name has SRV: failing addresses of its targets are no reason to try the name's own.
      return found.kind === 'unknown' ? found : decideLookup({ srv: found, gaveSrv: true });
    }
    if (recordType === 'SRV' || !needsAddresses(srv, gaveSrv)) return srv;
    const addresses = await askAddresses({ name, port, transport }, asking);
    return decideLookup({ srv, addresses, gaveSrv });
  };

  const ask = async (question: LookupQuestion, ending: OwnedEnding): Promise<PoolOutcome> => {
    const all = servers.all(performance.now());
    const asking = {
      servers: all,
      avoid: nobody,
      used: new Set<Server>(),
      slots,
      timeoutMs,
      attempts,
      ending,
    };
    const outcome = await once(question, asking);
    return outcome.kind === 'absent' ? secondOpinion(question, outcome, asking) : outcome;
  };

  /** Records anywhere outweigh an absence: one server that lost its zone must not remove a pool. */
  const secondOpinion = async (
    question: LookupQuestion,
    absent: PoolOutcome,
    asking: Asking,
  ): Promise<PoolOutcome> => {
    const nowMs = performance.now();
    const other = asking.servers.find((one) => !asking.used.has(one) && !one.health.isBad(nowMs));
    if (other === undefined) return absent;
    const avoid = new Set(asking.servers.filter((server) => server !== other));
    const opinion = await once(question, { ...asking, avoid, used: new Set<Server>(), attempts: 1 });
    return opinion.kind === 'records' ? { ...opinion, doubtful: true } : absent;
  };

  return {
    lookup: async (asked, signal) => {
      const name = asked.name.toLowerCase().replace(/\.$/, '');
      if (!isHostName(name)) return notAName(asked.name);
      if (closed || signal.aborted) return cancelled;
      const ending = createEnding(
        performance.now() + deadlineMsOf(options, servers.all(performance.now()).length),
      );
      const abort = (): void => ending.cancel();
      signal.addEventListener('abort', abort);
      underWay.add(ending);
      try {
        const outcome = await ask({ ...asked, name }, ending);
        return ending.cancelled ? cancelled : outcome;
      } finally {
        signal.removeEventListener('abort', abort);
        underWay.delete(ending);
      }
    },
    close: () => {
      closed = true;
      for (const ending of underWay) ending.cancel();
      servers.close();
    },
  };
}

const nobody: ReadonlySet<never> = new Set<never>();

const cancelled: UnknownOutcome = { kind: 'unknown', why: 'not-asked', detail: 'the lookup was cancelled' };

function notAName(name: string): UnknownOutcome {
  const detail = `${JSON.stringify(name)} is no DNS name: expected labels of letters, digits, - and _`;
  return { kind: 'unknown', why: 'not-asked', detail };
}

function serverAddresses({ servers, resolvConfPath }: LookupOptions): Parameters<typeof createServerList>[0] {
  if (servers !== undefined && servers.length > 0) {
    const fixed = parseServerAddresses(servers);
    return () => fixed;
  }
  const system = createSystemServers(resolvConfPath);
  return (nowMs) => system.current(nowMs);
}
