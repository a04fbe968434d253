/**
 * What nobody has published of Snowflake, either way: for every two answers that can meet, what
 * discovery must find of each pool, and what it must say that it met.
 *
 * `mustFind` is the oracle: it knows the switches and nothing of the program or the simulator.
 */
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultPolicy, type PoolOutcome } from '@spcs-sd/core';
import { createSnowflakeSource, createWireLookup, discover, type SnowflakeEvent } from '@spcs-sd/runtime';
import { startSandbox, type Sandbox, type Switches } from '@spcs-sd/sandbox';
import { createRound } from '../sd-cli/src/round.ts';
import { pairwise, type Combination } from './support/pairwise.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';

const nodePort = 9001;
const choices = {
  endpointsFunction: ['present', 'missing', 'not-permitted'],
  idleListed: [true, false],
  suspendedListed: [true, false],
  underscore: ['_', '-'],
  srv: ['present', 'absent', 'refused'],
  addresses: ['present', 'absent', 'refused'],
  srvTarget: ['node', 'pool'],
  srvPort: [0, 9100],
  withoutNodes: ['nxdomain', 'nodata', 'servfail'],
} as const satisfies { readonly [Name in keyof Switches]?: readonly Switches[Name][] };
type Chosen = Combination<typeof choices>;

const combinations = pairwise(choices);

/** One of each kind: plain, with an underscore, with A alone, idle, suspended. */
const pools = [
  { name: 'web', nodes: 3 },
  { name: 'my_batch_jobs', nodes: 2 },
  { name: 'legacy', nodes: 1, publishes: 'a' },
  { name: 'spare', nodes: 2, idle: true },
  { name: 'asleep', nodes: 2, suspended: true },
] as const;
type PoolName = (typeof pools)[number]['name'];

/** `SRV` or `A` with a port: the pool's nodes by that. */
type Found = 'not listed' | 'none' | 'not known' | `${'SRV' | 'A'} ${number}`;

/** A name with nodes: SRV before A, and nothing known where either is refused and the other has none. */
function ofNodes({ srv, addresses, srvPort }: Chosen, hasSrv: boolean): Found {
  const services = hasSrv || srv === 'refused' ? srv : 'absent';
  const hosts = !hasSrv && addresses === 'absent' ? 'present' : addresses;
  if (services === 'present') return `SRV ${srvPort === 0 ? nodePort : srvPort}`;
  if (hosts === 'present') return `A ${nodePort}`;
  return services === 'refused' || hosts === 'refused' ? 'not known' : 'none';
}

/** A name without nodes. A refused type says nothing, and the other one says that there are none. */
function withoutNodes({ srv, addresses, withoutNodes: says }: Chosen): Found {
  if (says === 'servfail') return 'not known';
  if (srv === 'refused' && addresses === 'refused') return 'not known';
  if (says === 'nxdomain') return 'none';
  return srv === 'refused' || addresses === 'refused' ? 'not known' : 'none';
}

/** Where nothing tells how its underscore is written, a hyphen is not guessed: that name does not exist. */
function ofUnderscore(chosen: Chosen): Found {
  const right = ofNodes(chosen, true);
  if (chosen.underscore === '_' || chosen.endpointsFunction === 'present' || right !== 'not known')
    return right;
  return chosen.srv === 'refused' && chosen.addresses === 'refused' ? 'not known' : 'none';
}

function mustFind(chosen: Chosen): Readonly<Record<PoolName, Found>> {
  const isNamed = (isListed: boolean): boolean => chosen.endpointsFunction !== 'present' || isListed;
  return {
    web: ofNodes(chosen, true),
    my_batch_jobs: ofUnderscore(chosen),
    legacy: ofNodes(chosen, false),
    spare: isNamed(chosen.idleListed) ? ofNodes(chosen, true) : 'not listed',
    asleep: isNamed(chosen.suspendedListed) ? withoutNodes(chosen) : 'not listed',
  };
}

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('switches');
});
afterAll(() => folder.remove());

interface Discovered {
  /** By pool, hyphens written as underscores: the function may name a pool by its DNS name. */
  readonly found: Readonly<Record<string, Found>>;
  /** Every target that is published; null while there is no list to give. */
  readonly published: readonly string[] | null;
  readonly events: readonly SnowflakeEvent[];
}

function foundOf(outcome: PoolOutcome): Found {
  switch (outcome.kind) {
    case 'records':
      return `${outcome.recordType} ${outcome.records[0]?.port ?? 0}`;
    case 'absent':
      return 'none';
    case 'unknown':
      return 'not known';
  }
}

