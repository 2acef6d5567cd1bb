"""Articles as LaTeX's classes and journals set them: an abstract, columns, and a list of works whose entries hang."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.extraction.layouts.latex import tex_block, tex_pieces
from benchmarks.extraction.layouts.latex_classes import BABEL, BYTES, TITLE, Class, tex_document
from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Block, Run, Text, inline
from fixtures.typeset.running import run

WORKS = {
    "en": (
        "References",
        "Ambler-Tighe, Roger. 1978. *The Turnpike Mind: Essays in Provincial Government*. Kendal: Fellside Press.",
        "Quilliam, Honor. 1991. “A Nurseryman and His Barrow.” *Transactions of the Legal History Society* 14: 101–139.",
        "Sallow, Edith. 2004. “Farming the Toll.” In *Rents without Land*, edited by P. Okoro, 55–78. Leeds: Aire.",
    ),
    "de": (
        "Literatur",
        "Althoff, Wilhelm: Das Gogericht zu Ohlendorf. Studien zur Rechtspflege auf dem Lande. Stade 1938.",
        "Lühr, Elke: Stumme Zeugen. Dinge vor Gericht 1600–1800. Göttingen 1996 (= Beiträge zur Volkskunde, Bd. 11).",
        "Hoyermann, Jürgen: Wachs und Wille. In: Zeitschrift für Siegelkunde 29 (2008), S. 1–44.",
    ),
    "fr": (
        "Bibliographie",
        "Bozec, Anne-Marie, *Écritures ordinaires en Basse-Bretagne*, Rennes, Presses du Couesnon, 1987.",
        "Guermeur, Fañch, « Le livre qui calait l’armoire », *Annales de la Cornouaille*, n^o^ 44, 2003, p. 201–233.",
        "Le Scouarnec, Théophile, « Note sur un registre du Faouët », *Bulletin du Poher*, n^o^ 6, 1884, p. 12–19.",
    ),
    "es": (
        "Referencias",
        "Casavieja, Remedios (2011): «Once leguas: notarios y caminos», *Cuadernos de Historia del Notariado*, 17, 45–92.",
        "Olmedilla, Joaquín (1903): *Decadencia de la fe pública en las provincias del oeste*, Badajoz, La Minerva.",
        "Sotomayor, Inés (1998): *El papel sellado y sus enemigos*, Madrid, Ediciones del Reloj.",
    ),
}
"""By language the heading over a list of works, and the works."""
ENTRY = r"{\noindent\hangindent1.5em\hangafter1 %s\par}"
TITLED = r"{\centering\Large TITLE\par\medskip\normalsize AUTHOR\par\bigskip}"

CLASSES = {
    # two columns on a page that is wider than high: the last one is nearly empty beside the end of the text
    "latex-wide-columns": Class(
        "pdflatex",
        r"\documentclass[11pt,twocolumn]{article}\usepackage[paperwidth=11in,paperheight=8.5in,margin=18mm]{geometry}"
        + BYTES
        + r"\usepackage{mathpazo}\setlength{\columnsep}{16mm}\usepackage[flushmargin]{footmisc}\usepackage{titlesec}"
        r"\titleformat{\section}{\normalfont\scshape\filcenter}{}{0pt}{}\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}"
        r"\renewcommand{\headrulewidth}{0pt}\fancyhead[L]{\scshape\small AUTHOR}\fancyhead[R]{\itshape\small TITLE}"
        r"\fancyfoot[C]{-- \thepage\ --}" + TITLE,
        columns=2,
        starred=False,
    ),
    # three columns below a title, over notes as wide as the page
    "latex-columns-over-notes": Class(
        "pdflatex",
        r"\documentclass[9pt]{extarticle}\usepackage[a4paper,landscape,margin=15mm]{geometry}" + BYTES + r"\usepackage{charter}"
        r"\usepackage{multicol}\setlength{\columnsep}{8mm}\setlength{\columnseprule}{.3pt}\usepackage{fancyhdr}"
        r"\pagestyle{fancy}\fancyhf{}\fancyhead[L]{\small AUTHOR}\fancyhead[R]{\small TITLE, \thepage}" + TITLE,
        opening=TITLED + r"\begin{multicols}{3}",
        closing=r"\end{multicols}",
        columns=3,
        starred=False,
    ),
    # a law review: notes with numbers on the line, set in as paragraphs are; quotations small
    "latex-law-review": Class(
        "pdflatex",
        r"\documentclass[11pt,twoside]{article}\usepackage[paperwidth=6.75in,paperheight=10in,margin=0.9in]{geometry}"
        + BYTES
        + r"\usepackage{newcent}\usepackage{titlesec}\titleformat{\section}{\normalfont\scshape\filcenter}{}{0pt}{}"
        r"\setcounter{page}{317}\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}\renewcommand{\headrulewidth}{0pt}"
        r"\fancyhead[LE,RO]{\thepage}\fancyhead[CE]{\itshape AUTHOR}\fancyhead[CO]{\scshape TITLE}"
        r"\setlength{\skip\footins}{14pt}\makeatletter\renewcommand\@makefntext[1]{\parindent1em\indent\@thefnmark.\ #1}"
        r"\makeatother" + TITLE,
        opening=TITLED,
        starred=False,
    ),
    # Junicode by LuaTeX, whose f takes room from the space behind it; heads without numbers
    "lualatex-kerned-spaces": Class(
        "lualatex",
        r"\documentclass[10pt,twoside]{article}\usepackage[paperwidth=170mm,paperheight=240mm,margin=23mm]{geometry}"
        r"\usepackage{fontspec}\setmainfont{Junicode Two Beta}" + BABEL + r"\usepackage{titlesec}"
        r"\titleformat{\section}{\normalfont\bfseries}{}{0pt}{}\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}"
        r"\renewcommand{\headrulewidth}{0pt}\fancyhead[CE]{\footnotesize\scshape AUTHOR}"
        r"\fancyhead[CO]{\footnotesize\scshape TITLE}\fancyfoot[C]{\thepage}" + TITLE,
        starred=False,
    ),
}


@dataclass(frozen=True, slots=True)
class Article(Layout):
    """A layout that sets a list of works behind the text."""

    def adapted(self, text: Text) -> Text:
        """The text with its list of works, without what this producer cannot set."""
        heading, *works = WORKS[text.language]
        listed = [Block("heading", (Run(heading),)), *(Block("paragraph", inline(work)) for work in works)]
        adapted = Layout.adapted(self, text)
        return Text(adapted.name, adapted.language, adapted.title, adapted.author, (*adapted.blocks, *listed), adapted.notes)


def typeset(own: Class, text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`; the entries of the list of works hang."""
    source = tex_document(text, own)
    heading = next(i for i in range(len(text.blocks) - 1, -1, -1) if text.blocks[i].kind == "heading")
    for block in text.blocks[heading + 1 :]:
        entry = tex_pieces(block.pieces, text)
        before, _, after = source.rpartition(tex_block(block, text, own.lines))
        source = before + ENTRY % entry + after
    (folder / "text.tex").write_text(source, encoding="utf-8")
    for _ in range(3):
        run([own.engine, "-interaction=nonstopmode", "-halt-on-error", "text.tex"], folder)
    shutil.copy(folder / "text.pdf", destination)


LAYOUTS = tuple(
    Article(
        name,
        partial(typeset, own),
        programs=(own.engine,),
        columns=own.columns,
        drop_caps=own.drop_caps,
        absent_notes="" if own.starred else "*",
    )
    for name, own in CLASSES.items()
)
