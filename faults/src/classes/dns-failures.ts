/**
 * The only DNS server fails while everything runs.
 */
import type { Fault } from '../fault.ts';
import { coded, isService, nodesAnswer, truncated } from '../world/dns-answers.ts';
import type { DnsQuestion } from '../world/dns-question.ts';
import type { World } from '../world/world.ts';
import { coding, cutShort, isAbout, misbehaving, nodesOf, only, silent } from './dns-behaviours.ts';
import { mdservice } from './mdservice.ts';
import { poolsFail } from './signs.ts';
import { everything } from './snowflake.ts';

const failures: readonly Omit<Fault, 'world' | 'signs'>[] = [
  {
    name: 'dns-down',
    what: 'nobody listens at the DNS server',
    begin: async ({ servers }) => void (await Promise.all(servers.map((server) => server.shut()))),
    end: async ({ servers }) => void (await Promise.all(servers.map((server) => server.open()))),
    mdservice: mdservice.pools,
  },
  {
    name: 'dns-silent',
    what: 'DNS does not answer',
    ...misbehaving(() => silent),
    mdservice: mdservice.poolsSlowly,
  },
  {
    name: 'dns-servfail',
    what: 'DNS answers SERVFAIL',
    ...misbehaving(() => coding('SERVFAIL')),
    mdservice: mdservice.pools,
  },
  {
    name: 'dns-refused',
    what: 'DNS answers REFUSED',
    ...misbehaving(() => coding('REFUSED')),
    mdservice: mdservice.pools,
  },
  {
    name: 'dns-notimp',
    what: 'DNS answers NOTIMP',
    ...misbehaving(() => coding('NOTIMP')),
    mdservice: mdservice.pools,
  },
  {
    name: 'dns-malformed',
    what: 'answers end in the middle of a record',
    ...misbehaving(() => cutShort),
    mdservice: mdservice.pools,
  },
  {
    name: 'dns-slow',
    what: 'each answer comes 5 s late, after every time-out',
    ...misbehaving(() => async (_, honest) => {
      const answer = await honest();
      await new Promise((resolve) => setTimeout(resolve, 5_000).unref());
      return [answer];
    }),
    mdservice: mdservice.poolsSlowly,
  },
  {
    name: 'dns-truncated',
    what: 'every answer over UDP is truncated, and TCP does not answer',
    ...misbehaving(() => (question) => (question.transport === 'udp' ? [truncated(question)] : [])),
    mdservice: mdservice.poolsSlowly,
  },
  {
    name: 'dns-oversize',
    what: 'the answer of a large pool fits no message: truncated over TCP too',
    ...misbehaving(() => only(isAbout('web'), (question) => [truncated(question)])),
    mdservice: mdservice.pools,
  },
  {
    name: 'dns-no-tcp',
    what: 'TCP is taken and never answered; UDP works, and the largest pool needs TCP',
    ...misbehaving(() => only(({ transport }) => transport === 'tcp', silent)),
    mdservice: mdservice.poolsSlowly,
  },
  {
    name: 'dns-half-silent',
    what: 'half of the names are not answered',
    ...misbehaving(() => only(isAbout('web', 'edge'), silent)),
    mdservice: mdservice.poolsSlowly,
  },
  {
    name: 'dns-no-node-addresses',
    what: 'SRV is answered without addresses, and the nodes themselves with SERVFAIL',
    ...misbehaving((world) => (question, honest) => withoutAddresses(world, question, honest)),
    mdservice: mdservice.nothing,
  },
];

export const dnsFaults: readonly Fault[] = failures.map((fault) => ({
  ...fault,
  world: everything,
  signs: [poolsFail],
}));

/** As servers do whose additional section is turned off, and that have lost the nodes' zone. */
async function withoutAddresses(
  world: World,
  question: DnsQuestion,
  honest: () => Promise<Buffer>,
): Promise<readonly Buffer[]> {
  const isNode = !question.name.startsWith('discover.');
  if (isNode) return [coded(question, 'SERVFAIL')];
  if (!isService(question) || !isAbout('db')(question)) return [await honest()];
  return [nodesAnswer(question, nodesOf(world, 'db'), { addresses: false })];
}
