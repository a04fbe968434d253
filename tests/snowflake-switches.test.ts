/**
 * What nobody has published of Snowflake, either way: whatever the account answers, the targets are
 * those of its nodes. Every two answers meet in one case.
 */
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultPolicy, type Snapshot } from '@spcs-sd/core';
import { createSnowflakeSource, createWireLookup, discover } from '@spcs-sd/runtime';
import { startSandbox, type Sandbox } from '@spcs-sd/sandbox';
import { pairwise, type Combination } from './support/pairwise.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';

const combinations = pairwise({
  function: ['present', 'missing', 'not-permitted'],
  idle: ['listed', 'hidden'],
  suspended: ['listed', 'hidden'],
  underscore: ['_', '-'],
  publishes: ['srv', 'a'],
  withoutNodes: ['nxdomain', 'nodata', 'servfail'],
});

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('switches');
});
afterAll(() => folder.remove());

async function sandboxWith(combination: Combination): Promise<Sandbox> {
  const publishes = combination['publishes'] === 'a' ? 'a' : 'srv';
  const sandbox = await startSandbox({
    nodePort: 0,
    serveNodes: false,
    emptyPool: combination['withoutNodes'] === 'nodata' ? 'nodata' : 'nxdomain',
    pools: [
      { name: 'web', nodes: 3, publishes },
      { name: 'my_batch_jobs', nodes: 2, publishes },
      { name: 'empty', nodes: 0, publishes },
      { name: 'asleep', nodes: 2, suspended: true, publishes },
      { name: 'gpu', nodes: 1, publishes },
    ],
    sql: {
      switches: {
        endpointsFunction: functionOf(combination['function']),
        idleListed: combination['idle'] === 'listed',
        suspendedListed: combination['suspended'] === 'listed',
        underscore: combination['underscore'] === '-' ? '-' : '_',
      },
    },
  });
  if (combination['withoutNodes'] === 'servfail') {
    for (const pool of ['asleep', 'empty']) sandbox.setFault('servfail', pool);
  }
  return sandbox;
}

function functionOf(text: string | undefined): 'present' | 'missing' | 'not-permitted' {
  return text === 'missing' || text === 'not-permitted' ? text : 'present';
}

/** The first list of targets. */
async function firstOf(
  sandbox: Sandbox,
  combination: Combination,
): Promise<Extract<Snapshot, { kind: 'ready' }>> {
  const tokenPath = folder.file('token');
  await writeFile(tokenPath, sandbox.sql.sessionToken());
  const { host, port, accountName: account } = sandbox.sql;
  const ending = new AbortController();
  const discovery = discover(
    {
      source: createSnowflakeSource({
        authenticator: { kind: 'token', tokenPath },
        account,
        host,
        port,
        protocol: 'http',
        // Where SHOW alone names pools, nobody can say how DNS writes an underscore but the operator.
        ...(combination['underscore'] === '-' && {
          endpointTemplate: 'discover.monitor.{pool-}.cp.spcs.internal',
        }),
      }),
      lookup: createWireLookup({ servers: [sandbox.dnsAddress] }),
      question: { port: sandbox.nodePort },
      // What is not known of pools without nodes must not keep the others waiting here.
      policy: {
        ...defaultPolicy,
        startupGraceMs: 0,
        limits: { ...defaultPolicy.limits, allowCidrs: ['127.0.0.0/8'] },
      },
    },
    { signal: AbortSignal.any([ending.signal, AbortSignal.timeout(20_000)]) },
  );
  try {
    for await (const snapshot of discovery) {
      if (snapshot.kind === 'ready' && snapshot.groups.length === 3) return snapshot;
    }
    throw new Error('no list of targets');
  } finally {
    ending.abort();
    await discovery.ended;
  }
}

test.each(combinations.map((combination) => [Object.values(combination).join(' '), combination] as const))(
  '%s',
  async (_, combination) => {
    const sandbox = await sandboxWith(combination);
    try {
      const { groups } = await firstOf(sandbox, combination);
      const expected = [...sandbox.expectedTargets().values()].filter((targets) => targets.length > 0);
      const byText = (all: readonly (readonly string[])[]): readonly string[] =>
        all.map((targets) => targets.join(' ')).toSorted((a, b) => (a < b ? -1 : 1));
      expect(byText(groups.map(({ targets }) => targets))).toEqual(byText(expected));
    } finally {
      await sandbox.close();
    }
  },
);

test('every two answers meet', () => {
  expect(combinations.length).toBeLessThan(20);
  for (const one of ['listed', 'hidden']) {
    for (const other of ['nxdomain', 'nodata', 'servfail']) {
      const meet = combinations.some(
        ({ suspended, withoutNodes }) => suspended === one && withoutNodes === other,
      );
      expect(meet, `${one} ${other}`).toBe(true);
    }
  }
});
