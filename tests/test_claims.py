"""The claims engine: one change, one finding; nothing unreported; nothing that the canonical text shows too."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity import catalog
from fidelity.claims import Taken
from fidelity.collation import collate
from fidelity.collation.facing import facing
from fidelity.judge import judge
from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Family, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.recognition import recognise
from fidelity.rules import altered_wording
from fidelity.rules.excerpt import outside_excerpt

SEED = (Path(__file__).parent.parent / "fixtures" / "seed" / "seed.md").read_text(encoding="utf-8")

NOTES = """The rivers were counted in spring.[^1] The sea was left to others.[^2] From the mountains came letters.[^3]
At last a map was drawn.[^4]

[^1]: The first source, a book on rivers.

[^2]: A second source, about the sea.

[^3]: Third: letters from the mountains.

[^4]: The fourth, a map of the plain.
"""


def case(canonical: str | None, edition: str, relation: Relation = Relation.EDITION) -> Case:
    text = read_markdown(edition.encode(), "edition.md")
    if canonical is None:
        return Case(text, recognise(text), relation)
    reference = read_markdown(canonical.encode(), "canonical.md")
    pairs = facing(reference, text) if relation is Relation.TRANSLATION else ()
    return Case(text, recognise(text), relation, reference, recognise(reference), collate(reference, text), facing=pairs)


def found(canonical: str | None, edition: str, relation: Relation = Relation.EDITION) -> list[str]:
    """The codes of the findings that are not info, in the order of the edition."""
    return [one.code for one in judge(case(canonical, edition, relation)) if one.severity is not Severity.INFO]


def test_identity() -> None:
    assert judge(case(SEED, SEED)) == ()


def test_the_seed_alone_has_no_finding() -> None:
    assert judge(case(None, SEED)) == ()


@pytest.mark.parametrize(
    ("edits", "codes"),
    [
        pytest.param([("others.[^2]", "others."), ("[^2]: A second source, about the sea.\n\n", "")], ["N122"], id="gap left"),
        pytest.param([("[^2]: A second source, about the sea.\n\n", "")], ["N122"], id="body lost, call kept"),
        pytest.param([("others.[^2]", "others.")], ["N130"], id="call lost, body kept"),
        pytest.param(
            [("others.[^2]", "others."), ("[^2]: A second source, about the sea.\n\n", ""), ("[^3]", "[^2]"), ("[^4]", "[^3]")],
            ["N122"],
            id="lost and the rest renumbered",
        ),
        pytest.param([("[^2]: A second source, about the sea.", "[^2]:")], ["N112"], id="emptied"),
        pytest.param([("spring.[^1]", "spring.[^3]"), ("letters.[^3]", "letters.[^1]")], ["N125"], id="calls exchanged"),
        pytest.param([("[^1]", "[^11]"), ("[^2]", "[^12]"), ("[^3]", "[^13]"), ("[^4]", "[^14]")], [], id="renumbered"),
        pytest.param([("[^4]: The fourth", "[^4]: The fourth source")], ["N121"], id="body altered"),
        pytest.param([("The sea was left to others.[^2] ", "")], ["T110"], id="sentence lost with its call, body kept"),
        pytest.param(
            [("The sea was left to others.[^2] ", ""), ("[^2]: A second source, about the sea.\n\n", "")],
            ["T110"],
            id="sentence lost with its note",
        ),
    ],
)
def test_one_change_to_a_note_is_one_finding(edits: list[tuple[str, str]], codes: list[str]) -> None:
    edition = NOTES
    for old, new in edits:
        assert old in edition
        edition = edition.replace(old, new)
    assert found(NOTES, edition) == codes


CITING = (
    "The river rose.[^1] The sea fell.[^2] The wind turned.[^3] So it was, see note 2.\n\n"
    "[^1]: Anna Berg, *The River* (London: Hill Press, 1998), 12.\n\n"
    "[^2]: Otto Lind, *Seas of the North* (Oslo: Nord, 2001), 7.\n\n"
    "[^3]: Ibid., 45.\n"
)
_ADDED = "[^4]: Carl Roth, *Tides* (Kiel: Hafen, 1999), 3"


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        pytest.param([("fell.[^2]", "fell."), (CITING.split("\n\n")[2] + "\n\n", "")], "N122", id="lost"),
        pytest.param([("[^1]", "[^x]"), ("[^2]", "[^1]"), ("[^x]", "[^2]")], "N125", id="calls exchanged"),
        pytest.param([("Otto Lind, *Seas of the North* (Oslo: Nord, 2001), 7.", "A note.")], "C107", id="replaced"),
    ],
)
def test_an_ibid_whose_work_is_gone_is_a_finding_of_its_own(edits: list[tuple[str, str]], code: str) -> None:
    edition = CITING
    for old, new in edits:
        assert old in edition
        edition = edition.replace(old, new, 1)
    shown = [one for one in judge(case(CITING, edition)) if one.severity is not Severity.INFO]
    assert [one.code for one in shown] == [code, "C111"]


def test_an_ibid_after_an_added_note_is_a_finding_of_its_own() -> None:
    edition = CITING.replace("fell.[^2]", "fell.[^2][^4]").replace("[^3]: Ibid", f"{_ADDED}.\n\n[^3]: Ibid")
    shown = [one for one in judge(case(CITING, edition)) if one.severity is not Severity.INFO]
    assert [one.code for one in shown] == ["N128", "C111"]


def test_what_follows_from_a_change_that_is_not_shown_is_a_finding_of_its_own() -> None:
    signed = CITING.replace("fell.[^2]", "fell.[^2][^4]").replace("[^3]: Ibid", f"{_ADDED} – Ed.\n\n[^3]: Ibid")
    shown = [one.code for one in judge(case(CITING, signed)) if one.severity is not Severity.INFO]
    assert shown == ["C111"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("“fundamental cells”", "fundamental cells", "Q112"),
        ("“fundamental cells”", "“fundamental cells", "Q112"),
        ("took political power in 1999", "took political power in 1989", "T106"),
        ("did not drop from the sky", "did drop from the sky", "T105"),
        ("Lynne Reinner, 2008", "Lynne Reinner, 2018", "C103"),
        ("Steve Ellner, Rethinking", "Steve Elner, Rethinking", "C101"),
        ("The Darker Nations: A", "The Darker Nation: A", "C102"),
        ("said to future president Nicolás Maduro", "said to future president Nicolas Maduro", "T108"),
        ("All the while, environmental degradation proceeds apace. ", "", "T110"),
        ("a kind of speech", "", None),
        ("“like his own life.”[^1]", "“like his very own life.”[^1]", "Q104"),
        ("The yardstick…of", "The measure…of", "Q102"),
        ("Harvard University Press, 2006), thesis VI, 391", "Harvard University Press, 2006), thesis VI, 319", "C105"),
    ],
)
def test_a_change_is_reported_by_the_family_of_its_place(old: str, new: str, code: str | None) -> None:
    if code is None:
        assert old not in SEED
        return
    assert SEED.count(old) == 1
    assert found(SEED, SEED.replace(old, new)) == [code]


def test_accidentals_give_no_finding() -> None:
    edition = SEED.replace("“", '"').replace("”", '"').replace("’", "'").replace("—", " – ").replace("…", "...")
    edition = edition.replace("The Darker Nations", "*The Darker Nations*")
    lines = [line if line.startswith("[^") else re.sub(r"(.{60,75}) ", r"\1\n", line) for line in edition.split("\n")]
    edition = "\n".join(lines)
    taken = judge(case(SEED, edition))
    assert [one.code for one in taken if one.severity is not Severity.INFO] == []
    assert {one.code for one in taken} == {"T123"}


def test_what_the_canonical_text_shows_too_is_not_reported() -> None:
    broken = "He said “it was so. See pp. 391–39.[^1]\n\nAnother paragraph.[^9]\n\n[^1]: The source.\n\n[^2]: Never called.\n"
    assert found(None, broken) == ["Q130", "C118", "N101", "N102"]
    assert found(broken, broken) == []
    changed = broken.replace("Another", "A different")
    assert found(broken, changed) == ["T101"]


def test_a_fault_of_its_own_is_reported_beside_the_canonical_one() -> None:
    canonical = "See pp. 391–39 of it. And so on for a while, as the others said."
    edition = "See pp. 391–39 of it. And so on for a while, as the others said, pp. 44–41."
    assert "C118" in found(canonical, edition) or "T103" in found(canonical, edition)
    assert len(found(canonical, edition)) == 1


def test_artefacts_are_claimed_first_and_mend_what_they_claim() -> None:
    ligature = next((one for one in catalog.REPAIRS if one.name == "presentation-ligature"), None)
    assert ligature is not None
    soft = next(one for one in catalog.REPAIRS if one.name == "soft-hyphen")
    canonical = "The efforts of the first office were great. Nothing else counted."
    edition = "The ef\u00adforts of the \ufb01rst office were small. Nothing else counted."
    taken = judge(case(canonical, edition))
    assert [one.code for one in taken if one.family is Family.ARTEFACT] == sorted([soft.code, ligature.code], reverse=True) or {
        one.code for one in taken if one.family is Family.ARTEFACT
    } == {soft.code, ligature.code}
    assert [one.code for one in taken if one.family is Family.WORDING] == ["T101"]
    for one in taken:
        if one.family is Family.ARTEFACT:
            assert one.claim.edits


def test_an_artefact_in_both_texts_is_not_reported() -> None:
    both = "The ef\u00adforts of the first office were great."
    assert judge(case(both, both)) == ()
    assert judge(case(None, both)) != ()


# Relations


BODIES = "\n\n[^1]: Ellner, 7.\n\n[^2]: Marx.\n"
PARAGRAPHS = """The first paragraph speaks of rivers.[^1]

