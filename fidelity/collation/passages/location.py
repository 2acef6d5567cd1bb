"""From fragments of quotations to the places they were taken from, all at once.

The seeds name the few bins where a fragment may stand; what is in them is read, and the fragment is looked for in it: first
as it is written, then word by word, and only where it was altered by alignment (rapidfuzz's edit distance over words as
characters).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from fidelity.collation.passages.bins import BIN, EFFORTS, Effort
from fidelity.collation.passages.coded import CodedWords
from fidelity.collation.passages.loaded import Loaded
from fidelity.model.span import Span

if TYPE_CHECKING:
    from fidelity.collation.passages.seeds import Lists

SHORTEST = 3
"""Words that a fragment must have to be looked for."""
_ALIKE = 0.5
"""Share of a fragment's words that its passage must have, in order; with fewer it was not taken from there."""
_SURE = 0.8
"""Share of a passage's words from which on no other place is looked for."""
_FAR, _LEFT_OUT = 4.0, 1.5
"""Words that a gap costs, at most, where the fragment has other words there, and where it has none."""
_RIVAL = 0.75
"""A window with a smaller share of the words that the best one of a fragment has is not aligned."""
_AT_ONCE = 8
"""Candidates of a fragment that are read before it is asked whether others have to be."""
_RIM = 64
"""Characters read beyond what a fragment can reach."""
_FEW = 300
"""Fragments up to which numpy takes longer to load than they take to be looked for in a short text without it."""


class Searched(Protocol):
    """Canonical texts that quotations are looked up in, each character at its address."""

    @property
    def segments(self) -> Sequence[Lists]:
        """The postings of the words."""

    def extent(self, address: int) -> Span | None:
        """The addresses of the text that an address lies in; None where there is none."""

    def read(self, start: int, end: int) -> str:
        """The characters from one address to another of one text."""


class Window(NamedTuple):
    """What stands from an address on, where the fragment of a number is looked for."""

    fragment: int
    start: int
    string: str


class CodedWindow(NamedTuple):
    """A window, its words, and the address that the places of its words are counted from."""

    window: Window
    words: CodedWords
    origin: int


class Sought(NamedTuple):
    """Of each fragment the words as one character each, and the bins where it may begin, the best first.

    Only in so many of these as are `complete` can it stand word by word. They may be more than are named.
    """

    codes: list[str]
    bins: list[list[int]]
    complete: list[int]


class Way(Protocol):
    """A way to search a text or many: with arrays, which many or long ones need, or with dictionaries. Both find the same."""

    def sought(self, fragments: Sequence[str], effort: Effort) -> Sought:
        """The words of fragments, and the bins where they may begin."""

    def coded_windows(self, windows: Iterable[Window]) -> Iterator[CodedWindow]:
        """The windows with their words."""

    def is_thorough(self, fragment: str, effort: Effort) -> bool:
        """Whether a fragment would have been found, if it stood there with up to a third of its words altered."""


class Place(NamedTuple):
    """Where a fragment was taken from: addresses, how many words stand there, and how many of the fragment's in their order."""

    start: int
    end: int
    words: int
    shared: int


class Alignment(NamedTuple):
    """Words `first` up to, not including, `last` of a stretch that a fragment corresponds to, and how many are shared."""

    first: int
    last: int
    shared: int


def locate(index: Searched, fragments: Sequence[str]) -> list[list[Place]]:
    """The places that each fragment may have been taken from, the best first; none where it stands nowhere."""
    found: list[list[Place]] = [[] for _ in fragments]
    open_ = list(range(len(fragments)))
    for effort in EFFORTS:
        some, unsure = _located(index, [fragments[k] for k in open_], effort)
        for k, places in zip(open_, some, strict=True):
            found[k] = max(places, found[k], key=lambda one: (one[0].shared, -one[0].words) if one else (0, 0))
        open_ = [open_[n] for n in unsure]
    return found


