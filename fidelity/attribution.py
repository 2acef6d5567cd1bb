"""Where the quotations of an essay are said to be from, held against where they are from: text and page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from fidelity.language.citation_forms import folded, title_words
from fidelity.model.marks import Kind
from fidelity.model.quoted import Ascription, Attribution, Misattribution, Passage, Quoted, Vicinity, WrongPage
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.model.work import Work
from fidelity.recognition.citations.authors import family_name, listed_names
from fidelity.recognition.quotations import quotations as quotations_in

if TYPE_CHECKING:
    from fidelity.collation.quoted import Shelf

_LONGEST_PASSAGE = 3
"""Pages that a passage may run over for its page to be judged."""
_AGREEING, _AGREEMENT = 2, 2 / 3
"""Quotations of a text whose pages must be right, and their share, for the pages to be those of this edition."""
_ALIKE = 0.5
"""Share of the words of a title that is cited which the work's title must have."""
_LONGEST_RANGE = 400
"""Pages of a range; what is longer is none."""
_USUAL, _USUALLY = 4, 0.8
"""Quotations of which an essay says where they are from, and their share, for it to be its habit."""
_NEAR = 1000
"""Characters before and behind words that a text quotes in which it may say whose they are."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NUMERALS = re.compile(
    r"(?<![\w.])(?P<first>\d{1,5}|[ivxlc]+)(?:\s?[–—‐-]\s?(?P<last>\d{1,5}|[ivxlc]+))?(?:\s?(?P<on>ff?|sqq?|ss)\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Known:
    """A text that quotations are looked up in, by its addresses, and what it is."""

    place: Span
    work: Work

    @cached_property
    def families(self) -> frozenset[str]:
        """The family names of its authors, folded."""
        return frozenset(family_name(name) for author in self.work.authors for name in listed_names(author))

    def is_meant(self, attribution: Attribution) -> bool | None:
        """Whether an attribution means this text; None where nothing speaks against it, and not enough for it."""
        if not attribution.families and attribution.title:
            words = title_words(self.work.title)
            named = attribution.title == words or (
                len(attribution.title) > 1 and attribution.title == words[: len(attribution.title)]
            )
            return True if named else None
        if not attribution.families or not self.families:
            return None
        if self.families.isdisjoint(attribution.families):
            return False
        if attribution.title and (known := set(title_words(self.work.title))):
            alike = len(known & set(attribution.title)) >= _ALIKE * len(set(attribution.title))
            return alike if alike or self.work.year not in attribution.years else None
        if attribution.years and self.work.year:
            return True if self.work.year in attribution.years else None
        return True


class Works:
    """The texts of a shelf, and which of them an attribution means."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._texts = [Known(place, work) for place, work in shelf.works()]
        self._starts = [known.place.start for known in self._texts]
        self._by_family: dict[str, list[Known]] = {}
        self._by_title: dict[str, list[Known]] = {}
        for known in self._texts:
            for family in known.families:
                self._by_family.setdefault(family, []).append(known)
            for word in title_words(known.work.title)[:1]:
                self._by_title.setdefault(word, []).append(known)
        self.described = bool(self._by_family)
        """Whether the author of any text is known."""
        self._all_described = all(known.families for known in self._texts)

    def at(self, address: int) -> Known | None:
        """The text that an address lies in."""
        k = bisect_right(self._starts, address) - 1
        return self._texts[k] if k >= 0 and address < self._texts[k].place.end else None

    def near(self, address: int) -> frozenset[str]:
        """The words around an address, folded, as far as its text goes."""
        text = self._shelf.extent(address)
        if text is None:
            return frozenset()
        around = self._shelf.read(max(address - _NEAR, text.start), min(address + _NEAR, text.end))
        return frozenset(folded(around).split())

    def meant(self, attributions: Sequence[Attribution]) -> list[Known]:
        """The texts that some attributions mean."""
        found: dict[int, Known] = {}
        for one in attributions:
            for known in self._of(one):
                if known.is_meant(one):
                    found[known.place.start] = known
        return [found[start] for start in sorted(found)]

    def _of(self, attribution: Attribution) -> Iterator[Known]:
        """The texts by an author who is named; where none is, those whose titles begin alike."""
        for family in attribution.families:
            yield from self._by_family.get(family, ())
        if not attribution.families and attribution.title:
            yield from self._by_title.get(attribution.title[0], ())

    def lack(self, ascription: Ascription) -> bool:
        """Whether a quotation is ascribed to authors by whom there is no text here."""
        named = [one for one in ascription.attributions if one.families and (one.vicinity is Vicinity.BEHIND or one.years)]
        return bool(named) and self._all_described and not any(any(self._of(one)) for one in named)


def ascribed(case: Case, works: Works, found: Sequence[Quoted], ascriptions: Sequence[Ascription]) -> list[Quoted]:
    """Located quotations with what is wrong in what is said of where they are from."""
    told = [replace(one, ascription=said) for one, said in zip(found, ascriptions, strict=True)]
    told = [replace(one, misattribution=_misattribution(works, one)) for one in told]
    return _with_pages(case, works, _unattributed(told))


