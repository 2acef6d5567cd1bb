"""A quotation is a small edition: where in the canonical texts it was taken from, and how it differs from that passage.

All quotations of an edition are located together, each as it stands and, where it has brackets or marks of omission, by its
fragments too. What was not taken letter by letter is collated with its passage like a whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise, takewhile
from typing import NamedTuple, Protocol

from fidelity.collation.halves import Half, skipped
from fidelity.collation.passages.coded import coded
from fidelity.collation.passages.loaded import slice_of
from fidelity.collation.passages.location import SHORTEST, Place, Searched, aligned, locate
from fidelity.collation.strands import NO_STYLE, Unchecked, strand, variants
from fidelity.collation.tokens import same_sign, signs
from fidelity.language.editors_notices import NOTICE
from fidelity.language.identification import identify
from fidelity.language.quotation_marks import DIRECTED
from fidelity.model.collation import Collation
from fidelity.model.declarations import HouseStyle
from fidelity.model.late_pattern import late_pattern
from fidelity.model.quoted import Fragment, Order, Passage, Quoted
from fidelity.model.recognised import Quotation
from fidelity.model.span import Span
from fidelity.model.text import Text, View
from fidelity.model.work import Work

HIDDEN = 2500
"""Characters that a mark of omission may stand for: some 400 words, a page. Fragments further apart are said to be."""
_REPEATED = 4
"""Places with equally many words of the longest fragment that are tried."""
_OMISSION = re.compile(r"\[\s?(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s?\]|\((?:…|\.\s?\.\s?\.)\)|…|\.(?:\s?\.){2,}+|(?<!\w)\[\s?\](?!\w)")
_OMITTED_AT_START = re.compile(rf"\s*+(?:{_OMISSION.pattern})\s*")
_OMITTED_AT_END = re.compile(rf"(?:\s*+(?:{_OMISSION.pattern}))++\s*+[.,;]?\s*+\Z")
"""A row of dots is taken whole: split in every way, the leader dots of a list of contents would never come to an end."""
_NOTICE = late_pattern(rf"[\s,;]*(?:{NOTICE.pattern})[.,;]?\s*$", re.IGNORECASE)
"""A notice within the marks, which is nobody's wording."""
_SLACK = 3
"""Spaces that a text may have more than its quotation between marks."""
_MARKS = " \n\u00a0\u202f\u2028.,;:!?¡¿—–"
_LETTERS_IN_BRACKETS = re.compile(r"(?<=\w)\[(\w{1,6})\]|\[(\w{1,3})\](?=[’']?\w)")
_INSERTED_AT_END = re.compile(r"\s*+(?:\[[^\[\]\n]{0,200}\]|\(sic!?\))(?=\W*\Z)", re.IGNORECASE)
_INFLECTED = re.compile(r"(?<![^\W\d_])[^\W\d_]++\[\w{0,6}\](?![’']?\w)")
_INFLECTED_AT_END = re.compile(rf"{_INFLECTED.pattern}(?=\W*\Z)")
_LAST_WORD = re.compile(r"([^\W\d_]+)\W*\Z")
_FIRST_WORD = re.compile(r"\W*([^\W\d_]+)")
_LONGEST = 40
"""Characters read for a word next to a place, and the marks between."""
_ENOUGH = 6
"""Words of a fragment from which on one that is written with another ending is not looked for: it may stand elsewhere."""
_INSERTION = re.compile(r"\[[^\[\]\n]{0,200}\]|\(sic!?\)", re.IGNORECASE)


class Shelf(Searched, Protocol):
    """Canonical texts that quotations are looked up in, and read from."""

    def passage(self, place: Span) -> tuple[Text, View]:
        """The text that a place is in, or an excerpt of it, and the place as a part of its running text or of a note."""

    def works(self) -> Sequence[tuple[Span, Work]]:
        """The addresses of each text, in order, and what it is an edition of."""


class _Part(NamedTuple):
    """A fragment: its place in the view of the quotation, and its words without what an editor put in brackets."""

    start: int
    end: int
    string: str


class _Sought(NamedTuple):
    """A quotation as it is looked up: its view, and its fragments."""

    quotation: Quotation
    view: View
    parts: tuple[_Part, ...]


