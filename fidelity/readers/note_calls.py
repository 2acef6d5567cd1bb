"""Numerals in a Markdown file that may be the calls of notes: superiors, links to a note, numerals in brackets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise, product

from fidelity.language.note_signs import SUPERSCRIPT_DIGITS
from fidelity.language.unit_symbols import UNIT_SYMBOLS
from fidelity.model.marks import Kind, Mark
from fidelity.model.rising import longest_rise
from fidelity.readers.blocks import Block, Cut, without

LABEL = r"[1-9][0-9]{0,3}"
"""The number of a note as it is written."""
SUPERIOR = "[⁰¹²³⁴⁵⁶⁷⁸⁹]"

_RAISED = re.compile(rf"\s*[\[(]?{LABEL}(?:[,;\s]+{LABEL})*[\])]?\s*")
_FUSED = re.compile(r"\s*[1-9][0-9]{4,11}\s*")
"""Labels without anything between them: 10011002."""
_REST = re.compile(r"[0-9]{1,11}\s*")
"""The end of a label whose first digits are another stretch of superiors."""
_LINKED = re.compile(rf"\s*\[?\^?({LABEL})\]?\s*")
_BRACKETED = re.compile(rf"\[\^?({LABEL})\]")
_NUMERAL = re.compile(r"[0-9]+")
_SUPERIORS = re.compile(rf"{SUPERIOR}+")
_TARGET = re.compile(
    rf"#(?:user-content-)?_?(?:f|fn|ftn|e|en|edn|n|note|notes|footnote|endnote|cite_note)?[-_:.]?(?P<number>{LABEL})\Z",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"[=+×·*/^√<>]")
_YEAR = re.compile(r"(?<![0-9A-Za-z.,])(?:1[0-9]{3}|20[0-9]{2})\Z")
_LETTERS = re.compile(r"[^\W\d_]+\Z")
_MOST_PARTED = 4
"""Calls that stand one behind the other with nothing between them, at most."""
_MOST_LACKING = 12
"""Numbers that a sequence of calls lacks at a place, of which some may be those of digits that touch."""


class Form(IntEnum):
    """How an edition shows its calls; one form serves a whole edition as a rule. The surer comes first."""

    LINKED = 0
    RAISED = 1
    BRACKETED = 2
    SUPERIOR = 3


@dataclass(frozen=True, slots=True)
class Call:
    """A numeral that may be a call; offsets count from the first character of its block."""

    block: int
    start: int
    end: int
    """With its brackets."""
    label_start: int
    label_end: int
    number: int
    form: Form
    doubtful: bool = False
    """Whether it stands where a call seldom does: away from its word, or after a word of very few letters."""

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands, for comparison with others."""
        return self.block, self.start


