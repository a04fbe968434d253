/**
 * The configurations of the demonstration, as files that a person can read. Pure.
 *
 * Everything is quick, so that a change is seen within seconds: for real pools the defaults are better.
 */
import { stringify } from 'yaml';

/** Where the parts of the simulated account are. */
export interface AccountPlaces {
  readonly dnsAddress: string;
  readonly nodePort: number;
  readonly sql: { readonly host: string; readonly port: number; readonly accountName: string };
}

/** The configuration of `spcs-sd http` and `spcs-sd file`. */
export function spcsSdConfig({ dnsAddress, nodePort, sql }: AccountPlaces, tokenPath: string): string {
  return stringify({
    pools: {
      snowflake: {
        authenticator: 'AuthTypeToken',
        token_path: tokenPath,
        account: sql.accountName,
        host: sql.host,
        port: sql.port,
        protocol: 'http',
        refresh_interval: '2s',
      },
    },
    dns: {
      servers: [dnsAddress],
      port: nodePort,
      timeout: '500ms',
      min_refresh: '500ms',
      max_refresh: '2s',
    },
    retention: { confirm_for: '2s', confirm_collapse: '30s', max_age: '10m', startup_grace: '10s' },
    // Loopback addresses are refused unless they are allowed; here there are no others.
    limits: { allow_cidrs: ['127.0.0.0/8'] },
  });
}

const poolLabel = [{ source_labels: ['__meta_spcs_compute_pool_name'], target_label: 'pool' }];

/** The configuration of Prometheus: the same targets by HTTP-SD and by file_sd. */
export function prometheusConfig(targetsUrl: string, outputPath: string): string {
  // Written out twice: a reader should not have to know YAML's anchors.
  const config = {
    global: { scrape_interval: '2s', scrape_timeout: '2s' },
    scrape_configs: [
      {
        job_name: 'spcs-http',
        http_sd_configs: [{ url: targetsUrl, refresh_interval: '2s' }],
        relabel_configs: poolLabel,
      },
      { job_name: 'spcs-file', file_sd_configs: [{ files: [outputPath] }], relabel_configs: poolLabel },
    ],
  };
  return stringify(config, { aliasDuplicateObjects: false });
}
