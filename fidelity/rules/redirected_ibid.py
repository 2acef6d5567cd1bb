"""C111 redirected-ibid: “ibid.” follows another work than in the canonical text"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from fidelity.language.function_words import FUNCTION_WORDS
from fidelity.model.changes import Edit
from fidelity.model.collation import Collation
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Citation, CitationKind, Field
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.cited import cites_in_text, is_in_order, named, note_index, words
from fidelity.rules.difference import is_whole_note, tokens, variants_at


def check(case: Case) -> Iterator[Claim]:
    """Follow each canonical "ibid." to the citation it means, and ask whether the edition's means the same one."""
    collation = case.collation
    if collation is None or case.canonical is None or not (is_in_order(case.edition) and is_in_order(case.canonical)):
        return
    old, new = case.canonical_marks, case.edition_marks
    here = [k for k, one in enumerate(new.citations) if one.kind is CitationKind.IBID]
    starts = [new.citations[k].span.start for k in here]
    replaced = _Replaced(case.canonical, collation)
    for k, ibid in enumerate(old.citations):
        meant = old.antecedents[k].previous if ibid.kind is CitationKind.IBID else None
        at = collation.to_edition(ibid.span.start) if meant is not None else None
        k_here = bisect_right(starts, at) - 1 if at is not None else -1
        found = here[k_here] if k_here >= 0 and at is not None and at < new.citations[here[k_here]].span.end else None
        if meant is None or found is None:
            continue
        if cites_in_text(case.canonical, ibid) or cites_in_text(case.edition, new.citations[found]):
            continue
        right = collation.to_edition(old.citations[meant].span.start)
        previous = new.antecedents[found].previous
        follows = new.citations[previous] if previous is not None else None
        gone = replaced.holds(old.citations[meant])
        if follows is not None and right is not None and follows.span.start <= right <= follows.span.end and not gone:
            continue
        if follows is None and not gone and not _note_came_between(case, new.citations[found], right):
            continue
        work = old.antecedents[k].full
        claim = _claim(case, new.citations[found], follows, old.citations[work if work is not None else meant], ibid.span)
        before = follows.span.start if follows is not None else right
        there = Span(min(old.citations[meant].span.start, ibid.span.start), ibid.span.end)
        own = new.citations[found].span
        own = new.citations[found].span
        hull = Span(min(own.start, before or own.start), own.end)
        if gone or _by_notes(collation, there, hull):
            yield claim  # the finding on the note may be accepted, and "ibid." has to be mended then
        else:
            yield replace(claim, follows=variants_at(case, hull))


class _Replaced:
    """Which citations of a canonical text have no telling word of their author and title left in the edition."""

    def __init__(self, canonical: Text, collation: Collation) -> None:
        self._canonical = canonical
        self._changed = sorted(v.canonical for v in collation.substantive if v.note is not None and v.canonical.length)

    def holds(self, citation: Citation) -> bool:
        """Whether a citation was replaced by something else, word by word."""
        places = [place for place in (citation.of(Field.AUTHOR), citation.of(Field.TITLE)) if place is not None]
        words = [token for place in places for token in tokens(self._canonical, place) if token.is_word]
        telling = [token.span for token in words if token.form.casefold() not in FUNCTION_WORDS]
        return bool(telling) and all(self._is_changed(word) for word in telling)

    def _is_changed(self, word: Span) -> bool:
        k = bisect_right(self._changed, word.start, key=lambda span: span.start) - 1
        return k >= 0 and self._changed[k].covers(word)


def _by_notes(collation: Collation, canonical: Span, edition: Span) -> bool:
    """Whether a note that was lost, added or called elsewhere put another work before "ibid."."""
    for variant in collation.substantive:
        if variant.note is None or not (variant.call or is_whole_note(collation, variant)):
            continue
        pair = collation.notes[variant.note]
        for note, between in ((pair.canonical, canonical), (pair.edition, edition)):
            if note is not None and note.body is not None and note.body.overlaps(between):
                return True
    return False


def _note_came_between(case: Case, ibid: Citation, right: int | None) -> bool:
    """Whether the note before is no longer the one whose work was meant."""
    if right is None:
        return True
    own, other = note_index(case.edition, ibid.span.start), note_index(case.edition, right)
    return own is not None and other is not None and own - other > 1


def _claim(case: Case, ibid: Citation, follows: Citation | None, work: Citation, place: Span) -> Claim:
    assert case.canonical is not None
    now = f"it follows “{named(case.edition, follows)}”" if follows is not None else "the note before cites nothing"
    word = _word(case, ibid)
    author, title = work.of(Field.AUTHOR), work.of(Field.TITLE)
    whole = author is not None and title is not None
    short = f"{words(case.canonical, author)}, {words(case.canonical, title)}"
    return Claim(
        f"“{words(case.edition, word)}” meant “{named(case.canonical, work)}”, and now {now}",
        ibid.span,
        place,
        edits=(Edit(word, short, "the work that was meant"),) if whole else (),
        fix_title="name the work" if whole else "",
    )


def _word(case: Case, ibid: Citation) -> Span:
    """The "ibid." itself, with its stop."""
    string = case.edition.string
    end = ibid.span.start
    while end < ibid.span.end and (string[end].isalpha() or string[end] == "."):
        end += 1
    return Span(ibid.span.start, end)


RULE = Rule("C111", "redirected-ibid", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
