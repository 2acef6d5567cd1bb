"""The paragraphs that two long Markdown files have in common and that tell nothing: found before either file is read.

Nothing in such a paragraph may mean anything to the rest of its file: no bracket, no markup but emphasis, nothing that
could refer, quotation marks in pairs, letters of the Latin alphabet; calls of notes only where these may go with it, as
`shared_notes` says. It stands at the same place in both files, unlike what differs, and two more of its kind stand between it
and the next difference. The beginning of both files, by which their language is told, is never left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from fidelity.collation.runs_left_out import LEAD, Run, runs_left_out
from fidelity.collation.segments import SHORTEST_ANCHOR, runs_of
from fidelity.collation.shared_notes import CALL, Side, number_of, points_to_note, shared_notes, without_label
from fidelity.model.late_pattern import late_pattern

LEAST = 200_000
"""Characters of both files from which on it is worth while."""
WORTH = 0.8
"""The share of a file that must be the same for it to be worth while: with less, there is little that no difference is near."""
HEAD = 100_000
"""Characters at the beginning of a file that are always kept: twice what a language is told by."""
BESIDE = 2
"""Plain paragraphs on either side of a difference that are kept, and"""
NEAR = 600
"""how many characters they have at least: further than any rule looks from a place to what stands around it."""
REACH = 8
"""Paragraphs kept behind one whose quotation marks are not in pairs: further than a mark is looked for that closes it."""
FARTHEST = 4
"""Times the paragraphs that moved: over how many others they may have moved for it to be doubtful which of both moved."""
_TAG = late_pattern(r"<(?!/?(?:em|strong|i|b|sup|sub|br)\b)", re.IGNORECASE)
"""A tag of HTML that may hold more than a part of a paragraph."""
_LINES = late_pattern(r"\n(?:[ \t>#=:+|<~`\[–—-]|[0-9]{1,9}[.)]|\*[*\s])")
"""How a line begins that may be no prose."""
_SIGNS = late_pattern(r"[^ \nA-Za-zÀ-ÁÄ-ÖØ-öø-ÿĀ-ſ.,;:!?'’‘‚%/=+–—…-]")
"""Characters that may mean more than they say: figures where they point, quotation marks and emphasis without their like."""
_NUMERAL = late_pattern("[0-9]+")
_ALIKE = str.maketrans("123456789", "000000000")
_ROUND = str.maketrans(dict.fromkeys("()"))
_KNOWN = str.maketrans(dict.fromkeys('“”„«»"*[]^0'))
"""For `str.translate`: takes out the signs that may be harmless."""
_QUOTES = '“”„«»"'
_PAIRED = late_pattern(r"(?:“”)+|(?:„“)+|(?:„”)+|(?:«»)+|(?:»«)+|(?:\"\")+")
_MARKS = late_pattern('[“”„«»"*]')
_APOSTROPHE = late_pattern(r"'(?<!\w')")
"""A straight mark that no letter stands before. Like the next, it begins with what is looked for without matching."""
_EMPHASISED = late_pattern(r"\*(?<![\w*]\*)[^\s*](?:[^*]*[^\s*])?\*(?![\w*])")


@dataclass(frozen=True, slots=True)
class Shared:
    """Two files without what they share: the stretches of each that are kept, in code points, and what is said between them."""

    canonical: tuple[tuple[int, int], ...]
    edition: tuple[tuple[int, int], ...]
    left_out: tuple[str, ...]
    """What a reader would make of each stretch that is not kept: a line for each paragraph, without emphasis."""
    notes: frozenset[int]
    """The numbers of the notes that are left out, and their calls."""
    across: tuple[str, ...]
    """The words on both sides of each cut inside a paragraph: who asks for a passage may ask for one that stands there."""


@dataclass(frozen=True, slots=True)
class _Paragraphs:
    """What stands between blank lines in a file, each in one line, and where it begins."""

    content: str
    joined: str
    """The same as the content, a NUL between two paragraphs."""
    found: list[str]
    starts: list[int]

    @classmethod
    def of(cls, content: str) -> _Paragraphs:
        joined = content.replace("\n\n", "\0").replace("\n", " ")
        found = joined.split("\0")
        return cls(content, joined, found, [0, *accumulate(map((2).__add__, map(len, found)))])

    def at(self, offset: int) -> int:
        """The paragraph that holds a character of the file."""
        return bisect_right(self.starts, offset) - 1

    def end(self, i: int) -> int:
        """Where a paragraph ends."""
        return self.starts[i] + len(self.found[i])


def shared_paragraphs(
    canonical: str,
    edition: str,
    cites_nothing: Callable[[str], bool] | None = None,
    begin: Callable[[Callable[[], Told]], Callable[[], Told]] = lambda work: work,
) -> Shared | None:
    """What two decoded Markdown files share; None where they are short, or something in them may go on over paragraphs.

    `cites_nothing` says whether the words of a note have nothing of a citation; without it no note is left out.
    `begin` may begin a piece of work beside this one, and gives the function that gives its outcome.
    """
    if min(len(canonical), len(edition)) < LEAST:
        return None
    if any(map(_goes_on, (canonical, edition))):
        return None
    one = _Paragraphs.of(canonical)
    telling = begin(lambda: Told.of(one))
    two = _Paragraphs.of(edition)
    pairs = [(run.canonical + k, run.edition + k) for run in runs_of(one.found, two.found) for k in range(run.length)]
    if sum(len(one.found[i]) for i, _ in pairs) < WORTH * len(canonical):
        return None
    others = _Unlike.of(two)
    told = telling()
    notes: dict[int, tuple[int, ...]] = {}
    if cites_nothing is not None and told.calling and not told.pointing:
        sides = Side(one.found, told.others.rest), Side(two.found, others.rest)
        notes = shared_notes(sides, pairs, told.calling, told.bodies, cites_nothing)
    going = {*notes, *(k for bodies in notes.values() for k in bodies)}
    plain = [i not in told.kept and j not in others.rest for i, j in pairs]
    heads = {k: head for k, (i, j) in enumerate(pairs) if (head := told.calling.get(i, 0)) and j not in others.rest}
    wanted = [
        not (is_plain or k in going or k in heads) or min(one.starts[i], two.starts[j]) < HEAD
        for k, (is_plain, (i, j)) in enumerate(zip(plain, pairs, strict=True))
    ]
    ends = (-1, -1), (len(one.found), len(two.found))
    for k, ((i, j), (p, q)) in enumerate(pairwise([ends[0], *pairs, ends[1]])):
        if p != i + 1 or q != j + 1 or k in (0, len(pairs)):
            _keep_beside(range(k - 1, -1, -1), pairs, one, plain, wanted)
            _keep_beside(range(k, len(pairs)), pairs, one, plain, wanted)
    for k, (i, _) in enumerate(pairs):
        if i in told.unpaired:
            wanted[max(k - 1, 0) : k + REACH + 1] = [True] * len(wanted[max(k - 1, 0) : k + REACH + 1])
    _keep_doubtful_order(one, two, pairs, wanted)
    _keep_repeated(one, two, pairs, wanted)
    return _without(one, two, pairs, runs_left_out([one.found[i] for i, _ in pairs], wanted, heads, notes))


def _goes_on(content: str) -> bool:
    """Whether something in a file goes on over blank lines, or may, or its lines end in another way."""
    if "\r" in content or "\0" in content:
        return True
    # one character is found far sooner than three
    if ("`" in content and "```" in content) or ("~" in content and "~~~" in content):
        return True
    return "<" in content and _TAG.search(content) is not None


class _Unlike(NamedTuple):
    """The paragraphs of a file that are no prose."""

    definitions: set[int]
    """Those that begin as the body of a note does, and go on as prose does."""
    rest: set[int]
    """Those with a line that begins as no prose does, or ends in blanks, which break it."""

    @classmethod
    def of(cls, paragraphs: _Paragraphs) -> _Unlike:
        content, at, starts = paragraphs.content, paragraphs.at, paragraphs.starts
        definitions: set[int] = set()
        rest: set[int] = set()
        for match in _LINES.finditer(content):
            start = match.start() + 1
            i = at(start)
            (definitions if starts[i] == start and content.startswith("[^", start) else rest).add(i)
        end = content.find(" \n")
        while end >= 0:
            rest.add(at(end))
            end = content.find(" \n", end + 1)
        return cls(definitions - rest, rest)


@dataclass(frozen=True, slots=True)
class _Signs:
    """What the signs of a paragraph tell, taken by themselves."""

    unknown: bool
    unpaired: bool
    quotes: bool
    emphasis: bool
    calls: bool
    figures: bool

    @classmethod
    @lru_cache(maxsize=1 << 12)
    def of(cls, found: str) -> _Signs:
        """The signs of a paragraph in their order, any figure as 0."""
        marks = "".join(filter(_QUOTES.__contains__, found))
        return cls(
            unknown=bool(found.translate(_KNOWN)),
            unpaired=bool(marks) and not _PAIRED.fullmatch(marks),
            quotes=bool(marks),
            emphasis="*" in found,
            calls=any(sign in found for sign in "[]^"),
            figures="0" in found,
        )


@dataclass(frozen=True, slots=True)
class Told:
    """The paragraphs of a file that are not plain, and what is known of some of them."""

    kept: set[int]
    """Those that are not plain."""
    unpaired: set[int]
    """Those among them whose quotation marks are not in pairs."""
    calling: dict[int, int]
    """Those that would be plain but for calls of notes, and how many characters before the first call could be left out."""
    bodies: set[int]
    """Those that are bodies of notes, plain but for round brackets."""
    pointing: bool
    """Whether a number in the file may refer to a note."""
    others: _Unlike

    @classmethod
    def of(cls, one: _Paragraphs) -> Told:
        """What the paragraphs of a file tell."""
        others = _Unlike.of(one)
        kept = others.definitions | others.rest
        calling: set[int] = set()
        unpaired: set[int] = set()
        bodies: set[int] = set()
        pointing: set[int] = set()
        singles = any(mark in one.content for mark in "‘‚'")
        for i, found in enumerate("".join(_SIGNS.findall(one.joined)).translate(_ALIKE).split("\0")):
            if not found:
                continue
            signs, paragraph = _Signs.of(found), one.found[i]
            if signs.unpaired:
                unpaired.add(i)
            if signs.unpaired or signs.unknown:
                kept.add(i)
            if signs.calls:
                calling.add(i)
            if signs.figures and points_to_note(paragraph):
                pointing.add(i)
            doubtful = (
                i in pointing
                or (signs.emphasis and "*" in _EMPHASISED.sub("", paragraph))
                or (signs.quotes and singles and _has_single(paragraph))  # marks inside single ones may not be outermost
                or (signs.quotes and signs.figures and _measures(paragraph))
            )
            if doubtful:
                kept.add(i)
            elif (
                i in others.definitions
                and found.count("[") == 1
                and not signs.unpaired
                and not _Signs.of(found.translate(_ROUND)).unknown
            ):
                bodies.add(i)
        heads = {i: _before_calls(one.found[i]) for i in calling - kept}
        calls = {i: head for i, head in heads.items() if head is not None}
        return cls(kept | calling, unpaired, calls, bodies, bool(pointing), others)


def _has_single(paragraph: str) -> bool:
    """Whether a paragraph has a single mark that may open a quotation."""
    return "‘" in paragraph or "‚" in paragraph or ("'" in paragraph and _APOSTROPHE.search(paragraph) is not None)


def _measures(paragraph: str) -> bool:
    """Whether a number in a paragraph stands before a mark that may be one of measure."""
    return any(paragraph.startswith(('"', "”"), match.end()) for match in _NUMERAL.finditer(paragraph))


def _before_calls(paragraph: str) -> int | None:
    """Where, in a paragraph with calls, the last sentence begins that is well before the first; 0 where there is none.

    None where there are brackets that are no calls.
    """
    if any(sign in CALL.sub("", paragraph) for sign in "[]^"):
        return None
    head = paragraph[: paragraph.rfind(". ", 0, max(paragraph.index("[^") - LEAD, 0)) + 2]
    if len(head) < 2 or not paragraph[len(head)].isalpha() or "*" in _EMPHASISED.sub("", head):
        return 0
    if not any(mark in head for mark in _QUOTES):
        return len(head)
    return len(head) if _PAIRED.fullmatch("".join(filter(_QUOTES.__contains__, head))) else 0


def _keep_beside(
    way: range, pairs: Sequence[tuple[int, int]], one: _Paragraphs, plain: Sequence[bool], wanted: list[bool]
) -> None:
    """Keep what stands beside a difference, on the way from it, until enough of it is plain."""
    count = length = 0
    for k in way:
        if count >= BESIDE and length >= NEAR:
            return
        wanted[k] = True
        count += plain[k]
        length += len(one.found[pairs[k][0]])


def _keep_doubtful_order(one: _Paragraphs, two: _Paragraphs, pairs: Sequence[tuple[int, int]], wanted: list[bool]) -> None:
    """Keep what changed places with paragraphs that are not much shorter: it may as well be what moved."""
    here, there = {i for i, _ in pairs}, {j for _, j in pairs}
    gained = {two.found[j]: j for j in range(len(two.found)) if j not in there and len(two.found[j]) >= SHORTEST_ANCHOR}
    moved = [(i, gained[one.found[i]]) for i in range(len(one.found)) if i not in here and one.found[i] in gained]
    firsts, seconds = [i for i, _ in pairs], [j for _, j in pairs]
    for i, j in moved:
        start, end = sorted((bisect_left(firsts, i), bisect_left(seconds, j)))
        if end - start <= FARTHEST * len(moved):
            wanted[start:end] = [True] * (end - start)


def _keep_repeated(one: _Paragraphs, two: _Paragraphs, pairs: Sequence[tuple[int, int]], wanted: list[bool]) -> None:
    """Keep the paragraphs that have a sentence in common with what differs: which of the two it is has to be weighed."""
    here, there = {i for i, _ in pairs}, {j for _, j in pairs}
    differing = {
        sentence
        for side, same in ((one, here), (two, there))
        for i, paragraph in enumerate(side.found)
        if i not in same
        for sentence in paragraph.split(". ")
        if len(sentence) >= SHORTEST_ANCHOR // 2
    }
    for k, (i, _) in enumerate(pairs):
        if not wanted[k] and not differing.isdisjoint(one.found[i].split(". ")):
            wanted[k] = True


def _without(one: _Paragraphs, two: _Paragraphs, pairs: Sequence[tuple[int, int]], runs: Sequence[Run]) -> Shared | None:
    """Both files without some runs; None where there are none."""
    kept: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    left_out: list[str] = []
    across: list[str] = []
    notes: set[int] = set()
    at = [0, 0]
    for run in runs:
        for side, paragraphs in enumerate((one, two)):
            start, end = pairs[run.first][side], pairs[run.last][side]
            kept[side].append((at[side], paragraphs.starts[start] + run.start))
            at[side] = paragraphs.starts[end] + run.head if run.head else paragraphs.end(end)
        words = []
        for k in range(run.first, run.last + 1):
            paragraph = one.found[pairs[k][0]]
            if k in run.bodies:
                notes.add(number_of(paragraph))
            words.append(without_label(paragraph) if k in run.bodies else paragraph)
        for cut, k in ((run.start, 0), (run.head, -1)):
            if cut:
                across.append(_MARKS.sub(" ", CALL.sub("", words[k][max(cut - NEAR, 0) : cut + NEAR])))
        words[-1] = words[-1][: run.head or None]
        words[0] = words[0][run.start :]
        left_out.append(CALL.sub(r"\1", "\n".join(words).replace("*", "")))
    if not left_out:
        return None
    for side, paragraphs in enumerate((one, two)):
        kept[side].append((at[side], len(paragraphs.content)))
    return Shared(tuple(kept[0]), tuple(kept[1]), tuple(left_out), frozenset(notes), tuple(across))
