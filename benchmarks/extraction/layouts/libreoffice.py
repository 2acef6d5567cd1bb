"""LibreOffice Writer, directly or through DOCX: drop caps of three lines, notes at the foot, head and folio centred."""

from __future__ import annotations

import html
import shutil
from functools import partial
from itertools import groupby
from pathlib import Path

from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Block, Piece, Run, Text, cut_initial
from fixtures.typeset.canonical import french_spaces
from fixtures.typeset.running import run

FONT = "Linux Libertine O"
COUNTRIES = {"en": "US", "fr": "FR", "de": "DE", "es": "ES"}
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)
PARAGRAPHS = {
    "Note": ('fo:margin-left="5mm" fo:text-indent="-5mm"', 'fo:font-size="8.5pt"'),
    "Header": ('fo:text-align="center"', 'fo:font-size="8.5pt" fo:font-style="italic"'),
    "Footer": ('fo:text-align="center"', 'fo:font-size="9pt"'),
    "title": ('fo:text-align="center" fo:margin-bottom="3mm"', 'fo:font-size="18pt" fo:font-weight="bold"'),
    "byline": ('fo:text-align="center" fo:margin-bottom="6mm"', ""),
    "heading": (
        'fo:margin-top="5mm" fo:margin-bottom="2mm" fo:keep-with-next="always"',
        'fo:font-size="13pt" fo:font-weight="bold"',
    ),
    "paragraph": ('fo:text-align="justify" fo:text-indent="5mm"', ""),
    "item": ('fo:text-align="justify"', ""),
    "quotation": (
        'fo:text-align="justify" fo:margin-left="9mm" fo:margin-right="9mm" fo:margin-top="2mm" fo:margin-bottom="2mm"',
        'fo:font-size="10pt"',
    ),
    "verse": ('fo:margin-left="12mm" fo:margin-top="2mm" fo:margin-bottom="2mm"', 'fo:hyphenate="false"'),
    "caption": ('fo:text-align="center" fo:margin-top="2mm" fo:keep-with-next="always"', 'fo:font-size="9.5pt"'),
    "cell": ("", 'fo:font-size="9.5pt" fo:hyphenate="false"'),
}
CHARACTERS = {
    "emphasis": 'fo:font-style="italic"',
    "superscript": 'style:text-position="super 58%"',
    "subscript": 'style:text-position="sub 58%"',
    "mark": 'style:text-position="super 58%"',
}
LISTS = """<text:list-style style:name="bullets">
<text:list-level-style-bullet text:level="1" text:bullet-char="•">{place}</text:list-level-style-bullet></text:list-style>
<text:list-style style:name="numbers">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">{place}</text:list-level-style-number>
</text:list-style>""".format(
    place='<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
    '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-6mm" fo:margin-left="10mm"/>'
    "</style:list-level-properties>"
)


def written(words: str, text: Text) -> str:
    """Plain text as XML, with French no-break spaces."""
    return html.escape(french_spaces(words, text.language), quote=False).replace("\n", "<text:line-break/>")


