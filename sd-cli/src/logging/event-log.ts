/**
 * Decides which events become log lines: each change once, and no flood.
 *
 * Owns what was said before. Until the first list of targets, additions are only the start; a state
 * that still cannot be saved is no news; and of many alike in a short time the first ones tell it.
 */
import type { DiscoveryEvent } from '@spcs-sd/runtime';
import { eventLine } from './event-lines.ts';
import type { Log } from './logger.ts';

export interface EventLogOptions {
  readonly log: Log;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
}

/** So many lines of one kind within the window; the others are counted in one line. */
const maxAlike = 50;
const windowMs = 10_000;

interface Window {
  readonly endsAtMs: number;
  readonly seen: number;
}

export function createEventLog({ log, nowMs }: EventLogOptions): (event: DiscoveryEvent) => void {
  const windows = new Map<string, Window>();
  let begun = false;
  let unsaved = false;

  const isNews = (event: DiscoveryEvent): boolean => {
    if (event.kind === 'state-saved') {
      if (unsaved) log({ level: 'info', message: 'the state can be saved again' });
      unsaved = false;
    }
    if (event.kind !== 'state-save-failed') return true;
    const isFirst = !unsaved;
    unsaved = true;
    return isFirst;
  };

  /** How many of this kind there were in this window, with this one; closes an older window. */
  const count = (kind: string): number => {
    const at = nowMs();
    const open = windows.get(kind);
    const isOpen = open !== undefined && at < open.endsAtMs;
    if (open !== undefined && !isOpen && open.seen > maxAlike) {
      log({ level: 'info', message: 'lines left out', fields: { kind, count: open.seen - maxAlike } });
    }
    const seen = isOpen ? open.seen + 1 : 1;
    windows.set(kind, { endsAtMs: isOpen ? open.endsAtMs : at + windowMs, seen });
    return seen;
  };

  return (event) => {
    if (event.kind === 'snapshot-first' || event.kind === 'state-restored') begun = true;
    if (!isNews(event)) return;
    const line = eventLine(event);
    if (line === undefined) return;
    const isStart = !begun && (event.kind === 'pool-added' || event.kind === 'targets-added');
    if (isStart) {
      log({ ...line, level: 'debug' });
      return;
    }
    const seen = count(event.kind);
    if (seen <= maxAlike) log(line);
    else if (seen === maxAlike + 1) {
      const fields = { kind: event.kind, seconds: windowMs / 1000 };
      log({ level: 'warn', message: 'more of the same are not logged for a while', fields });
    }
  };
}
