"""Typst: raised initials, notes at the foot as superscript glyphs of the font, head and folio in one line, hyphens U+00AD."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Block, Piece, Run, Text, cut_initial
from fixtures.typeset.canonical import french_spaces
from fixtures.typeset.typst_book import typst_string

COMMANDS = {"emphasis": "emph", "superscript": "super", "subscript": "sub"}
PREAMBLE = """#set page({page}, columns: {columns}, header: context {{
  set text(8pt)
  if calc.even(counter(page).get().first()) [#counter(page).display() #h(1fr) #text({author})]
  else [#emph(text({title})) #h(1fr) #counter(page).display()]
}})
#set text(font: {font}, size: 10pt, lang: "{language}", hyphenate: true)
#set smartquote(enabled: false)
#set par(justify: true, {paragraphs})
#show footnote.entry: set text(size: 0.8em)
#let starred(body) = {{ footnote(numbering: (..n) => "*", body); counter(footnote).update(n => n - 1) }}
"""


@dataclass(frozen=True, slots=True)
class Setting:
    """What tells one Typst layout from another."""

    page: str
    font: str
    paragraphs: str
    columns: int = 1
    further: str = ""
    """More rules."""
    fonts: tuple[str, ...] = ()
    """Folders of fonts beside Typst's own."""


SETTINGS = {
    "typst-book": Setting('paper: "a5", margin: 17mm', "Libertinus Serif", "first-line-indent: 1em, spacing: 0.65em"),
    "typst-two-columns": Setting('paper: "a4", margin: 20mm', "New Computer Modern", "spacing: 1em", columns=2),
}


def typst_pieces(pieces: tuple[Piece, ...], text: Text) -> str:
    """A block's text as string literals, with its notes as `#footnote`."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Run):
            lines = french_spaces(piece.text, text.language).split("\n")
            words = "#linebreak();".join(f"#{typst_string(line)};" for line in lines)
            parts.append(f"#{COMMANDS[piece.style]}[{words}];" if piece.style else words)
        else:
            body = "#parbreak();".join(typst_pieces(paragraph, text) for paragraph in text.notes[piece.label])
            parts.append(f"#{'footnote' if piece.label.isdigit() else 'starred'}[{body}];")
    return "".join(parts)


def typst_block(block: Block, text: Text) -> str:
    """One block that is no list item."""
    if block.kind == "table":
        cells = ", ".join(typst_string(cell) for row in block.rows for cell in row)
        return f"#align(center, text(0.9em, table(columns: {len(block.rows[0])}, stroke: none, {cells})))"
    if block.drop_cap:
        cap = cut_initial(block)
        raised = typst_string(french_spaces(cap.opening, text.language) + cap.initial)
        return f"#text(size: 2.6em)[#{raised};]" + typst_pieces((Run(cap.rest_of_word), *cap.following), text)
    content = typst_pieces(block.pieces, text)
    return {
        "title": f'#align(center, text(1.6em, weight: "bold")[{content}])',
        "byline": f"#align(center)[{content}]\n#v(1em)",
        "heading": f"#heading(level: 1)[{content}]",
        "quotation": f"#quote(block: true)[{content}]",
        "verse": f"#pad(left: 2em)[#set par(justify: false, first-line-indent: 0em)\n{content}]",
        "caption": f"#block(sticky: true, width: 100%, align(center, text(0.9em)[{content}]))",
    }.get(block.kind, content)


def typst_list(items: list[Block], text: Text) -> str:
    """A run of items as one list."""
    contents = ", ".join(f"[{typst_pieces(item.pieces, text)}]" for item in items)
    return f"#{'list' if items[0].marker == '-' else 'enum'}({contents})"


def typst_document(text: Text, setting: Setting) -> str:
    """The whole Typst file."""
    parts = [
        PREAMBLE.format(
            page=setting.page,
            columns=setting.columns,
            author=typst_string(text.author),
            title=typst_string(text.title),
            font=typst_string(setting.font),
            language=text.language,
            paragraphs=setting.paragraphs,
        )
        + setting.further
    ]
    for listed, blocks in groupby(text.blocks, lambda block: block.kind == "item"):
        if listed:
            parts.append(typst_list(list(blocks), text))
        else:
            parts.extend(typst_block(block, text) for block in blocks)
    return "\n\n".join(parts) + "\n"


def typeset(setting: Setting, text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`."""
    import typst

    source = folder / "text.typ"
    source.write_text(typst_document(text, setting), encoding="utf-8")
    typst.compile(str(source), output=str(destination), ignore_system_fonts=True, font_paths=list(setting.fonts))


FURTHER_SETTINGS = {
    # headings in italics, a rule as long as the line over notes that hang behind their numbers
    "typst-quiet-headings": Setting(
        "width: 150mm, height: 220mm, margin: (inside: 18mm, outside: 24mm, y: 20mm)",
        "Gentium Book Basic",
        "first-line-indent: 1.2em, spacing: 0.6em, leading: 0.6em",
        further="#show heading: it => block(above: 1.6em, below: 0.8em, "
        'text(size: 10pt, style: "italic", weight: "regular", it.body))\n'
        "#set footnote.entry(separator: line(length: 100%, stroke: 0.4pt), indent: 0em)\n",
        fonts=("/usr/share/fonts/truetype/gentium-basic",),
    ),
}


def layouts(settings: dict[str, Setting]) -> tuple[Layout, ...]:
    """A layout for each setting."""
    return tuple(
        Layout(name, partial(typeset, setting), modules=("typst",), columns=setting.columns)
        for name, setting in settings.items()
    )


LAYOUTS = layouts(SETTINGS)
FURTHER = layouts(FURTHER_SETTINGS)
"""Added later: they stand behind the others, so that these keep their texts."""
