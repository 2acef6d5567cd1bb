"""Which lines begin an item of a list, and which go on with one, set in below its words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fidelity.language.font_names import is_typewriter
from fidelity.language.roman_numerals import value_of_roman
from fidelity.model.derived import derived
from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import font_name, glyph_of
from fidelity.repairs.measure import INDENT, Measure, measure_of
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence, printed_lines

BULLETS = "•‣⁃▪▫◦■□●○◆◇▶▸►➢➤➔✓✔❖∙\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf076\uf06e\uf071\uf02d"
"""Signs that are drawn for nothing but an item; the last are those of symbol fonts, in the private use area."""
DASHES = "-–—*∗·\ufffd"
"""Signs that stand before an item, and before much else: a speech, an aside. The last is one that the file gives no character
for: most bullets are set in fonts of signs."""
CIRCLE = "o"
"""The letter that Word sets in a typewriter's face before items of the second level."""
FAR = 4000
"""Characters from an item within which the next one begins."""
LEVEL = 0.3
"""Ems by which lines that begin at one place may differ."""
LEVEL_INSIDE = 0.6
"""And those of one sentence: the tab behind a bullet, and the indent below it, are two settings of a word processor."""
WIDE = 0.45
"""Ems behind a marker: a label is set off by more than a word space."""
TAB = 0.9
"""Ems behind a dash that no space between words is wide, line for line."""
_MARKER = re.compile(
    rf"(?:(?P<bullet>[{BULLETS}])|(?P<dash>[{DASHES}])"
    r"|(?P<open>\(?)(?:(?P<number>\d{1,3})|(?P<letter>[a-zA-Z])|(?P<roman>[ivxlIVXL]{2,6}))(?P<close>[.)]))(?P<space>\s+)(?=\S)"
)
_BEHIND_LETTERS = ".)ivxlIVXL"
"""What may follow the first letter of a marker."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before an item."""

    sign: str
    """As printed, without the space behind it."""
    counted: frozenset[tuple[str, int]]
    """The places that it may have in a sequence, each with how that counts ("(1)", "a."); none for bullets and dashes."""
    length: int
    """Characters with the space behind it."""

    @property
    def is_bullet(self) -> bool:
        """Whether it is a sign and says nothing, so that it is no part of the text."""
        return not self.counted

    @property
    def value(self) -> str:
        """The value of the item's mark: the marker where Markdown knows it, else "-", letters staying in the text."""
        return self.sign if re.fullmatch(r"\d{1,3}[.)]", self.sign) else "-"


def marker_of(words: str) -> Marker | None:
    """The marker that a line begins with; None where it begins with a word."""
    if words[:1].isalpha() and words[1:2] not in _BEHIND_LETTERS:
        return None  # nearly always
    match = _MARKER.match(words)
    if match is None or (match["open"] and match["close"] != ")"):
        return None
    sign = words[: match.start("space")]
    form = f"{match['open']}%s{match['close']}"
    counted: set[tuple[str, int]] = set()
    if match["number"]:
        counted.add((form % "1", int(match["number"])))
    letter = match["letter"] or match["roman"]
    if match["letter"]:
        counted.add((form % ("a" if letter.islower() else "A"), ord(letter.lower()) - ord("a") + 1))
    if letter and set(letter.lower()) <= set("ivxl"):
        counted.add((form % ("i" if letter.islower() else "I"), value_of_roman(letter)))
    return Marker(sign, frozenset(counted), match.end())


def _circle_of(text: Text, line: PrintedLine) -> Marker | None:
    """The marker of an item of Word's second level: an "o" in a typewriter's face, apart from words in another."""
    word = line.start_of_words + len(line.words) - len(line.words[1:].lstrip())
    if is_typewriter(font_name(text, line.start_of_words)) and not is_typewriter(font_name(text, word)):
        glyphs, sign, first = text.source.glyphs, glyph_of(text, line.start_of_words), glyph_of(text, word)
        if glyphs is not None and line.box is not None and sign is not None and first is not None:
            gap = glyphs.x0[first] - glyphs.x1[sign]
            return Marker(CIRCLE, frozenset(), word - line.start_of_words) if gap >= WIDE * line.box.size else None
    return None


