"""What one answer changes: SD-DNS-7, SD-DNS-8, SD-RET-2 to SD-RET-6, SD-RET-10."""

from addresses import judge, target_of
from state import Answer, Held


def apply_answer(state, observation, policy):
    pool, at, outcome = state.pools.get(observation["pool"]), observation["observedAtMs"], observation["outcome"]
    # SD-RET-2.
    if pool is None or at < pool.listed_at or (pool.observed_at is not None and at <= pool.observed_at):
        return
    pool.observed_at = at
    if outcome["kind"] == "unknown":
        return fail(state, pool)
    targets, refused = judge(outcome.get("records", []), policy["limits"])
    only_adds = lacks_over_udp(pool, outcome)
    if only_adds and pool.answer:
        targets = {**pool.answer.targets, **targets}
    if is_too_large(state, pool, targets, policy["limits"]):
        return fail(state, pool)
    if only_adds:
        fail(state, pool)
        if outcome["kind"] == "records":
            state.confirm(at)
            extend(pool, targets)
        return None
    if pool.is_failing:
        state.told.append("pool-recovered")
    state.told.extend("target-refused" for _ in refused - pool.refused)
    if pool.refused and not refused:
        state.told.append("refusal-cleared")
    pool.is_failing, pool.refused = False, refused
    state.confirm(at)
    replace(pool, outcome, targets, at)
    return None


def fail(state, pool):
    if not pool.is_failing:
        state.told.append("pool-failed")
    pool.is_failing = True


def lacks_over_udp(pool, outcome):
    """SD-DNS-7."""
    contained = {target_of(record)[0] for record in outcome.get("records", [])}
    return outcome["transport"] == "udp" and any(target not in contained for target in pool.known())


def is_too_large(state, pool, targets, limits):
    """SD-DNS-8."""
    if all(target in pool.known() for target in targets):
        return False
    total = state.claim_count() - len(pool.claims()) + len(targets)
    return len(targets) > limits["maxTargetsPerPool"] or total > limits["maxTargets"]


def extend(pool, targets):
    if pool.answer is None or targets == pool.answer.targets:
        return
    pool.answer.targets, pool.answer.is_absent, pool.answer.empty_since = targets, False, None
    pool.held = {target: held for target, held in pool.held.items() if target not in targets}


def replace(pool, outcome, targets, at):
    last = pool.answer
    held = {target: one for target, one in pool.held.items() if target not in targets}
    if last:
        for target, node in last.targets.items():
            if target not in targets:
                held[target] = Held(node, at)
    is_absent = outcome["kind"] == "absent"
    firm = None if outcome["doubtful"] else last.firm_since if last and last.firm_since is not None else at
    empty = None if targets else last.empty_since if last and last.empty_since is not None else at
    ttl = (outcome["ttlSeconds"] or 0) * 1000 if is_absent else 0
    pool.answer, pool.held, pool.dropped = Answer(is_absent, at, targets, ttl, firm, empty), held, False
