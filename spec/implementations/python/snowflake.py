"""The list of pools that an account's answers give: SD-SNOW-1 to SD-SNOW-8."""

import json
import re

from names import endpoint_of, pool_of, without_last_dot
from policy import DEFAULTS

HOUR = 3600000
FUNCTION, SHOW = "monitor_endpoints", "show_compute_pools"
COLUMNS = {"state": "state", "owner": "owner", "instanceFamily": "instance_family", "application": "application"}


class Unknown(Exception):
    """The list cannot be known, and why."""


def read_lists(question):
    source, now, results = Source(question.get("options", {})), 0, []
    for refresh in question["refreshes"]:
        now = refresh.get("atMs", now)
        try:
            results.append({"known": source.read(refresh, now)})
        except Unknown as why:
            results.append({"unknown": str(why)})
    return results


class Source:
    """What is remembered between refreshes. `said`: what each statement said, by its name for a pool."""

    def __init__(self, options):
        self.query = options.get("query", "auto")
        self.wants_metadata = options.get("metadata", True)
        self.wants_filter = options.get("filter", "none") == "plugin"
        self.template = options.get("endpointTemplate")
        self.shows = self.query == SHOW
        self.has_worked = False
        self.tried_at = None
        self.first_at = None
        self.had_metadata = False
        self.known = {}
        self.said = {FUNCTION: {}, SHOW: {}}
        self.last = []

    def read(self, refresh, now):
        self.first_at = now if self.first_at is None else self.first_at
        entries, is_damaged = self.named(refresh, now)
        pools = entries
        if self.wants_metadata or self.wants_filter:
            pools = self.described(pools, refresh, now)
        if self.wants_filter:
            role = current_role(refresh["currentRole"])
            pools = [pool for pool in pools if is_kept(pool["metadata"], role)]
        if is_damaged:
            names = {pool["name"] for pool in pools}
            pools += [pool for pool in self.last if pool["name"] not in names]
        self.last = [{"name": pool["name"], "endpoint": pool["endpoint"]} for pool in pools]
        return pools

    def named(self, refresh, now):
        """SD-SNOW-4."""
        is_due = self.tried_at is None or now - self.tried_at >= HOUR
        if self.query == SHOW or (self.shows and not is_due):
            return self.shown(refresh), False
        self.tried_at = now
        try:
            named, is_damaged = of_cell(refresh["endpoints"])
        except Unknown:
            self.shows = self.shows or (self.query == "auto" and self.may_show(refresh["endpoints"]))
            if not self.shows:
                raise
            return self.shown(refresh), False
        self.has_worked, self.shows = True, False
        return self.remembered(FUNCTION, named), is_damaged

    def may_show(self, answer):
        code, message = answer.get("code"), answer.get("message", "")
        if code in ("002139", "002140", "002141") or re.search("unknown function", message, re.IGNORECASE):
            return True
        is_forbidden = answer.get("sqlState") == "42501" or code in ("003001", "002003")
        return is_forbidden and not self.has_worked

    def shown(self, refresh):
        columns, rows = table(refresh["pools"])
        names = [name.lower() for name in (cell(columns, row, "name") for row in rows) if name]
        return self.remembered(SHOW, {name: endpoint_of(name, self.template) for name in names})

    def remembered(self, statement, named):
        """SD-SNOW-5. `known`: endpoints by the name that a pool is known by."""
        said, pools = self.said[statement], []
        spellings = {}
        for name in self.known:
            if name not in named:
                spellings.setdefault(hyphens(name), []).append(name)
        for name, endpoint in named.items():
            before = said.get(name)
            if before is None:
                other = spellings.get(hyphens(name), [])
                known_as = name if name in self.known else other[0] if len(other) == 1 else name
                self.known.setdefault(known_as, endpoint)
            else:
                known_as = before["known_as"]
                if before["endpoint"] != endpoint:
                    self.known[known_as] = endpoint
            said[name] = {"known_as": known_as, "endpoint": endpoint}
            pools.append({"name": known_as, "endpoint": self.known[known_as]})
        return pools

    def described(self, pools, refresh, now):
        """SD-SNOW-6 and SD-SNOW-7."""
        try:
            columns, rows = table(refresh["pools"], ["state", "owner"] if self.wants_filter else [])
        except Unknown:
            is_grace = now - self.first_at < DEFAULTS["startupGraceMs"] and not self.had_metadata
            if self.wants_filter or is_grace:
                raise
            return pools
        self.had_metadata = True
        described = []
        for pool in pools:
            row = row_of(columns, rows, pool["name"])
            described.append({**pool, "metadata": metadata_of(columns, row)} if row else pool)
        return [pool for pool in described if "metadata" in pool or not self.wants_filter]


def table(answer, needed=()):
    """SD-SNOW-1, SD-SNOW-7, SD-SNOW-8: the columns of SHOW COMPUTE POOLS in lower case, and its rows."""
    columns, rows = result(answer)
    for column in ("name", *needed):
        if column not in columns:
            raise Unknown(f"there is no column {column}")
    for at, row in enumerate(rows):
        for column in needed:
            if cell(columns, row, column) is None:
                raise Unknown(f"row {at + 1} has nothing in the column {column}")
    return columns, rows


def result(answer):
    if "columns" not in answer:
        raise Unknown(answer.get("failed") or f"{answer['code']}: {answer['message']}")
    return [column.lower() for column in answer["columns"]], answer["rows"]


def of_cell(answer):
    """SD-SNOW-2 and SD-SNOW-3: endpoints by name, and whether there were entries that are no text."""
    columns, rows = result(answer)
    try:
        entries = json.loads(rows[0][0]) if len(rows) == 1 and len(columns) == 1 else None
    except (TypeError, ValueError) as error:
        raise Unknown("the cell is no JSON") from error
    if not isinstance(entries, list):
        raise Unknown("the answer is not one cell with an array")
    texts = [entry for entry in entries if isinstance(entry, str)]
    named = {}
    for text in texts:
        if pool_of(text):
            named.setdefault(pool_of(text), without_last_dot(text).lower())
    is_damaged = len(texts) < len(entries)
    if is_damaged and not named:
        raise Unknown("no entry of the cell names a pool")
    return named, is_damaged


def current_role(answer):
    role = result(answer)[1][0][0]
    if not role:
        raise Unknown("there is no current role")
    return role


def cell(columns, row, column):
    return row[columns.index(column)] if column in columns else None


def hyphens(name):
    return name.replace("_", "-")


def row_of(columns, rows, name):
    shown = [((cell(columns, row, "name") or "").lower(), row) for row in rows]
    exact = [row for other, row in shown if other == name]
    spelled = [row for other, row in shown if hyphens(other) == hyphens(name)]
    return exact[0] if exact else spelled[0] if len(spelled) == 1 else None


def metadata_of(columns, row):
    metadata = {name: cell(columns, row, column) or None for name, column in COLUMNS.items()}
    metadata["isExclusive"] = {"true": True, "false": False}.get((cell(columns, row, "is_exclusive") or "").lower())
    active, idle = (count_of(cell(columns, row, column)) for column in ("active_nodes", "idle_nodes"))
    metadata["activeNodes"] = None if active is None else active + (idle or 0)
    return {name: value for name, value in metadata.items() if value is not None}


def count_of(text):
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else None


def is_kept(metadata, role):
    return metadata.get("state", "").lower() == "active" and metadata.get("owner", "").lower() == role.lower()