@derived(heeds={Kind.NOTE_CALL, Kind.NOTE_BODY})
def list_items(text: Text) -> Mapping[int, Marker]:
    """The lines of the running text that begin an item, by the offset of their words.

    A bullet is enough. A number or letter needs the one before or after it near by, at the beginning of a line that begins
    something too; a capital letter, which may be an initial, and a dash, which may open a speech, need lines hanging below
    their words, or a wide space.
    """
    lines, measure = printed_lines(text), measure_of(text)
    found: dict[int, Marker] = {}
    counted: dict[tuple[str, int], list[tuple[PrintedLine, Marker]]] = {}
    dashes: list[tuple[int, Marker]] = []
    for i, line in enumerate(lines):
        marker = marker_of(line.words) or (_circle_of(text, line) if line.words.startswith("o ") else None)
        if marker is None:
            continue  # nearly always
        if line.start_of_words >= text.running_end:
            break
        if marker.is_bullet and marker.sign in f"{BULLETS}{CIRCLE}":
            found[line.start_of_words] = marker
        elif not _begins(lines[i - 1] if i else None, line, measure) and not (i and _counts_on(lines[i - 1], line, marker)):
            continue
        elif marker.is_bullet:
            if measure is not None:
                dashes.append((i, marker))
        elif not (marker.sign[:1].isupper() and marker.sign.endswith(".")) or _is_set_off(text, lines, i, marker):
            for place in marker.counted:
                counted.setdefault(place, []).append((line, marker))
    places = {place: [line.start_of_words for line, _ in members] for place, members in counted.items()}
    for (form, number), members in counted.items():
        for line, marker in members:
            at = line.start_of_words
            if _between(places.get((form, number - 1), []), at - FAR, at) or _between(
                places.get((form, number + 1), []), at, at + FAR
            ):
                found[at] = marker
    for run in _runs(lines, dashes):
        if _is_dashed_list(text, lines, run):
            found.update({lines[i].start_of_words: marker for i, marker in run})
    return found


def _between(places: Sequence[int], start: int, end: int) -> bool:
    i = bisect_left(places, start)
    return i < len(places) and places[i] < end


def _begins(before: PrintedLine | None, line: PrintedLine, measure: Measure | None) -> bool:
    """Whether a line may begin something: what stands before it is over, or was ended before its line was full."""
    if before is None or line.after_blank or ends_sentence(before.words) or before.words.endswith(","):
        return True
    if measure is None:
        return False
    if before.tail is not None and line.box is not None and before.tail.page == line.box.page:
        distance = before.tail.baseline - line.box.baseline
        if distance > 1.3 * measure.leading or abs(before.tail.size - line.box.size) > 0.12 * measure.size:
            return True
    return measure.falls_short(before, line)


def _counts_on(before: PrintedLine, line: PrintedLine, marker: Marker) -> bool:
    """Whether a marker is the next of the one that the line before begins with, directly above it: that line may be full."""
    above, box, last = before.box, line.box, marker_of(before.words)
    if above is None or box is None or last is None or (above.page, above.column) != (box.page, box.column):
        return False
    below = abs(above.x0 - box.x0) <= LEVEL * box.size and abs(above.size - box.size) <= 0.06 * box.size
    return below and any((form, number - 1) in last.counted for form, number in marker.counted)


