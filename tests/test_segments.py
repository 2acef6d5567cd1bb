"""Whole sentences matched before words: the same variants as word by word, partition included, on texts long enough for it."""

from __future__ import annotations

import random

import pytest

from fidelity.collation import segments as module
from fidelity.collation.segments import segments
from fidelity.collation.tiling import tile
from fidelity.model.collation import VariantKind

WORDS = "the a of council commune house people water road letter winter bread answer long small new came went saw gave".split()


def prose(chance: random.Random, sentences: int) -> list[str]:
    return [
        " ".join(chance.choice(WORDS) + (str(chance.randint(1, 99)) if chance.random() < 0.1 else "") for _ in range(14)) + "."
        for _ in range(sentences)
    ]


def edited(chance: random.Random, text: list[str]) -> list[str]:
    found = list(text)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(found))
        what = chance.randrange(5)
        if what == 0:
            found[at] = found[at].replace(chance.choice(found[at].split()), "never", 1)
        elif what == 1:
            del found[at]
        elif what == 2:
            found.insert(at, found[at])
        elif what == 3:
            found.insert(chance.randrange(len(found)), found.pop(at))
        else:
            found[at] = found[at].replace(" ", "\n", 1)
    return found


@pytest.mark.parametrize("seed", range(60))
def test_the_tiles_part_both_strings_and_no_change_is_lost(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    text = prose(chance, 40)
    changed = edited(chance, text)
    canonical, edition = " ".join(text), "\n".join(changed) if seed % 3 == 0 else " ".join(changed)
    monkeypatch.setattr(module, "LONGEST_UNSEGMENTED", 10**9)
    by_words = tile(canonical, edition)
    monkeypatch.setattr(module, "LONGEST_UNSEGMENTED", 0)
    assert segments(canonical, edition)
    by_sentences = tile(canonical, edition)
    a = b = 0
    for laid in by_sentences.tiles:
        assert (laid.canonical.start, laid.edition.start) == (a, b)
        a, b = laid.canonical.end, laid.edition.end
        if laid.kind is None:
            assert canonical[slice(*laid.canonical)] == edition[slice(*laid.edition)]
    assert (a, b) == (len(canonical), len(edition))
    # never more of the text in variants than word by word, but for a passage that can be read as moved either way
    lost, by_word = (
        sum(t.canonical.length + t.edition.length for t in tiles if t.substantive and t.kind is not VariantKind.TRANSPOSITION)
        for tiles in (by_sentences.tiles, by_words.tiles)
    )
    assert lost <= by_word + 8


def test_a_stretch_is_the_same_characters_on_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_UNSEGMENTED", 0)
    one = "The first sentence stands on its own legs here. It was so. The third sentence is long enough for an anchor."
    two = "The first sentence stands on its own legs here. It was so.\nThe third sentence is long enough for an anchor."
    found = segments(one, two)
    assert [one[s.canonical : s.canonical_end] for s in found] == [two[s.edition : s.edition_end] for s in found]
    assert len(found) == 2, "a paragraph begins between them on one side alone"


def test_short_sentences_are_believed_only_beside_long_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_UNSEGMENTED", 0)
    assert not segments("It was so. And then. They went.", "It was so. And yet. They went.")
    known = "A sentence that is long enough to be believed alone. It was so. And then it went another way altogether here."
    assert segments(known, known.replace("altogether", "entirely"))[0].canonical_end > known.index("It was so")
