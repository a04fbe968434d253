/**
 * A ready snapshot of a whole fleet, made by the core.
 */
import { initialState, step, type ReadySnapshot } from '@spcs-sd/core';
import { targetsIn, type Fleet } from '../fleet.ts';
import { policy } from '../refresh/loop.ts';
import { observationsOf } from './answers.ts';

export function snapshotOf(fleet: Fleet): ReadySnapshot {
  const { snapshot } = step(initialState(), observationsOf(fleet, 0), 0, policy);
  if (snapshot.kind !== 'ready' || snapshot.targetCount !== targetsIn(fleet)) {
    throw new Error('not the whole fleet');
  }
  return snapshot;
}