def _is_set_off(text: Text, lines: Sequence[PrintedLine], i: int, marker: Marker) -> bool:
    """Whether a space wider than those between words stands behind a marker, or the next line hangs below its words."""
    glyphs, line = text.source.glyphs, lines[i]
    sign = glyph_of(text, line.start_of_words + len(marker.sign) - 1)
    word = glyph_of(text, line.start_of_words + marker.length)
    if glyphs is None or line.box is None or sign is None or word is None:
        return False
    return glyphs.x0[word] - glyphs.x1[sign] >= WIDE * line.box.size or _hangs(text, lines, i, marker)


def _hangs(text: Text, lines: Sequence[PrintedLine], i: int, marker: Marker) -> bool:
    line, after = lines[i], lines[i + 1] if i + 1 < len(lines) else None
    edge = hanging_edge(text, line, marker)
    if edge is None or after is None or line.box is None or after.box is None or after.page != line.page:
        return False
    below = 0 < line.box.baseline - after.box.baseline < 2 * line.box.size
    return below and abs(after.box.x0 - edge) <= LEVEL * line.box.size and marker_of(after.words) is None


def hanging_edge(text: Text, line: PrintedLine, marker: Marker) -> float | None:
    """Where the words behind a marker begin, in points from the left of the page."""
    glyph = glyph_of(text, line.start_of_words + marker.length)
    return text.source.glyphs.x0[glyph] if text.source.glyphs is not None and glyph is not None else None


def _runs(lines: Sequence[PrintedLine], dashes: Sequence[tuple[int, Marker]]) -> list[list[tuple[int, Marker]]]:
    """Dashes of one kind whose lines begin at one place, on one page, a few lines apart."""
    runs: list[list[tuple[int, Marker]]] = []
    for i, marker in dashes:
        last, before = runs[-1][-1] if runs else (0, None), None
        if runs and lines[last[0]].box is not None:
            before = lines[last[0]].box
        box = lines[i].box
        same = before is not None and box is not None and before.page == box.page and abs(before.x0 - box.x0) <= 1.5
        if same and marker.sign == runs[-1][-1][1].sign and i - last[0] <= 8:
            runs[-1].append((i, marker))
        else:
            runs.append([(i, marker)])
    return runs


def _is_dashed_list(text: Text, lines: Sequence[PrintedLine], run: Sequence[tuple[int, Marker]]) -> bool:
    """Whether dashes stand before items: a line hangs below the words of one, or all of several are parts of a sentence."""
    if any(_hangs(text, lines, i, marker) for i, marker in run) or _is_tabbed(text, lines, run):
        return True
    begin = [lines[i].words[marker.length :].lstrip("“„«\"'") for i, marker in run]
    return len(run) > 1 and all(words[:1].islower() for words in begin)


def _is_tabbed(text: Text, lines: Sequence[PrintedLine], run: Sequence[tuple[int, Marker]]) -> bool:
    """Whether tabs lead from several dashes to words that begin below one another; a speech stands nearer its dash."""
    glyphs, places = text.source.glyphs, []
    for i, marker in run:
        edge, sign = hanging_edge(text, lines[i], marker), glyph_of(text, lines[i].start_of_words)
        box = lines[i].box
        if edge is None or sign is None or glyphs is None or box is None or edge - glyphs.x1[sign] < TAB * box.size:
            return False
        places.append(edge)
    return len(places) > 1 and max(places) - min(places) <= 1.0


