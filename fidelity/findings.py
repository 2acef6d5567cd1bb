"""From claims in text offsets to findings in the coordinates of files, which people and programs can follow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from fidelity.catalog import PROJECT_RULES
from fidelity.claims import Taken
from fidelity.fingerprints import with_fingerprints
from fidelity.model.finding import Claim, DocumentPlace, FilePlace, Finding, Fix, Position
from fidelity.model.lines import CountedLines, Lines, places_in
from fidelity.model.rule import Case
from fidelity.model.source import Locator
from fidelity.model.span import Span
from fidelity.model.text import Text

if TYPE_CHECKING:
    from fidelity.model.project import Inspection

_CONTEXT = 36
"""Characters of context kept on each side of a reading."""
_LINE_END = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t>]*")
"""A line end in a block, and what stands before the words of the next line."""


def findings_of(case: Case, taken: Iterable[Taken]) -> tuple[Finding, ...]:
    """The findings that the taken claims make, in the order of the edition's file, then of codes."""
    edition = _lines(case.edition)
    found = [_finding(case if one.canonical is None else replace(case, canonical=one.canonical), one, edition) for one in taken]
    return with_fingerprints(sorted(found, key=lambda finding: (_offset(finding), finding.span, finding.code, finding.message)))


def findings_of_file(inspection: Inspection) -> tuple[Finding, ...]:
    """What the rules of the project find in a file: findings without readings, most of them about the file as a whole."""
    return with_fingerprints(
        Finding(
            code=rule.code,
            name=rule.name,
            family=rule.family,
            severity=rule.severity,
            message=message if isinstance(message, str) else message.message,
            path=inspection.path,
            span=Span(0, 0),
            start=None if isinstance(message, str) else Position(message.line, message.column, message.offset),
            end=None if isinstance(message, str) else Position(message.line, message.column, message.offset),
            edition="",
            canonical=None,
            canonical_span=None,
            canonical_place=None,
            source=None,
            place=DocumentPlace() if isinstance(message, str) else None,
            related=(),
            fix=None,
        )
        for rule in PROJECT_RULES
        for message in rule.check(inspection)
    )


def _lines(text: Text) -> Lines | CountedLines | None:
    """The lines of a text's file; None for a format without lines."""
    return places_in(text.source.content) if text.source.content is not None else None


def _canonical_lines(text: Text) -> Lines | CountedLines | None:
    """The lines of a canonical text's file; kept, as a few files are asked for all findings."""
    return _lines_of(text.source.content) if text.source.content is not None else None


@lru_cache(maxsize=256)
def _lines_of(content: str) -> Lines | CountedLines:
    """See `_canonical_lines`; the excerpts of a text share its characters."""
    return places_in(content)


def _offset(finding: Finding) -> int:
    return finding.start.offset if finding.start is not None else finding.span.start


def _finding(case: Case, one: Taken, edition: Lines | CountedLines | None) -> Finding:
    text, claim = case.edition, one.claim
    path = text.source.name
    start: Position | None = None
    end: Position | None = None
    place = _place(text, claim.edition, edition)
    if isinstance(place, FilePlace):
        start, end = place.start, place.end
    canonical_place = None
    canonical = _canonical_lines(case.canonical) if case.canonical is not None and not case.canonical.log else None
    shown = claim.canonical if claim.canonical is not None else claim.passage
    if case.canonical is not None and shown is not None and canonical is not None:
        canonical_place = canonical.place(case.canonical.source.name, case.canonical.file_hull(shown))
    return Finding(
        code=one.code,
        name=one.name,
        family=one.family,
        severity=one.severity,
        message=claim.message,
        path=path,
        span=claim.edition,
        start=start,
        end=end,
        edition=text.string[slice(*claim.edition)],
        canonical=case.canonical.string[slice(*claim.canonical)]
        if case.canonical is not None and claim.canonical is not None
        else None,
        canonical_span=claim.canonical,
        canonical_place=canonical_place,
        source=_source(case, claim),
        place=place if isinstance(place, DocumentPlace) else None,
        related=tuple((_place(text, span, edition), sentence) for span, sentence in claim.related),
        fix=_fix(text, claim),
        variants=claim.variants,
        around=around(text, claim.edition),
        canonical_around=around(case.canonical, claim.canonical)
        if case.canonical is not None and claim.canonical is not None
        else None,
    )


def around(text: Text, span: Span) -> tuple[str, str]:
    """Whole words before and after a place, within its block, up to _CONTEXT characters on each side."""
    string = text.string
    first, last = max(span.start - _CONTEXT, 0), min(span.end + _CONTEXT, len(string))
    start = max(string.rfind("\n", first, span.start) + 1, first)
    block_end = string.find("\n", span.end, last)
    end = last if block_end < 0 else block_end
    if start > 0 and string[start - 1] != "\n":
        space = string.find(" ", start, span.start)
        start = space + 1 if space >= 0 else start
    if end < len(string) and string[end] != "\n":
        space = string.rfind(" ", span.end, end)
        end = space if space >= 0 else end
    return string[start : span.start], string[span.end : end]


def _place(text: Text, span: Span, lines: Lines | CountedLines | None) -> FilePlace | DocumentPlace:
    if lines is not None:
        return lines.place(text.source.name, text.file_hull(span))
    if not span.length and text.string.startswith("\n", span.start) and not text.string.startswith("\n", span.start - 1):
        span = Span(max(span.start - 1, 0), span.start)  # what is missing at the end of a block belongs to that block
    stretches = text.source.stretches
    if stretches is not None and stretches.starts:
        part, paragraph, run = stretches.at(text.file_hull(span).start)
        return DocumentPlace(part, paragraph, run)
    printed = text.source.place(text.transcript_offset(span.start))
    return DocumentPlace(page=printed[0] if printed is not None else None)


def _source(case: Case, claim: Claim) -> Locator | None:
    """Where the canonical reading was printed; for a claim that names none, where the corresponding place was."""
    if case.canonical is None:
        return None
    shown = claim.canonical if claim.canonical is not None else claim.passage
    if shown is not None:
        return case.canonical.locate(shown.start)
    if case.collation is None:
        return None
    offset = case.collation.to_canonical(claim.edition.start)
    return case.canonical.locate(offset) if offset is not None else None


def _over_a_line_end(text: Text, span: Span) -> Span | None:
    """The stretch of the file behind one of the text that goes over a line end, which the text has as a space.

    With it go what begins the next line and is none of its words: the indentation, the signs of a block quotation.
    """
    content = text.source.content
    if content is None or not span.length or span.end >= len(text.string):
        return None
    first, last = (text.file_span(Span(at, at + 1)) for at in (span.start, span.end - 1))
    behind = text.file_span(Span(span.end, span.end + 1))
    end = last.end if last is not None else behind.start if behind is not None else None
    if first is None or end is None or _LINE_END.sub(" ", content[first.start : end]) != text.string[slice(*span)]:
        return None
    return Span(first.start, end)


def _fix(text: Text, claim: Claim) -> Fix | None:
    """The fix in the file's offsets; None where a part of it is not one stretch of the file, or the file has no characters."""
    if not claim.edits or text.source.content is None:
        return None
    edits: list[tuple[int, int, str]] = []
    for edit in sorted(claim.edits, key=lambda edit: edit.span):
        span = text.file_span(edit.span) or _over_a_line_end(text, edit.span)
        if span is None or (edits and span.start < edits[-1][1]):
            return None
        edits.append((span.start, span.end, edit.after))
    return Fix(claim.fix_title or "mend it", claim.safe, tuple(edits))
