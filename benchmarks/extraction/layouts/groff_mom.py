"""groff's mom macros: drop caps of three lines, notes at the foot whose bodies begin with a number in brackets or raised."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from benchmarks.extraction.layouts.groff import MACROS, STYLES, guarded, roff_text
from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Block, Piece, Run, Text, cut_initial
from fixtures.typeset.running import run

RAISED = {"superscript": (r"\*[mu 3p]\s-3", r"\s0\*[md 3p]"), "subscript": (r"\*[md 2p]\s-3", r"\s0\*[mu 2p]")}
PREAMBLE = (
    '.TITLE "{title}"\n.AUTHOR "{author}"\n.DOCTYPE DEFAULT\n.PRINTSTYLE TYPESET\n.PAPER A5\n.L_MARGIN 1.8c\n.R_MARGIN 1.8c\n'
    ".FAMILY P\n.PT_SIZE 10.5\n.LS 13\n.FOOTNOTE_MARKER_STYLE NUMBER\n.ATTRIBUTE_STRING "
    "\n.HEADING_STYLE 1 FAMILY P FONT I SIZE +1\n.START\n"
)


def mom_pieces(pieces: tuple[Piece, ...], text: Text) -> str:
    """Lines of input: a note's body breaks the line that its call ends, and the line goes on behind it."""
    source = ""
    for piece in pieces:
        if isinstance(piece, Run):
            opening, closing = (STYLES | RAISED).get(piece.style or "", ("", ""))
            source += opening + roff_text(piece.text, text.language).replace("\n", "\n.BR\n") + closing
        else:
            bodies = [mom_pieces(paragraph, text) for paragraph in text.notes[piece.label]]
            source += "\\c\n.FOOTNOTE\n" + "\n.PP\n".join(bodies) + "\n.FOOTNOTE OFF\n"
    # a space at a line's start would break it, and the word after a note is joined to it without one
    lines = [r"\&" + line if line.startswith(" ") else line.rstrip(" ") for line in source.split("\n")]
    return "\n".join(line if line.startswith((".FOOT", ".PP", ".BR")) else guarded(line) for line in lines if line)


def mom_block(block: Block, text: Text) -> str:
    """One block that is no list item."""
    if block.kind == "table":
        stops = " ".join(f"{10 + 5 * index}m" for index in range(len(block.rows[0])))
        rows = "\n.br\n".join("\t".join(roff_text(cell, text.language) for cell in row) for row in block.rows)
        return f".QUOTE\n.ta {stops}\n{rows}\n.QUOTE OFF"
    if block.drop_cap:
        cap = cut_initial(block)
        return f".PP\n.DROPCAP {cap.initial} 3\n" + mom_pieces((Run(cap.rest_of_word), *cap.following), text)
    words = mom_pieces(block.pieces, text)
    return {
        "heading": f'.HEADING 1 "{words}"',
        "quotation": f".BLOCKQUOTE\n{words}\n.BLOCKQUOTE OFF",
        "verse": f".QUOTE\n{words}\n.QUOTE OFF",
        "caption": f".CENTER\n{words}\n.QUAD J",
    }.get(block.kind, f".PP\n{words}")


def mom_document(text: Text) -> str:
    """The whole input of groff."""
    parts = [PREAMBLE.format(title=roff_text(text.title, text.language), author=roff_text(text.author, text.language))]
    for listed, blocks in groupby(text.blocks, lambda block: block.kind == "item"):
        if listed:
            items = list(blocks)
            parts.append(".LIST " + ("BULLET" if items[0].marker == "-" else "DIGIT"))
            parts.extend(f".ITEM\n{mom_pieces(item.pieces, text)}" for item in items)
            parts.append(".LIST OFF")
        else:
            parts.extend(mom_block(block, text) for block in blocks if block.kind not in ("title", "byline"))
    return "\n".join(parts) + "\n"


def typeset(text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`."""
    source, printed = folder / "text.mom", folder / "text.pdf"
    source.write_text(mom_document(text), encoding="utf-8")
    macros = " ".join(["-mom", *MACROS.get(text.language, [])])
    run(["sh", "-c", f"groff -k -Kutf8 -Tpdf -P-pa5 {macros} text.mom > text.pdf"], folder)
    printed.replace(destination)


LAYOUTS = (Layout("groff-mom", typeset, programs=("groff",), caps_after_quotation_marks=False, absent_notes="*"),)
