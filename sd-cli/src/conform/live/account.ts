/**
 * The sandbox that the endpoint discovers, through its control: what there is, and how to change it.
 */
import { dnsNameProblem } from '@spcs-sd/core';
import { exchange } from './http-exchange.ts';
import type { Hosts } from './observer.ts';

export interface AccountPool {
  /** In lower case. */
  readonly name: string;
  readonly hosts: ReadonlySet<string>;
}

/** Rejects when the control does not do it. */
export interface Account {
  pools(): Promise<readonly AccountPool[]>;
  /** Gives the pool as it is then. */
  change(pool: string, action: 'add' | 'scale' | 'drop', nodes?: number): Promise<void>;
  /** Of one pool, or of everything. */
  fault(kind: string, pool?: string): Promise<void>;
  /** Also those of its SQL. */
  clearFaults(): Promise<void>;
  /** Everything fails that can: DNS with this kind, and every statement. */
  failAll(kind: string): Promise<void>;
}

/** `url`: of the control. */
export function createAccount(url: URL): Account {
  const call = async (method: string, path: string): Promise<string> => {
    const { status, body } = await exchange(new URL(path, url), { method });
    if (status === 200) return body.toString('utf8');
    throw new Error(`the sandbox answered ${method} ${path} with ${status}: ${body.toString('utf8').trim()}`);
  };
  const clearFaults = async (): Promise<void> => {
    await Promise.all([call('DELETE', '/faults'), call('DELETE', '/sql/faults')]);
  };
  return {
    pools: async () => poolsOf(JSON.parse(await call('GET', '/pools'))),
    async change(pool, action, nodes) {
      const query = nodes === undefined ? '' : `?nodes=${nodes}`;
      await call('POST', `/pools/${encodeURIComponent(pool)}/${action}${query}`);
    },
    async fault(kind, pool) {
      await call(
        'POST',
        `/faults?kind=${kind}${pool === undefined ? '' : `&pool=${encodeURIComponent(pool)}`}`,
      );
    },
    clearFaults,
    async failAll(kind) {
      await clearFaults();
      await Promise.all([call('POST', `/faults?kind=${kind}`), call('POST', '/sql/faults?kind=503')]);
    },
  };
}

interface ListedPool {
  readonly name: string;
  readonly nodes: readonly { readonly address: string }[];
}

/** A pool whose name DNS cannot hold has no targets: SD-POOL-4. */
function poolsOf(pools: readonly ListedPool[]): readonly AccountPool[] {
  return pools
    .filter(({ name }) => dnsNameProblem(name) === undefined)
    .map(({ name, nodes }) => {
      return { name: name.toLowerCase(), hosts: new Set(nodes.map(({ address }) => address)) };
    });
}

/** What a list should hold of these pools; those without nodes have no group. */
export function hostsOfPools(pools: readonly AccountPool[]): Hosts {
  return new Map(pools.filter(({ hosts }) => hosts.size > 0).map(({ name, hosts }) => [name, hosts]));
}
