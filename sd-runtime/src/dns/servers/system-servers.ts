/**
 * The system's DNS servers, read again when resolv.conf changes.
 *
 * Looks at the file at most once a second, and only when someone asks. A file that cannot be read
 * leaves the servers as they were.
 */
import { readFileSync, statSync } from 'node:fs';
import { parseResolvConf } from './resolv-conf.ts';
import type { LookupOptions } from '../lookup-options.ts';
import { parseServerAddresses, type ServerAddress } from './server-address.ts';

const lookEveryMs = 1000;

/** The servers to ask now: the same array until they change. */
export type CurrentServers = (nowMs: number) => readonly ServerAddress[];

/** Those of the options, or the system's. Throws on a server that is no address. */
export function configuredServers({ servers = [], resolvConfPath }: LookupOptions): CurrentServers {
  if (servers.length === 0) return systemServers(resolvConfPath);
  const fixed = parseServerAddresses(servers);
  return () => fixed;
}

export function systemServers(path = '/etc/resolv.conf'): CurrentServers {
  let servers = parseResolvConf('');
  let seen = '';
  let nextLookMs = -Infinity;
  return (nowMs) => {
    if (nowMs < nextLookMs) return servers;
    nextLookMs = nowMs + lookEveryMs;
    try {
      const { ino, mtimeMs, size } = statSync(path);
      const now = `${ino} ${mtimeMs} ${size}`;
      if (now !== seen) {
        servers = parseResolvConf(readFileSync(path, 'utf8'));
        seen = now;
      }
    } catch {
      // Editors and DHCP clients replace the file: for a moment there is none.
    }
    return servers;
  };
}