@derived(heeds={Kind.NOTE_CALL, Kind.NOTE_BODY})
def hanging_lines(text: Text) -> frozenset[int]:
    """The lines after the first of each item that begin below its words, also on the next page."""
    lines, items, measure = printed_lines(text), list_items(text), measure_of(text)
    found: set[int] = set()
    if measure is None or not items:
        return frozenset()
    hang: float | None = None
    outer = 0.0
    next_of = _counted_next(lines, items)
    for before, line, after in zip(lines, lines[1:], [*lines[2:], None], strict=False):
        marker = items.get(before.start_of_words)
        if marker is not None and before.box is not None:
            hang, outer = _sides(text, before, marker, measure)
            pushed = next_of.get(before.start_of_words)
            if pushed is not None and hang is not None:
                # a drop cap, or a picture, sets in the first line of an item, and neither its other lines nor the next item
                beside = _sides(text, *pushed, measure)
                if beside[0] is not None and beside[1] < outer - LEVEL * measure.size:
                    hang, outer = beside[0], beside[1]
        if line.box is None or before.tail is None or hang is None or line.start_of_words in items:
            continue
        step = before.tail.baseline - line.box.baseline
        near = (before.tail.page, before.tail.column) != (line.box.page, line.box.column) or 0 < step < 2 * line.box.size
        if (
            near
            and not _is_over(before, line, after, measure)
            and (
                _hangs_there(before, line, line.box.x0 - measure.left(line.box) - hang)
                or _hangs_between(before, line, line.box.x0 - measure.left(line.box), (outer, hang))
            )
        ):
            found.add(line.start_of_words)
            hang = min(hang, line.box.x0 - measure.left(line.box))
        else:
            hang = None
    return frozenset(found)


def _sides(text: Text, line: PrintedLine, marker: Marker, measure: Measure) -> tuple[float | None, float]:
    """Where the words of an item begin, if that is known, and its marker; points from the left edge of the column."""
    edge = hanging_edge(text, line, marker)
    left = measure.left(line.box) if line.box is not None else 0.0
    return edge - left if edge is not None else None, line.box.x0 - left if line.box is not None else 0.0


def _counted_next(lines: Sequence[PrintedLine], items: Mapping[int, Marker]) -> dict[int, tuple[PrintedLine, Marker]]:
    """The next item in the same column of each that it counts on from, by the offset of this one's words."""
    found: dict[int, tuple[PrintedLine, Marker]] = {}
    listed = [(line, items[line.start_of_words]) for line in lines if line.start_of_words in items]
    for (one, marker), (two, following) in pairwise(listed):
        together = (
            one.box is not None and two.box is not None and (one.box.page, one.box.column) == (two.box.page, two.box.column)
        )
        if together and any((form, number - 1) in marker.counted for form, number in following.counted):
            found[one.start_of_words] = two, following
    return found


def _hangs_there(before: PrintedLine, line: PrintedLine, off: float) -> bool:
    """Whether a line begins below the words of its item, so many points off; a sentence that goes on may stand a little in."""
    size = line.box.size if line.box is not None else 0.0
    goes_on = line.words[0].islower() and not ends_sentence(before.words)
    return -LEVEL * size <= off <= (LEVEL_INSIDE if goes_on else LEVEL) * size


def _hangs_between(before: PrintedLine, line: PrintedLine, place: float, item: tuple[float, float]) -> bool:
    """Whether a line goes on with a sentence between the marker and the words of its item, in points from the column's edge.

    A tab may lead further than the indent of the lines below; these stand in from the marker all the same.
    """
    size = line.box.size if line.box is not None else 0.0
    return item[0] + INDENT * size <= place < item[1] and not ends_sentence(before.words)


def _is_over(before: PrintedLine, line: PrintedLine, after: PrintedLine | None, measure: Measure) -> bool:
    """Whether an item is over before a line that is set in as its words are: a paragraph's indent may be as deep as a list's.

    The item's sentence is, and either its line was ended on purpose or the new line goes on at the edge of the column.
    """
    if not ends_sentence(before.words):
        return False
    if measure.falls_short(before, line):
        return True
    if line.tail is None or after is None or after.box is None or marker_of(after.words) is not None:
        return False
    at_edge = after.box.x0 - measure.left(after.box) <= LEVEL * after.box.size
    step = line.tail.baseline - after.box.baseline
    below = (line.tail.page, line.tail.column) == (after.box.page, after.box.column) and 0 < step <= 1.3 * measure.leading
    return at_edge and below and not (ends_sentence(line.words) and measure.falls_short(line, after))
