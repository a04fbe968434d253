/**
 * One pool of the configured list, by its name: what the list says of it, and which DNS name it has.
 */
import type { Pool } from '@spcs-sd/core';
import type { SnowflakeEvent } from '@spcs-sd/runtime';
import { lookupOf, sourceOf } from '../compose.ts';
import { nearest } from '../config/nearest.ts';
import type { Settings } from '../config/settings.ts';
import { oneLine } from '../errors.ts';
import { metadataText } from '../explain/pool-line.ts';
import { snowflakeReport } from '../explain/snowflake-report.ts';
import { counted, namesText } from '../explain/words.ts';
import { failure, ok, type Result } from '../result.ts';

/** Reads the list once. `tell` gets what was asked and answered, in lines. */
export async function findPool(
  name: string,
  settings: Settings,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<Result<Pool>> {
  const { pools, dns } = settings;
  const events: SnowflakeEvent[] = [];
  const lookup = lookupOf(dns);
  // Without its metadata a pool can be explained too.
  const source = sourceOf(pools, { metadataGraceMs: 0, lookup, onEvent: (event) => events.push(event) });
  const list = await source.list(signal);
  source.close?.();
  lookup.close();
  if (pools.kind === 'snowflake')
    for (const line of snowflakeReport(pools.options, events)) tell(oneLine(line));
  if (list.kind === 'unknown') return failure(1, `the pool list: ${list.why}`);
  const found = list.pools.find((pool) => isSame(pool.name, name));
  if (found === undefined) return failure(1, missingText(name, list.pools, events));
  const metadata = found.metadata === undefined ? '' : metadataText(found.metadata);
  tell(oneLine(`pool ${found.name}: ${metadata === '' ? '' : `${metadata}; `}endpoint ${found.endpoint}`));
  return ok(found);
}

/** Case counts for nothing, and DNS may have made hyphens of underscores. */
const isSame = (one: string, other: string): boolean => plain(one) === plain(other);
const plain = (name: string): string => name.toLowerCase().replaceAll('_', '-');

function missingText(name: string, pools: readonly Pool[], events: readonly SnowflakeEvent[]): string {
  const has = (listed: readonly string[]): boolean => listed.some((other) => isSame(other, name));
  const shown = JSON.stringify(name);
  for (const event of events) {
    if (event.kind === 'pools-unnamed' && has(event.pools)) {
      return `the pool ${shown} is visible, but the function does not name it: see that this role has MONITOR on it`;
    }
    if (event.kind === 'pools-filtered' && has(event.pools)) {
      return `the pool ${shown} is left out by the plugin's filter: only active pools of ${event.currentRole} stay`;
    }
  }
  const names = pools.map((pool) => pool.name);
  const meant = nearest(name, names);
  const hint = meant === undefined ? `there are ${namesText(names)}` : `did you mean ${meant}?`;
  const list = `the list of ${counted(names.length, 'pool')} has no ${shown}`;
  return names.length === 0 ? list : `${list}: ${hint}`;
}
