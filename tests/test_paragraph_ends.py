"""Where a line's words may end a sentence."""

from __future__ import annotations

import pytest

from fidelity.repairs.printed_lines import ends_sentence


@pytest.mark.parametrize("words", ["es ist wahr.«", "c’est vrai. »", "es ist wahr!‹«", "“It is true.”", "It is true.)"])
def test_closing_marks_of_every_language_are_passed_over(words: str) -> None:
    assert ends_sentence(words)


@pytest.mark.parametrize("words", ["er sagte: »wahr« und", "he said “true”", "«", ""])
def test_a_quoted_word_ends_no_sentence(words: str) -> None:
    assert not ends_sentence(words)
