"""Verse known by its lines: they begin at one place, end where they like, and are no paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from pathlib import Path

from fidelity.model.changes import AddMark, Change
from fidelity.model.marks import BLOCK_KINDS, Kind, Mark
from fidelity.model.repair import Repair
from fidelity.model.source import Box
from fidelity.model.text import Text
from fidelity.repairs.lines_beside_caps import put_back
from fidelity.repairs.list_items import list_items, marker_of
from fidelity.repairs.measure import MOST, Measure, measure_of
from fidelity.repairs.printed_lines import CLOSING, PrintedLine, after_cap, lines_in
from fidelity.repairs.verse_lines import MARKS, SET_IN, first_letter, may_run_on, verses_of

WIDER = 1.1
"""Times the distance of their other neighbours that two lines of two stanzas, or of the text and a stanza, stand apart."""
LEVEL = 0.3
"""Ems by which lines that begin at one place may differ."""
ALTERNATE = 0.4
"""Ems by which every other line of a stanza is set in, at least."""
FREE = 0.15
"""The part of the column that each of their lines leaves free, at least."""
LEVELS = 3
"""A stanza's lines begin at no more places than this."""
FLUSH = 4
"""A stanza that is not set in has at least this many lines."""
LONGEST = 3
"""Printed lines that a verse fills, at most."""
LEAST_WORDS = 2.5
"""Words of a line, on average."""
JUSTIFIED = 0.12
"""Ems by which the ends of justified lines differ."""
NARROWEST = 0.35
"""Of the width of the column: a quotation that begins near its left edge is not set narrower."""
AWAY = 0.2
"""The part of a block set in alike on both sides that verses leave free, each of them, whatever they begin with."""
FAR_AWAY = 0.35
"""The same where nothing else has to show that lines are broken on purpose: no measure is so narrow."""
LEAST_LINES = 3
"""A stanza that no gap parts from the next, or whose lines begin with small letters, has at least this many."""
RHYME, REMEMBERED = 3, 12
"""Letters that two words that rhyme have in common at their ends, and letters of a word that tell it from others."""
ROOM = 3.0
"""Ems that each of a few verses leaves free besides, where some begin with small letters."""
STANZA = 2
"""Lines of a stanza, at least."""
MOST_ABOVE, BLOCK = 6, 1.6
"""Lines of the block above a stanza that are looked at, and line distances between two of them, at most."""
STOPS = ".;:!?…"
SPEECH = "–—-»"
_PAGES = re.compile(r"\d[,.;n]?$|\b\d{1,4}(?:[,;]|[-–]\d)")
"""What an entry of an index or a table of contents has."""

Verses = list[list[PrintedLine]]
"""The lines of a stanza, each with the printed lines that it fills."""


def propose(text: Text) -> Iterator[Change]:
    """A verse mark on each run of lines that end short on purpose, in the middle of sentences, and begin below one another."""
    measure = None if text.settled else measure_of(text)
    if measure is None:
        return
    lines, beside_caps = put_back(text, measure.lines, measure)
    taken = lines_in(lines, text.of_kind(*BLOCK_KINDS)) | list_items(text).keys() | beside_caps
    for i, run in _runs(text, lines, measure, taken):
        above, below = lines[i - 1] if i else None, lines[i + len(run)] if i + len(run) < len(lines) else None
        verses = verses_of(_trimmed(run, measure), measure)
        if not (verses and _is_stanza(verses, above, below, measure)):
            verses = _alternating(run, above, below, measure)
        elif _is_justified(verses, _set_alike_above(lines[:i], run[0], measure), measure):
            continue
        for stanza in _stanzas(verses, measure) if verses else ():
            yield AddMark(
                Mark(Kind.VERSE, stanza[0][0].start_of_words, stanza[-1][-1].end_of_words),
                "its lines end short on purpose, in mid-sentence",
                0.85,
            )


def _stanzas(verses: Verses, measure: Measure) -> Iterator[Verses]:
    """The stanzas among verses without a gap between them: each begins set in as a paragraph does, the first one too."""
    edge = min(_in_by(verse, measure) for verse in verses)
    begins = [k for k, verse in enumerate(verses) if _in_by(verse, measure) >= edge + ALTERNATE * measure.size]
    lengths = [two - one for one, two in pairwise((*begins, len(verses)))]
    behind_stops = all(verses[k - 1][-1].words.rstrip(CLOSING + " ")[-1:] in STOPS for k in begins[1:])
    if begins[:1] == [0] and min(lengths) >= LEAST_LINES and behind_stops:
        yield from (verses[k : k + length] for k, length in zip(begins, lengths, strict=True))
    else:
        yield verses


