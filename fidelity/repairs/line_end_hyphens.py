"""The hyphens at line ends, and what the whole text says of its hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from fidelity.model.derived import derived
from fidelity.model.text import Text
from fidelity.repairs.hyphen_habits import Habits
from fidelity.repairs.vocabulary import Vocabulary

HYPHENS = "-\u2010\u00ad\u2011\ufffe"
BREAK = re.compile(
    rf"(?<![^\W_])(?<![^\W_][-’'])(?P<left>[^\W_]+(?:[-’'][^\W_]+)*)(?P<hyphen>[{HYPHENS}])(?P<end>[^\S\n]*\n\s*)(?P<right>[^\W_]+(?:[-’'][^\W_]+)*)"
)
BEHIND_WORD = re.compile(rf"[{HYPHENS}](?<=\w[{HYPHENS}])[^\S\n]*\n")
"""A hyphen at a line end; characters are sought first, since what may stand before one stands everywhere."""
AT_LINE_END = re.compile(rf"[{HYPHENS}][^\S\n]*\n\s*[^\W_]")


@dataclass(frozen=True, slots=True)
class HyphenEvidence:
    """What the whole text says of its hyphens."""

    vocabulary: Vocabulary
    trusted: str | None
    """The hyphen that stands only where a word is broken."""
    language: str | None
    string: str
    mixed: bool
    """Whether the other hyphens break words too: one document may have both kinds, by the encodings of its fonts."""
    habits: Habits = field(default_factory=Habits)


def breaks(string: str) -> Iterator[re.Match[str]]:
    """What `BREAK` finds, sought from the hyphens at line ends: there are few of them."""
    at = 0
    for hyphen in AT_LINE_END.finditer(string):
        # no word reaches over a blank
        begin = max(string.rfind(" ", at, hyphen.start()) + 1, string.rfind("\n", at, hyphen.start()) + 1, at)
        start = BREAK.search(string, begin, hyphen.end())
        match = BREAK.match(string, start.start()) if start is not None else None
        if match is not None:
            yield match
            at = match.start("right")


def telling_hyphen(text: Text) -> str | None:
    """The hyphen that a producer sets only where it breaks a word, beside others at line ends; None if there is none.

    WeasyPrint, browsers and some Typst files break words with U+2010 or U+00AD and leave the hyphens of compounds as U+002D;
    where every line-end hyphen is of one kind it tells nothing (some producers map all hyphens to U+00AD).
    """
    string = text.string
    at_ends = {match[0][0] for match in BEHIND_WORD.finditer(string)}
    for hyphen in "\u00ad\u2010\ufffe":
        if hyphen in at_ends and len(at_ends) > 1 and not re.search(rf"\w{hyphen}\w", string):
            return None if _joins_compounds(hyphen, text) else hyphen
    return None


@derived(heeds=())
def only_at_line_ends(text: Text) -> frozenset[str]:
    """The hyphens other than the plain one that stand at line ends alone, while words and addresses have the plain one."""
    if re.search(r"\w-\w", text.string) is None:
        return frozenset()
    return frozenset(
        hyphen for hyphen in "\u00ad\u2010\ufffe" if hyphen not in text.string or not re.search(rf"\w{hyphen}\w", text.string)
    )


def _joins_compounds(hyphen: str, text: Text) -> bool:
    """Whether this kind of hyphen was printed inside lines, where an earlier repair has made plain hyphens of it."""
    origin, transcript = text.origin, text.source.transcript
    places = (match.start() for match in re.finditer("-", text.string) if origin[match.start()] < 0)
    return any(transcript[~origin[place]] == hyphen for place in places if ~origin[place] < len(transcript))
