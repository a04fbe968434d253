"""The pure step: what to publish after observations, by the rules of README.md's chapter Retention."""

import math

from events import events_between, mark
from groups import groups_of, owned
from listing import apply_list
from answering import apply_answer
from canonical import canonical_json
from names import units
from policy import full_policy
from removal import NEVER_TOO_OLD, is_excused, is_proven, remove_confirmed
from state import initial_state
from state_file import restored


def run_steps(question):
    policy = full_policy(question.get("policy", {}))
    steps = question["steps"]
    state = initial_state()
    if "from" in question:
        state = restored(question["from"], steps[0]["nowMs"], policy) or state
    return [step(state, one["observations"], one["nowMs"], policy) for one in steps]


def step(state, observations, now, policy):
    """Changes the state, and gives what is published and told."""
    before = mark(state)
    state.told = []
    if state.started_at is None:
        state.started_at = now
    for observation in sorted(observations, key=order):
        apply = apply_list if observation["of"] == "list" else apply_answer
        apply(state, observation, policy)
    for pool in state.pools.values():
        # SD-RET-18.
        is_old = pool.answer is not None and now - pool.answer.at >= policy["maxAgeMs"]
        pool.dropped = policy["dropExpiredPools"] and is_old
    # SD-RET-9.
    state.quick_from = min(state.quick_from, now)
    state.collapsing = remove_confirmed(state, policy)
    if state.collapsing:
        state.quick_from = math.inf
    snapshot = publish(state, now, policy)
    return {**snapshot, "events": state.told + events_between(before, mark(state))}


def order(observation):
    """SD-RET-1."""
    subject = (0, b"") if observation["of"] == "list" else (1, units(observation["pool"]))
    return observation["observedAtMs"], subject, units(canonical_json(observation["outcome"]))


def publish(state, now, policy):
    unanswered = sorted((pool.name for pool in state.listed() if pool.answer is None), key=units)
    if not state.begun and not may_begin(state, unanswered, now, policy):
        is_known = state.pool_list.known_at is not None
        return {
            "snapshot": "waiting",
            "unknownPools": unanswered,
            "listUnknown": not is_known,
            "emptyUnconfirmed": is_known and not unanswered,
        }
    is_first, state.begun = not state.begun, True
    if is_first:
        state.told.append("snapshot-first")
        state.incomplete = bool(unanswered)
    if state.incomplete and not unanswered:
        state.told.append("snapshot-completed")
        state.incomplete = False
    was_expired, state.expired = state.expired, is_expired(state, now, policy)
    if was_expired != state.expired:
        state.told.append("snapshot-expired" if state.expired else "snapshot-renewed")
    if state.expired:
        return {"snapshot": "expired", "confirmedAtMs": state.confirmed_at}
    return {
        "snapshot": "ready",
        "groups": groups_of(state, policy["perNode"]),
        "complete": not unanswered,
        "unknownPools": unanswered,
        "pools": sorted(state.pools, key=units),
        "confirmedAtMs": state.confirmed_at,
    }


def may_begin(state, unanswered, now, policy):
    """SD-RET-14 to SD-RET-16."""
    if state.pool_list.known_at is None:
        return False
    has_targets = bool(owned(state))
    # SD-RET-16.
    is_empty = not unanswered and not has_targets
    state.empty_until = math.inf if is_empty else min(state.empty_until, now)
    if has_targets and not are_proven_empty(state, state.empty_until, policy):
        return False
    if not unanswered:
        return has_targets or is_empty_confirmed(state, policy)
    waited = now - state.started_at >= policy["startupGraceMs"]
    excused = {pool.name for pool in state.listed() if is_excused(state, pool)}
    missing = [name for name in unanswered if name not in excused]
    return has_targets and waited and 2 * len(missing) <= len(state.listed())


def is_empty_confirmed(state, policy):
    """SD-RET-16."""
    if state.pool_list.empty_since is not None:
        waited = state.pool_list.known_at - state.pool_list.empty_since
        return waited >= max(policy["confirmCollapseMs"], policy["confirmForMs"])
    are_empty = all(pool.answer.empty_since is not None for pool in state.listed())
    return are_empty and are_proven_empty(state, math.inf, policy)


def are_proven_empty(state, quick_from, policy):
    """SD-RET-16: each pool that has been empty since before a time, for long enough after it."""
    empty = [
        pool
        for pool in state.listed()
        if pool.answer and pool.answer.empty_since is not None and pool.answer.empty_since < quick_from
    ]
    return all(
        is_proven(pool.answer, pool.answer.empty_since, NEVER_TOO_OLD if is_excused(state, pool) else quick_from, policy)
        for pool in empty
    )


def is_expired(state, now, policy):
    """SD-RET-17 and SD-RET-18."""
    if state.confirmed_at is None or now - state.confirmed_at >= policy["maxAgeMs"]:
        return True
    return not owned(state) and any(pool.dropped for pool in state.pools.values())
