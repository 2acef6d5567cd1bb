"""The works that a text cites in full, each once, as reference managers know them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fidelity.model.parsed_citation import ParsedCitation
from fidelity.model.recognised import CitationKind

_PARTICLES = frozenset("von van der den de del della di da dos das du des la le zu zur vom ten ter af av al ibn ben".split())
_INITIAL = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+|[A-Z]{1,3}")
_VOLUMES = re.compile(r"(\d{1,3})\s(?:vols?\.?|volumes|Bde\.|voll?\.|voli\.|tomes|tomos|parti)")
_PAGES = re.compile(r"^(\d+|[ivxlc]+)\s?[–—‐-]\s?(\d+|[ivxlc]+)")
_RESOLVER = re.compile(r"^(?:doi:?\s?)?(?:https?://(?:dx\.)?doi\.org/)?", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Person:
    """A name taken apart, or a body's name as a whole, which then is its `family` with `given` empty."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A work cited in full, with the places that cite it so ("note 3, line 12")."""

    key: str
    """A name for it, of the author's family name and the year: berg1998, berg1998a."""
    kind: str
    """article, chapter, thesis, webpage, book."""
    fields: Mapping[str, tuple[str, ...]]
    places: tuple[str, ...]

    def first(self, field: str) -> str:
        """The first printed string of a field, a DOI without what resolves it; empty where it has none."""
        value = self.fields.get(field, ("",))[0]
        return _RESOLVER.sub("", value) if field == "doi" else value

    def people(self, field: str) -> tuple[Person, ...]:
        """The persons of a field."""
        return tuple(person(name) for name in self.fields.get(field, ()))

    @property
    def years(self) -> tuple[int, ...]:
        """The year, or the first and the last year."""
        printed = self.first("year")
        years = [int(year) for year in _YEAR.findall(printed)]
        if len(years) > 1 and years[0] > years[1]:  # a reprint: 2006 [1935]
            return (years[0],)
        return tuple(years[:2])

    @property
    def extent(self) -> str:
        """The pages of an article or chapter; of a whole book the pages cited are none of its own."""
        return self.first("pages").strip() if self.kind in {"article", "chapter"} else ""

    @property
    def volumes(self) -> str:
        """How many volumes the work has, where the edition says no more than that: "2 vols."; else empty."""
        match = _VOLUMES.fullmatch(self.first("edition"))
        return match[1] if match is not None else ""

    @property
    def first_and_last_page(self) -> tuple[str, str]:
        """The pages of an article or chapter as two numbers; the second is empty where there is one."""
        match = _PAGES.match(self.extent)
        if match is None:
            return self.extent, ""
        first, last = match[1], match[2]
        return first, first[: max(len(first) - len(last), 0)] + last if last.isdigit() and first.isdigit() else last


def person(name: str) -> Person:
    """A printed name taken apart: by its comma, else at the last word and the particles before it."""
    if "," in name:
        family, _, given = name.partition(",")
        return Person(family.strip(), given.strip())
    words = name.split()
    if len(words) > 1 and _INITIAL.fullmatch(words[-1]) and not _INITIAL.fullmatch(words[0]):
        return Person(" ".join(words[:-1]), words[-1])
    if not 1 < len(words) <= 5:
        return Person(name)
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in _PARTICLES:
        cut -= 1
    return Person(" ".join(words[cut:]), " ".join(words[:cut]))


def works_of(citations: Iterable[ParsedCitation], place_of: Mapping[int, str]) -> tuple[Work, ...]:
    """The works that citations give in full, in order, equal ones once. `place_of` names the place of a citation's start."""
    merged: dict[tuple[object, ...], tuple[dict[str, tuple[str, ...]], list[str]]] = {}
    for citation in citations:
        if citation.kind is not CitationKind.FULL or not ("title" in citation.fields or "author" in citation.fields):
            continue
        names = tuple(
            person(name).family.casefold() for name in citation.fields.get("author", citation.fields.get("editor", ()))
        )
        identity = (names, citation.fields.get("title", (citation.text,)), citation.fields.get("year"))
        fields, places = merged.setdefault(identity, (dict(citation.fields), []))
        places.append(place_of.get(citation.start, ""))
    found: list[Work] = []
    taken: set[str] = set()
    for fields, places in merged.values():
        key = _key(fields, taken)
        taken.add(key)
        found.append(Work(key, _kind(fields), fields, tuple(place for place in places if place)))
    return tuple(found)


def _key(fields: Mapping[str, tuple[str, ...]], taken: set[str]) -> str:
    names = fields.get("author", fields.get("editor", fields.get("title", ("work",))))
    year = _YEAR.search(fields.get("year", ("",))[0])
    stem = re.sub(r"[^a-z]", "", _plain(person(names[0]).family))[:24] or "work"
    base = stem + (year[0] if year else "")
    return next(key for key in (base, *(f"{base}{_letters(n)}" for n in range(len(taken) + 1))) if key not in taken)


def _letters(number: int) -> str:
    return (_letters(number // 26 - 1) if number >= 26 else "") + "abcdefghijklmnopqrstuvwxyz"[number % 26]


def _plain(word: str) -> str:
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _kind(fields: Mapping[str, tuple[str, ...]]) -> str:
    """Which kind of work the fields show."""
    if re.search(r"\b(?:Diss|Ph\.?D|thesis|dissertation)\b", " ".join(fields.get("publisher", ())), re.IGNORECASE):
        return "thesis"
    if "container" in fields:
        house = "publisher" in fields or "place" in fields or "editor" in fields
        return "chapter" if house and "issue" not in fields else "article"
    if "issue" in fields:
        return "article"
    return "webpage" if "url" in fields and "publisher" not in fields and "place" not in fields else "book"
