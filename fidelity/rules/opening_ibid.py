"""C113 opening-ibid: “ibid.” opens a text or a chapter"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import CitationKind
from fidelity.model.rule import Case, Rule
from fidelity.rules.cited import chapter_between, cites_in_text, is_followed, is_whole, linked, note_index, note_mark
from fidelity.rules.difference import variants_at


def check(case: Case) -> Iterator[Claim]:
    """Claim "ibid." in the first note of the text, or of a chapter, unless something is cited before it in the same note."""
    text = case.edition
    if not is_whole(case):
        return
    called = [note for note in text.notes if note.calls and note.body is not None]
    places = {note.body.start: k for k, note in reversed(list(enumerate(called))) if note.body is not None}
    for ibid, antecedent in linked(case, CitationKind.IBID):
        body = note_mark(text, ibid)
        if (
            body is None
            or is_followed(case, ibid)
            or cites_in_text(text, ibid)
            or (antecedent.previous is not None and _same_note(case, antecedent.previous, body.start))
        ):
            continue
        k = places.get(body.start)
        if k == 0 and note_index(text, ibid.span.start) == 0:
            yield Claim("“ibid.” stands in the first note of the text", ibid.span, variants=variants_at(case, ibid.span))
        elif k and chapter_between(text, called[k - 1].calls[-1].end, called[k].calls[0].start):
            yield Claim("“ibid.” stands in the first note of a chapter", ibid.span, variants=variants_at(case, ibid.span))


def _same_note(case: Case, previous: int, body: int) -> bool:
    mark = note_mark(case.edition, case.edition_marks.citations[previous])
    return mark is not None and mark.start == body


RULE = Rule("C113", "opening-ibid", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
