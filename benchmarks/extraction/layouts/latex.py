"""pdfLaTeX, LuaLaTeX, XeLaTeX, and LaTeX through dvips and Ghostscript: lettrines, notes at the foot, heads by fancyhdr."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Block, Piece, Run, Text, cut_initial
from fixtures.typeset.running import run
from fixtures.typeset.tex_source import BABEL, tex_text

LANGUAGES = BABEL | {"es": "spanish"}
COMMANDS = {"emphasis": r"\emph", "superscript": r"\textsuperscript", "subscript": r"\textsubscript"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What tells one LaTeX layout from another."""

    engine: str
    paper: str
    """Options of geometry."""
    fonts: str
    heads: str
    """Calls of fancyhdr; AUTHOR and TITLE stand for the text's own."""
    options: str = "10pt"
    lines: int = 2
    """Of the lettrine."""
    further: str = ""
    """More of the preamble."""
    multicols: int = 1
    document_class: str = "article"


HEADS_OUTSIDE = r"\fancyhead[LE,RO]{\small\thepage}\fancyhead[RE]{\small\itshape AUTHOR}\fancyhead[LO]{\small\itshape TITLE}"
HEADS_APART = r"\fancyhead[L]{\small AUTHOR}\fancyhead[R]{\small TITLE}\fancyfoot[C]{\thepage}"
HEADS_UPPER = (
    r"\fancyhead[L]{\footnotesize\MakeUppercase{AUTHOR}}\fancyhead[R]{\footnotesize\MakeUppercase{TITLE}}"
    r"\fancyfoot[C]{\thepage}"
)
HEADS_SPACED = r"\fancyhead[C]{\small\headfont TITLE}\fancyfoot[C]{\small -- \thepage\ --}"
HEADS_RIGHT = r"\fancyhead[R]{\footnotesize TITLE\quad\textbf{\thepage}}"
# displays small and close, as journals set them; sections centred in small capitals; folios far from 1
JOURNAL = (
    r"\setcounter{page}{287}\usepackage{titlesec}\titleformat{\section}{\centering\scshape}{}{0pt}{}"
    r"\usepackage{etoolbox}\AtBeginEnvironment{quote}{\small}\AtBeginEnvironment{verse}{\small\itshape}"
)
SPACED_FONT = r"\newfontfamily\headfont{EB Garamond}[Letters=SmallCaps,LetterSpace=12.0]"
# its bold has glyphs without a Unicode value
GARAMOND = r"\usepackage{fontspec}\setmainfont{EB Garamond}[Ligatures=TeX,BoldFont={Linux Libertine O Bold}%s]"
MODERN = r"\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{textcomp}%s"
# LaTeX's own stops at the ninth, and counts the notes of the whole text until it has seen where the pages end.
SYMBOLS = (
    r"\makeatletter\AtBeginDocument{\def\@fnsymbol#1{\ensuremath{\ifcase#1\or *\or\dagger\or\ddagger\or"
    r"\mathsection\or\mathparagraph\or **\or\dagger\dagger\or\ddagger\ddagger\fi}}}\makeatother"
)

