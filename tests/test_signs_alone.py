"""Signs that are digits and no decimal numbers ("①", "❹", "²"), alone on a line where the label of a note may stand."""

from __future__ import annotations

import pytest

from fidelity.catalog import REPAIRS
from fidelity.readers.plain_text import read_plain_text

PROSE = "The clerk of the harbour wrote down what the boats had\nbrought to it, and he said nothing of it:\nnobody had asked.\n"


@pytest.mark.parametrize("sign", ["①", "❹", "²"])
def test_a_sign_alone_on_its_line_stops_no_extraction(sign: str) -> None:
    page = f"{PROSE}\n{sign}\n{PROSE}"
    text = read_plain_text(f"{page}\f{page}".encode(), "made.txt")
    for repair in REPAIRS:
        text = text.amend(repair.code, repair.propose(text))
    assert text.string.count("nobody had asked.") == 4
