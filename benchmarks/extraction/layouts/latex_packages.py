"""Further classes and packages of LaTeX, a critical edition by reledmac among them."""

from __future__ import annotations

import shutil
from functools import partial
from itertools import groupby
from pathlib import Path

from benchmarks.extraction.layouts.latex import tex_block, tex_body, tex_list
from benchmarks.extraction.layouts.latex_classes import BABEL, BYTES, TITLE, Class, tex_document, typeset
from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Text
from fixtures.typeset.running import run

CLASSES = {
    # the American Physical Society's: two columns, centred headings, notes of one column
    "revtex": Class(
        "pdflatex",
        r"\documentclass[aps,reprint,nofootinbib,a4paper]{revtex4-2}"
        + BYTES
        + r"\usepackage{txfonts}\raggedbottom\AtBeginDocument{\let\MakeTextUppercase\relax\let\MakeUppercase"
        r"\relax}",
        opening=r"\title{TITLE}\author{AUTHOR}\noaffiliation\maketitle",
        columns=2,
        starred=False,
    ),
    # the Association for Computing Machinery's, in one column
    "acmart": Class(
        "pdflatex",
        r"\documentclass[acmsmall,nonacm,screen]{acmart}"
        + BABEL
        + r"\makeatletter\renewcommand\@secfont{\sffamily\bfseries\large}\renewcommand\@authorfont{\large"
        r"\sffamily}\makeatother\settopmatter{printacmref=false,printfolios=true,authorsperrow=1}"
        r"\setcopyright{none}\citestyle{acmauthoryear}",
        opening=r"{\centering\Large\sffamily TITLE\par\medskip\normalsize AUTHOR\par\bigskip}\thispagestyle{plain}"
        r"\pagestyle{standardpagestyle}\makeatletter\fancyhf{}\fancyhead[LE,RO]{\sffamily\footnotesize"
        r"\thepage}\fancyhead[RE]{\sffamily\footnotesize AUTHOR}\fancyhead[LO]{\sffamily"
        r"\footnotesize TITLE}\makeatother",
        starred=False,
    ),
    # KOMA-Script's report, whose font gives small capitals as capitals
    "scrreprt-charis": Class(
        "xelatex",
        r"\documentclass[11pt,a4paper,oneside,headinclude,footnotes=multiple,numbers=noenddot]{scrreprt}"
        r"\usepackage{fontspec}\setmainfont{Charis SIL}"
        + BABEL
        + r"\usepackage[headsepline,footsepline]{scrlayer-scrpage}\clearpairofpagestyles\ihead{TITLE}\ofoot{"
        r"\pagemark}\ifoot{AUTHOR}\pagestyle{scrheadings}\deffootnote[2em]{2em}{1em}{\textbf{"
        r"\thefootnotemark}\ }\setfootnoterule{0pt}"
        r"\RedeclareSectionCommand[style=section,indent=0pt,runin=false]{section}\addtokomafont{section}{"
        r"\itshape\mdseries\rmfamily\large}",
        opening=r"{\centering\Large TITLE\par\medskip\normalsize AUTHOR\par\bigskip}",
        lines=3,
        starred=False,
    ),
    # TUGboat's
    "ltugboat": Class(
        "pdflatex",
        r"\documentclass{ltugboat}" + BYTES + r"\usepackage{lmodern}",
        opening=r"\title{TITLE}\author{AUTHOR}\maketitle",
        columns=2,
        starred=False,
    ),
    # a small book; calls and labels with a bracket, folios in brackets in the head
    "octavo-oldstandard": Class(
        "xelatex",
        r"\documentclass[10pt,twoside,crown]{octavo}\usepackage{fontspec}"
        r"\setmainfont{Old Standard TT}[Ligatures=TeX]"
        + BABEL
        + r"\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}\fancyhead[CE]{[ \thepage\ ]\quad"
        r"\textit{AUTHOR}}\fancyhead[CO]{\textit{TITLE}\quad[ \thepage\ ]}\renewcommand{"
        r"\headrulewidth}{0pt}\renewcommand{\thefootnote}{\arabic{footnote})}",
        opening=r"{\centering\Large TITLE\par\medskip\normalsize AUTHOR\par\bigskip}",
        lines=3,
        starred=False,
    ),
    # initials, headings, calls and heads in colour, a rule under headings
    "coloured-lualatex": Class(
        "lualatex",
        r"\documentclass[11pt,twoside]{article}"
        r"\usepackage[paperwidth=170mm,paperheight=244mm,inner=22mm,outer=30mm,top=28mm,bottom=30mm]{geometry}"
        r"\usepackage{fontspec}\setmainfont{Vollkorn}[Numbers=OldStyle]"
        + BABEL
        + r"\usepackage[dvipsnames]{xcolor}\usepackage{titlesec}\titleformat{\section}{\color{BrickRed}"
        r"\Large\bfseries\scshape}{}{0pt}{}[{\color{BrickRed}\titlerule}]\newfontfamily"
        r"\initials{Goudy Bookletter 1911}\AtBeginDocument{\renewcommand{\LettrineFontHook}{\initials"
        r"\color{BrickRed}}\renewcommand{\LettrineTextFont}{\scshape\color{BrickRed}}\renewcommand{"
        r"\DefaultLoversize}{0.1}}\makeatletter\renewcommand\@makefnmark{\hbox{\color{BrickRed}"
        r"\textsuperscript{\normalfont\@thefnmark}}}\makeatother\renewcommand{\footnoterule}{}"
        r"\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}\renewcommand{\headrulewidth}{0pt}"
        r"\fancyhead[LE]{\color{BrickRed}\small\thepage\quad\textsc{AUTHOR}}\fancyhead[RO]{"
        r"\color{BrickRed}\small\textsc{TITLE}\quad\thepage}" + TITLE,
        lines=3,
    ),
    # spaced small capitals for headings
    "classicthesis": Class(
        "pdflatex",
        r"\documentclass[10pt,a4paper,oneside,footinclude]{scrartcl}\usepackage[utf8]{inputenc}"
        r"\usepackage[T1]{fontenc}"
        + BABEL
        + r"\usepackage[nochapters,pdfspacing,beramono=false,eulermath=false]{classicthesis}"
        r"\usepackage{textcomp}\AtBeginDocument{\def\spacedlowsmallcaps#1{\textsc{#1}}}" + TITLE,
        opening=r"{\centering\Large\spacedlowsmallcaps{TITLE}\par\medskip\normalsize AUTHOR\par\bigskip}"
        r"\pagestyle{scrheadings}",
        starred=False,
    ),
    # all notes of a page in its right column
    "ftnright": Class(
        "pdflatex",
        r"\documentclass[10pt,twocolumn]{article}\usepackage[a4paper,margin=20mm]{geometry}"
        + BYTES
        + r"\usepackage{mathptmx}\usepackage{ftnright}\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}"
        r"\fancyhead[L]{\small AUTHOR}\fancyhead[R]{\small TITLE}\fancyfoot[C]{-- \thepage\ --}" + TITLE,
        columns=2,
        starred=False,
    ),
    # notes in two columns below text in one
    "dblfnote": Class(
        "pdflatex",
        r"\documentclass[11pt]{article}\usepackage[b5paper,margin=21mm]{geometry}"
        + BYTES
        + r"\usepackage{charter}\usepackage{dblfnote}\DFNalwaysdouble\pagestyle{myheadings}"
        r"\markright{AUTHOR, TITLE}" + TITLE,
        starred=False,
    ),
    # headings in sans serif
    "paper-sans": Class(
        "xelatex",
        r"\documentclass[11pt,a4paper,DIV=9]{paper}\usepackage{fontspec}\setmainfont{Gentium Basic}"
        r"\setsansfont{Linux Biolinum O}" + BABEL + r"\pagestyle{headings}\setlength{\parindent}{2em}" + TITLE,
        starred=False,
    ),
    # a book whose headings are small capitals of the text's size, heads beside their folios
    "pfnote-palatino": Class(
        "lualatex",
        r"\documentclass[10pt,twoside]{scrbook}"
        r"\usepackage[paperwidth=135mm,paperheight=215mm,margin=18mm]{geometry}\usepackage{fontspec}"
        r"\setmainfont{TeX Gyre Pagella}[Numbers=OldStyle]"
        + BABEL
        + r"\usepackage{fnpct}\usepackage{scrlayer-scrpage}\clearpairofpagestyles\cehead{AUTHOR\hspace{2em}"
        r"\pagemark}\cohead{\pagemark\hspace{2em}TITLE}\pagestyle{scrheadings}\addtokomafont{section}{"
        r"\normalfont\centering\scshape}\deffootnote{1.5em}{0em}{\thefootnotemark.\ }",
        opening=r"{\centering\Large TITLE\par\medskip\normalsize AUTHOR\par\bigskip}",
        starred=False,
    ),
}

