"""Cited works in BibTeX, in UTF-8, for BibLaTeX and reference managers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fidelity.model.bibliography import Person, Work

_TYPES = {"article": "article", "chapter": "incollection", "thesis": "phdthesis", "webpage": "misc", "book": "book"}
_PLAIN = {
    "series": "series",
    "place": "address",
    "edition": "edition",
    "volume": "volume",
    "issue": "number",
    "isbn": "isbn",
    "issn": "issn",
}
_SPECIAL = re.compile(r"[\\{}%&#$_~^]")
_ESCAPES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def render(works: Iterable[Work]) -> str:
    """An entry for each work, an empty line between them."""
    return "\n".join(_entry(work) for work in works)


def _entry(work: Work) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in _fields(work)]
    return "\n".join([f"@{_TYPES[work.kind]}{{{work.key},", *lines, "}", ""])


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    for field in ("author", "editor", "translator"):
        if people := work.people(field):
            yield field, " and ".join(_name(one) for one in people)
    if title := work.first("title"):
        yield "title", f"{{{escaped(title)}}}"  # braced twice, so that no style changes its capitals
    if container := work.first("container"):
        yield ("journal" if work.kind == "article" else "booktitle"), escaped(container)
    if publisher := work.first("publisher"):
        yield ("school" if work.kind == "thesis" else "publisher"), escaped(publisher)
    for field, name in _PLAIN.items():
        if value := work.first(field):
            yield ("volumes", work.volumes) if field == "edition" and work.volumes else (name, escaped(value))
    if work.first("year"):
        yield "year", "/".join(map(str, work.years)) or escaped(work.first("year"))
    first, last = work.first_and_last_page
    if first:
        yield "pages", escaped(f"{first}--{last}" if last else first)
    for field in ("url", "doi"):
        if value := work.first(field):
            yield field, value.replace("{", "%7B").replace("}", "%7D")
    if accessed := work.first("accessed"):
        yield "urldate", escaped(accessed)
    if work.places:
        yield "note", escaped("cited in " + "; ".join(work.places))


def _name(one: Person) -> str:
    return f"{escaped(one.family)}, {escaped(one.given)}" if one.given else f"{{{escaped(one.family)}}}"


def escaped(words: str) -> str:
    """Words with the characters that TeX gives a meaning written so that they have none."""
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], "\\" + match[0]), words)
