"""What the rules for altered quotations share: a difference inside the marks of a quotation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from weakref import WeakKeyDictionary

from fidelity.language.incises import is_incise
from fidelity.language.negation import is_negation
from fidelity.model.collation import Collation
from fidelity.model.declarations import Relation
from fidelity.model.late_pattern import late_pattern
from fidelity.model.recognised import Quotation
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import Difference, differences
from fidelity.rules.place import quotation_at
from fidelity.rules.tongue import guessed

_INCISES_WITHIN = frozenset({"fr", "es", "it", "pt"})
"""Languages in which an incise may stand between the marks of a quotation."""
_PAUSE = frozenset(",—–-")
_PAUSES = " ,—–-\u00a0\u202f"
_OMISSION = late_pattern(r"[\[(]?\s?(?:…|\.\s?\.\s?\.)\s?[\])]?")
_OMITTED = late_pattern(rf"(?:{_OMISSION.pattern})[\s.]*\Z")
_LONGEST_OMISSION = 20
"""Characters that a mark of omission has, with the stop of the sentence and spaces, at most."""


@dataclass(frozen=True, slots=True)
class QuotationChange:
    """A difference, the quotation it stands in, and its place on the side of that quotation."""

    difference: Difference
    quotation: Quotation
    place: Span
    first: bool
    """Whether nothing of the quotation comes before it."""
    last: bool
    """Whether nothing of the quotation comes after it."""
    behind_omission: bool
    """Whether it stands directly behind a mark of omission."""

    @property
    def in_words(self) -> bool:
        """Whether words changed, not only marks, such as brackets put around a word."""
        lost, gained = self.difference.lost_words, self.difference.gained_words
        elsewhere = self.difference.moved or bool(self.difference.parts)
        return bool(lost or gained) and (elsewhere or [word.form for word in lost] != [word.form for word in gained])


_known: WeakKeyDictionary[Collation, tuple[Case, tuple[QuotationChange, ...]]] = WeakKeyDictionary()


def quotation_changes(case: Case) -> tuple[QuotationChange, ...]:
    """The differences inside quotations, but for those of quotation marks alone. They are worked out once for a case."""
    if case.collation is None:
        return ()
    known = _known.get(case.collation)
    if known is None or known[0].edition_marks is not case.edition_marks or known[0].relation is not case.relation:
        known = _known[case.collation] = (replace(case, collation=None), tuple(_quotation_changes(case)))
    return known[1]


def _quotation_changes(case: Case) -> Iterator[QuotationChange]:
    for difference in differences(case):
        found = quotation_at(case, difference)
        if found is None or marks_alone(difference):
            continue
        if case.relation is Relation.QUOTING and (
            _marked_omission(difference)
            or _dots_for_a_mark(case, difference)
            or _line_ends(case, difference)
            or _is_incise_within(case, difference)
        ):
            continue
        quotation, place = found
        string = case.edition.string
        if (
            case.canonical is not None
            and place == difference.canonical
            and _is_among(quotation, case.canonical_marks.quotations)
        ):
            string = case.canonical.string
        before = string[quotation.content.start : place.start]
        after = string[place.end : quotation.content.end]
        yield QuotationChange(
            difference,
            quotation,
            place,
            first=not any(map(str.isalnum, before)),
            last=not any(map(str.isalnum, after)),
            behind_omission=_OMITTED.search(before[-_LONGEST_OMISSION:]) is not None,
        )


def _is_among(quotation: Quotation, quotations: Sequence[Quotation]) -> bool:
    """Whether a quotation is one of those, which are in order of place."""
    first = bisect_left(quotations, quotation.span.start, key=lambda one: one.span.start)
    return quotation in takewhile(lambda one: one.span.start == quotation.span.start, quotations[first:])


def marked_omissions(case: Case) -> frozenset[int]:
    """The variants that are dots for words inside a quotation, as whoever quotes may put them; no denial or number is gone."""
    found: set[int] = set()
    for difference in differences(case):
        if not _marked_omission(difference):
            continue
        harmless = not any(is_negation(word.form) or any(map(str.isdigit, word.form)) for word in difference.lost_words)
        if harmless and quotation_at(case, difference) is not None:
            found |= difference.variants
    return frozenset(found)


def _marked_omission(difference: Difference) -> bool:
    """Whether dots stand for the words that are gone, as whoever quotes may put them; an edition uses brackets for its own."""
    return bool(difference.lost_words and difference.gained) and all(token.string in ".…[]()" for token in difference.gained)


def _dots_for_a_mark(case: Case, difference: Difference) -> bool:
    """Whether a mark of omission stands where the canonical text has a stop, comma or dash, or the end of a block.

    It hides no word there.
    """
    if not difference.lost and case.canonical is not None and "\n" in _around(case.canonical, difference.canonical):
        return _OMISSION.fullmatch(difference.after.strip()) is not None
    marks = all(token.string in ".,;:—–-" for token in difference.lost)
    return marks and bool(difference.lost) and _OMISSION.fullmatch(difference.after.strip()) is not None


def _is_incise_within(case: Case, difference: Difference) -> bool:
    """Whether whoever quotes says between commas or dashes whose words they are, as French, Spanish and others do.

    « La mer, écrit-elle, était haute. » English and German close the marks before an incise.
    """
    if difference.lost_words or difference.moved or not is_incise(difference.after.strip(_PAUSES)):
        return False
    string, place = case.edition.string, difference.edition
    before = string[: place.start].rstrip()[-1:] + difference.after[:1]
    after = difference.after[-1:] + string[place.end :][:2].lstrip()[:1]
    pauses = not _PAUSE.isdisjoint(before) and not _PAUSE.isdisjoint(after)
    texts = [text for text in (case.canonical, case.edition) if text is not None]
    return pauses and any(guessed(text) in _INCISES_WITHIN for text in texts)


def _line_ends(case: Case, difference: Difference) -> bool:
    """Whether strokes were put where the canonical text has the ends of lines, as verse is quoted."""
    if difference.lost or case.canonical is None or any(token.string not in "/|" for token in difference.gained):
        return False
    around = _around(case.canonical, difference.canonical)
    return "\u2028" in around or "\n" in around


def _around(text: Text, span: Span) -> str:
    """A stretch with the character before it and the one behind it."""
    return text.string[max(span.start - 1, 0) : span.end + 1]


def marks_alone(difference: Difference) -> bool:
    """Whether nothing but quotation marks was lost or gained."""
    tokens = difference.lost + difference.gained
    return bool(tokens) and all(token.is_quotation_mark for token in tokens)
