/**
 * The same DNS server, further away: behind a relay that holds every question for a while.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface DistantDns {
  readonly port: number;
  /** `127.0.0.1:port` */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Of the server at this port of 127.0.0.1. Rejects when the relay does not start. */
export async function startDistantDns(server: number, delayMs: number): Promise<DistantDns> {
  const child = fork(new URL('./delaying-relay.js', import.meta.url), [String(server), String(delayMs)]);
  const ended = once(child, 'exit');
  const failed = ended.then(() => Promise.reject(new Error('the relay has ended')));
  const [port]: readonly unknown[] = await Promise.race([once(child, 'message'), failed]);
  // From now on its end is no error of the start.
  failed.catch(() => undefined);
  if (typeof port !== 'number') throw new Error('the relay told no port');
  return {
    port,
    address: `127.0.0.1:${port}`,
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}
