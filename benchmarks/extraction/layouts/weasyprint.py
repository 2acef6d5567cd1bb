"""WeasyPrint: floated or raised initials, notes floated to the foot, heads in the margin boxes, hyphens U+2010."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.extraction.layouts.html_source import html_document
from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Text

PAGE = """
@page { size: %s; @footnote { border-top: .5pt solid black; padding-top: 3pt } }
body { font: %s; line-height: 1.35; text-align: justify; hyphens: auto }
p { margin: 0; text-indent: 1.2em }
p.first, .byline, .caption, .verse { text-indent: 0 }
.byline, .caption { text-align: center; margin-bottom: 1.2em }
.caption, table { font-size: .9em; margin: .6em auto 0; hyphens: none }
td { padding-right: 2em }
.verse { margin: .7em 2.4em; text-align: left }
blockquote { margin: .7em 1.6em; font-size: .93em }
h1 { font-size: 18pt; text-align: center }
h2 { font-size: 12pt; text-align: left; margin: 1.2em 0 .6em; break-after: avoid }
sup, sub { font-size: .65em; line-height: 0 }
.note { float: footnote; font-size: 7.8pt; line-height: 1.25; text-indent: 0; text-align: left; font-weight: normal }
.further { display: block }
.starred::footnote-call { content: "*" }
.starred::footnote-marker { content: "* " }
::footnote-call { font-size: .65em; vertical-align: super; line-height: 0 }
"""
HEADS = """
@page {
  @top-left { content: "%s"; font-size: 8pt }
  @top-right { content: "%s"; font-size: 8pt; font-style: italic }
  @bottom-center { content: counter(page); font-size: 8pt }
}
"""
FACING_HEADS = """
@page :left { @top-left { content: counter(page) "   %s"; font-size: 7.5pt; letter-spacing: .12em; text-transform: uppercase } }
@page :right { @top-right { content: "%s   " counter(page); font-size: 7.5pt; font-variant-caps: all-small-caps } }
"""
FLOATED = ".initial { float: left; font-size: 3.1em; line-height: .8; padding: .06em .08em 0 0 }"
RAISED = ".initial { font-size: 2.8em; line-height: 1 }"
# no indents, nothing justified, a ruled table as wide as the text, its caption on the left
REPORT = (
    "body { text-align: left; hyphens: manual } p { text-indent: 0; margin: 0 0 .7em } h2 { font-size: 15pt; color: #234 }"
    "table { width: 100%; border-collapse: collapse } td { border-bottom: .5pt solid #888; padding: 3pt 6pt }"
    ".caption { text-align: left; font-style: italic; margin-bottom: .3em } ul { list-style: square }"
    "blockquote { border-left: 2pt solid #888; padding-left: 1em; font-size: 1em; margin: .7em 0 } .verse { margin-left: 1em }"
)
LEAD = ".lead { font-variant-caps: small-caps; letter-spacing: .05em }"

QUIET = "h2 { font: italic 10pt 'Linux Libertine O', serif; text-align: center }"
"""Headings that only the structure tree and the outline know as such."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What tells one WeasyPrint layout from another."""

    page: str
    font: str
    heads: str = HEADS
    further: str = FLOATED
    small_capitals: bool = False
    tagged: bool = False
    """Whether the file has a structure tree."""


SETTINGS = {
    "weasyprint-foot": Setting("A5; margin: 18mm 16mm", "10pt 'Linux Libertine O', serif"),
    "weasyprint-publisher": Setting(
        "156mm 234mm; margin: 24mm 20mm 22mm",
        "10pt 'TeX Gyre Schola', serif",
        FACING_HEADS,
        FLOATED + LEAD + "h2 { text-align: center; font-variant-caps: small-caps; font-weight: normal; letter-spacing: .1em }",
        small_capitals=True,
    ),
    "weasyprint-report": Setting(
        "170mm 244mm; margin: 26mm 24mm 24mm 30mm",
        "10.5pt 'DejaVu Serif', serif",
        FACING_HEADS,
        FLOATED + REPORT,
    ),
    "weasyprint-raised": Setting("B5; margin: 22mm", "11pt 'TeX Gyre Pagella', serif", HEADS, RAISED),
}
FURTHER_SETTINGS = {
    "weasyprint-tagged": Setting(
        "A5; margin: 18mm 16mm", "10pt 'Linux Libertine O', serif", HEADS, FLOATED + QUIET, tagged=True
    ),
}


def typeset(setting: Setting, text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`; `folder` is not needed."""
    del folder
    from weasyprint import HTML

    for chatty in ("weasyprint", "fontTools"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
    style = PAGE % (setting.page, setting.font) + setting.heads % (text.author, text.title) + setting.further
    if any(not label.isdigit() for label in text.notes):
        style += "html { counter-reset: footnote -1 }"  # the starred note takes a number, and must not
    HTML(string=html_document(text, style, "foot", setting.small_capitals)).write_pdf(
        destination, pdf_variant="pdf/ua-1" if setting.tagged else None
    )


def layouts(settings: dict[str, Setting]) -> tuple[Layout, ...]:
    """A layout for each setting."""
    return tuple(Layout(name, partial(typeset, setting), modules=("weasyprint",)) for name, setting in settings.items())


LAYOUTS = layouts(SETTINGS)
FURTHER = layouts(FURTHER_SETTINGS)
"""Added later: they stand behind the others, so that these keep their texts."""
