"""`fidelity extract --engine` and `--cross-check`, as a user gives them."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import fidelity

FIXTURES = Path(__file__).parent.parent / "fixtures"


@pytest.mark.parametrize("engine", ["auto", "pdfminer", "pdfium"])
def test_each_engine_gives_the_gold_text(engine: str) -> None:
    result = fidelity("extract", FIXTURES / "seed" / "typst.pdf", "--engine", engine)
    assert (result.code, result.err) == (0, "")
    assert result.text == (FIXTURES / "seed" / "seed.md").read_text(encoding="utf-8")


def test_a_cross_check_names_the_place_where_the_engines_differ() -> None:
    result = fidelity("extract", FIXTURES / "hafen" / "typst.pdf", "--cross-check")
    assert result.code == 0
    (sentence,) = result.err.splitlines()
    assert sentence.startswith("fidelity: p. 3, l. 29: pdfminer.six reads")
    assert "240 m2" in sentence
    assert "240 m²" in sentence


def test_a_cross_check_of_anything_but_a_pdf_is_refused() -> None:
    (seed,) = (FIXTURES.parent / "seeds").glob("*.txt")
    result = fidelity("extract", seed, "--cross-check")
    assert result.code == 2
    assert "is no PDF" in result.err