def quoted(
    shelf: Shelf,
    edition: Text,
    quotations: Sequence[Quotation],
    style: HouseStyle = NO_STYLE,
    prefer: Callable[[Quotation, Place], bool] | None = None,
) -> tuple[Quoted, ...]:
    """Each quotation with the passages it was taken from; differences that the house `style` makes are none.

    Of several places that a quotation fits equally well, the one is taken that `prefer` holds for, else the nearest to the
    place of the quotation before.
    """
    sought = [_sought(edition, quotation) for quotation in quotations]
    strings: list[str] = []
    for one in sought:
        strings.append(one.view.string)
        strings += [part.string for part in one.parts]
    places = iter(locate(shelf, strings))
    found = [Quoted(quotation) for quotation in quotations]
    chosen: list[tuple[int, list[_Located]]] = []
    before = 0
    for k, one in enumerate(sought):
        whole = next(places)
        fragments = [next(places) for _ in one.parts]
        rank = partial(_rank, one.quotation, before, prefer)
        located = _chosen(shelf, one, whole, fragments, rank)
        if located is not None:
            before = located[0].place.start
            chosen.append((k, located))
    for (k, left), (n, right) in pairwise(chosen):
        if n == k + 1:
            halves = Half(quotations[k], left[-1].place), Half(quotations[n], right[0].place)
            found[n] = replace(found[n], skipped=skipped(shelf, edition, *halves))
    # in the order of their places, so that what one is read from is at hand for the next
    for k, located in sorted(chosen, key=lambda one: one[1][0].place.start):
        found[k] = replace(_compared(shelf, edition, sought[k], located, style), skipped=found[k].skipped)
    return tuple(found)


def _rank(
    quotation: Quotation, before: int, prefer: Callable[[Quotation, Place], bool] | None, place: Place
) -> tuple[int, ...]:
    """The order of places that have equally many of a quotation's words: preferred, short, near the quotation before."""
    liked = prefer is not None and prefer(quotation, place)
    return not liked, place.end - place.start, abs(place.start - before)


def _without_marks(view: View, quotation: Quotation) -> View:
    """What a quotation says; of a block quotation that stands between marks besides, without these."""
    start = len(view.string) - len(view.string.lstrip())
    end = len(view.string.rstrip())
    if not quotation.block or end - start < len("“a”") or not _is_pair(view.string[start], view.string[end - 1]):
        return view
    return slice_of(view, start + 1, end - 1)


def _is_pair(opening: str, closing: str) -> bool:
    return closing in DIRECTED.get(opening, "") or opening == closing == '"' or (opening, closing) == ('"', "“")


def _sought(edition: Text, quotation: Quotation) -> _Sought:
    view = _without_marks(_part(_view_holding(edition, quotation.content), quotation.content), quotation)
    notice = _NOTICE.search(view.string) if view.string.rstrip(_MARKS)[-1:] in ")]" else None
    end = notice.start() if notice is not None else len(view.string)
    marks = next((k for k in range(end, 0, -1) if not (view.string[k - 1].isspace() or view.string[k - 1] in "[(….)],;")), 0)
    closing = _OMITTED_AT_END.search(view.string, marks, end)
    opening = _OMITTED_AT_START.match(view.string)
    view = slice_of(view, opening.end() if opening else 0, closing.start() if closing else end)
    string = view.string
    parts: list[_Part] = []
    at = 0
    for start, end in [*(match.span() for match in _OMISSION.finditer(string)), (len(string), len(string))]:
        cleaned = string[at:start]
        if len(coded(cleaned).code) >= _ENOUGH:
            cleaned = _INFLECTED.sub(" ", cleaned)
        cleaned = _INSERTION.sub(" ", _LETTERS_IN_BRACKETS.sub(lambda match: match[1] or match[2], cleaned))
        if any(map(str.isalnum, cleaned)):
            parts.append(_Part(at, start, cleaned.strip()))
        at = end
    alone = len(parts) == 1 and parts[0].string == string.strip()
    return _Sought(quotation, view, () if alone else tuple(parts))


