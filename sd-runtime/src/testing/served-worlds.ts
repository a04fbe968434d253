/**
 * Worlds on real loopback servers, for lookups that ask servers.
 */
import { startScriptedServer } from '@spcs-sd/sandbox';
import type { LookupOptions } from '../dns/lookup-options.ts';
import type { SrvLookup } from '../ports.ts';
import type { Started } from './lookup-suite.ts';
import type { World } from './lookup-world.ts';
import { scriptOf } from './scripted-world.ts';

/** How to start a subject of the suite that is made from options. */
export function servedBy(create: (options: LookupOptions) => SrvLookup) {
  return async (worlds: readonly World[], options: LookupOptions): Promise<Started> => {
    const servers = await Promise.all(worlds.map((world) => startScriptedServer(scriptOf(world))));
    const lookup = create({ ...options, servers: servers.map(({ address }) => address) });
    const stop = async (): Promise<void> => {
      lookup.close();
      await Promise.all(servers.map((server) => server.close()));
    };
    return { lookup, stop };
  };
}
