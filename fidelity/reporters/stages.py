"""The stages between a file and its findings, laid open: what a text holds, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fidelity.model.collation import Collation
from fidelity.model.finding import Claim
from fidelity.model.recognised import Recognised
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.reporters.printable import printable
from fidelity.reporters.readings import shortened

_LONGEST = 100


def text_lines(text: Text) -> str:
    """The string itself, one line a block or printed line, each with its page and line where they are known."""
    lines = []
    for block in text.blocks:
        locator = text.locate(block.start) if block.length else None
        place = str(locator) if locator is not None else ""
        lines.append(f"{place:<18}|{printable(text.string[slice(*block)])}")
    return _joined(lines)


def marks(text: Text) -> str:
    """Every mark: offsets, kind, value, and the words it lies on."""
    return _joined(
        f"{mark.start:>8} {mark.end:>8}  {mark.kind:<12} {printable(mark.value):<8} {_words(text, mark.span)}"
        for mark in text.marks
    )


def recognised(text: Text, found: Recognised) -> str:
    """Every quotation, citation, cross-reference, number and name, with its offsets."""
    rows: list[tuple[Span, str, Span]] = []
    for quotation in found.quotations:
        kind = "block quotation" if quotation.block else "quotation" if quotation.closed else "open quotation"
        rows.append((quotation.span, kind, quotation.content))
    for citation in found.citations:
        rows.append((citation.span, "citation", citation.span))
        rows += [(span, f"  {field}", span) for field, span in citation.fields]
    rows += [(reference.span, f"reference to {reference.label}", reference.span) for reference in found.cross_references]
    rows += [(span, "number", span) for span in found.numbers]
    rows += [(span, "name", span) for span in found.names]
    rows.sort(key=lambda row: (row[0].start, -row[0].end))
    return _joined(f"{span.start:>8} {span.end:>8}  {printable(kind):<18} {_words(text, shown)}" for span, kind, shown in rows)


def collation(collated: Collation) -> str:
    """Every variant: its kind, whether it is substantive, both places and both readings; then how the notes were paired."""
    lines = []
    for variant in collated.variants:
        ours, theirs = collated.readings(variant)
        weight = "substantive" if variant.substantive else "accidental"
        part = "" if variant.note is None else f" note pair {variant.note}"
        part += " call" if variant.call else ""
        part += f" other half {variant.partner}" if variant.partner is not None else ""
        lines.append(
            f"{variant.index:>5} {variant.kind:<13} {weight:<11} {variant.canonical.start}–{variant.canonical.end} → "
            f"{variant.edition.start}–{variant.edition.end}{part}  [-{_short(ours)}-] {{+{_short(theirs)}+}}"
        )
    for k, pair in enumerate(collated.notes):
        ours = pair.canonical.label if pair.canonical is not None else "none"
        theirs = pair.edition.label if pair.edition is not None else "none"
        lines.append(f"note pair {k}: {printable(ours)} → {printable(theirs)}")
    lines += [f"remark: {printable(remark)}" for remark in collated.remarks]
    return _joined(lines)


def claims(edition: Text, canonical: Text | None, taken: Sequence[tuple[str, str, Claim]]) -> str:
    """Every claim (code, name, claim): its place in the edition, the variants it reports, both readings, its message."""
    lines = []
    for code, name, claim in taken:
        numbers = ",".join(str(index) for index in sorted(claim.variants)) or "-"
        ours = canonical.string[slice(*claim.canonical)] if canonical is not None and claim.canonical is not None else ""
        lines.append(
            f"{claim.edition.start:>8} {claim.edition.end:>8}  {code} {name:<28} variants {numbers}  "
            f"[-{_short(ours)}-] {{+{_words(edition, claim.edition)}+}}  {printable(claim.message)}"
        )
    return _joined(lines)


def printed_lines(text: Text) -> str:
    """The geometry of the printed lines, in points: page, column, left and right end, baseline, size, and the words."""
    boxes = text.source.boxes
    if boxes is None:
        return text_lines(text)
    transcript, starts = text.source.transcript, text.source.lines
    rows = []
    for k, start in enumerate(starts):
        end = starts[k + 1] if k + 1 < len(starts) else len(transcript)
        numbers = f"{boxes.x0[k]:7.1f} {boxes.x1[k]:7.1f} {boxes.baseline[k]:7.1f} {boxes.size[k]:5.1f}"
        rows.append(
            f"p. {boxes.page[k] + 1:<4} col. {boxes.column[k]:>2} {numbers}  {printable(transcript[start:end].rstrip())}"
        )
    return _joined(rows)


def _words(text: Text, span: Span) -> str:
    return _short(text.string[slice(*span)])


def _short(string: str) -> str:
    return printable(shortened(string, _LONGEST).replace("\n", " ¶ ").replace("\u2028", " / "))


def _joined(lines: Iterator[str] | list[str]) -> str:
    return "".join(f"{line.rstrip()}\n" for line in lines)
