/**
 * Signs that faults of several classes show.
 */
import type { Sign } from '../fault.ts';

/** A start without anything to go on from, when it has its list. */
const firstListReady = 'msg="the first list of targets is ready"';

export const listFails: Sign = {
  metric: 'spcs_sd_list_refresh_failures_total',
  shows: 'grows',
  begins: 'msg="the pool list cannot be read: the last good one stays"',
  ends: 'msg="the pool list can be read again"',
};

/** The list is not read at all for longer than any refresh should take. */
export const listIsLate: Sign = {
  metric: 'spcs_sd_list_late',
  shows: 'rises',
  begins: 'msg="reading the pool list takes long: the last good one stays meanwhile"',
  ends: 'msg="the pool list is read in time again"',
};

/** A list that is well-formed and names too few pools. */
export const poolsMissing: Sign = {
  metric: 'spcs_sd_pending_pools',
  shows: 'rises',
  begins: 'msg="the list does not name a pool any more: its targets stay until that is confirmed"',
  ends: 'msg="no removal waits any more"',
  lines: 'several',
};

export const poolsFail: Sign = {
  metric: 'spcs_sd_stale_pools',
  shows: 'rises',
  begins: 'msg="no answer for a pool: its last targets stay"',
  ends: 'msg="a pool answers again"',
  lines: 'several',
};

/** Answers lack targets that are held. */
export const removalsHeld: Sign = {
  metric: 'spcs_sd_removals_held_total',
  shows: 'grows',
  begins: 'msg="targets are gone from the answer: they stay until that is confirmed"',
  ends: 'msg="no removal waits any more"',
  lines: 'several',
};

/** A first result without targets is not given. */
export const firstIsEmpty: Sign = {
  metric: 'spcs_sd_snapshot_ready',
  shows: { below: 1 },
  begins: 'msg="the first result has no targets: nothing is given until that is confirmed"',
  ends: firstListReady,
};

/** A start from the state file. */
export const stateRestored: Sign = {
  metric: 'spcs_sd_state_loads_total{outcome="restored"}',
  shows: 'grows',
  begins: 'msg="goes on from the saved state"',
};

export const stateRejected: Sign = {
  metric: 'spcs_sd_state_loads_total{outcome="rejected"}',
  shows: 'grows',
  begins: 'msg="the saved state is of no use: starting without it"',
  ends: firstListReady,
};

export const fileFails: Sign = {
  of: 'file',
  metric: 'spcs_sd_file_write_failures_total',
  shows: 'grows',
  begins: 'msg="file not written: the old one stays"',
  ends: 'msg="the file can be written again"',
};