/** One discovery until every pool on the list was asked. */
async function discoverOnce(sandbox: Sandbox, tokenPath: string): Promise<Discovered> {
  const { host, port, accountName: account } = sandbox.sql;
  const ending = new AbortController();
  const events: SnowflakeEvent[] = [];
  const round = createRound(() => discovery.status());
  const lookup = createWireLookup({ servers: [sandbox.dnsAddress] });
  const source = createSnowflakeSource({
    authenticator: { kind: 'token', tokenPath },
    account,
    host,
    port,
    protocol: 'http',
    lookup,
    onEvent: (event) => events.push(event),
  });
  // What is not known of some pools must not keep the others waiting here.
  const limits = { ...defaultPolicy.limits, allowCidrs: ['127.0.0.0/8'] };
  const policy = { ...defaultPolicy, startupGraceMs: 0, limits };
  const hooks = { signal: ending.signal, onEvent: round.onEvent };
  const discovery = discover({ source, lookup, question: { port: nodePort }, policy }, hooks);
  await round.done;
  const snapshot = discovery.current();
  ending.abort();
  await discovery.ended;
  const asked = [...round.lookups].map(
    ([pool, { outcome }]) => [pool.replaceAll('-', '_'), foundOf(outcome)] as const,
  );
  const none = pools.map(({ name }) => [name, 'not listed'] as const);
  return {
    found: Object.fromEntries([...none, ...asked]),
    published: snapshot.kind === 'ready' ? snapshot.groups.flatMap(({ targets }) => targets) : null,
    events,
  };
}

/** Nothing while more than half of the pools are not known, the suspended one aside, or all that are known are empty. */
function mustPublish(must: Readonly<Record<PoolName, Found>>, sandbox: Sandbox): readonly string[] | null {
  const listed = Object.entries(must).filter(([, found]) => found !== 'not listed');
  const unknown = listed.filter(([name, found]) => found === 'not known' && name !== 'asleep');
  const targets = listed.flatMap(([name, found]) => {
    const [type, port] = found.split(' ');
    if (type !== 'SRV' && type !== 'A') return [];
    const nodes = sandbox.account().pools.find((pool) => pool.name === name)?.nodes ?? [];
    return nodes.map(({ address }) => `${address}:${port}`);
  });
  return targets.length === 0 || 2 * unknown.length > listed.length ? null : targets;
}

const wordsOf = (values: object): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

describe.each(combinations.map((chosen) => [wordsOf(chosen), wordsOf(mustFind(chosen)), chosen] as const))(
  '%s',
  (_, finds, chosen) => {
    test(`must find ${finds}`, async () => {
      const sandbox = await startSandbox({ nodePort, serveNodes: false, pools, switches: chosen });
      try {
        await writeFile(folder.file('token'), sandbox.sql.sessionToken());
        const { found, published, events } = await discoverOnce(sandbox, folder.file('token'));
        const must = mustFind(chosen);
        expect(found).toEqual(must);
        expect(published?.toSorted() ?? null).toEqual(mustPublish(must, sandbox)?.toSorted() ?? null);
        const modes = events.flatMap((event) => (event.kind === 'mode-changed' ? [event.mode] : []));
        expect(modes).toEqual(chosen.endpointsFunction === 'present' ? [] : ['show_compute_pools']);
        const met = events.flatMap((event) => (event.kind === 'underscore-met' ? [event.writtenAs] : []));
        const isTold = chosen.endpointsFunction === 'present' || ofNodes(chosen, true) !== 'not known';
        expect(met).toEqual(isTold ? [chosen.underscore] : []);
      } finally {
        await sandbox.close();
      }
    });
  },
);

test('every two answers meet, and each kind of finding occurs', () => {
  expect(combinations.length).toBeLessThan(30);
  const names = Object.keys(choices) as readonly (keyof Chosen)[];
  for (const [index, one] of names.entries()) {
    for (const other of names.slice(index + 1)) {
      const met = new Set(combinations.map((chosen) => `${chosen[one]} ${chosen[other]}`));
      expect(met.size, `${one} and ${other}`).toBe(choices[one].length * choices[other].length);
    }
  }
  const found = new Set(combinations.flatMap((chosen) => Object.values(mustFind(chosen))));
  expect([...found].toSorted()).toEqual([
    'A 9001',
    'SRV 9001',
    'SRV 9100',
    'none',
    'not known',
    'not listed',
  ]);
});
