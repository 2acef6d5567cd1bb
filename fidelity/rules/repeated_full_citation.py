"""C123 repeated-full-citation: a work that is given in full twice in the notes"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import CitationKind, Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.cited import chapter_between, named, note_mark, title_of, words
from fidelity.rules.difference import variants_at


def check(case: Case) -> Iterator[Claim]:
    """Claim full citations in notes whose author, title and year an earlier note has."""
    text = case.edition
    known: dict[tuple[object, ...], tuple[str, int]] = {}
    calls = {note.body.start: note.calls[0].start for note in text.notes if note.calls and note.body is not None}
    for citation in case.edition_marks.citations:
        body = note_mark(text, citation)
        year, place = citation.of(Field.YEAR), citation.of(Field.PLACE, Field.PUBLISHER)
        if citation.kind is not CitationKind.FULL or body is None or not citation.families or year is None or place is None:
            continue
        key = (citation.families, title_of(text, citation), words(text, year))
        call = calls.get(body.start, 0)
        label, before = known.get(key, (body.value, call))
        if chapter_between(text, before, call):  # chapters may begin anew
            known[key] = body.value, call
        elif label != body.value:
            message = f"“{named(text, citation)}” was given in full in note {label}"
            yield Claim(message, citation.span, variants=variants_at(case, citation.span))
        known.setdefault(key, (body.value, call))


RULE = Rule("C123", "repeated-full-citation", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=False)
