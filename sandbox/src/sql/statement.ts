/**
 * The few statements that the account understands. Pure.
 *
 * Source: Snowflake's SHOW COMPUTE POOLS and CURRENT_ROLE; mdservice for the function.
 */

export type SqlStatement =
  | {
      readonly kind: 'show-compute-pools';
      /** A pattern with `%` and `_`, without regard to case. */
      readonly like?: string;
      readonly startsWith?: string;
      readonly limit?: number;
      /** Excluded itself. */
      readonly from?: string;
    }
  | { readonly kind: 'monitor-endpoints' }
  | { readonly kind: 'current-role' }
  | { readonly kind: 'wrong'; readonly message: string };

const text = String.raw`'((?:[^'\\]|''|\\.)*)'`;
const show = new RegExp(
  `^SHOW\\s+COMPUTE\\s+POOLS(?:\\s+LIKE\\s+${text})?(?:\\s+STARTS\\s+WITH\\s+${text})?` +
    `(?:\\s+LIMIT\\s+(\\d+)(?:\\s+FROM\\s+${text})?)?$`,
  'is',
);
const call = /^CALL\s+SYSTEM\$GET_COMPUTE_POOL_MONITOR_ENDPOINTS\s*\(\s*\)$/i;
const role = /^SELECT\s+CURRENT_ROLE\s*\(\s*\)$/i;

/** A semicolon at the end is fine, as both originals send one. */
export function parseStatement(sql: string): SqlStatement {
  const bare = sql.trim().replace(/;$/u, '').trim();
  if (call.test(bare)) return { kind: 'monitor-endpoints' };
  if (role.test(bare)) return { kind: 'current-role' };
  const shown = show.exec(bare);
  if (shown === null)
    return { kind: 'wrong', message: `syntax error line 1 at position 0 unexpected '${bare.slice(0, 20)}'.` };
  const [, like, startsWith, limit, from] = shown;
  return {
    kind: 'show-compute-pools',
    ...(like !== undefined && { like: unquoted(like) }),
    ...(startsWith !== undefined && { startsWith: unquoted(startsWith) }),
    ...(limit !== undefined && { limit: Number(limit) }),
    ...(from !== undefined && { from: unquoted(from) }),
  };
}

function unquoted(literal: string): string {
  return literal.replaceAll(/''|\\(.)/gs, (_, escaped?: string) => escaped ?? "'");
}
