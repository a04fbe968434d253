/**
 * Runs a statement on the account. Pure.
 *
 * The codes are those that drivers report; Snowflake publishes no list of them.
 */
import type { Account, SandboxPool } from '../account/account.ts';
import { endpointOf } from '../account/dns-names.ts';
import { monitoredPools, visiblePools, type SandboxRole } from './role.ts';
import { showTable } from './show-table.ts';
import { parseStatement } from './statement.ts';
import type { SqlSwitches } from './switches.ts';
import type { SqlRefusal, Table } from './table.ts';

export interface SqlWorld {
  readonly account: Account;
  readonly role: SandboxRole;
  readonly switches: SqlSwitches;
}

const functionName = 'SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS';

export function execute(sql: string, { account, role, switches }: SqlWorld): Table | SqlRefusal {
  const statement = parseStatement(sql);
  switch (statement.kind) {
    case 'wrong':
      return refusal('001003', '42000', `SQL compilation error:\n${statement.message}`);
    case 'current-role':
      return { kind: 'table', columns: ['CURRENT_ROLE()'], rows: [[role.name]] };
    case 'show-compute-pools':
      return showTable(visiblePools(account, role), statement);
    case 'monitor-endpoints':
      return endpointsTable(monitoredPools(account, role), switches);
  }
}

function refusal(code: string, sqlState: string, message: string): SqlRefusal {
  return { kind: 'refusal', code, sqlState, message };
}

/** One cell: a JSON array of host names. */
function endpointsTable(pools: readonly SandboxPool[], switches: SqlSwitches): Table | SqlRefusal {
  switch (switches.endpointsFunction) {
    case 'missing':
      return refusal('002140', '42601', `SQL compilation error:\nUnknown function ${functionName}`);
    case 'not-permitted':
      return refusal(
        '003001',
        '42501',
        `SQL access control error:\nInsufficient privileges to operate on ${functionName}`,
      );
    case 'present': {
      const isListed = {
        ACTIVE: true,
        IDLE: switches.idleListed,
        SUSPENDED: switches.suspendedListed,
      };
      const listed = pools.filter(({ state }) => isListed[state]);
      const names = listed.map((pool) => endpointOf(pool, switches.underscore));
      const cell = pools.length === 0 && switches.noPoolsCell === 'null' ? null : JSON.stringify(names);
      return { kind: 'table', columns: [functionName], rows: [[cell]] };
    }
  }
}
