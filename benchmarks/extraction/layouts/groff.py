"""groff's ms macros, Times: raised initials, notes at the foot, a head that changes sides, folio in the head."""

from __future__ import annotations

import re
from functools import partial
from itertools import groupby
from pathlib import Path

from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Block, Piece, Run, Text, cut_initial
from fixtures.typeset.canonical import french_spaces
from fixtures.typeset.running import run

MACROS = {"de": ["-mde"], "fr": ["-mfr"]}
A5 = ".pl 21c\n.nr LL 11.2c\n.nr PO 1.8c\n.nr HM 1.8c\n.nr FM 1.6c\n.nr PS 10\n.nr VS 12.5p\n"
COLUMNS = ".pl 29.7c\n.nr LL 16.4c\n.nr PO 2.3c\n.nr HM 2c\n.nr FM 1.8c\n.nr PS 9\n.nr VS 11p\n.nr FF 1\n.fam P\n"
STYLES = {"emphasis": (r"\f[I]", r"\f[P]"), "superscript": (r"\*{", r"\*}"), "subscript": (r"\*<", r"\*>")}


def roff_text(words: str, language: str) -> str:
    """Plain text as groff input; typewriter signs keep their look, and a hyphen stays one."""
    words = french_spaces(words, language, narrow="\u00a0").replace("\\", r"\e")
    return words.replace("'", r"\[aq]").replace("\u00a0", r"\~")


def roff_pieces(pieces: tuple[Piece, ...], text: Text) -> str:
    """Lines of input: a note's body stands after the word that its call follows."""
    source = ""
    for piece in pieces:
        if isinstance(piece, Run):
            words = roff_text(piece.text, text.language)
            opening, closing = STYLES.get(piece.style, ("", ""))
            source += opening + words + closing
        else:
            source += rf"\*{{{piece.label}\*}}" + f"\0{piece.label}\0"
    lines: list[str] = []
    for line in source.split("\n"):
        held: list[str] = []
        # the bodies wait for the end of the word that carries their calls
        for stretch in re.split(r"((?:\S*\0[^\0]+\0)+\S*)", line):
            labels = re.findall(r"\0([^\0]+)\0", stretch)
            held.append(re.sub(r"\0[^\0]+\0", "", stretch).strip(" "))
            if labels:
                while len(held) > 1 and not held[0]:
                    held.pop(0)
                lines.append(guarded(" ".join(part for part in held if part)))
                held = []
                for label in labels:
                    lines.extend(roff_note(label, text))
        if any(held):
            lines.append(guarded(" ".join(part for part in held if part)))
        lines.append(".br")
    return "\n".join(lines[:-1])


def guarded(line: str) -> str:
    """A line that groff takes for text and not for a request."""
    return r"\&" + line if line.startswith((".", "'")) else line


def roff_note(label: str, text: Text) -> list[str]:
    """A note body, its further paragraphs indented."""
    first, *further = (roff_pieces(paragraph, text) for paragraph in text.notes[label])
    lines = [f".FS {label}", first]
    for paragraph in further:
        lines += [".br", r"\h'1m'\c", paragraph]
    return [*lines, ".FE"]


def roff_block(block: Block, text: Text) -> str:
    """One block."""
    if block.kind == "table":
        width = 8
        stops = " ".join(f"{width * (index + 1)}m" for index in range(len(block.rows[0])))
        rows = "\n.br\n".join("\t".join(roff_text(cell, text.language) for cell in row) for row in block.rows)
        return f".DS I\n.ta {stops}\n{rows}\n.DE"
    if block.kind == "item":
        marker = r"\[bu]" if block.marker == "-" else block.marker
        return f".IP {marker} 3\n{roff_pieces(block.pieces, text)}"
    if block.drop_cap:
        cap = cut_initial(block)
        raised = rf"\s+[12]{roff_text(cap.opening + cap.initial, text.language)}\s-[12]"
        raised += "" if cap.rest_of_word else " "
        return ".LP\n" + guarded(raised + roff_pieces((Run(cap.rest_of_word), *cap.following), text))
    words = roff_pieces(block.pieces, text)
    return {
        "title": f".TL\n{words}",
        "byline": f".AU\n{words}",
        "heading": f".SH\n{words}",
        "quotation": f".QP\n{words}",
        "verse": f".DS I\n{words}\n.DE",
        "caption": f".ce 1\n{words}",
    }.get(block.kind, f".PP\n{words}")


def roff_document(text: Text, setting: str) -> str:
    """The whole input of groff."""
    parts = [setting + f".OH '{text.title}''%'\n.EH '%''{text.author}'\n.P1"]
    for kind, blocks in groupby(text.blocks, lambda block: block.kind):
        parts.extend(roff_block(block, text) for block in blocks)
        if kind == "byline" and setting == COLUMNS:
            parts.append(".2C")
    return "\n".join(parts) + "\n"


def typeset(setting: str, text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`."""
    source, printed = folder / "text.ms", folder / "text.pdf"
    source.write_text(roff_document(text, setting), encoding="utf-8")
    macros = ["-ms", *MACROS.get(text.language, [])]
    paper = "a5" if setting == A5 else "a4"
    run(["sh", "-c", f"groff -k -Kutf8 -Tpdf -P-p{paper} {' '.join(macros)} text.ms > text.pdf"], folder)
    printed.replace(destination)


LAYOUTS = (Layout("groff-ms", partial(typeset, A5), programs=("groff",)),)
FURTHER = (Layout("groff-ms-columns", partial(typeset, COLUMNS), programs=("groff",), columns=2),)
"""Added later: they stand behind the others, so that these keep their texts."""
