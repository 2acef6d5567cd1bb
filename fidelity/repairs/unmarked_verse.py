"""Verse known by its lines: they begin at one place, end where they like, and are no paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from fidelity.model.changes import AddMark, Change
from fidelity.model.marks import BLOCK_KINDS, Kind, Mark
from fidelity.model.repair import Repair
from fidelity.model.text import Text
from fidelity.repairs.lines_beside_caps import put_back
from fidelity.repairs.list_items import list_items
from fidelity.repairs.measure import Measure, measure_of
from fidelity.repairs.numbered_stanzas import numbered_stanzas
from fidelity.repairs.printed_lines import CLOSING, PrintedLine, lines_in
from fidelity.repairs.verse_edges import FLUSH, LEAST_LINES, STOPS, Verses, box_of, in_by, is_level, stand_apart
from fidelity.repairs.verse_lines import LEVEL, SET_IN, first_letter, verses_of
from fidelity.repairs.verse_measure import fills_a_measure, is_justified, set_alike_above
from fidelity.repairs.verse_runs import verse_runs
from fidelity.repairs.verse_words import is_announced_list, reads_as_verse

ALTERNATE = 0.4
"""Ems by which every other line of a stanza is set in, at least."""
FREE = 0.15
"""The part of the column that each of their lines leaves free, at least."""
LONGEST = 3
"""Printed lines that a verse fills, at most."""


def propose(text: Text) -> Iterator[Change]:
    """A verse mark on each run of lines that end short on purpose, in the middle of sentences, and begin below one another."""
    measure = None if text.settled else measure_of(text)
    if measure is None:
        return
    lines, beside_caps = put_back(text, measure.lines, measure)
    blocks = lines_in(lines, text.of_kind(*BLOCK_KINDS)) | beside_caps
    taken = blocks | list_items(text).keys()
    for numbered in numbered_stanzas(text, lines, measure):
        mark = Mark(Kind.VERSE, numbered[0].start_of_words, numbered[-1].end_of_words)
        if not any(line.start_of_words in blocks for line in numbered):
            taken |= {line.start_of_words for line in numbered}
            yield AddMark(mark, "a stanza with a number: its lines begin with capitals and end short on purpose", 0.85)
    for i, run in verse_runs(text, lines, measure, taken):
        above, below = lines[i - 1] if i else None, lines[i + len(run)] if i + len(run) < len(lines) else None
        verses = verses_of(_trimmed(run, measure), measure)
        if not (verses and _is_stanza(verses, above, below, measure)):
            verses = _alternating(run, above, below, measure)
        elif is_justified(verses, set_alike_above(lines[:i], run[0], measure), measure):
            continue
        for stanza in _stanzas(verses, measure) if verses else ():
            yield AddMark(
                Mark(Kind.VERSE, stanza[0][0].start_of_words, stanza[-1][-1].end_of_words),
                "its lines end short on purpose, in mid-sentence",
                0.85,
            )


def _stanzas(verses: Verses, measure: Measure) -> Iterator[Verses]:
    """The stanzas among verses without a gap between them: each begins set in as a paragraph does, the first one too."""
    edge = min(in_by(verse, measure) for verse in verses)
    begins = [k for k, verse in enumerate(verses) if in_by(verse, measure) >= edge + ALTERNATE * measure.size]
    lengths = [two - one for one, two in pairwise((*begins, len(verses)))]
    behind_stops = all(verses[k - 1][-1].words.rstrip(CLOSING + " ")[-1:] in STOPS for k in begins[1:])
    if begins[:1] == [0] and min(lengths) >= LEAST_LINES and behind_stops:
        yield from (verses[k : k + length] for k, length in zip(begins, lengths, strict=True))
    else:
        yield verses


def _trimmed(run: Sequence[PrintedLine], measure: Measure) -> Sequence[PrintedLine]:
    """The run without what stands at the edge of the text above and below lines that are set in.

    A last line that fills the column, and is set in less than the others, is the first of a paragraph.
    """
    set_in = [in_by([line], measure) >= SET_IN * measure.size for line in run]
    if 2 * sum(set_in) < len(run):
        return run
    first = set_in.index(True)
    last = len(set_in) - set_in[::-1].index(True)
    if last - first > 2 and _opens_paragraph(run[last - 1], run[first : last - 1], measure):
        last -= 1
    return run[first:last]


def _opens_paragraph(line: PrintedLine, verses: Sequence[PrintedLine], measure: Measure) -> bool:
    box = box_of([line])
    fills = box.x1 >= measure.right(box) - measure.size
    return fills and all(in_by([line], measure) < in_by([verse], measure) - LEVEL * measure.size for verse in verses)


def _is_stanza(verses: Verses, above: PrintedLine | None, below: PrintedLine | None, measure: Measure) -> bool:
    if len(verses) < 2 or any(len(verse) > LONGEST for verse in verses):
        return False
    size = measure.size
    set_in = all(in_by(verse, measure) >= SET_IN * size for verse in verses)
    if not set_in and (
        len(verses) < FLUSH or not (stand_apart(above, verses[0][0], measure) and stand_apart(verses[-1][-1], below, measure))
    ):
        return False
    return (
        is_level([in_by(verse, measure) for verse in verses], size)
        and _ends_short(verses[-1][-1], verses, measure)
        and reads_as_verse(verses)
        and not is_announced_list(verses, above)
        and not fills_a_measure(verses, measure)
    )


def _alternating(run: Sequence[PrintedLine], above: PrintedLine | None, below: PrintedLine | None, measure: Measure) -> Verses:
    """The stanza in a run of lines of which every other one is set in, in the midst of a paragraph; none where there is none.

    The first of them may have the indent of a paragraph. The last line of the text before it and the first after it are of the
    run, too, where they fall short. Where the stanza is all of the run, and stands apart, its lines may begin with small
    letters.
    """
    alone = stand_apart(above, run[0], measure) and stand_apart(run[-1], below, measure)
    for start in range(len(run) - FLUSH + 1):
        end = start + 1
        while end < len(run) and _alternates(run, start, end, measure):
            end += 1
        lines = run[start:end]
        short = all(_leaves_free(line, measure) for line in lines)
        verses = [[line] for line in lines]
        capitals = all(first_letter(line.words).isupper() for line in lines) or (alone and len(lines) == len(run))
        if end - start >= FLUSH and short and capitals and reads_as_verse(verses):
            return verses
    return []


def _leaves_free(line: PrintedLine, measure: Measure) -> bool:
    """Whether a line stays well away from the right edge of its column."""
    box = box_of([line])
    return box.x1 <= measure.right(box) - FREE * (measure.right(box) - measure.left(box))


def _alternates(run: Sequence[PrintedLine], start: int, i: int, measure: Measure) -> bool:
    """Whether line `i` goes on with an alternation that begins at `start`: it begins where the line before the last does."""
    edge = [box_of([line]).x0 for line in run[start : i + 1]]
    if run[i - 1].words.rstrip(CLOSING + " ")[-1:] in ".?!":
        return False
    if len(edge) == 2:
        return True
    other = abs(edge[-1] - edge[-2]) >= ALTERNATE * measure.size
    return other and (len(edge) == 3 or abs(edge[-1] - edge[-3]) <= LEVEL * measure.size)


def _ends_short(last: PrintedLine, verses: Verses, measure: Measure) -> bool:
    assert last.box is not None
    if len(verses[-1]) > 1:
        return True
    return last.box.x1 < measure.right(last.box) - 1.0 * measure.size


REPAIR = Repair(
    code="A119",
    name="unmarked-verse",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="verse is not marked as such",
    transcript_only=True,
)
