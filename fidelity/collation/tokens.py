"""Words and punctuation of a string, with a form in which accidentals are equal.

A text is read as words with gaps between them. Two words say the same when their forms are equal; two gaps say the same when
their marks are (`same_gap`). The key of a word is coarser than its form and serves alignment alone: "Chavez" stands opposite
"Chávez", "The" opposite "the", and both differ in form.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from fidelity.language.letters import without_diacritics
from fidelity.language.negation import DENYING_ENDINGS
from fidelity.language.raised_letters import on_the_line
from fidelity.language.spelling import with_s
from fidelity.model.late_pattern import late_pattern

_START: Callable[[re.Match[str]], int] = re.Match.start
_END: Callable[[re.Match[str]], int] = re.Match.end
SEGMENT = 1 << 32
"""From here on up, the numbers of whole stretches that both sides have."""
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
"""Characters that print nothing, as a regular-expression class: they never make two words different."""

_LONGEST_SUPPLIED = 200
"""Characters in brackets that are an editor's words."""
_BEHIND_A_DASH = frozenset(" \n\t\u00a0\u202f\u2009\u2028,;:.!?")
"""What stands behind a hyphen that is a dash: a space or, in Spanish, the mark behind an incise, "dijo-,"."""
_BEFORE_A_DASH = frozenset(']"“”„«»')
"""What it stands behind besides a space: an editor's bracket, “ella [sic]-,”, or a mark that others part from it, « -P »."""
_APOSTROPHES = "'’‘ʼ´`＇‛"
_QUOTATION_MARKS = "\"'’‘‚‛“”„‟«»‹›`´″′＂＇「」『』"
_ALIKE = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
_INVISIBLE = late_pattern(f"[{INVISIBLE}]+")
_BRACKETED = late_pattern(r"\[([^\[\]]*)\]")
_LIGATURES = late_pattern("[\ufb00-\ufb06\ufb13-\ufb17]")
_RARE = late_pattern("[^\0-\u02ff\u2000-\u20cf\u2100-\u2bff]")
"""The blocks that have combining marks or ideographs, with much else; as what they are not, the class is soon compiled."""


@cache
def _combining() -> str:
    """The combining marks of the Basic Multilingual Plane as ranges of a class: they are no word characters to `re`."""
    ranges: list[list[int]] = []
    for code in range(0x300, 0x10000):
        if unicodedata.category(chr(code)) in {"Mn", "Mc"} and not 0xFE00 <= code <= 0xFE0F:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in ranges)


@cache
def _words(*, rare: bool) -> re.Pattern[str]:
    """A word; `rare`, where a string may have combining marks or ideographs: their classes take long to compile."""
    letter = r"[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]" if rare else r"[^\W_]"
    marks = _combining() if rare else ""
    inside = rf"(?:{letter}|[{marks}{INVISIBLE}])"
    plain = rf"{letter}{inside}*"
    address = (
        r"(?:https?://|www\.|doi\.org/)[^\s<>“”«»\"]*[\w/]"
        r"|(?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,8}(?:org|com|net|edu|gov|info|eu|de|fr|es|it|uk|br|ve|ch|at|io)\b(?:/[^\s<>“”«»\"]*[\w/])?"
    )
    elided = rf"(?:[{_APOSTROPHES}](?={letter}){inside}+)"
    bracketed = rf"\[{letter}{{1,3}}\](?:{plain}{elided}*|{elided}+)|{plain}\[{letter}{{0,20}}\](?:{plain})?"
    whole = rf"{plain}(?:[{_APOSTROPHES}](?={letter}){inside}+|(?<=\d)[.,](?=\d){inside}+)*"
    quick = r"[A-Za-z]+(?=[ ,\n])"  # most words of most texts need none of what follows
    return re.compile(rf"{quick}|{address}|{bracketed}|{whole}|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@lru_cache(maxsize=1 << 18)
def form(word: str) -> str:
    """What a word says, form aside: NFC, ligatures opened, raised letters of ordinals on the line, apostrophes alike, invisible
    characters out, -ize as -ise.
    """
    if not word.isascii():
        word = _INVISIBLE.sub("", unicodedata.normalize("NFC", word))
        if _LIGATURES.search(word):  # a mark that combines may stand behind one: ﬁ́
            word = unicodedata.normalize("NFC", _LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), word))
        word = on_the_line(word)
    return with_s(word.translate(_ALIKE))


