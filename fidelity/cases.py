"""From texts to a case: collated, and everything recognised in them that the rules may look at."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from fidelity.model.declarations import HouseStyle, Relation
from fidelity.second_process import Begin, at_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from fidelity.model.collation import Collation
    from fidelity.model.recognised import Recognised
    from fidelity.model.rule import Case
    from fidelity.model.text import Text
    from fidelity.recognition.names import Spelling

LONG = 200_000
"""Characters from which on a text is recognised only around its variants."""
AROUND = 64
"""Characters before and behind a variant in which a name or number that it belongs to begins."""


@lru_cache(maxsize=2)
def recognise(text: Text, languages: tuple[str, ...] = (), *, compared: bool = True) -> Recognised:
    """The quotations, citations, references, numbers and names of a text; kept, as a canonical text may have many editions.

    `languages` are those that it may be in, as two-letter codes: of one nothing is guessed; of several one, or none, is. Where
    nothing is `compared`, numbers and names are left out.
    """
    from fidelity.recognition import with_words

    found = _passages(text)
    return with_words(found, text, _spoken(text, languages)) if compared else found


@lru_cache(maxsize=2)
def _passages(text: Text) -> Recognised:
    from fidelity.recognition import recognise_passages

    return recognise_passages(text)


def _spoken(text: Text, languages: tuple[str, ...]) -> str | None:
    """The language that is declared, or guessed among several; "" for none of them, None where nothing is declared."""
    if len(languages) < 2:
        return languages[0] if languages else None
    from fidelity.language.identification import identify

    guess = identify(text.string)
    return guess if guess in languages else ""


def collate(canonical: Text, edition: Text, style: HouseStyle | None = None) -> Collation:
    """The collation of an edition with its canonical text; what the house style declares is no change of the text."""
    from fidelity.collation import collate as collate_texts

    return collate_texts(canonical, edition, style)


def case_of(
    edition: Text,
    canonical: Text | None = None,
    relation: Relation = Relation.EDITION,
    style: HouseStyle | None = None,
    languages: tuple[str, ...] = (),
    *,
    begin: Begin = at_once,
) -> Case:
    """All that the rules may look at: the texts, what is recognised in them, and their collation.

    Of a long text numbers and names are asked for only where it differs from the other. `begin` is what may begin a part of the
    work in a second process.
    """
    from fidelity.model.rule import Case

    style = style or HouseStyle()
    if canonical is None:
        return Case(edition, recognise(edition, languages, compared=False), relation, style=style, languages=languages)
    if relation is Relation.QUOTING:
        return Case(edition, recognise(edition, languages), relation, canonical, style=style, languages=languages)
    # a translation is in another language than its text, so that what is declared of it is not true of that
    spoken = () if relation is Relation.TRANSLATION else languages
    passages = begin(lambda: ((_passages(edition), _spelling(edition)), (_passages(canonical), _spelling(canonical))))
    collation = collate(canonical, edition, style)
    (here, spelt), (there, spelt_there) = passages()
    _keep_spelling(edition, spelt)
    _keep_spelling(canonical, spelt_there)
    marks = _with_words(here, edition, languages, collation, begin)
    canonical_marks = _with_words(there, canonical, spoken, collation)()
    case = Case(edition, marks(), relation, canonical, canonical_marks, collation, style=style, languages=spoken)
    if relation is not Relation.TRANSLATION:
        return case
    from fidelity.collation.facing import facing

    return replace(case, facing=facing(canonical, edition))


def _is_long(text: Text) -> bool:
    return len(text.string) + len(text.source.left_out) >= LONG


def _spelling(text: Text) -> Spelling | None:
    """How a long text writes its words, by which names are told in it; of a short one that is asked with all names."""
    if not _is_long(text):
        return None
    from fidelity.recognition.names import spelling

    return spelling(text)


def _keep_spelling(text: Text, spelt: Spelling | None) -> None:
    if spelt is not None:
        from fidelity.model.derived import keep
        from fidelity.recognition.names import spelling

        keep(spelling, text, spelt)


def _with_words(
    found: Recognised, text: Text, languages: tuple[str, ...], collation: Collation, begin: Begin = at_once
) -> Callable[[], Recognised]:
    """What was recognised in a text, with its numbers and names; of a long text with those near variants."""
    if not _is_long(text):
        return lambda: recognise(text, languages)
    from fidelity.recognition import recognise_words

    words = begin(lambda: recognise_words(text, _spoken(text, languages), collation.differing(text, AROUND)))

    def complete() -> Recognised:
        near = words()
        return replace(found, numbers=near.numbers, names=near.names)

    return complete
