"""Who owns a target, and the groups that are published: SD-ADDR-8, SD-ADDR-9, the chapters Labels and Bytes."""

from canonical import well_formed
from names import units

MAX_LABEL = 1024


def owned(state):
    """The targets of each pool that owns any, with their nodes."""
    owners = {}
    for is_held in (False, True):
        for name in sorted(state.pools, key=units):
            pool = state.pools[name]
            answered = pool.answer.targets if pool.answer else {}
            for target in pool.claims():
                if (target not in answered) == is_held:
                    owners.setdefault(target, name)
    pools = {}
    for target, name in owners.items():
        pools.setdefault(name, {})[target] = state.pools[name].known()[target]
    return pools


def conflicts(state):
    """Targets in the last answers of several pools, with the pools' names."""
    pools = {}
    for name, pool in state.pools.items():
        if pool.answer and not pool.dropped:
            for target in pool.answer.targets:
                pools.setdefault(target, set()).add(name)
    return {target: names for target, names in pools.items() if len(names) > 1}


def groups_of(state, per_node):
    groups = []
    pools = owned(state)
    for name in sorted(pools, key=units):
        nodes = {}
        for target in sorted(pools[name], key=units):
            nodes.setdefault(pools[name][target] if per_node else "", []).append(target)
        for node in sorted(nodes, key=units):
            labels = labels_of(state.pools[name])
            if node:
                labels["__meta_spcs_node"] = label_value(node)
            groups.append({"targets": nodes[node], "labels": labels})
    return groups


def labels_of(pool):
    """SD-LABEL-1, SD-LABEL-2."""
    metadata = pool.metadata
    is_exclusive = metadata.get("isExclusive")
    known = {
        "name": pool.name,
        "endpoint": pool.endpoint,
        "state": metadata.get("state"),
        "owner": metadata.get("owner"),
        "instance_family": metadata.get("instanceFamily"),
        "application": metadata.get("application"),
        "is_exclusive": None if is_exclusive is None else str(is_exclusive).lower(),
    }
    return {f"__meta_spcs_compute_pool_{key}": label_value(value) for key, value in known.items() if value}


def label_value(text):
    """SD-LABEL-5: the first 1,024 code units, and no half of a pair at their end."""
    return units(well_formed(text))[: 2 * MAX_LABEL].decode("utf-16-be", "ignore")