def thorough(index: Searched, fragment: str) -> bool:
    """Whether a fragment that `locate` finds nowhere stands nowhere: it has words that few places have together."""
    return _way(index, 1).is_thorough(fragment, EFFORTS[-1])


def _way(index: Searched, fragments: int) -> Way:
    """How some number of fragments are looked for."""
    if isinstance(index, Loaded) and index.is_short and fragments <= _FEW:
        from fidelity.collation.passages.in_dictionaries import InDictionaries

        return InDictionaries(index)
    from fidelity.collation.passages.in_arrays import InArrays

    return InArrays(index.segments)


_LETTERS, _WORDS = 2, 1
"""How a fragment was found: letter by letter, or word by word."""


def _located(index: Searched, fragments: Sequence[str], effort: Effort) -> tuple[list[list[Place]], list[int]]:
    """The places of fragments, and the numbers of those that should be looked for further."""
    if not fragments:
        return [], []
    way = _way(index, len(fragments))
    codes, bins, complete = way.sought(fragments, effort)
    sizes = list(map(len, codes))
    found: list[list[Place]] = [[] for _ in fragments]
    exact = [0] * len(fragments)
    for first, last in ((0, 1), (1, 2), *((at, at + _AT_ONCE) for at in range(2, effort.best, _AT_ONCE))):
        chosen: list[tuple[int, int]] = []
        for number, some in enumerate(bins):
            # what stands somewhere word by word is looked for only where it may do so, too; what has nearly all its words
            # somewhere, as well, but for the two best places
            end = last
            if exact[number] or (first > 1 and found[number] and found[number][0].shared >= _SURE * sizes[number]):
                end = min(last, complete[number])
            chosen += [(at, number) for at in some[first:end]]
        if not chosen:
            continue
        chosen.sort(key=itemgetter(0))
        windows: list[Window] = []
        for window in _windows(index, chosen, fragments):
            number = window.fragment
            length, size = len(fragments[number]), sizes[number]
            literal = [at for at in _each(fragments[number], window.string) if _whole(window.string, at, at + length)]
            if literal:
                starts = [window.start + at for at in literal]
                found[number] += [Place(start, start + length, size, size) for start in starts]
                exact[number] = _LETTERS
            else:
                windows.append(window)
        left = [one for one in windows if exact[one.fragment] != _LETTERS]
        for window, there, origin in _promising(way.coded_windows(left), codes) if left else ():
            number = window.fragment
            size = sizes[number]
            laid = [Alignment(at, at + size, size) for at in _each(codes[number], there.code)]
            if laid:
                exact[number] = _WORDS
            elif (altered := aligned(codes[number], there.code)) is not None:
                laid = [altered]
            for one in laid:
                start, end = origin + int(there.starts[one.first]), origin + int(there.ends[one.last - 1])
                found[number].append(Place(start, end, one.last - one.first, one.shared))
        for number in {number for _, number in chosen}:
            size = sizes[number]
            if len(found[number]) < 2:
                continue
            # windows overlap, so that what stands in two of them was found twice
            found[number] = sorted(
                set(found[number]),
                key=lambda place: (-_fit(place.shared, place.words, size), place.end - place.start, place.start),
            )
    unsure = []
    for number, places in enumerate(found):
        if complete[number] > len(bins[number]):
            # it may stand word by word elsewhere, too, and suit better there
            sure = exact[number] == _LETTERS and effort is not EFFORTS[0]
        else:
            # one place that has far more votes than any other is the best, also where much was altered
            alone = len(bins[number]) == 1
            sure = bool(places) and (alone or places[0].shared >= _SURE * max(places[0].words, sizes[number]))
        if not sure:
            unsure.append(number)
    return found, unsure


def _each(sought: str, string: str) -> Iterator[int]:
    """Where a string stands in another, each time."""
    at = string.find(sought)
    while at >= 0 and sought:
        yield at
        at = string.find(sought, at + len(sought))


