"""`departures.toml`: departures added at its end, so that what stands there, comments included, stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable

from fidelity.model.departure import Departure

_HEAD = """# Where this edition departs from its text on purpose. Written by `fidelity accept`; reasons and names may be edited.
# `fidelity departures --format markdown` prints it as a note on the text.
"""


def with_departures(document: str, departures: Iterable[Departure]) -> str:
    """The document with some departures added."""
    document = document or _HEAD
    if not document.endswith("\n"):
        document += "\n"
    return document + "".join(f"\n[[departure]]\n{_table(departure)}" for departure in departures)


def _table(departure: Departure) -> str:
    fields = {
        "path": departure.path,
        "rule": f"{departure.code} {departure.name}".strip(),
        "fingerprint": departure.fingerprint,
        "message": departure.message,
        "canonical": departure.canonical,
        "edition": departure.edition if departure.fingerprint else "",
        "before": departure.before,
        "after": departure.after,
        "reason": departure.reason,
        "by": departure.by,
    }
    always = {"edition"} if departure.fingerprint else set()
    return "".join(
        f"{key} = {_quoted(value)}\n" for key, value in fields.items() if value or (value is not None and key in always)
    )


def _quoted(string: str) -> str:
    """A TOML string. TOML has no lone surrogates and no bare DEL, which JSON has."""
    string = string.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(string, ensure_ascii=False).replace("\x7f", "\\u007f")
