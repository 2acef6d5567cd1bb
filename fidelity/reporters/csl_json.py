"""Cited works in CSL JSON, the format of citation processors (docs.citationstyles.org, schema `csl-data.json`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from fidelity.model.bibliography import Person, Work

_TYPES = {"article": "article-journal", "chapter": "chapter", "thesis": "thesis", "webpage": "webpage", "book": "book"}
_PLAIN = {
    "title": "title",
    "container": "container-title",
    "series": "collection-title",
    "publisher": "publisher",
    "place": "publisher-place",
    "edition": "edition",
    "volume": "volume",
    "issue": "issue",
    "url": "URL",
    "isbn": "ISBN",
    "issn": "ISSN",
}
"""Fields whose printed string is the value."""


def render(works: Iterable[Work]) -> str:
    """The works as one JSON array."""
    return json.dumps([item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def item(work: Work) -> dict[str, Any]:
    """A work as an item of the schema."""
    found: dict[str, Any] = {"id": work.key, "type": _TYPES[work.kind]}
    for field in ("author", "editor", "translator"):
        if people := work.people(field):
            found[field] = [_name(one) for one in people]
    for field, variable in _PLAIN.items():
        if value := work.first(field):
            found[variable] = value
    if work.volumes:
        found["number-of-volumes"] = found.pop("edition") and work.volumes
    if doi := work.first("doi"):
        found["DOI"] = doi
    if work.extent:
        found["page"] = work.extent
    if work.years:
        found["issued"] = {"date-parts": [[year] for year in work.years]}
    elif work.first("year"):
        found["issued"] = {"literal": work.first("year")}
    if accessed := work.first("accessed"):
        found["accessed"] = {"raw": accessed}
    if work.places:
        found["note"] = "cited in " + "; ".join(work.places)
    return found


def _name(one: Person) -> dict[str, str]:
    return {"family": one.family, "given": one.given} if one.given else {"literal": one.family}
