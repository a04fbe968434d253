/**
 * A simulated account, a folder with its token and a configuration, and the program on it, for tests of
 * the whole. The account's pools are one of each kind.
 */
import { writeFile } from 'node:fs/promises';
import { startSandbox, type Sandbox, type SqlApiOptions } from '@spcs-sd/sandbox';
import { stringify } from 'yaml';
import { accessTo } from './account-access.ts';
import { startSpcsSd, urlOf, type SpcsSd } from './spcs-sd.ts';
import { tempFolder, type TempFolder } from './temp.ts';

/** Says at the end whether the driver was loaded. */
const witness = [
  "import { createRequire } from 'node:module';",
  'const require = createRequire(process.cwd() + "/x.js");',
  "process.on('exit', () => {",
  "  const driver = Object.keys(require.cache).some((path) => path.includes('snowflake-sdk'));",
  '  process.stderr.write(`witness: driver=${driver}\\n`);',
  '});',
].join('\n');

const ends: (() => Promise<unknown>)[] = [];

/** Ends when `endWorlds` is called. */
export function endLater(end: () => Promise<unknown>): void {
  ends.push(end);
}

/** Everything that worlds of this file have started, the last first. */
export async function endWorlds(): Promise<void> {
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
}

export interface World {
  readonly sandbox: Sandbox;
  readonly folder: TempFolder;
  /** Writes a configuration of the account, and gives the flag for it. `server`: another DNS server. */
  readonly config: (entry?: Readonly<Record<string, unknown>>, server?: string) => Promise<string>;
  /** Pools with targets, as the sandbox has them. */
  readonly expected: () => Targets;
  readonly startHttp: (...args: readonly string[]) => Promise<readonly [SpcsSd, string]>;
}

export type Targets = Readonly<Record<string, readonly string[]>>;

/** `user`: who may log in to the account; services alone without one. */
export async function accountWorld(user?: SqlApiOptions['user']): Promise<World> {
  const folder = await tempFolder('snowflake');
  const sandbox = await startSandbox({
    nodePort: 9001,
    serveNodes: false,
    pools: [
      { name: 'web', nodes: 3 },
      { name: 'batch_jobs', nodes: 2, publishes: 'a', owner: 'OTHER' },
      { name: 'asleep', nodes: 2, suspended: true },
      { name: 'spare', nodes: 1, idle: true },
      { name: 'odd$name', nodes: 1 },
    ],
    ttlSeconds: 1,
    negativeTtlSeconds: 1,
    ...(user === undefined ? {} : { sql: { user } }),
  });
  endLater(() => folder.remove());
  endLater(() => sandbox.close());
  await writeFile(folder.file('token'), sandbox.sql.sessionToken());
  await writeFile(folder.file('witness.mjs'), witness);
  const config: World['config'] = async (entry = {}, server = sandbox.dnsAddress) => {
    const text = stringify({
      pools: { snowflake: { ...accessTo(sandbox.sql), refresh_interval: '300ms', ...entry } },
      dns: { servers: [server], min_refresh: '100ms', max_refresh: '200ms' },
      // How long removals wait is tested elsewhere.
      retention: { confirm_for: 0, confirm_collapse: 0 },
      limits: { allow_cidrs: ['127.0.0.0/8'] },
    });
    await writeFile(folder.file('spcs-sd.yml'), text);
    return `--config.file=${folder.file('spcs-sd.yml')}`;
  };
  return {
    sandbox,
    folder,
    config,
    expected: () =>
      Object.fromEntries([...sandbox.expectedTargets()].filter(([, targets]) => targets.length > 0)),
    startHttp: async (...args) => {
      const env = { NODE_OPTIONS: `--import=${folder.file('witness.mjs')}` };
      const flags = ['http', ...args, '--web.listen-address=127.0.0.1:0'];
      const program = startSpcsSd(flags, { cwd: folder.path, env });
      endLater(() => program.stop());
      return [program, await urlOf(program)];
    },
  };
}

interface Group {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** Targets by pool, from the body of an answer. */
export const byPool = (text: string): Targets => {
  const groups: readonly Group[] = JSON.parse(text);
  return Object.fromEntries(
    groups.map(({ labels, targets }) => [labels['__meta_spcs_compute_pool_name'], targets]),
  );
};
export const targetsAt = async (url: string): Promise<Targets> => byPool(await (await fetch(url)).text());
