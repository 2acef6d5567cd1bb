"""wkhtmltopdf: an old WebKit without hyphenation, floated initials, notes as links at the end or after their paragraphs."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.extraction.layouts.html_source import NotesAt, html_document
from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Text
from fixtures.typeset.running import run

STYLE = """
body { font: 12pt %s; line-height: 1.4; text-align: %s }
h1 { font-size: 22pt } h2 { font-size: 15pt; page-break-after: avoid }
p { margin: 0 0 .8em } blockquote { margin: 1em 2em; font-size: .95em }
.verse, .caption, table { margin: .8em 2em } td { padding-right: 2em } .byline { font-style: italic }
sup, sub { font-size: .65em; line-height: 0 } a { color: #06c; text-decoration: none } .further { display: block }
.initial { float: left; font-size: 3.3em; line-height: .8; padding: .06em .08em 0 0 }
aside { font-size: .8em; margin: 0 0 1em 2em } .notes { font-size: .85em }
"""


@dataclass(frozen=True, slots=True)
class Setting:
    """What tells one of its pages from another."""

    font: str
    align: str
    notes: NotesAt
    page: tuple[str, ...]


SETTINGS = {
    "wkhtmltopdf-end-notes": Setting("'Liberation Serif'", "justify", "end", ("--page-size", "A5")),
    "wkhtmltopdf-asides": Setting("'DejaVu Serif'", "left", "paragraph", ("--page-size", "Letter")),
}


def typeset(setting: Setting, text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`."""
    source = folder / "text.html"
    style = STYLE % (setting.font, setting.align)
    source.write_text(html_document(text, style, setting.notes), encoding="utf-8")
    pages = folder / "text.pdf"
    run(
        ["wkhtmltopdf", "-q", *setting.page, "--margin-top", "20mm", "--margin-bottom", "20mm", source.name, pages.name], folder
    )
    shutil.copy(pages, destination)


LAYOUTS = tuple(Layout(name, partial(typeset, setting), programs=("wkhtmltopdf",)) for name, setting in SETTINGS.items())
