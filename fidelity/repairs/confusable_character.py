"""Letters of another script that look like the ones around them: a Cyrillic о in an English word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Change, Edit
from fidelity.model.marks import Kind
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.raised_characters import is_raised

_CYRILLIC = dict(zip("асеорхуіјѕһԁԛԝАВЕНІЈКМОРСЅТХ", "aceopxyijshdqwABEHIJKMOPCSTX", strict=True))
_GREEK = dict(zip("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX", strict=True))
LOOKALIKES = {
    ("CYRILLIC", "LATIN"): _CYRILLIC,
    ("GREEK", "LATIN"): _GREEK,
    ("LATIN", "CYRILLIC"): {latin: letter for letter, latin in _CYRILLIC.items() if letter not in "јѕһԁԛԝЈЅ"},
    ("LATIN", "GREEK"): {latin: letter for letter, latin in _GREEK.items()},
}
"""For (its own script, the script around it) the letters that no reader can tell apart, and what they look like; a choice from
the table of confusable characters in Unicode Technical Standard 39. Greek α, ν, ρ and their like, which stand for themselves
in formulas, are not in it."""

_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*){3,}")
_BARS = re.compile(r"(?<!\|)\|\|(?!\|)")
_MUCH = {"≪": "«", "≫": "»"}
_QUOTED = re.compile(r"(?<![\w)])≪(?P<left>\s?)(?P<words>[^≪≫]+?)(?P<right>\s?)≫(?!\w)")
"""What stands between the signs for “much less” and “much greater” as between quotation marks."""
_BEFORE = re.compile(r"(?:^|[^\W\d_]{2}|[^\w\s=<>+*/)])\s*$")
_BEGINS, _ENDS = (
    re.compile(r"[“‘(\[¿¡]?(?:[^\W\d_]{2}|\w’|[ÀàÔôYy] [^\W\d_]{2})"),
    re.compile(r"(?:[^\W\d_]{2}|\d{2}|[.,;:!?…)’”])$"),
)
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_INFLECTED = re.compile(r"[A-Z]{2,}[^\W\d_A-Za-z]+|[А-Я]{2,}[a-z]+")
"""An abbreviation in one script with an ending in another, as Russian has it: "DVDах"."""


def propose(text: Text) -> Iterator[Change]:
    """Each letter that its word's other letters show to be of the wrong script, replaced by the one it looks like."""
    yield from _raised_bars(text) if not text.settled else ()
    yield from _quotation_marks(text)
    unchecked = [mark.span for mark in text.of_kind(Kind.CODE, Kind.VERBATIM)]
    for match in _words_with_foreign_letters(text.string):
        word = match.group()
        if _INFLECTED.fullmatch(word):
            continue
        scripts = [_script(letter) for letter in word]
        counts = sorted(((scripts.count(script), script) for script in set(scripts) - {""}), reverse=True)
        if len(counts) != 2 or counts[0][0] == counts[1][0]:
            continue
        table = LOOKALIKES.get((counts[1][1], counts[0][1]), {})
        strangers = [k for k, script in enumerate(scripts) if script == counts[1][1]]
        if any(word[k] not in table for k in strangers) or any(one.overlaps(Span(*match.span())) for one in unchecked):
            continue
        for k in strangers:
            own, around = counts[1][1].capitalize(), counts[0][1].capitalize()
            reason = f"the {own} letter {word[k]} stands in “{word}” for the {around} letter {table[word[k]]}"
            yield Edit(Span(match.start() + k, match.start() + k + 1), table[word[k]], reason, 0.95)


def _raised_bars(text: Text) -> Iterator[Change]:
    """Two raised bars, as which fonts without the sign ‖ set it at a note."""
    for match in _BARS.finditer(text.string) if "||" in text.string else ():
        if is_raised(text, match.start()) and is_raised(text, match.end() - 1):
            yield Edit(Span(*match.span()), "‖", "two raised bars are set for the sign ‖", 0.9)


def _quotation_marks(text: Text) -> Iterator[Change]:
    """The signs of mathematics that fonts without « and » set for them: all stand in pairs around words, none in a formula."""
    string = text.string
    signs = sum(map(string.count, _MUCH))
    pairs = list(_QUOTED.finditer(string)) if signs else []
    if not pairs or 2 * len(pairs) != signs:
        return
    for pair in pairs:
        before = string[max(pair.start() - 12, 0) : pair.start()]
        words = pair["words"]
        if not _BEFORE.search(before) or not _BEGINS.match(words) or not _ENDS.search(words):
            return
    for pair in pairs:
        for at in (pair.start(), pair.end() - 1):
            yield Edit(Span(at, at + 1), _MUCH[string[at]], f"the sign {string[at]} stands for a quotation mark", 0.9)


def _words_with_foreign_letters(string: str) -> Iterator[re.Match[str]]:
    """The words, as a search from the start would find them, that hold a Greek or Cyrillic letter."""
    end = 0
    for foreign in _FOREIGN.finditer(string):
        if foreign.start() < end:
            continue
        start = foreign.start()
        while start > end and (string[start - 1].isalpha() or unicodedata.combining(string[start - 1])):
            start -= 1
        match = _WORD.search(string, start)
        if match is not None and match.start() <= foreign.start() < match.end():
            yield match
            end = match.end()
        else:
            end = foreign.end()


def _script(letter: str) -> str:
    """LATIN, GREEK, CYRILLIC or another first word of a letter's Unicode name; "" for a combining mark."""
    return "" if unicodedata.combining(letter) else unicodedata.name(letter, "UNKNOWN").partition(" ")[0]


REPAIR = Repair(
    code="A202",
    name="confusable-character",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
)
