/**
 * One of two DNS servers is bad: the other one's answers count, and the bad one is noticed all the same.
 */
import type { Fault, Sign } from '../fault.ts';
import type { WorldOptions } from '../world/world.ts';
import { coding, cutShort, misbehaving, silent } from './dns-behaviours.ts';
import { mdservice } from './mdservice.ts';
import { everything } from './snowflake.ts';

const world: WorldOptions = { ...everything, servers: 2 };

const serverFails: Sign = {
  metric: 'spcs_sd_dns_servers_failing',
  shows: 'rises',
  begins: 'msg="a DNS server fails: the others are asked first"',
  ends: 'msg="a DNS server answers again"',
};

const serversDisagree: Sign = {
  metric: 'spcs_sd_dns_servers_disagree',
  shows: 'rises',
  begins: 'msg="a DNS server denies what another one gives: that counts, and removes nothing"',
  ends: 'msg="no DNS server denies what another one gives any more"',
};

const cases: readonly Omit<Fault, 'world' | 'mdservice'>[] = [
  {
    name: 'first-server-down',
    what: 'nobody listens at the first of two servers',
    begin: ({ servers }) => servers[0]?.shut(),
    end: ({ servers }) => servers[0]?.open(),
    signs: [serverFails],
  },
  {
    name: 'first-server-silent',
    what: 'the first of two servers does not answer',
    ...misbehaving(() => silent),
    signs: [serverFails],
  },
  {
    name: 'first-server-servfail',
    what: 'the first of two servers answers SERVFAIL',
    ...misbehaving(() => coding('SERVFAIL')),
    signs: [serverFails],
  },
  {
    name: 'first-server-malformed',
    what: 'the answers of the first of two servers end in the middle of a record',
    ...misbehaving(() => cutShort),
    signs: [serverFails],
  },
  {
    name: 'first-server-nxdomain',
    what: 'the first of two servers answers NXDOMAIN',
    ...misbehaving(() => coding('NXDOMAIN')),
    signs: [serversDisagree],
  },
  {
    name: 'first-server-empty',
    what: 'the first of two servers has no records for any name',
    ...misbehaving(() => coding('NOERROR')),
    signs: [serversDisagree],
  },
  {
    name: 'second-server-nxdomain',
    what: 'the second of two servers would answer NXDOMAIN, but is asked for second opinions alone',
    ...misbehaving(() => coding('NXDOMAIN'), 1),
    signs: [],
  },
];

export const dnsServerFaults: readonly Fault[] = cases.map((fault) => ({
  ...fault,
  world,
  mdservice: mdservice.pools,
}));
