/**
 * What a Snowflake source met, for a person: the table from its events to lines. Pure.
 */
import type { SnowflakeEvent } from '@spcs-sd/runtime';
import type { LogFields, LogLevel, LogLine } from './logger.ts';

/** More would not be read; the count says how many there are. */
const maxShown = 10;

export function snowflakeLine(event: SnowflakeEvent): LogLine {
  switch (event.kind) {
    case 'statement-finished': {
      const { statement, rows, durationMs } = event;
      return line('debug', 'Snowflake answered', { statement, rows, seconds: secondsOf(durationMs) });
    }
    case 'statement-failed': {
      const { statement, why, durationMs } = event;
      // What becomes of it is said by others: the list or its metadata cannot be read.
      return line('debug', 'Snowflake gave no answer', { statement, seconds: secondsOf(durationMs), why });
    }
    case 'credential-kept':
      return line('warn', 'the credential cannot be read: the last one is used', { why: event.why });
    case 'credential-read':
      return line('info', 'the credential can be read again');
    case 'request-retried':
      return line('debug', 'a request to Snowflake is sent again', {
        after_seconds: secondsOf(event.delayMs),
        why: event.why,
      });
    case 'mode-changed':
      return line('info', modeWords[event.mode], { why: event.why });
    case 'pools-named': {
      const { mode, pools, described } = event;
      return line('debug', 'pools were named', { by: mode, pools, with_metadata: described });
    }
    case 'pools-unnamed':
      return line('info', 'pools are visible but not named, as those without the privilege MONITOR', {
        count: event.pools.length,
        pools: shownNames(event.pools),
      });
    case 'pools-filtered':
      return line('info', 'pools are left out: filter plugin keeps active ones of the current role', {
        role: event.currentRole,
        count: event.pools.length,
        pools: shownNames(event.pools),
      });
    case 'entry-refused':
      return line('warn', 'an entry of the pool list is left out', { entry: event.entry, why: event.why });
    case 'pools-kept':
      return line('warn', 'entries of the pool list cannot be read: pools that are missing are kept', {
        count: event.pools.length,
        pools: shownNames(event.pools),
      });
    case 'column-missing':
      return line('warn', 'SHOW COMPUTE POOLS has lost a column', { column: event.column });
    case 'metadata-failed':
      return line('warn', 'the metadata of pools cannot be read: the last is kept', { why: event.why });
    case 'metadata-recovered':
      return line('info', 'the metadata of pools is read again');
    case 'no-pools':
      return line('warn', event.message);
    case 'endpoint-kept': {
      const { pool, endpoint, other } = event;
      return line('info', 'another statement names another endpoint: the known one stays', {
        pool,
        endpoint,
        other,
      });
    }
    case 'underscore-met':
      return line('info', 'names of pools with an underscore were met', { written_as: event.writtenAs });
  }
}

const modeWords = {
  monitor_endpoints: 'pools are named by the function for monitor endpoints',
  show_compute_pools:
    'pools are named by SHOW COMPUTE POOLS: endpoints of new ones are built by the template',
} as const;

const shownNames = (pools: readonly string[]): string => pools.slice(0, maxShown).join(', ');

function line(level: LogLevel, message: string, fields?: LogFields): LogLine {
  return fields === undefined ? { level, message } : { level, message, fields };
}

const secondsOf = (ms: number): number => Math.round(ms) / 1000;
