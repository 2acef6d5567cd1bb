"""T109 altered-qualifier: a word that says how much, how sure or how binding was exchanged, lost or added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.qualifiers import FEW, is_qualifier, is_qualifying_phrase
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import both_readings, passage_changed
from fidelity.rules.difference import Difference, Token, claim, differences
from fidelity.rules.tongue import language_of

_LONGEST = 20
"""Characters behind an article among which the next word is."""


def check(case: Case) -> Iterator[Claim]:
    """Claim small changes in which modal, quantifying or limiting words are not the same on both sides."""
    language = language_of(case)
    for difference in differences(case):
        if passage_changed(difference):
            continue
        if article := _article_of_few(case, difference, language):
            few, some = article
            yield claim(difference, f"“{few}” became “{some}”" if difference.gained else f"“{some}” became “{few}”")
            continue
        before, after = _forms(difference.lost_words), _forms(difference.gained_words)
        lost, gained = before - after, after - before  # a capital that came with the change is none
        telling = [
            any(is_qualifier(word, language) for word in words) or is_qualifying_phrase(reading, language)
            for words, reading in ((lost, difference.before), (gained, difference.after))
        ]
        # one that became some other word is a change of wording like any other
        if not (all(telling) or (any(telling) and not (lost and gained))):
            continue
        gone, new = list(lost.elements()), list(gained.elements())
        if len(gone) == len(new) == 1:
            yield claim(difference, f"“{gone[0]}” became “{new[0]}”")
        elif len(gone) + len(new) == 1:
            yield claim(difference, f"“{(gone or new)[0]}” was {'lost' if gone else 'added'}")
        elif not (gone and new):
            yield claim(difference, f"{both_readings(difference)} was {'lost' if gone else 'added'}")
        else:
            yield claim(difference, f"the qualification changed: {both_readings(difference)}")


def _article_of_few(case: Case, difference: Difference, language: str | None) -> tuple[str, str] | None:
    """The two readings where only the article was lost or added that tells "a few" from "few"."""
    article, amounts = FEW.get(language or "", ("", ()))
    words = difference.lost_words + difference.gained_words
    if difference.moved or len(words) != 1 or words[0].form.casefold() != article:
        return None
    following = case.edition.string[difference.edition.end : difference.edition.end + _LONGEST].split()
    amount = following[0].strip(".,;:!?").casefold() if following else ""
    return (amount, f"{article} {amount}") if amount in amounts else None


def _forms(words: tuple[Token, ...]) -> Counter[str]:
    forms = Counter(word.form.casefold() for word in words)
    if cannot := forms.pop("cannot", 0):  # that it denies is said elsewhere
        forms.update({"can": cannot, "not": cannot})
    return forms


RULE = Rule("T109", "altered-qualifier", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
