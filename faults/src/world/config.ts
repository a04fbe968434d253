/**
 * The configuration of the programs in a world: as in Snowflake, but everything is quick.
 *
 * The waits keep their order: a refresh is much shorter than `confirm_for`, and that than
 * `confirm_collapse`, so that a fault of some refreshes is a short one.
 */
import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { accessTo } from '../../../tests/support/account-access.ts';

export interface WorldConfig {
  /** `host:port`. */
  readonly dnsServers: readonly string[];
  readonly nodePort: number;
  readonly sqlPort: number;
  readonly account: string;
  readonly tokenPath: string;
}

export async function writeConfig(path: string, config: WorldConfig): Promise<void> {
  const { dnsServers, nodePort, sqlPort, account, tokenPath } = config;
  const text = stringify({
    pools: {
      snowflake: {
        ...accessTo({ host: '127.0.0.1', port: sqlPort, accountName: account }, tokenPath),
        refresh_interval: '1s',
      },
    },
    dns: {
      servers: dnsServers,
      port: nodePort,
      timeout: '1s',
      attempts: 2,
      min_refresh: '500ms',
      max_refresh: '1s',
    },
    retention: { confirm_for: '20s', confirm_collapse: '5m', startup_grace: '2m' },
    limits: { allow_cidrs: ['127.0.0.0/8'] },
  });
  await writeFile(path, text);
}
