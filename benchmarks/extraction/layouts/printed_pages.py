"""Web pages as people print them: columns, side notes, heads by tables, text that is there and not to be seen."""

from __future__ import annotations

import html
import logging
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.extraction.layouts.html_source import NotesAt, html_document
from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.texts import Text
from fixtures.typeset.chromium import BROWSERS
from fixtures.typeset.running import run

PAGE = """
p { margin: 0; text-indent: 1.3em } .first, .byline, .caption, .verse, .notes p, .notes li { text-indent: 0 }
.byline, .caption { text-align: center } .byline { margin-bottom: 1.5em } .verse, .caption, table { hyphens: none }
.verse { margin: .8em 0 .8em 2em; text-align: left } blockquote { margin: .8em 1.5em; font-size: .94em }
td { padding: 0 1.5em 0 0; text-align: left } .caption { margin: .8em 0 .3em; font-size: .92em } h1 { text-align: center }
h2 { font-size: 1.1em; margin: 1.3em 0 .5em; break-after: avoid; text-align: left }
sup, sub { font-size: .66em; line-height: 0 }
a { color: inherit; text-decoration: none } .further { display: block } .notes { font-size: .86em }
"""
HEADS = "@page { @top-left { content: 'AUTHOR' } @top-right { content: 'TITLE' } @bottom-center { content: counter(page) } }"
HIDDEN = (
    '<span style="position:absolute;color:#fff;font-size:7pt">printed copy 4711 not for sale</span>',
    '<span style="position:absolute;opacity:0">skip to the text</span>',
)
"""Words on a page that nobody sees: white ones, and wholly transparent ones."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What tells one printed page from another."""

    style: str
    notes: NotesAt = "end"
    changed: Callable[[str, Text], str] = lambda page, text: page
    """The page, changed as no style sheet can."""
    small_capitals: bool = False


def side_notes(page: str, text: Text) -> str:
    """Notes beside their calls: floats into the margin, each under its number."""
    labels = iter(text.notes)
    return re.sub(
        r'<span class="note(?: starred)?">',
        lambda _: f'<sup>{(label := next(labels))}</sup><span class="side"><sup>{label}</sup> ',
        page,
    )


def head_in_a_table(page: str, text: Text) -> str:
    """All the text as the cell of a table, whose head comes again on every page."""
    head = f"<table class=page><thead><tr><td>{html.escape(text.author)} · {html.escape(text.title)}</td></tr></thead>"
    return page.replace("<body>", f"<body>{head}<tbody><tr><td>").replace("</body>", "</td></tr></tbody></table></body>")


def hidden_words(page: str, text: Text) -> str:
    """Words in the page that are not to be seen."""
    del text
    return re.sub("<h2>", lambda _: "".join(HIDDEN) + "<h2>", page)


def bracketed(page: str, text: Text) -> str:
    """Calls in brackets, and bodies that begin with the link back, as encyclopedias have them."""
    del text
    page = re.sub(r'(<sup class="call"[^>]*><a [^>]*>)([^<]+)(</a>)', r"\1[\2]\3", page)
    return re.sub(r'(<li id="note[^>]*>)(.*?) (<a href="#ref[^>]*>)↩</a></li>', r"\1\3^</a> \2</li>", page)


