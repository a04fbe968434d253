"""Starting from a state file: SD-STATE-1 to SD-STATE-5."""

import math

from addresses import judge
from names import is_dns_name
from policy import schema_of
from schema import problems
from state import Answer, Held, List, Pool, State


def restored(start, now, policy):
    """The state, or None when the file is not read."""
    file = start["file"]
    if problems(file, schema_of("state-file")) or file["fingerprint"] != start["fingerprint"]:
        return None
    names = [pool["name"] for pool in file["pools"]]
    is_odd = any(not pool["name"] or not is_dns_name(pool["endpoint"]) for pool in file["pools"])
    if is_odd or len(set(names)) < len(names) or len(names) > policy["limits"]["maxPools"]:
        return None
    passed = max(0, start["wallMs"] + now - file["savedAtWallMs"])

    def at(age):
        """SD-STATE-3."""
        return None if age is None else now - min(max(age + passed, 0), policy["maxAgeMs"])

    return State(
        pool_list=read_list(file["list"], at),
        pools={pool["name"]: read_pool(pool, file["list"]["knownAgeMs"], at, policy["limits"]) for pool in file["pools"]},
        confirmed_at=at(file["confirmedAgeMs"]),
        begun=file["begun"],
        quick_from=read_quick_from(file, at),
    )


def read_quick_from(file, at):
    """SD-RET-9."""
    if "collapseEndedForMs" not in file:
        return -math.inf
    ended_at = at(file["collapseEndedForMs"])
    return math.inf if ended_at is None else ended_at


def read_list(saved, at):
    known_at = at(saved["knownAgeMs"])
    return List(known_at, known_at, at(saved["emptyForMs"]), saved["isCurrent"])


def read_pool(saved, list_age, at, limits):
    answer = saved["answer"] and read_answer(saved["answer"], at, limits)
    answered = answer.targets if answer else {}
    held = {}
    for one in saved["held"]:
        for target, node in allowed([one], limits).items():
            if target not in answered:
                held[target] = Held(node, at(one["lackingForMs"]))
    # SD-STATE-5.
    metadata_at = at(saved["metadataAgeMs"]) if saved["metadataAgeMs"] == list_age else None
    return Pool(
        saved["name"],
        saved["endpoint"],
        at(saved["listedForMs"]),
        saved["metadata"],
        metadata_at,
        at(saved["missingForMs"]),
        answer.at if answer else None,
        answer,
        held,
    )


def read_answer(saved, at, limits):
    targets = allowed(saved["targets"], limits)
    is_absent = saved["kind"] == "absent"
    ages = at(saved["firmForMs"]), at(saved["emptyForMs"])
    return Answer(is_absent, at(saved["ageMs"]), targets, saved["negativeTtlMs"], *ages)


def allowed(saved, limits):
    """SD-STATE-4."""
    records = []
    for one in saved:
        host, _, port = one["address"].rpartition(":")
        record = {"host": host.removeprefix("[").removesuffix("]"), "port": int(port) if port.isdigit() else 0}
        records.append({**record, "node": one.get("node", "")})
    return judge(records, limits)[0]
