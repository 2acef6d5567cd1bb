"""Web pages whose style sheets leave things to chance: calls on the line, first lines set in behind a floated letter."""

from __future__ import annotations

from functools import partial

from benchmarks.extraction.layouts.layout import Layout
from benchmarks.extraction.layouts.printed_pages import BROWSER, Setting, by_chromium, by_weasyprint

CHROMIUM = {
    # the first line of a paragraph is set in behind the letter, too, and the letter stands on the second line
    "chromium-first-lines-set-in": Setting(
        "body { font: 10.5pt/1.35 'P052'; text-align: justify; hyphens: auto } .first { text-indent: 1.4em }"
        ".first::first-letter { float: left; font-size: 3.2em; line-height: .82; padding: .05em .07em 0 0 }"
        "@page { size: A5; margin: 19mm 16mm; @top-center { content: 'TITLE'; font: italic 8pt 'P052' }"
        "@bottom-center { content: counter(page); font-size: 8pt } }"
    ),
    # letters of four lines, cut by the ends of pages, and small capitals that have no ß
    "chromium-small-first-lines": Setting(
        "body { font: 10pt/1.5 'C059'; text-align: justify; hyphens: auto }"
        ".first::first-line { font-variant-caps: small-caps }"
        ".first::first-letter { initial-letter: 4; font-weight: 700; color: #733; margin-right: .12em }"
        "h2 { font: italic 12pt 'C059'; text-align: center } @page { size: 155mm 235mm; margin: 22mm 19mm }"
        "@page :left { @top-left { content: counter(page); font-size: 8pt } @top-right { content: 'AUTHOR'; font-size: 8pt } }"
        "@page :right { @top-right { content: counter(page); font-size: 8pt } @top-left { content: 'TITLE'; font-size: 8pt } }"
    ),
}
WEASYPRINT = {
    # a face without superior figures, and nothing said of the size of calls
    "weasyprint-calls-on-the-line": Setting(
        "body { font: 11pt/1.32 'Liberation Serif'; text-align: justify; hyphens: auto }"
        ".note { float: footnote; font-size: 9pt; line-height: 1.2; text-indent: 0 } .starred::footnote-call { content: '*' }"
        ".starred::footnote-marker { content: '* ' } ::footnote-marker { content: counter(footnote) '. ' }"
        "::footnote-call { font-variant-position: super; font-size: 1em; vertical-align: baseline }"
        ".initial { font-size: 2.5em; line-height: 0 }"
        "@page { size: 138mm 216mm; margin: 21mm 17mm; @footnote { border-top: .4pt solid; padding-top: 1.5mm } }"
        "@page :left { @top-left { content: counter(page) '  ·  AUTHOR'; font-size: 8.5pt } }"
        "@page :right { @top-right { content: 'TITLE  ·  ' counter(page); font-size: 8.5pt } }",
        notes="foot",
    ),
}

LAYOUTS = (
    *(Layout(name, partial(by_chromium, setting), programs=(BROWSER,)) for name, setting in CHROMIUM.items()),
    *(Layout(name, partial(by_weasyprint, setting), modules=("weasyprint",)) for name, setting in WEASYPRINT.items()),
)
