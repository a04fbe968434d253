/**
 * What Snowflake was asked, as whom, and what it answered, for the person who ran it. Pure.
 */
import { snowflakeOrigin, type SnowflakeEvent, type SnowflakeOptions } from '@spcs-sd/runtime';
import { defaultEndpointTemplate } from '@spcs-sd/core';
import { snowflakeLine } from '../logging/snowflake-lines.ts';
import { plainLine } from './plain-line.ts';
import { counted, namesText } from './words.ts';

/** Lines without newlines; the first says who was asked, the others stand a little to the right. */
export function snowflakeReport(
  options: SnowflakeOptions,
  events: readonly SnowflakeEvent[],
): readonly string[] {
  return [`Snowflake: ${placeText(options)}`, ...events.map((event) => `  ${eventText(event, options)}`)];
}

function placeText(options: SnowflakeOptions): string {
  const { account, role, authenticator } = options;
  const as = role === undefined ? "the credential's own role" : `role ${role}`;
  return `${snowflakeOrigin(options)}, account ${account}, ${as}, ${credentialText(authenticator)}`;
}

function credentialText(authenticator: SnowflakeOptions['authenticator']): string {
  switch (authenticator.kind) {
    case 'token':
      return `AuthTypeToken (${authenticator.tokenPath})`;
    case 'pat':
      return `AuthTypePAT (${authenticator.patPath})`;
    case 'key-pair':
      return `AuthTypeKeyPair (user ${authenticator.user})`;
    case 'password':
      return `AuthTypePassword (user ${authenticator.user})`;
  }
}

function eventText(event: SnowflakeEvent, { endpointTemplate: template }: SnowflakeOptions): string {
  switch (event.kind) {
    case 'statement-finished':
      return `${event.statement}: ${counted(event.rows, 'row')} after ${secondsText(event.durationMs)}`;
    case 'statement-failed':
      return `${event.statement}: no answer after ${secondsText(event.durationMs)}: ${event.why}`;
    case 'request-retried':
      return `asked again after ${secondsText(event.delayMs)}: ${event.why}`;
    case 'mode-changed':
      return event.mode === 'show_compute_pools'
        ? 'the function is not to be had, so SHOW COMPUTE POOLS names the pools'
        : 'the function answers again, and names the pools';
    case 'pools-named': {
      const pools = counted(event.pools, 'pool');
      const metadata = event.described === 0 ? 'no metadata' : `metadata of ${event.described}`;
      return event.mode === 'monitor_endpoints'
        ? `the function is there and names ${pools}; ${metadata}`
        : `SHOW COMPUTE POOLS names ${pools}; ${metadata}; endpoints are made by the template ${template ?? defaultEndpointTemplate}`;
    }
    case 'pools-unnamed':
      return `visible, but not named by the function, as pools without the privilege MONITOR: ${namesText(event.pools)}`;
    case 'pools-filtered':
      return `left out by the plugin's filter (active, owned by ${event.currentRole}): ${namesText(event.pools)}`;
    case 'underscore-met':
      return `DNS writes a pool's underscore as ${event.writtenAs}`;
    case 'credential-kept':
    case 'credential-read':
    case 'entry-refused':
    case 'pools-kept':
    case 'column-missing':
    case 'metadata-failed':
    case 'metadata-recovered':
    case 'no-pools':
    case 'endpoint-kept':
      return plainLine(snowflakeLine(event));
  }
}

const secondsText = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
