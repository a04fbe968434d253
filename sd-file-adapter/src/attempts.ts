/**
 * Turns the writer's errors into results, once, and tells what happens.
 */
import type { ReadySnapshot } from '@spcs-sd/core';
import { failureOf } from './failure.ts';
import type { FileFailure } from './failure.ts';
import type { Brought, FileWriter } from './file-writer.ts';

export type FileSdEvent =
  | (Extract<Brought, { kind: 'written' }> & { readonly durationMs: number })
  /** Nothing had changed; the modification time says that this is fresh. */
  | { readonly kind: 'renewed' }
  /** `repeated`: the attempt before failed for the same reason. */
  | { readonly kind: 'failed'; readonly failure: FileFailure; readonly repeated: boolean }
  /** The first success after a failure. */
  | { readonly kind: 'recovered' };

export type Opened = { readonly kind: 'open' } | { readonly kind: 'failed'; readonly failure: FileFailure };

export interface Attempts {
  readonly open: (signal: AbortSignal) => Promise<Opened>;
  readonly bring: (
    snapshot: ReadySnapshot,
    signal: AbortSignal,
  ) => Promise<Brought | { readonly kind: 'failed'; readonly failure: FileFailure }>;
}

export function createAttempts(
  path: string,
  writer: FileWriter,
  onEvent: (event: FileSdEvent) => void,
): Attempts {
  let failing: FileFailure['why'] | undefined;

  /** A callback that throws is its owner's bug: it shows as uncaught, and breaks nothing here. */
  function tell(event: FileSdEvent): void {
    try {
      onEvent(event);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  function failed(failure: FileFailure): { readonly kind: 'failed'; readonly failure: FileFailure } {
    const repeated = failing === failure.why;
    failing = failure.why;
    tell({ kind: 'failed', failure, repeated });
    return { kind: 'failed', failure };
  }

  async function open(signal: AbortSignal): Promise<Opened> {
    try {
      const state = await writer.lock(signal);
      return state.kind === 'held' ? { kind: 'open' } : failed(lockedBy(path, state.holderPid));
    } catch (error) {
      return failed(failureOf(path, error));
    }
  }

  return {
    open,
    bring: async (snapshot, signal) => {
      const startedMs = performance.now();
      const opened = await open(signal);
      if (opened.kind === 'failed') return opened;
      try {
        const brought = await writer.bring(snapshot);
        if (failing !== undefined) tell({ kind: 'recovered' });
        failing = undefined;
        if (brought.kind === 'written') tell({ ...brought, durationMs: performance.now() - startedMs });
        else if (brought.renewed) tell({ kind: 'renewed' });
        return brought;
      } catch (error) {
        return failed(failureOf(path, error));
      }
    },
  };
}

function lockedBy(path: string, holderPid: number | undefined): FileFailure {
  const holder =
    holderPid === process.pid ? 'this process already' : `process ${holderPid ?? '(of unknown number)'}`;
  const message = `Cannot write "${path}": ${holder} writes it. Stop that writer or choose another path.`;
  return { why: 'locked', holderPid, message };
}
