"""Classes and packages of LaTeX that set titles, headings, notes or initials their own way."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.extraction.layouts.latex import LANGUAGES, tex_body, tex_pieces
from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Text
from fixtures.typeset.running import run
from fixtures.typeset.tex_source import tex_text


@dataclass(frozen=True, slots=True)
class Class:
    """What tells one layout from another. In the source AUTHOR, TITLE and LANGUAGE stand for the text's own."""

    engine: str
    preamble: str
    opening: str = r"\maketitle"
    """What stands before the text."""
    closing: str = ""
    """What stands behind it."""
    lines: int = 2
    """Of the lettrine."""
    columns: int = 1
    drop_caps: bool = True
    """Whether initials are set."""
    starred: bool = True
    """Whether the author's note can be set."""
    driver: str = ""
    """What makes a PDF of a DVI file."""
    french: str = r"\frenchsetup{StandardLayout=true,AutoSpacePunctuation=false}"


BABEL = r"\usepackage[LANGUAGE]{babel}"
BYTES = r"\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{textcomp}" + BABEL
TITLE = r"\title{TITLE}\author{AUTHOR}\date{}"
QUIET = r"\setcounter{secnumdepth}{0}\setlength{\emergencystretch}{2em}"

CLASSES = {
    # KOMA-Script's book: facing heads with a rule, headings in bold of the text's family, numbers of notes in the margin
    "koma-book": Class(
        "xelatex",
        r"\documentclass[10pt,a5paper,twoside,DIV=11,headings=small,titlepage=false]{scrbook}"
        r"\usepackage{fontspec}\setmainfont{Junicode Two Beta}" + BABEL + r"\usepackage[headsepline]{scrlayer-scrpage}"
        r"\clearpairofpagestyles\lehead{\pagemark}\rehead{AUTHOR}\lohead{TITLE}\rohead{\pagemark}\pagestyle{scrheadings}"
        r"\addtokomafont{disposition}{\rmfamily}\deffootnote{0em}{1em}{\llap{\thefootnotemark\enspace}}",
        lines=3,
    ),
    # memoir with its notes in the outer margin
    "memoir-margin-notes": Class(
        "pdflatex",
        r"\documentclass[11pt,a4paper,oneside,article]{memoir}" + BYTES + r"\usepackage{tgpagella}"
        r"\setlrmarginsandblock{25mm}{75mm}{*}\setmarginnotes{6mm}{52mm}{4mm}\checkandfixthelayout"
        r"\footnotesinmargin\makeevenhead{plain}{}{}{}\pagestyle{plain}",
        starred=False,
    ),
    # memoir with headings in spaced small capitals, numerals with ascenders and descenders, notes that hang
    "memoir-small-capitals": Class(
        "xelatex",
        r"\documentclass[11pt,a5paper,twoside,article]{memoir}\usepackage{fontspec}"
        r"\setmainfont{EB Garamond}[Numbers=OldStyle]" + BABEL + r"\setlrmarginsandblock{18mm}{22mm}{*}\checkandfixthelayout"
        r"\newfontfamily\spaced{EB Garamond}[Letters=SmallCaps,LetterSpace=6]\setsecheadstyle{\spaced\centering}"
        r"\makepagestyle{own}\makeevenhead{own}{\thepage}{\spaced AUTHOR}{}\makeoddhead{own}{}{\spaced TITLE}{\thepage}"
        r"\pagestyle{own}\setlength{\footmarkwidth}{1.4em}\setlength{\footmarksep}{0em}\footmarkstyle{#1.\hfill}",
        lines=3,
    ),
    # Elsevier's: two columns of Charter, the folio alone at the foot
    "elsarticle-two-columns": Class(
        "pdflatex",
        r"\documentclass[final,5p,twocolumn]{elsarticle}" + BYTES + r"\usepackage{charter}\makeatletter"
        r"\def\ps@pprintTitle{\let\@oddhead\@empty\let\@evenhead\@empty\def\@oddfoot{\hfil\thepage\hfil}\let\@evenfoot\@oddfoot}"
        r"\makeatother\journal{}",
        opening=r"\begin{frontmatter}\title{TITLE}\author{AUTHOR}\end{frontmatter}",
        columns=2,
        starred=False,
    ),
    # Springer's proceedings
    "llncs": Class(
        "pdflatex",
        r"\documentclass[runningheads]{llncs}" + BYTES + r"\usepackage{tgtermes}",
        opening=r"\title{TITLE}\titlerunning{TITLE}\author{AUTHOR}\authorrunning{AUTHOR}\institute{\ }\maketitle",
        starred=False,
    ),
    # the American Mathematical Society's, in Utopia; the folio below the notes
    "amsart": Class(
        "pdflatex",
        r"\documentclass[10pt]{amsart}" + BYTES + r"\usepackage{utopia}\makeatletter"
        r"\let\uppercasenonmath\@gobble\def\@setauthors{\begingroup\centering\small AUTHOR\par\endgroup}\makeatother"
        r"\title[TITLE]{TITLE}\author{AUTHOR}\date{}",
        starred=False,
    ),
    # Tufte's: notes in the margin where they are called, no indents by way of parskip
    "tufte-handout": Class(
        "pdflatex",
        r"\documentclass[justified,nobib,a4paper]{tufte-handout}\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}"
        + BABEL
        + r"\usepackage{tgpagella}\hypersetup{hidelinks}"
        + TITLE,
        opening=r"{\noindent\LARGE TITLE\par\bigskip\noindent AUTHOR\par\bigskip}",
        starred=False,
    ),
    # all notes of a page in one paragraph
    "notes-in-one-paragraph": Class(
        "pdflatex",
        r"\documentclass[11pt]{article}\usepackage[paperwidth=160mm,paperheight=240mm,margin=25mm]{geometry}"
        + BYTES
        + r"\usepackage{bookman}\usepackage[para]{footmisc}\pagestyle{plain}"
        + TITLE,
        starred=False,
    ),
    # at the end, under a heading of their own, each beginning with a raised number
    "endnotes": Class(
        "xelatex",
        r"\documentclass[11pt]{article}\usepackage[b5paper,margin=24mm]{geometry}\usepackage{fontspec}"
        r"\setmainfont{Gentium Book Basic}" + BABEL + r"\usepackage{endnotes}\let\footnote\endnote"
        r"\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}\fancyhead[C]{\small\scshape TITLE}\fancyfoot[R]{\thepage}"
        r"\renewcommand{\headrulewidth}{0pt}" + TITLE,
        closing=r"\theendnotes",
        lines=3,
        starred=False,
    ),
    # at the end as a list, numbers with a full stop; sans serif
    "enotez": Class(
        "lualatex",
        r"\documentclass[10pt,parskip=half]{scrartcl}\usepackage[a4paper,left=40mm,right=40mm]{geometry}\usepackage{fontspec}"
        r"\setmainfont{TeX Gyre Heros}"
        + BABEL
        + r"\usepackage{enotez}\setenotez{list-name=NOTES}\let\footnote\endnote\pagestyle{plain}"
        + TITLE,
        closing=r"\printendnotes*",
        starred=False,
    ),
    # the package sidenotes
    "sidenotes": Class(
        "lualatex",
        r"\documentclass[10pt]{article}\usepackage[a4paper,left=25mm,textwidth=105mm,marginparsep=7mm,marginparwidth=50mm]"
        r"{geometry}\usepackage{fontspec}\setmainfont{TeX Gyre Pagella}" + BABEL + r"\usepackage{sidenotes}"
        # the package takes no notes of several paragraphs by itself
        r"\long\def\footnote#1{\long\def\body{#1}\sidenote{\body}}\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}"
        r"\fancyhead[L]{\small AUTHOR, \emph{TITLE}}\fancyfoot[L]{\thepage}" + TITLE,
        starred=False,
    ),
    # every fifth line numbered in the margin
    "numbered-lines": Class(
        "pdflatex",
        r"\documentclass[12pt]{article}\usepackage[letterpaper,margin=32mm]{geometry}" + BYTES + r"\usepackage{tgschola}"
        r"\usepackage[modulo]{lineno}\linenumbers\usepackage{setspace}\onehalfspacing\pagestyle{plain}" + TITLE,
        starred=False,
    ),
    # French use: a thin space before calls, numbers of notes on the line, indented
    "french-notes": Class(
        "pdflatex",
        r"\documentclass[10pt,twoside]{book}\usepackage[paperwidth=130mm,paperheight=205mm,margin=17mm]{geometry}"
        + BYTES
        + r"\usepackage{tgtermes}\makeatletter\renewcommand\@makefntext[1]{\parindent1.2em\indent\@thefnmark. #1}"
        r"\renewcommand\@makefnmark{\hbox{\,\textsuperscript{\normalfont\@thefnmark}}}\makeatother"
        r"\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}\renewcommand{\headrulewidth}{0pt}"
        r"\fancyhead[CE]{\footnotesize AUTHOR}\fancyhead[CO]{\footnotesize TITLE}\fancyhead[LE,RO]{\footnotesize\thepage}"
        r"\usepackage{titlesec}\titleformat{\section}{\normalfont\centering\bfseries}{}{0pt}{}",
        opening=r"\begin{center}{\Large TITLE\par}\medskip AUTHOR\end{center}",
        starred=False,
    ),
    # numbers in brackets, as older books in Spanish, French and German have them
    "bracketed-calls": Class(
        "pdflatex",
        r"\documentclass[10pt]{article}\usepackage[paperwidth=140mm,paperheight=210mm,margin=19mm]{geometry}"
        + BYTES
        + r"\usepackage{newcent}\renewcommand{\thefootnote}{(\arabic{footnote})}\pagestyle{headings}"
        + TITLE,
        starred=False,
    ),
    # an initial of five lines in a font of initials, its opening mark small beside it
    "five-line-initials": Class(
        "lualatex",
        r"\documentclass[12pt]{article}\usepackage[paperwidth=190mm,paperheight=250mm,margin=30mm]{geometry}"
        r"\usepackage{fontspec}\setmainfont{GFS Didot}" + BABEL + r"\newfontfamily\initials{Linux Libertine O}"
        r"\AtBeginDocument{\renewcommand{\LettrineFontHook}{\initials}\renewcommand{\LettrineTextFont}{\scshape}"
        r"\renewcommand{\DefaultFindent}{2pt}\renewcommand{\DefaultNindent}{0pt}\renewcommand{\DefaultLhang}{0.2}}"
        r"\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}\fancyfoot[L]{\small\thepage}\fancyfoot[R]{\small\itshape TITLE}"
        r"\renewcommand{\headrulewidth}{0pt}" + TITLE,
        lines=5,
    ),
    # DVI made a PDF by dvipdfmx; a rule between two columns
    "dvipdfmx-columns": Class(
        "latex",
        r"\documentclass[10pt,twocolumn]{article}\usepackage[a4paper,margin=22mm]{geometry}\setlength{\columnseprule}{0.4pt}"
        + BYTES
        + r"\usepackage{tgbonum}\pagestyle{plain}"
        + TITLE,
        columns=2,
        driver="dvipdfmx",
    ),
    # a typescript: one width for every letter, ragged, wide lines, notes at its end
    "typescript": Class(
        "pdflatex",
        r"\documentclass[12pt]{article}\usepackage[letterpaper,margin=1in]{geometry}" + BYTES + r"\usepackage{lmodern}"
        r"\renewcommand{\familydefault}{\ttdefault}\usepackage{setspace}\doublespacing\usepackage{endnotes}\let\footnote\endnote"
        r"\usepackage{titlesec}\titleformat{\section}{\normalfont\centering}{}{0pt}{}"
        r"\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}\fancyhead[R]{AUTHOR \thepage}\renewcommand{\headrulewidth}{0pt}"
        + TITLE
        + r"\AtBeginDocument{\raggedright\setlength{\parindent}{0.5in}}",
        closing=r"\clearpage\theendnotes",
        drop_caps=False,
        starred=False,
    ),
    # two sets of notes could be had; this is one, with each note below a rule of its own by bigfoot
    "bigfoot": Class(
        "pdflatex",
        r"\documentclass[10pt]{article}\usepackage[b5paper,margin=22mm]{geometry}"
        + BYTES
        + r"\usepackage{lmodern}\usepackage{bigfoot}\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}"
        r"\fancyhead[L]{TITLE}\fancyhead[R]{\thepage}" + TITLE,
        starred=False,
    ),
}


