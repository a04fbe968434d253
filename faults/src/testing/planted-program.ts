/**
 * A program that stands in for ours, with faults of its own planted: what the harness must catch.
 *
 * Owns an HTTP server on 127.0.0.1. Its log and its metrics are what a test sets.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { get } from '../world/get.ts';
import { parseMetrics } from '../world/metrics.ts';
import type { Program } from '../world/program.ts';

/** What it shows, to be changed at any time. */
export interface Shows {
  body: string;
  metrics: Record<string, number>;
  log: string;
  ready: boolean;
}

export interface PlantedProgram extends Program {
  readonly shows: Shows;
  say(message: string): void;
  stop(): Promise<void>;
}

export async function startPlantedProgram(name: string, targets: readonly string[]): Promise<PlantedProgram> {
  const shows: Shows = { body: listOf(targets), metrics: {}, log: '', ready: true };
  const server = createServer(({ url }, response) => {
    if (url === '/-/ready') response.writeHead(shows.ready ? 200 : 503).end();
    else if (url === '/metrics') response.end(metricsText(shows.metrics));
    else response.end(shows.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP address');
  const url = `http://127.0.0.1:${address.port}`;
  const stands = (): Promise<never> => Promise.reject(new Error('this program only stands in'));
  return {
    name,
    url,
    shows,
    say: (message) => void (shows.log += `level=warn msg="${message}"\n`),
    launch: stands,
    start: stands,
    end: stands,
    signal: () => undefined,
    isRunning: () => true,
    log: () => shows.log,
    lives: () => 1,
    metrics: async () => parseMetrics((await get(`${url}/metrics`)).body),
    isReady: async () => (await get(`${url}/-/ready`)).status === 200,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export function listOf(targets: readonly string[]): string {
  return JSON.stringify([{ targets, labels: {} }]);
}

function metricsText(metrics: Readonly<Record<string, number>>): string {
  return Object.entries(metrics)
    .map(([name, value]) => `${name} ${value}\n`)
    .join('');
}