EDITION = Class(
    "lualatex",
    r"\documentclass[11pt]{article}\usepackage[a4paper,left=35mm,right=40mm,top=30mm,bottom=35mm]{geometry}"
    r"\usepackage{fontspec}\setmainfont{Linux Libertine O}"
    + BABEL
    + r"\usepackage[series={A},noend,noeledsec,noledgroup]{reledmac}"
    r"\firstlinenum{5}\linenumincrement{5}\linenummargin{right}\lineation{page}\pagestyle{plain}" + TITLE,
    starred=False,
)
"""Every fifth line of the paragraphs numbered in the right margin, by page."""


def edited_body(text: Text) -> str:
    """The body with its paragraphs between reledmac's commands; other blocks are not numbered."""
    parts: list[str] = []
    numbering, begun = False, False
    for listed, group in groupby(text.blocks, lambda block: block.kind == "item"):
        blocks = [block for block in group if block.kind not in ("title", "byline")]
        sources = [tex_list(blocks, text)] if listed else [tex_block(block, text, EDITION.lines) for block in blocks]
        for i, source in enumerate(sources):
            paragraph = not listed and blocks[i].kind == "paragraph"
            if paragraph != numbering:
                parts.append(r"\pausenumbering" if numbering else r"\resumenumbering" if begun else r"\beginnumbering")
                numbering, begun = paragraph, True
            parts.append(rf"\pstart {source}\pend" if paragraph else source)
    return "\n\n".join([*parts, r"\endnumbering" if numbering else ""])


def typeset_edition(text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`."""
    source = tex_document(text, EDITION).replace(tex_body(text, EDITION.lines), edited_body(text))
    (folder / "text.tex").write_text(source, encoding="utf-8")
    for _ in range(3):
        run([EDITION.engine, "-interaction=nonstopmode", "-halt-on-error", "text.tex"], folder)
    shutil.copy(folder / "text.pdf", destination)


LAYOUTS = (
    *(
        Layout(
            name,
            partial(typeset, own),
            programs=(own.engine,),
            columns=own.columns,
            absent_notes="" if own.starred else "*",
        )
        for name, own in CLASSES.items()
    ),
    Layout("reledmac", typeset_edition, programs=(EDITION.engine,), absent_notes="*"),
)
