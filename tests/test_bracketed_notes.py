"""Notes in plain text with their numbers in brackets: read where calls and bodies match, left alone elsewhere."""

from __future__ import annotations

import re

import pytest

from fidelity.api import check
from fidelity.model.marks import Kind
from fidelity.readers.plain_text import read_plain_text

EDITION = """# The Ferry

The ferry left at noon and nobody was aboard.[^1] It came back before the evening with a crew of seven.[^2] After that the
harbour was closed for the winter.[^3]

[^1]: Port Register, 3 May 1907, sheet 4.

[^2]: Ibid., sheet 5.

[^3]: Clara Holm, Winter Harbours (Bergen: Fjord Press, 1931), 12.
"""
RUNNING = """The Ferry

The ferry left at noon and nobody was aboard.[1] It came back before the
evening with a crew of seven.[2] After that the harbour was closed for
the winter.[3]
"""
BODIES = """
[1] Port Register, 3 May 1907, sheet 4.

[2] Ibid., sheet 5.

[3] Clara Holm, Winter Harbours (Bergen: Fjord Press,
1931), 12.
"""


def findings(tmp_path, plain):
    (tmp_path / "ferry.md").write_text(EDITION, encoding="utf-8")
    (tmp_path / "ferry.txt").write_bytes(plain.encode())
    return [finding.code for finding in check(tmp_path / "ferry.txt", tmp_path / "ferry.md")]


def test_bodies_may_have_a_colon_as_in_markdown(tmp_path):
    bodies = re.sub(r"^(\[\d\])", r"\1:", BODIES, flags=re.MULTILINE)
    assert "[1]: Port Register" in bodies
    assert "[" not in read_plain_text((RUNNING + bodies).encode(), "ferry.txt").string
    assert findings(tmp_path, RUNNING + bodies) == []


@pytest.mark.parametrize("heading", ["", "\nNotes\n"], ids=["bare", "headed"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_notes_in_brackets_are_the_notes_of_the_edition(tmp_path, heading, end):
    assert findings(tmp_path, (RUNNING + heading + BODIES).replace("\n", end)) == []


def test_a_lost_note_and_a_changed_one_are_found(tmp_path):
    assert findings(tmp_path, (RUNNING + BODIES).replace("3 May 1907", "3 May 1908")) != []
    lost = re.sub(r"\[2\] Ibid.*\n\n", "", RUNNING + BODIES).replace("seven.[2]", "seven.").replace("[3]", "[2]")
    assert "N122" in findings(tmp_path, lost)


@pytest.mark.parametrize(
    "plain",
    [
        "The ferry left at noon.[12] Nobody was aboard.[13]\n\nIt came back.\n",
        "The ferry left, as Holm [1] and Lund [2] say.\n\n[1] Holm, Winter Harbours.\n\n[2] Lund, Ferries.\n",
        "The ferry left.[1] It came back.[2]\n\nReferences\n\n[1] Holm, Winter Harbours.\n\n[2] Lund, Ferries.\n",
        "The ferry left at noon.[41]\n\n[1] Port Register.\n\n[2] Ibid.\n",
        "The ferry left.[1] It came back.[2]\n\n[1] Port Register.\n\n[5] Ibid.\n",
        "[1] The ferry left.\n\n[2] It came back.\n",
    ],
    ids=["pages", "apart", "references", "uncalled", "gap", "numbered paragraphs"],
)
def test_what_only_looks_like_notes_stays_as_it_is(plain):
    text = read_plain_text(plain.encode(), "ferry.txt")
    assert text.string == plain
    assert not text.of_kind(Kind.NOTE_CALL)


def test_rules_of_tables_that_are_drawn_in_hyphens_are_no_text() -> None:
    drawn = "A table.\n\n  Head    Other\n  ------- ------\n  a       b\n\nA - b, -- and --- c.\n\n-----\n"
    source = read_plain_text(drawn.encode(), "x.txt").source
    assert source.transcript == drawn.replace("  ------- ------\n", "")
    assert all(drawn[place] == character for place, character in zip(source.file, source.transcript, strict=True))
