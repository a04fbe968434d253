/**
 * What can be said of a file_sd file besides its text: how it is replaced.
 */
import { stat } from 'node:fs/promises';
import type { Account } from './account.ts';
import { hostsOfPools } from './account.ts';
import type { Check } from './check.ts';
import { exactly } from './demands.ts';
import type { Observer } from './observer.ts';

export interface FileChecksOptions {
  readonly path: string;
  readonly observer: Observer;
  /** How long it is watched while nothing changes, in milliseconds. */
  readonly holdMs: number;
  /** Undefined: nothing can be changed. */
  readonly account?: Account;
}

export function fileChecks({ path, observer, holdMs, account }: FileChecksOptions): readonly Check[] {
  const identity = async (): Promise<string> => {
    const { ino, size, birthtimeMs } = await stat(path);
    return `${ino} ${size} ${birthtimeMs}`;
  };
  const quiet: Check = {
    name: 'the file stays the same one while nothing changes',
    rules: ['SD-FILE-3'],
    run: async () => {
      const before = await identity();
      const problem = await observer.hold(holdMs, () => undefined);
      if (problem !== undefined) return problem;
      return (await identity()) === before ? undefined : 'it was written again';
    },
  };
  const name: Check = {
    name: 'its name ends in .json',
    rules: ['SD-FILE-5'],
    run: async () => (path.endsWith('.json') ? undefined : path),
  };
  return account === undefined ? [name, quiet] : [name, quiet, replaced(account, observer, identity)];
}

/** A file that is written in place keeps its number, and its readers see half of it. */
function replaced(account: Account, observer: Observer, identity: () => Promise<string>): Check {
  return {
    name: 'a change is another file, renamed over the old one',
    rules: ['SD-FILE-2'],
    run: async () => {
      const before = await identity();
      const [pool] = (await account.pools()).filter(({ hosts }) => hosts.size > 1);
      if (pool === undefined) return { unsupported: 'the sandbox has no pool of two nodes' };
      await account.change(pool.name, 'scale', pool.hosts.size + 1);
      const problem = await observer.until(exactly(hostsOfPools(await account.pools())));
      if (problem !== undefined) return problem;
      const [inode] = before.split(' ');
      return (await identity()).startsWith(`${inode} `) ? 'it was written in place' : undefined;
    },
  };
}
