"""What may go: SD-RET-5 to SD-RET-13."""

import math

NEVER_TOO_OLD = -math.inf


def remove_confirmed(state, policy):
    """Removes until nothing more may go. Returns whether what is left is a collapse."""
    while True:
        collapses = is_collapse(state)
        removed = False
        for pool in list(state.pools.values()):
            if may_remove_pool(state, pool, collapses, policy):
                del state.pools[pool.name]
                removed = True
                continue
            quick_from = quick_since(state, collapses, is_excused(state, pool))
            gone = [
                target for target, held in pool.held.items() if is_proven(pool.answer, held.lacking_since, quick_from, policy)
            ]
            for target in gone:
                del pool.held[target]
            removed = removed or bool(gone)
        if not removed:
            return collapses


def quick_since(state, collapses, is_witnessed):
    """SD-RET-9: from when on evidence counts for the short wait."""
    if is_witnessed:
        return NEVER_TOO_OLD
    return math.inf if collapses else state.quick_from


def is_collapse(state):
    """SD-RET-9."""
    going = 0
    for pool in state.pools.values():
        if pool.dropped:
            continue
        if pool.missing_since is not None:
            going += 0 if is_surely_absent(pool) else len(pool.claims())
        elif not is_excused(state, pool):
            going += len(pool.held)
    return 2 * going > state.claim_count()


def is_excused(state, pool):
    """SD-RET-11: by the list."""
    if not state.pool_list.is_current:
        return False
    if pool.missing_since is not None:
        return True
    if pool.metadata_at is None or pool.metadata_at != state.pool_list.known_at:
        return False
    named = pool.metadata.get("state", "").upper()
    return named in ("SUSPENDED", "STOPPING") or pool.metadata.get("activeNodes") == 0


def is_surely_absent(pool):
    """SD-RET-11: by DNS."""
    return pool.answer is not None and pool.answer.is_absent and pool.answer.firm_since is not None


def may_remove_pool(state, pool, collapses, policy):
    """SD-RET-12."""
    if pool.missing_since is None:
        return False
    missing = state.pool_list.known_at - pool.missing_since
    if missing >= collapse_wait(policy):
        return True
    ttl = pool.answer.negative_ttl if pool.answer else 0
    since = max(pool.missing_since, quick_since(state, collapses, is_surely_absent(pool)))
    return state.pool_list.known_at - since >= wait_of(policy["confirmForMs"], ttl)


def is_proven(answer, since, quick_from, policy):
    """SD-RET-5, SD-RET-7, SD-RET-8, SD-RET-10: whether answers have said so for long enough."""
    if answer.at - since >= wait_of(collapse_wait(policy), answer.negative_ttl):
        return True
    if answer.firm_since is None:
        return False
    counted_from = max(since, answer.firm_since, quick_from)
    return answer.at - counted_from >= wait_of(policy["confirmForMs"], answer.negative_ttl)


def collapse_wait(policy):
    return max(policy["confirmForMs"], policy["confirmCollapseMs"])


def wait_of(wait, negative_ttl):
    return 0 if wait == 0 else max(wait, 2 * negative_ttl)
