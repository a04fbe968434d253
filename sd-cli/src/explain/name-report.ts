/**
 * One name, explained: who was asked for what, what they said, and what discovery makes of it. Pure.
 */
import { computeTargetGroups, poolOf, type Limits, type PoolOutcome } from '@spcs-sd/core';
import { oneLine } from '../errors.ts';
import { outcomeText } from './outcome-text.ts';

export interface NameFacts {
  /** Without its last dot. */
  readonly name: string;
  /** `host:port`, in the order in which they are asked. */
  readonly servers: readonly string[];
  readonly srv: PoolOutcome;
  readonly addresses: PoolOutcome;
  /** What discovery would take, with the settings as they are. */
  readonly decided: PoolOutcome;
  readonly limits: Limits;
}

/** Lines without newlines. */
export function nameReport({ name, servers, srv, addresses, decided, limits }: NameFacts): readonly string[] {
  return [
    `name: ${name}`,
    `servers: ${servers.length === 0 ? 'none' : servers.join(', ')}`,
    `asked for SRV: ${outcomeText(srv)}`,
    ...recordLines(srv),
    `asked for A and AAAA: ${outcomeText(addresses)}`,
    ...recordLines(addresses),
    ...decisionLines(name, decided, limits),
  ].map(oneLine);
}

function recordLines(outcome: PoolOutcome): readonly string[] {
  if (outcome.kind !== 'records') return [];
  return outcome.records.map(({ host, port, node }) => {
    const from = node === undefined || node === '' ? '' : ` (${node})`;
    return `  ${host} port ${port}${from}`;
  });
}

function decisionLines(name: string, decided: PoolOutcome, limits: Limits): readonly string[] {
  switch (decided.kind) {
    case 'unknown':
      return ['decision: not known, so a pool with this name keeps its last targets'];
    case 'absent':
      return ['decision: no targets'];
    case 'records':
      return targetLines(name, decided, limits);
  }
}

function targetLines(
  name: string,
  decided: Extract<PoolOutcome, { readonly kind: 'records' }>,
  limits: Limits,
): readonly string[] {
  const pool = poolOf(name) ?? 'pool';
  const computed = computeTargetGroups([{ name: pool, endpoint: name }], new Map([[pool, decided]]), {
    limits,
  });
  if (computed.kind === 'incomplete') return ['decision: the answer exceeds a limit, so it is not used'];
  const targets = computed.groups.flatMap((group) => group.targets);
  const from = decided.recordType === 'SRV' ? 'from SRV' : 'from A and AAAA, as there is no SRV';
  const refused = decided.records.length - targets.length;
  const left = refused > 0 ? `; ${refused} of the records are refused or the same` : '';
  const count = `${targets.length} ${targets.length === 1 ? 'target' : 'targets'}`;
  return [`decision: ${count} ${from}${left}`, ...targets.map((target) => `  ${target}`)];
}