CHROMIUM = {
    "chromium-three-columns": Setting(
        "body { font: 8.6pt/1.3 'Liberation Serif'; text-align: justify; hyphens: auto; columns: 3; column-gap: 6mm }"
        "h1, .byline { column-span: all } h2 { column-span: all; text-align: center; font: bold 12pt 'Liberation Sans' }"
        ".first::first-letter { float: left; font: bold 3.2em/.8 'Liberation Sans'; padding: .05em .06em 0 0 }"
        "@page { size: A4 landscape; margin: 18mm 15mm; @bottom-right { content: 'TITLE  ' counter(page); font-size: 7pt } }"
    ),
    "chromium-head-in-table": Setting(
        "body { font: 10pt/1.4 'EB Garamond'; text-align: justify; hyphens: auto } .page { width: 100% }"
        "thead td { font: italic 8pt 'EB Garamond'; border-bottom: .5pt solid; text-align: right; padding: 0 0 8mm }"
        ".initial { float: left; font: 2.35em/.85 'P052'; padding: .03em .08em 0 0 } tbody table { margin-left: 2em }"
        "@page { size: 5.5in 8.5in; margin: 14mm 16mm }",
        changed=head_in_a_table,
    ),
    "chromium-initial-letter": Setting(
        "body { font: 10.5pt/1.45 'C059'; text-align: justify; letter-spacing: .03em; hyphens: auto }"
        ".first::first-letter { initial-letter: 3; font-family: 'DejaVu Serif'; margin-right: .1em }"
        ".first::first-line { font-variant: small-caps } .fixed { position: fixed; top: -9mm; right: 0; font-size: 8pt }"
        "@page { size: B5; margin: 24mm 20mm; @bottom-left { content: counter(page); font-size: 8pt }"
        "@top-right { content: 'TITLE'; font-size: 8pt } }"
    ),
    "chromium-encyclopedia": Setting(
        "body { font: 11pt/1.5 'Liberation Sans' } p { margin: 0 0 .7em; text-indent: 0 } h1, h2 { font-family: "
        "'Liberation Serif';"
        "font-weight: normal; border-bottom: 1px solid #aaa; text-align: left } h2 { font-size: 1.5em } .byline { "
        "text-align: left }"
        "a { color: #0645ad } .initial { font-size: 1em } td { border: 1px solid #a2a9b1; padding: .2em .4em }"
        "table { border-collapse: collapse } @page { size: Letter; margin: .6in .5in }",
        changed=bracketed,
    ),
    "chromium-side-notes": Setting(
        "body { font: 10.5pt/1.45 'P052'; width: 105mm; hyphens: auto } h1, .byline { text-align: left }"
        ".side { float: right; clear: right; width: 42mm; margin: .2em -52mm .6em 0; font-size: .74em; line-height: "
        "1.25; text-indent: 0 }"
        ".initial { font-size: 1em } .first { margin-top: 1em } .lead { font-variant-caps: small-caps }"
        "@page { size: A4; margin: 22mm; @bottom-right { content: counter(page); font-size: 8pt } }",
        notes="foot",
        changed=side_notes,
        small_capitals=True,
    ),
    "chromium-hidden-words": Setting(
        "body { font: 11pt/1.4 'Linux Libertine O'; text-align: justify; hyphens: auto; columns: 2; column-gap: 8mm }"
        "h2 { text-shadow: .25px 0 0 #000; font-weight: normal } h1, .byline, .notes { column-span: all }"
        ".initial { float: left; font: italic 4.6em/.78 'Linux Libertine Display O'; padding: .06em .08em 0 0 }"
        "@page { size: A4; margin: 25mm 20mm }" + HEADS,
        changed=hidden_words,
    ),
}
WEASYPRINT = {
    "weasyprint-by-page": Setting(
        "body { font: 10pt/1.35 'P052'; text-align: justify; hyphens: auto } .note { float: footnote; font-size: 8pt; "
        "text-indent: 0;"
        "text-align: left } .starred::footnote-call { content: '*' } .starred::footnote-marker { content: '* ' }"
        "::footnote-call { font-size: .66em; vertical-align: super; line-height: 0 }"
        "::footnote-marker { content: counter(footnote) ' '; font-size: .8em; vertical-align: super; line-height: 0 }"
        ".first::first-line { font-variant-caps: small-caps } .initial { font-size: 1em } h2 { font-style: italic; "
        "font-weight: normal }"
        "@page { size: 135mm 215mm; margin: 20mm 17mm; counter-reset: footnote; @footnote { border-top: .4pt solid; "
        "padding-top: 2mm } }"
        "@page :left { @top-left { content: counter(page); font-size: 8pt } @top-center { content: 'AUTHOR'; font: "
        "italic 8pt 'P052' } }"
        "@page :right { @top-right { content: counter(page); font-size: 8pt } @top-center { content: 'TITLE'; font: "
        "italic 8pt 'P052' } }",
        notes="foot",
    ),
    "weasyprint-two-columns": Setting(
        "body { font: 9pt/1.3 'TeX Gyre Termes'; text-align: justify; hyphens: auto } main { columns: 2; column-gap: 7mm }"
        "h1, .byline { column-span: all } h2 { font: bold 9.5pt 'TeX Gyre Heros' }"
        ".initial { float: left; font: italic 2.2em/.9 'P052'; padding: 0 .08em 0 0 } .lead { font-variant-caps: small-caps }"
        "@page { size: A4; margin: 20mm 18mm }" + HEADS,
        changed=lambda page, text: page.replace("<body>", "<body><main>").replace("</body>", "</main></body>"),
        small_capitals=True,
    ),
    "weasyprint-deep-caps": Setting(
        "body { font: 11pt/1.4 'EB Garamond'; text-align: justify; hyphens: auto } .note { float: footnote; font-size: 9pt;"
        "text-align: justify; text-indent: 1em; margin: 0 } .further { text-indent: 1em } .starred::footnote-call { "
        "content: '*' }"
        ".starred::footnote-marker { content: '* ' } ::footnote-marker { content: counter(footnote) '. ' }"
        "::footnote-call { font-size: .6em; vertical-align: super; line-height: 0 } h2 { text-align: center; "
        "letter-spacing: .15em;"
        "font-weight: normal; font-variant-caps: small-caps }"
        ".initial { float: left; font: 7em/.76 'Bitstream Charter'; padding: .04em .05em 0 0 }"
        "@page { size: 156mm 234mm; margin: 24mm 22mm; @footnote { margin-top: 4mm } @bottom-center { content: '– ' "
        "counter(page) ' –' }"
        "@top-center { content: 'TITLE'; letter-spacing: .1em; font-size: 8pt } }",
        notes="foot",
    ),
}


