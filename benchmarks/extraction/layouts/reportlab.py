"""ReportLab's Platypus: no hyphenation, one or two columns, notes at the end with linked calls, heads drawn by hand."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.extraction.layouts.html_source import NOTES_HEADING
from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Block, Piece, Run, Text
from fixtures.typeset.canonical import french_spaces

TAGS = {"emphasis": "i", "superscript": "super", "subscript": "sub"}
FONTS = Path("/usr/share/fonts/truetype/dejavu")
LIBERATION = Path("/usr/share/fonts/truetype/liberation")


@dataclass(frozen=True, slots=True)
class Setting:
    """What tells one ReportLab layout from another."""

    page: tuple[float, float]
    size: float
    columns: int
    indents: bool
    """Whether paragraphs are shown by an indent; else by space between them."""
    font: str = "DejaVuSerif"
    linked: bool = True
    """Whether calls lead to their notes."""
    facing: bool = False
    """Whether words are broken, headings in italics, and heads and folios outside."""


SETTINGS = {
    "reportlab-book": Setting((419.5, 595.3), 9.5, 1, indents=True),
    "reportlab-two-columns": Setting((612, 792), 9, 2, indents=False),
}


FURTHER_SETTINGS = {
    "reportlab-facing": Setting((453.5, 680.3), 10.5, 1, indents=True, font="LiberationSerif", linked=False, facing=True),
}
HYPHENS = {"en": "en_GB", "de": "de_DE", "fr": "fr_FR", "es": "es_ES"}


def markup(pieces: tuple[Piece, ...], text: Text, linked: bool = True) -> str:
    """A block's text in ReportLab's own markup."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Run):
            words = html.escape(french_spaces(piece.text, text.language, narrow="\u00a0"), quote=False).replace("\n", "<br/>")
            tag = TAGS.get(piece.style)
            parts.append(f"<{tag}>{words}</{tag}>" if tag else words)
        else:
            label = f'<a href="#note{piece.label}">{piece.label}</a>' if linked else piece.label
            parts.append(f"<super>{label}</super>")
    return "".join(parts)


class Styles:
    """The paragraph styles of a setting."""

    def __init__(self, setting: Setting, language: str) -> None:
        from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
        from reportlab.lib.styles import ParagraphStyle

        size, indent = setting.size, 12 if setting.indents else 0
        body = ParagraphStyle(
            "body", fontName=setting.font, fontSize=size, leading=1.35 * size, alignment=TA_JUSTIFY, firstLineIndent=indent
        )
        body.spaceAfter = 0 if setting.indents else 0.6 * size
        if setting.facing:
            body.hyphenationLang, body.uriWasteReduce = HYPHENS[language], 0.3
        flush = ParagraphStyle("flush", body, firstLineIndent=0)
        self.of = {
            "paragraph": body,
            "title": ParagraphStyle("title", flush, fontSize=1.7 * size, leading=2.2 * size, alignment=TA_CENTER),
            "byline": ParagraphStyle("byline", flush, alignment=TA_CENTER, spaceAfter=2 * size),
            "heading": ParagraphStyle(
                "heading",
                flush,
                fontName=f"{setting.font}-{'Italic' if setting.facing else 'Bold'}",
                fontSize=1.15 * size,
                spaceBefore=size,
                spaceAfter=0.6 * size,
            ),
            "quotation": ParagraphStyle(
                "quotation", flush, fontSize=0.92 * size, leftIndent=18, rightIndent=18, spaceBefore=5, spaceAfter=5
            ),
            "verse": ParagraphStyle("verse", flush, leftIndent=24, alignment=0, spaceBefore=5, spaceAfter=5),
            "caption": ParagraphStyle(
                "caption", flush, fontSize=0.9 * size, alignment=TA_CENTER, spaceBefore=5, keepWithNext=1
            ),
            "note": ParagraphStyle("note", flush, fontSize=0.85 * size, leading=1.15 * size),
        }