SETTINGS = {
    "pdflatex-book": Setting(
        "pdflatex",
        "a5paper,margin=18mm,headsep=5mm",
        MODERN % r"\usepackage{lmodern}\usepackage{microtype}",
        HEADS_APART,
        further=r"\renewcommand{\headrulewidth}{0.4pt}",
    ),
    "pdflatex-facing-heads": Setting(
        "pdflatex",
        "a5paper,inner=19mm,outer=16mm,top=20mm,bottom=18mm",
        MODERN % r"\usepackage{tgtermes}",
        HEADS_OUTSIDE,
        options="10pt,twoside",
        lines=4,
    ),
    "pdflatex-notes-by-page": Setting(
        "pdflatex",
        "a5paper,margin=17mm",
        MODERN % r"\usepackage{tgbonum}\usepackage[perpage]{footmisc}",
        HEADS_OUTSIDE,
        options="10pt,twoside",
    ),
    "pdflatex-symbol-notes": Setting(
        "pdflatex",
        "paperwidth=150mm,paperheight=225mm,margin=20mm",
        MODERN % r"\usepackage{tgpagella}\usepackage[perpage,symbol]{footmisc}",
        HEADS_APART,
        further=SYMBOLS,
    ),
    "lualatex-two-columns": Setting(
        "lualatex",
        "letterpaper,margin=20mm",
        GARAMOND % "" + r"\usepackage{microtype}",
        HEADS_APART,
        options="10pt,twocolumn",
        lines=3,
    ),
    "lualatex-three-columns": Setting(
        "lualatex",
        "a4paper,margin=16mm",
        r"\usepackage{fontspec}\setmainfont{Linux Libertine O}[Ligatures=TeX]\usepackage{multicol}",
        HEADS_APART,
        options="9pt",
        multicols=3,
    ),
    "xelatex-spaced-heads": Setting(
        "xelatex",
        "paperwidth=146mm,paperheight=190mm,hmargin=17mm,vmargin=22mm,headsep=6mm",
        GARAMOND % ",Numbers=OldStyle" + SPACED_FONT,
        HEADS_SPACED,
        options="11pt",
        lines=3,
        further=r"\interfootnotelinepenalty=0\setcounter{page}{112}",
    ),
    "lualatex-ragged": Setting(
        "lualatex",
        "paperwidth=165mm,paperheight=240mm,margin=24mm",
        r"\usepackage{fontspec}\setmainfont{Linux Biolinum O}[Ligatures=TeX]\usepackage[skip=6pt]{parskip}",
        HEADS_RIGHT,
        further=r"\AtBeginDocument{\raggedright}",
        lines=3,
    ),
    "xelatex-journal": Setting(
        "xelatex",
        "paperwidth=176mm,paperheight=250mm,inner=22mm,outer=18mm,top=26mm,bottom=22mm,headsep=8mm",
        r"\usepackage{fontspec}\setmainfont{Linux Libertine O}[Ligatures=TeX,Numbers=OldStyle]",
        HEADS_OUTSIDE,
        options="10pt,twoside",
        lines=2,
        further=JOURNAL,
    ),
    "dvips-ps2pdf": Setting("latex", "a5paper,margin=17mm", MODERN % "", HEADS_UPPER, options="11pt"),
}


def tex_pieces(pieces: tuple[Piece, ...], text: Text) -> str:
    """LaTeX of a block's text, its notes as `\\footnote`, the author's starred note as `\\thanks`."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Run):
            words = tex_text(piece.text, text.language).replace("\n", r"\\" + "\n")
            parts.append(f"{COMMANDS[piece.style]}{{{words}}}" if piece.style else words)
        else:
            body = "\n\n".join(tex_pieces(paragraph, text) for paragraph in text.notes[piece.label])
            parts.append((r"\footnote{" if piece.label.isdigit() else r"\thanks{") + body + "}")
    return "".join(parts)


def tex_block(block: Block, text: Text, lines: int) -> str:
    """One block that is no list item; a drop cap is as deep as `lines` lines."""
    if block.kind == "table":
        rows = r"\\".join(" & ".join(tex_text(cell, text.language) for cell in row) for row in block.rows)
        columns = "l" + "r" * (len(block.rows[0]) - 1)
        return rf"\begin{{center}}\small\begin{{tabular}}{{{columns}}}{rows}\end{{tabular}}\end{{center}}"
    if block.drop_cap:
        cap = cut_initial(block)
        opening = tex_text(cap.opening, text.language).strip()
        ante = f",ante={{{opening}}}" if opening else ""
        rest = tex_text(cap.rest_of_word, text.language)
        return rf"\lettrine[lines={lines}{ante}]{{{cap.initial}}}{{{rest}}}" + tex_pieces(cap.following, text)
    words = tex_pieces(block.pieces, text)
    if block.kind == "caption":
        return rf"\begin{{center}}\small {words}\end{{center}}\nopagebreak"
    environment = {"quotation": "quote", "verse": "verse"}.get(block.kind)
    if environment:
        return rf"\begin{{{environment}}}{words}\end{{{environment}}}"
    return rf"\section{{{words}}}" if block.kind == "heading" else words


def tex_list(items: list[Block], text: Text) -> str:
    """A run of items as a list whose markers are the items' own."""
    lines = (
        rf"\item[{item.marker if item.marker != '-' else chr(92) + 'textbullet'}] {tex_pieces(item.pieces, text)}"
        for item in items
    )
    return r"\begin{itemize}" + "\n".join(lines) + r"\end{itemize}"


def tex_body(text: Text, lines: int) -> str:
    """All blocks but the title and the byline."""
    body = []
    for listed, blocks in groupby(text.blocks, lambda block: block.kind == "item"):
        if listed:
            body.append(tex_list(list(blocks), text))
        else:
            body.extend(tex_block(block, text, lines) for block in blocks if block.kind not in ("title", "byline"))
    return "\n\n".join(body)


