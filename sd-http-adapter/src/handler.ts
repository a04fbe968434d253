/**
 * The HTTP-SD request handler: snapshots in, answers out. It does no upstream work.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Snapshot } from '@spcs-sd/core';
import { answerTo, failure } from './answer.ts';
import { followLatest } from './latest.ts';
import { send } from './send.ts';

/** One answer, for counters and logs. */
export interface Answered {
  readonly code: number;
  /** Body bytes handed to the socket. */
  readonly bytes: number;
  /** From the request's headers to the last byte handed over, or to the disconnect. */
  readonly durationMs: number;
  /** The client went away before it had everything. */
  readonly aborted: boolean;
}

export interface HttpSdOptions {
  /** The Retry-After of 503 answers, in seconds. Default 5. */
  readonly retryAfterSeconds?: number;
  /**
   * How many bytes of parts (`?pool=`, `?shard=`) to keep ready for the next client, counted
   * before compression. Parts beyond it are made anew for each request. Default 64 MiB.
   */
  readonly maxPartBytes?: number;
  /** Called once after each answer. */
  readonly onAnswer?: (answered: Answered) => void;
  /** Called when the snapshots throw, which ends them, or when an answer could not be made. */
  readonly onError?: (error: unknown) => void;
}

/** Answers a request. The path does not matter: routing is the caller's. */
export type HttpSdHandler = (request: IncomingMessage, response: ServerResponse) => void;

const defaults = { retryAfterSeconds: 5, maxPartBytes: 64 * 1024 * 1024 };

/**
 * A handler for `node:http` (and anything that speaks its types) that serves the newest snapshot.
 *
 * It reads the snapshots at once and to their end; nothing else may read the same iterator. 200
 * only from a ready snapshot; 503 with Retry-After and a reason while there is none or it has
 * expired, so that scrapers keep their own list. Never throws.
 */
export function createHttpSd(snapshots: AsyncIterable<Snapshot>, options: HttpSdOptions = {}): HttpSdHandler {
  const { retryAfterSeconds, maxPartBytes, onAnswer, onError } = { ...defaults, ...options };
  const report = (error: unknown): void => onError?.(error);
  const latest = followLatest(snapshots, { maxPartBytes, onError: report });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedMs = performance.now();
    const answer = await answerTo(request, latest(), retryAfterSeconds).catch((error: unknown) => {
      report(error);
      return failure();
    });
    const bytes = await send(response, answer, request.method !== 'HEAD');
    onAnswer?.({
      code: answer.code,
      bytes,
      durationMs: performance.now() - startedMs,
      aborted: !response.writableEnded,
    });
  }

  return (request, response) => {
    serve(request, response).catch(report);
  };
}
