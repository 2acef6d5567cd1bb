"""Outcomes as JSON and back. What does not have the shape that is written here is no outcome."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fidelity.model.departure import Ignore
from fidelity.model.finding import DocumentPlace, Family, FilePlace, Finding, Fix, Position, Severity
from fidelity.model.span import Span

if TYPE_CHECKING:
    from fidelity.model.source import Locator

Kept = tuple[tuple[Finding, ...], tuple[str, ...], tuple[Ignore, ...], bool]
"""Findings, losses, ignore comments, and whether the file has lines."""


def write_record(kept: Kept) -> str:
    """An outcome as JSON."""
    findings, losses, ignores, has_lines = kept
    record = [[_finding(one) for one in findings], list(losses), [_ignore(one) for one in ignores], has_lines]
    return json.dumps(record, separators=(",", ":"))


def read_record(document: str) -> Kept | None:
    """An outcome read back; None when the document is no outcome."""
    try:
        findings, losses, ignores, has_lines = json.loads(document)
        return (
            tuple(_read_finding(one) for one in findings),
            tuple(str(loss) for loss in losses),
            tuple(Ignore(frozenset(one[0]), *one[1:]) for one in ignores),
            bool(has_lines),
        )
    except (ValueError, TypeError, KeyError, IndexError):
        return None


def _ignore(one: Ignore) -> list[Any]:
    return [sorted(one.codes), one.said, one.line, one.column, one.offset, one.first, one.last, one.fault]


def _position(position: Position | None) -> list[int] | None:
    return None if position is None else [position.line, position.column, position.offset]


def _place(place: FilePlace | DocumentPlace | None) -> Any:
    if isinstance(place, FilePlace):
        return [place.path, _position(place.start), _position(place.end)]
    return None if place is None else {name: getattr(place, name) for name in DocumentPlace.__slots__}


def _finding(one: Finding) -> dict[str, Any]:
    locator = one.source
    return {
        "rule": [one.code, one.name, str(one.family), str(one.severity), one.message],
        "path": one.path,
        "span": list(one.span),
        "start": _position(one.start),
        "end": _position(one.end),
        "readings": [
            one.edition,
            one.canonical,
            list(one.around),
            list(one.canonical_around) if one.canonical_around else None,
        ],
        "canonical": [list(one.canonical_span) if one.canonical_span is not None else None, _place(one.canonical_place)],
        "source": [getattr(locator, name) for name in locator.__slots__] if locator is not None else None,
        "place": _place(one.place),
        "related": [[_place(place), sentence] for place, sentence in one.related],
        "fix": [one.fix.title, one.fix.safe, [list(edit) for edit in one.fix.edits]] if one.fix is not None else None,
        "variants": sorted(one.variants),
        "fingerprint": one.fingerprint,
    }


def _read_position(values: Any) -> Position | None:
    return None if values is None else Position(*values)


def _read_place(values: Any) -> Any:
    if values is None:
        return None
    if isinstance(values, dict):
        return DocumentPlace(**values)
    return FilePlace(values[0], Position(*values[1]), Position(*values[2]))


def _read_locator(values: list[Any]) -> Locator:
    from fidelity.model.source import Locator  # no finding in a text without pages needs it

    return Locator(*values)


def _read_finding(values: dict[str, Any]) -> Finding:
    code, name, family, severity, message = values["rule"]
    edition, canonical, around, canonical_around = values["readings"]
    canonical_span, canonical_place = values["canonical"]
    fix = values["fix"]
    return Finding(
        code=code,
        name=name,
        family=Family(family),
        severity=Severity(severity),
        message=message,
        path=values["path"],
        span=Span(*values["span"]),
        start=_read_position(values["start"]),
        end=_read_position(values["end"]),
        edition=edition,
        canonical=canonical,
        canonical_span=None if canonical_span is None else Span(*canonical_span),
        canonical_place=_read_place(canonical_place),
        source=None if values["source"] is None else _read_locator(values["source"]),
        place=_read_place(values["place"]),
        related=tuple((_read_place(place), sentence) for place, sentence in values["related"]),
        fix=None if fix is None else Fix(fix[0], fix[1], tuple((start, end, words) for start, end, words in fix[2])),
        variants=frozenset(values["variants"]),
        around=(around[0], around[1]),
        canonical_around=None if canonical_around is None else (canonical_around[0], canonical_around[1]),
        fingerprint=values["fingerprint"],
    )
