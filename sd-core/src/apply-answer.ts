/**
 * What one lookup changes: additions at once; what it lacks is held until `removal` lets it go.
 */
import type { AbsentOutcome, PoolOutcome, RecordsOutcome, UnknownOutcome } from './answer.ts';
import { addressesIn, claimedAddresses } from './claims.ts';
import { claimCountOf, confirm, writePool, type Draft } from './draft.ts';
import type { PoolObservation } from './observation.ts';
import { compareUnits } from './order.ts';
import type { Answer, HeldTarget, PoolFacts } from './state.ts';
import { isIn, reuse, without } from './sorted.ts';
import { isSameList, noTargets, targetListOf, targetsIn, type TargetList } from './target-list.ts';
import { judgeTargets, targetOf, type RefusedTarget } from './target.ts';

/** A late observation, or one of a pool that is not known, changes nothing. */
export function applyAnswer(draft: Draft, { pool: name, observedAtMs, outcome }: PoolObservation): void {
  const pool = draft.pools.get(name);
  if (pool === undefined || isLate(pool, observedAtMs)) return;
  if (outcome.kind === 'unknown') return fail(draft, pool, outcome, observedAtMs);
  const judged = judgeTargets(outcome.kind === 'records' ? outcome.records : [], draft.judge);
  const isCut = lacksWithoutProof(pool, outcome);
  const targets = isCut ? withKnown(pool, judged.targets) : judged.targets;
  const tooMany = limitProblem(draft, pool, targets);
  if (tooMany !== undefined) return fail(draft, pool, limitReached(tooMany), observedAtMs);
  if (isCut) {
    if (outcome.kind === 'records') confirm(draft, observedAtMs);
    return addOnly(draft, pool, targets, observedAtMs);
  }
  const answered = recover(draft, pool, judged.refused, observedAtMs, outcome);
  confirm(draft, observedAtMs);
  writePool(draft, withAnswer(answered, outcome, targets, observedAtMs));
}

function isLate({ listedAtMs, observedAtMs: newestAtMs }: PoolFacts, observedAtMs: number): boolean {
  return observedAtMs < listedAtMs || (newestAtMs !== null && observedAtMs <= newestAtMs);
}

/**
 * Whether an answer would remove something although it came over UDP, where servers cut answers
 * without saying so: ask again over TCP. O(n) in the answer and what the pool claims; O(1) when it claims nothing.
 */
export function lacksWithoutProof(pool: PoolFacts, outcome: PoolOutcome): boolean {
  if (outcome.kind === 'unknown' || outcome.transport !== 'udp') return false;
  const claimed = claimedAddresses({ ...pool, dropped: false });
  if (claimed.length === 0 || outcome.kind === 'absent') return claimed.length > 0;
  const contained = new Set(
    outcome.records.map(targetOf).map((target) => ('address' in target ? target.address : '')),
  );
  return !claimed.every((address) => contained.has(address));
}

type Failed = Pick<UnknownOutcome, 'why' | 'detail'>;

function fail(draft: Draft, pool: PoolFacts, { why, detail }: Failed, observedAtMs: number): void {
  const text = detail === undefined ? {} : { detail };
  if (pool.failure === null) draft.events.push({ kind: 'pool-failed', pool: pool.name, why, ...text });
  const failure = { why, ...text, sinceMs: pool.failure?.sinceMs ?? observedAtMs };
  writePool(draft, { ...pool, observedAtMs, failure });
}

function limitReached(detail: string): Failed {
  return { why: 'limit', detail };
}

/** An answer that adds nothing is never too large: refusing it would freeze a pool that only shrinks. */
function limitProblem(draft: Draft, pool: PoolFacts, { addresses }: TargetList): string | undefined {
  const { maxTargetsPerPool, maxTargets } = draft.policy.limits;
  const count = addresses.length;
  const total = draft.claimCount - claimCountOf(pool) + count;
  if (count <= maxTargetsPerPool && total <= maxTargets) return undefined;
  const known = new Set([...addressesIn(pool), ...pool.held.map(({ address }) => address)]);
  if (addresses.every((address) => known.has(address))) return undefined;
  return count > maxTargetsPerPool
    ? `${count} targets, limits.max_targets_per_pool allows ${maxTargetsPerPool}`
    : `${total} targets in all, limits.max_targets allows ${maxTargets}`;
}

