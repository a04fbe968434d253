/**
 * The Grafana Alloy that ALLOY names, with `deploy/alloy/config.alloy`, or with a file in place of the endpoint.
 *
 * It is no Debian package. Without ALLOY its tests are not there.
 */
import { writeFile } from 'node:fs/promises';
import { deployedAs, deployText } from './deploy-files.ts';
import { freeTcpPort } from './ports.ts';
import { startOnFreePort, startProcess, untilReady, type ServerProcess } from './process.ts';
import { isHealthy } from './prometheus-api.ts';
import { tempFolder } from './temp.ts';

export const alloy: string | undefined = process.env['ALLOY'];

export interface AlloyOptions {
  /** The job that its series are written with. */
  readonly job: string;
  /** What the file takes from the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** A file_sd file, in place of the endpoint. */
  readonly file?: string;
}

/** Starts it, scraping each second; resolves when it is ready. */
export async function startAlloy({ job, env, file }: AlloyOptions): Promise<ServerProcess> {
  const folder = await tempFolder('alloy');
  const config = folder.file('config.alloy');
  const whole = deployedAs('alloy/config.alloy', {
    '"compute-pools"': `"${job}"`,
    '"spcs-sd"': `"${job}-discovery"`,
    'refresh_interval = "30s"': 'refresh_interval = "1s"',
    'scrape_interval = "30s"': 'scrape_interval = "1s"\n\tscrape_timeout = "1s"',
  });
  await writeFile(config, file === undefined ? whole : ofFile(whole, file));
  const server = await startOnFreePort(freeTcpPort, async (port) => {
    const listen = `127.0.0.1:${port}`;
    const flags = [`--storage.path=${folder.file('data')}`, `--server.http.listen-addr=${listen}`];
    const args = ['run', ...flags, '--disable-reporting', config];
    const started = await startProcess(alloy ?? '', args, { ...process.env, ...env });
    try {
      await untilReady(started, () => isHealthy(`http://${listen}/-/ready`));
    } catch (error) {
      await started.stop();
      throw error;
    }
    return started;
  });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      await folder.remove();
    },
  };
}

/** As `deploy/alloy/file.alloy` says. */
function ofFile(whole: string, file: string): string {
  const endpoint = /^discovery\.http "compute_pools" \{.*?^\}$/ms;
  return whole
    .replace(endpoint, deployText('alloy/file.alloy').replace('/etc/alloy/sd/*.json', file))
    .replace('discovery.http.compute_pools.targets', 'discovery.file.compute_pools.targets');
}
