/**
 * What the real scrapers have in common: a configuration file in a folder of their own, an HTTP
 * address on loopback, the targets they found.
 */
import { writeFile } from 'node:fs/promises';
import { freeTcpPort } from './ports.ts';
import { startOnFreePort, startProcess, untilReady } from './process.ts';
import { activeAddresses, activeTargets, isHealthy, type ActiveTarget } from './prometheus-api.ts';
import { tempFolder, type TempFolder } from './temp.ts';

/** A running scraper. */
export interface Scraper {
  /** Without a slash at its end. */
  readonly url: string;
  readonly pid: number;
  /** Everything it has logged so far. */
  log(): string;
  /** Active targets of all jobs, or of one. */
  targets(job?: string): Promise<readonly ActiveTarget[]>;
  /** The discovered `host:port` of one job's active targets, in code-unit order. */
  addresses(job: string): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** The size of an adapter: how one product is started and asked whether it is ready. */
export interface ScraperKind {
  readonly name: string;
  readonly binary: string;
  readonly readyPath: string;
  args(folder: TempFolder, configPath: string, port: number): readonly string[];
}

/** YAML, or how it reads for the scraper's own `host:port`. */
export type ScraperConfig = string | ((address: string) => string);

async function startOnPort(
  kind: ScraperKind,
  folder: TempFolder,
  config: ScraperConfig,
  port: number,
): Promise<Scraper> {
  const address = `127.0.0.1:${port}`;
  const url = `http://${address}`;
  await writeFile(folder.file('scrape.yml'), typeof config === 'string' ? config : config(address));
  const server = await startProcess(kind.binary, kind.args(folder, folder.file('scrape.yml'), port));
  try {
    await untilReady(server, () => isHealthy(`${url}${kind.readyPath}`));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url,
    pid: server.pid,
    log: () => server.output(),
    targets: (job) => activeTargets(url, job),
    addresses: (job) => activeAddresses(url, job),
    stop: async () => {
      await server.stop();
      await folder.remove();
    },
  };
}

/** Starts it with this configuration on a free port; resolves when it is ready. */
export async function startScraper(kind: ScraperKind, config: ScraperConfig): Promise<Scraper> {
  const folder = await tempFolder(kind.name);
  try {
    return await startOnFreePort(freeTcpPort, (port) => startOnPort(kind, folder, config, port));
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
