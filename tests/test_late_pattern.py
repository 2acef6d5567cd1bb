"""Patterns that are compiled late, and those that ask for a word before they search."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.language import citation_words
from fidelity.model import late_pattern as late
from fidelity.recognition.citations import evidence, parts, serial

NEEDING = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in (parts, serial, evidence)
    for name, value in vars(module).items()
    if isinstance(value, late._Needing)
}
NEEDING |= {f"NUMBERINGS[{k}]": one for k, one in enumerate(serial.NUMBERINGS) if isinstance(one, late._Needing)}
WORDS = sorted({word for words in vars(citation_words).values() if isinstance(words, tuple) for word in words})


def test_a_pattern_is_searched_where_a_word_that_it_needs_is_there() -> None:
    pattern = late.late_pattern(r"(?:edited by|eds\.)\s\w+", needs=("edited by", "eds."))
    assert pattern.search("Rain, edited\u00a0by Berg") is None  # it has no such space itself
    found = pattern.search("Rain, eds. Berg")
    assert found is not None
    assert found[0] == "eds. Berg"
    assert pattern.match("Rain, eds. Berg", 6) is not None
    assert pattern.search("2eds. Berg") is not None
    assert [match.span() for match in pattern.finditer("eds. A eds. B", 1)] == [(7, 13)]
    assert pattern.search("eds. Berg", 0, 6) is not None
    assert pattern.search("Rain, eds. Berg", 0, 9) is None
    assert pattern.fullmatch("eds. Berg") is not None


def test_a_pattern_is_searched_where_its_shape_is() -> None:
    pattern = late.late_pattern(r"\d+;\((\d+)\)", shape=r";\(")
    assert pattern.search("12;(3)") is not None
    assert pattern.search("12;(3)", 3) is None
    assert list(pattern.finditer("12 (3)")) == []


def test_case_is_ignored_where_the_flags_ignore_it() -> None:
    pattern = late.late_pattern(r"stand:?\s\d+|maß", re.IGNORECASE, needs=("Stand", "Maß"))
    assert pattern.search("STAND 12") is not None
    assert pattern.search("MAẞ") is not None
    assert pattern.search("stan 12") is None


def test_letters_that_match_an_i_and_fold_to_none_let_a_pattern_search() -> None:
    pattern = late.late_pattern(r"institut\s\w+", re.IGNORECASE, needs=("Institut",))
    for word in ("İNSTİTUT", "ınstıtut", "Institut"):
        assert pattern.search(f"Berg, {word} Rain") is not None, word


def test_patterns_that_need_words_were_found() -> None:
    assert len(NEEDING) >= 12


@pytest.mark.parametrize("name", NEEDING)
@given(
    st.lists(
        st.sampled_from(
            [
                *WORDS,
                "Anna Berg",
                "O. Lind",
                "(",
                ")",
                ",",
                ";",
                "12",
                "IV",
                "1999",
                "[",
                "ed",
                "vols",
                "2ªed.",
                "x[1999] 2 AC 15",
                "3 U.S. 4",
                "1aed.,",
                "2",
            ]
        )
    )
)
def test_the_words_that_a_pattern_needs_are_all_that_it_can_do_without(name: str, words: list[str]) -> None:
    pattern = NEEDING[name]
    flags = pattern._late.flags
    string = " ".join(words).replace("( ", "(").replace(" )", ")").replace(" ,", ",").replace(" ;", ";")
    expected = [match.span() for match in re.compile(pattern.pattern, flags).finditer(string)]
    assert [match.span() for match in pattern.finditer(string)] == expected


@pytest.mark.parametrize("name", NEEDING)
def test_each_word_that_a_pattern_needs_lets_it_search(name: str) -> None:
    pattern = NEEDING[name]
    compiled = re.compile(pattern.pattern, pattern._late.flags)
    for word in WORDS:
        for string in (
            f"Berg, ({word} Anna Lind, {word} 12, Lind, {word}; 3. {word}, {word})",
            f"x ({word}) {word} IV, {word}",
        ):
            assert [m.span() for m in pattern.finditer(string)] == [m.span() for m in compiled.finditer(string)], (word, string)