def _runs(
    text: Text, lines: Sequence[PrintedLine], measure: Measure, taken: Set[int]
) -> Iterator[tuple[int, list[PrintedLine]]]:
    """Stretches of lines of one size at one distance in which each falls short or goes on in a line set in below it."""
    start = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and not _gap_parts(lines, i, start):
            ends_stanza = i - start < STANZA or not _is_alone(lines, i, measure)
            first = i - 1 == start and _is_announced(lines[i - 2] if i > 1 else None, lines[i - 1], measure)
            if _together(lines[i - 1], lines[i], measure, taken, ends_stanza=ends_stanza, first=first):
                continue
        if i - start > 1 and after_cap(text, lines[start], measure.size) is None:
            yield start, list(lines[start:i])
        start = i


def _is_announced(above: PrintedLine | None, line: PrintedLine, measure: Measure) -> bool:
    """Whether a line stands apart below one that ends with a colon."""
    return above is not None and above.words[-1:] == ":" and _apart(above, line, measure)


def _gap_parts(lines: Sequence[PrintedLine], i: int, start: int) -> bool:
    """Whether line `i` is further below the line before it, which ends with a stop, than these from their other neighbours."""
    if lines[i - 1].words.rstrip(CLOSING + " ")[-1:] not in STOPS:
        return False
    here = _distance(lines[i - 1], lines[i])
    before = _distance(lines[i - 2], lines[i - 1]) if i - 2 >= start else None
    after = _distance(lines[i], lines[i + 1]) if i + 1 < len(lines) else None
    beside = [distance for distance in (before, after) if distance is not None]
    return here is not None and len(beside) == 2 and here >= WIDER * max(beside)


def _distance(one: PrintedLine, two: PrintedLine) -> float | None:
    """How far a line stands below another in its column, in points."""
    if one.box is None or two.box is None or (one.box.page, one.box.column) != (two.box.page, two.box.column):
        return None
    return one.box.baseline - two.box.baseline if one.box.baseline > two.box.baseline else None


def _is_alone(lines: Sequence[PrintedLine], i: int, measure: Measure) -> bool:
    """Whether the line behind line `i` does not begin where that one does: what it ends began on the page before."""
    return i + 1 == len(lines) or abs(_in_by([lines[i]], measure) - _in_by([lines[i + 1]], measure)) > LEVEL * measure.size


def _together(
    one: PrintedLine, two: PrintedLine, measure: Measure, taken: Set[int], *, ends_stanza: bool = True, first: bool = False
) -> bool:
    """Whether two lines may be of one run; `ends_stanza`: a stop at the foot of a page or column may end one.

    `first`: a gap and a colon stand over the first of them, and so announce it.
    """
    if one.start_of_words in taken or two.start_of_words in taken or one.box is None or two.box is None:
        return False
    if not _stays(one, measure) or abs(one.box.size - two.box.size) > 0.06 * measure.size:
        return False
    if (one.box.page, one.box.column) != (two.box.page, two.box.column):
        alike = abs(_in_by([one], measure) - _in_by([two], measure)) <= LEVEL * measure.size <= _in_by([one], measure)
        stops = ends_stanza and one.words.rstrip(CLOSING + " ").endswith((".", "?", "!"))
        return alike and measure.falls_short(one, two) and not stops
    foot = one.tail or one.box
    # larger type has lines further apart
    distance = (foot.baseline - two.box.baseline) / max(two.box.size / measure.size, 1.0)
    if not 0 < distance <= 1.3 * measure.leading:
        return False
    if measure.falls_short(one, two) or two.box.x0 > one.box.x0 + SET_IN * measure.size or may_run_on(one, two, measure):
        return True
    # a line nearly as long as the measure, which ends with a mark short of it, below one that ends on purpose
    alike = abs(two.box.x0 - one.box.x0) <= LEVEL * measure.size and _in_by([one], measure) >= SET_IN * measure.size
    stays = one.box.x1 <= measure.right(one.box) - JUSTIFIED * measure.size
    return alike and stays and one.words.rstrip(CLOSING + " ")[-1:] in MARKS and (first or first_letter(two.words).isupper())


