/**
 * What the DNS lookup meets besides answers, as log lines: one when something begins, one when it ends.
 */
import type { DnsEvent } from '@spcs-sd/runtime';
import type { Log } from './logger.ts';
import { createSpell } from './spell.ts';

/** Single late answers are everyday. */
const leastIgnored = 10;
const quietMs = 30_000;

export function createDnsLog(log: Log): (event: DnsEvent) => void {
  const ignored = createSpell({
    log,
    begins: {
      level: 'warn',
      message: 'a DNS server sends messages that answer no question: they are ignored',
    },
    ends: 'no such DNS messages came for a while',
    least: leastIgnored,
    quietMs,
  });
  return (event) => {
    switch (event.kind) {
      case 'message-ignored':
        return ignored({ server: event.server });
      case 'server-failed': {
        const { server, why, detail } = event;
        const fields = { server, why, ...(detail !== undefined && { detail }) };
        return log({ level: 'warn', message: 'a DNS server fails: the others are asked first', fields });
      }
      case 'server-recovered':
        return log({
          level: 'info',
          message: 'a DNS server answers again',
          fields: { server: event.server },
        });
      case 'servers-disagree':
        return log({
          level: 'warn',
          message: 'a DNS server denies what another one gives: that counts, and removes nothing',
          fields: { name: event.name },
        });
      case 'servers-agree':
        return log({ level: 'info', message: 'no DNS server denies what another one gives any more' });
    }
  };
}