@lru_cache(maxsize=1 << 18)
def key(word: str) -> str:
    """The form without case, diacritics and editor's brackets, for alignment."""
    plain = form(word).casefold()
    if "[" in plain:
        plain = plain.replace("[", "").replace("]", "")
    return plain if plain.isascii() else without_diacritics(plain)


def same_word(canonical: str, edition: str) -> bool:
    """Whether an edition's word differs from the canonical one in nothing, or in accidentals only.

    Letters in an editor's brackets may stand for other letters or none: "[T]he" for "the", "want[ed]" for "want". At the
    beginning of a word they stand for no more letters than they are, a single one for one: "[p]ossible" is not "impossible".
    """
    if canonical == edition or form(canonical) == form(edition):
        return True
    if "[" not in edition or "[" in canonical or not any(map(str.isalnum, re.sub(r"\[.*?\]", "", edition))):
        return False
    first, *others = _BRACKETED.split(form(edition))  # what stands before, in and behind each pair of brackets
    pattern = re.escape(first)
    for k in range(0, len(others), 2):
        inside, behind = others[k], others[k + 1]
        most = 6 if first or k else len(inside)
        pattern += rf"(\w{{{int(most == 1)},{most}}})" + re.escape(behind)
    bare = form(edition.replace("[", "").replace("]", ""))
    if bare.casefold() == form(canonical).casefold():  # [v]irtualization
        return True
    found = re.fullmatch(pattern, form(canonical))
    return found is not None and all(
        _denies(part) == _denies(inside) for part, inside in zip(found.groups(), others[::2], strict=True)
    )


def _denies(ending: str) -> bool:
    return ending.casefold().startswith(DENYING_ENDINGS)


class Sign(NamedTuple):
    """One punctuation mark in a gap: its class or itself, and its place in the gap."""

    symbol: str
    start: int
    end: int


QUOTATION_MARK = "Q"
ELLIPSIS = "E"
MARKED_OMISSION = "[E]"
HYPHEN, EN_DASH, DASH = "H", "N", "D"

