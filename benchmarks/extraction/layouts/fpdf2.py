"""fpdf2: HTML on small pages, notes at the end as large as the text, each behind its raised number, a starred one first."""

from __future__ import annotations

import html
from itertools import groupby
from pathlib import Path

from benchmarks.extraction.layouts.html_source import NOTES_HEADING, STYLE_TAGS
from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Block, Piece, Run, Text
from fixtures.typeset.canonical import french_spaces

FONTS = {"": "DejaVuSerif", "B": "DejaVuSerif-Bold", "I": "DejaVuSerif-Italic", "BI": "DejaVuSerif-BoldItalic"}
FOLDER = Path("/usr/share/fonts/truetype/dejavu")
TAGS = {
    "title": "<h1>%s</h1>",
    "byline": '<p align="center">%s</p>',
    "heading": "<h2>%s</h2>",
    "quotation": "<blockquote>%s</blockquote>",
    "verse": "<blockquote>%s</blockquote>",
    "caption": '<p align="center">%s</p>',
    "paragraph": '<p align="justify">%s</p>',
}


def markup(pieces: tuple[Piece, ...], text: Text) -> str:
    """A block's text in the HTML that fpdf2 knows."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Run):
            words = html.escape(french_spaces(piece.text, text.language, narrow="\u00a0"), quote=False).replace("\n", "<br>")
            tag = {"emphasis": "i"}.get(piece.style, STYLE_TAGS.get(piece.style))
            parts.append(f"<{tag}>{words}</{tag}>" if tag else words)
        else:
            parts.append(f"<sup>{piece.label}</sup>")
    return "".join(parts)


def table(block: Block) -> str:
    """The rows of a table."""
    rows = ("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows)
    return f"<table>{''.join(rows)}</table>"


def document(text: Text) -> str:
    """The whole HTML."""
    parts = []
    for listed, group in groupby(text.blocks, lambda block: block.kind == "item"):
        blocks = list(group)
        if listed:
            tag = "ul" if blocks[0].marker == "-" else "ol"
            parts.append(f"<{tag}>{''.join(f'<li>{markup(item.pieces, text)}</li>' for item in blocks)}</{tag}>")
        else:
            parts += [table(one) if one.kind == "table" else TAGS[one.kind] % markup(one.pieces, text) for one in blocks]
    parts.append(f"<h2>{NOTES_HEADING[text.language]}</h2>")
    for label, (first, *further) in text.notes.items():
        parts.append(f'<p align="justify"><sup>{label}</sup> {markup(first, text)}</p>')
        parts += [f'<p align="justify">{markup(paragraph, text)}</p>' for paragraph in further]
    return "".join(parts)


def typeset(text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`; nothing is written to `folder`."""
    del folder
    from fpdf import FPDF

    class Pages(FPDF):  # type: ignore[misc]
        def header(self) -> None:
            self.set_font("Serif", "", 7)
            self.cell(0, 6, text.author)
            self.set_x(self.l_margin)
            self.cell(0, 6, str(self.page_no()), align="R")
            self.ln(10)

    pages = Pages(format="A5")
    pages.set_margins(16, 14, 16)
    pages.set_auto_page_break(True, 16)
    for style, name in FONTS.items():
        pages.add_font("Serif", style, str(FOLDER / f"{name}.ttf"))
    pages.add_page()
    pages.set_font("Serif", "", 9)
    pages.write_html(document(text), font_family="Serif")
    pages.output(str(destination))


LAYOUTS = (Layout("fpdf2-html", typeset, modules=("fpdf",), drop_caps=False),)
