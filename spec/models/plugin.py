"""A model of the plugin (prometheus/prometheus pull request 13252, discovery/snowflake), from its described behaviour.

Each refresh asks for the pools and the current role, keeps the active ones of that role, and looks up A and AAAA of
each name. A refresh that fails keeps what Prometheus had. Known faults: see plugin.faults.json.
"""

from answering import Unsupported, World, answer_all, check_settings, decide_by_addresses, target_group

SUPPORTED = "Supported Authenticator types are AuthTypeToken, AuthTypePassword"


class Failed(Exception):
    """The refresh fails, and Prometheus keeps its targets."""


def name_of(pool):
    return f"metrics.{pool.lower()}.snowflakecomputing.internal"


def steps(question):
    check_settings(question, "the plugin")
    world, results, last = World(), [], {"snapshot": "waiting"}
    for step in question["steps"]:
        world.observe(step["observations"])
        if world.list["kind"] == "known":
            last = {"snapshot": "ready", "groups": groups(world)}
        results.append(last)
    return results


def groups(world):
    """A pool that cannot be looked up is skipped without a word."""
    found = []
    for entry in world.list["pools"]:
        state = entry.get("metadata", {}).get("state", "active")
        addresses = world.addresses(entry["name"].lower())
        if state.lower() == "active" and addresses:
            found.append(target_group(entry["name"].lower(), addresses))
    return found


def lists(question):
    results = []
    for refresh in question["refreshes"]:
        try:
            results.append({"known": kept(refresh)})
        except Failed as why:
            results.append({"unknown": str(why)})
    return results


def kept(refresh):
    if "pools" not in refresh:
        raise Unsupported("the plugin asks SHOW COMPUTE POOLS alone")
    columns, rows = table(refresh["pools"])
    role = table(refresh.get("currentRole"))[1][0][0] or ""
    pools = []
    for at, row in enumerate(rows):
        name, state, owner = (cell(columns, row, column, at) for column in ("name", "state", "owner"))
        if state.lower() == "active" and owner.lower() == role.lower():
            metadata = {"state": state, "owner": owner}
            pools.append({"name": name.lower(), "endpoint": name_of(name), "metadata": metadata})
    return pools


def table(answer):
    if answer is None or "columns" not in answer:
        raise Failed("the query failed")
    return [column.lower() for column in answer["columns"]], answer["rows"]


def cell(columns, row, column, at):
    if column not in columns:
        raise Failed(f"there is no column {column}")
    if row[columns.index(column)] is None:
        raise Failed(f"row {at + 1} has no {column}")
    return row[columns.index(column)]


def config(question):
    """An entry of `spcs_sd_configs`, which is what stands under `pools.snowflake`."""
    pools = question["config"].get("pools", {}) if isinstance(question["config"], dict) else {}
    if "snowflake" not in pools:
        raise Unsupported("the plugin is configured in Prometheus' configuration")
    entry = pools["snowflake"]
    authenticator = entry.get("authenticator", "")
    if authenticator == "":
        return refused(f"Spcs SD configuration requires an Authenticator to be specified. {SUPPORTED}")
    if authenticator not in ("AuthTypeToken", "AuthTypePassword"):
        return refused(f"Spcs SD configuration unsupported Authenticator {authenticator}. {SUPPORTED}")
    if authenticator == "AuthTypePassword" and not all(entry.get(key) for key in ("user", "password", "role")):
        needed = "{ User, Password, Role } when Authenticator type is AuthTypePassword"
        return refused(f"Spcs SD configuration requires {needed}")
    return {"valid": True}


def refused(message):
    return {"errors": [{"path": "pools.snowflake.authenticator", "message": message}]}


if __name__ == "__main__":
    answer_all(
        {
            "step": steps,
            "endpoint-of": lambda question: name_of(question["pool"]),
            "lookup-decision": decide_by_addresses,
            "snowflake-list": lists,
            "config": config,
        },
        "the plugin",
    )
