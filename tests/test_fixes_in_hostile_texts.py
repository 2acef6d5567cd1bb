"""What the fixes of notes leave alone: whatever stands around, and looks like a note without being one, stays byte by byte."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from command import fidelity

from fidelity.model.marks import Kind
from fidelity.readers.markdown import read_markdown

AROUND = {
    "nothing": ("", "", ""),
    "front matter": ('---\ntitle: "x [^2]"\nnote: |\n  [^1]: front\n---\n\n', "", ""),
    "fences": ("```\nword [^1]\n[^3]: no note\n```\n\n", "~~~\n[^1]: none\n[^2] such\n~~~\n\n", ""),
    "comments": ("<!--\n[^1]: none\nword [^1]\n-->\n\n", "<!-- [^2]: hidden -->\n\n", "\n<!--\n[^3] x\n-->\n"),
    "pre": ("<pre>\n[^1]: in pre\n\nword [^2]\n</pre>\n\n", "", ""),
    "addresses": ("See <http://x.y/[^1]> and [a b](http://x.y/(b)#[^2]) and http://e.x/a_(b).\n\n", "", ""),
    "quotations": ('> A quotation with `[^1]`.\n> [link](x "[^2]: t")\n\n', "> Said.\n>\n>     [^1]: code in it\n\n", ""),
    "lists": ("- item\n\n      [^1]: code in it\n\n- two\n\n", "1. one\n2. two\n\n", ""),
    "indented code": ("Code.\n\n    [^1]: code\n    word [^2]\n\n", "Code.\n\n\t[^2]: code\n\n", ""),
    "escapes": ("An \\[^1] escaped and \\[^2]: too.\n\n", "\\[^2]: not one\n\n", ""),
    "table": ("| a | b |\n|---|---|\n| `[^1]` | c \\| d |\n\n", "", ""),
    "links": ("", '[link]: http://x.y/[^3]\n[other]: <a b> "[^1]: t"\n\n', ""),
    "decomposed": (unicodedata.normalize("NFD", "Élan à Köln, 𝔘 and 👩‍👩‍👧.\n\n"), "", ""),
    "spaces": ("Tab\there\tand  two.  \nBreak,\u2028line\u00a0end.\n\n", "", "\n\n\n"),
    "other notes": (
        "Nine.[^9]\n\n",
        "[^9]: A body at first.\n\n    More, `[^1]` code.\n\n        [^2]: code in a body\n\n    > quoted\n\n",
        "",
    ),
}
TEXT = "It was so.[^1] And then.[^2] So *it* was.[^3]\n\n"
NOTES = "[^1]: One.\n\n    More `of` it.\n\n[^2]: Two\nlazy.\n[^3]: Three.\n"
CITED = (
    "[^1]: Anna Ames, “A Title,” https://www.example.org/altensiel/findbuch/7_(b) (March 2024), p. 5.\n\n[^2]: b\n\n[^3]: c\n"
)
SPOILT = {
    "space": (TEXT.replace("so.", "so. "), NOTES, TEXT, NOTES),
    "colon": (TEXT, "[^2]: Two.\n\n[^3]: Three.\n\n[^1] One.\n", TEXT, "[^2]: Two.\n\n[^3]: Three.\n\n[^1]: One.\n"),
    "order": (
        TEXT,
        "[^3]: Three.\n\n[^1]: One.\n\n    More `of` it.\n\n[^2]: Two\nlazy.\n",
        TEXT,
        NOTES.replace("y.\n", "y.\n\n"),
    ),
    "address": (TEXT, CITED.replace("findbuch", "find- buch"), TEXT, CITED),
    "wrapped address": (TEXT, CITED.replace("findbuch", "find-\n    buch"), TEXT, CITED),
}
ENDS = {"LF": ("\n", ""), "CRLF": ("\r\n", ""), "CR": ("\r", ""), "mark": ("\n", "\ufeff")}


@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("fault", SPOILT)
def test_nothing_around_changes(fault: str, around: str, ends: str, tmp_path: Path) -> None:
    before, between, behind = AROUND[around]
    text, notes, good_text, good_notes = SPOILT[fault]
    line_end, mark = ENDS[ends]

    def written(text: str, notes: str) -> bytes:
        return (mark + (before + text + between + notes + behind).replace("\n", line_end)).encode()

    path, canonical = tmp_path / "edition.md", tmp_path / "canonical.md"
    path.write_bytes(written(text, notes))
    canonical.write_bytes(written(good_text, good_notes))
    options = ("--against", canonical) if "address" in fault else ("--info",) * (fault == "order")
    fidelity("check", path, "--fix", *options)
    assert path.read_bytes() == canonical.read_bytes()
    assert "made" not in fidelity("check", path, "--fix", *options).err
    assert path.read_bytes() == canonical.read_bytes()


MIXED = "It was so.[^4] And then.[^2] So.[^4] End, see note 4.[^7]\n\n"
MIXED_NOTES = "[^2]: Two; see note 7.\n\n[^4]: Four.\n\n    More.[^2]\n\n[^7]: Seven.\n"


@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize("around", AROUND)
def test_every_call_keeps_its_body(around: str, ends: str, tmp_path: Path) -> None:
    before, between, behind = AROUND[around]
    line_end, mark = ENDS[ends]
    path = tmp_path / "edition.md"
    content = mark + (before + MIXED + between + MIXED_NOTES + behind).replace("\n", line_end)
    path.write_bytes(content.encode())
    assert "count the notes anew" in fidelity("check", path, "--fix", "--unsafe-fixes").err
    after = path.read_bytes().decode()
    assert _bodies_of_calls(after) == _bodies_of_calls(content)
    assert _NUMBER.sub("#", after) == _NUMBER.sub("#", content)
    assert _HIDDEN.findall(after.replace("\r", "\n")) == _HIDDEN.findall(content.replace("\r", "\n"))
    assert "made" not in fidelity("check", path, "--fix", "--unsafe-fixes").err


_HIDDEN = re.compile(r"`\[\^\d\]`|(?:\\\\|none|code|hidden|http).*\[\^\d\].*")
_NUMBER = re.compile(r"(?<=\[\^)\d+(?=\])|(?<=note )\d+")


def _bodies_of_calls(content: str) -> list[str]:
    text = read_markdown(content.encode(), "edition.md")
    bodies = {note.value: _NUMBER.sub("#", text.note_view(note).string) for note in text.notes}
    return [bodies[mark.value] for mark in text.of_kind(Kind.NOTE_CALL)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("A.[^2] B.[^1]\n\n- [^1]: One in a list.\n- [^2]: Two in a list.\n", "not sure where the label of note 2 is written"),
        ("A.[^2] B.[^1]\n\n> [^1]: One, quoted.\n>\n> [^2]: Two, quoted.\n", "not sure where the label of note 2 is written"),
        ("A.[^2] B.[^1]\n\n[^1]: One.\n\n    [^2]: Two, inside.\n\n    End of one.\n", "not sure where the label of note 2"),
        ("A.[^3] B.[^1]\n\n[^1]: One.\n\n[^3]: Three.\n\n[^1]: Another one.\n", "a note without a call"),
        ("A.[^2] B.[^1] C.[^3]\n\n[^1]: One. [^2]: Two. [^3]: Three.\n", "a note without a call"),
        ("A.[^3] B.[^1] C.[^2]\n\n[^1]: One.\n[^2]: Two. [^3]: Three.\n\n[^3]: Truly.\n", "may be the label of another note"),
    ],
)
def test_what_cannot_be_proven_is_refused(content: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "edition.md"
    path.write_text(content, encoding="utf-8")
    assert reason in fidelity("check", path, "--fix", "--unsafe-fixes").err
    assert path.read_text(encoding="utf-8") == content
