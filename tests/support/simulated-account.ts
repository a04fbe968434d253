/**
 * The whole chain for a test of the program: a simulated account, and the built program that discovers it.
 *
 * Owns both. Everything is quick, so that changes are seen within a second.
 */
import { writeFile } from 'node:fs/promises';
import { startSandbox, type Sandbox } from '@spcs-sd/sandbox';
import { stringify } from 'yaml';
import { accessTo } from './account-access.ts';
import { startSpcsSd, urlOf } from './spcs-sd.ts';
import { tempFolder } from './temp.ts';

export interface DiscoveredAccount {
  readonly sandbox: Sandbox;
  /** Where the program answers, without a slash at its end. Waits until it does. */
  url(): Promise<string>;
  close(): Promise<void>;
}

/** Pools by name, with their numbers of nodes. */
export async function startDiscoveredAccount(
  pools: Readonly<Record<string, number>>,
): Promise<DiscoveredAccount> {
  const sandbox = await startSandbox({
    nodePort: 0,
    serveNodes: false,
    pools: Object.entries(pools).map(([name, nodes]) => ({ name, nodes })),
    ttlSeconds: 1,
    negativeTtlSeconds: 1,
  });
  const folder = await tempFolder('account');
  await writeFile(folder.file('token'), sandbox.sql.sessionToken());
  await writeFile(folder.file('spcs-sd.yml'), configOf(sandbox));
  const args = ['http', '--config.file=spcs-sd.yml', '--web.listen-address=127.0.0.1:0', '--state.file='];
  const program = startSpcsSd(args, { cwd: folder.path });
  return {
    sandbox,
    url: () => urlOf(program),
    async close() {
      await Promise.all([program.stop(), sandbox.close()]);
      await folder.remove();
    },
  };
}

function configOf({ sql, dnsAddress, nodePort }: Sandbox): string {
  return stringify({
    pools: { snowflake: { ...accessTo(sql), refresh_interval: '1s' } },
    dns: { servers: [dnsAddress], port: nodePort, min_refresh: '200ms', max_refresh: '500ms' },
    retention: { confirm_for: '20s', confirm_collapse: '20s' },
    limits: { allow_cidrs: ['127.0.0.0/8'] },
  });
}
