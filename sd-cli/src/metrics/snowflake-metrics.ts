/**
 * What a Snowflake source meets. Without one the metrics stay at zero.
 */
import type { SnowflakeEvent } from '@spcs-sd/runtime';
import type { Meters } from './registry.ts';

export function createSnowflakeMetrics({ counter, gauge }: Meters): (event: SnowflakeEvent) => void {
  const statements = counter(
    'snowflake_statements_total',
    'Statements that Snowflake was asked to run, by outcome: rows, failed.',
    ['outcome'],
  );
  const retries = counter('snowflake_request_retries_total', 'Requests to Snowflake that were sent again.');
  const metadata = gauge(
    'snowflake_metadata_stale',
    '1 while the metadata of pools cannot be read and the last is kept.',
  );
  const credential = gauge(
    'snowflake_credential_stale',
    "1 while the credential's file cannot be read and its last content is used.",
  );
  const fallback = gauge(
    'snowflake_fallback',
    '1 while SHOW COMPUTE POOLS names the pools because the function for endpoints cannot.',
  );
  for (const outcome of ['rows', 'failed']) statements.inc({ outcome }, 0);
  return (event) => {
    switch (event.kind) {
      case 'statement-finished':
        return statements.inc({ outcome: 'rows' });
      case 'statement-failed':
        return statements.inc({ outcome: 'failed' });
      case 'request-retried':
        return retries.inc();
      case 'metadata-failed':
        return metadata.set(1);
      case 'metadata-recovered':
        return metadata.set(0);
      case 'credential-kept':
        return credential.set(1);
      case 'credential-read':
        return credential.set(0);
      case 'mode-changed':
        return fallback.set(event.mode === 'show_compute_pools' ? 1 : 0);
      case 'pools-named':
      case 'pools-unnamed':
      case 'pools-filtered':
      case 'entry-refused':
      case 'pools-kept':
      case 'column-missing':
      case 'no-pools':
      case 'endpoint-kept':
      case 'underscore-met':
        return undefined;
    }
  };
}