def _misattribution(works: Works, one: Quoted) -> Misattribution | None:
    """What is said of a quotation when it means other texts than the one that has the words.

    Nothing where anything else may be meant: the author of that text is named beside, or it quotes the words itself and names
    there who is named here.
    """
    home = works.at(one.address) if one.passages else None
    said = [
        part for part in one.ascription.attributions if part.vicinity is not Vicinity.CARRIED and (part.families or part.title)
    ]
    if home is None or not home.families or any(home.is_meant(part) for part in said):
        return None
    said = [part for part in said if part.sure]
    meant = works.meant(said)
    others = [known for known in meant if known.work != home.work]
    if not others or len(others) != len(meant):
        return None
    same_author = any(not home.families.isdisjoint(part.families) for part in said)
    if not same_author and _is_named_beside(home, one):
        return None
    if not all(works.meant([part]) for part in said):
        return None
    quotes = any(map(_is_quoted_there, one.passages))
    if quotes and any(_is_named(family, works.near(one.address)) for part in said for family in part.families):
        return None
    return Misattribution(said[0], others[0].work, home.work, quotes)


def _is_named_beside(home: Known, one: Quoted) -> bool:
    """Whether the author or the title of a text is named in the sentence of a quotation or in the note behind it."""
    around = folded(one.ascription.around)
    words = frozenset(around.split())
    return any(_is_named(family, words) for family in home.families) or f" {folded(home.work.title)} " in f" {around} "


def _is_named(family: str, words: frozenset[str]) -> bool:
    """Whether all parts of a family name are among some words, or their genitive is."""
    return all(not words.isdisjoint((part, part + "s")) for part in folded(family).split())


def _is_quoted_there(passage: Passage) -> bool:
    """Whether the canonical text has a passage between quotation marks or in a block quotation: the words of somebody else."""
    text = passage.canonical
    block = text.block_at(passage.span.start)
    if any(mark.span.overlaps(passage.span) for mark in text.of_kind(Kind.QUOTATION)):
        return True
    excerpt = Text(text.string[slice(*block)], text.origin[slice(*block)], (), text.source)
    inside = Span(passage.span.start - block.start, passage.span.end - block.start)
    return any(one.closed and one.span.covers(inside) for one in quotations_in(excerpt))


def _unattributed(found: list[Quoted]) -> list[Quoted]:
    """Of an essay that says of nearly all its quotations where they are from, those of which it does not."""
    located = [one for one in found if one.passages]
    silent = [one for one in located if not one.ascription.attributions]
    told = len(located) - len(silent)
    if told < _USUAL or told < _USUALLY * len(located):
        return found
    return [replace(one, unattributed=told) if one in silent else one for one in found]


def _with_pages(case: Case, works: Works, found: list[Quoted]) -> list[Quoted]:
    """Quotations with the pages that are wrong, where others of the same text show that the pages are those of this edition."""
    paged: dict[str, list[tuple[int, Span, bool, str]]] = {}
    for k, one in enumerate(found):
        judged = _page(case, works, one)
        if judged is not None:
            text, pages, fits, printed = judged
            paged.setdefault(text, []).append((k, pages, fits, printed))
    for several in paged.values():
        right = sum(fits for _, _, fits, _ in several)
        for k, pages, fits, printed in several:
            if not fits and right >= _AGREEING and right >= _AGREEMENT * (len(several) - 1):
                found[k] = replace(found[k], wrong_page=WrongPage(pages, printed, right))
    return found


def _page(case: Case, works: Works, one: Quoted) -> tuple[str, Span, bool, str] | None:
    """The text that a quotation is from, the pages that are given for it, whether they are right, and the folios that are.

    None where no page is given, more than one may be meant, another text is meant, or the folios are not known.
    """
    given = [part for part in one.ascription.attributions if part.pages is not None]
    if len(given) != 1 or len(one.passages) != 1 or one.misattribution is not None:
        return None
    if given[0].pages is None or not given[0].sure:
        return None
    home = works.at(one.address)
    if home is None or home.is_meant(given[0]) is False:
        return None
    passage = one.passages[0]
    first, last = (passage.canonical.locate(at) for at in (passage.span.start, max(passage.span.end - 1, passage.span.start)))
    if (
        first is None
        or last is None
        or not first.label
        or not last.label
        or first.note
        or first.page is None
        or last.page is None
    ):
        return None
    if not 0 <= last.page - first.page < _LONGEST_PASSAGE:
        return None
    printed, numbers = _range(first.label), _pages(case.edition.string[slice(*given[0].pages)])
    end = _range(last.label)
    if printed is None or end is None or not numbers:
        return None
    there = {(kind, number) for kind, number in [printed, end]}
    if printed[0] == end[0]:
        there |= {(printed[0], number) for number in range(printed[1], end[1] + 1)}
    label = first.label if first.label == last.label else f"{first.label}–{last.label}"
    return passage.canonical.source.name, given[0].pages, not there.isdisjoint(numbers), label


def _range(label: str) -> tuple[str, int] | None:
    """A folio as its kind and its number; None for one that is neither arabic nor roman."""
    if label.isdecimal():
        return "arabic", int(label)
    lower = label.casefold()
    if not lower or not set(lower) <= set(_ROMAN):
        return None
    values = [_ROMAN[letter] for letter in lower]
    return "roman", sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _pages(words: str) -> set[tuple[str, int]]:
    """The pages that some words give: 45, 45–46, 145–6, 45 f., xii; each as in `_range`."""
    found: set[tuple[str, int]] = set()
    for match in _NUMERALS.finditer(words):
        first = _range(match["first"])
        if first is None:
            continue
        kind, number = first
        last = number
        if match["last"]:
            short = match["last"]
            full = match["first"][: len(match["first"]) - len(short)] + short if short.isdecimal() else short
            ending = _range(full)
            last = ending[1] if ending is not None and ending[0] == kind else number
        elif match["on"]:
            last = number + (1 if match["on"].casefold() in {"f", "sq"} else 5)
        found |= {(kind, page) for page in range(number, min(last, number + _LONGEST_RANGE) + 1)}
    return found
