"""As much of JSON Schema as the contract's schemas use."""

import re

from policy import schema_of


def problems(value, schema, root=None, path=()):
    """The paths of everything that does not fit: keys and indices. A key that is missing counts where it belongs."""
    root = root or schema
    if "$ref" in schema:
        inner, inner_root = resolved(schema["$ref"], root)
        return problems(value, inner, inner_root, path)
    if "anyOf" in schema or "oneOf" in schema:
        return choice_problems(value, schema.get("anyOf") or schema["oneOf"], root, path)
    if not fits(value, schema):
        return [path]
    if isinstance(value, dict):
        return object_problems(value, schema, root, path)
    if isinstance(value, list):
        return list_problems(value, schema, root, path)
    return []


def resolved(reference, root):
    file, _, pointer = reference.partition("#")
    base = schema_of(file.removesuffix(".schema.json")) if file else root
    node = base
    for step in pointer.split("/")[1:]:
        node = node[step]
    return node, base


def choice_problems(value, choices, root, path):
    """None when one fits; else those of the one that is of the value's own kind."""
    all_found = [problems(value, choice, root, path) for choice in choices]
    if any(not found for found in all_found):
        return []
    deeper = [found for found in all_found if found != [path]]
    return deeper[0] if deeper else [path]


TYPES = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: is_number(value),
    "integer": lambda value: is_number(value) and value == int(value),
}


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def fits(value, schema):
    """Whether the value itself fits, what is in it aside."""
    kinds = schema.get("type", [])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if kinds and not any(TYPES[kind](value) for kind in kinds):
        return False
    if "enum" in schema and value not in schema["enum"] or "const" in schema and value != schema["const"]:
        return False
    if isinstance(value, str):
        return len(value) >= schema.get("minLength", 0) and re.search(schema.get("pattern", ""), value) is not None
    if is_number(value):
        return schema.get("minimum", value) <= value <= schema.get("maximum", value)
    if isinstance(value, dict):
        return schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", len(value))
    if isinstance(value, list):
        return schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
    return True


def object_problems(value, schema, root, path):
    known = schema.get("properties", {})
    found = [(*path, key) for key in value if key not in known and schema.get("additionalProperties") is False]
    found += [(*path, key) for key in schema.get("required", []) if key not in value]
    for key, inner in value.items():
        if key in known:
            found += problems(inner, known[key], root, (*path, key))
    return found


def list_problems(value, schema, root, path):
    found = []
    for at, item in enumerate(value):
        found += problems(item, schema.get("items", {}), root, (*path, at))
        if schema.get("uniqueItems") and item in value[:at]:
            found.append((*path, at))
    return found
