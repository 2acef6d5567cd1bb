"""LibreOffice Writer's other ways: tagged and archival exports, notes by page and at the end, columns, web pages."""

from __future__ import annotations

import html
import json
import re
import shutil
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

from benchmarks.extraction.layouts.html_source import html_document
from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.layouts.libreoffice import FONT, odt_document, written
from benchmarks.extraction.texts import Text
from fixtures.typeset.running import run

SYMBOLS = "*†‡§¶"
CAP = (
    '<style:style style:name="Cap" style:family="text"><style:text-properties style:font-name="Cap" fo:font-family="{0}"/>'
    "</style:style>"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What tells one of its books from another."""

    font: str
    size: str
    """Width and height of the page, as attributes."""
    lines: int
    """Of a drop cap."""
    cap: str
    """The font of the drop caps."""
    export: dict[str, str | int | bool]
    note: str
    """Attributes of a note's paragraph."""
    notes: str = "document"
    """Where the numbers begin again; or “symbols”, or “end”."""
    columns: bool = False
    folio_in_head: bool = False


SETTINGS = {
    "libreoffice-tagged": Setting(
        "C059", 'fo:page-width="6.14in" fo:page-height="9.21in"', 2, "Linux Biolinum O",
        {"UseTaggedPDF": True, "ExportBookmarks": True}, 'fo:text-align="justify" fo:text-indent="4mm"',
        "page", folio_in_head=True,
    ),
    "libreoffice-archival": Setting(
        "Liberation Serif", 'fo:page-width="170mm" fo:page-height="240mm"', 4, "Liberation Sans",
        {"SelectPdfVersion": 2, "UseTaggedPDF": True}, 'fo:text-align="start"', "symbols",
    ),
    "libreoffice-columns": Setting(
        "TeX Gyre Termes", 'fo:page-width="210mm" fo:page-height="297mm"', 3, "TeX Gyre Termes",
        {"UseTaggedPDF": False}, 'fo:margin-left="6mm" fo:text-indent="-6mm"', "document", columns=True,
    ),
    "libreoffice-end-notes": Setting(
        "EB Garamond", 'fo:page-width="148mm" fo:page-height="210mm"', 2, "P052",
        {"ExportNotes": False, "UseTaggedPDF": True}, 'fo:text-align="justify"', "end", folio_in_head=True,
    ),
}  # fmt: skip


def book(text: Text, setting: Setting) -> str:
    """The flat ODT file of a book."""
    source = odt_document(text).replace(FONT, setting.font)
    source = source.replace('fo:page-width="148mm" fo:page-height="210mm"', setting.size)
    source = source.replace('fo:margin-left="5mm" fo:text-indent="-5mm"', setting.note)
    caps = f'<style:drop-cap style:style-name="Cap" style:lines="{setting.lines}"'
    source = source.replace('<style:drop-cap style:lines="3"', caps)
    source = source.replace("<office:styles>", "<office:styles>" + CAP.format(setting.cap))
    if setting.notes == "symbols":
        signs = cycle(SYMBOLS)
        citation = re.compile(r"<text:note-citation[^>]*>[^<]*<")
        source = citation.sub(lambda _: f'<text:note-citation text:label="{(sign := next(signs))}">{sign}<', source)
    elif setting.notes == "end":
        source = source.replace('note-class="footnote"', 'note-class="endnote"')
    else:
        source = source.replace('text:start-numbering-at="document"', f'text:start-numbering-at="{setting.notes}"')
    # real headings, as a structure tree names them
    heading = r'<text:h text:style-name="\1" text:outline-level="1">\2</text:h>'
    source = re.sub(r'<text:p text:style-name="(heading|title)">(.*?)</text:p>', heading, source, flags=re.DOTALL)
    if setting.columns:
        section = (
            '<style:style style:name="columns" style:family="section"><style:section-properties>'
            '<style:columns fo:column-count="2" fo:column-gap="7mm"/></style:section-properties></style:style>'
        )
        source = source.replace("<office:automatic-styles>", "<office:automatic-styles>" + section)
        first = re.search(r'<text:p text:style-name="byline">.*?</text:p>(?=<text:)', source, flags=re.DOTALL)
        if first is None:
            raise ValueError("no byline")
        source = source[: first.end()] + '<text:section text:style-name="columns" text:name="c">' + source[first.end() :]
        source = source.replace("</office:text>", "</text:section></office:text>")
    if setting.folio_in_head:
        folio = '<text:page-number text:select-page="current">1</text:page-number>'
        source = re.sub(r"<style:footer>.*?</style:footer>", "", source)
        paragraph = '<text:p text:style-name="Header">'
        heads = (
            f"<style:header>{paragraph}{written(text.title, text)}   {folio}</text:p></style:header>"
            f"<style:header-left>{paragraph}{folio}   {written(text.author, text)}</text:p></style:header-left>"
        )
        source = re.sub(r"<style:header>.*?</style:header>", heads, source)
        page = '<style:page-layout style:name="page"'
        source = source.replace(page, f'{page} style:page-usage="mirrored"')
    return source


def convert(source: Path, options: dict[str, str | int | bool], folder: Path, *more: str) -> None:
    """`source` to a PDF of the same name in `folder`, which also holds the profile."""
    kinds = {bool: "boolean", int: "long"}
    typed = {key: {"type": kinds.get(type(value), "string"), "value": str(value).lower()} for key, value in options.items()}
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run(
        ["soffice", profile, "--headless", *more, "--convert-to", "pdf:writer_pdf_Export:" + json.dumps(typed), source.name],
        folder,
    )


def typeset(setting: Setting, text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, working in the empty `folder`."""
    (folder / "text.fodt").write_text(book(text, setting), encoding="utf-8")
    convert(folder / "text.fodt", setting.export, folder)
    shutil.copy(folder / "text.pdf", destination)


WEB = (
    "body { font-family: 'Liberation Serif'; font-size: 11pt } p.verse { margin-left: 1.5cm }"
    "h1 { font-size: 18pt } h2 { font-size: 13pt }"
)


def typeset_web_page(text: Text, destination: Path, folder: Path) -> None:
    """A web page opened in Writer, its notes as Writer itself writes notes in HTML."""
    page = html_document(text, WEB, "end")
    page = re.sub(
        r'<sup class="call"[^>]*><a [^>]*>([^<]+)</a></sup>',
        r'<a class="sdfootnoteanc" name="sdfootnote\1anc" href="#sdfootnote\1sym"><sup>\1</sup></a>',
        page,
    )
    bodies = []
    for label in text.notes:
        whole = page.partition(f'id="note{label}">')[2]
        body = re.split(r' <a href="#ref[^>]*>↩</a></li>|</p>\n', whole, maxsplit=1)[0].removeprefix("* ")
        first, *further = re.split(r'<span class="further">(.*?)</span>', body)
        mark = f'<a class="sdfootnotesym" name="sdfootnote{label}sym" href="#sdfootnote{label}anc">{html.escape(label)}</a>'
        paragraphs = [f"<p>{mark} {first}</p>", *(f"<p>{words}</p>" for words in further if words.strip())]
        bodies.append(f'<div id="sdfootnote{label}">{"".join(paragraphs)}</div>')
    page = page[: page.index('<section class="notes">')] + "".join(bodies) + "</body></html>"
    (folder / "text.html").write_text(page, encoding="utf-8")
    convert(folder / "text.html", {"UseTaggedPDF": True}, folder, "--infilter=HTML (StarWriter)")
    shutil.copy(folder / "text.pdf", destination)


LAYOUTS = (
    *(
        Layout(
            name,
            partial(typeset, setting),
            programs=("soffice",),
            labels_are_numbers=setting.notes not in ("page", "symbols"),
            absent_notes="*" if setting.notes == "symbols" else "",
        )
        for name, setting in SETTINGS.items()
    ),
    Layout("libreoffice-web-page", typeset_web_page, programs=("soffice",), drop_caps=False, absent_notes="*"),
)
