/**
 * What an endpoint makes of a sandbox in which things happen: new nodes, lost ones, and every fault of DNS.
 *
 * The pools are the sandbox's own, so that implementations with a fixed list are judged too. One of them
 * is changed again and again: as soon as its change is seen, the others have been asked as well.
 */
import { hostsOfPools, type Account, type AccountPool } from './account.ts';
import type { Check } from './check.ts';
import { atLeast, exactly, ofPool } from './demands.ts';
import type { Hosts, Observer } from './observer.ts';

export interface StoryOptions {
  /** How long nothing may change while everything fails, in milliseconds. */
  readonly holdMs: number;
  /** What the endpoint's configuration says; undefined: not told, and not judged. */
  readonly confirmForMs?: number;
}

export function storyChecks(account: Account, observer: Observer, options: StoryOptions): readonly Check[] {
  const story = createStory(account, observer, options);
  return [
    { name: 'the targets are the nodes that DNS names', rules: ['SD-DNS-3'], run: story.begin },
    { name: 'a new node is there, and nothing else changes', rules: ['SD-RET-3'], run: () => story.grow(1) },
    ...(['servfail', 'silent', 'refused', 'notimp'] as const).map((kind): Check => {
      const rules = ['SD-RET-4', 'SD-DNS-1'];
      return {
        name: `pools keep their targets while their names are ${kind}`,
        rules,
        run: () => story.failSome(kind),
      };
    }),
    { name: 'a truncated answer is asked for over TCP', rules: ['SD-MSG-2'], run: story.truncate },
    { name: 'a node that is gone goes, confirmed, and no other', rules: ['SD-RET-5'], run: story.shrink },
    {
      name: 'everything stays while all questions fail',
      rules: ['SD-RET-4'],
      run: () => story.failAll('servfail'),
    },
    { name: 'everything stays when all names are gone at once', rules: ['SD-RET-9'], run: story.loseAll },
    { name: 'a pool comes and goes', rules: ['SD-RET-3', 'SD-RET-12'], run: story.comeAndGo },
    { name: 'after all that the targets are the nodes', rules: ['SD-DNS-3'], run: story.settle },
  ];
}

type Finding = ReturnType<Check['run']>;

interface Story {
  readonly begin: () => Finding;
  readonly grow: (times: number) => Promise<string | undefined>;
  readonly failSome: (kind: string) => Finding;
  readonly truncate: () => Finding;
  readonly shrink: () => Finding;
  readonly failAll: (kind: string) => Finding;
  readonly loseAll: () => Finding;
  readonly comeAndGo: () => Finding;
  readonly settle: () => Finding;
}

/** Of the pools the first grows, the second shrinks, the others fail. */
interface Cast {
  readonly growing: AccountPool;
  readonly shrinking: AccountPool;
  readonly failing: readonly AccountPool[];
}

function createStory(account: Account, observer: Observer, { holdMs, confirmForMs }: StoryOptions): Story {
  const now = async (): Promise<Hosts> => hostsOfPools(await account.pools());
  const settle = async (): Promise<string | undefined> => {
    await account.clearFaults();
    return observer.until(exactly(await now()));
  };
  const grow = async (times: number): Promise<string | undefined> => {
    for (let time = 0; time < times; time++) {
      const before = await now();
      const { growing } = cast(await account.pools());
      await account.change(growing.name, 'scale', growing.hosts.size + 1);
      const problem = await observer.until(exactly(await now()), atLeast(before));
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
  /** Whatever happens, the sandbox is well afterwards. */
  const whileFailing = async (fail: () => Promise<void>, judge: () => Finding): Finding => {
    try {
      await fail();
      return await judge();
    } finally {
      await account.clearFaults();
    }
  };
  return {
    begin: settle,
    grow,
    settle,
    failSome: (kind) =>
      whileFailing(
        async () => {
          for (const { name } of cast(await account.pools()).failing) await account.fault(kind, name);
        },
        // One refresh may have been under way: the second one has met the fault.
        () => grow(2),
      ),
    truncate: async () => {
      const { growing } = cast(await account.pools());
      return whileFailing(
        () => account.fault('truncate', growing.name),
        () => grow(1),
      );
    },
    async shrink() {
      const { shrinking } = cast(await account.pools());
      const startedMs = performance.now();
      await account.change(shrinking.name, 'scale', shrinking.hosts.size - 1);
      const left = await now();
      const problem = await observer.until(exactly(left), atLeast(left));
      const tookMs = performance.now() - startedMs;
      if (problem !== undefined || confirmForMs === undefined || tookMs >= confirmForMs) return problem;
      return `it went after ${Math.round(tookMs)} ms, before ${confirmForMs} ms had confirmed it`;
    },
    failAll: async (kind) => {
      const before = await now();
      return whileFailing(
        () => account.failAll(kind),
        () => observer.hold(holdMs, exactly(before)),
      );
    },
    loseAll: async () => {
      const before = await now();
      return whileFailing(
        () => account.fault('nxdomain'),
        () => observer.hold(holdMs, exactly(before)),
      );
    },
    async comeAndGo() {
      const before = await now();
      await account.change(guest, 'add', 2);
      try {
        const pool = (await account.pools()).find(({ name }) => name === guest);
        const late = await observer.until(ofPool(guest, pool?.hosts ?? new Set()), atLeast(before));
        if (late !== undefined) return { unsupported: `its list did not follow the sandbox's: ${late}` };
      } finally {
        await account.change(guest, 'drop');
      }
      return observer.until(exactly(before), atLeast(before));
    },
  };
}

const guest = 'conform-guest';

function cast(pools: readonly AccountPool[]): Cast {
  const [growing, shrinking, ...failing] = pools.filter(({ hosts }) => hosts.size > 1);
  if (growing !== undefined && shrinking !== undefined && failing.length > 0) {
    return { growing, shrinking, failing };
  }
  throw new Error('the sandbox needs three pools of two nodes or more');
}