_SIGNS = re.compile(
    rf"(?P<omission>\[\s?(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s?\]|\((?:…|\.\s?\.\s?\.)\))"
    rf"|(?P<dots>[.…](?:\s?\s?[.…])*)"
    rf"|(?P<quotation>''|``|<<|>>|[{_QUOTATION_MARKS}])"
    r"|(?P<hyphen>[-‐‑](?![-‐‑]))"
    r"|(?P<en>[–‒−])"
    r"|(?P<dash>[—―⸺⸻]|[-‐‑]{2,})"
    rf"|(?P<nothing>[\s{INVISIBLE}]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_BLANK = late_pattern(rf"[\s{INVISIBLE}]*")
_QUOTATION_MARKS_ALONE = late_pattern(rf"(?:''|``|<<|>>|[{_QUOTATION_MARKS}\s{INVISIBLE}])*")
_BULLET = late_pattern(r"(?:^|(?<=\n))[•◦▪‣⁃●○■□·*+\-‐–]\s+")


def is_blank(reading: str) -> bool:
    """Whether a reading prints nothing: then it has no `signs`, which are not looked for one by one."""
    return _BLANK.fullmatch(reading) is not None


def is_quotation_marks(reading: str) -> bool:
    """Whether a reading has quotation marks and nothing else that prints."""
    return _QUOTATION_MARKS_ALONE.fullmatch(reading) is not None and not is_blank(reading)


@lru_cache(maxsize=1 << 16)
def signs(gap: str) -> tuple[Sign, ...]:
    """The punctuation marks of a gap between two words; spaces and invisible characters are none."""
    if gap.isspace() or not gap:
        return ()
    found: list[Sign] = []
    for match in _SIGNS.finditer(gap):
        start, end = match.span()
        match match.lastgroup:
            case "omission":
                found.append(Sign(MARKED_OMISSION, start, end))
            case "dots":
                found.extend(_dots(match[0], start, end))
            case "quotation":
                found.append(Sign(QUOTATION_MARK, start, end))
            case "hyphen" | "en" | "dash":
                before = start == 0 or gap[start - 1].isspace() or gap[start - 1] in _BEFORE_A_DASH
                spaced = before and (end == len(gap) or gap[end] in _BEHIND_A_DASH or gap[end] in _QUOTATION_MARKS)
                quoted = start > 0 and end < len(gap) and gap[start - 1] in _QUOTATION_MARKS and gap[end] in _QUOTATION_MARKS
                spaced = spaced and (start > 0 or end < len(gap))
                symbol = {"hyphen": HYPHEN, "en": EN_DASH}.get(match.lastgroup, DASH)
                found.append(Sign(DASH if spaced or quoted else symbol, start, end))
            case "other":
                found.append(Sign(unicodedata.normalize("NFC", match[0]), start, end))
            case _:
                pass
    return tuple(found)


def _dots(dots: str, start: int, end: int) -> list[Sign]:
    count = dots.count(".") + 3 * dots.count("…")
    if count == 1:
        return [Sign(".", start, end)]
    if count == 4 and dots[0] == ".":
        return [Sign(".", start, start + 1), Sign(ELLIPSIS, start + 1 + len(dots[1:]) - len(dots[1:].lstrip()), end)]
    if count == 4:
        return [Sign(ELLIPSIS, start, end - 1), Sign(".", end - 1, end)]
    return [Sign(ELLIPSIS if count >= 3 else dots.replace(" ", ""), start, end)]


def same_sign(one: str, two: str, *, between_digits: bool = False) -> bool:
    """Whether two symbols are one mark in two forms. A closed-up hyphen equals a closed-up en dash, no longer dash."""
    if one == two or {one, two} == {ELLIPSIS, MARKED_OMISSION}:
        return True
    dashes = {HYPHEN, EN_DASH, DASH}
    if one in dashes and two in dashes:
        return between_digits or EN_DASH in {one, two}
    return False


def same_gap(one: str, two: str, *, between_digits: bool = False) -> bool:
    """Whether two gaps hold the same punctuation, form aside.

    Free beside what `same_sign` allows: a full stop before or after a closing quotation mark, four dots in either reading, a
    bullet at the start of a block.
    """
    return one == two or _same_gap(one, two, between_digits)


@lru_cache(maxsize=1 << 16)
def _same_gap(one: str, two: str, between_digits: bool) -> bool:
    for first in _readings(one):
        for second in _readings(two):
            if len(first) == len(second) and all(
                same_sign(a, b, between_digits=between_digits) for a, b in zip(first, second, strict=True)
            ):
                return True
    return False


@lru_cache(maxsize=1 << 16)
def _readings(gap: str) -> tuple[tuple[str, ...], ...]:
    plain = _ordered(signs(gap))
    bare = _BULLET.sub("", gap)
    if gap == "''":  # perhaps an apostrophe and a mark that opens: d''un mot'
        return plain, plain * 2
    return (plain,) if bare == gap else (plain, _ordered(signs(bare)))


def _ordered(found: tuple[Sign, ...]) -> tuple[str, ...]:
    """The symbols, with a stop put behind the closing quotation marks that it touches, and ". …" for "… ."."""
    symbols = list(found)
    for i in range(len(symbols) - 1, 0, -1):
        k = i
        while (
            k < len(symbols)
            and symbols[k].symbol == QUOTATION_MARK
            and symbols[k - 1].symbol in {".", ","}
            and symbols[k - 1].end == symbols[k].start
        ):
            stop, mark = symbols[k - 1], symbols[k]
            symbols[k - 1] = Sign(mark.symbol, stop.start, stop.start)
            symbols[k] = Sign(stop.symbol, stop.start, mark.end)
            k += 1
    result = [sign.symbol for sign in symbols]
    for i in range(len(result) - 1):
        if result[i] in {ELLIPSIS, MARKED_OMISSION} and result[i + 1] == ".":
            result[i], result[i + 1] = ".", ELLIPSIS
    return tuple(result)


@dataclass(frozen=True)
class Tokens:
    """The words of a string in columns: where each starts and ends, in characters of the string.

    A stretch that both strings have may stand for its words as one token; `whole` numbers those, the same on both sides.
    """

    string: str
    starts: array[int]
    ends: array[int]
    whole: dict[int, int] = field(default_factory=dict)
    bracketed: frozenset[int] = frozenset()
    """Words in an editor's brackets, which stand opposite no word of the other text, not even an equal one."""

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, i: int) -> str:
        """The i-th word as it stands."""
        return self.string[self.starts[i] : self.ends[i]]

    def gap(self, i: int) -> str:
        """What stands between word i - 1 and word i, or at either end of the string."""
        start = self.ends[i - 1] if i else 0
        end = self.starts[i] if i < len(self.starts) else len(self.string)
        return self.string[start:end]

    def key(self, i: int) -> str:
        """The key of the i-th word; a whole stretch and a bracketed one have one that no word has."""
        if i in self.bracketed:
            return f"\0[{i}"
        return f"\0{self.whole[i]}" if i in self.whole else key(self.word(i))

    @cached_property
    def keys(self) -> list[str]:
        """The keys of all words."""
        return [key(self.string[a:b]) for a, b in zip(self.starts, self.ends, strict=True)]


