"""The numbers that open note bodies: how one is read from a line, and which of many follow one another as notes do.

No number is a label by itself: a list, a year or a page may open a line, too. Each line that a number opens is an opening
with a weight from its evidence, and of all choices in which the numbers count upwards the heaviest is taken. What a page lacks
(a note that is damaged, or that was not seen) costs some weight, and so does a count that begins anew, by page or by chapter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fidelity.language.note_signs import SUPERSCRIPT_DIGITS, SYMBOLS
from fidelity.language.roman_numerals import is_small_roman, value_of_roman
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.printed_lines import PrintedLine
from fidelity.repairs.raised_characters import is_raised

LABEL = re.compile(r"(\d{1,4}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})([.)\]]?)(\s*)(?=\S)")
STOPPED = re.compile(r"(\d{1,4})([.)])")
ADDRESS, LONGEST_SCHEME = re.compile(r"\n\s*(?:https?://|www\.|doi:)"), 12
"""What a long address begins with, which a justified note sets on a line of its own below its number."""
BRACKETS = {"(": ")", "[": "]"}
"""Brackets that are raised together with the number in them: so older books print calls, and some law reviews."""
ROMAN_LABEL = re.compile(r"([ivxlc]{1,7})(\s*)(?=[^\W_])")
_BEGIN = frozenset("ivxlc").union(BRACKETS)
"""What labels begin with that are no figures."""
SYMBOL = re.compile(rf"(([{re.escape(SYMBOLS)}])\2{{0,3}})(?:\s+\1)?(\s*)(?=\w|[“„«‘'\"(\[])")
"""A sign that opens a note; Word may print it twice, as the number and again as the first word of the note."""
LEADERS = re.compile(r"(?:\.\s?){4}\W*\d+$")
"""The end of an entry in a table of contents."""
NO_CALL = re.compile(r"(?:(?:\.\s?){4}\W*|(?<!\S)['\"‘“„«])\d+$")
"""The end of such an entry, or a number that words in quotation marks begin with: neither calls a note."""
LONGEST_GAP = 30
"""Notes in a row that may be missing: those of a damaged page or two."""
LONGEST_IN_BRACKETS = 3
"""Figures of a number in brackets, at most: four are a year."""
RUNS_ON = 0.05
"""What it costs that a sentence seems to run on into a note: of two lines that one number opens, the other is the note."""
SUPERIORITY = 3.0
"""How many times its weight a count in superior figures has against one in figures of full size."""
SAME_EDGE = 1.5
"""Points by which labels of one column may stand out of line."""


@dataclass(frozen=True, slots=True)
class Label:
    """The number that opens a line; the span has the stop and the white space after it, too."""

    value: int
    span: Span
    style: tuple[bool | None, str]
    """Whether it is raised, and the stop after it."""
    superior: bool
    """Whether it is raised, or a superior glyph of its font."""
    printed: str = ""
    """The sign itself, where it is no figures."""

    @property
    def sign(self) -> str:
        """The label as notes are known by it."""
        return self.printed or str(self.value)


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that may open a note. `first`: it may be the first note of all; `anew`: a heading stands over it."""

    line: int
    """Index among the printed lines."""
    label: Label
    page: int
    x0: float
    """Points from the left."""
    first: bool = True
    anew: bool = False
    behind: float = 0.0
    """Points from the left at which the words behind the label begin."""
    goes_on: bool = False
    """Whether the line above it, of the same small type, ends no sentence."""


def label_of(text: Text, line: PrintedLine, narrow: frozenset[int] = frozenset()) -> Label | None:
    """The number that opens a line, with the white space and stop after it. `narrow`: glyphs that are superiors by shape."""
    start = line.start_of_words
    if (first := text.string[start : start + 1]) not in _BEGIN and not first.isdigit():
        return None  # nearly always
    opens = is_raised(text, start) if first in BRACKETS else None
    if opens is False:
        return _level_in_brackets(text, line)
    bracketed = bool(opens)
    start += bracketed
    match = LABEL.match(text.string, start, line.span.end)
    if match is None:
        return _roman_label(text, line)
    if match.end() >= line.end_of_words - 1 and (stopped := _stopped_label(text, line)) is not None:
        return stopped
    raised = is_raised(text, start)
    if bracketed and not (raised and match[2] == BRACKETS[text.string[start - 1]]):
        return None
    if raised and not bracketed and (whole := _raised_alone(text, match)) is not None:
        return whole
    # a superior figure by shape alone has no stop after it
    shaped = raised is False and not match[2] and text.source.file[text.origin[start]] in narrow
    superior = bool(raised) or shaped
    digits, end = match[1].translate(SUPERSCRIPT_DIGITS), match.end()
    while raised and match[3] and end < line.end_of_words - 1 and text.string[end].isdigit() and is_raised(text, end):
        # figures set so far apart that a reader sees spaces between them
        match = LABEL.match(text.string, end, line.span.end)
        if match is None:
            return None
        digits, end = digits + match[1], match.end()
    follows = text.string[end]
    if match[2] == "." and not match[3] and follows.isdigit():
        # the number of a section, "1.2 The harbour"
        return None
    if not superior and not match[2]:
        # a numbered line of a program begins with anything
        begins = follows.isalnum() if match[3] else follows.isupper()
        if not begins and follows not in "“„«\"'‘[(":
            return None
    return Label(int(digits), Span(line.span.start, end), (raised, match[2]), superior) if len(digits) <= 4 else None


