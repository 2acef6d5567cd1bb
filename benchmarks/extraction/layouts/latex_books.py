"""Books of LaTeX: end notes by pagenote, notes in three columns by memoir, an edition numbered by tens."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from benchmarks.extraction.layouts.latex import tex_body, tex_pieces
from benchmarks.extraction.layouts.latex_classes import BABEL, BYTES, TITLE, Class, tex_document, typeset
from benchmarks.extraction.layouts.latex_packages import edited_body
from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Text
from fixtures.typeset.running import run

OPENING = r"{\centering\Large TITLE\par\medskip\normalsize AUTHOR\par\bigskip}"

CLASSES = {
    # notes of the whole book at its end, their numbers ranged right
    "pagenote-book": Class(
        "pdflatex",
        r"\documentclass[11pt,twoside,openany]{book}"
        r"\usepackage[paperwidth=138mm,paperheight=216mm,inner=20mm,outer=18mm,top=24mm,bottom=24mm]{geometry}"
        + BYTES
        + r"\usepackage{tgschola}\usepackage[continuous]{pagenote}\makepagenote\let\footnote\pagenote"
        r"\renewcommand{\notedivision}{\clearpage\section*{Notes}\small}\renewcommand{\pagenotesubhead}[2]{}"
        r"\renewcommand{\notenuminnotes}[1]{\makebox[1.8em][r]{#1}\enspace}\usepackage{fancyhdr}\pagestyle{fancy}"
        r"\fancyhf{}\fancyhead[LE,RO]{\thepage}\fancyhead[CE]{\textsc{\MakeLowercase{AUTHOR}}}"
        r"\fancyhead[CO]{\textit{TITLE}}\renewcommand{\headrulewidth}{0pt}" + TITLE,
        opening=OPENING,
        closing=r"\printnotes",
        starred=False,
    ),
    # notes in three columns below text in one
    "memoir-three-columns": Class(
        "pdflatex",
        r"\documentclass[10pt,a4paper,oneside,article]{memoir}" + BYTES + r"\usepackage{tgtermes}\threecolumnfootnotes"
        r"\setsecheadstyle{\normalfont\scshape\centering}\makepagestyle{q}\makeevenhead{q}{}{AUTHOR}{}"
        r"\makeoddhead{q}{}{TITLE}{}\makeoddfoot{q}{}{[\thepage]}{}\makeevenfoot{q}{}{[\thepage]}{}\pagestyle{q}"
        r"\aliaspagestyle{plain}{q}" + TITLE,
        starred=False,
    ),
}

EDITION = Class(
    "xelatex",
    r"\documentclass[10pt]{article}\usepackage[b5paper,inner=32mm,outer=24mm,top=24mm,bottom=28mm]{geometry}"
    r"\usepackage{fontspec}\setmainfont{TeX Gyre Pagella}[Numbers=OldStyle]"
    + BABEL
    + r"\usepackage[series={A},noend,noeledsec,noledgroup]{reledmac}\arrangementX[A]{twocol}\let\footnote\footnoteA"
    r"\firstlinenum{10}\linenumincrement{10}\linenummargin{left}\lineation{section}\usepackage{fancyhdr}"
    r"\pagestyle{fancy}\fancyhf{}\fancyhead[C]{\itshape TITLE}\fancyhead[R]{\thepage}"
    r"\renewcommand{\headrulewidth}{0pt}" + TITLE,
    starred=False,
)
"""Every tenth line numbered through; ragged notes in two columns."""


def typeset_edition(text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`."""
    source = tex_document(text, EDITION).replace(tex_body(text, EDITION.lines), edited_body(text))
    for note in text.notes.values():
        paragraphs = [tex_pieces(paragraph, text) for paragraph in note]
        # the package takes no empty line in a note
        source = source.replace("\n\n".join(paragraphs), r"\endgraf ".join(paragraphs)) if len(note) > 1 else source
    (folder / "text.tex").write_text(source, encoding="utf-8")
    for _ in range(3):
        run([EDITION.engine, "-interaction=nonstopmode", "-halt-on-error", "text.tex"], folder)
    shutil.copy(folder / "text.pdf", destination)


LAYOUTS = (
    *(
        Layout(name, partial(typeset, own), programs=(own.engine,), columns=own.columns, absent_notes="*")
        for name, own in CLASSES.items()
    ),
    Layout("reledmac-tens", typeset_edition, programs=(EDITION.engine,), absent_notes="*"),
)
