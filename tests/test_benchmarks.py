"""The extraction benchmark measures what it says: the ideal output scores best, every damage is seen by its metric."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from command import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks.extraction.corpus import Truth, pairings, read_truth, truth_of, write_truth
from benchmarks.extraction.differences import differing_blocks
from benchmarks.extraction.layouts import LAYOUTS, PRINTED
from benchmarks.extraction.report import GOALS, LOWER, Result, main_table, meets
from benchmarks.extraction.scoring import METRICS, ideal_output, score
from benchmarks.extraction.texts import FOLDER, Text, cut_initial, read_texts

TEXTS = {text.name: text for text in read_texts()}
PAGES = {text.name: text for text in read_texts(FOLDER / "pages")}
EN = truth_of(TEXTS["en"], pages=5)
IDEAL = ideal_output(EN)


def swapped(before: str, after: str) -> Callable[[str], str]:
    def change(output: str) -> str:
        assert before in output
        return output.replace(before, after, 1)

    return change


DAMAGE: dict[str, tuple[Callable[[str], str], Sequence[str]]] = {
    "a broken word": (swapped("correspondence, £16", "corre- spondence, £16"), ["brk", "nid", "para", "blk"]),
    "a word broken by a soft hyphen": (swapped("correspondence, £16", "corre\u00adspondence, £16"), ["brk", "lig", "para"]),
    "a hyphen lost": (swapped("ill-tempered", "illtempered"), ["hyl", "nid", "para"]),
    "a drop cap on its own line": (swapped("A lighthouse", "A\n\nlighthouse"), ["bF1", "blk"]),
    "a drop cap lost": (swapped("“I do not complain", "do not complain"), ["drop", "dropX", "para"]),
    "a drop cap split from its word": (swapped("“Nothing to report", "“N othing to report"), ["drop", "dropX", "para"]),
    "a drop cap of the wrong case": (swapped("Four keepers followed", "four keepers followed"), ["dropX", "para"]),
    "a note lost": (lambda output: re.sub(r"(?m)^\[\^6\]: .*\n\n", "", output), ["note", "noteP", "noteMD", "wR"]),
    "a note as a paragraph": (swapped("[^6]: So still", "6 So still"), ["noteMD", "nid"]),
    "a note inside a sentence": (
        lambda output: swapped("with all hands.", "with all Mawson 1978, p. 77; cf. the Lloyd’s list for 3 February. hands.")(
            swapped("[^9]: Mawson 1978, p. 77; cf. the Lloyd’s list for 3 February.\n\n", "")(output)
        ),
        ["noteP", "noteMD", "nid", "para"],
    ),
    "half of a note": (swapped("; cf. the Lloyd’s list for 3 February", ""), ["note", "noteMD"]),
    "the second paragraph of a note lost": (lambda output: re.sub(r"\n\n    Mawson’s.*", "", output), ["note", "noteMD", "wR"]),
    "a stray digit": (swapped("a signature.[^1]", "a signature.1"), ["stray", "clean", "refR", "refM", "para"]),
    "a call in another syntax": (swapped("a signature.[^1]", "a signature.<sup>1</sup>"), ["refR"]),
    "a call at the wrong word": (swapped("a signature.[^1] The rest", "a signature. The rest[^1]"), ["refP", "refR", "refM"]),
    "a call with the wrong number": (swapped("a signature.[^1]", "a signature.[^7]"), ["refP", "refR", "refM"]),
    "a year taken for a call": (swapped("World War 2,", "World War[^2],"), ["refP", "para"]),
    "a unit taken for a call": (swapped("6 m2,", "6 m[^2],"), ["refP", "para"]),
    "a running head left": (swapped("\n\nThree duties", "\n\nThe Lamp at Orrin Sound\n\nThree duties"), ["leak", "nid"]),
    "a folio left": (swapped("\n\nThree duties", "\n\n– 3 –\n\nThree duties"), ["folio", "nid"]),
    "two paragraphs in one": (swapped("\n\nThe lamp stood", " The lamp stood"), ["blk", "bF1"]),
    "a paragraph in two": (swapped(" It would be easy", "\n\nIt would be easy"), ["blk", "bF1"]),
    "a line of verse lost": (swapped("The wick is in between;", ""), ["para", "blk", "nid"]),
    "rows of a table exchanged": (
        swapped("| Gallery 28.4 28.4 |\n| Lantern 31.0 31.0 |", "| Lantern 31.0 31.0 |\n| Gallery 28.4 28.4 |"),
        ["para"],
    ),
    "emphasis lost": (
        swapped("*Small Lights: The Northern Stations, 1790–1900*", "Small Lights: The Northern Stations, 1790–1900"),
        ["emR"],
    ),
    "emphasis too far": (swapped("in T. Mawson, *Small", "in *T. Mawson, Small"), ["emP", "emR"]),
    "emphasis that was never set": (swapped("The lamp stood", "The *lamp* stood"), ["emP"]),
    "a ligature left": (swapped("artificial" if "artificial" in IDEAL else "office", "oﬃce"), ["lig", "wR"]),
}
"""What was done, how, and which metrics must get worse."""


def worse(metric: str, was: float | None, now: float | None) -> bool:
    assert was is not None
    assert now is not None
    return now > was if metric in LOWER else now < was


@pytest.mark.parametrize("name", [*TEXTS, *PAGES])
def test_the_ideal_output_scores_best_everywhere(name: str) -> None:
    truth = truth_of((TEXTS | PAGES)[name])
    best = {metric: 0.0 if metric in LOWER else 100.0 for metric in METRICS}
    assert score(truth, ideal_output(truth)) == best


@pytest.mark.parametrize("name", [*TEXTS, *PAGES])
def test_the_ideal_output_has_no_differences(name: str) -> None:
    truth = truth_of((TEXTS | PAGES)[name])
    assert list(differing_blocks(truth, ideal_output(truth), "ideal")) == []


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_seen(damage: str) -> None:
    change, metrics = DAMAGE[damage]
    before, after = score(EN, IDEAL), score(EN, change(IDEAL))
    assert [metric for metric in metrics if not worse(metric, before[metric], after[metric])] == []


@pytest.mark.parametrize("damage", DAMAGE)
def test_nothing_gets_better_by_damage(damage: str) -> None:
    after = score(EN, DAMAGE[damage][0](IDEAL))
    assert all((after[metric] or 0) >= 0 if metric in LOWER else (after[metric] or 0) <= 100 for metric in METRICS)


FORGIVEN: dict[str, Callable[[str], str]] = {
    "hard-wrapped lines": lambda output: re.sub(r"(?m)^(\w[^|\[\]\n]{80,120}) ", r"\1\n", output),
    "another sign of emphasis": swapped("the loss of the *Amity*", "the loss of the _Amity_"),
    "strong emphasis in a heading": swapped("## In Praise of Oil", "## **In Praise of Oil**"),
    "an escaped number": swapped("1. The light", "1\\. The light"),
    "a list inside a quotation": lambda output: re.sub(r"(?m)^(\d)\. (.*)\n$", r"> \1\\. \2\n>", output, count=3),
    "bullets": lambda output: output.replace("\n- ", "\n• "),
    "a tight list": lambda output: re.sub(r"(?m)^(- .*)\n\n(?=- )", r"\1\n", output),
    "notes at once after their paragraphs": lambda output: swapped(
        "\n\nHer name was", "\n\n[^1]: " + EN.notes["1"] + "\n\nHer name was"
    )(swapped(f"[^1]: {EN.notes['1']}\n\n", "")(output)),
    "a heading over the notes": swapped("[^*]: I thank", "## Notes\n\n[^*]: I thank"),
    "U+2010 for a hyphen": lambda output: output.replace("well-worn", "well\u2010worn"),
    "another label for the starred note": lambda output: output.replace("[^*]", "[^star]"),
    "HTML line breaks in the stanza": lambda output: output.replace("\\\n", "<br>\n"),
    "a pipe table with a rule": swapped("| Station Log Survey |", "| Station | Log | Survey |\n|---|---:|---:|"),
}
"""What is no fault."""


@pytest.mark.parametrize("form", FORGIVEN)
def test_form_is_no_fault(form: str) -> None:
    changed = FORGIVEN[form](IDEAL)
    assert changed != IDEAL
    assert score(EN, changed) == score(EN, IDEAL)


def test_notes_numbered_by_page_are_followed_to_their_bodies() -> None:
    by_page = replace(EN, labels_are_numbers=False)
    renamed = re.sub(r"\[\^(\d+)\]", lambda match: f"[^{int(match[1]) + 100}]", IDEAL)
    assert score(by_page, renamed) == score(by_page, IDEAL)
    exchanged = renamed.replace("[^101]:", "[^x]:").replace("[^102]:", "[^101]:").replace("[^x]:", "[^102]:")
    scores = score(by_page, exchanged)
    assert worse("refR", 100.0, scores["refR"])


def test_an_empty_output_scores_nothing() -> None:
    scores = score(EN, "")
    assert all(scores[metric] == 0 for metric in METRICS if metric not in LOWER)


def test_truth_survives_its_file(tmp_path: Path) -> None:
    write_truth(EN, tmp_path / "truth.json")
    assert read_truth(tmp_path / "truth.json") == EN


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_texts_are_what_the_benchmark_wants(text: Text) -> None:
    words = " ".join(block.words for block in text.blocks).split()
    is_short = text.name.endswith(("forms", "formes"))  # written for their blocks, not for their length
    assert len(text.notes) >= (7 if is_short else 17)
    assert sum(block.drop_cap for block in text.blocks) >= (2 if is_short else 3)
    assert len(words) > (400 if is_short else 500)
    for block in text.blocks:
        if block.drop_cap:
            cap = cut_initial(block)
            assert block.words.startswith(cap.opening + cap.initial + cap.rest_of_word)


def test_the_traps_are_in_the_texts() -> None:
    caps = [cut_initial(block) for text in TEXTS.values() for block in text.blocks if block.drop_cap]
    assert {cap.initial for cap in caps if not cap.rest_of_word} >= {"A", "À", "O", "Y"}
    assert {cap.opening.strip() for cap in caps} >= {"“", "„", "«", "¿", "¡"}
    kinds = {block.kind for text in TEXTS.values() for block in text.blocks}
    assert kinds >= {"quotation", "verse", "item", "caption", "table"}
    paragraphs = [block.words for text in TEXTS.values() for block in text.blocks if block.kind == "paragraph"]
    assert any(words.startswith("— ") for words in paragraphs)
    assert any(words[:4].isdigit() for words in paragraphs)


def test_every_text_meets_every_layout() -> None:
    texts = tuple(TEXTS.values())
    pairs = {(layout.name, text.name) for layout, text in pairings(texts, LAYOUTS, len(texts), draw=3)}
    assert len(pairs) == len(LAYOUTS) * len(texts)
    some = list(pairings(texts, LAYOUTS, 2, draw=0))
    assert len({(layout.name, text.name) for layout, text in some}) == 2 * len(LAYOUTS)
    assert {text.name for _, text in some} == set(TEXTS)


def test_layouts_have_names_of_their_own_and_can_say_what_they_miss() -> None:
    every = (*LAYOUTS, *PRINTED)
    assert len({layout.name for layout in every}) == len(every)
    absent = replace(LAYOUTS[0], programs=("no-such-typesetter",), modules=("no_such_module",))
    assert absent.missing() == "no-such-typesetter, no_such_module"


def test_a_goal_is_judged_by_what_is_printed() -> None:
    assert set(GOALS) <= set(METRICS)
    assert meets("nid", 99.66)
    assert not meets("nid", 99.64)
    assert meets("stray", 0.3)
    assert not meets("stray", 0.4)
    assert meets("leak", 0.0)
    assert not meets("leak", 0.2)
    assert not meets("drop", 99.9)


def test_a_tool_that_did_not_run_is_a_row() -> None:
    result = Result("ours", "en", "none", "en", score(EN, IDEAL))
    table = main_table([result], {"theirs": "not installed"}, ["ours"])
    assert "| theirs | not run: not installed |" in table
    assert "| ours | 100.0 |" in table
    columns = {line.count("|") for line in table.split("\n")}
    assert len(columns) == 1


def test_differences_name_the_block_and_the_place() -> None:
    found = list(differing_blocks(EN, swapped("the price of oil, and", "the price of soil, and")(IDEAL), "ours"))
    assert len(found) == 1
    assert "en [ours] paragraph:" in found[0]
    assert "soil" in found[0]


def truth_with(blocks: int) -> Truth:
    return replace(EN, blocks=EN.blocks[:blocks])


def test_metrics_without_a_subject_are_left_out() -> None:
    bare = replace(
        truth_with(2), notes={}, emphasis_in_notes={}, blocks=tuple(replace(block, calls=()) for block in EN.blocks[:2])
    )
    scores = score(bare, ideal_output(bare))
    assert [metric for metric in METRICS if scores[metric] is None] == [
        *("drop", "dropX", "note", "noteP", "noteMD", "refP", "refR", "refM", "clean", "stray", "emP", "emR"),
        *(["hyl"] if "-" not in EN.blocks[1].words else []),
    ]
