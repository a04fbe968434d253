/**
 * What the listener meets, as log lines: one when something begins, not one for each request.
 */
import type { Log } from '../logging/logger.ts';
import { createSpell } from '../logging/spell.ts';
import type { WebEvent, WebListener } from './event.ts';

/** However many strangers come: one line, and the next not before this has passed. */
const quietMs = 60_000;

/** Single broken requests are everyday; so many are a fault or an attack. */
const leastRefused = 10;
/** Longer than a silent client is waited for, so that many of them are one trouble. */
const spellQuietMs = 30_000;

export function createWebLog(log: Log, nowMs: () => number): WebListener {
  const spell = { log, least: leastRefused, quietMs: spellQuietMs };
  const refused = createSpell({
    ...spell,
    begins: { level: 'warn', message: 'requests are refused before anyone looks at what they ask for' },
    ends: 'no such requests came for a while',
  });
  const evicted = createSpell({
    ...spell,
    begins: { level: 'warn', message: 'too many connections: those that do nothing are ended' },
    ends: 'there are not too many connections any more',
  });
  let quietUntilMs = -Infinity;
  let unsaid = 0;
  const stranger = ({ why, remoteAddress }: Extract<WebEvent, { readonly kind: 'stranger' }>): void => {
    if (nowMs() < quietUntilMs) {
      unsaid++;
      return;
    }
    quietUntilMs = nowMs() + quietMs;
    const fields = { reason: why, client: remoteAddress ?? '', unsaid };
    log({ level: 'warn', message: 'a request was not let in', fields });
    unsaid = 0;
  };

  return (event) => {
    switch (event.kind) {
      case 'stranger':
        return stranger(event);
      case 'web-config-taken': {
        const { expiresAtMs = Infinity } = event;
        if (!event.isFirst) log({ level: 'info', message: 'web configuration read again' });
        if (expiresAtMs > Date.now()) return;
        const fields = { expired: new Date(expiresAtMs).toISOString() };
        return log({ level: 'warn', message: 'the certificate has expired', fields });
      }
      case 'web-config-failed':
        if (event.isTold) return;
        for (const error of event.lines) {
          log({
            level: 'error',
            message: 'web configuration not taken over: the old one stays',
            fields: { error },
          });
        }
        return;
      case 'request-refused':
        return refused({ reason: event.why });
      case 'connection-evicted':
        return evicted({});
      case 'tls-failed':
      case 'connections':
    }
  };
}
