"""Headless Chromium's print of a web page: floated initials, notes as links, at the end or after their paragraphs."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.extraction.layouts.html_source import NotesAt, html_document
from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Text
from fixtures.typeset.chromium import BROWSERS
from fixtures.typeset.running import run

PAGE = """
body { font: %s serif; line-height: 1.45; text-align: justify; hyphens: auto }
h1 { font-size: 24pt; text-align: left }
h2 { font-size: 15pt; text-align: left; break-after: avoid }
p { margin: 0 0 .8em }
blockquote { margin: 1em 2em; font-size: .95em }
.verse, .caption, table { margin: .8em 2em; text-align: left; hyphens: none }
td { padding-right: 2em }
.byline { font-style: italic }
sup, sub { font-size: .65em; line-height: 0 }
a { color: #06c; text-decoration: none }
.further { display: block }
.initial { float: left; line-height: .8; padding: .06em .08em 0 0; %s }
%s
"""


@dataclass(frozen=True, slots=True)
class Setting:
    """What tells one printed web page from another."""

    style: str
    notes: NotesAt
    prints_header: bool = False


SETTINGS = {
    "chromium-end-notes": Setting(
        PAGE
        % (
            "12pt 'EB Garamond',",
            "font-size: 3.4em",
            "@page { size: Letter; margin: .8in } .notes { font-size: .85em; border-top: 1px solid #999 }",
        ),
        "end",
        prints_header=True,
    ),
    "chromium-paged": Setting(
        PAGE
        % (
            "10.5pt 'Liberation Serif',",
            "font-size: 3.3em",
            "@page { size: 150mm 220mm; margin: 22mm 18mm 20mm; @top-left { content: 'AUTHOR'; font-size: 8pt }"
            "@top-right { content: 'TITLE'; font: italic 8pt serif }"
            "@bottom-center { content: counter(page); font-size: 8pt } }"
            "p { margin: 0; text-indent: 1.3em } .first, .byline, .caption, .verse, .notes p { text-indent: 0 }"
            "h1, .byline, h2, .caption { text-align: center } table { margin: .8em auto } .notes { font-size: .82em }",
        ),
        "end",
    ),
    "chromium-asides": Setting(
        PAGE
        % (
            "13pt 'Liberation Serif',",
            "font-size: 4.2em; font-family: 'DejaVu Serif'; font-weight: bold",
            "@page { size: A4; margin: 20mm } aside { font-size: .72em; color: #555; margin: 0 0 1em 2em; text-align: left }",
        ),
        "paragraph",
    ),
}


def typeset(setting: Setting, text: Text, destination: Path, folder: Path) -> None:
    """Print `text` into `destination`, working in the empty `folder`; raises FileNotFoundError without a browser."""
    browser = next((name for name in BROWSERS if shutil.which(name)), None)
    if browser is None:
        raise FileNotFoundError("none of " + ", ".join(BROWSERS))
    source = folder / "text.html"
    style = setting.style.replace("AUTHOR", text.author).replace("TITLE", text.title)
    source.write_text(html_document(text, style, setting.notes), encoding="utf-8")
    printed = folder / "text.pdf"
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    if not setting.prints_header:
        options.append("--no-pdf-header-footer")
    run([browser, *options, f"--print-to-pdf={printed}", source.as_uri()], folder)
    shutil.copy(printed, destination)


LAYOUTS = tuple(
    Layout(
        name,
        partial(typeset, setting),
        programs=(next((name for name in BROWSERS if shutil.which(name)), "chromium"),),
    )
    for name, setting in SETTINGS.items()
)