def tex_document(text: Text, own: Class) -> str:
    """The whole LaTeX file."""
    byline = next(block for block in text.blocks if block.kind == "byline")
    language = LANGUAGES[text.language] + (",shorthands=off" if text.language == "es" else "")
    head = tex_text(text.author, text.language)

    def filled(source: str, author: str) -> str:
        source = source.replace(r"\author{AUTHOR}", rf"\author{{{author}}}").replace("LANGUAGE", language)
        return source.replace("AUTHOR", head).replace("TITLE", tex_text(text.title, text.language))

    author = tex_pieces(byline.pieces, text)
    return "\n".join(
        [
            r"\PassOptionsToPackage{hyphens}{url}" + filled(own.preamble, author),
            own.french if text.language == "fr" else "",
            r"\usepackage{lettrine}\usepackage{url}\urlstyle{same}" + QUIET,
            "" if r"\title" in own.preamble or r"\title" in own.opening else filled(TITLE, author),
            r"\begin{document}",
            filled(own.opening, author),
            tex_body(text, own.lines),
            own.closing,
            r"\end{document}",
            "",
        ]
    )


def typeset(own: Class, text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`."""
    (folder / "text.tex").write_text(tex_document(text, own), encoding="utf-8")
    for _ in range(3):
        run([own.engine, "-interaction=nonstopmode", "-halt-on-error", "text.tex"], folder)
    if own.driver:
        run([own.driver, "-q", "text.dvi"], folder)
    shutil.copy(folder / "text.pdf", destination)


LAYOUTS = tuple(
    Layout(
        name,
        partial(typeset, own),
        programs=tuple(filter(None, (own.engine, own.driver))),
        columns=own.columns,
        drop_caps=own.drop_caps,
        absent_notes="" if own.starred else "*",
    )
    for name, own in CLASSES.items()
)
