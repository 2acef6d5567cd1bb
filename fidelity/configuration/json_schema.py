"""The configuration as JSON Schema, for editors; made from the specification and shipped beside it."""

from __future__ import annotations

import json
from pathlib import Path as FilePath
from typing import Any

from fidelity.configuration.selectors import ALL, FAMILIES
from fidelity.configuration.specification import (
    KEYS,
    Choice,
    Flag,
    Glob,
    Key,
    Kind,
    Mapping,
    Path,
    Selector,
    Series,
    Table,
    Tables,
    Words,
    Year,
)

SHIPPED = FilePath(__file__).with_name("fidelity.schema.json")
"""Where the schema lies."""

_SELECTOR = {
    "description": "A code, a name, the beginning of a code, a family, or ALL.",
    "type": "string",
    "pattern": f"^({ALL}|[{''.join(FAMILIES.values())}][0-9]{{0,3}}|[a-z]+(-[a-z]+)*)$",
}
"""The rules themselves are not listed: they become more, and `fidelity config` knows them all."""


def document() -> str:
    """The schema as a document. `SHIPPED` holds it; a test says when it has to be written anew."""
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "The configuration of fidelity",
        "description": "fidelity.toml, .fidelity.toml, or the table [tool.fidelity] of pyproject.toml.",
        **_table(KEYS),
        "definitions": {"selector": _SELECTOR},
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _table(keys: tuple[Key, ...]) -> dict[str, Any]:
    properties = {}
    for key in keys:
        properties[key.name] = {"description": key.meaning, **_kind(key.kind)}
    required = [key.name for key in keys if key.required]
    table = {"type": "object", "additionalProperties": False, "properties": properties}
    return table | ({"required": required} if required else {})


def _kind(kind: Kind) -> dict[str, Any]:
    match kind:
        case Series(item, lone):
            several = {"type": "array", "items": _kind(item)}
            return {"anyOf": [_kind(item), several]} if lone else several
        case Mapping(key, value):
            return {"type": "object", "additionalProperties": _kind(value), "propertyNames": _kind(key)}
        case Table(keys):
            return _table(keys)
        case Tables(keys):
            return {"type": "array", "items": _table(keys)}
        case Choice(options):
            return {"enum": list(options)}
        case Flag():
            return {"type": "boolean"}
        case Year():
            return {
                "anyOf": [{"type": "integer", "minimum": 1000, "maximum": 9999}, {"type": "string", "pattern": "^[0-9]{4}$"}]
            }
        case Selector():
            return {"$ref": "#/definitions/selector"}
        case Words("language code"):
            return {"type": "string", "pattern": "^[a-z]{2,3}$"}
        case Path() | Glob() | Words():
            return {"type": "string", "pattern": r"\S"}
