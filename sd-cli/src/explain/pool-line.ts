/**
 * One pool's fate in one line: the name that was asked, what came, what it made, and what the list says. Pure.
 */
import type { PoolMetadata, PoolOutcome } from '@spcs-sd/core';
import type { DiscoveryStatus } from '@spcs-sd/runtime';
import { outcomeText } from './outcome-text.ts';
import { counted } from './words.ts';

type PoolStatus = DiscoveryStatus['pools'][number];

/** `srv`: what the question for SRV alone gave, where addresses were used. */
export function poolLine(
  { pool, endpoint, targets, metadata }: PoolStatus,
  outcome: PoolOutcome | undefined,
  srv: PoolOutcome | undefined,
): string {
  const parts = [
    outcome === undefined ? 'not known: not answered within the deadline' : outcomeText(outcome),
    ...(srv === undefined ? [] : [`for SRV ${outcomeText(srv)}`]),
  ];
  const fate = outcome === undefined || outcome.kind === 'unknown' ? '' : ` → ${counted(targets, 'target')}`;
  return `${pool}: ${endpoint}: ${parts.join('; ')}${fate}${listText(metadata, outcome)}`;
}

/** What the list says of it, and where that is not what DNS says. */
function listText(metadata: PoolMetadata, outcome: PoolOutcome | undefined): string {
  const words = metadataText(metadata);
  if (words === '') return '';
  const { activeNodes } = metadata;
  const found = outcome?.kind === 'records' ? outcome.records.length : 0;
  const isKnown = outcome !== undefined && outcome.kind !== 'unknown';
  const missing = isKnown && activeNodes !== undefined ? activeNodes - found : 0;
  const lack = missing > 0 ? `, so DNS lacks ${missing} of them` : '';
  return `; the list says ${words}${lack}`;
}

/** `ACTIVE, 3 nodes`; empty when the list knows neither. */
export function metadataText({ state, activeNodes }: PoolMetadata): string {
  return [state, activeNodes === undefined ? undefined : counted(activeNodes, 'node')]
    .filter((word) => word !== undefined)
    .join(', ');
}