def _stays(line: PrintedLine, measure: Measure) -> bool:
    """Whether a line is one printed line, or a verse too long for its measure whose last word was divided, in its column."""
    if line.box is None or line.tail is None or line.tail == line.box:
        return line.box is not None and line.tail is not None
    below = (line.tail.page, line.tail.column) == (line.box.page, line.box.column)
    edge = measure.right(line.box) - _in_by([line], measure) - JUSTIFIED * measure.size
    return below and line.tail.x0 >= line.box.x0 - LEVEL * measure.size and line.box.x1 >= edge > line.tail.x1


def _box(verse: Sequence[PrintedLine]) -> Box:
    box = verse[0].box
    assert box is not None
    return box


def _in_by(verse: Sequence[PrintedLine], measure: Measure) -> float:
    return _box(verse).x0 - measure.left(_box(verse))


def _trimmed(run: Sequence[PrintedLine], measure: Measure) -> Sequence[PrintedLine]:
    """The run without what stands at the edge of the text above and below lines that are set in.

    A last line that fills the column, and is set in less than the others, is the first of a paragraph.
    """
    set_in = [_in_by([line], measure) >= SET_IN * measure.size for line in run]
    if 2 * sum(set_in) < len(run):
        return run
    first = set_in.index(True)
    last = len(set_in) - set_in[::-1].index(True)
    if last - first > 2 and _opens_paragraph(run[last - 1], run[first : last - 1], measure):
        last -= 1
    return run[first:last]


def _opens_paragraph(line: PrintedLine, verses: Sequence[PrintedLine], measure: Measure) -> bool:
    box = _box([line])
    fills = box.x1 >= measure.right(box) - measure.size
    return fills and all(_in_by([line], measure) < _in_by([verse], measure) - LEVEL * measure.size for verse in verses)


def _is_stanza(verses: Verses, above: PrintedLine | None, below: PrintedLine | None, measure: Measure) -> bool:
    if len(verses) < 2 or any(len(verse) > LONGEST for verse in verses):
        return False
    size = measure.size
    set_in = all(_in_by(verse, measure) >= SET_IN * size for verse in verses)
    if not set_in and (
        len(verses) < FLUSH or not (_apart(above, verses[0][0], measure) and _apart(verses[-1][-1], below, measure))
    ):
        return False
    return (
        _is_level([_box(verse).x0 for verse in verses], size)
        and _ends_short(verses[-1][-1], verses, measure)
        and _reads_as_verse(verses)
        and not _is_announced_list(verses, above)
        and not _fills_a_measure(verses, measure)
    )


def _is_justified(verses: Verses, above: Sequence[PrintedLine], measure: Measure) -> bool:
    """Whether three lines and more that end no sentence share their right end, those set alike above them included.

    The last lines of short paragraphs, of an abstract and its keywords, may stand between them.
    """
    lines = [*above, *(line for verse in verses for line in verse)]
    going_on = [line for line in lines[:-1] if line.words.rstrip(CLOSING + " ")[-1:] not in ".?!"]
    ends = [_free(line, measure) for line in going_on]
    shared = max((sum(abs(end - other) <= JUSTIFIED * measure.size for other in ends) for end in ends), default=0)
    return shared >= max(LEAST_LINES, 0.75 * len(ends))


def _set_alike_above(lines: Sequence[PrintedLine], first: PrintedLine, measure: Measure) -> list[PrintedLine]:
    """The lines directly above one that begin where it does, in its size."""
    found: list[PrintedLine] = []
    below = first
    for line in reversed(lines[-MOST_ABOVE:]):
        distance = _distance(line, below)
        if distance is None or distance > BLOCK * measure.leading or line.tail != line.box:
            break
        one, two = _box([line]), _box([first])
        if abs(one.x0 - two.x0) > LEVEL * measure.size or abs(one.size - two.size) > 0.06 * measure.size:
            break
        found.insert(0, line)
        below = line
    return found


def _free(line: PrintedLine, measure: Measure) -> float:
    """How far, in points, the end of a line stays from the right edge of its column."""
    box = line.tail or _box([line])
    return measure.right(box) - box.x1