def tokens(string: str, whole: Sequence[tuple[int, int]] = ()) -> Tokens:
    """The words of a string, each with its span; `whole` are stretches, in order, that are one token each."""
    starts, ends = array("l"), array("l")
    numbers: dict[int, int] = {}
    at = 0
    word = _words(rare=not string.isascii() and _RARE.search(string) is not None)
    for number, (first, last) in enumerate([*whole, (len(string), len(string))]):
        found = list(word.finditer(string, at, first))
        starts.extend(map(_START, found))
        ends.extend(map(_END, found))
        if number < len(whole):
            numbers[len(starts)] = number
            starts.append(first)
            ends.append(last)
        at = last
    return Tokens(string, starts, ends, numbers)


def with_bracketed(edition: Tokens, canonical: str) -> Tokens:
    """The words of an edition, its editor's known: those in brackets that the canonical text has not in brackets."""
    if "[" not in edition.string:
        return edition
    theirs = {_bare(match[0]) for match in _BRACKETED.finditer(canonical)} if "[" in canonical else set()
    found: set[int] = set()
    for match in _BRACKETED.finditer(edition.string):
        bare = _bare(match[0])
        # a year in brackets is one that another edition prints without
        if match.end() - match.start() <= _LONGEST_SUPPLIED and bare not in theirs and not bare.isdigit():
            first = bisect_left(edition.starts, match.start() + 1)
            found.update(range(first, bisect_left(edition.starts, match.end())))
    return replace(edition, bracketed=frozenset(found)) if found else edition


def _bare(bracketed: str) -> str:
    return "".join(filter(str.isalnum, form(bracketed).casefold()))


class _Numbers(dict[str, int]):
    """A number for each word as it stands, the same for words of one key; made when it is first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.of_key: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        number = self[word] = self.of_key.setdefault(key(word), len(self.of_key))
        return number


def numbered(one: Tokens, two: Tokens) -> tuple[list[int], list[int]]:
    """The keys of both as numbers, equal where the keys are."""
    numbers = _Numbers()
    return _numbered(one, numbers), _numbered(two, numbers)


def _numbered(words: Tokens, numbers: _Numbers) -> list[int]:
    string, starts, ends = words.string, words.starts, words.ends
    found: list[int] = []
    at = 0
    for i, number in words.whole.items():
        found += [numbers[string[a:b]] for a, b in zip(starts[at:i], ends[at:i], strict=True)]
        found.append(SEGMENT + number)
        at = i + 1
    found += [numbers[string[a:b]] for a, b in zip(starts[at:], ends[at:], strict=True)]
    for i in words.bracketed:
        found[i] = numbers.of_key.setdefault(words.key(i), len(numbers.of_key))
    return found
