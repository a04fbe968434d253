/**
 * One name, explained: who was asked for what, what they said, and what discovery makes of it. Pure.
 */
import { computeTargetGroups, poolOf, type Limits, type PoolOutcome } from '@spcs-sd/core';
import { oneLine } from '../errors.ts';
import { outcomeText } from './outcome-text.ts';
import { counted } from './words.ts';

export interface NameFacts {
  /** Without its last dot. */
  readonly name: string;
  /** `host:port`, in the order in which they are asked. */
  readonly servers: readonly string[];
  readonly srv: PoolOutcome;
  readonly addresses: PoolOutcome;
  /** What discovery would take, with the settings as they are. */
  readonly decided: PoolOutcome;
  readonly recordType: 'auto' | 'SRV' | 'A';
  readonly limits: Limits;
}

export interface NameReport {
  /** Lines without newlines, for people. */
  readonly lines: readonly string[];
  /** What discovery would publish, in code-unit order. */
  readonly targets: readonly string[];
}

export function nameReport(facts: NameFacts): NameReport {
  const { name, servers, srv, addresses } = facts;
  const { decision, targets } = decisionOn(facts);
  const lines = [
    `name: ${name}`,
    `DNS servers: ${servers.length === 0 ? 'none' : servers.join(', ')}`,
    `asked for SRV: ${outcomeText(srv)}`,
    ...recordLines(srv),
    `asked for A and AAAA: ${outcomeText(addresses)}`,
    ...recordLines(addresses),
    `decision: ${decision}`,
  ].map(oneLine);
  return { lines, targets };
}

function recordLines(outcome: PoolOutcome): readonly string[] {
  if (outcome.kind !== 'records') return [];
  return outcome.records.map(({ host, port, node }) => {
    const from = node === undefined || node === '' ? '' : ` (${node})`;
    return `  ${host} port ${port}${from}`;
  });
}

interface Decision {
  readonly decision: string;
  readonly targets: readonly string[];
}

function decisionOn(facts: NameFacts): Decision {
  const { decided } = facts;
  switch (decided.kind) {
    case 'unknown':
      return { decision: 'not known, so a pool with this name keeps its last targets', targets: [] };
    case 'absent':
      return { decision: 'no targets', targets: [] };
    case 'records':
      return targetsFrom(facts, decided);
  }
}

function targetsFrom(
  { name, srv, recordType, limits }: NameFacts,
  decided: Extract<PoolOutcome, { readonly kind: 'records' }>,
): Decision {
  const pool = poolOf(name) ?? 'pool';
  const computed = computeTargetGroups([{ name: pool, endpoint: name }], new Map([[pool, decided]]), {
    limits,
  });
  if (computed.kind === 'incomplete') {
    return { decision: 'the answer exceeds a limit, so it is not used', targets: [] };
  }
  const targets = computed.groups.flatMap((group) => group.targets);
  const from =
    decided.recordType === 'SRV' ? 'from SRV' : `from A and AAAA, ${whyAddresses(srv, recordType)}`;
  const refused = decided.records.length - targets.length;
  const left = refused > 0 ? `; ${refused} of the records are refused or the same` : '';
  return { decision: `${counted(targets.length, 'target')} ${from}${left}`, targets };
}

function whyAddresses(srv: PoolOutcome, recordType: NameFacts['recordType']): string {
  if (recordType === 'A') return 'as dns.record_type says';
  return srv.kind === 'unknown' ? 'as nobody answers for SRV' : 'as there is no SRV';
}
