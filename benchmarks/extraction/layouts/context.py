"""ConTeXt: placed initials of two or three lines, notes at the foot as its own superscripts, head and folio by its layout."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Block, Piece, Run, Text, cut_initial
from fixtures.typeset.canonical import french_spaces
from fixtures.typeset.running import run

COMMANDS = {"emphasis": r"\emph", "superscript": r"\high", "subscript": r"\low"}
ESCAPES = str.maketrans(
    {character: rf"\{character}" for character in "{}#%&_$"}
    | {"\\": r"\letterbackslash{}", "~": r"\lettertilde{}", "^": r"\letterhat{}", "|": r"\letterbar{}"}
)
PREAMBLE = r"""\mainlanguage[{language}]
\definefontfamily[main][rm][{font}]
\setupbodyfont[main,{size}]
\setuppapersize[{paper}]
\setuplayout[{layout}]
\setuppagenumbering[location=,alternative=doublesided]
\setupheadertexts{heads}
\setupfootertexts{feet}
\setupindenting[{indents}]
\setupwhitespace[{whitespace}]
\setupalign[hanging,hz,hyphenated]
\setupinitial[n={lines},distance=1mm,hoffset=0mm]
\setupnotation[footnote][alternative=serried]
\setuphead[subject][style=\bf,before={{\blank[big]}},after={{\blank[medium]}},align=middle]
\setupcolumns[n={columns},distance=6mm,balance=no]
\setupnarrower[left=9mm,right=9mm]
{further}\starttext
"""


@dataclass(frozen=True, slots=True)
class Setting:
    """What tells one ConTeXt layout from another."""

    paper: str
    layout: str
    font: str
    size: str
    heads: str
    """Arguments of \\setupheadertexts; AUTHOR and TITLE stand for the text's own."""
    feet: str
    lines: int
    indents: str = "yes,medium,next"
    whitespace: str = "none"
    further: str = ""
    """More of the preamble."""


SETTINGS = {
    "context-book": Setting(
        "A5",
        "backspace=17mm,cutspace=17mm,topspace=10mm,header=10mm,footer=10mm,width=middle,height=middle",
        "Linux Libertine O",
        "10pt",
        r"[\it TITLE][pagenumber][pagenumber][\it AUTHOR]",
        "[]",
        lines=3,
    ),
    "context-spaced": Setting(
        "letter",
        "backspace=30mm,cutspace=30mm,topspace=15mm,header=12mm,footer=12mm,width=middle,height=middle",
        "Liberation Serif",
        "11pt",
        r"[{\tfx AUTHOR · TITLE}]",
        "[{-- \\pagenumber\\ --}]",
        lines=2,
        indents="no",
        whitespace="medium",
    ),
}


def context_text(words: str, text: Text) -> str:
    """Plain text as ConTeXt."""
    return french_spaces(words, text.language).translate(ESCAPES).replace("\n", r"\crlf" + "\n")


