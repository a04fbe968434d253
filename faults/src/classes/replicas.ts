/**
 * Two endpoints behind one address, asked in turn, of which one is in trouble.
 */
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import type { WorldOptions } from '../world/world.ts';
import { mdservice } from './mdservice.ts';
import { poolsFail, stateRestored } from './signs.ts';

const world: WorldOptions = { programs: ['first', 'second'], prometheus: true };
const suspendedMs = 12_000;

const cases: readonly Omit<Fault, 'world'>[] = [
  {
    name: 'replica-killed',
    what: 'one of two replicas is killed with signal 9, and comes back',
    begin: async (it) => void (await it.program('first').end('SIGKILL')),
    end: (it) => it.program('first').start(),
    signs: [{ ...stateRestored, of: 'first' }],
    mdservice: mdservice.gone,
  },
  {
    name: 'replica-first-start',
    what: 'one of two replicas starts without a state file while nobody listens at the DNS server',
    begin: async (it) => {
      await it.servers[0]?.shut();
      await it.program('second').end();
      await rm(it.statePath('second'), { force: true });
      await it.program('second').start();
    },
    end: (it) => it.servers[0]?.open(),
    signs: [
      { ...poolsFail, of: 'first' },
      { ...poolsFail, of: 'second', metric: 'spcs_sd_unknown_pools' },
    ],
    unready: ['second'],
    rounds: { spcs_sd_list_refreshes_total: 3 },
    mdservice: mdservice.pools,
  },
  {
    name: 'replica-suspended',
    what: `one of two replicas stands still for ${suspendedMs / 1000} s`,
    begin: async (it) => {
      it.program('first').signal('SIGSTOP');
      // The fault is exactly that: time goes by.
      await pause(suspendedMs);
      it.program('first').signal('SIGCONT');
    },
    signs: [
      {
        of: 'first',
        metric: 'spcs_sd_standstills_total',
        shows: 'grows',
        begins: 'msg="the process stood still: nothing is removed until all due names were asked"',
        ends: 'msg="the names that were due have been asked: removals are confirmed again"',
      },
    ],
    mdservice: mdservice.gone,
  },
];

export const replicaFaults: readonly Fault[] = cases.map((fault) => ({ ...fault, world }));
