"""Headings known by their type (larger, bolder, in capitals or italics; short, and apart), or named by the file itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from statistics import median

from fidelity.language.caption_words import NUMBERED_CAPTION
from fidelity.language.font_names import is_slanted, is_small_capitals, is_typewriter
from fidelity.language.note_signs import REFERENCES_HEADINGS
from fidelity.model.changes import AddMark, Change
from fidelity.model.marks import Kind, Mark
from fidelity.model.repair import Repair
from fidelity.model.source import Box
from fidelity.model.text import Text
from fidelity.repairs.counted_headings import counted_headings
from fidelity.repairs.declared_headings import declared_headings
from fidelity.repairs.glyphs_of_text import font_name
from fidelity.repairs.list_items import BULLETS, hanging_lines
from fidelity.repairs.measure import Measure, measure_of
from fidelity.repairs.note_bodies import heading_of
from fidelity.repairs.note_labels import LEADERS
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence, lines_in
from fidelity.repairs.tall_characters import after_cap
from fidelity.repairs.text_face import is_bolder

LARGER = 1.095
"""Times the size of the text that headings are set in at least: style sheets say 1.1, which may be measured as less."""
A_LITTLE_LARGER = 1.06
"""Times the size of the text that headings in italics with space around them are set in at least."""
TITLE = 1.4
"""Times the size of the text, and of the byline close below, that a title is set in at least."""
APART = 1.7
"""Distance of the baselines of two lines of one heading, at most, in ems."""
LONGEST = 4
"""A heading has at most this many lines."""
ANNOUNCING, LONGEST_ANNOUNCING = 1.15, 60
"""Times the size of the text that a heading with a colon at its end is set in at least, and its characters, at most."""
FULL, SMALLEST = 0.95, 0.85
"""Times the size of the text that headings are set in at least: in general, and where bold and directly over their text."""
CLEAR = 2.0
"""Line distances above a larger line that stands in the middle close over a smaller one, at the least."""
WIDEST, LED = 0.75, 1.4
"""A bold line directly over its text is a heading where it takes no more than this part of the column's width, and stands below
what is over it by so many line distances."""
AT_EDGE = 0.3
"""Ems from the left edge of the text within which a heading in small capitals without a number begins."""
FIRST_LETTERS = 4
"""Letters of a line among which the first is looked for whose font is known."""
LEAST_CAPITALS = 4
"""Letters of such a heading, at the least; fewer may be an acronym or a numeral."""
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+(?=\D)")


def propose(text: Text) -> Iterator[Change]:
    """A heading mark on each run of lines set larger, or bold throughout, or in capitals or italics, with space around them.

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
    plain = [run for run in runs if _is_plain(text, run[0], size)]
    if len(plain) == 1:
        # what stands in capitals or italics once may be an inscription, or a cry
        runs.remove(plain[0])
    shown = {line.start_of_words for run in runs for line in run}
    runs += [[line] for line in counted_headings(measure, shown, rows)]
    runs.sort(key=lambda run: run[0].start_of_words)
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
        larger = f"set at {_size(run):.1f} points, the text at {size:.1f}"
        how = "bold" if _is_bold(text, run[0]) else "in capitals or italics"
        apart = f"set {how}, and apart" if run[0].start_of_words in shown else "its number counts on, and it is set apart"
        reason = larger if _size(run) > size * LARGER else apart
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
    hanging = hanging_lines(text)
    for line in lines:
        assert line.box is not None
        # an item of a bold list goes on below its words, though its bullet is in another font
        goes_on = not run and line.start_of_words in hanging and line.box.size < LARGER * size
        stands_out = (
            not goes_on
            and line.start_of_words not in rows
            and (
                line.box.size >= LARGER * size
                or (line.box.size >= FULL * size and (_is_in_capitals(line) or _is_in_style(text, line)))
                or (line.box.size >= SMALLEST * size and _is_bold(text, line))
            )
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
    """Whether the first and the last letter of a line are in a bold font; the last may be a command in a typewriter's.

    Where the font of the first is not known, as that of a ligature in a font of its own, the next letters tell.
    """
    beginning = range(line.start_of_words, min(line.start_of_words + FIRST_LETTERS, line.end_of_words))
    if not is_bolder(text, next((offset for offset in beginning if font_name(text, offset)), line.start_of_words)):
        return False
    if is_bolder(text, line.end_of_words - 1):
        return True
    half = (line.start_of_words + line.end_of_words) // 2
    return is_typewriter(font_name(text, line.end_of_words - 1)) and is_bolder(text, half)


def _is_in_capitals(line: PrintedLine) -> bool:
    if not line.words.isupper() or line.words[0] in BULLETS:
        return False
    letters = sum(c.isalpha() for c in line.words)
    return letters >= LEAST_CAPITALS and 2 * letters > len(line.words)


def _is_in_style(text: Text, line: PrintedLine) -> bool:
    """Whether a line is in italics from its first letter to its last, or in small capitals."""
    if not (line.words[-1].isalnum() or line.words[-1] == "?") or not (line.words[0].isupper() or line.words[0].isdecimal()):
        return False  # nearly always
    number = _NUMBER.match(line.words)
    first = line.start_of_words + (number.end() if number else 0)
    if not (number or line.words[0].isupper()) or line.end_of_words - first < LEAST_CAPITALS:
        return False
    faces = [font_name(text, offset) for offset in (first, line.end_of_words - 1)]
    return all(map(is_slanted, faces)) or all(map(is_small_capitals, faces))


def _heads_text(text: Text, run: list[PrintedLine], lines: Sequence[PrintedLine], measure: Measure) -> bool:
    """Whether a line in small capitals stands clear at the left edge between lines of the text, full ones below: under a title
    it is the name of an author, in the midst of short lines that of a speaker.
    """
    first, last = _place(run, lines)
    above, here = lines[first - 1].box if first else None, lines[first].box
    below = lines[last + 1].box if last + 1 < len(lines) else None
    if len(run) > 1 or above is None or here is None or below is None or not measure.is_spaced(first, last):
        return False
    ordinary = all(abs(box.size - measure.size) <= 0.06 * measure.size for box in (above, below))
    at_edge = abs(here.x0 - measure.left(here)) <= AT_EDGE * measure.size
    fills = below.x1 - measure.left(below) > WIDEST * (measure.right(below) - measure.left(below))
    return ordinary and at_edge and fills and not _is_bold(text, lines[first - 1])


def _is_clear(text: Text, run: list[PrintedLine], lines: Sequence[PrintedLine], measure: Measure) -> bool:
    """Whether the place of lines that have the size and weight of the text is that of a heading.

    What is in italics without a number of several parts may be a title or a direction, unless it is set a little larger, or
    the text stands directly below.
    """
    number = _NUMBER.match(run[0].words)
    if number is None and is_small_capitals(font_name(text, run[0].end_of_words - 1)):
        return _heads_text(text, run, lines, measure)
    slanted = is_slanted(font_name(text, run[0].end_of_words - 1))
    sure = number is not None and ("." in number[0].strip(" .") or not slanted)
    larger = slanted and _size(run) >= A_LITTLE_LARGER * measure.size
    if sure or larger or all(map(_is_in_capitals, run)):
        if measure.is_spaced(*_place(run, lines)):
            return True
        if not sure or not slanted:
            return False
        return len(run) == 1 and _gap_above(lines, bisect_left(lines, run[0].span.start, key=_start)) >= LED * measure.leading
    i = bisect_left(lines, run[-1].span.start, key=_start)
    return i + 1 < len(lines) and _is_led(run, lines, i, measure)


def _is_plain(text: Text, line: PrintedLine, size: float) -> bool:
    """Whether a line has the size and the weight of the text, so that its capitals or italics have to tell a heading."""
    return line.box is not None and line.box.size < LARGER * size and not _is_bold(text, line)


def _place(run: list[PrintedLine], lines: Sequence[PrintedLine]) -> tuple[int, int]:
    """The indexes of the first and the last line of a run."""
    first = bisect_left(lines, run[0].span.start, key=_start)
    return first, first + len(run) - 1


def _gap_above(lines: Sequence[PrintedLine], i: int) -> float:
    """The distance in points of a line's baseline, that at index `i`, from the one above; 0 where its column opens with it."""
    here, above = lines[i].box, lines[i - 1].box if i else None
    if here is None or above is None or (above.page, above.column) != (here.page, here.column):
        return 0.0
    return above.baseline - here.baseline


def _is_led(
    run: list[PrintedLine],
    lines: Sequence[PrintedLine],
    i: int,
    measure: Measure,
    *,
    may_open: bool = False,
    bold: bool = False,
) -> bool:
    """Whether a line that touches the text below it is parted from what is over it, and is no wider than headings are.

    `i` is its index among the lines. A line that `may_open` a column need not have any over it; below a `bold` one the type
    may be smaller.
    """
    if len(run) > 1 or i == 0:
        return False
    here, above, below = lines[i].box, lines[i - 1].box, lines[i + 1].box
    if here is None or above is None or below is None or (below.page, below.column) != (here.page, here.column):
        return False
    opens = (above.page, above.column) != (here.page, here.column)
    after = lines[i + 2].box if i + 2 < len(lines) else None
    step = below.baseline - after.baseline if after and (after.page, after.column) == (below.page, below.column) else 0.0
    left, width = measure.left(here), measure.right(here) - measure.left(here)
    short = here.x1 - left <= WIDEST * width < below.x1 - left
    over_text = below.size >= FULL * measure.size or (bold and _is_over_small_type(run[0], below, after))
    touches = here.baseline - below.baseline <= 1.1 * max(step, measure.leading) and over_text
    parted = may_open if opens else above.baseline - here.baseline >= LED * measure.leading
    at_edge = abs(here.x0 - below.x0) < 1
    if (
        not at_edge
        and step > 0
        and after is not None
        and here.size < LARGER * measure.size
        and measure.is_indented(lines[i + 1])
    ):
        # the first line of a paragraph, whose next begins where the heading does; a drop cap sets in lines, too
        at_edge = abs(here.x0 - after.x0) < 1 and abs(here.x0 - left) < 1
    return short and touches and at_edge and parted


def _is_over_small_type(line: PrintedLine, below: Box, after: Box | None) -> bool:
    """Whether lines of one smaller size stand below a line, as those of an abstract do; what heads a table is its caption."""
    if line.box is None or after is None or (below.page, below.column) != (after.page, after.column):
        return False
    smaller = line.box.size >= below.size and abs(below.size - after.size) < 0.06 * below.size
    return smaller and NUMBERED_CAPTION.match(line.words) is None


def _is_centred_over(run: list[PrintedLine], lines: Sequence[PrintedLine], i: int, measure: Measure) -> bool:
    """Whether one larger line stands apart from what is over it, and in the middle over a smaller one: who wrote a song."""
    here, below = run[0].box, lines[i + 1].box
    if len(run) > 1 or here is None or below is None or here.size < max(ANNOUNCING * measure.size, LARGER * below.size):
        return False
    centred = abs(here.x0 + here.x1 - below.x0 - below.x1) <= measure.size <= abs(here.x0 - below.x0)
    gap = _gap_above(lines, i)
    return centred and (gap == 0 or gap >= CLEAR * measure.leading)


def _start(line: PrintedLine) -> int:
    return line.span.start


def _is_heading(text: Text, run: list[PrintedLine], lines: Sequence[PrintedLine], measure: Measure) -> bool:
    words = " ".join(line.words for line in run)
    if len(run) > LONGEST or not any(c.isalpha() for c in words) or len(words) > 250:
        return False
    if len(words) <= 3 and words.strip("“„«\"'").isalpha() and len(words.strip("“„«\"'")) == 1:
        # a drop cap on a line of its own
        return False
    if words[-1].isdigit() and LEADERS.search(words) is not None:
        return False  # an entry of a table of contents
    tail = run[-1].tail
    if tail is not None and tail.size < LARGER * measure.size <= _size(run) and after_cap(text, run[-1], measure.size):
        # a drop cap that stands above or beside the words of a paragraph
        return False
    announces = words[-1] == ":" and len(words) <= LONGEST_ANNOUNCING and _size(run) >= ANNOUNCING * measure.size
    if ends_sentence(words) and words[-1] in ".;:" and not (words[0].isdigit() or announces):
        return False
    if _is_plain(text, run[0], measure.size) and not _is_clear(text, run, lines, measure):
        return False
    i = bisect_left(lines, run[-1].span.start, key=_start)
    if i + 1 < len(lines):
        one, two = run[-1].box, lines[i + 1].box
        if one is None or two is None:
            return False
        if one.page == two.page and one.column == two.column:
            distance = one.baseline - two.baseline
            runs_on = _begins_bold(text, lines[i + 1]) and abs(one.size - two.size) < 0.5 and not ends_sentence(words)
            closed = distance < 1.02 * measure.leading
            titles = _opens_with_title(text, run, lines, measure, two.size)
            bold = _is_bold(text, run[0])
            led = _is_led(run, lines, i, measure, may_open=bold and _NUMBER.match(words) is not None, bold=bold)
            led = led or _is_centred_over(run, lines, i, measure)
            small = _size(run) < FULL * measure.size and not _is_bold_and_clear(text, run, lines, measure)
            if ((closed and not titles) or small) and not led:
                return False
            if runs_on and distance < 1.3 * measure.leading:
                return False
    return True


def _is_bold_and_clear(text: Text, run: list[PrintedLine], lines: Sequence[PrintedLine], measure: Measure) -> bool:
    """Whether bold lines begin at the edge of the text and stand clear of it, above and below: other faces look larger."""
    first, last = _place(run, lines)
    box, below = run[0].box, lines[last + 1].box if last + 1 < len(lines) else None
    if box is None or below is None or not _is_bold(text, run[0]) or NUMBERED_CAPTION.match(run[0].words) is not None:
        return False
    full = below.size >= FULL * measure.size and below.x1 - below.x0 > WIDEST * (measure.right(below) - measure.left(below))
    at_edge = abs(box.x0 - measure.left(box)) <= AT_EDGE * measure.size
    return at_edge and (full or heading_of(run[0]) in REFERENCES_HEADINGS) and measure.is_spaced(first, last)


def _opens_with_title(text: Text, run: list[PrintedLine], lines: Sequence[PrintedLine], measure: Measure, below: float) -> bool:
    """Whether lines that a text opens with are set much larger than it, and than the line below, whose size is given."""
    larger = min(_size(run) / below, _size(run) / measure.size) >= TITLE
    return larger and run[0].span == lines[0].span and after_cap(text, run[0], measure.size) is None


def _begins_bold(text: Text, line: PrintedLine) -> bool:
    """Whether a line begins bold and does not end so: a paragraph whose first words are bold goes on in it."""
    return is_bolder(text, line.start_of_words) and not _is_bold(text, line)


REPAIR = Repair(
    code="A113",
    name="unmarked-heading",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a heading is not marked as one",
    transcript_only=True,
)
