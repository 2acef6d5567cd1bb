"""Numbers that touch the word before them: exponents, and how much speaks for a call."""

from __future__ import annotations

import re

from fidelity.model.span import Span

LETTERS_AT_END = re.compile(r"[^\W\d_]+$")
STRONG = frozenset(",;:!?…”’»›“)]}\"'—–")
UNITS = frozenset("m mm cm dm km ft in yd s sec x y z n r km²".split())
ABBREVIATION = re.compile(
    r"(?:(?:^|[^\w’'])\w|(?:^|[^\w])(?:pp|ff|nr|no|bd|vol|vols|art|figs?|abb|kap|anm|abs|cf|vgl|chap|ch|ca|vv|ll|cols?|fols?|jg|hft|ed|aufl|"
    r"sect?|para?|line|note|nn|plate|pág|núm|livr|cap|tom|lib|st|dr|mr|mrs|op|cit))\.$",
    re.IGNORECASE,
)


def is_exponent(string: str, span: Span) -> bool:
    """Whether a raised numeral stands where units and symbols have theirs: 240 m², x², ²³⁵U."""
    word = LETTERS_AT_END.search(string, max(span.start - 12, 0), span.start)
    if word is None or word.group() not in UNITS:
        return False
    before = string[max(word.start() - 2, 0) : word.start()]
    return not before or before.strip()[-1:].isdigit() or len(word.group()) == 1


def glued_weight(string: str, span: Span) -> float:
    """How well a numeral without geometry sits as a call glued to what stands before it; 0 where it cannot be one."""
    if span.start == 0:
        return 0.0
    before, after = string[span.start - 1], string[span.end : span.end + 1]
    if before.isspace() or before.isdigit() or after.isalnum() or after in ("%", "°", "′"):
        return 0.0
    head = string[max(span.start - 8, 0) : span.start]
    follows_number = after in (".", ",", ":", "/", "-", "–") and string[span.end + 1 : span.end + 2].isdigit()
    if before in STRONG:
        if len(head) > 1 and before in "–—,:’'" and head[-2].isdigit():
            if before != "," or follows_number:
                return 0.0
            # "in 1999,2 it was": a decimal would not be followed by a word
            return 2.5 if re.match(r"\s[^\W\d_A-Z]", string[span.end : span.end + 2]) else 0.5
        return 1.0 if follows_number else 5.0
    if before == ".":
        if ABBREVIATION.search(head) and not head[-2:-1].isdigit():
            return 0.5
        if head[-2:-1].isdigit():
            # "fallen to 46.4 The": a sentence ends here; "Mark 4.2 says" is a reference, "2.7 metres" a decimal
            ends = re.match(r"[”’»)]?(?:\s+[“„«‘(]?[A-ZÀ-Þ]|\s*\n|\s*$)", string[span.end : span.end + 6])
            return 1.2 if ends and not follows_number else 0.0
        return 5.0
    if before.isalpha():
        word = LETTERS_AT_END.search(head)
        letters = word.group() if word else ""
        if letters in UNITS or len(letters) < 2 or letters.isupper() or follows_number:
            return 0.5
        return 3.0
    return 0.0
