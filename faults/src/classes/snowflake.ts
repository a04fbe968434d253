/**
 * Trouble with the pool list while everything runs: Snowflake's SQL API is away, slow, or wrong.
 */
import type { SetSqlFault, SqlFault } from '@spcs-sd/sandbox';
import type { Course, Fault } from '../fault.ts';
import type { World, WorldOptions } from '../world/world.ts';
import { mdservice } from './mdservice.ts';
import { listFails, listIsLate, poolsMissing } from './signs.ts';

/** Both ways to give targets to a real Prometheus. */
export const everything: WorldOptions = { programs: ['http', 'file'], prometheus: true };

/** Sets a fault of the account's SQL, and clears it. */
function sqlFault(fault: SqlFault, scope: Omit<SetSqlFault, 'fault'> = {}): Course {
  return {
    begin: ({ sandbox }: World) => sandbox.sql.setFault({ fault, ...scope }),
    end: ({ sandbox }: World) => sandbox.sql.setFault(undefined),
  };
}

/** The list is not read meanwhile, so that only answers of DNS can be counted. */
const withoutLists: NonNullable<Fault['rounds']> = { spcs_sd_lookups_total: 15 };

const cases: readonly Omit<Fault, 'world'>[] = [
  {
    name: 'snowflake-down',
    what: 'Snowflake refuses connections',
    begin: ({ sql }) => sql.shut(),
    end: ({ sql }) => sql.open(),
    signs: [listFails],
    mdservice: mdservice.panics,
  },
  {
    name: 'snowflake-silent',
    what: 'Snowflake takes connections and never answers',
    begin: ({ sql }) => sql.mute(),
    end: ({ sql }) => sql.open(),
    signs: [listIsLate],
    mdservice: mdservice.hangs,
    rounds: withoutLists,
  },
  {
    name: 'snowflake-slow',
    what: 'each answer of Snowflake comes 15 s late',
    ...sqlFault({ kind: 'slow', delayMs: 15_000 }),
    signs: [listIsLate],
    mdservice: mdservice.hangs,
    rounds: withoutLists,
  },
  {
    name: 'snowflake-401',
    what: 'Snowflake answers 401: the token is not accepted',
    ...sqlFault({ kind: 'status', status: 401 }),
    signs: [listFails],
    mdservice: mdservice.panics,
  },
  {
    name: 'snowflake-429',
    what: 'Snowflake answers 429: too many requests',
    ...sqlFault({ kind: 'status', status: 429 }),
    signs: [listIsLate],
    mdservice: mdservice.panics,
    rounds: withoutLists,
  },
  {
    name: 'snowflake-500',
    what: 'Snowflake answers 500',
    ...sqlFault({ kind: 'status', status: 500 }),
    signs: [listIsLate],
    mdservice: mdservice.panics,
    rounds: withoutLists,
  },
  {
    name: 'snowflake-pending',
    what: 'a statement runs on and on, always "still running"',
    ...sqlFault({ kind: 'pending', looks: 1000 }),
    signs: [listIsLate],
    mdservice: mdservice.hangs,
    rounds: withoutLists,
  },
  {
    name: 'snowflake-garbage',
    what: 'Snowflake answers a page of HTML with status 200',
    ...sqlFault({ kind: 'garbage' }),
    signs: [listFails],
    mdservice: mdservice.panics,
  },
  {
    name: 'snowflake-huge',
    what: 'Snowflake answers 64 MB',
    ...sqlFault({ kind: 'huge' }),
    signs: [listFails],
    mdservice: mdservice.panics,
  },
  {
    name: 'snowflake-cut',
    what: 'the connection ends in the middle of the answer',
    ...sqlFault({ kind: 'cut' }),
    signs: [listFails],
    mdservice: mdservice.panics,
  },
  {
    name: 'snowflake-sql-error',
    what: 'Snowflake refuses the statement with an SQL error',
    ...sqlFault({ kind: 'sql-error', code: '000603', sqlState: 'XX000' }),
    signs: [listFails],
    mdservice: mdservice.panics,
  },
  {
    name: 'snowflake-lost-rows',
    what: 'the second half of the rows is missing, and the answer says so',
    ...sqlFault({ kind: 'lost-rows' }),
    signs: [listFails],
    mdservice: mdservice.panics,
  },
  {
    name: 'snowflake-cell-null',
    what: 'the one cell with the endpoints is NULL',
    ...sqlFault({ kind: 'cell', text: null }),
    signs: [listFails],
    mdservice: mdservice.null,
  },
  {
    name: 'snowflake-cell-garbage',
    what: 'the one cell with the endpoints is no JSON',
    ...sqlFault({ kind: 'cell', text: '["discover.monitor.web.cp.spcs.inter' }),
    signs: [listFails],
    mdservice: mdservice.null,
  },
  {
    name: 'snowflake-empty-list',
    what: 'the list is empty, for less than `confirm_collapse`',
    ...sqlFault({ kind: 'empty-list' }),
    signs: [poolsMissing],
    mdservice: mdservice.null,
  },
  {
    name: 'snowflake-half-list',
    what: 'the list has lost half of its pools without a word, for less than `confirm_for`',
    ...sqlFault({ kind: 'half-list' }),
    signs: [poolsMissing],
    mdservice: mdservice.half,
  },
  {
    name: 'snowflake-wrong-role',
    what: 'the role sees no pools any more, for less than `confirm_collapse`',
    ...sqlFault({ kind: 'wrong-role' }),
    signs: [poolsMissing],
    mdservice: mdservice.null,
  },
  {
    name: 'snowflake-function-gone',
    what: 'the undocumented function for endpoints vanishes',
    begin: ({ sandbox }) => sandbox.setSwitches({ endpointsFunction: 'missing' }),
    signs: [
      {
        metric: 'spcs_sd_snowflake_fallback',
        shows: 'rises',
        begins:
          'msg="pools are named by SHOW COMPUTE POOLS: endpoints of new ones are built by the template"',
      },
    ],
    // It is looked for again after an hour.
    spoils: true,
    mdservice: mdservice.panics,
  },
  {
    name: 'snowflake-no-metadata',
    what: 'SHOW COMPUTE POOLS fails, the function for endpoints works',
    ...sqlFault(
      { kind: 'sql-error', code: '000603', sqlState: 'XX000' },
      { statement: 'show-compute-pools' },
    ),
    signs: [
      {
        metric: 'spcs_sd_snowflake_metadata_stale',
        shows: 'rises',
        begins: 'msg="the metadata of pools cannot be read: the last is kept"',
        ends: 'msg="the metadata of pools is read again"',
      },
    ],
    mdservice: mdservice.nothing,
  },
];

export const snowflakeFaults: readonly Fault[] = cases.map((fault) => ({ ...fault, world: everything }));
