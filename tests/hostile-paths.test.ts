/**
 * Whatever a pool or a node is called, the program writes the files that it was told to write, and no other.
 * An operator's list may name a pool anything at all, and so the name stands in the file and in the state.
 */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { defaultPolicy } from '@spcs-sd/core';
import { createFileSd } from '@spcs-sd/file-adapter';
import { createFileStateStore, discover, type PoolSource, type SrvLookup } from '@spcs-sd/runtime';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { hostileConstants, hostileName } from './support/hostile-names.ts';
import { tempFolder } from './support/temp.ts';

const paths = [
  '..',
  '.',
  '/',
  '../../x',
  '/etc/x',
  'a/b',
  '.spcs-sd',
  'x.json',
  'x.json.lock',
  'a\\b',
  '~',
  '$HOME',
  '*',
];

function listOf(names: readonly string[]): PoolSource {
  const pools = names.map((name, at) => ({ name, endpoint: `p${at}.example` }));
  return {
    refreshIntervalMs: 60_000,
    list: () => Promise.resolve({ kind: 'known', origin: 'operator', pools }),
  };
}

function answersOf(names: readonly string[]): SrvLookup {
  const route = { recordType: 'SRV', transport: 'tcp', ttlSeconds: 30, doubtful: false } as const;
  return {
    lookup: ({ name }) => {
      const at = Number(/^p(\d+)/.exec(name)?.[1]);
      const records = [{ host: `192.0.2.${at + 1}`, port: 9001, node: names[at] ?? '' }];
      return Promise.resolve({ kind: 'records', records, ...route });
    },
    close: () => undefined,
  };
}

/** With names of nodes in the labels, too. */
const policy = { ...defaultPolicy, perNode: true };
const some = fc.uniqueArray(hostileName, { minLength: 2, maxLength: 6 });

test('what is written is what was asked for', async () => {
  const root = await tempFolder('hostile-paths');
  onTestFinished(() => root.remove());
  let round = 0;
  await fc.assert(
    fc.asyncProperty(some, async (others) => {
      const names = [...new Set([...hostileConstants, ...paths, ...others])];
      const own = root.file(`${(round += 1)}`);
      await mkdir(`${own}/out`, { recursive: true });
      const end = new AbortController();
      const store = createFileStateStore(`${own}/state/state.json`);
      const discovery = discover(
        { source: listOf(names), lookup: answersOf(names), state: { store, fingerprint: 'f' }, policy },
        { signal: end.signal },
      );
      const file = createFileSd({ path: `${own}/out/x.json` });
      for await (const snapshot of discovery) {
        if (snapshot.kind !== 'ready') continue;
        expect((await file.publish(snapshot)).kind).toBe('written');
        break;
      }
      end.abort();
      await Promise.all([discovery.ended, file.close()]);
      expect((await readdir(own, { recursive: true })).toSorted()).toEqual([
        'out',
        'out/.spcs-sd',
        'out/x.json',
        'state',
        'state/state.json',
      ]);
      const groups: readonly unknown[] = JSON.parse(await readFile(`${own}/out/x.json`, 'utf8'));
      expect(groups).toHaveLength(names.length);
      expect(await readdir(root.path)).toHaveLength(round);
    }),
    { numRuns: 10 },
  );
});
