"""`departures.toml`: what an editor has accepted, read back."""

from __future__ import annotations

import tomllib
from typing import Any

from fidelity.model.departure import Departure
from fidelity.model.errors import FidelityError

_STRINGS = ("path", "rule", "reason", "by", "fingerprint", "canonical", "edition", "before", "after", "message")
_NEEDED = ("path", "rule", "reason", "by")


def read_departures(content: bytes, name: str) -> tuple[Departure, ...]:
    """The departures of a file, in its order. Raises FidelityError when it is damaged, with the line where that is known."""
    try:
        document = content.decode("utf-8-sig").replace("\r\n", "\n")
        values = tomllib.loads(document)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise FidelityError(f"{name} is damaged: {str(fault).rstrip('.')}.") from fault
    lines = [number for number, line in enumerate(document.split("\n"), 1) if line.replace(" ", "").startswith("[[departure]]")]
    tables = values.pop("departure", [])
    if values:
        raise FidelityError(f"{name} has a key “{next(iter(values))}”, and may have tables [[departure]] alone.")
    if not isinstance(tables, list):
        raise FidelityError(f"{name} is damaged: each departure is a table of its own, written [[departure]].")
    return tuple(_departure(table, name, lines[k] if k < len(lines) else 0) for k, table in enumerate(tables))


def _departure(table: Any, name: str, line: int) -> Departure:
    place = f"{name}:{line}" if line else name
    if not isinstance(table, dict):
        raise FidelityError(f"{place}: a departure is a table.")
    for key, value in table.items():
        if key not in _STRINGS:
            from difflib import get_close_matches

            near = get_close_matches(key, _STRINGS, n=1)
            hint = f"did you mean “{near[0]}”?" if near else f"there are {', '.join(_STRINGS)}."
            raise FidelityError(f"{place}: a departure has no key “{key}”; {hint}")
        if not isinstance(value, str):
            raise FidelityError(f"{place}: “{key}” is to be a text in quotation marks.")
    missing = [key for key in _NEEDED if not table.get(key, "").strip()]
    if missing:
        raise FidelityError(f"{place}: a departure needs “{missing[0]}”.")
    code, _, rule = table["rule"].partition(" ")
    return Departure(
        path=table["path"],
        code=code,
        name=rule,
        reason=table["reason"],
        by=table["by"],
        fingerprint=table.get("fingerprint", ""),
        canonical=table.get("canonical"),
        edition=table.get("edition", ""),
        before=table.get("before", ""),
        after=table.get("after", ""),
        message=table.get("message", ""),
        line=line,
    )
