"""Whether words read as verse, or as short paragraphs, a list, speeches, entries of an index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fidelity.repairs.list_items import marker_of
from fidelity.repairs.printed_lines import CLOSING, PrintedLine
from fidelity.repairs.verse_edges import FLUSH, LEAST_LINES, Verses
from fidelity.repairs.verse_lines import MARKS, first_letter

LEAST_WORDS = 2.5
"""Words of a line, on average."""
RHYME, REMEMBERED = 3, 12
"""Letters that two words that rhyme have in common at their ends, and letters of a word that tell it from others."""
LEAST_PARTS = 3
"""Parts of a sentence, set one a line behind a colon, that are a list."""
SPEECH = "–—-»"
_PAGES = re.compile(r"\d[,.;n]?$|\b\d{1,4}(?:[,;]|[-–]\d)")
"""What an entry of an index or a table of contents has."""


def is_announced_list(verses: Verses, above: PrintedLine | None) -> bool:
    """Whether lines behind a colon, four or more, begin with capitals and end with no mark, the last one neither.

    Or three or more begin small, all end with commas or semicolons but for the last, and they do not rhyme.
    Or lines behind a comma, in the midst of a sentence, all begin small and end with commas or semicolons, but for the last.

    They are a list whose bullets are drawn. Lines of programs and formulas, which begin otherwise, are kept as they are.
    """
    if above is not None and above.words[-1:] == "," and len(verses) >= LEAST_LINES:
        parts = all(verse[-1].words[-1:] in ",;" for verse in verses[:-1])
        return parts and all(first_letter(verse[0].words).islower() for verse in verses)
    if above is None or above.words[-1:] != ":":
        return False
    if len(verses) >= LEAST_PARTS and all(first_letter(verse[0].words).islower() for verse in verses):
        ends = [verse[-1].words[-1:] for verse in verses]
        parts = all(end in ",;" for end in ends[:-1]) and ends[-1] in ".;"
        return parts and not _rhyme([verse[-1].words for verse in verses])
    return len(verses) >= FLUSH and all(
        first_letter(verse[0].words).isupper() and verse[-1].words[-1:] not in MARKS for verse in verses
    )


def reads_as_verse(verses: Verses) -> bool:
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
