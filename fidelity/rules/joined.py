"""One change in two places: ne … pas, a pair of brackets or commas, a negation or sign that moved by a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from fidelity.language.negation import accompanies, is_negation, is_particle
from fidelity.language.signs import is_sign
from fidelity.model.collation import VariantKind
from fidelity.model.late_pattern import late_pattern
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.rules.difference import Difference, Token

_CLAUSE_END = late_pattern(r"[.:;!?\n](?:\s|$)|\n")
_ONE_NUMBER = late_pattern(r"\s*\d+(?:[.,'’\s]\d{3})*(?:[.,/]\d+)?\s*")
_FARTHEST = 60
"""Characters between the two parts of a negation."""
_FARTHEST_BRACKETS = 400
_BESIDE = 16
"""Characters over which a negation, or a sign, may have moved and be the same: a word or two, a number."""
_WORDS_BESIDE = 2
_LARGEST = 3
"""Changed words of one part, at most."""
_NOR = frozenset("ni né nem nor noch".split())
_CLOSING = {"(": ")", "[": "]", "{": "}"}


def joined(case: Case, found: Sequence[Difference], language: str | None) -> Iterator[Difference]:
    """The differences, in order, those that are one change being one; each reads as its parts with “…” between them."""
    last: Difference | None = None
    for one in found:
        if last is not None and _is_one_change(case, last, one, language):
            last = _together(last, one)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _is_one_change(case: Case, one: Difference, two: Difference, language: str | None) -> bool:
    if one.note != two.note or one.moved or two.moved or one.size > _LARGEST or two.size > _LARGEST:
        return False
    distance = two.edition.start - one.edition.end
    if not 0 <= distance <= _FARTHEST_BRACKETS:
        return False
    if not one.lost_words and not one.gained_words and not two.lost_words and not two.gained_words:
        return _is_pair_of_brackets(case, one, two) or (distance <= _BESIDE and _is_moved_sign(case, one, two))
    if distance > _FARTHEST or _CLAUSE_END.search(
        case.edition.string, one.edition.end, two.edition.start + bool(two.edition.length)
    ):
        return False
    return _are_companions(one, two, language) or (distance <= _BESIDE and _stays(case, one, two, language))


def _are_companions(one: Difference, two: Difference, language: str | None) -> bool:
    """Whether the two parts of one negation were both lost, or both added: ne … plus, no … nada."""
    for first, second in ((one.lost_words, two.lost_words), (one.gained_words, two.gained_words)):
        for these, those in ((first, second), (second, first)):
            if any(is_particle(word.form, language) for word in these) and any(
                accompanies(word.form, language) for word in those
            ):
                return not _joins_another_clause(two, language)
    return False


def _joins_another_clause(two: Difference, language: str | None) -> bool:
    """Whether a change is that of "nor" and "and not", which deny another clause than the one before them: ni → y no."""
    for words, others in ((two.lost_words, two.gained_words), (two.gained_words, two.lost_words)):
        nor = bool(words) and words[0].form.casefold() in _NOR
        if nor and any(is_particle(word.form, language) or is_negation(word.form, language) for word in others):
            return True
    return False


def _stays(case: Case, one: Difference, two: Difference, language: str | None) -> bool:
    """Whether a negation is lost in one place and another one added a word away: "cannot be", "can be no"."""
    left, came = (one, two) if _denials(one.lost, language) else (two, one)
    between = case.edition.string[one.edition.end : two.edition.start].split()
    gone, new = _denials(left.lost, language), _denials(came.gained, language)
    return (
        len(between) <= _WORDS_BESIDE
        and len(gone) == len(new) == 1
        and gone != new  # the same word in another place is another order
        and not _denials(left.gained, language)
        and not _denials(came.lost, language)
    )


def _denials(words: Iterable[Token], language: str | None) -> list[str]:
    return [word.form.casefold() for word in words if is_negation(word.form, language)]


def _is_pair_of_brackets(case: Case, one: Difference, two: Difference) -> bool:
    """Whether the changes are a bracket and the one that closes it, or two commas, outside citations, in one block."""
    for first, second in ((one.lost, two.lost), (one.gained, two.gained)):
        if len(first) == len(second) == 1 and _CLOSING.get(first[0].string) == second[0].string:
            break
    else:
        if not _is_pair_of_commas(case, one, two) and not _is_pair_of_marks(one, two):
            return False
    if _is_pair_of_marks(one, two):
        return _is_in_one_citation(case, Span(one.canonical.start, two.canonical.end))
    if bool(one.lost) != bool(two.lost) or "\n" in case.edition.string[one.edition.start : two.edition.end]:
        return False
    marks, hull = case.canonical_marks, Span(one.canonical.start, two.canonical.end)
    cited = [*(one.span for one in marks.citations), *(one.span for one in marks.author_dates)]
    return not any(span.overlaps(hull) for span in cited)


def _is_pair_of_marks(one: Difference, two: Difference) -> bool:
    """Whether both changes are a quotation mark, lost or gained."""
    both = [(*part.lost, *part.gained) for part in (one, two)]
    same = bool(one.lost) == bool(two.lost)
    return same and all(len(tokens) == 1 and tokens[0].is_quotation_mark for tokens in both)


def _is_in_one_citation(case: Case, hull: Span) -> bool:
    """Whether one citation holds both, as the marks of a title do."""
    cited = (one.span for one in case.canonical_marks.citations)
    return any(span.start - 1 <= hull.start and hull.end <= span.end + 1 for span in cited)


def _is_pair_of_commas(case: Case, one: Difference, two: Difference) -> bool:
    """Whether commas on both sides of a few words, and nothing else, were lost or gained: the council, however, met."""
    between = case.edition.string[one.edition.end : two.edition.start]
    alone = [(*part.lost, *part.gained) for part in (one, two)]
    near = len(between) <= _FARTHEST and "," not in between and not _CLAUSE_END.search(between)
    return near and all(len(tokens) == 1 and tokens[0].string == "," for tokens in alone)


def _is_moved_sign(case: Case, one: Difference, two: Difference) -> bool:
    """Whether a sign of money or measure was put on the other side of its number, and not to another: €40, 40 €."""
    left, came = (one, two) if one.lost else (two, one)
    signs = [token.string for token in left.lost]
    between = case.edition.string[one.edition.end : two.edition.start]
    return (
        not left.gained
        and not came.lost
        and signs == [token.string for token in came.gained]
        and all(is_sign(sign) and unicodedata.category(sign) != "Sm" for sign in signs)  # 5 < is the contrary of < 5
        and _ONE_NUMBER.fullmatch(between) is not None
    )


def _together(one: Difference, two: Difference) -> Difference:
    return Difference(
        one.variants | two.variants,
        one.kind if one.kind is two.kind else VariantKind.SUBSTITUTION,
        one.note,
        Span(one.canonical.start, two.canonical.end),
        Span(one.edition.start, two.edition.end),
        one.lost + two.lost,
        one.gained + two.gained,
        " … ".join(filter(None, (one.before, two.before))),
        " … ".join(filter(None, (one.after, two.after))),
        parts=(*(one.parts or (one,)), *(two.parts or (two,))),
    )
