"""A model of mdservice (Snowflake-Labs/spcs-templates, user-metrics/mdservice), from its described behaviour.

Each request asks everything anew: one statement, then A and AAAA of each endpoint in turn. There is no memory.
Known faults: see mdservice.faults.json.
"""

import json

from answering import Unsupported, World, answer_all, check_settings, decide_by_addresses, target_group


class Panic(Exception):
    """A failed query ends the request without an answer."""


def pool_of(endpoint):
    """The third label in lower case; fewer than three are no endpoint."""
    labels = endpoint.split(".")
    return labels[2].lower() if len(labels) > 2 else None


def steps(question):
    check_settings(question, "mdservice")
    world, results = World(), []
    for step in question["steps"]:
        world.observe(step["observations"])
        try:
            results.append({"snapshot": "ready", "groups": body(world)})
        except Panic:
            results.append({"snapshot": "panic"})
    return results


def body(world):
    """The answer to one request. A slice that nothing was appended to is `null` in JSON."""
    if world.list["kind"] == "unknown":
        raise Panic
    groups = []
    for entry in world.list["pools"]:
        pool = pool_of(entry["endpoint"])
        if pool is not None:
            groups.append(target_group(pool, world.addresses(entry["name"].lower())))
    return groups or None


def lists(question):
    return [pools_of(refresh) for refresh in question["refreshes"]]


def pools_of(refresh):
    if "endpoints" not in refresh:
        raise Unsupported("mdservice asks for the endpoints alone")
    answer = refresh["endpoints"]
    if "columns" not in answer:
        return {"panic": "a failed query"}
    try:
        entries = json.loads(answer["rows"][0][0])
        endpoints = [entry for entry in entries if pool_of(entry) is not None]
    except (ValueError, TypeError, AttributeError, IndexError):
        # The unreadable cell is logged, and the body becomes `null`.
        endpoints = []
    return {"known": [{"name": pool_of(endpoint), "endpoint": endpoint} for endpoint in endpoints]}


def encode(question):
    """As Go writes JSON: without spaces, and `null` for nothing."""
    text = json.dumps(question["groups"] or None, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


if __name__ == "__main__":
    answer_all(
        {
            "step": steps,
            "pool-of": lambda question: pool_of(question["endpoint"]),
            "encode": encode,
            "lookup-decision": decide_by_addresses,
            "snowflake-list": lists,
        },
        "mdservice",
    )
