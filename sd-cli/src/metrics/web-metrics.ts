/**
 * Who was not let in, what was refused, and how TLS and the web configuration stand.
 */
import { refusedReasons, strangerReasons, tlsReasons, type WebListener } from '../web/event.ts';
import type { Meters } from './registry.ts';

export function createWebMetrics({ counter, gauge }: Meters): WebListener {
  const strangers = counter(
    'http_authentication_failures_total',
    `Requests that were not let in, by reason: ${strangerReasons.join(', ')}.`,
    ['reason'],
  );
  const refused = counter(
    'http_requests_refused_total',
    `Requests that were cut off before anyone looked at what they ask for, by reason: ${refusedReasons.join(', ')}.`,
    ['reason'],
  );
  const tls = counter(
    'tls_failures_total',
    `TLS connections that failed, by reason: ${tlsReasons.join(', ')}.`,
    ['reason'],
  );
  const connections = gauge('http_connections', 'Open connections.');
  const evicted = counter(
    'http_connections_evicted_total',
    'Connections that ended for another one, because there were too many.',
  );
  const expiry = gauge(
    'tls_certificate_expiry_timestamp_seconds',
    'When the certificate in use ends, since 1970. Absent without TLS.',
  );
  const successful = gauge(
    'web_config_last_reload_successful',
    '1 when the web configuration was last read with success, 0 when that failed. Absent without one.',
  );
  const failures = counter(
    'web_config_reload_failures_total',
    'Times that a changed web configuration, or a file that it names, could not be taken over.',
  );
  for (const reason of strangerReasons) strangers.inc({ reason }, 0);
  for (const reason of refusedReasons) refused.inc({ reason }, 0);
  for (const reason of tlsReasons) tls.inc({ reason }, 0);
  successful.remove();
  expiry.remove();

  return (event) => {
    switch (event.kind) {
      case 'stranger':
        return strangers.inc({ reason: event.why });
      case 'request-refused':
        return refused.inc({ reason: event.why });
      case 'tls-failed':
        return tls.inc({ reason: event.why });
      case 'connections':
        return connections.set(event.count);
      case 'connection-evicted':
        return evicted.inc();
      case 'web-config-taken': {
        successful.set(1);
        if (event.expiresAtMs === undefined) return expiry.remove();
        return expiry.set(event.expiresAtMs / 1000);
      }
      case 'web-config-failed': {
        successful.set(0);
        return failures.inc();
      }
    }
  };
}
