/**
 * Answers as a lookup gives them, without a DNS: each address is a string of its own, as one that was
 * read from a message is.
 */
import type { Observation, PoolOutcome } from '@spcs-sd/core';
import { addressOf, listOf, nodeOf, type Fleet } from '../fleet.ts';

/** `nodes` nodes from `firstNode` on. */
export function answerOf(pool: number, nodes: number, firstNode = 0): PoolOutcome {
  const records = Array.from({ length: nodes }, (_, at) => ({
    host: addressOf(pool, firstNode + at),
    port: 9001,
    node: nodeOf(pool, firstNode + at),
  }));
  return { kind: 'records', recordType: 'SRV', records, transport: 'tcp', ttlSeconds: 30, doubtful: false };
}

/** The list and an answer of every pool. */
export function observationsOf(fleet: Fleet, observedAtMs: number): readonly Observation[] {
  const list = { kind: 'known', origin: 'service', pools: listOf(fleet) } as const;
  return [
    { of: 'list', observedAtMs, outcome: list },
    ...Array.from({ length: fleet.pools }, (_, pool): Observation => {
      return { of: 'pool', pool: `pool${pool}`, observedAtMs, outcome: answerOf(pool, fleet.nodes) };
    }),
  ];
}
