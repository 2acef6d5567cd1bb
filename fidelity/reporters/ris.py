"""Cited works in RIS, the tagged format that every reference manager reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fidelity.model.bibliography import Work

_TYPES = {"article": "JOUR", "chapter": "CHAP", "thesis": "THES", "webpage": "ELEC", "book": "BOOK"}
_PEOPLE = {"author": "AU", "editor": "A2", "translator": "A4"}
_PLAIN = {
    "title": "TI",
    "container": "T2",
    "series": "T3",
    "publisher": "PB",
    "place": "CY",
    "edition": "ET",
    "volume": "VL",
    "issue": "IS",
    "url": "UR",
    "doi": "DO",
    "accessed": "Y2",
}


def render(works: Iterable[Work]) -> str:
    """A record for each work, an empty line after it."""
    return "".join(
        "".join(f"{tag}  - {' '.join(value.split())}\n" for tag, value in _lines(work)) + "ER  - \n\n" for work in works
    )


def _lines(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES[work.kind]
    yield "ID", work.key
    for field, tag in _PEOPLE.items():
        for one in work.people(field):
            yield tag, f"{one.family}, {one.given}" if one.given else one.family
    for field, tag in _PLAIN.items():
        if value := work.first(field):
            yield ("NV", work.volumes) if field == "edition" and work.volumes else (tag, value)
    for field in ("isbn", "issn"):
        if value := work.first(field):
            yield "SN", value
    if work.years:
        yield "PY", str(work.years[0])
    first, last = work.first_and_last_page
    if first:
        yield "SP", first
    if last:
        yield "EP", last
    for place in work.places:
        yield "N1", f"cited in {place}"
