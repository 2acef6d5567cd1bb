"""C128 doubled-punctuation: a comma, semicolon or stop doubled in a citation"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Edit
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.difference import shown, variants_at

_DOUBLED = re.compile(r"(?P<mark>[,;:])\s?(?P=mark)|(?<![.…])(?<!\s)\.\.(?![.\s]*\.)|,\s?\.(?=\s|$)|\.\s?;(?<=\s;)")


def check(case: Case) -> Iterator[Claim]:
    """Claim exact doubles of commas, semicolons, colons and stops inside citations, outside addresses."""
    string = case.edition.string
    for citation in case.edition_marks.citations:
        exact = [span for field, span in citation.fields if field in {Field.URL, Field.DOI}]
        for match in _DOUBLED.finditer(string, *citation.span):
            span = Span(*match.span())
            if any(one.overlaps(span) for one in exact):
                continue
            double = match["mark"] is not None
            mend = (Edit(span, match["mark"], "one mark is enough"),) if double else ()
            yield Claim(
                f"doubled punctuation: “{shown(match[0])}”",
                span,
                variants=variants_at(case, span),
                edits=mend,
                safe=double,
                fix_title="keep one" if double else "",
            )


RULE = Rule("C128", "doubled-punctuation", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=False)