class _Located(NamedTuple):
    """A stretch of a quotation's view and the place it was taken from, and all fragments of the quotation."""

    start: int
    end: int
    place: Span
    fragments: tuple[Fragment, ...]


def _chosen(
    shelf: Shelf, sought: _Sought, whole: list[Place], fragments: list[list[Place]], rank: Callable[[Place], tuple[int, ...]]
) -> list[_Located] | None:
    """The places of a quotation: of the whole where all its words stand as they are, else of its parts.

    Brackets and dots may be the canonical text's own, so the whole is asked first. `rank` orders places that fit equally.
    """
    size = len(coded(sought.view.string).code)

    def alike(places: list[Place], string: str) -> list[Place]:
        most = max(place.shared for place in places)
        found = [place for place in places if place.shared == most]
        if len(found) == 1:
            return found
        wanted = _from_word_to_word(string)

        def order(place: Place) -> tuple[int, ...]:
            liked, *others = rank(place)
            return liked, _from_word_to_word(shelf.read(place.start, place.end)) != wanted, *others

        return sorted(found, key=order)

    entire = Span(0, len(sought.view.string))
    if whole and (not sought.parts or whole[0].shared == whole[0].words == size):
        place = alike(whole, sought.view.string)[0]
        return [_Located(*entire, Span(place.start, place.end), ())]
    known = [k for k, places in enumerate(fragments) if places]
    if not known:
        return None
    # one found word by word says more of the place than a few words more with others between them
    main = max(known, key=lambda k: (3 * fragments[k][0].shared - 2 * fragments[k][0].words, -k))
    # a passage may come again with other words where the next fragment was taken from
    repeated = alike(fragments[main], sought.parts[main].string)
    entire_elsewhere = [place.start for k in known if k != main for place in fragments[k] if place.shared == place.words]
    if len(repeated) > _REPEATED and entire_elsewhere:
        repeated.sort(key=lambda place: min(abs(start - place.start) for start in entire_elsewhere))
    ways = [_around(shelf, sought, fragments, main, Span(*place[:2])) for place in repeated[:_REPEATED]]
    best = max(ways, key=lambda placed: _fit(shelf, sought, placed)) if len(ways) > 1 else ways[0]
    return _located(shelf, sought, best, main)


def _from_word_to_word(string: str) -> str:
    """A string without what stands before its first letter or numeral and behind its last."""
    first = next((k for k, character in enumerate(string) if character.isalnum()), len(string))
    last = next((k for k in range(len(string), first, -1) if string[k - 1].isalnum()), first)
    return string[first:last]


_Placed = dict[int, tuple[Span, Order]]


def _around(shelf: Shelf, sought: _Sought, fragments: list[list[Place]], main: int, place: Span) -> _Placed:
    """The places of all fragments, where the main one is at some place."""
    placed: _Placed = {main: (place, Order.FOLLOWS)}
    for k in range(main - 1, -1, -1):
        placed[k] = _beside(shelf, sought.parts[k], fragments[k], placed[k + 1][0], after=False)
    for k in range(main + 1, len(sought.parts)):
        placed[k] = _beside(shelf, sought.parts[k], fragments[k], placed[k - 1][0], after=True)
    return placed


def _fit(shelf: Shelf, sought: _Sought, placed: _Placed) -> int:
    """How many fragments follow one another, and of those how many stand there word by word."""
    following = [k for k, (_, order) in placed.items() if order is Order.FOLLOWS]
    return len(following) + sum(coded(sought.parts[k].string).code in coded(shelf.read(*placed[k][0])).code for k in following)