A second one speaks of mountains and of those who climb them.[^2]

Last comes the plain, which somebody drew on a map.[^3]

[^1]: On rivers.

[^2]: On mountains.

[^3]: On maps.
"""
EXCERPT = "A second one speaks of mountains and of those who climb them.[^2]\n\n[^2]: On mountains.\n"


def test_an_excerpt_may_leave_out_its_beginning_and_end() -> None:
    assert found(PARAGRAPHS, EXCERPT, Relation.EXCERPT) == []
    assert found(PARAGRAPHS, EXCERPT) != []


def test_an_excerpt_is_confirmed_where_it_is_present() -> None:
    assert found(PARAGRAPHS, EXCERPT.replace("climb", "fear"), Relation.EXCERPT) == ["T101"]
    assert found(PARAGRAPHS, EXCERPT.replace("[^2]: On mountains.\n", ""), Relation.EXCERPT) == ["N122"]
    middle = PARAGRAPHS.replace(EXCERPT.split("[^2]", maxsplit=1)[0] + "[^2]\n\n", "").replace("[^2]: On mountains.\n\n", "")
    assert "T110" in found(PARAGRAPHS, middle, Relation.EXCERPT)


def test_only_an_excerpt_excuses() -> None:
    collation = case(PARAGRAPHS, EXCERPT).collation
    assert collation is not None
    assert outside_excerpt(collation)


def test_a_translation_is_asked_for_its_notes_and_numerals() -> None:
    canonical = "In 1999 they took power.[^1] It was the 20th century.[^2]\n\nTen years later, in 2009, they built." + BODIES
    german = "1999 begann es.[^1] Es war das 20. Jahrhundert.[^2]\n\nZehn Jahre später, 2009, bauten sie." + BODIES
    assert found(canonical, german, Relation.TRANSLATION) == []
    assert found(canonical, german.replace("2009", "2019"), Relation.TRANSLATION) == ["T106"]
    lost = german.replace("[^2]\n", "\n").replace("\n[^2]: Marx.\n", "")
    assert found(canonical, lost, Relation.TRANSLATION) == ["N122"]


# Laws


WORDS = re.compile(r"\w+")


def damaged(text: str, seed: int, times: int) -> str:
    """A text with some random harm done to it: words, signs, digits, calls, bodies, sentences."""
    chance = random.Random(seed)
    for _ in range(times):
        kind = chance.randrange(8)
        words = list(WORDS.finditer(text))
        one, two = chance.choice(words), chance.choice(words)
        if kind == 0:
            text = text[: one.start()] + text[one.end() :].lstrip(" ")
        elif kind == 1:
            text = text[: one.start()] + two[0] + text[one.end() :]
        elif kind == 2:
            text = text[: one.end()] + " " + two[0] + text[one.end() :]
        elif kind == 3:
            signs = list(re.finditer(r"[,.;:“”?!()]", text))
            sign = chance.choice(signs)
            text = text[: sign.start()] + chance.choice(["", ";", "”"]) + text[sign.end() :]
        elif kind == 4:
            calls = list(re.finditer(r"\[\^\d+\](?!:)", text))
            if calls:
                call = chance.choice(calls)
                text = text[: call.start()] + text[call.end() :]
        elif kind == 5:
            lines = text.split("\n")
            del lines[chance.randrange(len(lines))]
            text = "\n".join(lines)
        elif kind == 6:
            sentences = re.split(r"(?<=\. )", text)
            i, k = chance.randrange(len(sentences)), chance.randrange(len(sentences))
            sentences[i], sentences[k] = sentences[k], sentences[i]
            text = "".join(sentences)
        else:
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice("7xé,\n") + text[at:]
    return text or "nothing"


SAMPLES = (NOTES, PARAGRAPHS, "\n\n".join([*SEED.split("\n\n")[:3], *SEED.split("\n\n")[-7:-4]]))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 10**9), st.integers(1, 6))
def test_nothing_substantive_goes_unreported_and_nothing_twice(canonical: str, seed: int, times: int) -> None:
    one = case(canonical, damaged(canonical, seed, times))
    assert one.collation is not None
    taken = judge(one)
    wording = [index for finding in taken if finding.family is not Family.ARTEFACT for index in finding.claim.variants]
    assert len(wording) == len(set(wording))
    claimed = {index for finding in taken for index in finding.claim.variants}
    assert {variant.index for variant in one.collation.substantive} <= claimed


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 10**9), st.randoms(use_true_random=False))
def test_rules_commute(canonical: str, seed: int, chance: random.Random) -> None:
    one = case(canonical, damaged(canonical, seed, 4))
    rules, repairs = list(catalog.RULES), list(catalog.REPAIRS)
    expected = judge(one)
    chance.shuffle(rules)
    chance.shuffle(repairs)
    assert judge(one, rules=rules, repairs=repairs) == expected


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 10**9))
def test_a_damaged_text_agrees_with_itself(canonical: str, seed: int) -> None:
    text = damaged(canonical, seed, 5)
    assert judge(case(text, text)) == ()


def test_every_claim_points_into_the_edition() -> None:
    for seed in range(20):
        one = case(NOTES, damaged(NOTES, seed, 5))
        for finding in judge(one):
            assert 0 <= finding.claim.edition.start <= finding.claim.edition.end <= len(one.edition.string)
            assert one.canonical is not None
            if finding.claim.canonical is not None:
                assert finding.claim.canonical.end <= len(one.canonical.string)


def test_the_first_in_the_order_of_claims_is_taken() -> None:
    one = case("It was so in 1999 and after.", "It was so in 1998 and after.")

    def claims_all(case: Case) -> list[Claim]:
        assert case.collation is not None
        return [Claim("everything differs", Span(0, 1), variants=frozenset(v.index for v in case.collation.substantive))]

    def rule(code: str) -> Rule:
        return Rule(code, "a-rule", Severity.ERROR, Path(), lambda case: iter(claims_all(case)), compares=True)

    taken = judge(one, rules=[rule("T101"), rule("N122"), rule("T106")], repairs=())
    assert [(finding.code, finding.name) for finding in taken] == [("N122", "a-rule")]
    assert isinstance(taken[0], Taken)
    assert isinstance(one.edition, Text)


QUOTED = (
    "The Venezuelan commune did not drop from the sky, and it will not do so in 2030. "
    "The yardstick of achievements is the extent to which the people take part."
)


@pytest.mark.parametrize(
    ("quotation", "codes"),
    [
        ("“did not drop from the sky, and it will not do so in 2030.”", []),
        ("“Did not drop from the sky,”", []),
        ("“[D]id not drop from the *sky*”", []),
        ("“The yardstick … is the extent to which the people take part”", []),
        ("“did drop from the sky, and it will not do so in 2030”", ["Q105"]),
        ("“it will not do so in 2040”", ["Q106"]),
        ("“did not fall from the sky, and it will not do so”", ["Q102"]),
        ("“The yardstick is the extent to which the people take part”", ["Q103"]),
        ("“did not drop from the very blue sky”", ["Q104"]),
        ("“all power to the communes of the world”", ["Q101"]),
        ("“never mind”", []),
    ],
)
def test_a_text_that_quotes_is_judged_quotation_by_quotation(quotation: str, codes: list[str]) -> None:
    assert found(QUOTED, f"She writes that {quotation} and goes on to something else altogether.", Relation.QUOTING) == codes


def test_an_artefact_accounts_for_the_call_that_it_swallowed() -> None:
    canonical = "He said it was like his own life.[^1] In the time since, much else happened.\n\n[^1]: Ellner, who was there.\n"
    taken = judge(case(canonical, canonical.replace("life.[^1]", "life.1")))
    assert [one.name for one in taken] == ["glued-note-marker"]


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 10**9))
def test_the_catch_all_alone_leaves_nothing_unreported(canonical: str, seed: int) -> None:
    one = case(canonical, damaged(canonical, seed, 5))
    assert one.collation is not None
    claimed = [index for finding in judge(one, rules=[altered_wording.RULE], repairs=()) for index in finding.claim.variants]
    assert sorted(claimed) == [variant.index for variant in one.collation.substantive]


def test_the_last_sentence_lost_with_its_call_is_one_finding() -> None:
    assert found(NOTES, NOTES.replace("\nAt last a map was drawn.[^4]", "")) == ["T110"]
    assert found(
        NOTES, NOTES.replace("\nAt last a map was drawn.[^4]", "").replace("[^4]: The fourth, a map of the plain.\n", "")
    ) == ["T110"]


def test_rules_that_are_not_wanted_are_told_without_looking_for_evidence() -> None:
    rules, one = catalog.RULES, case("One mill, 3-5 men.\n", "One mill, 3-4 men.\n")
    comparing = list(rules.asked(one, wanted=lambda rule: rule.compares))
    assert comparing
    assert comparing == [rule for rule in rules.asked(one) if rule.compares]
    assert len(list(rules)) == len(rules)  # all are loaded now
    nothing = cast("Case", None)  # nobody can look for anything in it
    assert not list(rules.asked(nothing, wanted=lambda _: False))
