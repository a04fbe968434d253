"""What a list of pools changes: SD-POOL-1 to SD-POOL-7, SD-RET-12, SD-RET-13."""

from canonical import canonical_json, well_formed
from names import is_dns_name, units, without_last_dot
from state import Pool


def apply_list(state, observation, policy):
    at, outcome, known = observation["observedAtMs"], observation["outcome"], state.pool_list
    if known.observed_at is not None and at <= known.observed_at:
        return
    known.observed_at = at
    pools, skipped = usable(outcome["pools"]) if outcome["kind"] == "known" else ({}, set())
    is_unusable = outcome["kind"] == "known" and outcome["pools"] and not pools
    if outcome["kind"] != "known" or len(pools) > policy["limits"]["maxPools"] or is_unusable:
        if not known.is_failing:
            state.told.append("list-failed")
        known.is_failing, known.is_current = True, False
        return
    state.told.extend("pool-skipped" for _ in skipped - known.skipped)
    if known.is_failing:
        state.told.append("list-recovered")
    if pools:
        known.empty_since = None
    elif known.empty_since is None:
        known.empty_since = at
    known.known_at, known.is_current, known.is_failing, known.skipped = at, True, False, skipped
    # SD-RET-17.
    if outcome["origin"] == "service" or not pools:
        state.confirm(at)
    for entry in pools.values():
        list_pool(state, entry, at)
    for name in [name for name in state.pools if name not in pools]:
        # SD-RET-13.
        if outcome["origin"] == "operator" and pools:
            del state.pools[name]
        elif state.pools[name].missing_since is None:
            state.pools[name].missing_since = at


def usable(entries):
    """The entries by name, and what is reported of the others."""
    pools, skipped = {}, set()
    for entry in sorted(map(canonical_entry, entries), key=entry_order):
        name, endpoint = entry["name"], entry["endpoint"]
        if not name or not is_dns_name(endpoint):
            skipped.add((name, endpoint))
        elif name not in pools:
            pools[name] = entry
        elif pools[name]["endpoint"] != endpoint:
            skipped.add((name, endpoint))
    return pools, skipped


def canonical_entry(entry):
    name = well_formed(entry["name"]).lower()
    return {**entry, "name": name, "endpoint": without_last_dot(entry["endpoint"]).lower()}


def entry_order(entry):
    metadata = canonical_json(entry.get("metadata", {}))
    return units(entry["name"]), units(entry["endpoint"]), units(metadata)


def list_pool(state, entry, at):
    name = entry["name"]
    if name not in state.pools:
        state.told.append("pool-added")
        state.pools[name] = Pool(name, entry["endpoint"], at)
    pool = state.pools[name]
    pool.endpoint, pool.missing_since = entry["endpoint"], None
    if "metadata" in entry:
        pool.metadata, pool.metadata_at = entry["metadata"], at
