"""OpTeX: plain TeX's manners with a font family of its own, notes at the foot, headings in bold."""

from __future__ import annotations

import shutil
from itertools import groupby
from pathlib import Path

from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Block, Piece, Run, Text
from fixtures.typeset.canonical import french_spaces
from fixtures.typeset.running import run

COMMANDS = {"emphasis": r"{\it %s\/}", "superscript": r"$^{\rm %s}$", "subscript": r"$_{\rm %s}$"}
LANGUAGES = {"en": r"\uslang", "de": r"\delang", "fr": r"\frlang", "es": r"\eslang"}
ESCAPES = str.maketrans(
    {character: "\\" + character for character in "&%$#_{}"}
    | {"\\": r"\char92 ", "~": r"\char126 ", "^": r"\char94 ", "\u00a0": "~", "\u202f": r"\,"}
)
PREAMBLE = (
    r"\initunifonts\fontfam[Schola]\typosize[10/12.5]\margins/1 a5 (18,18,18,22)mm %s\fnotenumglobal \parindent=1.2em "
    r"\headline={\ifnum\pageno>1 \it %s\hfil %s\fi}"
)


def optex_text(words: str, language: str) -> str:
    """Plain text as OpTeX."""
    return french_spaces(words, language).translate(ESCAPES).replace("\n", "\\hfil\\break\n")


def optex_pieces(pieces: tuple[Piece, ...], text: Text) -> str:
    """A block's text with its notes."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Run):
            words = optex_text(piece.text, text.language)
            parts.append(COMMANDS[piece.style] % words if piece.style else words)
        else:
            parts.append(r"\fnote{" + r"\par ".join(optex_pieces(part, text) for part in text.notes[piece.label]) + "}")
    return "".join(parts)


def optex_block(block: Block, text: Text) -> str:
    """One block that is no list item."""
    if block.kind == "table":
        rows = r"\cr ".join(" & ".join(optex_text(cell, text.language) for cell in row) for row in block.rows)
        return rf"\centerline{{\table{{l{'r' * (len(block.rows[0]) - 1)}}}{{{rows}}}}}\medskip"
    forms = {
        "title": "\\tit %s\n",
        "byline": r"\centerline{%s}\bigskip",
        "heading": "\\nonum\\notoc\\sec %s\n",
        "quotation": r"\medskip{\leftskip=2em\rightskip=2em\noindent %s\par}\medskip",
        "verse": r"\medskip{\leftskip=3em\rightskip=0pt plus1fil\noindent %s\par}\medskip",
        "caption": r"\medskip\centerline{\typoscale[900/900]%s}\nobreak\smallskip",
    }
    return forms.get(block.kind, "%s") % optex_pieces(block.pieces, text)


def optex_document(text: Text) -> str:
    """The whole OpTeX file."""
    heads = (optex_text(head, text.language) for head in (text.author, text.title))
    parts = [PREAMBLE % (LANGUAGES[text.language], *heads)]
    for listed, blocks in groupby(text.blocks, lambda block: block.kind == "item"):
        if listed:
            items = list(blocks)
            lines = "\n".join(f"* {optex_pieces(item.pieces, text)}" for item in items)
            parts.append(f"\\begitems\\style {'o' if items[0].marker == '-' else 'n'}\n{lines}\n\\enditems")
        else:
            parts.extend(optex_block(block, text) for block in blocks)
    return "\n\n".join([*parts, r"\bye"]) + "\n"


def typeset(text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`."""
    (folder / "text.tex").write_text(optex_document(text), encoding="utf-8")
    for _ in range(2):
        run(["optex", "-interaction=nonstopmode", "-halt-on-error", "text.tex"], folder)
    shutil.copy(folder / "text.pdf", destination)


LAYOUTS = (Layout("optex", typeset, programs=("optex",), drop_caps=False, absent_notes="*"),)
