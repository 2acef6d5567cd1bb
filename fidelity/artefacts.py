"""What a repair would mend in an edition, as claims of the artefact rule of its code, with the variants that it explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from fidelity.claims import Taken
from fidelity.model.changes import AddMark, Change, DropMark, Edit, Move
from fidelity.model.collation import Collation, Variant, VariantKind
from fidelity.model.finding import Claim, Family
from fidelity.model.marks import Kind
from fidelity.model.repair import Repair
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.rules.correspondence import canonical_hull
from fidelity.rules.difference import form_of, is_whole_note, shown

NEAR_ITS_CALL = 200
"""Characters between a stray note marker and the place where the canonical text has its call, at most: about two lines."""


def artefacts(case: Case, repair: Repair) -> Iterator[Taken]:
    """What a repair would mend in an edition, as claims of the artefact rule of the same code, its proposal as the fix."""
    text = case.edition
    # what no variant touches stands in the canonical text too, where it is no fault of the edition
    near = repair.propose_near if case.collation is not None else None
    proposed = near(text, case.collation.varying) if near and case.collation else repair.propose(text)
    for place, changes in _together(proposed):
        edits = tuple(change for change in changes if isinstance(change, Edit))
        whole = len(edits) == len(changes)
        before = text.string[place.start : place.end]
        after = mended(before, place.start, edits) if whole else ""
        reason = changes[0].reason
        message = repair.message.format(before=shown(before), after=shown(after)) if repair.message else reason
        claim = Claim(
            message=message,
            edition=place,
            variants=_explained(case, place, changes),
            edits=edits if whole else (),
            safe=whole and all(edit.certainty >= 1.0 for edit in edits),
            fix_title=reason if whole else "",
            calls=frozenset(c.mark.value for c in changes if isinstance(c, AddMark) and c.mark.kind is Kind.NOTE_CALL),
        )
        if case.collation is not None:
            there = canonical_hull(case.collation, place)
            restored = whole and there is not None and case.collation.canonical.string[slice(*there)] == after
            claim = replace(claim, canonical=there, safe=claim.safe or restored)
        yield Taken(repair.code, repair.name, Family.of(repair.code), repair.severity, claim)


def _together(changes: Iterable[Change]) -> Iterator[tuple[Span, tuple[Change, ...]]]:
    """Changes whose places touch are one artefact; each with the hull of its places, in order."""
    held = sorted(changes, key=place_of)
    group: list[Change] = []
    hull = Span(0, 0)
    for change in held:
        place = place_of(change)
        if group and place.start <= hull.end:
            hull = Span(hull.start, max(hull.end, place.end))
            group.append(change)
            continue
        if group:
            yield hull, tuple(group)
        group, hull = [change], place
    if group:
        yield hull, tuple(group)


def place_of(change: Change) -> Span:
    """Where a change takes hold of the text."""
    return change.mark.span if isinstance(change, AddMark | DropMark) else change.span


def mended(string: str, start: int, edits: Iterable[Edit]) -> str:
    """A stretch of text that begins at offset `start`, with the edits inside it applied."""
    parts, at = [], start
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts.append(string[at - start : edit.span.start - start])
        parts.append(edit.after)
        at = edit.span.end
    parts.append(string[at - start :])
    return "".join(parts)


def _explained(case: Case, place: Span, changes: Sequence[Change]) -> frozenset[int]:
    """The variants that an artefact accounts for: those that vanish once it is mended, and the accidental ones it touches."""
    collation = case.collation
    if collation is None:
        return frozenset()
    touched = [v for v in collation.variants_within(place) if v.edition.start <= place.end and place.start <= v.edition.end]
    explained = {v.index for v in touched if not v.substantive and place.overlaps(v.edition)}
    edits = tuple(_seen_in_running_text(changes))
    words = [v for v in touched if v.substantive and not v.call and not is_whole_note(collation, v)]
    for group in (*([variant] for variant in words), words):
        if group and _vanish(case, collation, place, group, edits):
            explained.update(variant.index for variant in group)
    return frozenset(explained | set(_notes_explained(case, collation, place, changes)))


def _vanish(case: Case, collation: Collation, place: Span, variants: Sequence[Variant], edits: Sequence[Edit]) -> bool:
    """Whether the edits of an artefact leave nothing of some variants that it touches."""
    start = min(place.start, *(v.edition.start for v in variants))
    end = max(place.end, *(v.edition.end for v in variants))
    there = canonical_hull(collation, Span(start, end))
    if there is None:
        return False
    # the hull holds nothing of what was left out before its first word, a mark that seems lost for one
    hull = Span(min(there.start, *(v.canonical.start for v in variants)), max(there.end, *(v.canonical.end for v in variants)))
    left = mended(case.edition.string[start:end], start, edits)
    return _bare(left) == _bare(collation.canonical.string[slice(*hull)])


def _seen_in_running_text(changes: Iterable[Change]) -> Iterator[Edit]:
    """What changes do to the running text: what becomes a note call, or is moved to the notes, is no longer part of it."""
    calls = [c.mark.span for c in changes if isinstance(c, AddMark) and c.mark.kind is Kind.NOTE_CALL]
    moves = [c.span for c in changes if isinstance(c, Move)]
    gone = moves + [call for call in calls if not any(move.covers(call) for move in moves)]
    yield from (Edit(span, "", "leaves the running text") for span in gone)
    for change in changes:
        if isinstance(change, Edit) and not any(span.overlaps(change.span) for span in gone):
            yield change


def _notes_explained(case: Case, collation: Collation, place: Span, changes: Sequence[Change]) -> Iterator[int]:
    """The calls and notes that an artefact seems to have taken away: those that its changes would bring back."""
    labels = {c.mark.value for c in changes if isinstance(c, AddMark) and c.mark.kind is Kind.NOTE_CALL}
    moved = _bare("".join(case.edition.string[slice(*c.span)] for c in changes if isinstance(c, Move)))
    for variant in collation.substantive:
        if variant.note is None or variant.kind is not VariantKind.OMISSION:
            continue
        note = collation.notes[variant.note].edition or collation.notes[variant.note].canonical
        near = abs(variant.edition.start - place.start) <= NEAR_ITS_CALL
        its_call = variant.call and near and note is not None and note.label in labels
        its_body = bool(moved) and is_whole_note(collation, variant) and _is_in(collation, variant, moved)
        if its_call or its_body:
            yield variant.index


def _is_in(collation: Collation, variant: Variant, moved: str) -> bool:
    """Whether a lost note's body is what an artefact left in the running text."""
    lost = _bare(collation.readings(variant)[0])
    return bool(lost) and (lost in moved or moved in lost)


def _bare(string: str) -> str:
    """A reading without what editions may change freely: white space and the form of marks."""
    return " ".join(form_of(part) for part in re.findall(r"\w+|[^\w\s]", string))
