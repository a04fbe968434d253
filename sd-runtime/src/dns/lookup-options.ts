/**
 * The settings of a lookup; the `dns:` part of the configuration.
 */
import type { EmitDns } from './event.ts';

export interface LookupOptions {
  /** Addresses with ports, such as `127.0.0.1:53`. Without any: the system's, read again on change. */
  readonly servers?: readonly string[];
  /** For one try at one server, in milliseconds; 2000 without it. */
  readonly timeoutMs?: number;
  /** How often to ask the servers in turn; 2 without it. Only silence is asked again. */
  readonly attempts?: number;
  /** Questions under way at once, over all lookups; 256 without it. */
  readonly maxInFlight?: number;
  /** For a whole lookup, in milliseconds. Without it, what all its tries may take. */
  readonly deadlineMs?: number;
  /** Where the system's servers stand; `/etc/resolv.conf` without it. */
  readonly resolvConfPath?: string;
  /** Called for what happens besides answers. Only the wire lookup knows of such. */
  readonly onEvent?: EmitDns;
}

interface Limits {
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly maxInFlight: number;
}

export function withDefaults({ timeoutMs = 2000, attempts = 2, maxInFlight = 256 }: LookupOptions): Limits {
  return { timeoutMs, attempts, maxInFlight };
}

/** SRV and then addresses, each at all servers; and one try for an answer over TCP. */
export function deadlineMsOf(options: LookupOptions, servers: number): number {
  const { timeoutMs, attempts } = withDefaults(options);
  return options.deadlineMs ?? timeoutMs * (2 * attempts * Math.max(servers, 1) + 1);
}
