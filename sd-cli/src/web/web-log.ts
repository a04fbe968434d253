/**
 * What the listener meets, as log lines: one when something begins and one when it is over, not one for
 * each request.
 */
import type { Log } from '../logging/logger.ts';
import { createSpell } from '../logging/spell.ts';
import type { WebEvent, WebListener } from './event.ts';

/** A scraper that is not let in comes back each minute or two: all of that is one trouble. */
const strangerQuietMs = 300_000;

/** Single broken requests are everyday; so many are a fault or an attack. */
const leastRefused = 10;
/** Longer than a silent client is waited for, so that many of them are one trouble. */
const refusedQuietMs = 30_000;

export function createWebLog(log: Log): WebListener {
  const strangers = createSpell({
    log,
    least: 1,
    quietMs: strangerQuietMs,
    begins: { level: 'warn', message: 'a request was not let in' },
    ends: 'no request came for a while that was not let in',
  });
  const tlsFailures = createSpell({
    log,
    least: 1,
    quietMs: strangerQuietMs,
    begins: { level: 'warn', message: 'a TLS connection failed' },
    ends: 'no TLS connection failed for a while',
  });
  const refused = createSpell({
    log,
    least: leastRefused,
    quietMs: refusedQuietMs,
    begins: { level: 'warn', message: 'requests are refused before anyone looks at what they ask for' },
    ends: 'no such requests came for a while',
  });
  const evicted = createSpell({
    log,
    least: leastRefused,
    quietMs: refusedQuietMs,
    begins: { level: 'warn', message: 'too many connections: those that do nothing are ended' },
    ends: 'there are not too many connections any more',
  });
  return (event) => {
    switch (event.kind) {
      case 'stranger':
        return strangers({ reason: event.why, client: event.remoteAddress ?? '' });
      case 'tls-failed':
        return tlsFailures({ reason: event.why, client: event.remoteAddress ?? '' });
      case 'request-refused':
        return refused({ reason: event.why });
      case 'connection-evicted':
        return evicted({});
      case 'web-config-taken':
        return logTaken(log, event);
      case 'web-config-failed':
        return event.isTold ? undefined : logFailed(log, event.lines);
      case 'connections':
    }
  };
}

type Taken = Extract<WebEvent, { readonly kind: 'web-config-taken' }>;

function logTaken(log: Log, { isFirst, expiresAtMs = Infinity }: Taken): void {
  if (!isFirst) log({ level: 'info', message: 'web configuration read again' });
  if (expiresAtMs > Date.now()) return;
  const fields = { expired: new Date(expiresAtMs).toISOString() };
  log({ level: 'warn', message: 'the certificate has expired', fields });
}

function logFailed(log: Log, lines: readonly string[]): void {
  const message = 'web configuration not taken over: the old one stays';
  for (const error of lines) log({ level: 'error', message, fields: { error } });
}
