"""C125 altered-attribution: the name beside a quotation is another"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.citation_forms import folded
from fidelity.language.function_words import FUNCTION_WORDS
from fidelity.language.saying import ACCORDING, PRONOUNS, SAYING
from fidelity.model.finding import Claim, Severity
from fidelity.model.late_pattern import late_pattern
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.change import changed_name
from fidelity.rules.citation_field import restored
from fidelity.rules.difference import Difference, differences, shown

_NEAR = 160
"""Characters between a name and the quotation that it may be named for, at most: a clause or two."""
_BETWEEN_BLOCKS = 3
"""Characters between a block quotation and the paragraph that names its author, at most."""
_VERBS = "|".join(map(re.escape, sorted(SAYING | ACCORDING)))
_SAYS = late_pattern(rf"\b(?:{_VERBS}|as|put it|words|describes?|gesagt|geschrieben)\b", re.IGNORECASE)
_BEHIND = late_pattern(rf",?\s(?:{_VERBS})\b")
_BEFORE = late_pattern(rf"\b(?:{_VERBS}|gesagt|von)\s$")
_SENTENCE_ENDS = late_pattern(r"[^\W\d_]{3}[.!?…][”’»\")\]\d]*\s+[^\W\d_a-z]")
"""Behind it begins a sentence, and what was named before, a place in a narrative perhaps, does not say the quotation."""


def check(case: Case) -> Iterator[Claim]:
    """Claim a name in the running text that was exchanged near a quotation and a word of saying."""
    for difference in differences(case):
        if difference.note is not None or not difference.lost_words or not difference.gained_words or difference.size > 4:
            continue
        old, new = difference.lost_words[-1].form, difference.gained_words[-1].form
        if not _name(old) or not _name(new) or folded(old) in folded(difference.after):
            continue
        if (changed_name(case, difference) is None and not _speaks(case, difference)) or not _beside_quotation(
            case, difference
        ):
            continue
        yield restored(
            difference, f"the quotation is ascribed to {shown(difference.after)}, and not to {shown(difference.before)}"
        )


def _name(word: str) -> bool:
    known = word.casefold() in PRONOUNS or word.casefold() in FUNCTION_WORDS
    return len(word) > 2 and word[0].isupper() and not word.isupper() and not known


def _speaks(case: Case, difference: Difference) -> bool:
    """Whether the word right beside what changed says that it speaks: where nouns are capitalised, that alone tells a name."""
    string, place = case.edition.string, difference.edition
    return bool(_BEHIND.match(string, place.end) or _BEFORE.search(string, max(place.start - 24, 0), place.start))


def _beside_quotation(case: Case, difference: Difference) -> bool:
    """Whether the canonical place is outside every quotation, and near one in or beside its block, with a word of saying."""
    assert case.canonical is not None
    place, block = difference.canonical, case.canonical.block_at(difference.canonical.start)
    quotations = [
        q.span
        for q in case.canonical_marks.quotations
        if q.closed and (_distance(q.span, block) <= _BETWEEN_BLOCKS if q.block else block.covers(q.span))
    ]
    if any(span.covers(place) for span in quotations):
        return False
    string = case.canonical.string
    near = [
        span
        for span in quotations
        if _distance(span, place) <= _NEAR and span.length > 12 and not _SENTENCE_ENDS.search(string, *_gap(span, place))
    ]
    return any(
        _SAYS.search(string, max(min(span.start, place.start) - 24, block.start), min(max(span.end, place.end) + 24, block.end))
        for span in near
    )


def _gap(one: Span, other: Span) -> tuple[int, int]:
    """What stands between two places; nothing where they touch or overlap."""
    start = min(one.end, other.end)
    return start, max(one.start, other.start, start)


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


RULE = Rule("C125", "altered-attribution", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