def _windows(index: Searched, chosen: Sequence[tuple[int, int]], fragments: Sequence[str]) -> Iterator[Window]:
    """What is read to look for fragments that may begin in some bins: (bin, number of the fragment), in the order of bins."""
    extent = Span(0, 0)
    for found, number in chosen:
        at = found * BIN
        if not extent.start <= at < extent.end:
            inside = index.extent(at)
            if inside is None:
                continue
            extent = inside
        length = len(fragments[number])
        start = max(at - length - _RIM, extent.start)
        yield Window(number, start, index.read(start, min(at + (length // BIN + 2) * BIN + length + _RIM, extent.end)))


def _whole(string: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end of a stretch."""
    return not (string[start - 1 : start].isalnum() and string[start].isalnum()) and not (
        string[end - 1].isalnum() and string[end : end + 1].isalnum()
    )


def _promising(windows: Iterable[CodedWindow], fragments: Sequence[str]) -> list[CodedWindow]:
    """The windows that have about as many of a fragment's words in order, near or not, as the one that has most."""
    from rapidfuzz.distance import LCSseq

    best: dict[int, int] = {}
    several: list[tuple[int, CodedWindow]] = []
    for one in windows:
        number = one.window.fragment
        fragment = fragments[number]
        least = int(max(best.get(number, 0) * _RIVAL, _ALIKE * len(fragment)))
        shared = LCSseq.similarity(fragment, one.words.code, score_cutoff=least)
        if shared:
            best[number] = max(best.get(number, 0), shared)
            several.append((shared, one))
    return [one for shared, one in several if shared >= best[one.window.fragment] * _RIVAL]


_STRAY = 3
"""Words that a passage has more than its quotation, from which on a closer one is looked for."""
_ASIDE = 8
"""Words between commas or dashes that whoever quotes leaves out without a mark, at most."""


def aligned(fragment: str, window: str) -> Alignment | None:
    """Where in a window of coded words a fragment's words stand; None where too few do.

    Of words that are not the same at either end, as many of the window are taken as the fragment has.
    """
    size = len(fragment)
    at = window.find(fragment)
    if at >= 0:
        return Alignment(at, at + size, size)
    if size <= SHORTEST:
        return None
    matched = _matched(fragment, window)
    laid = _laid(fragment, window, matched)
    if laid is None:
        return _around_longest(fragment, window, matched)
    if laid.last - laid.first >= size + _STRAY:
        # any of several alignments with equally many words may have been found; another may be closer together
        others = [
            laid,
            _laid_within(fragment, window, laid.first + 1, len(window)),
            _laid_within(fragment, window, 0, laid.last - 1),
        ]
        laid = max(filter(None, others), key=lambda one: _fit(one.shared, one.last - one.first, size))
    return laid


def _around_longest(fragment: str, window: str, matched: list[_Block]) -> Alignment | None:
    """The alignment next to the longest stretch of equal words.

    A word that the fragment has twice, and its passage once, can draw all that is before it to words far off.
    """
    longest = max(matched, key=lambda block: block.size, default=None)
    if longest is None or longest.size < SHORTEST:
        return None
    size = len(fragment)
    spare = size // 4 + 1
    return _laid_within(fragment, window, max(longest.b - longest.a - spare, 0), longest.b - longest.a + size + spare)


def _laid_within(fragment: str, window: str, start: int, end: int) -> Alignment | None:
    part = window[start:end]
    laid = _laid(fragment, part, _matched(fragment, part))
    return Alignment(laid.first + start, laid.last + start, laid.shared) if laid is not None else None


def _matched(fragment: str, window: str) -> list[_Block]:
    """The equal words of an alignment that has as many as any."""
    from rapidfuzz.distance import Indel

    blocks = Indel.editops(fragment, window).as_matching_blocks()
    return [_Block(block.a, block.b, block.size) for block in blocks if block.size]


def _laid(fragment: str, window: str, matched: list[_Block]) -> Alignment | None:
    size = len(fragment)
    drawn = _drawn_together(matched, fragment, window)
    near = _with_rims(_densest(drawn), drawn, window, size)
    if not near:
        return None
    shared = sum([block.size for block in near])
    first = max(near[0].b - near[0].a, 0)
    last = min(near[-1].b + size - near[-1].a, len(window))
    if shared < SHORTEST or _fit(shared, last - first, size) < _ALIKE * size:
        return None
    return Alignment(first, last, shared)


class _Block(NamedTuple):
    """`size` equal words from word `a` of a fragment and from word `b` of a window on."""

    a: int
    b: int
    size: int


def _drawn_together(blocks: list[_Block], fragment: str, window: str) -> list[_Block]:
    """The blocks, each as near as its words stand to the longest one whose words stand in the window once.

    Of alignments with equally many words any one may have been found.
    """
    if not blocks:
        return blocks
    words = [fragment[a : a + size] for a, _, size in blocks]
    by_size = sorted(range(len(blocks)), key=lambda k: -blocks[k].size)
    main = next((k for k in by_size if window.find(words[k], window.find(words[k]) + 1) < 0), by_size[0])
    near = list(blocks)
    border = blocks[main].b
    for k in range(main - 1, -1, -1):
        a, b, size = blocks[k]
        border = window.rfind(words[k], b, border)
        if border != b:
            near[k] = _Block(a, border, size)
    border = blocks[main].b + blocks[main].size
    for k in range(main + 1, len(blocks)):
        a, b, size = blocks[k]
        at = window.find(words[k], border)
        border = at + size
        if at != b:
            near[k] = _Block(a, at, size)
    return near


def _with_rims(blocks: list[_Block], drawn: list[_Block], window: str, size: int) -> list[_Block]:
    """The blocks with the first or last words of the fragment, where only an aside parts them from the rest in the window.

    "I belong, he went on with a bitter smile, to that unhappy race", quoted as "I belong to that unhappy race".
    """
    if not blocks:
        return blocks
    end = blocks[-1].a + blocks[-1].size
    if blocks[0].a == 0 and end == size:
        return blocks
    before = [one for one in drawn if one.a == 0 and one.size == blocks[0].a and one.b + one.size <= blocks[0].b]
    after = [
        one for one in drawn if one.a == end < size and one.a + one.size == size and one.b >= blocks[-1].b + blocks[-1].size
    ]
    if before and blocks[0].b - before[0].b - before[0].size <= _ASIDE and _is_there_once(before[0], window):
        blocks = [before[0], *blocks]
    if after and after[0].b - blocks[-1].b - blocks[-1].size <= _ASIDE and _is_there_once(after[0], window):
        blocks = [*blocks, after[0]]
    return blocks


def _is_there_once(block: _Block, window: str) -> bool:
    """Whether words stand nowhere else in a window, so that they cannot have been matched by chance."""
    return window.count(window[block.b : block.b + block.size]) == 1


def _fit(shared: int, words: int, size: int) -> float:
    """How well a stretch of `words` words fits a fragment of `size`: the words shared, and a little less for what is
    between.
    """
    return shared - max(words - size, 0) / 8


def _densest(blocks: list[_Block]) -> list[_Block]:
    """The stretch of equal words that are near one another; words matched by chance far off, at either end, are left out.

    Every word counts one, and what the window has more between two blocks takes some away: little where the fragment's words
    follow one another, as they do where words were left out (the heaviest stretch of a sequence, after Kadane).
    """
    best, best_first, best_last = 0.0, 0, 0
    score, first = 0.0, 0
    a_end = b_end = 0
    for k, (a, b, size) in enumerate(blocks):
        gap = a - a_end
        excess = b - b_end - gap
        if k and excess > 0:
            score -= min(excess / 2, _FAR) if gap else min(excess / 4, _LEFT_OUT)
            if score <= 0:
                score, first = 0.0, k
        a_end, b_end = a + size, b + size
        score += size
        if score > best:
            best, best_first, best_last = score, first, k + 1
    return blocks[best_first:best_last]
