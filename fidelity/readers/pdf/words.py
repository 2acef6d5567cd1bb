"""The glyphs of a page's lines as words: their order, glyphs painted twice, and spaces where the producer wrote none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fidelity.readers.pdf.glyphs import PageGlyphs
from fidelity.readers.pdf.lines import Segment

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]

SUPPLIED = -1
"""Stands for a space that no glyph was painted for."""
NONE = -2
"""Stands for glyphs that nothing parts."""
TIGHTEST_SPACE, SAFE_SPACE = 0.11, 0.15
"""From which gap on two glyphs belong to two words, in ems. TeX's tightest spaces measure 0.13 and French thin ones 0.17;
kerns and italic corrections reach 0.12, but stand beside wider word spaces: nearly half of those decides in between."""
LEAST_SPACE, NEARLY_HALF = 0.1, 0.45
"""Gaps wider than the usual one by so many ems are taken for word spaces at first; so much of their median is a threshold."""
AFTER_F, WIDE_SPACES = 0.065, 0.16
"""The gap behind an f from which on a low letter or a capital begins another word, where the usual word space of its line is
so wide; ems. The hook of the f takes its room from a space behind it, and from nothing else."""
HOOK, SAME_KERN, OTHER_SPACES = 0.23, 0.02, 0.05
"""The room that it takes, at most; and how little gaps behind an f differ that are kerns, where the spaces of their lines
differ so much; ems. Some fonts kern an i away from it where no ligature is set, as far in a tight line as in a wide one."""
FEW_GAPS = 3
"""Gaps of a stretch that do not tell whether it is letterspaced; the others of its line do."""
FEW_SPACES = 2
"""Word spaces of a line that do not tell how wide they are."""
BESIDE_SLOPES, TIGHT_SPACES = 0.095, 0.15
"""The gap beside a letter with slopes that is a space, where the usual one of its line is so tight at most; ems. Fonts kern
spaces beside such letters, but move no letter so far from them."""
FRENCH_SPACED = (";", ":", "!", "?", "»")
"""Marks that French sets a thin space before: TIGHTEST_SPACE is enough, however wide the word spaces of the line."""
LETTERSPACE = 0.04
"""When three gaps in four are wider than this, in ems, the line is letterspaced, and words count from its usual gap on."""
HYPHENS = "-\u2010\u00ad"
HYPHEN_GAP = 0.2
"""Ems that a hyphen at the end of a line may stand off from its word: LibreOffice places it by itself in a justified line."""
BREAKING = HYPHENS + "\u2013\u2014/"
"""Marks inside words at which lines are broken."""
SUPERIOR_SIZE = 0.75
"""Superiors and inferiors are set in at most this part of the size of the sign before them."""
STRETCHED = 0.75
"""Of the narrowest space that is painted in a line: what is narrower is no space where a line is stretched between all pieces
of words, as pdfmake does it."""
WIDE_GAP = 1.0
"""Ems. What stands further apart may be spaced differently: two running heads on one line."""
NO_SPACE = (-0.1, 0.05)
"""Ems. A space glyph between two glyphs that touch parts nothing: so Chromium paints soft hyphens inside a line. Glyphs that
overlap more than this have wrong advances in the file, and then the space glyph is right."""
DOUBTFUL_SPACE = 0.1
"""Ems. A space glyph between two glyphs no further apart parts them where the line is set as tightly: groff paints some before
an apostrophe, and that over it."""
DOUBLED = 0.08
"""A glyph painted again no further away than this, in ems, is the same glyph made bold."""


SEVERAL = 0x10FFFF
"""Stands among code points for a glyph of several letters; it is no character, and in no transcript."""
_WHITE = np.array([chr(code).isspace() for code in range(0x3002)])
"""By code point whether it is white; the last stands for all that follow."""

LONGEST_NUMERAL, EVEN, NUMERAL_GAP = 7, 0.02, 0.4
"""Letters of a letterspaced numeral, at most, and ems by which its gaps differ, and that they are wide, at most."""
_ROMAN = np.array(list(map(ord, "IVXLC")), np.uint32)
_LOW_OR_CAPITAL = np.array(list(map(ord, "aceghimnoprstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")), np.uint32)
_SLOPED = np.array(list(map(ord, "vwyVWYT")), np.uint32)
_FRENCH_SPACED = np.array(list(map(ord, FRENCH_SPACED)), np.uint32)

Codes = npt.NDArray[np.uint32]


def code_points(characters: Sequence[str]) -> Codes:
    """The code point of each glyph."""
    whole = "".join(characters)
    if len(whole) != len(characters) or not all(characters):
        whole = "".join([text if len(text) == 1 else chr(SEVERAL) for text in characters])
    return np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)


@dataclass(slots=True)
class Words:
    """The inked glyphs of some lines, from left to right and line after line, and what parts them; one entry a glyph."""

    glyph: Whole
    line: Whole
    """Index of its line."""
    space: Whole
    """What parts it from the one before on its line: the index of a space glyph, SUPPLIED for a gap that is as wide as a space
    and holds none, NONE for nothing."""


def words(page: PageGlyphs, codes: Codes, lines: Sequence[Segment]) -> Words:
    """The glyphs of lines as words; `codes` are their code points."""
    glyph, line, size = _in_order(page, lines)
    letters = page.characters
    white = _WHITE[np.minimum(codes, len(_WHITE) - 1)][glyph]
    x0, x1 = np.frombuffer(page.x0, np.float32).astype(float), np.frombuffer(page.x1, np.float32).astype(float)
    place = np.flatnonzero(~white)
    gap = _gaps(x0, x1, glyph[place], line[place], size[place])
    again = _doubled(gap, x0, glyph[place], size[place], letters)
    if again.any():
        place = place[~again]
        gap = _gaps(x0, x1, glyph[place], line[place], size[place])
    inked, row, ems = glyph[place], line[place], size[place]
    opens = np.append(True, np.diff(row) != 0)[: len(row)]
    # the first space glyph between a glyph and the one before it on its line
    blanks = np.append(np.flatnonzero(white), len(white))
    blank = np.append(len(white), blanks[np.searchsorted(blanks, place[:-1])])[: len(place)]
    spaced = (blank < place) & ~opens & ~((gap > NO_SPACE[0]) & (gap < NO_SPACE[1]))
    for i in np.flatnonzero(spaced & (gap > NO_SPACE[0]) & (gap < DOUBTFUL_SPACE)).tolist():
        # a space glyph that the next one is painted over, where the other spaces of the line are much wider
        spaced[i] = gap[i] > NEARLY_HALF * np.median(gap[spaced & (row == row[i])])
    space = np.full(len(place), NONE)
    space[spaced] = glyph[blank[spaced]]
    stretch = np.cumsum(opens | (gap > WIDE_GAP)) - 1
    inside = np.append(False, np.diff(stretch) == 0)[: len(row)] & ~spaced
    painted = np.bincount(stretch[spaced], minlength=int(stretch[-1]) + 1 if len(stretch) else 0)
    # leaders of a contents list are spaced in their own way
    dots = codes[inked] == ord(".")
    told = inside & ~(dots & np.append(False, dots[:-1])[: len(dots)])
    usual, threshold = _word_gaps(gap[told], stretch[told], row[np.append(True, np.diff(stretch) != 0)[: len(row)]])
    some_painted = (np.bincount(stretch[inside & (gap > threshold[stretch])], minlength=len(painted)) <= painted)[stretch]
    usual, threshold = usual[stretch], threshold[stretch]
    wide = ~spaced & ~opens & (gap > WIDE_GAP)
    doubtful = inside & (gap > np.minimum(threshold, usual + TIGHTEST_SPACE))
    doubts = np.flatnonzero(doubtful)
    marked = np.isin(codes[inked[doubts]], _FRENCH_SPACED) | (codes[inked[doubts - 1]] == ord("«"))
    wide[doubts] = marked | (gap[doubts] > threshold[doubts])
    for i in doubts[some_painted[doubts] & ~marked].tolist():
        # who paints the spaces of a line leaves out no narrow one between words: there it is a kern, or letterspacing
        if letters[inked[i - 1]].isalnum() and letters[inked[i]].isalnum():
            wide[i] = gap[i] > usual[i] + SAFE_SPACE
        if letters[inked[i - 1]] in BREAKING or ems[i] <= SUPERIOR_SIZE * ems[i - 1]:
            painted_gaps = gap[spaced & (row == row[i])]
            wide[i] &= gap[i] >= STRETCHED * painted_gaps.min() if len(painted_gaps) else True
    between = inside & (usual == 0) & ~some_painted
    wide[_parted_behind_f(codes[inked], stretch, gap, wide=wide, inside=inside, between=between)] = True
    sloped = np.isin(codes[inked], _SLOPED)
    sloped |= np.append(False, sloped[:-1])[: len(inked)]
    for i in np.flatnonzero(sloped & inside & ~wide & (gap > BESIDE_SLOPES)).tolist():
        spaces = gap[wide & (stretch == stretch[i])]
        letter = letters[inked[i - 1]].isalpha() and letters[inked[i]].isalpha()
        tight = len(spaces) > FEW_SPACES and np.median(spaces) <= TIGHT_SPACES
        wide[i] = letter and tight and usual[i] == 0 and not some_painted[i]
    closes = np.append(np.diff(row) != 0, True)[: len(row)]
    for i in np.flatnonzero(wide & closes & (gap < HYPHEN_GAP)).tolist():
        wide[i] = letters[inked[i]] not in HYPHENS or not letters[inked[i - 1]].isalpha()
    wide[_in_spaced_numerals(codes[inked], row, gap, wide, spaced)] = False
    space[wide] = SUPPLIED
    return Words(inked, row, space)


def _parted_behind_f(codes: Codes, stretch: Whole, gap: Floats, *, wide: Flags, inside: Flags, between: Flags) -> list[int]:
    """The glyphs inside stretches that begin a word behind an f; `between` are those where a narrow gap can be a space."""
    behind = np.append(False, codes[:-1] == ord("f"))[: len(codes)] & (codes != ord("f"))
    found: list[tuple[int, float]] = []
    for i in np.flatnonzero(behind & inside & ~wide & (gap > AFTER_F) & np.isin(codes, _LOW_OR_CAPITAL)).tolist():
        spaces = gap[wide & (stretch == stretch[i])]
        found.extend([(i, float(np.median(spaces)))] if len(spaces) > 1 else [])
    parted = [i for i, space in found if between[i] and space >= WIDE_SPACES and gap[i] >= space - HOOK]
    usual_space = dict(found)

    def is_kern(i: int) -> bool:
        return any(
            codes[i] == codes[other]
            and abs(gap[i] - gap[other]) <= SAME_KERN
            and abs(usual_space[i] - usual_space[other]) > OTHER_SPACES
            for other in usual_space
        )

    return [i for i in parted if not is_kern(i)]


def _in_spaced_numerals(codes: Codes, row: Whole, gap: Floats, wide: Flags, spaced: Flags) -> Whole:
    """The glyphs of lines that are a letterspaced Roman numeral and no more: "I I I", the heading of a chapter.

    Every letter of such a line is as far from the next as the others; too few to tell a usual gap from a space.
    """
    found: list[int] = []
    starts = np.flatnonzero(np.append(True, np.diff(row) != 0)[: len(row)])
    lengths = np.diff(np.append(starts, len(row)))
    for first, length in zip(starts.tolist(), lengths.tolist(), strict=True):
        inside = slice(first + 1, first + length)
        if not 1 < length <= LONGEST_NUMERAL or not wide[inside].all() or spaced[inside].any():
            continue
        even = np.ptp(gap[inside]) <= EVEN and gap[inside].max() < NUMERAL_GAP
        if even and np.isin(codes[first : first + length], _ROMAN).all():
            found.extend(range(first + 1, first + length))
    return np.array(found, np.int64)


def _in_order(page: PageGlyphs, lines: Sequence[Segment]) -> tuple[Whole, Whole, Floats]:
    """The glyphs of lines in the order of their places, the line and the size of each.

    Glyphs keep the order of painting inside a run, so that an accent stays with its letter; where runs lie over one another
    by more than an em, place alone decides.
    """
    runs = [run for segment in lines for run in segment.runs]
    start = np.array([run.start for run in runs], np.int64)
    length = np.array([run.stop for run in runs], np.int64) - start
    of_line = np.repeat(np.arange(len(lines)), [len(segment.runs) for segment in lines])
    end = np.cumsum(length)
    glyph = np.arange(end[-1] if len(end) else 0) + np.repeat(start - end + length, length)
    size = np.array([run.size for run in runs], float)
    left, right = np.array([run.x0 for run in runs], float), np.array([run.x1 for run in runs], float)
    over = (right[:-1] - left[1:] > size[:-1]) & (of_line[:-1] == of_line[1:])
    line, size = np.repeat(of_line, length), np.repeat(size, length)
    for number in np.unique(of_line[:-1][over]).tolist():
        here = np.flatnonzero(line == number)
        order = here[np.argsort(np.array(page.x0, float)[glyph[here]], kind="stable")]
        glyph[here], size[here] = glyph[order], size[order]
    return glyph, line, size


def _gaps(x0: Floats, x1: Floats, glyph: Whole, line: Whole, size: Floats) -> Floats:
    """The gap before each inked glyph in ems of the larger of it and the one before; 0 at the start of a line."""
    gap = np.zeros(len(glyph))
    gap[1:] = (x0[glyph[1:]] - x1[glyph[:-1]]) / np.maximum(size[1:], size[:-1])
    gap[1:][np.diff(line) != 0] = 0.0
    return gap


def _doubled(gap: Floats, x0: Floats, glyph: Whole, size: Floats, letters: Sequence[str]) -> Flags:
    """The glyphs that are painted again where the last one was; `letters` are those of all glyphs."""
    again = np.zeros(len(glyph), bool)
    back = np.flatnonzero((gap < 0) & (np.append(np.nan, size[:-1])[: len(size)] == size))
    if not (np.abs(x0[glyph[back - 1]] - x0[glyph[back]]) <= DOUBLED * size[back]).any():
        return again  # only kerning
    for i in back.tolist():
        last = i - 1
        while again[last]:
            last -= 1
        again[i] = letters[glyph[last]] == letters[glyph[i]] and abs(x0[glyph[last]] - x0[glyph[i]]) <= DOUBLED * size[i]
    return again


def _word_gaps(gap: Floats, stretch: Whole, line: Whole) -> tuple[Floats, Floats]:
    """For each stretch of a line the usual gap, and from which on two glyphs belong to two words; ems.

    Given are the gaps inside stretches that hold no space glyph, the stretch of each, and the line of each stretch.
    """
    count = len(line)
    usual, threshold = np.zeros(count), np.full(count, SAFE_SPACE)
    if not len(gap):
        return usual, threshold
    number = np.bincount(stretch, minlength=count)
    # of gaps in order the first quarter does not reach so far
    wide = np.bincount(stretch[gap > LETTERSPACE], minlength=count)
    for i in np.flatnonzero((number > FEW_GAPS) & (wide >= number - number // 4)).tolist():
        usual[i] = np.sort(gap[stretch == i])[number[i] // 2]
    for i in np.flatnonzero((number > 0) & (number <= FEW_GAPS) & np.isin(line, line[usual > 0])).tolist():
        others = usual[(line == line[i]) & (number > FEW_GAPS)]
        usual[i] = np.median(others) if others.all() else 0.0
    threshold = usual + SAFE_SPACE
    is_space = gap - usual[stretch] > LEAST_SPACE
    gap, stretch = gap[is_space], stretch[is_space]
    spaces = np.bincount(stretch, minlength=count)
    gap = gap[np.lexsort((gap, stretch))]
    some = np.flatnonzero(spaces)
    middle = gap[(np.cumsum(spaces) - spaces + spaces // 2)[some]] - usual[some]
    threshold[some] = usual[some] + np.clip(NEARLY_HALF * middle, TIGHTEST_SPACE, SAFE_SPACE)
    return usual, threshold
