"""Both engines read what was typeset: the comparison of test_extraction.py with PDFium, and what the engines agree on."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from fidelity.catalog import REPAIRS
from fidelity.model.source import Source
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.readers.pdf import read_pdf
from fidelity.writers.markdown import write_markdown

FIXTURES = Path(__file__).parent.parent / "fixtures"
TYPESET = [
    FIXTURES / name / f"{producer}.pdf"
    for name in ("seed", "hafen", "marche")
    for producer in ("pdflatex", "xelatex", "weasyprint", "typst", "chromium")
]
KNOWN = {
    ("hafen", "pdflatex"): "the raised 2 of m² is mapped to a plain 2 in the file; only its glyph name tells",
    ("marche", "xelatex"): "the head of a text of one page recurs nowhere",
    ("marche", "weasyprint"): "the head of a text of one page recurs nowhere",
}
"""Known failures with PDFium, each with its reason; strict."""


@cache
def source(path: Path, engine: str) -> Source:
    return read_pdf(path.read_bytes(), path.name, engine=engine).source  # type: ignore[arg-type]


def extracted(path: Path) -> Text:
    text = Text.of_source(source(path, "pdfium"))
    for repair in REPAIRS:
        text = text.amend(repair.code, repair.propose(text))
    return text


def folded(markdown: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", markdown)


def ids(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", TYPESET, ids=ids)
def test_a_typeset_text_comes_back(path: Path, request: pytest.FixtureRequest) -> None:
    if (path.parent.name, path.stem) in KNOWN:
        request.applymarker(pytest.mark.xfail(strict=True, reason=KNOWN[path.parent.name, path.stem]))
    gold = (path.parent / f"{path.parent.name}.md").read_text(encoding="utf-8")
    assert folded(write_markdown(extracted(path), read_markdown)) == folded(gold)