def _is_announced_list(verses: Verses, above: PrintedLine | None) -> bool:
    """Whether lines behind a colon, four or more, begin with capitals and end with no mark, the last one neither.

    Or lines behind a comma, in the midst of a sentence, all begin small and end with commas or semicolons, but for the last.

    They are a list whose bullets are drawn. Lines of programs and formulas, which begin otherwise, are kept as they are.
    """
    if above is not None and above.words[-1:] == "," and len(verses) >= LEAST_LINES:
        parts = all(verse[-1].words[-1:] in ",;" for verse in verses[:-1])
        return parts and all(first_letter(verse[0].words).islower() for verse in verses)
    if above is None or above.words[-1:] != ":" or len(verses) < FLUSH:
        return False
    return all(first_letter(verse[0].words).isupper() and verse[-1].words[-1:] not in MARKS for verse in verses)


def _alternating(run: Sequence[PrintedLine], above: PrintedLine | None, below: PrintedLine | None, measure: Measure) -> Verses:
    """The stanza in a run of lines of which every other one is set in, in the midst of a paragraph; none where there is none.

    The first of them may have the indent of a paragraph. The last line of the text before it and the first after it are of the
    run, too, where they fall short. Where the stanza is all of the run, and stands apart, its lines may begin with small
    letters.
    """
    alone = _apart(above, run[0], measure) and _apart(run[-1], below, measure)
    for start in range(len(run) - FLUSH + 1):
        end = start + 1
        while end < len(run) and _alternates(run, start, end, measure):
            end += 1
        lines = run[start:end]
        short = all(_leaves_free(line, measure) for line in lines)
        verses = [[line] for line in lines]
        capitals = all(first_letter(line.words).isupper() for line in lines) or (alone and len(lines) == len(run))
        if end - start >= FLUSH and short and capitals and _reads_as_verse(verses):
            return verses
    return []


def _leaves_free(line: PrintedLine, measure: Measure) -> bool:
    """Whether a line stays well away from the right edge of its column."""
    box = _box([line])
    return box.x1 <= measure.right(box) - FREE * (measure.right(box) - measure.left(box))


def _alternates(run: Sequence[PrintedLine], start: int, i: int, measure: Measure) -> bool:
    """Whether line `i` goes on with an alternation that begins at `start`: it begins where the line before the last does."""
    edge = [_box([line]).x0 for line in run[start : i + 1]]
    if run[i - 1].words.rstrip(CLOSING + " ")[-1:] in ".?!":
        return False
    if len(edge) == 2:
        return True
    other = abs(edge[-1] - edge[-2]) >= ALTERNATE * measure.size
    return other and (len(edge) == 3 or abs(edge[-1] - edge[-3]) <= LEVEL * measure.size)


def _apart(one: PrintedLine | None, two: PrintedLine | None, measure: Measure) -> bool:
    """Whether more than the usual distance, or the edge of a page, lies between two lines."""
    if one is None or two is None or one.tail is None or two.box is None:
        return True
    if (one.tail.page, one.tail.column) != (two.box.page, two.box.column):
        return True
    return one.tail.baseline - two.box.baseline >= 1.2 * measure.leading


