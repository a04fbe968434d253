/**
 * Load on an HTTP server from a thread of its own, so that what the benchmark does meanwhile costs no
 * latency here.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface Load {
  readonly port: number;
  readonly path: string;
  /** One more header line each. */
  readonly headers?: readonly string[];
  /** Sends the ETag of the first answer, so that the others are 304. */
  readonly isConditional?: boolean;
  readonly connections: number;
  /** Requests a second in all, however long answers take; as many as possible without it. */
  readonly rate?: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly perSecond: number;
  /** From when each was due, so that a server that stands still is seen. */
  readonly latenciesMs: readonly number[];
  /** Answers by status code. */
  readonly codes: Readonly<Record<string, number>>;
  readonly bytesEach: number;
}

/** Rejects when a connection breaks. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const worker = new Worker(new URL('./load-worker.js', import.meta.url), { workerData: load });
  const [result]: readonly LoadResult[] = await once(worker, 'message');
  await worker.terminate();
  if (result === undefined) throw new Error('the load told nothing');
  return result;
}
