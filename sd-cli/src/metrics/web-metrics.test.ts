/** Every event of the listener and what it counts, as a table. */
import { expect, test } from 'vitest';
import { refusedReasons, strangerReasons, tlsReasons, type WebEvent } from '../web/event.ts';
import { createRegistry } from './registry.ts';
import { createWebMetrics } from './web-metrics.ts';

const remoteAddress = '192.0.2.1';
const taken = { kind: 'web-config-taken', isFirst: false } as const;
const failed: WebEvent = { kind: 'web-config-failed', lines: ['x'], isTold: false };

/** The samples that are not 0, without our prefix. */
async function samplesAfter(events: readonly WebEvent[]): Promise<readonly string[]> {
  const { registry, group } = createRegistry();
  const listener = createWebMetrics(group('The listener'));
  for (const event of events) listener(event);
  const lines = (await registry.metrics()).split('\n');
  return lines.filter((line) => /^spcs_sd_.* (?!0$)/.test(line)).map((line) => line.slice('spcs_sd_'.length));
}

test.each<readonly [readonly WebEvent[], readonly string[]]>([
  [[], []],
  ...strangerReasons.map(
    (why) =>
      [
        [{ kind: 'stranger', why, remoteAddress }],
        [`http_authentication_failures_total{reason="${why}"} 1`],
      ] as const,
  ),
  ...refusedReasons.map(
    (why) =>
      [[{ kind: 'request-refused', why }], [`http_requests_refused_total{reason="${why}"} 1`]] as const,
  ),
  ...tlsReasons.map(
    (why) =>
      [[{ kind: 'tls-failed', why, remoteAddress }], [`tls_failures_total{reason="${why}"} 1`]] as const,
  ),
  [
    [
      { kind: 'connections', count: 7 },
      { kind: 'connections', count: 5 },
    ],
    ['http_connections 5'],
  ],
  [[{ kind: 'connection-evicted' }], ['http_connections_evicted_total 1']],
  [
    [{ ...taken, expiresAtMs: 5000 }],
    ['tls_certificate_expiry_timestamp_seconds 5', 'web_config_last_reload_successful 1'],
  ],
  [
    [
      { ...taken, expiresAtMs: 5000 },
      { ...taken, expiresAtMs: undefined },
    ],
    ['web_config_last_reload_successful 1'],
  ],
  [[failed], ['web_config_reload_failures_total 1']],
  [[{ ...taken, expiresAtMs: undefined }, failed], ['web_config_reload_failures_total 1']],
])('%j', async (events, samples) => {
  expect(await samplesAfter(events)).toEqual(samples);
});

test('a failed reload is told by a 0, not by silence', async () => {
  const { registry, group } = createRegistry();
  const listener = createWebMetrics(group('The listener'));
  expect(await registry.metrics()).not.toMatch(/^spcs_sd_web_config_last_reload_successful/m);
  listener(failed);
  expect(await registry.metrics()).toMatch(/^spcs_sd_web_config_last_reload_successful 0$/m);
});
