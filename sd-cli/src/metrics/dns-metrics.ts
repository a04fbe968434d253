/**
 * What the DNS lookup meets besides answers.
 */
import type { DnsEvent } from '@spcs-sd/runtime';
import type { Meters } from './registry.ts';

/** Gives a listener for one lookup; a new one, after a reload, starts without failing servers. */
export function createDnsMetrics({ counter, gauge }: Meters): () => (event: DnsEvent) => void {
  const ignored = counter(
    'dns_messages_ignored_total',
    'DNS messages that answer no question: late, confused or forged.',
  );
  const failing = gauge(
    'dns_servers_failing',
    'DNS servers that are asked after the others, because they fail. 0 where there is only one.',
  );
  const disagree = gauge('dns_servers_disagree', '1 while one DNS server denies what another one gives.');
  return () => {
    const servers = new Set<string>();
    failing.set(0);
    disagree.set(0);
    return (event) => {
      switch (event.kind) {
        case 'message-ignored':
          return ignored.inc();
        case 'server-failed':
          servers.add(event.server);
          return failing.set(servers.size);
        case 'server-recovered':
          servers.delete(event.server);
          return failing.set(servers.size);
        case 'servers-disagree':
          return disagree.set(1);
        case 'servers-agree':
          return disagree.set(0);
      }
    };
  };
}
