/**
 * The OpenTelemetry Collector that OTELCOL names, with the configurations of `deploy/otel-collector/`.
 *
 * It is no Debian package: its README says how to build one. Without OTELCOL its tests are not there.
 */
import { writeFile } from 'node:fs/promises';
import { deployedAs, deployPath } from './deploy-files.ts';
import { freeTcpPort } from './ports.ts';
import { startOnFreePort, startProcess, untilReady, type ServerProcess } from './process.ts';
import { isHealthy } from './prometheus-api.ts';
import { tempFolder } from './temp.ts';

export const otelcol: string | undefined = process.env['OTELCOL'];

export interface CollectorOptions {
  /** Of `to-NAME.yaml`. */
  readonly to: string;
  /** The job that the nodes' series get. */
  readonly job: string;
  /** `host:port` of the endpoint. */
  readonly httpAddress: string;
  /** What the files take from the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts it, scraping each second; resolves when it says that it is healthy. */
export async function startCollector({
  to,
  job,
  httpAddress,
  env,
}: CollectorOptions): Promise<ServerProcess> {
  const folder = await tempFolder('otelcol');
  const scrape = folder.file('scrape.yaml');
  const changes = { 'job_name: compute-pools': `job_name: ${job}`, '30s': '1s' };
  await writeFile(scrape, deployedAs('otel-collector/scrape.yaml', changes));
  const configs = [scrape, deployPath(`otel-collector/to-${to}.yaml`)];
  const server = await startOnFreePort(freeTcpPort, async (port) => {
    const places = {
      SPCS_SD_URL: `http://${httpAddress}/targets`,
      SPCS_SD_ADDRESS: httpAddress,
      HEALTH_ENDPOINT: `127.0.0.1:${port}`,
      TELEMETRY_PORT: String(await freeTcpPort()),
    };
    const flags = configs.map((path) => `--config=${path}`);
    const started = await startProcess(otelcol ?? '', flags, {
      PATH: process.env['PATH'],
      ...places,
      ...env,
    });
    try {
      await untilReady(started, () => isHealthy(`http://127.0.0.1:${port}/`));
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