def possible_calls(block: Block, index: int) -> list[Call]:
    """The numerals of a block that may be calls, in order; exponents and ordinals are none.

    `index` is the block's place among the blocks. What the file gives as an entity, or in code, is no call.
    """
    if block.kind is Kind.CODE:
        return []
    found: list[Call] = []
    taken = bytearray(len(block.string))
    for mark in block.marks:
        if mark.kind is Kind.VERBATIM:
            taken[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
    for call in (*_linked(block, index), *_raised(block, index), *_bracketed(block, index), *_superior(block, index)):
        copied = all(place >= 0 for place in block.file[call.start : call.end])
        if copied and not any(taken[call.start : call.end]):
            taken[call.start : call.end] = b"\1" * (call.end - call.start)
            found.append(call)
    return sorted(found, key=lambda call: call.start)


def _linked(block: Block, index: int) -> Iterator[Call]:
    for mark in block.marks:
        if mark.kind is not Kind.LINK:
            continue
        label = _LINKED.fullmatch(block.string, mark.start, mark.end)
        target = _TARGET.search(mark.value)
        if label is None or target is None or target["number"] != label[1]:
            continue
        start, end = mark.start, mark.end
        if block.string[start - 1 : start] == "[" and block.string[end : end + 1] == "]":
            start, end = start - 1, end + 1
        yield Call(index, start, end, *label.span(1), int(label[1]), Form.LINKED)


def _raised(block: Block, index: int) -> Iterator[Call]:
    elsewhere = _linked_elsewhere(block)
    at = -1
    for start, end in block.raised:
        touching = start > 0 and start == at  # a call behind a call stands behind a digit and is no exponent
        at = end
        if not _shows_labels(block.string, start, end, touching) or (not touching and _is_exponent(block.string, start, end)):
            at = -1
            continue
        if any(elsewhere[start:end]):
            continue
        doubtful = _is_doubtful(block.string, start)
        labels = list(_NUMERAL.finditer(block.string, start, end))
        cuts = [start, *(label.start() for label in labels[1:]), end]
        for label, (first, last) in zip(labels, pairwise(cuts), strict=True):
            yield Call(index, first, last, *label.span(), int(label[0]), Form.RAISED, doubtful)


def _shows_labels(string: str, start: int, end: int, touching: bool) -> bool:
    return any(pattern.fullmatch(string, start, end) for pattern in (_RAISED, _FUSED, *((_REST,) if touching else ())))


def _linked_elsewhere(block: Block) -> bytearray:
    """For each character whether a link leads from it to another page."""
    linked = bytearray(len(block.string) if block.raised else 0)
    for mark in block.marks if block.raised else ():
        if mark.kind is Kind.LINK and "#" not in mark.value:
            linked[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
    return linked


def _bracketed(block: Block, index: int) -> Iterator[Call]:
    for match in _BRACKETED.finditer(block.string):
        if match.start() > 0:
            yield Call(index, *match.span(), *match.span(1), int(match[1]), Form.BRACKETED)


def _superior(block: Block, index: int) -> Iterator[Call]:
    for match in _SUPERIORS.finditer(block.string):
        if match.start() == 0 or block.string[match.start() - 1].isspace():
            continue
        label = match[0].translate(SUPERSCRIPT_DIGITS)
        if len(label) < 13 and label[0] != "0" and not _is_exponent(block.string, *match.span()):
            doubtful = _is_doubtful(block.string, match.start())
            yield Call(index, *match.span(), *match.span(), int(label), Form.SUPERIOR, doubtful)


def _is_exponent(string: str, start: int, end: int) -> bool:
    """Whether a raised numeral belongs to a formula, a measure or an isotope, or begins a block."""
    before, after = string[start - 1 : start], string[end : end + 1]
    if not before or (before.isspace() and after.isalnum()):
        return True
    tail = string[max(start - 24, 0) : start]
    if before.isdigit():
        return _YEAR.search(tail) is None
    if _FORMULA.search((tail.split() or [""])[-1]) and not tail[-1:].isspace():
        return True
    letters = _LETTERS.search(tail)
    return letters is not None and (letters[0] in UNIT_SYMBOLS or (len(letters[0]) == 1 and letters[0].islower()))


def _is_doubtful(string: str, start: int) -> bool:
    letters = _LETTERS.search(string[max(start - 24, 0) : start])
    return string[start - 1].isspace() or string[start - 1].isdigit() or (letters is not None and len(letters[0]) < 4)


def chosen_calls(calls: Sequence[Call], numbers: Sequence[int]) -> list[Call]:
    """The calls of notes with these numbers, in order of place; none when fewer than half of the notes are called.

    One form of call must call at least half of the notes in increasing order. Then numerals of this form call them again, and
    those of other forms call what is left where they stand in its sequence.
    """
    wanted = set(numbers)
    possible = calls
    calls = [call for call in calls if call.number in wanted]
    chains = []
    for form in Form:
        sure = _rising([call for call in calls if call.form is form and not call.doubtful])
        enough = 2 * len(sure) >= len(numbers)
        chains.append((form, sure if enough else _rising([call for call in calls if call.form is form])))
    form, chain = max(chains, key=lambda pair: (len(pair[1]), -pair[0]))
    parted = list(_parted(possible, chain, wanted, form))
    chain = sorted([*chain, *parted], key=lambda call: call.place)
    if not chain or 2 * len(chain) < len(numbers):
        return []
    chosen = {call.place: call for call in chain}
    rising = [call.number for call in chain]
    called = set(rising)
    within = {(call.block, at) for call in parted for at in range(call.start, call.end)}
    calls = [call for call in calls if call.place not in within]
    for call in calls:
        again = call.form in (form, Form.LINKED) and not call.doubtful
        at = bisect_left(rising, call.number)
        follows = at == 0 or chain[at - 1].place < call.place
        precedes = at == len(chain) or call.place < chain[at].place
        if again or (call.number not in called and follows and precedes):
            chosen.setdefault(call.place, call)
            called.add(call.number)
    return [chosen[place] for place in sorted(chosen)]


def _parted(calls: Sequence[Call], chain: Sequence[Call], wanted: Set[int], form: Form) -> Iterator[Call]:
    """The calls in digits that touch, where the chain lacks just these numbers: in 1516 for 15 and 16, in 1 and 5 for 15."""
    places, rising = [call.place for call in chain], [call.number for call in chain]
    known = set(places)
    group: list[Call] = []
    for call in [*(call for call in calls if call.form is form and form in (Form.RAISED, Form.SUPERIOR)), None]:
        if call is not None and (not group or (group[-1].block == call.block and group[-1].label_end == call.label_start)):
            group.append(call)
            continue
        if group and known.isdisjoint(one.place for one in group):
            at = bisect_left(places, group[0].place)
            after = rising[at - 1] if at else 0
            before = rising[at] if at < len(rising) else after + _MOST_PARTED + 1
            yield from _parts(group, [n for n in range(after + 1, min(before, after + _MOST_LACKING)) if n in wanted])
        group = [] if call is None else [call]


def _parts(group: Sequence[Call], lacking: Sequence[int]) -> Iterator[Call]:
    """Calls of one or of several of these numbers, whose digits are those of a group; none where they are not."""
    digits = "".join(str(call.number).zfill(call.label_end - call.label_start) for call in group)
    for first, count in product(range(len(lacking)), range(1, _MOST_PARTED + 1)):
        numbers = lacking[first : first + count]
        if len(numbers) < count or "".join(map(str, numbers)) != digits or (count == 1 and len(group) == 1):
            continue
        at = group[0].label_start
        for i, number in enumerate(numbers):
            end = at + len(str(number))
            start = group[0].start if i == 0 else at
            yield replace(
                group[0],
                start=start,
                end=group[-1].end if i == count - 1 else end,
                label_start=at,
                label_end=end,
                number=number,
                doubtful=False,
            )
            at = end
        return


def _rising(calls: Sequence[Call]) -> list[Call]:
    """The longest part of a sequence of calls whose numbers rise strictly."""
    return [calls[i] for i in sorted(longest_rise([call.number for call in calls]))]


def with_calls(block: Block, calls: Sequence[Call], values: Mapping[int, str]) -> Block:
    """The block with these numerals as calls, in order: their labels alone are left, and no link or emphasis on one alone.

    `values` has for each number the value of its mark.
    """
    starts = [call.start for call in calls]
    cuts: list[Cut] = []
    marks: list[Mark] = []
    for mark in block.marks:
        holder = calls[max(bisect_right(starts, mark.start) - 1, 0)]
        if mark.kind is Kind.NOTE_CALL or not (holder.start <= mark.start and mark.end <= holder.end):
            marks.append(mark)
    for call in calls:
        label = str(call.number)
        if block.string[call.label_start : call.label_end] != label:
            cuts.append(Cut(call.start, call.end, label, values[call.number]))
            continue
        for start, end in ((call.start, call.label_start), (call.label_end, call.end)):
            if start < end:
                cuts.append(Cut(start, end, ""))
        marks.append(Mark(Kind.NOTE_CALL, call.label_start, call.label_end, values[call.number]))
    return without(replace(block, marks=marks), cuts)
