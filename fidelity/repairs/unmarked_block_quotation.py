"""Block quotations known by their place: every line set in from the column's edge."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import chain, groupby, pairwise
from pathlib import Path

from fidelity.language.caption_words import NUMBERED_CAPTION
from fidelity.model.changes import AddMark, Change
from fidelity.model.marks import Kind, Mark
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.hanging_paragraphs import hanging_paragraphs
from fidelity.repairs.lines_beside_caps import put_back
from fidelity.repairs.list_items import hanging_lines, list_items
from fidelity.repairs.measure import Measure, measure_of
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence
from fidelity.repairs.tall_characters import edges_of_caps

SET_IN = 0.7
"""Every line of a block quotation is set in by at least this many times the size."""
SMALLER = 0.97
"""Times the size of the text that lines of a quotation in smaller type have at most."""
LARGER, LARGEST = 1.02, 1.6
"""Times the size of the text above which a quotation is in larger type, and the size that it has at most."""
CLOSE = 1.45
"""Ems between the baselines of two lines of one paragraph, at most."""
SPEECH_DASHES = "—–―"
SENTENCES = 3
"""Lines in a row that each end a sentence are as many paragraphs: of lines that are filled few end so."""
BEGUN = 2
"""Lines of a quotation of which the first is set in further, as that of a paragraph."""
ELSEWHERE, AWAY = 0.3, 1.4
"""Ems by which lines begin at two places, and line distances that part what is set in from what follows."""
LEAST_LARGER = 3
"""Lines of a quotation in larger type, which is set apart and in on both sides, at the least."""
LEVEL = 0.05
"""Ems by which lines that begin at one place differ."""


def propose(text: Text) -> Iterator[Change]:
    """A block quotation mark on each run of at least two lines that are all set in and end no further right than the text."""
    measure = None if text.settled else measure_of(text)
    if measure is None:
        return
    lines, _ = put_back(text, measure.lines, measure)
    headings = sorted(mark.span for mark in text.of_kind(Kind.HEADING, Kind.TABLE, Kind.VERSE))
    listed = list_items(text).keys() | hanging_lines(text) | hanging_paragraphs(text).further
    for run in chain.from_iterable(_parts(run, listed, measure) for run in _runs(text, lines, measure, headings)):
        if _is_quotation(run, lines, measure):
            mark = Mark(Kind.QUOTATION, run[0].start_of_words, run[-1].end_of_words)
            yield AddMark(mark, "every line is set in from the edge of the text", 0.85)


def _parts(run: list[PrintedLine], listed: Set[int], measure: Measure) -> Iterator[list[PrintedLine]]:
    """A run without lists and hanging paragraphs (`listed`: their offsets): what text set in less parts from them."""
    for is_listed, part in groupby(range(len(run)), lambda i: run[i].start_of_words in listed):
        here = list(part)
        kept = [] if is_listed else _trimmed([run[i] for i in here], measure)
        if not kept:
            continue
        first, last = here[0], here[-1]
        joins_above = first > 0 and kept[0] is run[first] and _distance(run[first - 1], run[first]) > 0
        joins_below = last + 1 < len(run) and kept[-1] is run[last] and _distance(run[last], run[last + 1]) > 0
        if not (joins_above or joins_below):
            yield kept


def _runs(text: Text, lines: Sequence[PrintedLine], measure: Measure, headings: list[Span]) -> Iterator[list[PrintedLine]]:
    run: list[PrintedLine] = []
    behind_cap: float | None = None
    edges = edges_of_caps(text, lines, measure.size)
    for i, line in enumerate(lines):
        assert line.box is not None
        edge = edges.get(i)
        if edge is not None:
            behind_cap = edge
        elif behind_cap is not None and not -0.3 * measure.size <= line.box.x0 - behind_cap <= 1.3 * measure.size:
            behind_cap = None
        # the lines beside a drop cap are set in by it
        set_in = line.box.x0 - measure.left(line.box) >= SET_IN * measure.size and behind_cap is None
        inside = set_in and line.box.size <= LARGEST * measure.size and not _is_in_one(line.span, headings)
        joins = not run or (_same_edge(run[-1], line, measure) and _same_type(run[-1], line, measure))
        if run and not (inside and joins):
            yield _trimmed(run, measure)
            run = []
        if inside:
            run.append(line)
    if run:
        yield _trimmed(run, measure)


def _is_in_one(line: Span, blocks: Sequence[Span]) -> bool:
    """Whether a line overlaps one of some blocks, which are in order and apart from one another."""
    k = bisect_left(blocks, line.end, key=lambda block: block.start)
    return k > 0 and blocks[k - 1].overlaps(line)


def _trimmed(run: list[PrintedLine], measure: Measure) -> list[PrintedLine]:
    """The run without lines at its ends that are less set in than the rest: the first lines of paragraphs of the text."""
    in_by = [line.box.x0 - measure.left(line.box) for line in run if line.box is not None]
    edge, count = Counter(round(x) for x in in_by).most_common(1)[0]
    if len(run) == BEGUN and in_by[0] > in_by[1] and _is_begun(run[0], run[1], measure):
        return run
    kept = list(range(len(run)))
    while kept and (in_by[kept[-1]] < edge - 0.3 * measure.size or (count < len(run) and len(kept) == 1)):
        kept.pop()
    while kept and in_by[kept[0]] < edge - 0.3 * measure.size:
        kept.pop(0)
    while len(kept) > 2 and _is_of_the_text(run[kept[-1]], [run[i] for i in kept[:-1]], measure):
        kept.pop()
    while len(kept) > 2 and _is_of_the_text(run[kept[0]], [run[i] for i in kept[1:]], measure):
        kept.pop(0)
    if len(kept) > 2:
        last, others = run[kept[-1]].box, [run[i].box for i in kept[:-1]]
        assert last is not None
        spare = min(measure.right(box) - box.x1 for box in others if box is not None)
        if spare > 0.5 * measure.size and measure.right(last) - last.x1 < spare - 0.5 * measure.size:
            # set in alike, but as wide as the text: the indent of the next paragraph
            kept.pop()
    return [run[i] for i in kept]


def _is_begun(one: PrintedLine, two: PrintedLine, measure: Measure) -> bool:
    """Whether two lines, the first set in further, are a paragraph of a quotation that is set in on the right, too."""
    if one.box is None or two.box is None or ends_sentence(one.words):
        return False
    spare = measure.right(one.box) - one.box.x1
    return spare >= SET_IN * measure.size and one.box.x1 > two.box.x1 and not measure.falls_short(one, two, spare)


def _is_of_the_text(line: PrintedLine, others: Sequence[PrintedLine], measure: Measure) -> bool:
    """Whether a line has the size of the text and begins where no other one does, these being smaller and level."""
    boxes = [other.box for other in others if other.box is not None]
    if line.box is None or line.box.size < 0.99 * measure.size or any(box.size > SMALLER * measure.size for box in boxes):
        return False
    in_by = [box.x0 - measure.left(box) for box in boxes]
    return min(abs(line.box.x0 - measure.left(line.box) - edge) for edge in in_by) > LEVEL * measure.size


def _same_edge(one: PrintedLine, two: PrintedLine, measure: Measure) -> bool:
    """Whether two lines are set in alike; the first line of a paragraph of a quotation may be set in further.

    One that stands away from it and begins elsewhere is of the text, or of a list.
    """
    assert one.box is not None
    assert two.box is not None
    in_one, in_two = one.box.x0 - measure.left(one.box), two.box.x0 - measure.left(two.box)
    if abs(in_one - in_two) > ELSEWHERE * measure.size and _distance(one, two) >= AWAY * measure.leading:
        return False
    return abs(in_one - in_two) <= 2.5 * measure.size


def _same_type(one: PrintedLine, two: PrintedLine, measure: Measure) -> bool:
    """Whether two lines are of one size, where either is in larger type than the text."""
    sizes = [line.box.size for line in (one, two) if line.box is not None]
    return max(sizes) <= LARGER * measure.size or max(sizes) - min(sizes) <= 0.06 * measure.size


def _is_quotation(run: list[PrintedLine], lines: Sequence[PrintedLine], measure: Measure) -> bool:
    boxes = [line.box for line in run if line.box is not None]
    edges = sorted(box.x0 - measure.left(box) for box in boxes)
    smaller = all(box.size <= SMALLER * measure.size for box in boxes)
    first = bisect_left(lines, run[0].span.start, key=lambda line: line.span.start)
    apart = first > 0 and _distance(lines[first - 1], run[0]) >= 1.2 * measure.leading
    if boxes[0].size > LARGER * measure.size and len(run) < LEAST_LARGER:
        return False
    if len(run) < 2:
        caption = NUMBERED_CAPTION.match(run[0].words) is not None
        return smaller and apart and not (measure.indents or caption or _opens_paragraph(run[0], lines, first))
    middles = [box.x0 + box.x1 - measure.left(box) - measure.right(box) for box in boxes]
    centred = edges[-1] - edges[0] > 0.5 * measure.size and all(abs(middle) <= measure.size for middle in middles)
    centred = centred or (
        edges[-1] - edges[0] > 1.5 * measure.size and sum(edge - edges[0] <= LEVEL * measure.size for edge in edges) == 1
    )
    centred = centred and not _begins_indented(run, measure)
    right_in = all(measure.right(box) - box.x1 >= 0.5 * measure.size for box in boxes)
    if boxes[0].size > LARGER * measure.size and not (right_in and apart):
        return False
    if len(run) == 2 and not (smaller or apart) and ends_sentence(run[0].words):
        # a paragraph of one line, and the first line of another
        return False
    if _are_speeches(run):
        return False
    return not centred and _fills_its_lines(run, measure) and (right_in or smaller or apart or len(run) >= 3)


def _are_speeches(run: Sequence[PrintedLine]) -> bool:
    """Whether each line is a paragraph of its own with its indent: a speech behind a dash, or three or more short sentences."""
    if not all(ends_sentence(line.words) and line.words[-1] not in ";:" for line in run):
        return False
    return len(run) >= SENTENCES or all(line.words[0] in SPEECH_DASHES for line in run)


def _begins_indented(run: Sequence[PrintedLine], measure: Measure) -> bool:
    """Whether only the first line begins further right, as that of a paragraph, and it ends where others do.

    The longest lines of a quotation set in on both sides are in the middle, as centred ones are.
    """
    left = [line.box.x0 - measure.left(line.box) for line in run if line.box is not None]
    right = [measure.right(line.box) - line.box.x1 for line in run if line.box is not None]
    level = max(left[1:]) - min(left[1:]) <= 0.1 * measure.size
    return level and left[0] - left[1] > 0.5 * measure.size and right[0] - min(right[1:]) <= 0.25 * measure.size


def _fills_its_lines(run: list[PrintedLine], measure: Measure) -> bool:
    """Whether most lines are as long as the widest lets them be, as in prose; a list without bullets has lines that are not."""
    spare = min(measure.right(line.box) - line.box.x1 for line in run if line.box is not None)
    short = sum(measure.falls_short(one, two, spare) for one, two in pairwise(run))
    parts = sum(line.words[-1] == ";" for line in run[:-1])
    return 3 * short <= len(run) - 1 and (len(run) < 3 or 2 * parts < len(run))


def _opens_paragraph(line: PrintedLine, lines: Sequence[PrintedLine], at: int) -> bool:
    """Whether a line that is set in, the one at index `at`, goes on at once in lines of its size that are not."""
    if at + 1 == len(lines):
        return False
    here, below = line.box, lines[at + 1].box
    if here is None or below is None or abs(here.size - below.size) > LEVEL * here.size or ends_sentence(line.words):
        return False
    return 0 < _distance(line, lines[at + 1]) <= CLOSE * here.size and below.x0 < here.x0 - SET_IN * here.size / 2


def _distance(one: PrintedLine, two: PrintedLine) -> float:
    """Distance of baselines in points; 0 across pages and columns."""
    if one.box is None or two.box is None or (one.box.page, one.box.column) != (two.box.page, two.box.column):
        return 0.0
    return one.box.baseline - two.box.baseline


REPAIR = Repair(
    code="A114",
    name="unmarked-block-quotation",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a block quotation is not marked as one",
    transcript_only=True,
)
