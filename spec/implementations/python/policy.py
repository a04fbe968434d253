"""The settings of the step, with the defaults that their schema gives."""

import json
from pathlib import Path

SCHEMAS = Path(__file__).parents[2] / "schemas"


def schema_of(name):
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))


def defaults_of(properties):
    return {
        name: defaults_of(value["properties"]) if "properties" in value else value["default"]
        for name, value in properties.items()
    }


DEFAULTS = defaults_of(schema_of("policy")["properties"])


def full_policy(given):
    return {**DEFAULTS, **given, "limits": {**DEFAULTS["limits"], **given.get("limits", {})}}
