"""Events that follow from what was claimed and held before a step, and what is after it."""

from dataclasses import dataclass

from groups import conflicts


@dataclass
class Mark:
    """What events compare."""

    claims: dict
    waiting: set
    conflicts: dict
    collapsing: bool


def mark(state):
    pools = state.pools.values()
    waiting = {pool.name for pool in pools if waits(pool)}
    return Mark({pool.name: set(pool.claims()) for pool in pools}, waiting, conflicts(state), state.collapsing)


def waits(pool):
    if pool.dropped:
        return False
    return bool(pool.held) if pool.missing_since is None else bool(pool.claims())


def events_between(was, now):
    told = []
    for name in sorted({*was.claims, *now.claims}):
        before, after = was.claims.get(name, set()), now.claims.get(name, set())
        told += ["targets-added"] if after - before else []
        told += ["targets-removed"] if before - after else []
    told += ["removal-held" for _ in now.waiting - was.waiting]
    told += ["removal-cleared" for _ in was.waiting - now.waiting]
    told += ["pool-removed" for name in was.claims if name not in now.claims]
    if was.collapsing != now.collapsing:
        told.append("collapse-held" if now.collapsing else "collapse-cleared")
    told += ["conflict" for target, pools in now.conflicts.items() if was.conflicts.get(target) != pools]
    told += ["conflict-cleared" for target in was.conflicts if target not in now.conflicts]
    return told
