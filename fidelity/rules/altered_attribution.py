"""C125 altered-attribution: the name beside a quotation is another"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.change import changed_name
from fidelity.rules.citation_field import restored
from fidelity.rules.difference import Difference, differences, shown

_NEAR = 160
"""Characters between a name and the quotation that it may be named for, at most: a clause or two."""
_SAYS = re.compile(
    r"\b(?:said|says|wrote|writes|argue[sd]?|put it|according|claim(?:s|ed)|note[sd]|observe[sd]|call(?:s|ed)|quote[sd]?|words|"
    r"remark(?:s|ed)|declare[sd]|state[sd]|described?|describes|explain(?:s|ed)|as|schrieb|schreibt|sagte?|nannte|nennt|meinte|zufolge|laut|"
    r"dit|disait|écri(?:t|vit|vait)|selon|dijo|dice|escribió|según|disse|scrisse|scrive|secondo)\b",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Claim]:
    """Claim a name in the running text that was exchanged near a quotation and a word of saying."""
    for difference in differences(case):
        if difference.note is not None or not difference.lost_words or not difference.gained_words or difference.size > 4:
            continue
        old, new = difference.lost_words[-1].form, difference.gained_words[-1].form
        if not _name(old) or not _name(new) or old.casefold() in difference.after.casefold():
            continue
        if changed_name(case, difference) is None or not _beside_quotation(case, difference):
            continue
        yield restored(
            difference, f"the quotation is ascribed to {shown(difference.after)}, and not to {shown(difference.before)}"
        )


def _name(word: str) -> bool:
    return len(word) > 2 and word[0].isupper() and not word.isupper()


def _beside_quotation(case: Case, difference: Difference) -> bool:
    """Whether the canonical place is outside every quotation, and near one in its block with a word of saying between."""
    assert case.canonical is not None
    place, block = difference.canonical, case.canonical.block_at(difference.canonical.start)
    quotations = [q.span for q in case.canonical_marks.quotations if q.closed and not q.block and block.covers(q.span)]
    if any(span.covers(place) for span in quotations):
        return False
    near = [span for span in quotations if _distance(span, place) <= _NEAR and span.length > 12]
    string = case.canonical.string
    return any(
        _SAYS.search(string, max(min(span.start, place.start) - 24, block.start), min(max(span.end, place.end) + 24, block.end))
        for span in near
    )


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


RULE = Rule("C125", "altered-attribution", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
