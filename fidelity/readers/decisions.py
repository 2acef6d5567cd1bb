"""`name.decisions.toml`: what a person decided about proposals of the extractor."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from fidelity.model.errors import UnreadableFile
from fidelity.model.proposal import Decision, Verdict

FORMAT = 1
_TEXTS = (
    "id",
    "decision",
    "replacement",
    "reason",
    "by",
    "code",
    "change",
    "before",
    "after",
    "preceding",
    "following",
    "source",
)
_NUMBERS = ("offset",)


def read_decisions(content: bytes, name: str) -> tuple[Decision, ...]:
    """The decisions of a file, in its order. Raises UnreadableFile when it is no TOML, or says what cannot be understood."""
    try:
        table = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as damage:
        raise UnreadableFile(f"{name} cannot be read: it is not TOML in UTF-8 ({damage}).") from damage
    unknown = sorted(set(table) - {"format", "decision"})
    if unknown:
        raise UnreadableFile(f"{name} has an entry “{unknown[0]}”; decisions are listed as [[decision]].")
    if table.get("format", FORMAT) != FORMAT:
        raise UnreadableFile(
            f"{name} has the format {table['format']!r}, and this version of fidelity reads the format {FORMAT}."
        )
    entries = table.get("decision", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise UnreadableFile(f"{name} has a “decision” that is no list; decisions are listed as [[decision]].")
    decisions = tuple(_decision(entry, f"{name}, decision {number}") for number, entry in enumerate(entries, 1))
    seen: set[str] = set()
    for decision in decisions:
        if decision.id in seen:
            raise UnreadableFile(f"{name} decides about {decision.id} twice; keep one of the two.")
        seen.add(decision.id)
    return decisions


def _decision(entry: Mapping[str, Any], place: str) -> Decision:
    for key, value in entry.items():
        if key not in (*_TEXTS, *_NUMBERS):
            raise UnreadableFile(f"{place} has an entry “{key}”, which is none of {', '.join((*_TEXTS, *_NUMBERS))}.")
        wrong = not isinstance(value, str) if key in _TEXTS else isinstance(value, bool) or not isinstance(value, int)
        if wrong:
            raise UnreadableFile(f"{place}: “{key}” is not a {'string' if key in _TEXTS else 'whole number'}.")
    if not entry.get("id"):
        raise UnreadableFile(f"{place} has no “id”; the review shows the id of each emendation.")
    try:
        verdict = Verdict(entry.get("decision", ""))
    except ValueError:
        raise UnreadableFile(f"{place} ({entry['id']}): “decision” is to be “take”, “refuse” or “replace”.") from None
    if (verdict is Verdict.REPLACE) != ("replacement" in entry):
        fault = (
            "needs a “replacement”" if verdict is Verdict.REPLACE else f"has a “replacement”, and its decision is “{verdict}”"
        )
        raise UnreadableFile(f"{place} ({entry['id']}) {fault}.")
    return Decision(
        id=entry["id"],
        verdict=verdict,
        **{key: value for key, value in entry.items() if key not in {"id", "decision"}},
    )