def context_pieces(pieces: tuple[Piece, ...], text: Text) -> str:
    """A block's text with its notes."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Run):
            words = context_text(piece.text, text)
            parts.append(f"{COMMANDS[piece.style]}{{{words}}}" if piece.style else words)
        else:
            body = r"\par ".join(context_pieces(paragraph, text) for paragraph in text.notes[piece.label])
            parts.append(rf"\footnote{{{body}}}")
    return "".join(parts)


def context_block(block: Block, text: Text) -> str:
    """One block that is no list item."""
    if block.kind == "table":
        rows = "".join("".join(rf"\NC {context_text(cell, text)} " for cell in row) + "\\NC\\NR\n" for row in block.rows)
        return rf"\starttabulate[|l|{'r|' * (len(block.rows[0]) - 1)}]" + f"\n{rows}\\stoptabulate"
    if block.drop_cap:
        cap = cut_initial(block)
        initial = context_text(cap.opening + cap.initial, text).replace("\u202f", "").replace("\u00a0", "")
        rest = context_text(cap.rest_of_word, text) + context_pieces(cap.following, text)
        return rf"\setupinitial[text={{{initial}}}]\placeinitial \noindentation {rest}"
    content = context_pieces(block.pieces, text)
    return {
        "title": rf"\startalignment[middle]{{\tfc {content}}}\stopalignment",
        "byline": rf"\startalignment[middle]{content}\stopalignment\blank[big]",
        "heading": rf"\subject{{{content}}}",
        "quotation": "\\startnarrower[middle]\n" + content + "\n\\stopnarrower",
        "verse": "\\startlines\\startnarrower[left]\n" + content.replace(r"\crlf", "") + "\n\\stopnarrower\\stoplines",
        "caption": rf"\startalignment[middle]{{\tfx {content}}}\stopalignment",
    }.get(block.kind, content)


def context_list(items: list[Block], text: Text) -> str:
    """A run of items as one list."""
    kind = "1" if items[0].marker == "-" else "n"
    lines = "\n".join(rf"\item {context_pieces(item.pieces, text)}" for item in items)
    return f"\\startitemize[{kind},packed]\n{lines}\n\\stopitemize"


def context_document(text: Text, setting: Setting) -> str:
    """The whole ConTeXt file."""
    heads = setting.heads.replace("AUTHOR", context_text(text.author, text)).replace("TITLE", context_text(text.title, text))
    parts = [
        PREAMBLE.format(
            language=text.language,
            font=setting.font,
            size=setting.size,
            paper=setting.paper,
            layout=setting.layout,
            heads=heads,
            feet=setting.feet,
            indents=setting.indents,
            whitespace=setting.whitespace,
            lines=setting.lines,
            columns=1,
            further=setting.further,
        )
    ]
    for listed, blocks in groupby(text.blocks, lambda block: block.kind == "item"):
        if listed:
            parts.append(context_list(list(blocks), text))
        else:
            parts.extend(context_block(block, text) for block in blocks)
    return "\n\n".join([*parts, r"\stoptext"]) + "\n"


def typeset(setting: Setting, text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`."""
    (folder / "text.tex").write_text(context_document(text, setting), encoding="utf-8")
    run(["env", "OSFONTDIR=/usr/share/fonts//", "context", "--batchmode", "text.tex"], folder)
    shutil.copy(folder / "text.pdf", destination)


FURTHER_SETTINGS = {
    # notes in two columns of their own under a text of one
    "context-notes-in-columns": Setting(
        "B5",
        "backspace=24mm,cutspace=24mm,topspace=14mm,header=10mm,footer=10mm,width=middle,height=middle",
        "TeX Gyre Pagella",
        "10pt",
        "[{\\it AUTHOR}]",
        "[pagenumber]",
        lines=2,
        further=r"\setupnote[footnote][n=2]" + "\n",
    ),
    # headings in italics at the margin; numbers of notes on the line with a full stop; a folio and a head that face each other
    "context-quiet-headings": Setting(
        "A5",
        "backspace=20mm,cutspace=15mm,topspace=12mm,header=8mm,footer=8mm,width=middle,height=middle",
        "Gentium Book Basic",
        "9.5pt",
        r"[pagenumber][\it TITLE][\it AUTHOR][pagenumber]",
        "[]",
        lines=3,
        further=r"\setuphead[subject][style=\it,align=flushleft]"
        r"\define[1]\fullstop{#1.}\setupnotation[footnote][numbercommand=\fullstop]" + "\n",
    ),
}


def layouts(settings: dict[str, Setting]) -> tuple[Layout, ...]:
    """A layout for each setting."""
    return tuple(
        Layout(name, partial(typeset, setting), programs=("context",), absent_notes="*") for name, setting in settings.items()
    )


LAYOUTS = layouts(SETTINGS)
FURTHER = layouts(FURTHER_SETTINGS)
"""Added later: they stand behind the others, so that these keep their texts."""
