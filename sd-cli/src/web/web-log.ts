/**
 * What the listener meets, as log lines: one when something begins, not one for each request.
 */
import type { Log } from '../logging/logger.ts';
import type { WebEvent, WebListener } from './event.ts';

/** However many strangers come: one line, and the next not before this has passed. */
const quietMs = 60_000;

export function createWebLog(log: Log, nowMs: () => number): WebListener {
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
      case 'tls-failed':
      case 'connections':
      case 'connection-evicted':
    }
  };
}
