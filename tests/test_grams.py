"""Sequences of words that each of two texts has once: by dictionaries and by arrays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fidelity.collation.chain import Run
from fidelity.collation.grams import _in_arrays, _in_dictionaries, runs_in_common

WORDS = st.lists(st.integers(0, 5), max_size=60)


@given(WORDS, WORDS, st.integers(1, 6))
def test_both_ways_find_the_same(one: list[int], two: list[int], size: int) -> None:
    assert _in_dictionaries(one, two, size) == _in_arrays(one, two, size)


@given(WORDS, WORDS, st.integers(1, 6))
def test_runs_are_equal_words_that_stand_once(one: list[int], two: list[int], size: int) -> None:
    def count(words: list[int], gram: list[int]) -> int:
        return sum(words[k : k + size] == gram for k in range(len(words) - size + 1))

    for run in runs_in_common(one, two, size):
        assert one[run.canonical : run.canonical + run.length] == two[run.edition : run.edition + run.length]
        gram = one[run.canonical : run.canonical + size]
        assert count(one, gram) == count(two, gram) == 1


def test_a_moved_sequence_is_a_run_of_its_own() -> None:
    assert runs_in_common([1, 2, 3, 4, 5, 6], [4, 5, 6, 1, 2, 3], 2) == [Run(0, 3, 3), Run(3, 0, 3)]
