"""Names of pools and of their endpoints: SD-POOL-1 to SD-POOL-4."""

import re

TEMPLATE = "discover.monitor.{pool}.cp.spcs.internal"


def units(text):
    """Sorts by UTF-16 code units, where Python would sort by code points."""
    return text.encode("utf-16-be", "surrogatepass")


def endpoint_of(pool, template=None):
    """SD-POOL-2."""
    return (template or TEMPLATE).replace("{pool}", pool.lower())


def pool_of(endpoint):
    """SD-POOL-3: the label after the first `monitor` or `metrics` when another one follows, or None."""
    labels = without_last_dot(endpoint).lower().split(".")
    for at, label in enumerate(labels):
        if label in ("monitor", "metrics"):
            following = labels[at + 1 :]
            return following[0] if len(following) > 1 and following[0] else None
    return None


def without_last_dot(name):
    return name[:-1] if name.endswith(".") else name


def is_dns_name(name):
    """SD-POOL-4, without a last dot."""
    return 1 <= len(name) <= 253 and all(is_label(label) for label in name.split("."))


def is_label(label):
    return re.fullmatch(r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?", label) is not None
