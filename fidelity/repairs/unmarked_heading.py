"""Headings known by their type (larger or bolder than the text, short, and apart), or named by the file itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from statistics import median

from fidelity.language.font_names import is_bold
from fidelity.model.changes import AddMark, Change
from fidelity.model.marks import Kind, Mark
from fidelity.model.repair import Repair
from fidelity.model.text import Text
from fidelity.repairs.declared_headings import declared_headings
from fidelity.repairs.measure import Measure, measure_of
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence, font_name, lines_in

LARGER = 1.1
APART = 1.7
"""Distance of the baselines of two lines of one heading, at most, in ems."""
LONGEST = 4
"""A heading has at most this many lines."""
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+(?=\D)")


def propose(text: Text) -> Iterator[Change]:
    """A heading mark on each run of lines set larger, or bold throughout, with space around them.

    The largest headings have level 1 when one of them opens the text (its title), else level 2; of two kinds of one size the
    title is the higher, else the bold. Numbers such as "2.1" tell further levels. What outline and structure tree name besides
    is a heading too, where the layout allows it.
    """
    measure = None if text.settled else measure_of(text)
    if measure is None:
        return
    lines, size = measure.lines, measure.size
    rows = lines_in(lines, text.of_kind(Kind.TABLE))
    runs = [run for run in _runs(text, lines, size, rows) if _is_heading(text, run, lines, measure)]
    opens = bool(runs) and bool(lines) and runs[0][0].span == lines[0].span and _size(runs[0]) >= max(map(_size, runs))
    styles = [_style(text, run) for run in runs]
    if opens:
        names = _under_the_title(runs, lines, styles)
        runs = [runs[i] for i in range(len(runs)) if i not in names]
        styles = [styles[i] for i in range(len(styles)) if i not in names]
    ranks = sorted(set(styles), key=lambda style: (-style[0], opens and style != styles[0], not style[1]))
    depths = [_depth(run) for run in runs]
    shallowest = {style: min(d for d, s in zip(depths, styles, strict=True) if s == style) for style in ranks}
    levels: dict[int, int] = {}
    for run, style, depth in zip(runs, styles, depths, strict=True):
        level = ranks.index(style) + (1 if opens else 2) + depth - shallowest[style]
        reason = (
            f"set at {_size(run):.1f} points, the text at {size:.1f}" if _size(run) > size * LARGER else "set bold, and apart"
        )
        levels |= {line.start_of_words: level for line in run}
        yield _marked(run[0].start_of_words, run[-1].end_of_words, level, reason, 0.9)
    yield from _declared(text, measure, rows, levels)


def _marked(start: int, end: int, level: int, reason: str, certainty: float) -> AddMark:
    return AddMark(Mark(Kind.HEADING, start, end, str(min(level, 6))), reason, certainty)


def _declared(text: Text, measure: Measure, rows: Set[int], levels: Mapping[int, int]) -> Iterator[AddMark]:
    """Headings that only outline or structure tree name, on the level of those of their depth that type shows.

    `levels` are those of the lines whose type shows a heading, by the offsets of their words.
    """
    lines = measure.lines
    declared = declared_headings(text, measure, rows)
    shown: dict[int, list[int]] = defaultdict(list)
    for one in declared:
        if lines[one.first].start_of_words in levels:
            shown[one.level].append(levels[lines[one.first].start_of_words])
    for one in declared:
        run = lines[one.first : one.last + 1]
        if any(line.start_of_words in levels for line in run):
            continue
        nearest = min(shown, key=lambda level: abs(level - one.level), default=None)
        level = one.level + 1 if nearest is None else max(round(median(shown[nearest])) + one.level - nearest, 1)
        yield _marked(run[0].start_of_words, run[-1].end_of_words, level, f"a heading, says {one.witness}", 0.8)


def _style(text: Text, run: list[PrintedLine]) -> tuple[float, bool]:
    """The size of a heading in whole points, and whether it is bold: headings of one level agree in both."""
    return round(_size(run), 0), _is_bold(text, run[0])


def _depth(run: list[PrintedLine]) -> int:
    """How many numbers a heading such as "2.1 On floods" begins with; 1 where it has none."""
    number = _NUMBER.match(run[0].words)
    return number[0].rstrip(". ").count(".") + 1 if number else 1


def _under_the_title(
    runs: list[list[PrintedLine]], lines: Sequence[PrintedLine], styles: list[tuple[float, bool]]
) -> frozenset[int]:
    """Which runs stand directly under the title in a style that no other has: a byline, a subtitle; headings recur."""
    starts = [line.span.start for line in lines]
    found = set()
    for i in range(1, len(runs) - 1):
        if bisect_left(starts, runs[i][0].span.start) != bisect_left(starts, runs[i - 1][-1].span.start) + 1:
            break
        if styles.count(styles[i]) == 1 and styles[i][0] < styles[0][0]:
            found.add(i)
    return frozenset(found)


def _size(run: list[PrintedLine]) -> float:
    return max(line.box.size for line in run if line.box is not None)


def _runs(text: Text, lines: Sequence[PrintedLine], size: float, rows: Set[int]) -> Iterator[list[PrintedLine]]:
    """Lines that stand out, as long as they may be of one heading; `rows` are the offsets of the words of tables' lines."""
    run: list[PrintedLine] = []
    for line in lines:
        assert line.box is not None
        stands_out = line.start_of_words not in rows and (
            line.box.size >= LARGER * size or (line.box.size >= 0.95 * size and _is_bold(text, line))
        )
        same = bool(run) and _is_same_heading(text, run[-1], line)
        if run and not (stands_out and same):
            yield run
            run = []
        if stands_out:
            run.append(line)
    if run:
        yield run


