"""Apache FOP: XSL-FO as publishers set XML with it; floated initials, notes in a smaller size, its own hyphenation."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Block, Piece, Run, Text, cut_initial
from fixtures.typeset.canonical import french_spaces
from fixtures.typeset.running import run

COUNTRIES = {"en": "US", "fr": "FR", "de": "DE", "es": "ES"}
STYLES = {
    "emphasis": 'font-style="italic"',
    "superscript": 'font-size="70%" baseline-shift="super"',
    "subscript": 'font-size="70%" baseline-shift="sub"',
}
CONFIGURATION = """<?xml version="1.0"?><fop version="1.0"><renderers><renderer mime="application/pdf"><fonts>
<auto-detect/></fonts></renderer></renderers></fop>"""
DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format"><fo:layout-master-set>
<fo:simple-page-master master-name="page" page-width="{width}" page-height="{height}" margin="12mm {side}">
<fo:region-body margin-top="10mm" margin-bottom="10mm"/>
<fo:region-before extent="8mm"/><fo:region-after extent="7mm" display-align="after"/></fo:simple-page-master>
</fo:layout-master-set>
<fo:page-sequence master-reference="page" hyphenate="true" language="{language}" country="{country}" font-family="{font}"
 font-size="{size}" initial-page-number="{first}">
<fo:static-content flow-name="xsl-region-before">{head}</fo:static-content>
<fo:static-content flow-name="xsl-region-after">{foot}</fo:static-content>
<fo:static-content flow-name="xsl-footnote-separator"><fo:block>
<fo:leader leader-pattern="rule" leader-length="30%"/></fo:block></fo:static-content>
<fo:flow flow-name="xsl-region-body" text-align="justify">
{body}
</fo:flow></fo:page-sequence></fo:root>
"""
FOLIO = '<fo:block text-align="center" font-size="8pt"><fo:page-number/></fo:block>'
HEAD = '<fo:block text-align="center" font-size="8pt" font-style="italic">AUTHOR, TITLE</fo:block>'
HEAD_WITH_FOLIO = (
    '<fo:block text-align-last="justify" font-size="8pt">AUTHOR<fo:leader leader-pattern="space"/>'
    'TITLE<fo:leader leader-pattern="space"/><fo:page-number/></fo:block>'
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What tells one FOP layout from another."""

    width: str
    height: str
    font: str
    size: str
    head: str
    foot: str
    paragraph: str
    """Attributes of a paragraph."""
    initial: str
    """Attributes of a floated initial."""
    side: str = "17mm"
    """The margins at the left and the right."""
    first: int = 1


SETTINGS = {
    "fop-book": Setting(
        "148mm",
        "210mm",
        "Liberation Serif",
        "10pt",
        HEAD,
        FOLIO,
        'text-indent="4mm"',
        'font-size="32pt" line-height="27pt" font-weight="bold"',
    ),
    "fop-report": Setting(
        "210mm",
        "297mm",
        "DejaVu Serif",
        "10pt",
        HEAD_WITH_FOLIO,
        "<fo:block/>",
        'space-after="2mm"',
        'font-size="28pt" line-height="24pt"',
        side="35mm",
        first=411,
    ),
}


def fo_text(words: str, text: Text) -> str:
    """Plain text as XML; a line's end as a break. Its fonts lack the narrow no-break space, so the wide one is set."""
    return html.escape(french_spaces(words, text.language).replace("\u202f", "\u00a0"), quote=False).replace(
        "\n", "<fo:block/>"
    )


def fo_pieces(pieces: tuple[Piece, ...], text: Text) -> str:
    """A block's text with its notes."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Run):
            words = fo_text(piece.text, text)
            parts.append(f"<fo:inline {STYLES[piece.style]}>{words}</fo:inline>" if piece.style else words)
        else:
            first, *further = (fo_pieces(paragraph, text) for paragraph in text.notes[piece.label])
            plain = 'font-size="8pt" font-style="normal" font-weight="normal" text-align="justify" text-indent="0mm"'
            body = f"<fo:block {plain}>{piece.label}{'.' if piece.label.isdigit() else ''} {first}</fo:block>"
            body += "".join(f'<fo:block {plain} start-indent="4mm">{paragraph}</fo:block>' for paragraph in further)
            parts.append(
                f'<fo:footnote><fo:inline font-size="65%" baseline-shift="super">{piece.label}</fo:inline>'
                f'<fo:footnote-body start-indent="0mm" end-indent="0mm">{body}</fo:footnote-body></fo:footnote>'
            )
    return "".join(parts)


def fo_block(block: Block, text: Text, setting: Setting) -> str:
    """One block that is no list item."""
    if block.kind == "table":
        rows = "".join(
            "<fo:table-row>"
            + "".join(
                f'<fo:table-cell padding="1mm"><fo:block text-align="start">{fo_text(cell, text)}</fo:block></fo:table-cell>'
                for cell in row
            )
            + "</fo:table-row>"
            for row in block.rows
        )
        return (
            f'<fo:table space-before="2mm" space-after="2mm" font-size="90%"><fo:table-body>{rows}</fo:table-body></fo:table>'
        )
    if block.drop_cap:
        cap = cut_initial(block)
        initial = f"<fo:block {setting.initial}>{fo_text(cap.opening + cap.initial, text)}</fo:block>"
        rest = fo_text(cap.rest_of_word, text) + fo_pieces(cap.following, text)
        return f'<fo:block space-before="3mm" space-after="2mm"><fo:float float="start">{initial}</fo:float>{rest}</fo:block>'
    content = fo_pieces(block.pieces, text)
    attributes = {
        "title": 'font-size="170%" text-align="center" font-weight="bold" hyphenate="false"',
        "byline": 'text-align="center" space-after="5mm"',
        "heading": 'font-weight="bold" font-size="115%" text-align="start" space-before="4mm" space-after="2mm" '
        'keep-with-next="always"',
        "quotation": 'start-indent="8mm" end-indent="8mm" space-before="2mm" space-after="2mm" font-size="95%"',
        "verse": 'start-indent="14mm" text-align="start" space-before="2mm" space-after="2mm" hyphenate="false"',
        "caption": 'text-align="center" font-size="90%" space-before="2mm" space-after="1mm" keep-with-next="always"',
    }.get(block.kind, setting.paragraph)
    return f"<fo:block {attributes}>{content}</fo:block>"


def fo_list(items: list[Block], text: Text) -> str:
    """A run of items as one list."""
    lines = "".join(
        f'<fo:list-item><fo:list-item-label end-indent="label-end()"><fo:block>{"•" if item.marker == "-" else item.marker}'
        f'</fo:block></fo:list-item-label><fo:list-item-body start-indent="body-start()"><fo:block>'
        f"{fo_pieces(item.pieces, text)}</fo:block></fo:list-item-body></fo:list-item>"
        for item in items
    )
    return f'<fo:list-block provisional-distance-between-starts="6mm" space-after="2mm">{lines}</fo:list-block>'


def fo_document(text: Text, setting: Setting) -> str:
    """The whole XSL-FO file."""
    body: list[str] = []
    for listed, blocks in groupby(text.blocks, lambda block: block.kind == "item"):
        if listed:
            body.append(fo_list(list(blocks), text))
        else:
            body.extend(fo_block(block, text, setting) for block in blocks)
    head = setting.head.replace("AUTHOR", fo_text(text.author, text)).replace("TITLE", fo_text(text.title, text))
    return DOCUMENT.format(
        width=setting.width,
        side=setting.side,
        height=setting.height,
        language=text.language,
        country=COUNTRIES[text.language],
        font=setting.font,
        size=setting.size,
        first=setting.first,
        head=head,
        foot=setting.foot,
        body="\n".join(body),
    )


def typeset(setting: Setting, text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`."""
    source, configuration = folder / "text.fo", folder / "fop.xml"
    source.write_text(fo_document(text, setting), encoding="utf-8")
    configuration.write_text(CONFIGURATION, encoding="utf-8")
    run(["fop", "-c", str(configuration), str(source), str(destination)], folder)


LAYOUTS = tuple(
    Layout(name, partial(typeset, setting), programs=("fop",), drop_caps=name != "fop-book")
    for name, setting in SETTINGS.items()
)
