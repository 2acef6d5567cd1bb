"""What the words of a part of a citation are like: names, a title that goes on, a journal's name, a date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fidelity.language.abbreviations import ends_no_sentence
from fidelity.language.citation_words import BODIES, CHAPTER, COLLECTIONS, FOLLOWING, PAGES, PERIODICALS
from fidelity.language.numerals import MONTHS
from fidelity.model.late_pattern import late_pattern
from fidelity.model.recognised import Field
from fidelity.model.span import Span
from fidelity.recognition.citations.parts import (
    ENDS,
)
from fidelity.recognition.citations.patterns import (
    CAPITAL,
    SPACE,
    any_of,
)


def thesis(words: str) -> bool:
    """Whether what follows a title says of which kind the work is, and names no container."""
    return re.match(r"(?:Ph\.?D|Diss|MA\b|M\.A|Master|Doctoral|Dissertation|Unpublished|Working|Vol|Bd)", words) is not None


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches share a character."""
    return one.start < other.end and other.start < one.end


def title_follows(string: str, at: int) -> bool:
    """Whether words of a title, and not pages or another year, begin at a place or after its marks."""
    rest = string[at : at + 60].lstrip(" .:,;)]")
    return bool(
        re.match(
            rf"[“\"„«‘‚'(\[]?{CAPITAL}[^\W\d_]*['’,:]?\s\w|[“\"„«‘‚']|{CAPITAL}[’'][^\W\d_]|{CAPITAL}[^\W\d_]{{3,}}[.?!]\s{CAPITAL}",
            rest,
        )
    ) and not re.match(rf"{any_of(CHAPTER)}|(?:S|P|Pp|Bd|Vol|Jg|No|Nr|H|Fn|Anm)\.", rest)


def namelike(words: str) -> bool:
    """Whether some words can be names: capitals, initials, particles and conjunctions, no figures."""
    if re.search(r"\d", words):
        return False
    small = [word for word in re.findall(r"[^\W\d_]+", words) if word[0].islower()]
    allowed = {
        "von",
        "van",
        "de",
        "der",
        "den",
        "di",
        "da",
        "del",
        "della",
        "du",
        "la",
        "le",
        "and",
        "und",
        "et",
        "y",
        "e",
        "al",
    }
    return all(word in allowed or word in {"eds", "ed", "hrsg", "u", "a", "zu", "of", "the"} for word in small)


def monthly(date: str) -> bool:
    """Whether a date names a month or a season."""
    seasons = {
        "spring",
        "summer",
        "fall",
        "autumn",
        "winter",
        "frühjahr",
        "sommer",
        "herbst",
        "printemps",
        "ende",
        "mitte",
        "voraussichtlich",
    }
    return any(word.casefold() in MONTHS | seasons for word in re.findall(r"[^\W\d_]+", date))


def trimmed(string: str, start: int, end: int) -> int:
    """The end of a stretch without the marks, brackets and small words that lead on to the next part."""
    while True:
        cut = re.search(r"(?:[\s,;:([–—-]+|(?<=[\s,])(?:in|In|v|vol|pp|p|S|no)\.?)$", string[start:end])
        if cut is None:
            break
        end = start + cut.start()
    if end > start and string[end - 1] == "." and not re.search(r"(?:\b[A-Z]|\b[A-Z][a-z]{1,3})\.$", string[start:end]):
        end -= 1
    return end


def parting(string: str, start: int, end: int) -> int | None:
    """Where, before a numbering, the title ends and the journal begins: at the last full stop, else the last comma."""
    stops = [m for m in ENDS.finditer(string, start, end) if not journal_word(string, start, m.start())]
    if stops:
        return stops[-1].end()
    comma = string.rfind(", ", start, end)
    while comma > start and not string[comma + 2 : comma + 3].isupper():
        comma = string.rfind(", ", start, comma)
    return comma + 2 if comma > start else None


def journal_word(string: str, start: int, stop: int) -> bool:
    """Whether the word before a stop is an abbreviated word of a journal's name: Am. J. Phys."""
    word = re.search(r"[^\W\d_]+$", string[start:stop])
    if word is None or string[stop] != ".":
        return False
    before = string[start : start + word.start()].rstrip()
    return (
        word[0][0].isupper()
        and len(word[0]) <= 5
        and (not before or before[-1] in ".?!" or before.endswith((".", "of", "the")) or len(word[0]) == 1)
    )


def abbreviated(string: str, stop: int) -> bool:
    """Whether the stop at a place ends an abbreviation."""
    word = re.search(r"[^\W\d_]+$", string[max(stop - 16, 0) : stop])
    return (
        word is not None and string[stop] == "." and (ends_no_sentence(word[0]) or (len(word[0]) <= 3 and word[0][0].isupper()))
    )


_PAGE_WORDS = frozenset(word.strip(".").casefold() for word in (*PAGES, *FOLLOWING))
_PAGE_WORD_LAST = late_pattern(rf",{SPACE}?{any_of((*PAGES, *FOLLOWING))}\Z")


def without_page_words(string: str, start: int, end: int) -> int:
    """Where a title or container ends before "p." or "S.": at its start if it is nothing else."""
    if string[start:end].strip(" .,;:").casefold() in _PAGE_WORDS:
        return start
    last = _PAGE_WORD_LAST.search(string, start, end)
    return last.start() if last is not None else end


def collection(words: str) -> Field | None:
    """CONTAINER if words that stand like an author's name are a periodical's, TITLE if a collection's, else None."""
    parts = words.casefold().split()
    if not parts or "," in words or any(part in BODIES for part in parts):
        return None
    if parts[-1] in PERIODICALS or parts[0] in PERIODICALS or parts[-1].endswith(("zeitung", "tageblatt", "zeitschrift")):
        return Field.CONTAINER
    return Field.TITLE if parts[-1] in COLLECTIONS or parts[0] in COLLECTIONS else None


def quote_near(quoted: Sequence[Span], at: int) -> bool:
    """Whether a quotation begins within a dozen characters after a place."""
    return any(at < q.start < at + 12 for q in quoted)
