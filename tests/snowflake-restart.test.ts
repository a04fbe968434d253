/**
 * A restart while Snowflake changes how its pools can be asked for: names and endpoints may change, as
 * nothing of them outlives the process, but no target is lost.
 */
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultPolicy } from '@spcs-sd/core';
import { createSnowflakeSource, createWireLookup, discover } from '@spcs-sd/runtime';
import { startSandbox, type Sandbox } from '@spcs-sd/sandbox';
import {
  createMemoryStateStore,
  type MemoryStateStore,
} from '../sd-runtime/src/testing/memory-state-store.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';

let sandbox: Sandbox;
let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('snowflake-restart');
  sandbox = await startSandbox({
    nodePort: 9001,
    serveNodes: false,
    pools: [
      { name: 'web', nodes: 3 },
      { name: 'my_batch_jobs', nodes: 2 },
    ],
    switches: { underscore: '-' },
  });
  await writeFile(folder.file('token'), sandbox.sql.sessionToken());
});
afterAll(async () => {
  await sandbox.close();
  await folder.remove();
});

interface Seen {
  readonly pools: readonly string[];
  readonly targets: readonly string[];
}

/** Every list that one run of the program gives, until one names these pools. */
async function listsUntil(store: MemoryStateStore, pools: readonly string[]): Promise<readonly Seen[]> {
  const { host, port, accountName: account } = sandbox.sql;
  const lookup = createWireLookup({ servers: [sandbox.dnsAddress] });
  const authenticator = { kind: 'token', tokenPath: folder.file('token') } as const;
  const source = createSnowflakeSource({
    authenticator,
    account,
    host,
    port,
    protocol: 'http',
    lookup,
    refreshIntervalMs: 300,
  });
  const limits = { ...defaultPolicy.limits, allowCidrs: ['127.0.0.0/8'] };
  const ending = new AbortController();
  // As ever: names are asked again before lists confirm that a pool is gone.
  const policy = { ...defaultPolicy, confirmForMs: 1000, confirmCollapseMs: 1000, limits };
  const pace = { minRefreshMs: 100, maxRefreshMs: 300, maxInFlight: 10 };
  const discovery = discover(
    { source, lookup, policy, limits: pace, state: { store, fingerprint: 'f' } },
    { signal: AbortSignal.any([ending.signal, AbortSignal.timeout(25_000)]) },
  );
  const seen: Seen[] = [];
  for await (const snapshot of discovery) {
    if (snapshot.kind !== 'ready') continue;
    const names = snapshot.groups.map(({ pool }) => pool);
    seen.push({ pools: names, targets: snapshot.groups.flatMap(({ targets }) => targets).toSorted() });
    if (names.join() === pools.join()) ending.abort();
  }
  await discovery.ended;
  return seen;
}

test('the function vanishes over a restart: a pool gets its other name, and every list has every target', async () => {
  const store = createMemoryStateStore();
  const all = [...sandbox.expectedTargets().values()].flat().toSorted();
  const before = await listsUntil(store, ['my-batch-jobs', 'web']);
  expect(before.at(-1)?.targets).toEqual(all);
  await sandbox.setSwitches({ endpointsFunction: 'missing' });
  const after = await listsUntil(store, ['my_batch_jobs', 'web']);
  expect(after[0]?.pools).toEqual(['my-batch-jobs', 'web']);
  for (const { targets } of after) expect(targets).toEqual(all);
  expect(after.at(-1)?.pools).toEqual(['my_batch_jobs', 'web']);
});
