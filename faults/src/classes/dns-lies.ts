/**
 * The only DNS server answers while everything runs, and what it says is wrong.
 */
import type { Fault, Sign } from '../fault.ts';
import { coded, isService, nodesAnswer, type NodeRecord } from '../world/dns-answers.ts';
import type { Behaviour } from '../world/dns-proxy.ts';
import type { DnsQuestion } from '../world/dns-question.ts';
import type { World } from '../world/world.ts';
import { byTurns, coding, isAbout, misbehaving, nodesOf, only } from './dns-behaviours.ts';
import { mdservice } from './mdservice.ts';
import { poolsFail, removalsHeld } from './signs.ts';
import { everything } from './snowflake.ts';

const flapping: Sign = {
  ...poolsFail,
  metric: 'spcs_sd_lookup_failures_total',
  shows: 'grows',
  lines: 'repeated',
};

const lies: readonly Omit<Fault, 'world'>[] = [
  {
    name: 'dns-flapping',
    what: 'DNS answers SERVFAIL for two seconds and well for two, again and again',
    ...misbehaving(() => byTurns(coding('SERVFAIL'))),
    signs: [flapping],
    mdservice: mdservice.pools,
  },
  {
    name: 'dns-flapping-nxdomain',
    what: 'every name is NXDOMAIN for two seconds and well for two, again and again',
    ...misbehaving(() => byTurns(coding('NXDOMAIN'))),
    signs: [{ ...removalsHeld, lines: 'repeated' }],
    mdservice: mdservice.pools,
  },
  {
    name: 'dns-nxdomain',
    what: 'every name is NXDOMAIN, for less than `confirm_collapse`',
    ...misbehaving(() => coding('NXDOMAIN')),
    signs: [removalsHeld],
    mdservice: mdservice.pools,
  },
  {
    name: 'dns-nodata',
    what: 'every name exists without records, for less than `confirm_collapse`',
    ...misbehaving(() => coding('NOERROR')),
    signs: [removalsHeld],
    mdservice: mdservice.pools,
  },
  {
    name: 'dns-half-nxdomain',
    what: 'half of the names are NXDOMAIN, for less than `confirm_for`',
    ...misbehaving(() => only(isAbout('web', 'edge'), coding('NXDOMAIN'))),
    signs: [removalsHeld],
    mdservice: mdservice.pools,
  },
  {
    name: 'dns-collapse-once',
    what: 'a pool of 50 nodes has one node, for one answer',
    ...misbehaving((world) => collapseOnce(world)),
    signs: [removalsHeld],
    mdservice: mdservice.believes,
  },
  {
    name: 'dns-one-address-two-pools',
    what: "the answer of one pool also has another pool's address",
    ...misbehaving((world) => (question, honest) => withMore(world, question, honest, strangerOf(world))),
    signs: [
      {
        metric: 'spcs_sd_conflicts',
        shows: 'rises',
        begins: 'msg="several pools claim one target: the first pool keeps it"',
        ends: 'msg="one pool alone claims the target now"',
      },
    ],
    mdservice: 'gives the target twice, with two labels',
  },
  {
    name: 'dns-metadata-address',
    what: "a pool's name also resolves to 169.254.169.254, where clouds keep credentials",
    ...misbehaving((world) => (question, honest) => withMore(world, question, honest, metadataNode)),
    signs: [targetRefused()],
    mdservice: mdservice.publishes,
  },
  {
    name: 'dns-metadata-address-only',
    what: "a pool's name resolves to 169.254.169.254 alone",
    ...misbehaving(() =>
      only(
        (question) => isAbout('db')(question) && isService(question),
        (question) => [nodesAnswer(question, [metadataNode])],
      ),
    ),
    signs: [targetRefused(), removalsHeld],
    mdservice: mdservice.publishes,
  },
  {
    name: 'dns-forged',
    what: 'before each answer come 50 forged ones that say NXDOMAIN, with other ids',
    ...misbehaving(() => async (question, honest) => [...forgeries(question), await honest()]),
    signs: [
      {
        metric: 'spcs_sd_dns_messages_ignored_total',
        shows: 'grows',
        begins: 'msg="a DNS server sends messages that answer no question: they are ignored"',
        ends: 'msg="no such DNS messages came for a while"',
      },
    ],
    mdservice: mdservice.nothing,
  },
];

export const dnsLies: readonly Fault[] = lies.map((fault) => ({ ...fault, world: everything }));

function targetRefused(): Sign {
  return {
    metric: 'spcs_sd_refused_targets',
    shows: 'rises',
    begins: 'msg="target refused"',
    ends: 'msg="no target of the pool is refused any more"',
  };
}

/** One answer on each connection, and each program keeps one. */
function collapseOnce(world: World): Behaviour {
  const first = nodesOf(world, 'web').slice(0, 1);
  const over = new Set<number>();
  return async (question, honest) => {
    const isIt = question.transport === 'tcp' && isService(question) && isAbout('web')(question);
    if (!isIt || over.has(question.from)) return [await honest()];
    over.add(question.from);
    return [nodesAnswer(question, first)];
  };
}

const metadataNode: NodeRecord = {
  name: 'metadata.db.cp.spcs.internal',
  address: '169.254.169.254',
  port: 9001,
};

const strangerOf = (world: World): NodeRecord => {
  const [node] = nodesOf(world, 'web');
  if (node === undefined) throw new Error('the pool web has no nodes');
  return { ...node, name: 'stranger.db.cp.spcs.internal' };
};

/** The pool db with one node too many. */
async function withMore(
  world: World,
  question: DnsQuestion,
  honest: () => Promise<Buffer>,
  more: NodeRecord,
): Promise<readonly Buffer[]> {
  const isIt = isService(question) && isAbout('db')(question);
  return [isIt ? nodesAnswer(question, [...nodesOf(world, 'db'), more]) : await honest()];
}

function forgeries(question: DnsQuestion): readonly Buffer[] {
  return Array.from({ length: 50 }, (_, at) =>
    coded({ ...question, id: (question.id + 1 + at) & 0xffff }, 'NXDOMAIN'),
  );
}
