"""The benchmark of round trips: the texts that it joins, and what it finds in a layout."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from benchmarks import round_trips
from benchmarks.extraction.layouts import LAYOUTS
from benchmarks.extraction.layouts.weasyprint import SETTINGS
from benchmarks.round_trips import LANGUAGES, long_text, narrowed, round_trip
from fidelity.model.text import Text

WEASYPRINT = next(layout for layout in LAYOUTS if layout.name == "weasyprint-foot")


@pytest.mark.parametrize("language", LANGUAGES)
def test_joined_texts_call_each_note_once_and_in_order(language: str) -> None:
    text = long_text(language)
    called = [label for block in text.blocks for label, _ in block.calls]
    assert called == list(text.notes)
    assert called == [str(number + 1) for number in range(len(called))]
    assert sum(len(block.words.split()) for block in text.blocks) > 1500


def test_a_draw_leaves_out_words_and_no_call() -> None:
    whole, drawn, again = long_text("en"), long_text("en", 1), long_text("en", 2)
    words = [sum(len(block.words.split()) for block in text.blocks) for text in (whole, drawn, again)]
    assert 0.9 * words[0] < words[1] < words[0]
    assert [block.words for block in drawn.blocks] != [block.words for block in again.blocks]
    assert [label for block in drawn.blocks for label, _ in block.calls] == list(whole.notes)
    assert long_text("en", 1) == drawn


def test_margins_are_widened_where_a_layout_names_them() -> None:
    layout = narrowed(WEASYPRINT, 4)
    assert isinstance(layout.typeset, partial)
    assert SETTINGS["weasyprint-foot"].page == "A5; margin: 18mm 16mm"
    assert layout.typeset.args[0].page == "A5; margin: 22mm 16mm"


def test_what_an_extraction_spoils_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("weasyprint")
    assert not round_trip("weasyprint-foot", "de", 0, 0, "auto", tmp_path).findings

    def spoilt(path: Path, **settings: object) -> Text:
        del path, settings
        text = round_trips.read_canonical_file(tmp_path / "weasyprint-foot__de-0.md")
        return round_trips.read_canonical_file(without_a_word(text, tmp_path))

    monkeypatch.setattr(round_trips, "extract", spoilt)
    outcome = round_trip("weasyprint-foot", "de", 0, 0, "auto", tmp_path)
    assert [code[:4] for code, _, _ in outcome.findings] == ["T102"]
    assert outcome.rate == pytest.approx(1000 / outcome.words)


def without_a_word(text: Text, folder: Path) -> Path:
    path = folder / "spoilt.md"
    markdown = (folder / "weasyprint-foot__de-0.md").read_text(encoding="utf-8")
    assert "ein Querbalken neu verlegt" in text.string
    path.write_text(markdown.replace("ein Querbalken neu verlegt", "ein Querbalken verlegt"), encoding="utf-8")
    return path
