/**
 * What one lookup changes: additions at once; what it lacks is held until `removal` lets it go.
 */
import type { AbsentOutcome, PoolOutcome, RecordsOutcome, UnknownOutcome } from './answer.ts';
import { claimCountOf, confirm, writePool, type Draft } from './draft.ts';
import type { PoolObservation } from './observation.ts';
import { compareUnits } from './order.ts';
import type { Answer, HeldTarget, PoolFacts } from './state.ts';
import { judgeTargets, targetOf, type JudgedTargets, type RefusedTarget, type Target } from './target.ts';

/** A late observation, or one of a pool that is not known, changes nothing. */
export function applyAnswer(draft: Draft, { pool: name, observedAtMs, outcome }: PoolObservation): void {
  const pool = draft.pools.get(name);
  if (pool === undefined || isLate(pool, observedAtMs)) return;
  if (outcome.kind === 'unknown') return fail(draft, pool, outcome, observedAtMs);
  const judged = judgeTargets(outcome.kind === 'records' ? outcome.records : [], draft.judge);
  const tooMany = limitProblem(draft, pool, judged.targets.length);
  if (tooMany !== undefined)
    return fail(draft, pool, { kind: 'unknown', why: 'limit', detail: tooMany }, observedAtMs);
  const answered = recover(draft, pool, judged.refused, observedAtMs, outcome);
  if (lacksWithoutProof(pool, outcome)) return writePool(draft, withAdditions(answered, judged.targets));
  confirm(draft, observedAtMs);
  writePool(draft, withAnswer(answered, outcome, judged, observedAtMs));
}

function isLate({ listedAtMs, observedAtMs: newestAtMs }: PoolFacts, observedAtMs: number): boolean {
  return observedAtMs < listedAtMs || (newestAtMs !== null && observedAtMs <= newestAtMs);
}

/**
 * Whether an answer would remove something although it came over UDP, where servers cut answers
 * without saying so: ask again over TCP. O(n) in the answer and what the pool claims.
 */
export function lacksWithoutProof(pool: PoolFacts, outcome: PoolOutcome): boolean {
  if (outcome.kind === 'unknown' || outcome.transport !== 'udp') return false;
  const claimed = claimCountOf({ ...pool, dropped: false });
  if (claimed === 0 || outcome.kind === 'absent') return claimed > 0;
  const contained = new Set(
    outcome.records.map(targetOf).map((target) => ('address' in target ? target.address : '')),
  );
  const isLacking = ({ address }: Target): boolean => !contained.has(address);
  return pool.held.some(isLacking) || (pool.answer?.targets.some(isLacking) ?? false);
}

function fail(draft: Draft, pool: PoolFacts, { why, detail }: UnknownOutcome, observedAtMs: number): void {
  const text = detail === undefined ? {} : { detail };
  if (pool.failure === null) draft.events.push({ kind: 'pool-failed', pool: pool.name, why, ...text });
  const failure = { why, ...text, sinceMs: pool.failure?.sinceMs ?? observedAtMs };
  writePool(draft, { ...pool, observedAtMs, failure });
}

function limitProblem(draft: Draft, pool: PoolFacts, targets: number): string | undefined {
  const { maxTargetsPerPool, maxTargets } = draft.policy.limits;
  if (targets > maxTargetsPerPool)
    return `${targets} targets, limits.max_targets_per_pool allows ${maxTargetsPerPool}`;
  const total = draft.claimCount - claimCountOf(pool) + targets;
  return total > maxTargets ? `${total} targets in all, limits.max_targets allows ${maxTargets}` : undefined;
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
  const gaveSrv = pool.gaveSrv || (outcome.kind === 'records' && outcome.recordType === 'SRV');
  return { ...pool, observedAtMs, failure: null, gaveSrv, refused };
}

/** The answer only adds: its evidence for removals does not count. */
function withAdditions(pool: PoolFacts, targets: readonly Target[]): PoolFacts {
  if (pool.answer === null || targets.length === 0) return pool;
  const next = new Set(targets.map(({ address }) => address));
  const kept = pool.answer.targets.filter(({ address }) => !next.has(address));
  const answer = {
    ...pool.answer,
    kind: 'records',
    targets: byAddress([...kept, ...targets]),
    emptySinceMs: null,
  } as const;
  return { ...pool, answer, held: without(pool.held, next) };
}

function withAnswer(
  pool: PoolFacts,
  outcome: RecordsOutcome | AbsentOutcome,
  { targets }: JudgedTargets,
  observedAtMs: number,
): PoolFacts {
  const { answer: last } = pool;
  const isSame = last !== null && sameTargets(last.targets, targets);
  const answer: Answer = {
    kind: outcome.kind,
    observedAtMs,
    targets: isSame ? last.targets : targets,
    recordType: outcome.kind === 'records' ? outcome.recordType : null,
    transport: outcome.transport,
    negativeTtlMs: outcome.kind === 'absent' ? (outcome.ttlSeconds ?? 0) * 1000 : 0,
    firmSinceMs: outcome.doubtful ? null : (last?.firmSinceMs ?? observedAtMs),
    emptySinceMs: targets.length > 0 ? null : (last?.emptySinceMs ?? observedAtMs),
  };
  return { ...pool, answer, held: isSame ? pool.held : nowHeld(pool, targets, observedAtMs) };
}

/** What was held and still lacks, and what this answer is the first to lack. */
function nowHeld(pool: PoolFacts, targets: readonly Target[], lackingSinceMs: number): readonly HeldTarget[] {
  const next = new Set(targets.map(({ address }) => address));
  const still = without(pool.held, next);
  const { answer } = pool;
  if (answer === null) return still;
  const { observedAtMs: lastSeenAtMs, recordType, transport } = answer;
  const lost = answer.targets
    .filter(({ address }) => !next.has(address))
    .map((target) => ({ ...target, lackingSinceMs, lastSeenAtMs, recordType, transport }));
  return lost.length === 0 ? still : byAddress([...still, ...lost]);
}

function without(held: readonly HeldTarget[], addresses: ReadonlySet<string>): readonly HeldTarget[] {
  const still = held.filter(({ address }) => !addresses.has(address));
  return still.length === held.length ? held : still;
}

function byAddress<T extends Target>(targets: readonly T[]): readonly T[] {
  return targets.toSorted((a, b) => compareUnits(a.address, b.address));
}

function sameTargets(a: readonly Target[], b: readonly Target[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ address, node }, at) => address === b[at]?.address && node === b[at]?.node)
  );
}