def _stopped_label(text: Text, line: PrintedLine) -> Label | None:
    """A number with a stop that stands on a line of its own, over an address that had no room behind it."""
    match, under = STOPPED.fullmatch(line.words), text.string[line.span.end : line.span.end + LONGEST_SCHEME]
    if match is None or ADDRESS.match(under) is None:
        return None
    return Label(
        int(match[1]), Span(line.span.start, line.span.end + 1), (is_raised(text, line.start_of_words), match[2]), False
    )


def _raised_alone(text: Text, match: re.Match[str]) -> Label | None:
    """The raised figures of a numeral that goes on in figures of full size, with which the note begins: "⁸1. Aufl., p. 3"."""
    level = next((i for i in range(match.start(1) + 1, match.end(1)) if is_raised(text, i) is False), None)
    if level is None:
        return None
    digits = text.string[match.start(1) : level].translate(SUPERSCRIPT_DIGITS)
    return Label(int(digits), Span(match.start(1), level), (True, ""), superior=True)


def _level_in_brackets(text: Text, line: PrintedLine) -> Label | None:
    """The number in brackets on the line that opens it, a space behind it: "[1] ", "(1) ", as style sheets may set labels."""
    start = line.start_of_words
    match = LABEL.match(text.string, start + 1, line.span.end)
    if match is None or match[2] != BRACKETS[text.string[start]] or not match[3] or not match[1].isascii():
        return None
    if len(match[1]) > LONGEST_IN_BRACKETS or is_raised(text, start + 1):
        return None
    return Label(int(match[1]), Span(line.span.start, match.end()), (False, text.string[start] + match[2]), superior=False)


def superior_label_of(text: Text, line: PrintedLine) -> Label | None:
    """The raised number that opens a line; None where no raised sign does."""
    label = label_of(text, line) if is_raised(text, line.start_of_words) else None
    return label if label is not None and label.superior else None


def _roman_label(text: Text, line: PrintedLine) -> Label | None:
    """The small Roman numeral that opens a line, raised or with a space behind it: so word processors number end notes."""
    start = line.start_of_words
    match = ROMAN_LABEL.match(text.string, start, line.span.end)
    if match is None:
        return None
    raised = is_raised(text, start)
    if raised is None or not is_small_roman(match[1]) or (not match[2] and (not raised or is_raised(text, match.end()))):
        return None
    return Label(value_of_roman(match[1]), Span(line.span.start, match.end()), (raised, "roman"), bool(raised), match[1])


def note_openings(openings: Sequence[Opening]) -> list[Opening]:
    """The openings that number notes, in their order: all of them superior, or none.

    Small type that is numbered in figures of full size may be a list or a bibliography; superior figures outweigh it.
    """
    superior, weight = _heaviest_count([opening for opening in openings if opening.label.superior])
    level, other = _heaviest_count([opening for opening in openings if not opening.label.superior])
    return superior if SUPERIORITY * weight >= other else level


def _heaviest_count(openings: Sequence[Opening]) -> tuple[list[Opening], float]:
    """The heaviest choice of openings that counts upwards, and its weight."""
    totals: list[float] = []
    back: list[int] = []
    last: dict[int, dict[tuple[bool | None, str], int]] = {}
    """For each number and style, the opening at which the heaviest count to it ends."""
    best_before_page, best, page = -1, -1, -1
    for i, opening in enumerate(openings):
        if opening.page != page:
            best_before_page, page = best, opening.page
        label = opening.label
        total, origin = _first(opening), -1
        for value in range(label.value - 1, max(label.value - LONGEST_GAP, 0) - 1, -1):
            # no step weighs anything itself: what is lighter already is not asked. Of equals the first is taken
            for j in reversed(last.get(value, {}).values()):
                if totals[j] < total:
                    continue
                follows = totals[j] + _step(openings[j], opening)
                if follows > total or (follows == total and origin >= 0):
                    total, origin = follows, j
        before = best if opening.anew else best_before_page
        if label.value == 1 and before >= 0:
            anew = totals[before] + _style(openings[before], opening) - (0.5 if label.superior else 1.0)
            if anew > total:
                total, origin = anew, before
        total += _weight(label) - (RUNS_ON if opening.goes_on else 0.0)
        totals.append(total)
        back.append(origin)
        styles = last.setdefault(label.value, {})
        if label.style not in styles or total > totals[styles[label.style]]:
            styles[label.style] = i
        if best < 0 or total > totals[best]:
            best = i
    chosen = []
    weight = totals[best] if best >= 0 else 0.0
    i = best if weight > 0 else -1
    while i >= 0:
        chosen.append(openings[i])
        i = back[i]
    return chosen[::-1], weight


def _weight(label: Label) -> float:
    return 2.0 if label.superior else 1.5 if label.style[1] else 1.0


def _first(opening: Opening) -> float:
    """What it costs that a count begins here: nothing for a first note; an excerpt may begin with a later one."""
    if not opening.first:
        return -100.0
    return 0.0 if opening.label.value == 1 else -2.5 if opening.label.superior else -5.0


def _step(one: Opening, two: Opening) -> float:
    """What it costs that one note follows another: nothing for the next number at the same edge."""
    missing = two.label.value - one.label.value - 1
    if missing == 0:
        cost = 0.0
    elif two.label.superior:
        cost = 0.5 * missing if missing <= 2 else 2.5 if two.page > one.page else 100.0
    else:
        cost = 1.6 * missing if missing <= 2 else 100.0
    out_of_line = one.page == two.page and min(abs(one.x0 - two.x0), abs(one.behind - two.behind)) > SAME_EDGE
    return _style(one, two) - cost - (0.2 if out_of_line else 0.0)


def _style(one: Opening, two: Opening) -> float:
    return 0.0 if one.label.style == two.label.style else -1.2
