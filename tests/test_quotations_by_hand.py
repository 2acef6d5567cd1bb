"""Quotations written by hand in six languages: good ones in every convention, and ones spoilt as by a careless hand.

Nothing was tuned with them but what they showed to be wrong. In `spoilt` files ⟦⟧ hold what was spoilt, or stand where words
were left out.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fidelity import api
from fidelity.model.declarations import Relation
from fidelity.model.finding import Severity
from fidelity.readers.markdown import read_markdown

FOLDER = Path(__file__).parent / "quotations_by_hand"
LANGUAGES = ("de", "en", "es", "fr", "it", "pt")
NEAR = 12
"""Characters between a finding and what was spoilt, at most: a word."""


def cases(name: str) -> list[str]:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8").rstrip("\n").split("\n\n***\n\n")


def findings(language: str, several: list[str]) -> list[list[tuple[int, int, str]]]:
    """For each case what is found in it: offsets in the case, and the finding in words."""
    canonical = read_markdown((FOLDER / f"{language}.md").read_bytes(), "canonical.md")
    edition = read_markdown("\n\n".join(several).encode(), "essay.md")
    starts = [sum(len(case) + 2 for case in several[:k]) for k in range(len(several))]
    found: list[list[tuple[int, int, str]]] = [[] for _ in several]
    for one in api.examine(edition, canonical, Relation.QUOTING).findings:
        if one.severity is not Severity.INFO and one.start is not None and one.end is not None:
            k = max(k for k, start in enumerate(starts) if start <= one.start.offset)
            said = f"{one.code} {one.message}"
            found[k].append((one.start.offset - starts[k], one.end.offset - starts[k], said))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_good_quotations_are_left_alone(language: str) -> None:
    several = cases(f"{language}-good")
    assert {case: found for case, found in zip(several, findings(language, several), strict=True) if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_spoilt_quotations_are_found_where_they_were_spoilt(language: str) -> None:
    several = cases(f"{language}-spoilt")
    missed = []
    for case, found in zip(several, findings(language, [re.sub("[⟦⟧]", "", one) for one in several]), strict=True):
        for number, mark in enumerate(re.finditer("⟦([^⟧]*)⟧", case)):
            start = mark.start() - 2 * number
            end = start + len(mark[1])
            if not any(first <= end + NEAR and last >= start - NEAR for first, last, _ in found):
                missed.append((case, found))
    assert missed == []
