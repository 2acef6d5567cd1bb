"""C117 misdirected-cross-reference: a reference to a note that does not cite the author it is made for"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.citation_forms import folded
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import CitationKind
from fidelity.model.rule import Case, Rule
from fidelity.model.text import Note
from fidelity.rules.cited import is_whole, linked, words
from fidelity.rules.difference import variants_at


def check(case: Case) -> Iterator[Claim]:
    """Claim "Vogel, op. cit., n. 8" where note 8 does not name Vogel and another note does.

    Against a canonical text stale-cross-reference follows the note itself, and answers for it.
    """
    text, marks = case.edition, case.edition_marks
    if case.collation is not None or not is_whole(case):
        return
    notes = {note.label: note for note in text.notes if note.body is not None}
    naming = {label: set(folded(words(text, note.body)).split()) for label, note in notes.items()}
    places = [reference.span.start for reference in marks.cross_references]
    for citation, _ in linked(case, CitationKind.SHORT):
        first, last = bisect_left(places, citation.span.start), bisect_right(places, citation.span.end)
        for reference in marks.cross_references[first:last]:
            target = notes.get(reference.label)
            if not citation.span.covers(reference.span) or target is None or not citation.families:
                continue
            family = citation.families[0]
            if len(family) < 3 or _holds(target, citation.span.start) or set(family.split()) <= naming[reference.label]:
                continue
            right = [
                label
                for label, names in naming.items()
                if set(family.split()) <= names and not _holds(notes[label], citation.span.start)
            ]
            if not right:
                continue
            message = f"note {reference.label} does not name {_printed(case, citation.span.start)}; note {right[0]} does"
            yield Claim(message, reference.target, variants=variants_at(case, reference.target))


def _holds(note: Note, at: int) -> bool:
    return note.body is not None and note.body.start <= at < note.body.end


def _printed(case: Case, at: int) -> str:
    """The author as printed at the start of a citation, up to its first mark."""
    string = case.edition.string
    end = at
    while end < len(string) and (string[end].isalpha() or string[end] in " .’'-"):
        end += 1
    return string[at:end].strip()


RULE = Rule("C117", "misdirected-cross-reference", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
