"""Canonical texts: SD-BYTES-1 to SD-BYTES-4, and the JSON that SD-RET-1 compares."""

import json
import re

from names import units

LONE = re.compile("[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]")
ESCAPED = re.compile("[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]")


def well_formed(text):
    """Lone surrogates become U+FFFD; pairs of them are one character, as in every other place."""
    return text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")


def string_text(text):
    """SD-BYTES-3 and SD-BYTES-4."""
    plain = json.dumps(well_formed(text), ensure_ascii=False)
    escaped = ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", plain)
    return escaped.replace("%{", "%\\u007b")


def group_text(group):
    targets = ",".join(string_text(target) for target in sorted(group["targets"], key=units))
    labels = sorted(group["labels"].items(), key=lambda label: units(label[0]))
    pairs = ",".join(f"{string_text(name)}:{string_text(value)}" for name, value in labels)
    return f'{{"targets":[{targets}],"labels":{{{pairs}}}}}'


def groups_text(groups):
    """SD-BYTES-1."""
    if not groups:
        return "[]\n"
    return "[\n" + ",\n".join(group_text(group) for group in groups) + "\n]\n"


def canonical_json(value):
    """Keys in code-unit order, no spaces."""
    if isinstance(value, dict):
        keys = sorted(value, key=units)
        return "{" + ",".join(f"{canonical_json(key)}:{canonical_json(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