def odt_pieces(pieces: tuple[Piece, ...], text: Text) -> str:
    """A block's text with its notes."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Run):
            words = written(piece.text, text)
            parts.append(f'<text:span text:style-name="{piece.style}">{words}</text:span>' if piece.style else words)
        else:
            own = "" if piece.label.isdigit() else f' text:label="{piece.label}"'
            body = "".join(
                f'<text:p text:style-name="Note">{odt_pieces(paragraph, text)}</text:p>'
                for paragraph in text.notes[piece.label]
            )
            parts.append(
                f'<text:note text:note-class="footnote"><text:note-citation{own}>{piece.label}</text:note-citation>'
                f"<text:note-body>{body}</text:note-body></text:note>"
            )
    return "".join(parts)


def odt_block(block: Block, text: Text) -> str:
    """One block that is no list item."""
    if block.kind == "table":
        rows = (
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p text:style-name="cell">{written(cell, text)}</text:p>'
                "</table:table-cell>"
                for cell in row
            )
            + "</table:table-row>"
            for row in block.rows
        )
        columns = f'<table:table-column table:number-columns-repeated="{len(block.rows[0])}"/>'
        return f'<table:table table:style-name="grid">{columns}{"".join(rows)}</table:table>'
    style = f"initial{len(cut_initial(block).opening) + 1}" if block.drop_cap else block.kind
    return f'<text:p text:style-name="{style}">{odt_pieces(block.pieces, text)}</text:p>'


def odt_list(items: list[Block], text: Text) -> str:
    """A run of items as one list."""
    lines = (
        f'<text:list-item><text:p text:style-name="item">{odt_pieces(item.pieces, text)}</text:p></text:list-item>'
        for item in items
    )
    return f'<text:list text:style-name="{"bullets" if items[0].marker == "-" else "numbers"}">{"".join(lines)}</text:list>'


def styles(text: Text) -> str:
    """All styles of the document; hyphenation is on."""
    standard = (
        f'style:font-name="{FONT}" fo:font-family="{FONT}" fo:font-size="11pt" fo:language="{text.language}" '
        f'fo:country="{COUNTRIES[text.language]}" fo:hyphenate="true" fo:hyphenation-remain-char-count="2" '
        'fo:hyphenation-push-char-count="2"'
    )
    parts = [
        '<style:default-style style:family="paragraph"><style:paragraph-properties fo:hyphenation-ladder-count="no-limit"/>'
        f"<style:text-properties {standard}/></style:default-style>"
    ]
    for name, (paragraph, characters) in PARAGRAPHS.items():
        parts.append(
            f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}/>'
            f"<style:text-properties {characters}/></style:style>"
        )
    parts.extend(
        f'<style:style style:name="initial{length}" style:family="paragraph" style:parent-style-name="paragraph">'
        f'<style:paragraph-properties fo:text-indent="0mm"><style:drop-cap style:lines="3" style:length="{length}" '
        'style:distance="0.8mm"/></style:paragraph-properties></style:style>'
        for length in (1, 2, 3)
    )
    for name, characters in CHARACTERS.items():
        parts.append(
            f'<style:style style:name="{name}" style:family="text"><style:text-properties {characters}/></style:style>'
        )
    return "".join(parts)


def odt_document(text: Text) -> str:
    """The whole flat ODT file."""
    body = []
    for listed, blocks in groupby(text.blocks, lambda block: block.kind == "item"):
        if listed:
            body.append(odt_list(list(blocks), text))
        else:
            body.extend(odt_block(block, text) for block in blocks)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls>'
        f'<style:font-face style:name="{FONT}" svg:font-family="&apos;{FONT}&apos;"/></office:font-face-decls>'
        f"<office:styles>{styles(text)}{LISTS}"
        '<text:notes-configuration text:note-class="footnote" text:citation-style-name="mark" '
        'text:citation-body-style-name="mark" style:num-format="1" text:start-value="0" text:footnotes-position="page" '
        'text:start-numbering-at="document"/></office:styles>'
        '<office:automatic-styles><style:style style:name="grid" style:family="table"><style:table-properties '
        'style:width="80mm" table:align="center"/></style:style><style:page-layout style:name="page">'
        "<style:page-layout-properties "
        'fo:page-width="148mm" fo:page-height="210mm" fo:margin-top="14mm" fo:margin-bottom="12mm" fo:margin-left="17mm" '
        'fo:margin-right="17mm"/><style:header-style><style:header-footer-properties fo:min-height="8mm" '
        'fo:margin-bottom="4mm"/></style:header-style><style:footer-style><style:header-footer-properties '
        'fo:min-height="8mm" fo:margin-top="4mm"/></style:footer-style></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page"><style:header>'
        f'<text:p text:style-name="Header">{written(text.author, text)} — {written(text.title, text)}</text:p></style:header>'
        '<style:footer><text:p text:style-name="Footer"><text:page-number text:select-page="current">1</text:page-number>'
        "</text:p></style:footer></style:master-page></office:master-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document>"
    )


def typeset(through: str, text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`, by way of another format if one is named."""
    (folder / "text.fodt").write_text(odt_document(text), encoding="utf-8")
    convert = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
    source = "text.fodt"
    if through:
        run([*convert, through, source], folder)
        source = f"text.{through}"
    run([*convert, "pdf", source], folder)
    shutil.copy(folder / "text.pdf", destination)


LAYOUTS = (
    Layout("libreoffice-odt", partial(typeset, ""), programs=("soffice",)),
    Layout("libreoffice-docx", partial(typeset, "docx"), programs=("soffice",), drop_caps=False),
)
"""On the way through DOCX drop caps are lost."""