def _beside(shelf: Shelf, part: _Part, places: list[Place], neighbour: Span, *, after: bool) -> tuple[Span, Order]:
    """Where a fragment stands that should follow (or, with `after` unset, precede) another, and how it does."""
    extent = shelf.extent(neighbour.start) or neighbour
    ahead = Span(neighbour.end, min(neighbour.end + HIDDEN, extent.end))
    behind = Span(max(neighbour.start - HIDDEN, extent.start), neighbour.start)
    near = _within(shelf, part, ahead if after else behind, nearest_last=not after)
    if near is not None:
        return near, Order.FOLLOWS
    count = len(coded(part.string).code)
    if count >= SHORTEST:
        turned = _within(shelf, part, behind if after else ahead, nearest_last=after)
        if turned is not None:
            return turned, Order.PRECEDES
        for place in places:
            span = Span(place.start, place.end)
            if not extent.covers(span):
                continue
            in_order = span.start >= neighbour.end if after else span.end <= neighbour.start
            return span, Order.DISTANT if in_order else Order.PRECEDES
        if places and places[0].shared == count:
            return Span(places[0].start, places[0].end), Order.ELSEWHERE
    if count > SHORTEST:
        return Span(neighbour.end, neighbour.end), Order.UNLOCATED
    # a word or three: what stands where they should stand is collated with them
    length = len(part.string)
    if after:
        return Span(ahead.start, min(ahead.start + length, ahead.end)), Order.FOLLOWS
    return Span(max(behind.end - length, behind.start), behind.end), Order.FOLLOWS


def _within(shelf: Shelf, part: _Part, window: Span, *, nearest_last: bool) -> Span | None:
    """Where a fragment stands in a stretch of text: the first place, or the last, of those that have it word by word."""
    if window.length <= 0:
        return None
    there, fragment = coded(shelf.read(*window)), coded(part.string).code
    code = there.code
    at = code.rfind(fragment) if nearest_last else code.find(fragment)
    if at >= 0:
        first, last = at, at + len(fragment)
    else:
        laid = aligned(fragment, code)
        if laid is None:
            return None
        first, last = laid.first, laid.last
    return Span(window.start + int(there.starts[first]), window.start + int(there.ends[last - 1]))


def _located(shelf: Shelf, sought: _Sought, placed: dict[int, tuple[Span, Order]], main: int) -> list[_Located]:
    """The fragments that stand somewhere, each with its place."""
    parts = sought.parts
    spans = [placed[k][0] for k in range(len(parts))]
    # how a fragment before the main one stands to it is said of the one after it, but that it stands nowhere of itself
    orders = [Order.FOLLOWS] * len(parts)
    for k, (_, order) in placed.items():
        if k != main:
            orders[k if k > main or order is Order.UNLOCATED else k + 1] = order
    fragments = []
    for k, part in enumerate(parts):
        near = k > 0 and orders[k] is Order.FOLLOWS and orders[k - 1] is not Order.UNLOCATED
        omitted = _between(shelf, spans[k - 1], spans[k]) if near else ""
        fragments.append(Fragment(sought.view.to_text(Span(part.start, part.end)), orders[k], omitted))
    return [
        _Located(*_bare_inside(sought, k), spans[k], tuple(fragments))
        for k in range(len(parts))
        if orders[k] is not Order.UNLOCATED
    ]


def _bare_inside(sought: _Sought, k: int) -> Span:
    """A fragment without the punctuation next to marks of omission, which may be the canonical text's or the writer's."""
    start, end, _ = sought.parts[k]
    string = sought.view.string
    if k > 0:
        start = end - len(string[start:end].lstrip(_MARKS))
    if k < len(sought.parts) - 1:
        end = start + len(string[start:end].rstrip(_MARKS))
    return Span(start, end)


def _between(shelf: Shelf, one: Span, two: Span) -> str:
    """What stands between the last word of one place and the first of the next."""
    if not one.end <= two.start:
        return ""
    marks = len(one_text := shelf.read(*one)) - len(one_text.rstrip(_MARKS))
    signs = len(two_text := shelf.read(*two)) - len(two_text.lstrip(_MARKS))
    return shelf.read(one.end - marks, two.start + signs)


def _compared(shelf: Shelf, edition: Text, sought: _Sought, located: list[_Located], style: HouseStyle) -> Quoted:
    passages = []
    for one in located:
        view = slice_of(sought.view, one.start, one.end)
        place = _with_inflected(shelf, one.place, view.string)
        text, passage = shelf.passage(_with_marks(shelf, place, view.string))
        span = passage.to_text(Span(0, len(passage.string)))
        collation = None if passage.string == view.string else _collated(text, passage, edition, view, style)
        passages.append(Passage(text, span, collation))
    return Quoted(sought.quotation, tuple(passages), located[0].fragments, address=located[0].place.start)


