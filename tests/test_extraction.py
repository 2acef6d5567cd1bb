"""What was typeset comes back: each fixture's canonical text, character for character, from each producer."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from fidelity.api import extract
from fidelity.catalog import REPAIRS
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.writers.markdown import write_markdown

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
PRODUCERS = ("pdflatex", "xelatex", "weasyprint", "typst", "chromium")

KNOWN = {
    ("hafen", "pdflatex"): "the raised 2 of m² is mapped to a plain 2 in the file; only its glyph name tells",
    ("marche", "xelatex"): "the head of a text of one page recurs nowhere",
    ("marche", "weasyprint"): "the head of a text of one page recurs nowhere",
}
"""Known failures, each with its reason; strict, so that a repair that mends one must take it from the list."""


@cache
def extracted(path: Path) -> Text:
    return extract(path)


def folded(markdown: str) -> str:
    """No-break and narrow spaces as spaces: which of them a producer writes is its own choice."""
    return re.sub("[\u00a0\u202f]", " ", markdown)


def test_the_seed_equals_its_text_established_by_hand() -> None:
    (seed,) = (ROOT / "seeds").glob("*.txt")
    assert write_markdown(extracted(seed), read_markdown) == (FIXTURES / "seed" / "seed.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["seed", "hafen", "marche"])
@pytest.mark.parametrize("producer", PRODUCERS)
def test_a_typeset_text_comes_back(name: str, producer: str, request: pytest.FixtureRequest) -> None:
    if (name, producer) in KNOWN:
        request.applymarker(pytest.mark.xfail(strict=True, reason=KNOWN[name, producer]))
    text = extracted(FIXTURES / name / f"{producer}.pdf")
    gold = (FIXTURES / name / f"{name}.md").read_text(encoding="utf-8")
    assert folded(write_markdown(text, read_markdown)) == folded(gold)


SOURCES = [
    *sorted((ROOT / "seeds").glob("*.txt")),
    *(FIXTURES / n / f"{p}.pdf" for n in ("seed", "hafen", "marche") for p in PRODUCERS),
]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem[:10]}")
def test_the_laws_hold_on_real_sources(path: Path) -> None:
    text = extracted(path)
    transcript = text.source.transcript
    assert all(o < 0 or transcript[o] == c for c, o in zip(text.string, text.origin, strict=True))
    kept = [o for o in text.origin if o >= 0]
    removed = [s for record in text.log if record.after is not None for run in record.source for s in range(*run)]
    assert sorted(kept + removed) == list(range(len(transcript)))
    assert text.settled
    for repair in REPAIRS:
        assert list(repair.propose(text)) == [], repair.name
    written = write_markdown(text, read_markdown)
    again = read_markdown(written.encode(), "again.md")
    assert (again.string, again.marks) == (text.string, text.marks)
    assert write_markdown(again, read_markdown) == written


def test_every_character_is_traced_to_its_page() -> None:
    text = extracted(FIXTURES / "seed" / "pdflatex.pdf")
    pages = [
        text.locate(text.string.index(words)) for words in ("Shortly before", "active side of Marxism", "Walter Benjamin, ")
    ]
    assert [place.page for place in pages if place] == [1, 6, 5]
    assert pages[2] is not None
    assert str(pages[2]).endswith("n. 7")
