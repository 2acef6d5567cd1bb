"""Differences that the declared house style makes: they change no more than the form of what the text says."""

from __future__ import annotations

from functools import lru_cache

from fidelity.collation.tokens import signs
from fidelity.language.conjunctions import CONJUNCTIONS
from fidelity.language.letters import without_diacritics
from fidelity.model.declarations import HouseStyle
from fidelity.model.late_pattern import late_pattern
from fidelity.model.span import Span

_NEXT_WORD = late_pattern(r"\s*([^\W\d_]+)")
_APART = late_pattern(r"[\s\u2010\u2011-]+")
_DASHES = frozenset({"D", "N"})


def is_house_style(style: HouseStyle, canonical: str, span: Span, edition: str, place: Span) -> bool:
    """Whether the reading at `span` of the canonical string became that at `place` of the edition's by the house's style."""
    before, after = canonical[slice(*span)].strip(), edition[slice(*place)].strip()
    return (
        _respelled(style, before, after)
        or (style.serial_comma is not None and _serial_comma(style.serial_comma, before, after, edition, place))
        or ("—" in style.quotation_marks and _dialogue(before, after, edition, place))
    )


def _respelled(style: HouseStyle, before: str, after: str) -> bool:
    """Whether word for word the readings are pairs of the style."""
    if not before or not after or not (style.spellings or style.words):
        return False
    if _in_list(style, before, after):
        return True
    old, new = before.split(), after.split()
    return len(old) == len(new) and all(_pair(style, one, two) for one, two in zip(old, new, strict=True))


def _pair(style: HouseStyle, one: str, two: str) -> bool:
    if one == two or _in_list(style, one, two):
        return True
    wanted = _spellings(style.spellings).get(one.casefold(), ())
    return two.casefold() in wanted and (two[:1].isupper() == one[:1].isupper() or two in wanted)


@lru_cache(maxsize=8)
def _spellings(pairs: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for one, two in pairs:
        table[one.casefold()] = (*table.get(one.casefold(), ()), two, two.casefold())
    return table


def _in_list(style: HouseStyle, before: str, after: str) -> bool:
    listed = after in style.words or after[:1].lower() + after[1:] in style.words
    return listed and _bare(before) == _bare(after)


def _bare(words: str) -> str:
    return _APART.sub("", without_diacritics(words)).casefold()


def _serial_comma(wanted: bool, before: str, after: str, edition: str, place: Span) -> bool:
    """Whether all that changed is the comma before a conjunction, in the sense of the style."""
    if (before, after) != (("", ",") if wanted else (",", "")):
        return False
    following = _NEXT_WORD.match(edition, place.end)
    return following is not None and following[1].casefold() in CONJUNCTIONS


def _dialogue(before: str, after: str, edition: str, place: Span) -> bool:
    """Whether quotation marks gave way to the dash of dialogue, or are gone where the dash needs none."""
    old, new = [sign.symbol for sign in signs(before)], [sign.symbol for sign in signs(after)]
    if set(old) != {"Q"} or any(character.isalnum() for character in before + after):
        return False
    block = edition[edition.rfind("\n", 0, place.start) + 1 : place.end].lstrip()
    return (not new or set(new) <= _DASHES) and block[:1] in "—–"