/** The pool with everything that any authoritative answer says besides its targets. */
function recover(
  draft: Draft,
  pool: PoolFacts,
  refused: readonly RefusedTarget[],
  observedAtMs: number,
  outcome: RecordsOutcome | AbsentOutcome,
): PoolFacts {
  if (pool.failure !== null) draft.events.push({ kind: 'pool-recovered', pool: pool.name });
  const known = new Set(pool.refused.map(({ target }) => target));
  for (const { target, why } of refused) {
    if (!known.has(target)) draft.events.push({ kind: 'target-refused', pool: pool.name, target, why });
  }
  if (known.size > 0 && refused.length === 0) draft.events.push({ kind: 'refusal-cleared', pool: pool.name });
  const gaveSrv = pool.gaveSrv || (outcome.kind === 'records' && outcome.recordType === 'SRV');
  return { ...pool, observedAtMs, failure: null, gaveSrv, refused };
}

/**
 * An answer over UDP that lacks something: what it adds counts, and that somebody answered; what it
 * lacks does not. It is told as a failure, because the pool cannot shrink while it lasts.
 */
function addOnly(draft: Draft, pool: PoolFacts, targets: TargetList, observedAtMs: number): void {
  fail(draft, pool, needsProof, observedAtMs);
  const failed = draft.pools.get(pool.name);
  if (failed?.answer == null || isSameList(failed.answer.targets, targets)) return;
  const answer: Answer = { ...failed.answer, kind: 'records', targets, emptySinceMs: null };
  writePool(draft, { ...failed, answer, held: stillHeld(failed, targets) });
}

const needsProof: Failed = {
  why: 'other',
  detail: 'an answer over UDP lacks known targets, and none came over TCP to confirm it',
};

/** What an answer contains and what was known before it. */
function withKnown({ answer }: PoolFacts, next: TargetList): TargetList {
  const known = targetsIn(answer?.targets ?? noTargets);
  return targetListOf([...known.filter(({ address }) => !isIn(next.addresses, address)), ...targetsIn(next)]);
}

function withAnswer(
  pool: PoolFacts,
  outcome: RecordsOutcome | AbsentOutcome,
  targets: TargetList,
  observedAtMs: number,
): PoolFacts {
  const { answer: last } = pool;
  const isSame = last !== null && isSameList(last.targets, targets);
  const answer: Answer = {
    kind: outcome.kind,
    observedAtMs,
    targets: isSame ? last.targets : { ...targets, addresses: reuse(targets.addresses, addressesIn(pool)) },
    recordType: outcome.kind === 'records' ? outcome.recordType : null,
    transport: outcome.transport,
    negativeTtlMs: outcome.kind === 'absent' ? (outcome.ttlSeconds ?? 0) * 1000 : 0,
    firmSinceMs: outcome.doubtful ? null : (last?.firmSinceMs ?? observedAtMs),
    emptySinceMs: targets.addresses.length > 0 ? null : (last?.emptySinceMs ?? observedAtMs),
  };
  return { ...pool, answer, held: isSame ? pool.held : nowHeld(pool, targets, observedAtMs), dropped: false };
}

/** What was held and still lacks, and what this answer is the first to lack. */
function nowHeld(pool: PoolFacts, next: TargetList, lackingSinceMs: number): readonly HeldTarget[] {
  const { answer } = pool;
  const still = stillHeld(pool, next);
  const lost = without(addressesIn(pool), next.addresses);
  if (answer === null || lost.length === 0) return still;
  const { observedAtMs: lastSeenAtMs, recordType, transport } = answer;
  const held = targetsIn(answer.targets)
    .filter(({ address }) => isIn(lost, address))
    .map((target) => ({ ...target, lackingSinceMs, lastSeenAtMs, recordType, transport }));
  return [...still, ...held].toSorted((a, b) => compareUnits(a.address, b.address));
}

/** The same object when nothing of it came back. */
function stillHeld({ held }: PoolFacts, { addresses }: TargetList): readonly HeldTarget[] {
  const still = held.filter(({ address }) => !isIn(addresses, address));
  return still.length === held.length ? held : still;
}