def _with_inflected(shelf: Shelf, place: Span, string: str) -> Span:
    """A place with the word before or behind it that a quotation gives another ending in brackets: such are not looked for."""
    extent, (start, end) = shelf.extent(place.start) or place, place
    opens, closes = _INFLECTED.match(string.lstrip(_MARKS)), _INFLECTED_AT_END.search(string)
    before, after = shelf.read(max(start - _LONGEST, extent.start), start), shelf.read(end, min(end + _LONGEST, extent.end))
    if opens is not None and (word := _LAST_WORD.search(before)) is not None and _same_stem(opens[0], word[1]):
        start -= len(word[0])
    if closes is not None and (word := _FIRST_WORD.match(after)) is not None and _same_stem(closes[0], word[1]):
        end += len(word[0])
    return Span(start, end)


def _same_stem(inflected: str, word: str) -> bool:
    """Whether a word begins as one whose ending stands in brackets: "explod[ing]" for "explode", "want[ed]" for "wants"."""
    return word.casefold().startswith(inflected[: inflected.index("[")].casefold())


def _with_marks(shelf: Shelf, place: Span, string: str) -> Span:
    """A place from its first word to its last, and with the punctuation at either end that a quotation has there too."""
    found = shelf.read(*place)
    first = next((k for k, character in enumerate(found) if character.isalnum()), 0)
    last = next((k for k in range(len(found), 0, -1) if found[k - 1].isalnum()), len(found))
    start, end = place.start + first, place.start + last
    extent = shelf.extent(start) or place
    opening = next((k for k, character in enumerate(string) if character.isalnum()), 0)
    closing = len(string) - len(_to_last_letter(_INSERTED_AT_END.sub("", string)))
    if opening:
        before = shelf.read(max(start - opening - _SLACK, extent.start), start)
        start -= _marks_shared(" " + string[:opening], before, last=True)
    after = shelf.read(end, min(end + closing + _SLACK, extent.end))
    end += max(
        _marks_shared(one[len(_to_last_letter(one)) :] + " ", after, last=False)
        for one in (string, _INSERTED_AT_END.sub("", string))
    )
    return Span(start, end)


def _to_last_letter(string: str) -> str:
    return string[: next((k for k in range(len(string), 0, -1) if string[k - 1].isalnum()), 0)]


def _marks_shared(marks: str, gap: str, *, last: bool) -> int:
    """How many characters of a gap, its last or its first, are the marks that a quotation has next to its words."""
    letters = [k for k, character in enumerate(gap) if character.isalnum()]
    bare = gap[letters[-1] + 1 :] if last and letters else gap[: letters[0]] if letters else gap
    wanted, there = signs(marks), signs(bare)
    if last:
        wanted, there = wanted[::-1], there[::-1]
    pairs = zip(wanted, there, strict=False)
    alike = list(takewhile(lambda pair: same_sign(pair[0].symbol, pair[1].symbol), pairs))
    if not alike:
        return 0
    furthest = alike[-1][1]
    return len(bare) - furthest.start if last else furthest.end


def _collated(canonical: Text, passage: View, edition: Text, quotation: View, style: HouseStyle) -> Collation:
    """The collation of a quotation with its passage, in text offsets of both texts as in a collation of whole texts."""
    never = Unchecked.of(canonical), Unchecked.of(edition)
    laid, remarks = strand(passage, quotation, never, style, partial(identify, canonical.string))
    found = [variant for variant, _, _ in variants(laid, None)]
    numbered = tuple(replace(variant, index=k) for k, variant in enumerate(found))
    return Collation(canonical, edition, laid, (), numbered, remarks)


def _view_holding(text: Text, span: Span) -> View:
    """The running text, or the note's body, that a stretch of a text lies in."""
    if span.start < text.running_end:
        return text.running
    held = (note for note in text.notes if note.body is not None and note.body.covers(span))
    note = next(held, None)
    return text.note_view(note) if note is not None else text.running


def _part(view: View, span: Span) -> View:
    return slice_of(view, bisect_left(view.offsets, span.start), bisect_left(view.offsets, span.end))
