/**
 * Pools from a YAML or JSON file, read again at its interval and when it changes.
 *
 * An edit that cannot be read is `unknown`, with every problem's place: the last good list stays.
 */
import type { ListOutcome } from '@spcs-sd/core';

import type { Clock, PoolSource } from '../ports.ts';
import { systemClock } from '../system-clock.ts';
import { watchFile } from './file-watch.ts';
import type { FileWatch } from './file-watch.ts';
import type { TextProblem } from './pool-list-text.ts';
import { readSettledFile } from './settled-file.ts';

export interface FileSourceOptions {
  /** Default 30,000. */
  readonly refreshIntervalMs?: number;
  /** A larger file is refused. Default 16 MiB, some 80,000 pools. */
  readonly maxBytes?: number;
  /** How old the last change must be before the file counts as written. Default 100 ms. */
  readonly settleMs?: number;
  readonly clock?: Clock;
}

/** More than a screenful helps nobody; the count says how many there are. */
const maxProblemsShown = 10;

/** `path` is used as it is in messages. */
export function createFileSource(path: string, options: FileSourceOptions = {}): PoolSource {
  const {
    refreshIntervalMs = 30_000,
    maxBytes = 16 * 1024 * 1024,
    settleMs = 100,
    clock = systemClock,
  } = options;
  const watches = new Set<FileWatch>();
  let last: { readonly text: string; readonly outcome: ListOutcome } | undefined;

  return {
    refreshIntervalMs,
    async list(signal) {
      // A folder that was replaced sends no events any more.
      for (const watching of watches) watching.check();
      const read = await readSettledFile(path, { maxBytes, settleMs, clock }, signal);
      if (read.kind === 'failed') {
        return { kind: 'unknown', why: `${path} ${read.why}`, reason: 'unreadable' };
      }
      // The same text gives the same object, so that nothing downstream looks for changes.
      if (last?.text !== read.text) last = { text: read.text, outcome: await outcomeOf(path, read.text) };
      return last.outcome;
    },
    watch(changed) {
      const watching = watchFile(path, changed);
      watches.add(watching);
      return () => {
        watches.delete(watching);
        watching.stop();
      };
    },
  };
}

/** What reads YAML is large, so it is loaded with the first file. */
async function outcomeOf(path: string, text: string): Promise<ListOutcome> {
  const { readPoolListText } = await import('./pool-list-text.ts');
  const read = readPoolListText(text);
  if (read.kind === 'good') return { kind: 'known', origin: 'operator', pools: read.pools };
  return { kind: 'unknown', why: whyOf(path, read.problems), reason: 'malformed' };
}

function whyOf(path: string, problems: readonly TextProblem[]): string {
  const shown = problems.slice(0, maxProblemsShown);
  const lines = shown.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
  const more = problems.length - shown.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
