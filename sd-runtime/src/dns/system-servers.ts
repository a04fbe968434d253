/**
 * The system's DNS servers, read again when resolv.conf changes.
 *
 * Looks at the file at most once a second, and only when someone asks. A file that cannot be read
 * leaves the servers as they were.
 */
import { readFileSync, statSync } from 'node:fs';
import { parseResolvConf } from './resolv-conf.ts';
import type { ServerAddress } from './server-address.ts';

const lookEveryMs = 1000;

export interface SystemServers {
  /** The same array until the file changes. */
  current(nowMs: number): readonly ServerAddress[];
}

export function createSystemServers(path = '/etc/resolv.conf'): SystemServers {
  let servers = parseResolvConf('');
  let seen = '';
  let nextLookMs = -Infinity;
  const current = (nowMs: number): readonly ServerAddress[] => {
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
  return { current };
}
