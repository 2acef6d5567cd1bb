"""rst2pdf (ReportLab below it): reStructuredText, notes gathered at the end as the rows of a table, each row linked.

Its notes at the foot are painted over the text, and are left out for that reason.
"""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path

from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Block, Piece, Run, Text
from fixtures.typeset.canonical import french_spaces
from fixtures.typeset.running import run

ROLES = {"emphasis": "*%s*", "superscript": ":sup:`%s`", "subscript": ":sub:`%s`"}
STYLE = """fontsAlias:
  stdFont: DejaVu Serif
  stdBold: DejaVu Serif Bold
  stdItalic: DejaVu Serif Italic
pageSetup:
  size: A5
  margin-left: 16mm
  margin-right: 16mm
  margin-top: 12mm
  margin-bottom: 12mm
styles:
  base:
    fontSize: 9.5
    leading: 13
  bodytext:
    alignment: TA_JUSTIFY
    hyphenationLang: {hyphens}
"""


def rst_text(words: str, text: Text) -> str:
    """Plain text as reStructuredText."""
    return re.sub(r"([*`|_\\])", r"\\\1", french_spaces(words, text.language, narrow="\u00a0"))


def rst_pieces(pieces: tuple[Piece, ...], text: Text) -> str:
    """A block's text; an escaped space parts what is not parted in print."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Run):
            words = rst_text(piece.text, text)
            parts.append(rf"\ {ROLES[piece.style] % words}\ " if piece.style else words)
        else:
            parts.append(rf"\ [{piece.label}]_\ ")
    return "".join(parts)


def rst_block(block: Block, text: Text) -> str:
    """One block."""
    words = rst_pieces(block.pieces, text)
    if block.kind == "table":
        widths = [max(len(cell) for cell in column) for column in zip(*block.rows, strict=True)]
        rule = "  ".join("=" * width for width in widths)
        rows = [
            "  ".join(rst_text(cell, text).ljust(width) for cell, width in zip(row, widths, strict=True)) for row in block.rows
        ]
        return "\n".join([rule, *rows, rule])
    if block.kind == "item":
        return f"{block.marker} " + words
    if block.kind == "heading":
        return f"{words}\n{'-' * (2 * len(words))}"
    if block.kind == "quotation":
        return f"..\n\n  {words}"
    if block.kind == "verse":
        return "\n".join(f"  | {line}" for line in words.split("\n"))
    # a paragraph that begins with a number is no list
    return re.sub(r"^(\w{1,4})([.)])", r"\1\\\2", words) if block.kind == "paragraph" else words


def rst_document(text: Text) -> str:
    """The whole reStructuredText."""
    parts = [f".. header:: {text.author} – {text.title}", ".. footer:: ###Page###"]
    parts.append(f"{text.title}\n{'=' * 2 * len(text.title)}")
    for listed, blocks in groupby(text.blocks, lambda block: block.kind == "item"):
        made = [rst_block(block, text) for block in blocks if block.kind != "title"]
        parts.append("\n".join(made) if listed else "\n\n".join(made))
    for label, note in text.notes.items():
        body = "\n\n   ".join(rst_pieces(paragraph, text) for paragraph in note)
        parts.append(f".. [{label}] {body}")
    return "\n\n".join(parts) + "\n"


def typeset(text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`."""
    (folder / "text.rst").write_text(rst_document(text), encoding="utf-8")
    (folder / "look.yaml").write_text(STYLE.format(hyphens=text.language), encoding="utf-8")
    run([sys.executable, "-m", "rst2pdf.createpdf", "-s", "look.yaml", "-o", str(destination), "text.rst"], folder)


LAYOUTS = (Layout("rst2pdf-end", typeset, modules=("rst2pdf",), drop_caps=False, absent_notes="*"),)
