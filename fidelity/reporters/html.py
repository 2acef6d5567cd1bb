"""A report in one file: both texts side by side, paragraph against paragraph, the variants marked, the findings beside them.

The file needs no network and runs no script; its policy forbids both. Everything that comes from the texts is escaped.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from html import escape
from pathlib import Path

from fidelity import __version__
from fidelity.model.collation import Collation, VariantKind
from fidelity.model.finding import Finding, Severity
from fidelity.reporters.marked_text import MarkedText
from fidelity.reporters.printable import printable
from fidelity.reporters.side_by_side import Row, RowFinder, rows_of


def render(collation: Collation, findings: Sequence[Finding]) -> str:
    """The report as a complete HTML document; the same document for the same texts and findings."""
    style = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    names = _text(collation.edition.source.name), _text(collation.canonical.source.name)
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{names[0]} against {names[1]}</title>\n<style>{style}</style>\n</head>\n<body>\n",
            '<a class="skip" href="#texts">Skip to the texts</a>\n',
            _summary(collation, findings),
            f'<main id="texts">\n{_texts(collation, findings)}</main>\n',
            f"<footer>Made by fidelity {__version__}.</footer>\n</body>\n</html>\n",
        )
    )


def _text(string: str) -> str:
    """Characters that somebody else wrote, made visible and harmless."""
    return escape(printable(string.replace("\n", " ¶ ").replace("\u2028", " / ")))


def _summary(collation: Collation, findings: Sequence[Finding]) -> str:
    edition, canonical = collation.edition.source, collation.canonical.source
    return "".join(
        (
            f"<header>\n<h1>{_text(edition.name)} against {_text(canonical.name)}</h1>\n",
            f'<p class="verdict">{_verdict(collation, findings)}</p>\n<dl class="facts">\n',
            _fact("Canonical text", f"{_text(canonical.name)} <code>sha256 {_text(canonical.sha256[:16])}…</code>"),
            _printed(collation),
            _fact("Edition", f"{_text(edition.name)} <code>sha256 {_text(edition.sha256[:16])}…</code>"),
            _fact("Findings by family", _families(findings) or "none"),
            _fact("Substantive variants", _counted(_kinds(collation)) or "none"),
            _fact("Differences of form only", f"{len(collation.variants) - len(collation.substantive):,}"),
            "".join(_fact("Remark", _text(remark)) for remark in collation.remarks),
            "</dl>\n",
            _LEGEND,
            "</header>\n",
            _index(findings),
        )
    )


_LEGEND = (
    '<p class="legend"><span><del>left out or changed</del></span><span><ins>added or changed</ins></span>'
    '<span><ins class="transposition">moved</ins></span><span><ins class="accidental">differs in form only</ins></span>'
    '<span><span class="gap">‸</span> something is missing here</span>'
    '<span><span class="gap transposition">⇄</span> it stood here, or stands here now</span>'
    "<span><mark>finding without a variant</mark></span></p>\n"
)


def _verdict(collation: Collation, findings: Sequence[Finding]) -> str:
    if not findings:
        return f"No findings: {_text(collation.edition.source.name)} agrees with {_text(collation.canonical.source.name)}."
    counted = Counter(finding.severity for finding in findings)
    parts = [
        f'<span class="severity {severity}">{_count(counted[severity], _NOUNS[severity])}</span>'
        for severity in Severity
        if counted[severity]
    ]
    return f"{_count(len(findings), 'finding')}: {', '.join(parts)}."


_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _families(findings: Sequence[Finding]) -> str:
    counted = Counter(str(finding.family) for finding in findings)
    return ", ".join(f"{family} {number:,}" for family, number in sorted(counted.items()))


def _kinds(collation: Collation) -> Counter[str]:
    """The substantive variants by kind; the two halves of a transposition count as one."""
    return Counter(
        str(variant.kind)
        for variant in collation.substantive
        if variant.kind is not VariantKind.TRANSPOSITION or variant.edition.length
    )


def _counted(counter: Counter[str]) -> str:
    return ", ".join(_count(number, noun) for noun, number in sorted(counter.items()))


def _fact(name: str, value: str) -> str:
    return f"<dt>{name}</dt><dd>{value}</dd>\n"


def _printed(collation: Collation) -> str:
    printing = collation.canonical.source.printing
    if printing is None:
        return ""
    return _fact("Source", f"{_text(printing.name)} <code>sha256 {_text(printing.sha256[:16])}…</code>")


def _index(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    items = "".join(
        f'<li><a href="#finding-{number}">{_text(finding.code)} {_text(finding.name)}</a>: {_text(finding.message)}</li>\n'
        for number, finding in enumerate(findings, 1)
    )
    return f'<nav aria-labelledby="index">\n<h2 id="index">Findings</h2>\n<ol class="index">\n{items}</ol>\n</nav>\n'


def _texts(collation: Collation, findings: Sequence[Finding]) -> str:
    running, notes = rows_of(collation)
    beside = _placed(findings, [*running, *notes])
    links = {index: number for number, finding in reversed(list(enumerate(findings, 1))) for index in finding.variants}
    ours = MarkedText.of_canonical(collation, links)
    theirs = MarkedText.of_edition(collation, links, [(n, f) for n, f in enumerate(findings, 1) if not f.variants])
    names = _text(collation.canonical.source.name), _text(collation.edition.source.name)
    tables = []
    for title, rows, first in (("Text", running, 0), ("Notes", notes, len(running))):
        if not rows:
            continue
        cells = "".join(
            f"<tr>{_cell('Canonical text', row.canonical, row.canonical_label, ours)}"
            f"{_cell('Edition', row.edition, row.edition_label, theirs)}{_cards(beside.get(first + k, ()))}</tr>\n"
            for k, row in enumerate(rows)
        )
        tables.append(
            f'<h2 id="{title.lower()}-heading">{title}</h2>\n<table aria-labelledby="{title.lower()}-heading">\n<thead><tr>'
            f'<th scope="col">Canonical text: {names[0]}</th><th scope="col">Edition: {names[1]}</th>'
            f'<th scope="col" class="findings">Findings</th></tr></thead>\n<tbody>\n{cells}</tbody>\n</table>\n'
        )
    return "".join(tables)


def _cell(side: str, blocks: Iterable[tuple[int, int]], label: str, text: MarkedText) -> str:
    shown = "".join(text.block(start, end, label if k == 0 else "") for k, (start, end) in enumerate(blocks))
    if not shown:
        return f'<td class="nothing" data-side="{side}">nothing here</td>'
    return f'<td lang="" dir="auto" data-side="{side}">{shown}</td>'


def _placed(findings: Sequence[Finding], rows: Sequence[Row]) -> dict[int, list[tuple[int, Finding]]]:
    """Numbered findings by the index of the row that they stand beside.

    What is missing from the edition stands beside the canonical reading; everything else beside the edition's.
    """
    finder = RowFinder(rows)
    beside: dict[int, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(findings, 1):
        row = None
        if finding.span.length == 0 and finding.canonical_span is not None and finding.canonical_span.length:
            row = finder.of_canonical(finding.canonical_span.start)
        if row is None:
            row = finder.of_edition(finding.span.start)
        beside.setdefault(row or 0, []).append((number, finding))
    return beside


def _cards(findings: Iterable[tuple[int, Finding]]) -> str:
    return f'<td class="findings" data-side="Findings">{"".join(_card(number, finding) for number, finding in findings)}</td>'


def _card(number: int, finding: Finding) -> str:
    places = [f"{_text(finding.path)}:{finding.start.line}:{finding.start.column}"] if finding.start is not None else []
    if finding.place is not None and finding.place.page is not None:
        places.append(f"page {finding.place.page} of {_text(finding.path)}")
    if finding.source is not None and str(finding.source):
        places.append(f"printed on {_text(str(finding.source))} of {_text(finding.source.name)}")
    anchor = f"edition-{min(finding.variants)}" if finding.variants else f"found-{number}"
    return (
        f'<article class="finding {finding.severity}" id="finding-{number}">'
        f'<h3><span class="severity">{finding.severity}</span> {_text(finding.code)} {_text(finding.name)}</h3>'
        f'<p>{_text(finding.message)}</p><p class="quiet">{"<br>".join(places)}</p>'
        f'<p><a href="#{anchor}">show in the text<span class="skip"> (finding {number})</span></a></p></article>'
    )
