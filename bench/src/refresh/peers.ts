/**
 * What a user could do instead with `node:dns`: the same targets, asked for in other ways.
 */
import { Resolver } from 'node:dns/promises';
import { nameOf, type Fleet } from '../fleet.ts';

const resolverOf = (server: string): Resolver => {
  const resolver = new Resolver({ timeout: 5000, tries: 3 });
  resolver.setServers([server]);
  return resolver;
};

/** A name may have no address of a family: that is an answer. */
async function addresses(resolver: Resolver, name: string): Promise<readonly string[]> {
  const none = (error: NodeJS.ErrnoException): readonly string[] => {
    if (error.code === 'ENODATA') return [];
    throw error;
  };
  const found = await Promise.all([resolver.resolve4(name).catch(none), resolver.resolve6(name).catch(none)]);
  return found.flat();
}

/** As mdservice asks: the addresses of one pool's name after the other's. Gives how many targets. */
export async function askOneByOne(server: string, { pools }: Fleet): Promise<number> {
  const resolver = resolverOf(server);
  let targets = 0;
  for (let pool = 0; pool < pools; pool++) targets += (await addresses(resolver, nameOf(pool))).length;
  return targets;
}

/** Some 250 questions in flight: SRV of each pool, then the addresses of its targets. */
export async function askConcurrently(server: string, { pools, nodes }: Fleet): Promise<number> {
  const resolver = resolverOf(server);
  let [next, targets] = [0, 0];
  const worker = async (): Promise<void> => {
    while (next < pools) {
      const services = await resolver.resolveSrv(nameOf(next++));
      const found = await Promise.all(services.map(({ name }) => addresses(resolver, name)));
      targets += found.flat().length;
    }
  };
  const atOnce = Math.max(1, Math.round(250 / (2 * nodes)));
  await Promise.all(Array.from({ length: atOnce }, worker));
  return targets;
}
