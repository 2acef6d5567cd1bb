"""Other settings of FOP, wkhtmltopdf and rst2pdf: columns with spanning headings, tagged files, letter-spaced lines."""

from __future__ import annotations

import shutil
import sys
from functools import partial
from pathlib import Path

from benchmarks.extraction.layouts import fop, reportlab, rst2pdf
from benchmarks.extraction.layouts.html_source import html_document
from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.layouts.printed_pages import PAGE
from benchmarks.extraction.texts import Text
from fixtures.typeset.running import run

FOP_COLUMNS = fop.Setting(
    "210mm",
    "280mm",
    "Liberation Serif",
    "9pt",
    fop.HEAD_WITH_FOLIO,
    "<fo:block/>",
    'text-indent="3mm"',
    "",
    side="18mm",
    first=57,
)
FOP_TAGGED = fop.Setting(
    "140mm", "215mm", "Times", "10.5pt",
    '<fo:block text-align="end" font-size="8pt" font-variant="normal" letter-spacing="1pt">TITLE</fo:block>',
    '<fo:block text-align="end" font-size="8pt">[<fo:page-number/>]</fo:block>', 'text-indent="5mm"',
    'font-size="25pt" line-height="25pt" font-family="Liberation Sans" font-weight="bold"',
)  # fmt: skip


def with_fop(setting: fop.Setting, options: tuple[str, ...], text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination`, in columns where no initial is floated."""
    source, configuration = folder / "text.fo", folder / "fop.xml"
    page = fop.fo_document(text, setting)
    if not setting.initial:
        page = page.replace("<fo:region-body margin-top", '<fo:region-body column-count="2" column-gap="7mm" margin-top')
        page = page.replace('<fo:block font-size="170%"', '<fo:block span="all" font-size="170%"')
        page = page.replace(
            '<fo:block text-align="center" space-after="5mm"', '<fo:block span="all" text-align="center" space-after="5mm"'
        )
        page = page.replace(
            '<fo:block font-weight="bold" font-size="115%"', '<fo:block span="all" font-weight="bold" font-size="115%"'
        )
    source.write_text(page, encoding="utf-8")
    configuration.write_text(fop.CONFIGURATION, encoding="utf-8")
    run(["fop", *options, "-c", str(configuration), str(source), str(destination)], folder)


WEB = (
    "body { font: 11pt/1.4 'P052'; text-align: justify; letter-spacing: .3px } td { text-align: left }"
    ".first:first-letter { float: left; font-size: 2.6em; line-height: .85; font-family: 'Liberation Sans'; "
    "padding-right: 2px }"
    "h2 { page-break-after: avoid; font-variant: small-caps; font-weight: normal; font-size: 1.25em }"
)


def with_webkit(text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into `destination` with its own head and foot."""
    (folder / "text.html").write_text(html_document(text, PAGE + WEB, "end"), encoding="utf-8")
    heads = ["--header-left", text.author, "--header-right", "[doctitle]", "--header-font-size", "7", "--header-spacing", "6"]
    foot = ["--footer-right", "[page] / [topage]", "--footer-font-size", "7", "--margin-top", "22mm", "--margin-bottom", "20mm"]
    run(["wkhtmltopdf", "-q", "--page-size", "B5", *heads, *foot, "text.html", "text.pdf"], folder)
    shutil.copy(folder / "text.pdf", destination)


def with_rst2pdf(text: Text, destination: Path, folder: Path) -> None:
    """Set `text` into two columns, the notes at the end."""
    (folder / "text.rst").write_text(rst2pdf.rst_document(text), encoding="utf-8")
    style = (
        rst2pdf.STYLE.format(hyphens=text.language).replace("DejaVu Serif", "Liberation Serif").replace("size: A5", "size: A4")
    )
    style = style.replace("styles:", "  firstTemplate: twoColumn\nstyles:")
    (folder / "look.yaml").write_text(style, encoding="utf-8")
    run([sys.executable, "-m", "rst2pdf.createpdf", "-s", "look.yaml", "-o", str(destination), "text.rst"], folder)


LAYOUTS = (
    Layout("fop-columns", partial(with_fop, FOP_COLUMNS, ()), programs=("fop",), drop_caps=False),
    Layout("fop-tagged", partial(with_fop, FOP_TAGGED, ("-a",)), programs=("fop",)),
    Layout("wkhtmltopdf-letter-spaced", with_webkit, programs=("wkhtmltopdf",)),
    Layout("rst2pdf-columns", with_rst2pdf, modules=("rst2pdf",), drop_caps=False, absent_notes="*"),
    *reportlab.FURTHER,
)
