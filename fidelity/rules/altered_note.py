"""N121 altered-note: the body of a note is not the canonical one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import changed_number, changed_punctuation, described
from fidelity.rules.citation_form import is_same_word
from fidelity.rules.difference import Difference, claim, differences
from fidelity.rules.place import note_label

_NEAR = 16
"""Characters before or behind a change that are looked at for the mark that stands there."""


def check(case: Case) -> Iterator[Claim]:
    """Claim what differs in the body of a note; citations and quotations in it have rules of their own, which come first."""
    for difference in differences(case):
        label = note_label(case, difference)
        if label is None:
            continue
        message = f"note {label} was altered: {described(case, difference)}"
        if _is_of_form(case, difference):
            yield claim(difference, f"{message}, which is a change of form only", Severity.INFO)
            continue
        slight = changed_punctuation(difference) is not None and changed_number(case, difference) is None
        yield claim(difference, message, Severity.WARNING if slight else None)


def _is_of_form(case: Case, difference: Difference) -> bool:
    """Whether only the style changed: "&" for "and", "n." for "note" before its number, the case of a first letter."""
    before, after = difference.before.strip(), difference.after.strip()
    if difference.moved or not before or not after:
        return False
    if before.casefold() == after.casefold():
        start = difference.edition.start
        line = case.edition.string[max(start - _NEAR, 0) : start]
        opened = line.rstrip(" ([“„«").endswith((".", "\n", ";", "!", "?"))
        return opened and before[1:] == after[1:]
    follows = case.edition.string[difference.edition.end : difference.edition.end + _NEAR].lstrip(" .\u00a0\u202f")[:1]
    return is_same_word(before, after) and ("&" in before + after or follows.isdigit())


RULE = Rule("N121", "altered-note", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
