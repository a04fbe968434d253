/**
 * The thread that makes the load.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { openConnection, type Connection, type Exchanged } from './exchange.ts';
import type { Load, LoadResult } from './load.ts';

const host = '127.0.0.1';

function requestText({ path, headers = [] }: Load, etag?: string): string {
  const lines = [`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Accept: application/json', ...headers];
  if (etag !== undefined) lines.push(`If-None-Match: ${etag}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

async function run(load: Load): Promise<LoadResult> {
  const connections = Array.from({ length: load.connections }, () => openConnection(host, load.port));
  const [first] = await Promise.all(connections.map(({ ask }) => ask(requestText(load))));
  const request = requestText(load, load.isConditional === true ? first?.etag : undefined);
  const latenciesMs: number[] = [];
  const codes: Record<string, number> = {};
  const startMs = performance.now();
  const endMs = startMs + load.seconds * 1000;
  let bytesEach = 0;
  const note = ({ code, bytes }: Exchanged, dueMs: number): void => {
    latenciesMs.push(performance.now() - dueMs);
    codes[code] = (codes[code] ?? 0) + 1;
    bytesEach = bytes;
  };
  const flatOut = async ({ ask }: Connection): Promise<void> => {
    while (performance.now() < endMs) {
      const sentMs = performance.now();
      note(await ask(request), sentMs);
    }
  };
  let next = 0;
  /** Whoever is free takes the next request that is due. */
  const atRate = async ({ ask }: Connection, rate: number): Promise<void> => {
    for (;;) {
      const dueMs = startMs + (next++ * 1000) / rate;
      if (dueMs >= endMs) return;
      const waitMs = dueMs - performance.now();
      if (waitMs > 0) await delay(waitMs);
      // A timer that came late is this thread's fault, a connection that was not free the server's.
      const sentMs = waitMs > 0 ? performance.now() : dueMs;
      note(await ask(request), sentMs);
    }
  };
  const { rate } = load;
  await Promise.all(connections.map((one) => (rate === undefined ? flatOut(one) : atRate(one, rate))));
  const seconds = (performance.now() - startMs) / 1000;
  for (const { close } of connections) close();
  return { perSecond: latenciesMs.length / seconds, latenciesMs, codes, bytesEach };
}

const load: Load = workerData;
// A thread's port has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage(await run(load));
