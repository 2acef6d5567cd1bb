"""T111 doubled-text: words, a sentence or a passage stand twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.late_pattern import late_pattern
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.difference import Difference, claim, differences, shown, tokens

_FEWEST_ELSEWHERE = 6
"""Words that make a passage known wherever it stands; fewer are doubled only where they touch."""
_WORDS = late_pattern(r"[^\W_]+")


def check(case: Case) -> Iterator[Claim]:
    """Claim added words that stand there already: beside them, or, for a longer passage, somewhere in the canonical text."""
    whole: str | None = None
    for difference in differences(case):
        if difference.moved or difference.lost_words or not difference.gained_words:
            continue
        count = len(difference.gained_words)
        words = shown(difference.after)
        if _touches_its_double(case, difference):
            yield claim(
                difference, f"“{words}” stands there twice" if count < 8 else f"{count} words stand there twice: “{words}”"
            )
        elif count >= _FEWEST_ELSEWHERE and case.canonical is not None:
            whole = whole or f" {_plain(case.canonical.everything)} "
            if f" {_plain(difference.after)} " in whole:
                yield claim(difference, f"a passage of {count} words is repeated here: “{words}”")


def _plain(string: str) -> str:
    return " ".join(_WORDS.findall(string)).casefold()


def _touches_its_double(case: Case, difference: Difference) -> bool:
    start, end = difference.edition
    reach = difference.edition.length + 24
    limit = len(case.edition.string)
    wanted = [word.form.casefold() for word in difference.gained_words]
    before = [t.form.casefold() for t in tokens(case.edition, Span(max(start - reach, 0), start)) if t.is_word]
    after = [t.form.casefold() for t in tokens(case.edition, Span(end, min(end + reach, limit))) if t.is_word]
    return before[-len(wanted) :] == wanted or after[: len(wanted)] == wanted


RULE = Rule("T111", "doubled-text", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
