"""The spaces inside a citation decide nothing about what is read in it, and its places are those of the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity import parse_citations

LINES = (
    "Donald E. Knuth, Seminumerical Algorithms, 3. Aufl., Reading 1997, p. 27.",
    "Erich Auerbach, *Mimesis*, trad. fr. Willard R. Trask, Princeton, Princeton University Press, 1953, p. 23.",
    "See A. Ross, “The Ferry,” Review of Rivers 12, no. 3 (1976): 45–50; Ross, *Quarries*, 12.",
    "Berg, A. (1976). *The long harbour*. Berlin: Anker.",
    "Vgl. Anna Berg, Der Hafen, in: Otto Lind (Hg.), Flüsse, Köln 1976, S. 12–15, hier S. 13.",
)


@pytest.mark.parametrize("line", LINES)
@given(data=st.data())
def test_other_spaces_make_no_other_citation(line: str, data: st.DataObject) -> None:
    spaces = st.sampled_from([" ", "  ", "\u00a0", "\u202f", " \u00a0", "\t", "   "])
    other = re.sub(" ", lambda _: data.draw(spaces), line)
    one, two = parse_citations(line), parse_citations(other)
    assert one
    assert [(cited.kind, _plain(cited.fields)) for cited in one] == [(cited.kind, _plain(cited.fields)) for cited in two]
    for cited in two:
        printed = other[cited.start : cited.end]
        assert all(string in printed for strings in cited.fields.values() for string in strings)


def _plain(fields: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {name: [re.sub(r"\s+", " ", string) for string in strings] for name, strings in fields.items()}
