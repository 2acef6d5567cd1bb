"""Collation: laws 5 and 7, every accidental of the design, variants where a reader wants them, moved passages, notes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.collation import collate
from fidelity.collation.strands import apply_variants
from fidelity.collation.tiling import tile
from fidelity.collation.tokens import tokens
from fidelity.language.spelling import is_pair, with_s
from fidelity.model.collation import Collation, VariantKind
from fidelity.model.late_pattern import late_pattern
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown

SEED = (Path(__file__).parent.parent / "fixtures" / "seed" / "seed.md").read_text(encoding="utf-8")


def read(content: str) -> Text:
    return read_markdown(content.encode("utf-8"), "x.md")


def compared(canonical: str, edition: str) -> Collation:
    return collate(read(canonical), read(edition))


def changes(canonical: str, edition: str) -> list[tuple[str, str]]:
    """The readings of the substantive tiles of two strings."""
    return [
        (canonical[slice(*laid.canonical)], edition[slice(*laid.edition)])
        for laid in tile(canonical, edition).tiles
        if laid.substantive
    ]


# -- laws ---------------------------------------------------------------------------------------------------------------

MATERIAL = st.sampled_from(
    "the |not |Chávez |house |grassroots-state |organize |a |b |c |don’t |1,000 |12 |. |, |; |“|”|\"|'|’|—| – |-|…|. . .|[…] |"
    "[sic] |[T]he |\n|\u2028|(|)|\u00ad|\u200b|\u00a0|ﬁ|e\u0301|é|漢字|mronline.org ".split("|")
)
WRITING = st.lists(MATERIAL, max_size=60)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """A text and what became of it: pieces dropped, doubled, put in, exchanged and moved."""
    pieces = draw(WRITING)
    changed = list(pieces)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(changed)))
        end = min(len(changed), at + draw(st.integers(0, 20)))
        what = draw(st.sampled_from(["drop", "double", "put in", "move"]))
        if what == "drop":
            del changed[at:end]
        elif what == "double":
            changed[at:at] = changed[at:end]
        elif what == "put in":
            changed[at:end] = draw(st.lists(MATERIAL, max_size=3))
        else:
            moved = changed[at:end]
            del changed[at:end]
            to = draw(st.integers(0, len(changed)))
            changed[to:to] = moved
    return "".join(pieces), "".join(changed)


@settings(max_examples=400, deadline=None)
@given(edited())
def test_tiles_part_both_witnesses_and_make_the_edition(pair: tuple[str, str]) -> None:
    canonical, edition = pair
    tiling = tile(canonical, edition)
    a = b = 0
    made = []
    for k, laid in enumerate(tiling.tiles):
        assert (laid.canonical.start, laid.edition.start) == (a, b)
        a, b = laid.canonical.end, laid.edition.end
        assert laid.canonical.length or laid.edition.length
        if laid.kind is None:
            assert canonical[slice(*laid.canonical)] == edition[slice(*laid.edition)]
            made.append(canonical[slice(*laid.canonical)])
        else:
            made.append(edition[slice(*laid.edition)])
        if laid.kind is VariantKind.TRANSPOSITION:
            assert laid.partner is not None
            assert tiling.tiles[laid.partner].partner == k
    assert (a, b) == (len(canonical), len(edition))
    assert "".join(made) == edition


@settings(max_examples=200, deadline=None)
@given(edited())
def test_what_differs_in_words_is_substantive(pair: tuple[str, str]) -> None:
    """A word that one side has more often than the other cannot vanish among accidentals (marked omissions aside)."""
    canonical, edition = pair
    if "[" in edition or "[" in canonical:
        return
    if canonical.count("not") != edition.count("not"):
        assert changes(canonical, edition)


@settings(max_examples=150, deadline=None)
@given(WRITING)
def test_a_text_has_no_variants_against_itself(pieces: list[str]) -> None:
    string = "".join(pieces)
    assert all(laid.kind is None for laid in tile(string, string + "").tiles)
    text = Text.of_source(read("x").source)
    assert not collate(text, text).variants


def test_the_seed_against_itself() -> None:
    collation = compared(SEED, SEED)
    assert not collation.variants
    assert all(pair.canonical and pair.edition for pair in collation.notes)


# -- accidentals: none is substantive ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("canonical", "edition"),
    [
        ("He said, “like his own life.” In", 'He said, "like his own life." In'),
        ("He said, “like his own life.” In", "He said, „like his own life.“ In"),
        ("He said, “like his own life.” In", "He said, « like his own life. » In"),
        ("He said, “like his own life.” In", "He said, “like his own life”. In"),
        ("“below,” involving", "“below”, involving"),
        ("“a ‘b’ c” d", "‘a “b” c’ d"),
        ("‘the workers’ movement’ is", "“the workers’ movement” is"),
        ("don’t", "don't"),
        ("here—are the", "here – are the"),
        ("here—are the", "here -- are the"),
        ("here – are the", "here - are the"),
        ("US–China war", "US-China war"),
        ("pages 391–399 there", "pages 391-399 there"),
        ("pages 391–399 there", "pages 391—399 there"),
        ("The yardstick…of", "The yardstick...of"),
        ("The yardstick…of", "The yardstick . . . of"),
        ("The yardstick … of", "The yardstick […] of"),
        ("The yardstick […] of", "The yardstick … of"),
        ("here. … Then", "here. . . . Then"),
        ("here. … Then", "here.… Then"),
        ("Oui ! Non ; si", "Oui\u202f! Non\u00a0; si"),
        ("Oui ! Non", "Oui! Non"),
        ("two\nlines", "two lines"),
        ("verse\u2028line", "verse line"),
        ("Chávez", "Cha\u0301vez"),
        ("efforts", "eﬀorts"),
        ("eﬀorts", "efforts"),
        ("soft\u00adhyphen", "softhyphen"),
        ("a wo\u200brd", "a word"),
        ("back ↩\ufe0e", "back ↩"),
        ("It was the end", "It was [t]he end"),
        ("and the man", "and [T]he man"),
        ("want to go", "want[ed] to go"),
        ("in the hopeless case", "in the hope[less] case"),
        ("they believe it", "they [be]lieve it"),
        ("of the état and", "of the [É]tat and"),
        ("he said that it was not so, and went on at once", "he said that […] and went on at once"),
        ("a b c d e f g", "a b […] f g"),
        ("a b. C d e. F g", "a b. […] F g"),
        ("he said so", "he [Chávez] said so"),
        ("he said so", "[Chávez] said so"),
        ("a wierd word", "a wierd [sic] word"),
        ("organised labour", "organized labour"),
        ("Decentralization is", "Decentralisation is"),
        ("Some.\nitem one\nitem two", "Some.\n• item one\n* item two"),
        ("10 000 men", "10\u202f000 men"),
        ("the 1st of May", "the 1ˢᵗ of May"),
        ("au XIXᵉ siècle", "au XIXe siècle"),
        ("la loi nᵒ 12 du 1ᵉʳ mars", "la loi no 12 du 1er mars"),
        ("Mᵐᵉ Morel, 3º y 2ª", "Mme Morel, 3o y 2a"),
    ],
)
def test_accidentals(canonical: str, edition: str) -> None:
    assert changes(canonical, edition) == []
    assert any(laid.kind is not None for laid in tile(canonical, edition).tiles)


@pytest.mark.parametrize(
    ("canonical", "edition"), [("the 2ⁿ of it", "the 2n of it"), ("an area of xᵃ", "an area of xa"), ("5 m²", "5 m2")]
)
def test_raised_signs_of_formulas_are_no_accidentals(canonical: str, edition: str) -> None:
    assert changes(canonical, edition) != []


# -- substantive variants, each with the readings that a person would give ------------------------------------------------


@pytest.mark.parametrize(
    ("canonical", "edition", "readings"),
    [
        ("is not because of", "is because of", [("not ", "")]),
        ("a big red dog ran", "a large dog ran", [("big red", "large")]),
        ("the big dog and the cat", "the small dog and the fox", [("big", "small"), ("cat", "fox")]),
        ("year 2008, p. 12 of", "year 2018, p. 13 of", [("2008", "2018"), ("12", "13")]),
        ("x 1,000 y", "x 1,500 y", [("1,000", "1,500")]),
        ("A b c. Omitted sentence here. D e f", "A b c. D e f", [("Omitted sentence here. ", "")]),
        ("The dog. The cat. The end of it", "The dog. The end of it", [("The cat. ", "")]),
        ("The dog. The end of it", "The dog. The cat. The end of it", [("", "The cat. ")]),
        ("word, next", "word next", [(",", "")]),
        ("which, it seems, was", "which it seems was", [(",", ""), (",", "")]),
        ("ends here. Then", "ends here? Then", [(".", "?")]),
        ("the “fundamental cells” of", "the fundamental cells of", [("“", ""), ("”", "")]),
        ("the “fundamental cells” of it", "the “fundamental cells of it”", [("”", ""), ("", "”")]),
        ("grassroots-state power", "grassroots state power", [("-", " ")]),
        ("co-operate now", "cooperate now", [("co-operate", "cooperate")]),
        ("here—are the", "here-are the", [("—", "-")]),
        ("prise it", "prize it", [("prise", "prize")]),
        ("Hugo Chávez", "Hugo Chavez", [("Chávez", "Chavez")]),
        ("the State of", "the state of", [("State", "state")]),
        ("Shortly before dying, Hugo", "Before dying, Hugo", [("Shortly before", "Before")]),
        ("was not only the", "was only not the", [("not only", "only not")]),
        ("the end. The next", "the end. [Not so.] The next", []),
        ("he did not go", "he did [surely] go", [("not", "[surely]")]),
        ("he did not go", "he did […] go", [("not", "[…]")]),
        ("it was impossible to", "it was [p]ossible to", [("impossible", "[p]ossible")]),
        ("he was unable to", "he was [a]ble to", [("unable", "[a]ble")]),
        ("a careless man", "a care[ful] man", [("careless", "care[ful]")]),
        ("a hopeful man", "a hope[less] man", [("hopeful", "hope[less]")]),
        ("in 1999 it", "in [2009] it", [("1999", "[2009]")]),
        ("see mronline.org.", "see mroniine.org.", [("mronline.org", "mroniine.org")]),
        ("Shortly before", "S hortly before", [("Shortly", "S hortly")]),
        ("imperialism. The", "imperialism.12 The", [("", "12")]),
        ("tauscht", "täuscht", [("tauscht", "täuscht")]),
        ("a b c d e f g", "a b … f g", [("c d e", "…")]),
        ("[T]he end", "The end", [("[T]he", "The")]),
        ("“How?” he", "“How” he", [("?", "")]),
    ],
)
def test_substantive(canonical: str, edition: str, readings: list[tuple[str, str]]) -> None:
    assert changes(canonical, edition) == readings


def test_spelling_pairs_are_whole_words_of_listed_stems() -> None:
    for pair in ("organise organize", "Realising Realizing", "nationalisations nationalizations", "EMPHASISE EMPHASIZE"):
        assert is_pair(*pair.split()), pair
    for word in "prize size seize capsize exercize advize surprize comprize televize analyze gaze maize rize":
        assert with_s(word) == word


# -- moved passages ------------------------------------------------------------------------------------------------------


def paragraphs() -> list[str]:
    return SEED.split("\n\n")


def test_exchanged_paragraphs_are_two_moves_and_nothing_else() -> None:
    blocks = paragraphs()
    blocks[2], blocks[6] = blocks[6], blocks[2]
    collation = compared(SEED, "\n\n".join(blocks))
    kinds = [variant.kind for variant in collation.substantive if not variant.call]
    assert kinds == [VariantKind.TRANSPOSITION] * 4
    for variant in collation.substantive:
        assert variant.partner is not None
        assert collation.variants[variant.partner].partner == variant.index
    assert not [variant for variant in collation.variants if variant.call]


def test_a_word_changed_in_a_moved_paragraph_is_a_variant_of_its_own() -> None:
    blocks = paragraphs()
    moved = blocks.pop(2).replace("seasoned scholar", "famous scholar")
    blocks.insert(8, moved)
    collation = compared(SEED, "\n\n".join(blocks))
    assert [variant.kind.value for variant in collation.substantive] == ["transposition", "transposition", "substitution"]
    assert collation.readings(collation.substantive[-1]) == ("seasoned", "famous")
    where = collation.to_edition(collation.canonical.string.index("Steve Ellner noted"))
    assert where is not None
    assert collation.edition.string[where:].startswith("Steve Ellner noted")


# -- notes ---------------------------------------------------------------------------------------------------------------


def without_note(number: int) -> str:
    content = "\n\n".join(block for block in paragraphs() if not block.startswith(f"[^{number}]:")).replace(f"[^{number}]", "")
    for later in range(number + 1, 8):
        content = content.replace(f"[^{later}]", f"[^{later - 1}]")
    return content


def test_a_lost_note_is_one_variant_and_renumbering_none() -> None:
    collation = compared(SEED, without_note(3))
    (lost,) = collation.substantive
    assert lost.kind is VariantKind.OMISSION
    assert collation.readings(lost)[0].startswith("Vijay Prashad")
    assert collation.edition.string[: lost.edition.start].endswith("The Darker Nations.")
    assert collation.relabelled == (("4", "3"), ("5", "4"), ("6", "5"), ("7", "6"))


PARAGRAPHS = (
    "The rivers rose in the night and nobody slept in the lower town.",
    "— It was late, said the miller, and the children had gone home across the bridge.",
    "After these words the council went back to the hall and spoke of the harvest.",
    "Nobody answered him, since the winter had been long and the stores were low.",
    "— Yes, said the baker, we have waited for the boats since the beginning of March.",
    "The boats came at last, and with them the news that the war was over.",
)


@pytest.mark.parametrize(
    ("moved", "inside"),
    [
        (PARAGRAPHS[1], 0),
        (PARAGRAPHS[1].removeprefix("— "), 1),
        (PARAGRAPHS[1].removesuffix(".") + "?", 1),
        (PARAGRAPHS[1].replace("late,", "late"), 1),
    ],
)
def test_marks_at_the_rim_of_a_moved_paragraph_are_its_own(moved: str, inside: int) -> None:
    """Where the halves of the passage were cut is no change of its marks; a mark that it lost is."""
    first, _, third, fourth, *others = PARAGRAPHS
    canonical, edition = "\n\n".join(PARAGRAPHS), "\n\n".join((first, third, fourth, moved, *others))
    found = compared(canonical, edition).substantive
    assert sum(variant.kind is VariantKind.TRANSPOSITION for variant in found) == 2
    assert sum(variant.kind is not VariantKind.TRANSPOSITION for variant in found) == inside


def test_an_added_note_is_one_variant() -> None:
    collation = compared(without_note(3), SEED)
    (added,) = collation.substantive
    assert added.kind is VariantKind.ADDITION
    assert collation.readings(added)[1].startswith("Vijay Prashad")


def test_calls() -> None:
    moved = compared(SEED, SEED.replace("own life.”[^1]", "own life.”").replace("promoted by all", "promoted[^1] by all"))
    (variant,) = moved.substantive
    assert variant.call
    assert moved.readings(variant) == ("1", "1")
    assert moved.edition.string[: variant.edition.start].endswith("promoted")
    lost = compared(SEED, SEED.replace("own life.”[^1]", "own life.”"))
    (variant,) = lost.substantive
    assert (variant.call, variant.kind) == (True, VariantKind.OMISSION)
    added = compared(SEED, SEED.replace("promoted by all", "promoted[^1] by all"))
    (variant,) = added.substantive
    assert (variant.call, variant.kind) == (True, VariantKind.ADDITION)
    bodiless = compared(SEED, "\n\n".join(block for block in paragraphs() if not block.startswith("[^5]:")))
    (variant,) = bodiless.substantive
    assert (variant.call, variant.kind, bodiless.readings(variant)[1]) == (False, VariantKind.OMISSION, "5")


@pytest.mark.parametrize(
    "edition",
    [
        SEED.replace("own life.”[^1]", "own life[^1].”"),
        SEED.replace("own life.”[^1]", "own life.[^1]”"),
        SEED.replace("own life.”[^1] In", "own life.” [^1]In"),
    ],
)
def test_a_call_may_change_places_with_punctuation(edition: str) -> None:
    assert compared(SEED, edition).substantive == ()


def test_exchanged_bodies_are_calls_that_moved() -> None:
    edition = SEED.replace("[^3]: ", "[^x]: ").replace("[^4]: ", "[^3]: ").replace("[^x]: ", "[^4]: ")
    collation = compared(SEED, edition)
    assert [variant.call for variant in collation.substantive] == [True, True]
    assert collation.relabelled == (("3", "4"), ("4", "3"))


def test_an_altered_note_stays_paired() -> None:
    collation = compared(SEED, SEED.replace("chapter 4.", "chapter 5."))
    (variant,) = collation.substantive
    assert variant.note == 3
    assert collation.readings(variant) == ("4", "5")


def test_equal_bodies_are_paired_in_order() -> None:
    canonical = "A one.[^1] B two.[^2] C three.[^3]\n\n[^1]: Ibid.\n\n[^2]: Ibid.\n\n[^3]: Ibid."
    edition = "A one.[^1] B two. C three.[^2]\n\n[^1]: Ibid.\n\n[^2]: Ibid."
    collation = compared(canonical, edition)
    assert [(pair.canonical and pair.canonical.label, pair.edition and pair.edition.label) for pair in collation.notes] == [
        ("1", "1"),
        ("2", None),
        ("3", "2"),
    ]


def test_a_dropped_paragraph_takes_its_note_along() -> None:
    blocks = [block for block in paragraphs() if not block.startswith("[^2]:")]
    del blocks[2]
    collation = compared(SEED, "\n\n".join(blocks))
    (variant,) = collation.substantive
    assert collation.readings(variant)[0].startswith("In the early years")
    assert collation.readings(variant)[0].rstrip().endswith("government.2")


def test_code_may_change_its_form() -> None:
    canonical = "Some words here.\n\n```\nx = 1\ny=(1)\n```\n\nMore `a + b` words.\n\nSo $x^2$ is."
    edition = canonical.replace("x = 1\n", "x := 1\n\n").replace("y=(1)", "    y = 1;").replace("a + b", "a - b")
    assert compared(canonical, edition.replace("$x^2$", "<math><mi>x</mi><mn>2</mn></math>")).substantive == ()


@pytest.mark.parametrize(
    "edition",
    [
        "It did `not` agree in 1894.\n\n    The woods are\n    12 miles deep.\n",
        "It did <kbd>not</kbd> agree in 1894.\n\n    The woods are\n    12 miles deep.\n",
        "It did agree in 1894.\n\n    The woods are\n    92 miles deep.\n",
        "It did agree in 1894.\n\n    The woods are\n    12 miles.\n",
        "It did agree in 1894.\n\n    The woods are\n    12 miles deep.\n\n    The mayor was arrested.\n",
        "It did agree in 1894.\n\n    The woods are\n    12 miles deep.\n\n```\nThe mayor was arrested.\n```\n",
        "It did agree in `1884`.\n\n    The woods are\n    12 miles deep.\n",
        "It did agree in 1894.\n",
    ],
)
def test_words_are_compared_that_are_set_as_code(edition: str) -> None:
    canonical = "It did agree in 1894.\n\n    The woods are\n    12 miles deep.\n"
    assert compared(canonical, canonical).substantive == ()
    assert compared(canonical, edition).substantive


def test_every_strand_makes_the_edition() -> None:
    edition = SEED.replace("2008", "2018").replace("not because", "because").replace("“", '"')
    collation = compared(SEED, edition)
    for strand in (collation.running, *(pair.strand for pair in collation.notes if pair.strand)):
        assert apply_variants(strand) == strand.edition.string
    assert [variant.index for variant in collation.variants] == list(range(len(collation.variants)))
    starts = [variant.edition.start for variant in collation.variants]
    assert starts == sorted(starts)


def test_a_hostile_gap_gives_a_remark_not_an_hour() -> None:
    canonical = "begin " + "a b " * 12_000 + "end"
    edition = "begin " + "b c a c " * 6_000 + "end"
    tiling = tile(canonical, edition)
    assert tiling.remarks
    assert "".join(edition[slice(*laid.edition)] for laid in tiling.tiles) == edition


def test_an_uncalled_note_without_words_agrees_with_itself() -> None:
    text = read_markdown(b"One word here, and more words.\n\n[^1]: .\n\n[^2]: .\n", "x.md")
    assert collate(text, text).variants == ()


@given(st.text("abc1’'[],.-é\u200b\u2019 \n", max_size=60))
def test_a_string_without_rare_characters_has_the_words_it_has_beside_some(string: str) -> None:
    alone, beside = tokens(string + " "), tokens(f"{string}  \u4e2d")
    assert list(alone.starts) == list(beside.starts)[:-1]
    assert list(alone.ends) == list(beside.ends)[:-1]


def test_a_late_pattern_does_what_the_pattern_does() -> None:
    late = late_pattern("(?P<word>[a-z]+)", re.IGNORECASE)
    found = late.search(" One two")
    assert found is not None
    assert found["word"] == "One"
    assert late.sub("x", "One two") == "x x"
    assert late.flags & re.IGNORECASE
    assert late.pattern == "(?P<word>[a-z]+)"


@pytest.mark.parametrize(
    ("canonical", "edition"),
    [
        ("pensaba ella-, ¿quién se fue?", "pensaba ella [sic]-, ¿quién se fue?"),
        ("l’option « -P » seule", "l’option “-P” seule"),
    ],
)
def test_a_hyphen_that_is_a_dash_is_one_behind_a_bracket_or_a_mark(canonical: str, edition: str) -> None:
    assert not any(one.substantive for one in tile(canonical, edition).tiles)
