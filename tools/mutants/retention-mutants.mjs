/**
 * Breaches of the chapter Retention, each caught by a vector.
 *
 * @type {readonly import('./mutant.mjs').Mutant[]}
 */
export const retentionMutants = [
  {
    must: 'SD-RET-1',
    file: 'sd-core/src/step.ts',
    find: '(a, b) => a.observedAtMs - b.observedAtMs || ',
    replace: '(a, b) => ',
  },
  {
    must: 'SD-RET-1',
    file: 'sd-core/src/step.ts',
    find: "return Number(a.of === 'pool') - Number(b.of === 'pool');",
    replace: "return Number(b.of === 'pool') - Number(a.of === 'pool');",
  },
  {
    must: 'SD-RET-1',
    file: 'sd-core/src/step.ts',
    find: 'return compareUnits(canonicalJson(a.outcome), canonicalJson(b.outcome));',
    replace: 'return 0;',
  },
  {
    must: 'SD-RET-2',
    file: 'sd-core/src/apply-answer.ts',
    find: '(newestAtMs !== null && observedAtMs <= newestAtMs)',
    replace: '(newestAtMs !== null && observedAtMs < newestAtMs - 1e9)',
  },
  {
    must: 'SD-RET-2',
    file: 'sd-core/src/apply-list.ts',
    find: 'if (draft.list.observedAtMs !== null && observedAtMs <= draft.list.observedAtMs) return;',
    replace: '',
  },
  {
    must: 'SD-RET-2.2',
    file: 'sd-core/src/apply-answer.ts',
    find: 'return observedAtMs < listedAtMs || ',
    replace: 'return ',
  },
  {
    must: 'SD-RET-3',
    file: 'sd-core/src/view.ts',
    find: 'const owned = noneShared ? claimedAddresses(pool) : ownedBy(pool, claims, poolOf);',
    replace:
      'const shown = old.claims; const owned = (noneShared ? claimedAddresses(pool) : ownedBy(pool, claims, poolOf)).filter((address) => shown.size === 0 || getFrom(shown, address) !== undefined);',
  },
  {
    must: 'SD-RET-4',
    file: 'sd-core/src/apply-answer.ts',
    find: "if (outcome.kind === 'unknown') return fail(draft, pool, outcome, observedAtMs);",
    replace:
      "if (outcome.kind === 'unknown') { writePool(draft, { ...pool, answer: null, held: [] }); return fail(draft, draft.pools.get(name) ?? pool, outcome, observedAtMs); }",
  },
  {
    must: 'SD-RET-4.2',
    file: 'sd-core/src/apply-answer.ts',
    find: 'writePool(draft, { ...pool, observedAtMs, failure });',
    replace:
      'writePool(draft, { ...pool, observedAtMs, failure, answer: pool.answer && { ...pool.answer, observedAtMs } });',
  },
  {
    must: 'SD-RET-4.2',
    file: 'sd-core/src/apply-answer.ts',
    find: 'writePool(draft, { ...pool, observedAtMs, failure });',
    replace:
      'writePool(draft, { ...pool, observedAtMs, failure, held: pool.held.map((one) => ({ ...one, lackingSinceMs: observedAtMs })) });',
  },
  {
    must: 'SD-RET-5',
    file: 'sd-core/src/apply-answer.ts',
    find: 'held: isSame ? pool.held : nowHeld(pool, targets, observedAtMs)',
    replace: 'held: []',
  },
  {
    must: 'SD-RET-5',
    file: 'sd-core/src/removal.ts',
    find: 'return observedAtMs - countedFromMs >= atLeastTwiceTtl(',
    replace: 'return observedAtMs - countedFromMs > atLeastTwiceTtl(',
  },
  {
    must: 'SD-RET-6',
    file: 'sd-core/src/apply-answer.ts',
    find: 'const still = held.filter(({ address }) => !isIn(addresses, address));',
    replace: 'const still = held;',
  },
  {
    must: 'SD-RET-6',
    file: 'sd-core/src/apply-list.ts',
    find: '    missingSinceMs: null,\n    gaveSrv',
    replace: '    missingSinceMs: facts.missingSinceMs,\n    gaveSrv',
  },
  {
    must: 'SD-RET-7',
    file: 'sd-core/src/removal.ts',
    find: 'Math.max(waitMs, 2 * negativeTtlMs)',
    replace: 'Math.max(waitMs, negativeTtlMs)',
  },
  {
    must: 'SD-RET-8',
    file: 'sd-core/src/removal.ts',
    find: 'return waitMs === 0 ? 0 : Math.max(',
    replace: 'return Math.max(',
  },
  {
    must: 'SD-RET-9',
    file: 'sd-core/src/removal.ts',
    find: 'isCollapse: held * 2 > published',
    replace: 'isCollapse: held * 2 >= published',
  },
  {
    must: 'SD-RET-9',
    file: 'sd-core/src/removal.ts',
    find: 'return Math.max(confirmForMs, confirmCollapseMs);',
    replace: 'return confirmForMs;',
  },
  {
    must: 'SD-RET-9',
    file: 'sd-core/src/removal.ts',
    find: 'Math.max(sinceMs, firmSinceMs, quickFromMs)',
    replace: 'Math.max(sinceMs, firmSinceMs)',
  },
  {
    must: 'SD-RET-10',
    file: 'sd-core/src/removal.ts',
    find: 'if (firmSinceMs === null) return false;',
    replace: '',
  },
  {
    must: 'SD-RET-10',
    file: 'sd-core/src/removal.ts',
    find: 'Math.max(sinceMs, firmSinceMs, quickFromMs)',
    replace: 'Math.max(sinceMs, quickFromMs)',
  },
  {
    must: 'SD-RET-11',
    file: 'sd-core/src/removal.ts',
    find: "state === 'SUSPENDED' || state === 'STOPPING' || pool.metadata.activeNodes === 0",
    replace: "state === 'SUSPENDED' || state === 'STOPPING'",
  },
  {
    must: 'SD-RET-11',
    file: 'sd-core/src/removal.ts',
    find: 'if (!list.isCurrent) return false;',
    replace: '',
  },
  {
    must: 'SD-RET-11',
    file: 'sd-core/src/removal.ts',
    find: 'if (pool.metadataAtMs === null || pool.metadataAtMs !== list.knownAtMs) return false;',
    replace: '',
  },
  {
    must: 'SD-RET-11.2',
    file: 'sd-core/src/removal.ts',
    find: "return answer?.kind === 'absent' && answer.firmSinceMs !== null;",
    replace: 'return false;',
  },
  {
    must: 'SD-RET-11.3',
    file: 'sd-core/src/removal.ts',
    find: 'return isExcused(draft, pool) ? 0 : pool.held.length;',
    replace: 'return pool.held.length;',
  },
  {
    must: 'SD-RET-12',
    file: 'sd-core/src/removal.ts',
    find: 'if (pool.missingSinceMs === null || list.knownAtMs === null) return false;',
    replace: 'if (pool.missingSinceMs === null || list.knownAtMs !== null) return false;',
  },
  {
    must: 'SD-RET-12',
    file: 'sd-core/src/removal.ts',
    find: 'return list.knownAtMs - sinceMs >= atLeastTwiceTtl(',
    replace: 'return Math.min(list.knownAtMs, pool.answer?.observedAtMs ?? 0) - sinceMs >= atLeastTwiceTtl(',
  },
  {
    must: 'SD-RET-12.2',
    file: 'sd-core/src/removal.ts',
    find: 'if (list.knownAtMs - pool.missingSinceMs >= collapseMs(policy)) return true;',
    replace: '',
  },
  {
    must: 'SD-RET-13',
    file: 'sd-core/src/apply-list.ts',
    find: "if (isWill) removePool(draft, name, 'operator');",
    replace: "if (isWill && name === '') removePool(draft, name, 'operator');",
  },
  {
    must: 'SD-RET-13.2',
    file: 'sd-core/src/apply-list.ts',
    find: "outcome.origin === 'operator' && listed.pools.size > 0;",
    replace: "outcome.origin === 'operator';",
  },
  {
    must: 'SD-RET-14',
    file: 'sd-core/src/publication.ts',
    find: 'if (list.knownAtMs === null) return false;',
    replace: '',
  },
  {
    must: 'SD-RET-14',
    file: 'sd-core/src/publication.ts',
    find: 'if (!hasTargets || waitedMs < policy.startupGraceMs) return false;',
    replace: 'if (!hasTargets) return false;',
  },
  {
    must: 'SD-RET-15',
    file: 'sd-core/src/publication.ts',
    find: '    groups: view.groups,\n    complete: view.unanswered.length === 0,',
    replace: '    groups: view.groups,\n    complete: true,',
  },
  {
    must: 'SD-RET-15',
    file: 'sd-core/src/publication.ts',
    find: ').length * 2 <= listed;',
    replace: ').length >= 0;',
  },
  {
    must: 'SD-RET-15.2',
    file: 'sd-core/src/publication.ts',
    find: 'return pool === undefined || !isExcused(state, pool);',
    replace: 'return true;',
  },
  {
    must: 'SD-RET-16',
    file: 'sd-core/src/publication.ts',
    find: 'return hasTargets || isEmptyConfirmed(state, policy);',
    replace: 'return true;',
  },
  {
    must: 'SD-RET-16',
    file: 'sd-core/src/publication.ts',
    find: 'const fromMs = isExcused(state, pool) ? -Infinity : quickFromMs;',
    replace: 'const fromMs = -Infinity;',
  },
  {
    must: 'SD-RET-16.2',
    file: 'sd-core/src/publication.ts',
    find: 'if (hasTargets && emptyEndedAtMs !== null && !areEmptyProven(state, emptyEndedAtMs, policy)) return false;',
    replace: '',
  },
  {
    must: 'SD-RET-16',
    file: 'sd-core/src/publication.ts',
    find: 'return (list.knownAtMs ?? -Infinity) - list.emptySinceMs >= collapseMs(policy);',
    replace: 'return true;',
  },
  {
    must: 'SD-RET-17',
    file: 'sd-core/src/publication.ts',
    find: 'if (confirmedAtMs === null || nowMs - confirmedAtMs >= maxAgeMs) return true;',
    replace: 'if (confirmedAtMs === null) return true;',
  },
  {
    must: 'SD-RET-17',
    file: 'sd-core/src/apply-list.ts',
    find: "if (origin === 'service' || listed.pools.size === 0) confirm(draft, observedAtMs);",
    replace: 'confirm(draft, observedAtMs);',
  },
  {
    must: 'SD-RET-17',
    file: 'sd-core/src/apply-answer.ts',
    find: "if (outcome.kind === 'records') confirm(draft, observedAtMs);",
    replace: '',
  },
  {
    must: 'SD-RET-18',
    file: 'sd-core/src/step.ts',
    find: 'if (policy.dropExpiredPools) markDropped(',
    replace: 'if (policy.dropExpiredPools && nowMs < 0) markDropped(',
  },
  {
    must: 'SD-RET-18.2',
    file: 'sd-core/src/publication.ts',
    find: 'return view.claims.size === 0 && view.names.some((name) => getFrom(pools, name)?.dropped === true);',
    replace:
      'return view.claims.size < 0 && view.names.some((name) => getFrom(pools, name)?.dropped === true);',
  },
];
