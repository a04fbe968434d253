/**
 * Which statement names the pools, now and after what just came of it.
 *
 * SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS is undocumented: it may be missing, closed to this role,
 * or come back. `auto` therefore goes to SHOW COMPUTE POOLS for these two reasons alone, and looks
 * for the function again every hour. Any other trouble is no reason: another statement names other
 * pools.
 */
import type { EmitSnowflake, SnowflakeMode } from './event.ts';
import type { SqlError, StatementOutcome } from './statement.ts';

export type SnowflakeQuery = 'auto' | SnowflakeMode;

export interface QueryMode {
  current(): SnowflakeMode;
  /** Whether this refresh asks the function. Counts as a try of it. */
  asksFunction(): boolean;
  /** What the function gave: the list can be believed, or it cannot and this is why. */
  functionWorked(): void;
  /** Whether SHOW takes over from here; otherwise the failure is that of the list. */
  functionFailed(outcome: Exclude<StatementOutcome, { readonly kind: 'rows' }>): 'show' | 'unknown';
}

const retryAfterMs = 3_600_000;

export function createQueryMode(query: SnowflakeQuery, nowMs: () => number, emit: EmitSnowflake): QueryMode {
  let mode: SnowflakeMode = query === 'auto' ? 'monitor_endpoints' : query;
  let worked = false;
  let triedAtMs = -Infinity;
  const change = (to: SnowflakeMode, why: string): void => {
    if (mode !== to) emit({ kind: 'mode-changed', mode: to, why });
    mode = to;
  };
  return {
    current: () => mode,
    asksFunction() {
      const isDue = query === 'auto' && nowMs() - triedAtMs >= retryAfterMs;
      if (mode !== 'monitor_endpoints' && !isDue) return false;
      triedAtMs = nowMs();
      return true;
    },
    functionWorked() {
      worked = true;
      change('monitor_endpoints', 'the function for monitor endpoints answers again');
    },
    functionFailed(outcome) {
      if (query !== 'auto') return 'unknown';
      if (mode === 'show_compute_pools') return 'show';
      if (outcome.kind !== 'sql-error') return 'unknown';
      const isReason = isUnknownFunction(outcome) || (!worked && isNotPermitted(outcome));
      if (!isReason) return 'unknown';
      change('show_compute_pools', `${outcome.code} (${outcome.sqlState}): ${outcome.message}`);
      return 'show';
    },
  };
}

/** Source: what drivers' users report; Snowflake publishes no list of codes. */
const unknownFunctionCodes: ReadonlySet<string> = new Set(['002139', '002140', '002141']);

function isUnknownFunction({ code, message }: SqlError): boolean {
  return (
    unknownFunctionCodes.has(code) || /\bunknown (?:user-defined )?(?:function|procedure)\b/i.test(message)
  );
}

/** SQLSTATE 42501 is "insufficient privilege"; 002003 says that it does not exist or is not authorized. */
function isNotPermitted({ code, sqlState }: SqlError): boolean {
  return sqlState === '42501' || code === '003001' || code === '002003';
}