def tex_document(text: Text, setting: Setting) -> str:
    """The whole LaTeX file."""
    author, title = (tex_text(head, text.language) for head in (text.author, text.title))
    byline = next(block for block in text.blocks if block.kind == "byline")
    columns = (rf"\begin{{multicols}}{{{setting.multicols}}}", r"\end{multicols}") if setting.multicols > 1 else ("", "")
    return "\n".join(
        [
            rf"\documentclass[{setting.options}]{{{'extarticle' if '9pt' in setting.options else setting.document_class}}}",
            rf"\usepackage[{setting.paper}]{{geometry}}",
            setting.fonts,
            rf"\usepackage[{LANGUAGES[text.language]}{',shorthands=off' if text.language == 'es' else ''}]{{babel}}",
            r"\frenchsetup{StandardLayout=true,AutoSpacePunctuation=false}" if text.language == "fr" else "",
            r"\usepackage{lettrine}\usepackage[hyphens]{url}\urlstyle{same}",
            r"\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}\renewcommand{\headrulewidth}{0pt}",
            setting.heads.replace("AUTHOR", author).replace("TITLE", title),
            setting.further,
            r"\setcounter{secnumdepth}{0}\setlength{\emergencystretch}{2em}",
            rf"\title{{{title}}}\author{{{tex_pieces(byline.pieces, text)}}}\date{{}}",
            r"\begin{document}\maketitle\thispagestyle{fancy}" + columns[0],
            tex_body(text, setting.lines),
            columns[1] + r"\end{document}",
            "",
        ]
    )


def typeset(setting: Setting, text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`."""
    (folder / "text.tex").write_text(tex_document(text, setting), encoding="utf-8")
    for _ in range(3):
        run([setting.engine, "-interaction=nonstopmode", "-halt-on-error", "text.tex"], folder)
    if setting.engine == "latex":
        run(["dvips", "-q", "-o", "text.ps", "text.dvi"], folder)
        run(["ps2pdf", "text.ps", "text.pdf"], folder)
    shutil.copy(folder / "text.pdf", destination)


FURTHER_SETTINGS = {
    # KOMA-Script: headings in sans serif, bodies of notes hanging behind their figures, paragraphs parted by space
    "koma-article": Setting(
        "lualatex",
        "a4paper,left=38mm,right=42mm,top=30mm,bottom=38mm",
        r"\usepackage{fontspec}\setmainfont{Linux Libertine O}\setsansfont{Linux Biolinum O}",
        r"\fancyhead[L]{\sffamily\small TITLE}\fancyhead[R]{\sffamily\small\thepage}",
        options="11pt,parskip=half",
        further=r"\deffootnote[1.6em]{1.6em}{1em}{\makebox[1.6em][l]{\thefootnotemark}}",
        document_class="scrartcl",
    ),
    # numbers of notes on the line with a full stop; headings in italics of the text's size, which the outline names; dead links
    "pdflatex-quiet-headings": Setting(
        "pdflatex",
        "paperwidth=140mm,paperheight=216mm,inner=20mm,outer=18mm,top=22mm,bottom=24mm",
        MODERN % r"\usepackage{tgpagella}",
        HEADS_OUTSIDE,
        options="10pt,twoside",
        further=r"\usepackage{titlesec}\titleformat{\section}{\normalfont\itshape}{}{0pt}{}"
        r"\usepackage[hang,flushmargin]{footmisc}"
        r"\makeatletter\renewcommand\@makefntext[1]{\noindent\@thefnmark.\enspace #1}\makeatother"
        r"\usepackage[hidelinks]{hyperref}",
    ),
}


def layouts(settings: dict[str, Setting]) -> tuple[Layout, ...]:
    """A layout for each setting."""
    return tuple(
        Layout(
            name,
            partial(typeset, setting),
            programs=("latex", "dvips", "ps2pdf") if setting.engine == "latex" else (setting.engine,),
            columns=2 if "twocolumn" in setting.options else setting.multicols,
            # the author's star would be the second on its page
            absent_notes="*" if setting.further == SYMBOLS else "",
            labels_are_numbers="perpage" not in setting.fonts,
        )
        for name, setting in settings.items()
    )


LAYOUTS = layouts(SETTINGS)
FURTHER = layouts(FURTHER_SETTINGS)
"""Added later: they stand behind the others, so that these keep their texts."""
