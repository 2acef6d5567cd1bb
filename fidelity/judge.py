"""The claims engine: rules and artefact repairs claim, and of several claims to one change the first in order is taken."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from fidelity.catalog import CONFIRMED, FIRST_OF_ALL, ORDER_OF_CLAIMS, REPAIRS, RULES
from fidelity.model.changes import AddMark, Change, DropMark, Edit, Move
from fidelity.model.collation import Collation, Variant, VariantKind
from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Family, Severity
from fidelity.model.marks import Kind, unscoped
from fidelity.model.recognised import Recognised
from fidelity.model.repair import Repair
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.register import Register
from fidelity.rules.correspondence import canonical_hull, stands_there_too
from fidelity.rules.difference import form_of, is_whole_note, shown
from fidelity.rules.excerpt import outside_excerpt
from fidelity.second_process import Begin, at_once

if TYPE_CHECKING:
    from fidelity.model.quoted import Quoted

MISREAD = "A205"
"""The artefact that is made of others."""
UNRELATED = "T100"
"""The rule that says of all variants at once, or of all that is missing, that they come of another text."""
NEAR_ITS_CALL = 200
"""Characters between a stray note marker and the place where the canonical text has its call, at most: about two lines."""

LONGEST_TITLE_PAGE = 1000
"""Characters at the beginning of a text among which its title and authors stand, at most."""
_OF_TEXT = re.compile(r"“[^”]*”|[^\w“]+|[\d“]+")
"""What a message has of the text that it speaks of, besides unquoted words."""


R = TypeVar("R", Rule, Repair)


@dataclass(frozen=True, slots=True)
class Taken:
    """A claim that was taken, with what the catalog knows of the rule or repair that made it."""

    code: str
    name: str
    family: Family
    severity: Severity
    claim: Claim
    canonical: Text | None = None
    """The text that the claim's canonical place is in, where it is not the case's."""


def judge(
    case: Case, *, rules: Sequence[Rule] = RULES, repairs: Sequence[Repair] = REPAIRS, begin: Begin = at_once
) -> tuple[Taken, ...]:
    """Everything that is wrong in a case, in the order of the edition, each change once. Info severity is included.

    The order in which `rules` and `repairs` are given does not matter; the catalog's order of claims decides. `begin` is what
    may begin a part of the work in a second process.
    """
    if case.relation is Relation.QUOTING and (case.canonical is not None or case.quoted is not None):
        return _in_order(_judge_quoting(case, rules, repairs))
    own = begin(lambda: list(_without_inherited(case, _asked(rules, case), _asked(repairs, case))))
    compared = list(_comparing(case, rules)) if case.canonical is not None and case.collation is not None else []
    excused = frozenset[int]()
    if not any(_says_everything(one, case) for one in compared):
        numbers, captions = _by_pictures(case)
        compared = [_softened(one) if one.claim.variants and one.claim.variants <= captions else one for one in compared]
        excused = _excused_by_relation(case) | _excused_by_quotations(case) | _excused_by_front_matter(case)
        excused |= numbers
    claims = [*own(), *compared]
    return _in_order(_take(one for one in claims if not one.claim.variants or not one.claim.variants <= excused))


def _asked(
    records: Sequence[R], case: Case, codes: frozenset[str] | None = None, wanted: Callable[[R], bool] = lambda _: True
) -> list[R]:
    """The rules or repairs that are `wanted` and can have something to say of a case; with `codes` those alone."""
    if isinstance(records, Register):
        return list(records.asked(case, codes, wanted))
    return [one for one in records if (codes is None or one.code in codes) and wanted(one)]


def _in_order(taken: Iterable[Taken]) -> tuple[Taken, ...]:
    return tuple(sorted(taken, key=lambda one: (one.claim.edition, one.code, one.claim.message)))


def _take(claims: Iterable[Taken]) -> list[Taken]:
    """Of several claims to one variant, the first in the order of claims; consequences go with what they follow from."""
    taken: list[Taken] = []
    reported: dict[int, Taken] = {}
    uncalled: dict[str, Taken] = {}
    consequences: list[Taken] = []
    misread: list[Span] = []
    for one in sorted(claims, key=_precedence):
        if one.code == MISREAD:
            misread.append(one.claim.edition)
        elif one.family is Family.ARTEFACT and any(place.covers(one.claim.edition) for place in misread):
            continue  # a soft hyphen that came of it is none
        if one.claim.follows:
            consequences.append(one)
            continue
        before = [reported[index] for index in one.claim.variants if index in reported]
        if any(not _separate_artefacts(one, other) for other in before):
            continue
        known = next((uncalled[value] for value in one.claim.calls if value in uncalled), None)
        if known is not None and known.code != one.code:
            grown = _with_consequence(known, one)
            taken[taken.index(known)] = grown
            reported.update((index, grown) for index in known.claim.variants)
            uncalled.update((value, grown) for value in known.claim.calls)
            continue
        taken.append(one)
        reported.update((index, one) for index in one.claim.variants)
        uncalled.update((value, one) for value in one.claim.calls)
    for one in consequences:
        causes = [reported[index] for index in sorted(one.claim.follows) if index in reported]
        cause = next((other for other in causes if other.severity is not Severity.INFO), None)
        if cause is None:  # what is not shown cannot explain anything
            taken.append(one)
            continue
        grown = _with_consequence(cause, one)
        taken[taken.index(cause)] = grown
        reported.update((index, grown) for index in cause.claim.variants)
    return taken


def _with_consequence(cause: Taken, consequence: Taken) -> Taken:
    """A finding with what follows from it as a related place; it weighs as much as that. Fixes stay with what they mend."""
    claim, other = cause.claim, consequence.claim
    if any(place.overlaps(other.edition) for place, _ in claim.related):
        return cause
    grown = replace(claim, related=(*claim.related, (other.edition, other.message)))
    severity = Severity.ERROR if consequence.severity is Severity.ERROR else cause.severity
    return replace(cause, claim=grown, severity=severity)


def _judge_quoting(case: Case, rules: Sequence[Rule], repairs: Sequence[Repair]) -> Iterator[Taken]:
    """A text that quotes: what can be said of it alone, then each quotation against the passage it was taken from."""
    from fidelity.quoting import cases_of, look_up

    quoted = case.quoted
    if quoted is None and case.canonical is not None:
        from fidelity.collation.passages.loaded import Loaded

        quoted = look_up(case, Loaded([case.canonical]))
    alone = replace(case, canonical=None, canonical_marks=Recognised(), collation=None)
    itself = _take(_alone(alone, _asked(rules, alone), _asked(repairs, alone)))
    yield from (one for one in itself if not _is_quoted_so(one, quoted or ()))
    for one in quoted or ():
        for small in cases_of(case, one):
            for taken in _take(_comparing(small, rules)):
                # the indexes are those of this quotation's own collation, which nobody else knows
                shown = one.passages[0].canonical if taken.claim.passage is not None and one.passages else small.canonical
                yield replace(taken, claim=replace(taken.claim, variants=frozenset()), canonical=shown)


def _is_quoted_so(one: Taken, quoted: Iterable[Quoted]) -> bool:
    """Whether an artefact stands in a quotation that has it as the canonical text does (law 7)."""
    place = one.claim.edition
    if one.family is not Family.ARTEFACT:
        return False
    for other in quoted:
        if other.quotation.content.covers(place) and len(other.passages) == 1:
            collation = other.passages[0].collation
            return collation is None or stands_there_too(collation, place)
    return False


def _comparing(case: Case, rules: Sequence[Rule]) -> Iterator[Taken]:
    """The claims of the rules that compare, as far as the relation confirms what they confirm."""
    asked = _asked(rules, case, CONFIRMED[case.relation], lambda rule: rule.compares)
    for rule in sorted(asked, key=lambda rule: rule.code != UNRELATED):
        for one in _claims_of(rule, case):
            yield one
            if _says_everything(one, case):
                return  # nothing else can be said of what differs


def _says_everything(one: Taken, case: Case) -> bool:
    """Whether a claim is to all variants at once, since they come of another text."""
    return one.code == UNRELATED and case.collation is not None and len(one.claim.variants) == len(case.collation.variants) > 0


def _precedence(one: Taken) -> tuple[int, Span, str, tuple[int, ...]]:
    return _rank(one.code), one.claim.edition, one.claim.message, tuple(sorted(one.claim.variants))


def _rank(code: str) -> int:
    """Artefacts come before everything in the order of claims; a code that is not there comes after it."""
    if code in FIRST_OF_ALL:
        return -2
    if code.startswith("A"):
        return -1
    return ORDER_OF_CLAIMS.index(code) if code in ORDER_OF_CLAIMS else len(ORDER_OF_CLAIMS)


def _separate_artefacts(one: Taken, other: Taken) -> bool:
    """Two artefacts may sit in one variant, and each is a change of its own."""
    artefacts = one.family is Family.ARTEFACT and other.family is Family.ARTEFACT
    return artefacts and not one.claim.edition.overlaps(other.claim.edition)


def _without_inherited(case: Case, rules: Sequence[Rule], repairs: Sequence[Repair]) -> Iterator[Taken]:
    """The claims of artefact and consistency rules, without those that the canonical text shows too (law 7)."""
    if case.canonical is None or case.collation is None:
        yield from _alone(case, rules, repairs)
        return
    found = list(_alone(case, rules, repairs))
    codes = {one.code for one in found}
    known: dict[tuple[object, ...], int] = {}
    inherited = Case(case.canonical, case.canonical_marks, case.relation)
    same = [rule for rule in rules if rule.code in codes], [repair for repair in repairs if repair.code in codes]
    anchor = _anchors(case.collation)
    for one in _alone(inherited, *same):
        at = anchor(one.claim.edition.start)
        key = (one.code, _defect(one, case.canonical), at)
        known[key] = known.get(key, 0) + 1
    for one in found:
        there = case.collation.to_canonical(one.claim.edition.start)
        key = (one.code, _defect(one, case.edition), anchor(there) if there is not None else None)
        if known.get(key, 0):
            known[key] -= 1
        elif not (
            one.family is Family.ARTEFACT
            and one.claim.edition.length
            and not one.claim.variants
            and stands_there_too(case.collation, one.claim.edition)
        ):
            yield one


def _defect(one: Taken, text: Text) -> str:
    """What a claim says of its place, without the words, numbers and note labels of the text: they have their own findings."""
    at = one.claim.edition.start
    mark = text.mark_at(at, Kind.NOTE_CALL) or text.mark_at(at, Kind.NOTE_BODY)
    message = one.claim.message
    if mark is not None:
        message = message.replace(f"note {unscoped(mark.value)[0]} ", "note ", 1)
    return _OF_TEXT.sub("", unicodedata.normalize("NFC", message))


def _alone(case: Case, rules: Sequence[Rule], repairs: Sequence[Repair]) -> Iterator[Taken]:
    """What can be said of an edition without a canonical text, with the variants it follows from where there is one."""
    for repair in repairs:
        if not repair.transcript_only:
            yield from artefacts(case, repair)
    for rule in rules:
        if not rule.compares:
            yield from _claims_of(rule, case)


def _claims_of(rule: Rule, case: Case) -> Iterator[Taken]:
    for claim in rule.check(case):
        yield Taken(rule.code, rule.name, rule.family, claim.severity or rule.severity, claim)


def _anchors(collation: Collation) -> Callable[[int], tuple[int, int] | None]:
    """The function from a canonical place to one that is the same between two characters of a strand: (strand, view offset)."""
    views = [collation.running.canonical, *(pair.strand.canonical for pair in collation.notes if pair.strand is not None)]
    begins = [view.offsets[0] if view.offsets else view.end for view in views]
    order = sorted(range(len(views)), key=lambda i: (begins[i], i))
    starts = [begins[i] for i in order]

    def anchor(offset: int) -> tuple[int, int] | None:
        at = bisect_right(starts, offset)
        # strands follow one another, and at their rims two may touch: the first of them counts
        near = sorted(i for i in (0, *order[max(at - 3, 0) : at]) if begins[i] <= offset <= views[i].end)
        return (near[0], views[near[0]].from_text(offset)) if near else None

    return anchor


def _excused_by_relation(case: Case) -> frozenset[int]:
    """The variants that the relation of edition and canonical text allows."""
    if case.relation is not Relation.EXCERPT or case.collation is None:
        return frozenset()
    return outside_excerpt(case.collation)


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


def _excused_by_quotations(case: Case) -> frozenset[int]:
    """The variants that whoever quotes may make: marked omissions, and marks around what is a block quotation elsewhere."""
    if not case.edition_marks.quotations and not case.canonical_marks.quotations:
        return frozenset()
    from fidelity.rules.block_quotation import marks_for_blocks
    from fidelity.rules.quotation_change import marked_omissions

    return marked_omissions(case) | marks_for_blocks(case)


def _by_pictures(case: Case) -> tuple[frozenset[int], frozenset[int]]:
    """The variants that are numbers printed before captions of pictures, and those that are captions which one text has."""
    collation = case.collation
    if collation is None or not any("![" in (text.source.content or "") for text in (collation.canonical, collation.edition)):
        return frozenset(), frozenset()
    from fidelity.rules.figure_caption import captions_of_pictures, excused_by_pictures

    return excused_by_pictures(collation), captions_of_pictures(collation)


def _softened(one: Taken) -> Taken:
    """An error as a warning: with a picture its caption goes, by right or not."""
    return replace(one, severity=Severity.WARNING) if one.severity is Severity.ERROR else one


def _excused_by_front_matter(case: Case) -> frozenset[int]:
    """The variants at the beginning that are the title and the author, which one of the files has beside its text."""
    collation = case.collation
    if collation is None or not collation.variants or collation.variants[0].edition.start > LONGEST_TITLE_PAGE:
        return frozenset()
    from fidelity.formats import work_of
    from fidelity.rules.title_page import said_beside_the_text

    return said_beside_the_text(collation, work_of(collation.canonical), work_of(collation.edition))
