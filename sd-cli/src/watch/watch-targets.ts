/**
 * `spcs-sd targets --watch`: discovery goes on as it would for a scraper, and what changes is printed.
 *
 * The first list comes as additions, so that the lines together are the list.
 */
import { discover, type Discovery } from '@spcs-sd/runtime';
import type { PublishedGroup } from '@spcs-sd/core';
import { paintFor } from '../colours.ts';
import type { LogSettings } from '../commands/options.ts';
import { discoveryOptions } from '../compose.ts';
import type { Settings } from '../config/settings.ts';
import { counted } from '../explain/words.ts';
import { createDnsLog } from '../logging/dns-log.ts';
import { createEventLog } from '../logging/event-log.ts';
import { createLog } from '../logging/logger.ts';
import { snowflakeLine } from '../logging/snowflake-lines.ts';
import { showProgress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';
import { changeLine } from './change-line.ts';
import { targetChanges } from './target-changes.ts';

/** Until `signal` aborts. Resolves with the exit code. */
export async function watchTargets(
  settings: Settings,
  logSettings: LogSettings,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const waiting = (): string => waitingText(discovery);
  const progress = showProgress(terminal, waiting);
  const log = createLog({ ...logSettings, write: progress.tell });
  const { fingerprint: _, ...parts } = discoveryOptions(settings, {
    onSourceEvent: (event) => log(snowflakeLine(event)),
    onDnsEvent: createDnsLog(log),
  });
  const onEvent = createEventLog({ log, nowMs: () => performance.now() });
  const discovery = discover(parts, { signal, onEvent });
  await printChanges(discovery, terminal, progress.end);
  progress.end();
  await discovery.ended;
  return 0;
}

function waitingText(discovery: Discovery): string {
  const snapshot = discovery.current();
  if (snapshot.kind !== 'waiting') return 'the list is too old to be given';
  if (snapshot.listUnknown) return 'waiting for the pool list';
  if (snapshot.emptyUnconfirmed) return 'no targets: waiting until that is confirmed';
  return `waiting for ${counted(snapshot.unknownPools.length, 'pool')}`;
}

async function printChanges(discovery: Discovery, terminal: Terminal, onFirst: () => void): Promise<void> {
  const paint = paintFor(terminal, 'out');
  let printed: readonly PublishedGroup[] = [];
  for await (const snapshot of discovery) {
    if (snapshot.kind !== 'ready') continue;
    onFirst();
    const changes = targetChanges(printed, snapshot.groups);
    printed = snapshot.groups;
    const at = new Date();
    if (changes.length > 0) terminal.out(changes.map((change) => changeLine(change, at, paint)).join(''));
  }
}
