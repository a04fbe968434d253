/**
 * The account behind its two protocols: whose statement it is, what fault it meets, what it gives.
 *
 * Owns switches and faults; knows no HTTP.
 */
import type { Account } from '../account/account.ts';
import { execute } from '../sql/execute.ts';
import type { SandboxRole } from '../sql/role.ts';
import type { Secrets } from '../sql/secrets.ts';
import { parseStatement } from '../sql/statement.ts';
import { defaultSqlSwitches, type SqlSwitches } from '../sql/switches.ts';
import type { SqlRefusal } from '../sql/table.ts';
import type { SetSqlFault, SqlFault } from './fault.ts';
import { faultyTable, type FaultyTable } from './table-fault.ts';

export interface SqlHostOptions {
  readonly account: () => Account;
  /** The first is the one that credentials have when they name none. */
  readonly roles: readonly [SandboxRole, ...(readonly SandboxRole[])];
  readonly secrets: Secrets;
  readonly switches?: Partial<SqlSwitches>;
}

export interface SqlHost {
  readonly secrets: Secrets;
  readonly defaultRole: string;
  /** `role`: as the client names it; undefined for its own. */
  run(sql: string, role: string | undefined, fault: SqlFault | undefined): FaultyTable | SqlRefusal;
  hasRole(name: string): boolean;
  /** The fault that a request of this statement meets now; each call is one of its `times`. */
  takeFault(sql: string | undefined): SqlFault | undefined;
  setFault(set: SetSqlFault | undefined): void;
  /** The fault that is set and has not met all its requests. */
  fault(): SetSqlFault | undefined;
  switches(): SqlSwitches;
  setSwitches(changed: Partial<SqlSwitches>): void;
}

const nobody: SandboxRole = { name: 'PUBLIC', monitor: [], usage: [] };

export function createSqlHost(options: SqlHostOptions): SqlHost {
  const { account, roles, secrets } = options;
  let switches: SqlSwitches = { ...defaultSqlSwitches, ...options.switches };
  let set: SetSqlFault | undefined;
  let timesLeft = Infinity;
  const roleNamed = (name: string): SandboxRole | undefined =>
    roles.find((role) => role.name.toUpperCase() === name.toUpperCase());
  return {
    secrets,
    defaultRole: roles[0].name,
    hasRole: (name) => roleNamed(name) !== undefined,
    run(sql, roleName, fault) {
      const role = roleName === undefined ? roles[0] : roleNamed(roleName);
      if (role === undefined) return wrongRole(roleName ?? '');
      if (fault?.kind === 'sql-error') {
        return { kind: 'refusal', code: fault.code, sqlState: fault.sqlState, message: 'A simulated error.' };
      }
      const seenBy = fault?.kind === 'wrong-role' ? nobody : role;
      const result = execute(sql, { account: account(), role: seenBy, switches });
      return result.kind === 'table' ? faultyTable(result, fault) : result;
    },
    takeFault(sql) {
      if (set === undefined || timesLeft <= 0) return undefined;
      const isOther = sql === undefined || parseStatement(sql).kind !== set.statement;
      if (set.statement !== undefined && isOther) return undefined;
      timesLeft--;
      return set.fault;
    },
    fault: () => (timesLeft > 0 ? set : undefined),
    setFault(next) {
      set = next;
      timesLeft = next?.times ?? Infinity;
    },
    switches: () => switches,
    setSwitches: (changed) => (switches = { ...switches, ...changed }),
  };
}

/** Source: what drivers' users report of roles that they were not granted. */
function wrongRole(name: string): SqlRefusal {
  return {
    kind: 'refusal',
    code: '390189',
    sqlState: '08001',
    message: `Role '${name}' specified in the connect string does not exist or not authorized.`,
  };
}
