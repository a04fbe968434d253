"""What a configuration means, or where it is wrong: SD-CONF-1 to SD-CONF-4, SD-SNOW-9."""

import re

from addresses import parse_block
from names import endpoint_of, is_dns_name, without_last_dot
from policy import DEFAULTS, schema_of
from schema import problems

UNITS = {"y": 365 * 86400000, "w": 7 * 86400000, "d": 86400000, "h": 3600000, "m": 60000, "s": 1000, "ms": 1}
DURATION = re.compile("".join(f"(?:([0-9]+){unit})?" for unit in UNITS))
LONGEST = 292 * UNITS["y"]
RETENTION = ["confirm_for", "confirm_collapse", "max_age", "startup_grace"]
DURATIONS = [("dns", key) for key in ("timeout", "min_refresh", "max_refresh")] + [("retention", key) for key in RETENTION]


def duration(value):
    """SD-CONF-2: milliseconds, or None when it is none or too long."""
    total = whole_duration(value)
    return total if total is not None and total <= LONGEST else None


def whole_duration(value):
    if value in (0, "0") and not isinstance(value, bool):
        return 0
    match = DURATION.fullmatch(value) if isinstance(value, str) and value else None
    if match is None:
        return None
    return sum(int(count or 0) * unit for count, unit in zip(match.groups(), UNITS.values()))


def read_configuration(config, environment):
    paths = problems(config, schema_of("config")) + contradictions(config)
    errors = {path_text(path): {"path": path_text(path)} for path in paths}
    errors.update({error["path"]: error for error in authenticator_errors(config)})
    if errors:
        return {"errors": list(errors.values())}
    return settings(config)


def path_text(path):
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def section(config, *keys):
    for key in keys:
        config = config.get(key, {}) if isinstance(config, dict) else {}
    return config


def contradictions(config):
    """SD-CONF-4."""
    dns, retention = section(config, "dns"), section(config, "retention")
    found = []
    if over(section(dns, "min_refresh"), section(dns, "max_refresh")):
        found.append(("dns", "max_refresh"))
    if over(section(retention, "confirm_for"), section(retention, "confirm_collapse")):
        found.append(("retention", "confirm_collapse"))
    if isinstance(dns, dict) and isinstance(retention, dict):
        longest = longest_refresh(dns)
        max_age = duration(retention.get("max_age", "1h"))
        if longest is not None and max_age is not None and max_age <= longest:
            found.append(("retention", "max_age"))
    if section(dns, "address") == "hostname" and section(dns, "record_type") == "A":
        found.append(("dns", "address"))
    blocks = section(config, "limits", "allow_cidrs")
    for at, block in enumerate(blocks if isinstance(blocks, list) else []):
        if isinstance(block, str) and parse_block(block) is None:
            found.append(("limits", "allow_cidrs", at))
    for path in DURATIONS:
        if (whole_duration(section(config, *path)) or 0) > LONGEST:
            found.append(path)
    return found + pool_contradictions(section(config, "pools", "static"))


def over(shorter, longer):
    least, most = duration(shorter), duration(longer)
    return least is not None and most is not None and least > most


def longest_refresh(dns):
    if "max_refresh" in dns:
        return duration(dns["max_refresh"])
    return max(60000, duration(dns.get("min_refresh")) or 0)


def pool_contradictions(entries):
    found, names = [], set()
    for at, entry in enumerate(entries if isinstance(entries, list) else []):
        name, endpoint = section(entry, "name"), section(entry, "endpoint")
        if isinstance(name, str):
            if name.lower() in names:
                found.append(("pools", "static", at, "name"))
            names.add(name.lower())
        if isinstance(endpoint, str) and not is_dns_name(without_last_dot(endpoint)):
            found.append(("pools", "static", at, "endpoint"))
    return found


SUPPORTED = "Supported Authenticator types are AuthTypeToken, AuthTypePassword"


def authenticator_errors(config):
    """SD-SNOW-9."""
    entry = section(config, "pools").get("snowflake") if isinstance(section(config, "pools"), dict) else None
    if not isinstance(entry, dict):
        return []
    chosen = entry.get("authenticator")
    if not chosen:
        message = f"Spcs SD configuration requires an Authenticator to be specified. {SUPPORTED}"
    elif chosen not in ("AuthTypeToken", "AuthTypePassword", "AuthTypeKeyPair", "AuthTypePAT"):
        message = f"Spcs SD configuration unsupported Authenticator {chosen}. {SUPPORTED}"
    elif chosen == "AuthTypePassword" and not all(entry.get(key) for key in ("user", "password", "role")):
        message = "Spcs SD configuration requires { User, Password, Role } when Authenticator type is AuthTypePassword"
    else:
        return []
    return [{"path": "pools.snowflake.authenticator", "message": message}]


def settings(config):
    """SD-CONF-3."""
    dns, retention = config.get("dns", {}), config.get("retention", {})
    found = {"valid": True, "dns": dns_settings(dns), "policy": policy_settings(config, retention)}
    if "static" in config["pools"]:
        entries = config["pools"]["static"]
        found["pools"] = [
            {"name": entry["name"], "endpoint": entry.get("endpoint", endpoint_of(entry["name"]))} for entry in entries
        ]
    return found


def dns_settings(dns):
    least, most = duration(dns.get("min_refresh")), duration(dns.get("max_refresh"))
    return {
        "recordType": dns.get("record_type", "auto"),
        "port": dns.get("port", 9001),
        "address": dns.get("address", "ip"),
        "timeoutMs": duration(dns.get("timeout", "2s")),
        "attempts": dns.get("attempts", 2),
        "maxInFlight": dns.get("max_in_flight", 256),
        "minRefreshMs": min(15000, most or 15000) if least is None else least,
        "maxRefreshMs": max(60000, least or 0) if most is None else most,
    }


def policy_settings(config, retention):
    def chosen(key, default):
        return default if key not in retention else duration(retention[key])

    limits, labels = config.get("limits", {}), config.get("labels", {})
    confirm_for = chosen("confirm_for", DEFAULTS["confirmForMs"])
    return {
        "confirmForMs": confirm_for,
        "confirmCollapseMs": chosen("confirm_collapse", max(DEFAULTS["confirmCollapseMs"], confirm_for)),
        "maxAgeMs": chosen("max_age", DEFAULTS["maxAgeMs"]),
        "startupGraceMs": chosen("startup_grace", DEFAULTS["startupGraceMs"]),
        "dropExpiredPools": retention.get("drop_expired_pools", False),
        "perNode": labels.get("per_node", False),
        "limits": {key: limits.get(snake_case(key), default) for key, default in DEFAULTS["limits"].items()},
    }


def snake_case(text):
    return re.sub("[A-Z]", lambda match: f"_{match[0].lower()}", text)