def _is_level(edges: Sequence[float], size: float) -> bool:
    """Whether lines begin at few places, at least one of them shared: centred lines begin at as many as there are lines."""
    levels: list[float] = []
    for edge in sorted(edges):
        if not levels or edge - levels[-1] > LEVEL * size:
            levels.append(edge)
    return len(levels) <= min(LEVELS, (len(edges) + 1) // 2)


def _ends_short(last: PrintedLine, verses: Verses, measure: Measure) -> bool:
    assert last.box is not None
    if len(verses[-1]) > 1:
        return True
    return last.box.x1 < measure.right(last.box) - 1.0 * measure.size


def _fills_a_measure(verses: Verses, measure: Measure) -> bool:
    """Whether the lines are as long as a narrower measure lets them be: a block quotation.

    Justified lines share their right end. Ragged ones leave no room for the next word: neither beside the widest of them nor,
    where there are few, beside a measure set in on the right as on the left. Where many lines all begin with a capital, verses
    may be so alike that no word would fit.
    """
    lines = [line for verse in verses for line in verse]
    widest = max(line.box.x1 for line in lines if line.box is not None)
    ends = [_free(line, measure) for line in lines]
    if sum(end - min(ends) <= JUSTIFIED * measure.size for end in ends[:-1]) >= max(2, 0.75 * len(ends[:-1])):
        return True
    if _stays_away(verses, measure, widest):
        return False
    capitals = sum(first_letter(verse[0].words).isupper() for verse in verses)
    if len(verses) < FLUSH:
        shares = [_in_by(one, measure) + 0.5 * measure.size for one in verses[:-1]]
        room = [measure.falls_short(one[-1], two[0], share) for (one, two), share in zip(pairwise(verses), shares, strict=True)]
        return not all(room) or (capitals < len(verses) and not _end_far_off(verses, measure))
    if _end_far_off(verses, measure):
        return False
    first = _box(verses[0])
    if (
        widest - first.x0 < NARROWEST * (measure.right(first) - measure.left(first))
        and _in_by(verses[0], measure) < MOST * measure.size
    ):
        return False
    spare = measure.right(first) - widest
    short = sum(measure.falls_short(one[-1], two[0], spare) for one, two in pairwise(verses))
    return 3 * short < len(verses) - 1 and capitals < 0.9 * len(verses)


def _end_far_off(verses: Verses, measure: Measure) -> bool:
    """Whether verses, the first begun with a capital, all end with marks, and leave room beside a measure set in alike."""
    share = min(_in_by(verse, measure) for verse in verses) + ROOM * measure.size
    last = verses[-1][-1].box
    if not first_letter(verses[0][0].words).isupper() or last is None or len(verses) < LEAST_LINES:
        return False
    marks = all(verse[-1].words.rstrip(CLOSING + " ")[-1:] in MARKS for verse in verses)
    room = all(measure.falls_short(one[-1], two[0], share) for one, two in pairwise(verses))
    return marks and room and last.x1 <= measure.right(last) - share


def _stays_away(verses: Verses, measure: Measure, widest: float) -> bool:
    """Whether verses set in end far from the right edge of a block that is set in as much there.

    Of more than a few, one must leave room for the next word also beside the widest of them, or all end very far from it.
    """
    in_by, first = min(_in_by(verse, measure) for verse in verses), _box(verses[0])
    width = measure.right(first) - measure.left(first) - 2 * in_by
    if len(verses) < LEAST_LINES or in_by < SET_IN * measure.size or width <= 0:
        return False
    if widest > measure.right(first) - in_by - AWAY * width:
        return False
    spare = measure.right(first) - widest
    if spare - in_by > FAR_AWAY * width:
        return True
    return len(verses) < FLUSH or any(measure.falls_short(one[-1], two[0], spare) for one, two in pairwise(verses))


def _reads_as_verse(verses: Verses) -> bool:
    """Whether lines are neither short paragraphs, nor a list, nor speeches, nor entries that end in a number."""
    count = len(verses)
    words = [" ".join(line.words for line in verse) for verse in verses]
    ends = [line.rstrip(CLOSING + " ")[-1:] for line in words[:-1]]
    if 2 * sum(end in ".?!" for end in ends) >= len(ends) + (count > 2) and not _rhyme(words):
        return False
    if (
        2 * sum(_PAGES.search(line) is not None for line in words) >= count
        or 2 * sum(line[0] in SPEECH for line in words) >= count
    ):
        return False
    if any(marker_of(line) is not None for line in words):
        return False
    small = sum(first_letter(line).islower() for line in words)
    if 2 * small >= count and 2 * sum(end in ";." for end in ends) >= len(ends):
        # parts of a sentence, one a line: a list whose bullets are drawn
        return False
    return sum(len(line.split()) for line in words) >= LEAST_WORDS * count


def _rhyme(lines: Sequence[str]) -> bool:
    """Whether each line of a stanza of four or more ends like one near it, in another word."""
    ends = [re.sub(r"\W+", "", line.casefold().rpartition(" ")[2])[-REMEMBERED:] for line in lines]
    return len(ends) >= FLUSH and all(
        any(end[-RHYME:] == other[-RHYME:] and end != other and len(end) >= RHYME for other in _near(ends, i))
        for i, end in enumerate(ends)
    )


def _near(ends: Sequence[str], i: int) -> Iterator[str]:
    """What stands at most three places away: rhymes run aabb, abab or abba."""
    return (ends[k] for k in range(max(i - 3, 0), min(i + 4, len(ends))) if k != i)


REPAIR = Repair(
    code="A119",
    name="unmarked-verse",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="verse is not marked as such",
    transcript_only=True,
)
