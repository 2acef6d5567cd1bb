"""T110 omitted-sentence: a whole sentence, or more, of the canonical text is not in the edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Severity
from fidelity.model.late_pattern import late_pattern
from fidelity.model.rule import Case, Rule
from fidelity.model.text import Text
from fidelity.rules.difference import Difference, claim, differences, reading, shown

_END = late_pattern(r"[.!?…][\"”’»)\]]*(?=\s|$)")
_CLOSERS = '"”’»)]*_ \u2028\t'
_FEWEST = 3
"""Words that make a sentence worth the name; fewer are reported as wording."""


def check(case: Case) -> Iterator[Claim]:
    """Claim omissions that begin where a sentence begins and end where one ends."""
    if case.canonical is None:
        return
    if case.relation is Relation.TRANSLATION:
        yield from _untranslated_paragraphs(case, case.canonical)
        return
    for difference in differences(case):
        if difference.gained or difference.moved or len(difference.lost_words) < _FEWEST:
            continue
        if not _is_sentences(case.canonical, difference):
            continue
        count = max(len(_END.findall(difference.before)), 1)
        paragraphs = case.canonical.string.count("\n", *difference.canonical) + 1
        what = f"{paragraphs} paragraphs" if paragraphs > 1 else "a sentence" if count == 1 else f"{count} sentences"
        verb = "was" if paragraphs == count == 1 else "were"
        yield claim(difference, f"{what} ({len(difference.lost_words)} words) {verb} left out: “{shown(difference.before)}”")


def _untranslated_paragraphs(case: Case, canonical: Text) -> Iterator[Claim]:
    from fidelity.rules.translation import is_untranslated, lonely

    for pair in lonely(case) if not is_untranslated(case) else ():
        if pair.canonical.length:
            words = shown(reading(canonical, pair.canonical))
            message = f"nothing in the translation seems to stand for a paragraph of the canonical text: “{words}”"
            yield Claim(message, pair.edition, pair.canonical, severity=Severity.WARNING)


def _is_sentences(text: Text, difference: Difference) -> bool:
    """Whether the lost words are whole sentences; the full stop may be the one before them instead of the one at their end."""
    start, end = difference.canonical
    before = text.string[max(start - 12, 0) : start].rstrip(_CLOSERS + "0123456789")
    begins = start == 0 or before == "" or before[-1] in ".!?…\n:"
    ends = bool(_END.search(difference.before[-4:])) or text.string[end : end + 1] in {"", "\n"}
    if begins and ends:
        return True
    rotated = difference.lost[0].string in ".!?…" or difference.lost[0].is_quotation_mark
    return rotated and text.string[end : end + 1] in {".", "!", "?", "…"}


RULE = Rule("T110", "omitted-sentence", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