def flowables(text: Text, setting: Setting) -> list[Any]:
    """What Platypus flows into its frames."""
    from reportlab.platypus import ListFlowable, ListItem, Paragraph, Table

    styles = Styles(setting, text.language).of
    story: list[Any] = []
    for listed, group in groupby(text.blocks, lambda block: block.kind == "item"):
        blocks: list[Block] = list(group)
        if listed:
            items = [
                ListItem(
                    Paragraph(markup(item.pieces, text, setting.linked), styles["paragraph"].clone("i", firstLineIndent=0))
                )
                for item in blocks
            ]
            bullet = {"bulletType": "bullet"} if blocks[0].marker == "-" else {"bulletType": "1", "bulletFormat": "%s."}
            story.append(
                ListFlowable(items, leftIndent=18, bulletFontName="DejaVuSerif", bulletFontSize=setting.size, **bullet)
            )
            continue
        for block in blocks:
            if block.kind == "table":
                rows = [
                    [Paragraph(html.escape(cell), styles["caption"].clone("c", alignment=0, spaceBefore=0)) for cell in row]
                    for row in block.rows
                ]
                story.append(Table(rows, colWidths=[70] * len(block.rows[0])))
            else:
                story.append(Paragraph(markup(block.pieces, text, setting.linked), styles[block.kind]))
    story.append(Paragraph(NOTES_HEADING[text.language], styles["heading"]))
    for label, note in text.notes.items():
        first, *further = note
        mark = f"{label}." if label.isdigit() else label
        story.append(Paragraph(f'<a name="note{label}"/>{mark} {markup(first, text)}', styles["note"]))
        story.extend(Paragraph(markup(paragraph, text), styles["note"].clone("f", firstLineIndent=10)) for paragraph in further)
    return story


def typeset(setting: Setting, text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`; nothing is written to `folder`."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    font = setting.font
    for name, file in {"DejaVuSerif": "DejaVuSerif.ttf", "DejaVuSerif-Bold": "DejaVuSerif-Bold.ttf"}.items():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
    pdfmetrics.registerFont(TTFont("DejaVuSerif-Italic", str(italic())))
    if font == "LiberationSerif":
        for ending, file in {"": "Regular", "-Bold": "Bold", "-Italic": "Italic"}.items():
            pdfmetrics.registerFont(TTFont(font + ending, str(LIBERATION / f"LiberationSerif-{file}.ttf")))
    pdfmetrics.registerFontFamily(font, font, f"{font}-Bold", f"{font}-Italic", f"{font}-Bold")
    width, height = setting.page
    margin, gutter = 50, 18
    measure = (width - 2 * margin - gutter * (setting.columns - 1)) / setting.columns
    frames = [
        Frame(margin + column * (measure + gutter), margin, measure, height - 2 * margin, 0, 0, 0, 0)
        for column in range(setting.columns)
    ]

    def heads(canvas: Any, document: Any) -> None:
        canvas.setFont(font, 7.5)
        if setting.facing and document.page % 2:
            canvas.drawRightString(width - margin, height - 36, f"{text.title}    {document.page}")
            return
        if setting.facing:
            canvas.drawString(margin, height - 36, f"{document.page}    {text.author}")
            return
        canvas.drawString(margin, height - 36, text.author)
        canvas.drawRightString(width - margin, height - 36, text.title)
        canvas.drawCentredString(width / 2, 30, f"- {document.page} -")

    document = BaseDocTemplate(str(destination), pagesize=setting.page, title=text.title, author=text.author)
    document.addPageTemplates(PageTemplate("page", frames, onPage=heads))
    document.build(flowables(text, setting))


def italic() -> Path:
    """A font file of italics; the upright has none in every distribution."""
    found = FONTS / "DejaVuSerif-Italic.ttf"
    return found if found.exists() else Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Italic.ttf")


def layouts(settings: dict[str, Setting]) -> tuple[Layout, ...]:
    """A layout for each setting."""
    return tuple(
        Layout(name, partial(typeset, setting), modules=("reportlab",), columns=setting.columns, drop_caps=False)
        for name, setting in settings.items()
    )


LAYOUTS = layouts(SETTINGS)
FURTHER = layouts(FURTHER_SETTINGS)
"""Set with the texts of printed pages."""
