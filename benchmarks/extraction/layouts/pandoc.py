"""Pandoc's own pages: its HTML with its own style sheet, printed by three engines, and its DOCX printed by LibreOffice."""

from __future__ import annotations

import json
import shutil
import sys
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.layouts.libreoffice_books import convert
from benchmarks.extraction.layouts.printed_pages import BROWSER, print_with_chromium
from benchmarks.extraction.texts import Block, Piece, Run, Text
from fixtures.typeset.canonical import french_spaces
from fixtures.typeset.running import run

Node = dict[str, Any]
"""An element of Pandoc's JSON: its type under “t”, its content under “c”."""
STYLES = {"emphasis": "Emph", "superscript": "Superscript", "subscript": "Subscript"}
PLAIN: list[Any] = ["", [], []]
"""No identifier, no classes, no attributes."""


def words(text: str, language: str) -> list[Node]:
    """Plain text as words and spaces."""
    found: list[Node] = []
    for line_number, line in enumerate(french_spaces(text, language).split("\n")):
        found += [{"t": "LineBreak"}] if line_number else []
        for word_number, word in enumerate(line.split(" ")):
            found += [{"t": "Space"}] if word_number else []
            found += [{"t": "Str", "c": word}] if word else []
    return found


def inlines(pieces: tuple[Piece, ...], text: Text) -> list[Node]:
    """A block's text with its notes."""
    found: list[Node] = []
    for piece in pieces:
        if isinstance(piece, Run):
            own = words(piece.text, text.language)
            found += [{"t": STYLES[piece.style], "c": own}] if piece.style else own
        else:
            found.append(
                {"t": "Note", "c": [{"t": "Para", "c": inlines(paragraph, text)} for paragraph in text.notes[piece.label]]}
            )
    return found


def table(block: Block, text: Text) -> Node:
    """A table without a head."""
    rows = [
        [PLAIN, [[PLAIN, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": words(cell, text.language)}]] for cell in row]]
        for row in block.rows
    ]
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * len(block.rows[0])
    return {"t": "Table", "c": [PLAIN, [None, []], columns, [PLAIN, []], [[PLAIN, 0, [], rows]], [PLAIN, []]]}


def element(block: Block, text: Text) -> Node:
    """One block that is no list item."""
    content = inlines(block.pieces, text)
    if block.kind == "heading":
        return {"t": "Header", "c": [1, PLAIN, content]}
    if block.kind == "quotation":
        return {"t": "BlockQuote", "c": [{"t": "Para", "c": content}]}
    if block.kind == "table":
        return table(block, text)
    if block.kind == "verse":
        parted = groupby(content, lambda node: node["t"] == "LineBreak")
        return {"t": "LineBlock", "c": [list(line) for is_end, line in parted if not is_end]}
    return {"t": "Para", "c": content}


def document(text: Text) -> str:
    """The whole text as Pandoc's JSON."""
    blocks: list[Node] = []
    for listed, group in groupby(text.blocks, lambda block: block.kind == "item"):
        members = list(group)
        if listed:
            items = [[{"t": "Plain", "c": inlines(item.pieces, text)}] for item in members]
            numbered: list[Any] = [[1, {"t": "Decimal"}, {"t": "Period"}], items]
            blocks.append({"t": "BulletList", "c": items} if members[0].marker == "-" else {"t": "OrderedList", "c": numbered})
        else:
            blocks += [element(block, text) for block in members if block.kind not in ("title", "byline")]
    byline = next(block for block in text.blocks if block.kind == "byline")
    meta = {
        "title": {"t": "MetaInlines", "c": words(text.title, text.language)},
        "author": {"t": "MetaList", "c": [{"t": "MetaInlines", "c": inlines(byline.pieces, text)}]},
        "lang": {"t": "MetaString", "c": text.language},
    }
    return json.dumps({"pandoc-api-version": [1, 22, 2, 1], "meta": meta, "blocks": blocks}, ensure_ascii=False)


def typeset(form: str, printer: str, text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination` by way of the format `form`, working in the empty `folder`."""
    (folder / "text.json").write_text(document(text), encoding="utf-8")
    source = folder / f"text.{form}"
    run(["pandoc", "--from", "json", "--standalone", "text.json", "--output", source.name], folder)
    if printer == "chromium":
        print_with_chromium(source, destination, folder)
        return
    if printer == "soffice":
        convert(source, {"UseTaggedPDF": True, "ExportBookmarks": True}, folder)
    elif printer == "weasyprint":
        run([sys.executable, "-m", "weasyprint", source.name, "text.pdf"], folder)
    else:
        run(["wkhtmltopdf", "-q", "--enable-local-file-access", source.name, "text.pdf"], folder)
    shutil.copy(folder / "text.pdf", destination)


LAYOUTS = (
    Layout(
        "pandoc-weasyprint", partial(typeset, "html", "weasyprint"), ("pandoc",), ("weasyprint",), 1, False, absent_notes="*"
    ),
    Layout("pandoc-chromium", partial(typeset, "html", "chromium"), ("pandoc", BROWSER), (), 1, False, absent_notes="*"),
    Layout(
        "pandoc-wkhtmltopdf", partial(typeset, "html", "wkhtmltopdf"), ("pandoc", "wkhtmltopdf"), (), 1, False, absent_notes="*"
    ),
    Layout("pandoc-docx", partial(typeset, "docx", "soffice"), ("pandoc", "soffice"), (), 1, False, absent_notes="*"),
)
