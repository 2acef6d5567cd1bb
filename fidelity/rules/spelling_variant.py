"""T121 spelling-variant: -ise and -ize spellings of one word, counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.spelling import is_pair
from fidelity.model.collation import Variant
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule


def check(case: Case) -> Iterator[Claim]:
    """Claim each pair once, with the number of its places: for information, since either spelling is free."""
    if case.collation is None:
        return
    pairs: dict[tuple[str, str], list[Variant]] = defaultdict(list)
    for variant in case.collation.variants:
        if variant.substantive or variant.call:
            continue
        old, new = case.collation.readings(variant)
        if old.isalpha() and new.isalpha() and is_pair(old, new):
            pairs[old.casefold(), new.casefold()].append(variant)
    for (old, new), found in pairs.items():
        places = f" ({len(found)} places)" if len(found) > 1 else ""
        indexes = frozenset(variant.index for variant in found)
        yield Claim(f"“{old}” is spelt “{new}”{places}", found[0].edition, found[0].canonical, indexes)


RULE = Rule("T121", "spelling-variant", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=True)