def _is_same_heading(text: Text, one: PrintedLine, two: PrintedLine) -> bool:
    """Whether two lines that stand out may be of one heading: of one size and weight, no further apart than its lines are."""
    if one.box is None or two.box is None or one.page != two.page or abs(one.box.size - two.box.size) >= 0.5:
        return False
    return one.box.baseline - two.box.baseline <= APART * one.box.size and _is_bold(text, one) == _is_bold(text, two)


def _is_bold(text: Text, line: PrintedLine) -> bool:
    """Whether the first and the last letter of a line are in a bold font."""
    return all(is_bold(font_name(text, offset)) for offset in (line.start_of_words, line.end_of_words - 1))


def _is_heading(text: Text, run: list[PrintedLine], lines: Sequence[PrintedLine], measure: Measure) -> bool:
    words = " ".join(line.words for line in run)
    if len(run) > LONGEST or not any(c.isalpha() for c in words) or len(words) > 250:
        return False
    if len(words) <= 3 and words.strip("“„«\"'").isalpha() and len(words.strip("“„«\"'")) == 1:
        # a drop cap on a line of its own
        return False
    if ends_sentence(words) and words[-1] in ".;:" and not words[0].isdigit():
        return False
    i = bisect_left(lines, run[-1].span.start, key=lambda line: line.span.start)
    if i + 1 < len(lines):
        one, two = run[-1].box, lines[i + 1].box
        if one is None or two is None:
            return False
        if one.page == two.page and one.column == two.column:
            distance = one.baseline - two.baseline
            runs_on = _begins_bold(text, lines[i + 1]) and abs(one.size - two.size) < 0.5 and not ends_sentence(words)
            if distance < 1.02 * measure.leading or (runs_on and distance < 1.3 * measure.leading):
                return False
    return True


def _begins_bold(text: Text, line: PrintedLine) -> bool:
    """Whether a line begins bold and does not end so: a paragraph whose first words are bold goes on in it."""
    return is_bold(font_name(text, line.start_of_words)) and not _is_bold(text, line)


REPAIR = Repair(
    code="A113",
    name="unmarked-heading",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a heading is not marked as one",
    transcript_only=True,
)
