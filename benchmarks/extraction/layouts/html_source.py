"""What Chromium and WeasyPrint share: a text as HTML."""

from __future__ import annotations

import html
from itertools import groupby
from typing import Literal

from benchmarks.extraction.texts import Block, Piece, Run, Text, cut_initial
from fixtures.typeset.html_source import html_text

NotesAt = Literal["foot", "end", "paragraph"]
NOTES_HEADING = {"en": "Notes", "de": "Anmerkungen", "fr": "Notes", "es": "Notas"}
STYLE_TAGS = {"emphasis": "em", "superscript": "sup", "subscript": "sub"}
BLOCKS = {
    "title": "<h1>%s</h1>",
    "byline": '<p class="byline">%s</p>',
    "heading": "<h2>%s</h2>",
    "paragraph": "<p>%s</p>",
    "quotation": "<blockquote>%s</blockquote>",
    "verse": '<p class="verse">%s</p>',
    "caption": '<p class="caption">%s</p>',
}


def html_pieces(pieces: tuple[Piece, ...], text: Text, notes: NotesAt) -> str:
    """A block's text; its notes as floats to the foot of the page, or as links to where their bodies stand."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Run):
            words = html_text(piece.text, text.language).replace("\n", "<br>")
            tag = STYLE_TAGS.get(piece.style)
            parts.append(f"<{tag}>{words}</{tag}>" if tag else words)
        elif notes == "foot":
            sign = "" if piece.label.isdigit() else " starred"
            parts.append(f'<span class="note{sign}">{note_body(piece.label, text)}</span>')
        else:
            label = html.escape(piece.label)
            parts.append(f'<sup class="call" id="ref{label}"><a href="#note{label}">{label}</a></sup>')
    return "".join(parts)


def note_body(label: str, text: Text) -> str:
    """A note's body, its further paragraphs as blocks of their own."""
    first, *further = (html_pieces(paragraph, text, "end") for paragraph in text.notes[label])
    return first + "".join(f'<span class="further">{paragraph}</span>' for paragraph in further)


def html_block(block: Block, text: Text, notes: NotesAt, small_capitals: bool) -> str:
    """One block that is no list item; with `small_capitals` the line after a drop cap begins in them."""
    if block.kind == "table":
        rows = ("<tr>" + "".join(f"<td>{html_text(cell, text.language)}</td>" for cell in row) + "</tr>" for row in block.rows)
        return "<table>" + "".join(rows) + "</table>"
    if not block.drop_cap:
        return BLOCKS[block.kind] % html_pieces(block.pieces, text, notes)
    cap = cut_initial(block)
    rest, following = cap.rest_of_word, cap.following
    first = following[0] if following else Run("")
    if small_capitals and isinstance(first, Run) and not first.style:
        words = first.text.split(" ", 3)
        lead, tail = " ".join(words[:3]), first.text[len(" ".join(words[:3])) :]
        rest, following = rest + lead, (Run(tail), *following[1:])
    lead_in = html_text(rest, text.language)
    if small_capitals:
        lead_in = f'<span class="lead">{lead_in}</span>'
    initial = html_text(cap.opening + cap.initial, text.language)
    return f'<p class="first"><span class="initial">{initial}</span>{lead_in}{html_pieces(following, text, notes)}</p>'


def html_list(items: list[Block], text: Text, notes: NotesAt) -> str:
    """A run of items as one list."""
    numbered = items[0].marker != "-"
    tag = "ol" if numbered else "ul"
    lines = "".join(f"<li>{html_pieces(item.pieces, text, notes)}</li>" for item in items)
    return f"<{tag}>{lines}</{tag}>"


def html_document(text: Text, style: str, notes: NotesAt, small_capitals: bool = False) -> str:
    """The whole HTML file with its `style`; bodies at the end or after a paragraph carry a link back."""
    lines = [
        f'<!doctype html><html lang="{text.language}"><head><meta charset="utf-8">',
        f"<title>{html.escape(text.title)}</title><style>{style}</style></head><body>",
    ]
    for listed, run_of_blocks in groupby(text.blocks, lambda block: block.kind == "item"):
        blocks = list(run_of_blocks)
        if listed:
            lines.append(html_list(blocks, text, notes))
        else:
            groups = [[block] for block in blocks]
            for (block,) in groups:
                lines.append(html_block(block, text, notes, small_capitals))
                if notes == "paragraph":
                    lines.extend(aside(label, text) for label, _ in block.calls)
        if listed and notes == "paragraph":
            lines.extend(aside(label, text) for block in blocks for label, _ in block.calls)
    if notes == "end":
        lines.append(f'<section class="notes"><h2>{NOTES_HEADING[text.language]}</h2>')
        lines.extend(f'<p id="note*">* {note_body(label, text)}</p>' for label in text.notes if not label.isdigit())
        lines.append("<ol>")
        lines.extend(
            f'<li id="note{label}">{note_body(label, text)} <a href="#ref{label}">↩</a></li>'
            for label in text.notes
            if label.isdigit()
        )
        lines.append("</ol></section>")
    lines.append("</body></html>")
    return "\n".join(lines)


def aside(label: str, text: Text) -> str:
    """A note body set after its paragraph."""
    mark = f"{label}." if label.isdigit() else label
    return f'<aside id="note{label}"><a href="#ref{label}">{mark}</a> {note_body(label, text)} ↩</aside>'