def document(setting: Setting, text: Text) -> str:
    """The HTML of a page."""
    style = PAGE + setting.style.replace("AUTHOR", text.author).replace("TITLE", text.title)
    if setting.notes == "foot" and any(not label.isdigit() for label in text.notes):
        style += "html { counter-reset: footnote -1 }"  # the starred note takes a number, and must not
    return setting.changed(html_document(text, style, setting.notes, setting.small_capitals), text)


def print_with_chromium(source: Path, destination: Path, folder: Path) -> None:
    """Print the HTML file `source`, working in `folder`; raises FileNotFoundError without a browser."""
    browser = next((name for name in BROWSERS if shutil.which(name)), None)
    if browser is None:
        raise FileNotFoundError("none of " + ", ".join(BROWSERS))
    printed = folder / "text.pdf"
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer"]
    run([browser, *options, f"--print-to-pdf={printed}", source.as_uri()], folder)
    shutil.copy(printed, destination)


def by_chromium(setting: Setting, text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`."""
    source = folder / "text.html"
    source.write_text(document(setting, text), encoding="utf-8")
    print_with_chromium(source, destination, folder)


def by_weasyprint(setting: Setting, text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`; `folder` is not needed."""
    del folder
    from weasyprint import HTML

    for chatty in ("weasyprint", "fontTools"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
    HTML(string=document(setting, text)).write_pdf(destination)


BROWSER = next((name for name in BROWSERS if shutil.which(name)), "chromium")
LAYOUTS = (
    *(
        Layout(
            name,
            partial(by_chromium, setting),
            programs=(BROWSER,),
            drop_caps="initial { font-size: 1em }" not in setting.style,
        )
        for name, setting in CHROMIUM.items()
    ),
    *(
        Layout(
            name,
            partial(by_weasyprint, setting),
            modules=("weasyprint",),
            drop_caps="initial { font-size: 1em }" not in setting.style,
            labels_are_numbers=name != "weasyprint-by-page",
        )
        for name, setting in WEASYPRINT.items()
    ),
)
