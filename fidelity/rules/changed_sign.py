"""Signs and units that carry meaning, lost, gained or exchanged between the same words: a minus, ≤, £, %, §, km."""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.language.numerals import is_number_word
from fidelity.language.signs import is_sign, plain_sign
from fidelity.language.unit_symbols import UNITS
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import Difference, Token, reading, shown
from fidelity.rules.tongue import language_of

_LONGEST = 24
"""Characters before a unit among which its number ends."""
_PLURALS = frozenset({"s", "es", "e", "n", "en"})
_SYMBOL = 3
"""Letters of a symbol, in which capitals say another unit: MW, mW; but Minutes are minutes."""
_OPENING = frozenset("([{=<>≤≥±+×/“„«‘\"'")
"""What a minus may stand behind without a space."""


def changed_sign(case: Case, difference: Difference) -> str | None:
    """A clause on the signs that changed; None where none did, or words did as well."""
    if difference.moved or case.canonical is None or _letters(difference.lost) != _letters(difference.gained):
        return None
    old, new = list(_signs(case.canonical, difference.lost)), list(_signs(case.edition, difference.gained))
    if [plain_sign(one.string) for one in old] == [plain_sign(one.string) for one in new]:
        return None
    if not difference.lost_words and not difference.gained_words and _stands_beside(case.edition, difference.edition, old, new):
        return None
    # what stands in its place is no sign perhaps: ≤ became a comma
    before = _printed(case.canonical, old or [one for one in difference.lost if not one.is_word])
    after = _printed(case.edition, new or [one for one in difference.gained if not one.is_word])
    if before and after:
        return f"the sign changed: {before} → {after}"
    return f"the sign {before} was lost" if before else f"the sign {after} was added"


def changed_unit(case: Case, difference: Difference) -> str | None:
    """A clause on the unit behind a number that became another: 3 km, 3 miles; None where none did."""
    if difference.moved or case.canonical is None or len(difference.lost) != 1 or len(difference.gained) != 1:
        return None
    old, new = difference.lost[0], difference.gained[0]
    if old.form.casefold() == new.form.casefold() and len(old.form) > _SYMBOL:
        return None
    short, long = sorted((old.form, new.form), key=len)
    if long.startswith(short) and long.removeprefix(short) in _PLURALS and len(short) > _SYMBOL:
        return None
    units = all(word.form in UNITS or word.form.casefold() in UNITS for word in (old, new))
    if not units and {old.form, new.form} != {"a", "p"}:
        return None
    before = case.canonical.string[max(old.span.start - _LONGEST, 0) : old.span.start].split()
    counted = bool(before) and (before[-1][-1].isnumeric() or is_number_word(before[-1], language_of(case)))
    if not counted or case.canonical.string[old.span.start - 1] == "\n":
        return None
    if {old.form, new.form} == {"a", "p"} and case.canonical.string.startswith((".m", ". m"), old.span.end):
        return f"the time of day changed: {old.string}.m → {new.string}.m"
    return f"the unit changed: {old.string} → {new.string}" if units else None


def _letters(tokens: tuple[Token, ...]) -> str:
    return "".join(character for token in tokens for character in token.form if character.isalnum() and character != "º")


def _signs(text: Text, tokens: tuple[Token, ...]) -> Iterator[Token]:
    for token in tokens:
        if (len(token.string) == 1 and is_sign(token.string)) or _is_minus(text.string, token):
            yield token
        elif token.string.endswith("º") and token.string[:-1].isdigit():  # perhaps a degree sign there
            yield Token("º", "º", Span(token.span.end - 1, token.span.end))


def _is_minus(string: str, token: Token) -> bool:
    """Whether a hyphen or dash stands right before a numeral and behind no word: −5, and not 1914–18."""
    start, end = token.span
    before = string[start - 1 : start]
    return token.form == "-" and string[end : end + 1].isdigit() and (before.isspace() or before in _OPENING)


def _stands_beside(edition: Text, place: Span, old: list[Token], new: list[Token]) -> bool:
    """Whether one of two equal signs side by side is gone, which says no less: § 5 for §§ 5."""
    around = edition.string[max(place.start - 2, 0) : place.end + 2]
    return not new and all(one.string == "§" and one.string in around for one in old)


def _printed(text: Text, tokens: list[Token]) -> str:
    return shown(reading(text, Span(tokens[0].span.start, tokens[-1].span.end))) if tokens else ""
