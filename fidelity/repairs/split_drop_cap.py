"""Drop caps split from their word: "S hortly" for "Shortly"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.dictionary import is_word
from fidelity.language.identification import identify
from fidelity.language.one_letter_words import LETTER_NOUNS, may_stand_alone
from fidelity.model.changes import Change, Edit
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.printed_lines import glyph_size, printed_lines
from fidelity.repairs.vocabulary import Vocabulary

OPENING = "“„«‹»›\"‘‚'¿¡(["
PATTERN = re.compile(
    rf"(?P<opening>[{re.escape(OPENING)}]{{0,2}})(?P<hang>\s*)(?P<cap>[^\W\d_])(?P<gap>\s*)(?P<rest>’?[^\W\d_]+(?:’[^\W\d_]+)?)"
)
TALL = 1.5
"""A cap is at least this many times the size of what follows: two-line caps come at 2 to 3, raised initials at 1.6 to 3."""
ARTICLES = "AIOÀ"
"""Words of one letter that often begin a text."""


def propose(text: Text) -> Iterator[Change]:
    """The gap between an initial and its word closed, at the start of a paragraph, where the pieces are no words."""
    vocabulary: Vocabulary | None = None
    for start in _paragraph_starts(text):
        match = PATTERN.match(text.string, start)
        if match is None or not match["cap"].isupper() or "\n\n" in match["hang"] + match["gap"]:
            continue
        size, beside = glyph_size(text, match.start("cap")), glyph_size(text, match.start("rest"))
        tall = size is not None and beside is not None and size >= TALL * beside
        if not tall and (not match["gap"] or "\n" in match["gap"]):
            continue
        vocabulary = vocabulary or Vocabulary.of(text.string)
        certainty = _belongs(match, text.string, vocabulary, tall=tall)
        if certainty is None and not tall:
            continue
        if match["opening"]:
            span = Span(*match.span("hang"))
            blank = _space_after(match["opening"], text.string)
            if match["hang"] != blank:
                yield Edit(span, blank, f"the opening mark {match['opening']} belongs to the word of the drop cap", 0.95)
        word = match["cap"] + match["rest"]
        if certainty is not None and match["gap"]:
            yield Edit(Span(*match.span("gap")), "", f"the drop cap {match['cap']} begins the word {word}", certainty)
        elif certainty is None and match["gap"] != " ":
            yield Edit(Span(*match.span("gap")), " ", f"the drop cap {match['cap']} is a word by itself", 0.8)


def _paragraph_starts(text: Text) -> Iterator[int]:
    """Offsets where a paragraph may begin: every block of a settled text, every line of another."""
    if text.settled:
        yield from (block.start for block in text.blocks if block.length)
        return
    previous_end = 0
    for line in printed_lines(text):
        start = line.span.start + len(text.string[slice(*line.span)]) - len(text.string[slice(*line.span)].lstrip())
        begins = previous_end == 0 or "\n\n" in text.string[previous_end : line.span.start + 1].replace(" ", "")
        # a cap that a reader put on a line of its own announces itself; its size is looked at later
        if begins or text.source.glyphs is not None:
            yield start
        previous_end = line.span.end


def _space_after(opening: str, string: str) -> str:
    """What stands between this opening mark and its word elsewhere in the text: French sets a space after «."""
    if "«" not in opening:
        return ""
    spaces: Counter[str] = Counter(match[1] for match in re.finditer(r"«(\s?)(?=\w)", string.replace("\n", " ")))
    return spaces.most_common(1)[0][0]


def _belongs(match: re.Match[str], string: str, vocabulary: Vocabulary, *, tall: bool) -> float | None:
    """How certain it is that the cap begins the word after it; None where it is a word by itself, or that is not known."""
    rest, joined = match["rest"].lower(), (match["cap"] + match["rest"]).lower()
    here = 1 if match["gap"] else 0
    rest_elsewhere = vocabulary.words[rest] > here and len(rest) > 1
    joined_elsewhere = vocabulary.words[joined] > 1 - here
    if not tall and not match["rest"].islower():
        return None
    if not may_stand_alone(match["cap"], string):
        if tall:
            return 0.99
        known_apart = (rest_elsewhere and not joined_elsewhere) or rest in LETTER_NOUNS
        return None if known_apart else 0.95
    if joined_elsewhere != rest_elsewhere:
        return (0.95 if tall else 0.8) if joined_elsewhere else None
    if not tall:
        return None
    language = identify(string)
    joined_known, rest_known = is_word(joined, language), is_word(rest, language) and len(rest) > 1
    if joined_known is not None and joined_known != rest_known:
        return 0.9 if joined_known else None
    return None if match["cap"] in ARTICLES else 0.7


REPAIR = Repair(
    code="A103",
    name="split-drop-cap",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a drop cap was left apart from its word",
)
