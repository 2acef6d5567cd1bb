"""C135 citation-spelling: an abbreviation that citations spell otherwise"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.citation_words import BODIES
from fidelity.model.changes import Edit
from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.difference import variants_at

_SPELLINGS = (
    (re.compile(r"(?<!\w)(?P<odd>pg\.?)\s(?=\d)"), "p."),
    (re.compile(r"(?<!\w)(?P<odd>pgs\.?)\s(?=\d)"), "pp."),
    (re.compile(r"(?<!\w)(?P<odd>[Ii]bid)(?=[,;\s]|$)(?!\.)"), "{}."),
    (re.compile(r"(?<!\w)(?P<odd>et\.\sal\.?|et\sal(?=[\s,;)]))"), "et al."),
    (re.compile(r"(?<!\w)(?P<odd>op\scit\.?|op\.\scit(?=[\s,;]))"), "op. cit."),
)
"""What is written, and what the styles write for it."""


_EDS = re.compile(r",?\s[(\[]?(?P<odd>[Ee]ds\.?)(?=[),\]\s])")
_ONE_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?:,?\s[^\W\d_][\w.’'-]*){0,2}")
"""A name of three words at most, which no "and" parts."""


def check(case: Case) -> Iterator[Claim]:
    """Claim the spellings of the table in the bodies of notes."""
    yield from _plural_editors(case)
    text = case.edition
    bodies = text.of_kind(Kind.NOTE_BODY)
    notes = Span(bodies[0].start, len(text.string)) if bodies else Span(0, 0)
    spellings = [(pattern, right) for pattern, right in _SPELLINGS if pattern.search(text.string, *notes)]
    for body in bodies if spellings else ():
        for pattern, right in spellings:
            for match in pattern.finditer(text.string, *body.span):
                span = Span(*match.span("odd"))
                mended = right.format(match["odd"])
                yield Claim(
                    f"“{match['odd']}” is written “{mended}”",
                    span,
                    variants=variants_at(case, span),
                    edits=(Edit(span, mended, "the usual spelling"),),
                    safe=True,
                    fix_title=f"write “{mended}”",
                )


def _plural_editors(case: Case) -> Iterator[Claim]:
    """Claim "eds." behind the name of one editor."""
    text = case.edition
    for citation in case.edition_marks.citations:
        place = citation.of(Field.EDITOR)
        names = text.string[slice(*place)] if place is not None else ""
        match = _EDS.match(text.string, place.end) if place is not None else None
        one = len(citation.families) == 1 and _ONE_NAME.fullmatch(names) and not set(BODIES) & set(names.casefold().split())
        if match is None or not one:
            continue
        span = Span(*match.span("odd"))
        mended = match["odd"].replace("ds", "d")
        yield Claim(
            f"“{match['odd']}” is written of one editor",
            span,
            variants=variants_at(case, span),
            edits=(Edit(span, mended, "one editor"),),
            fix_title=f"write “{mended}”",
        )


RULE = Rule("C135", "citation-spelling", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=False)
