"""Whether two citations are the same reference, each in its own style: compared word by word, or part by part."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise

from fidelity.language.citation_forms import transliterated
from fidelity.language.citation_words import (
    CHAPTER,
    CONSULTED,
    EDITION,
    EDITOR,
    EDITOR_AFTER,
    ISSUE,
    OTHERS,
    PAGES,
    TRANSLATOR,
    VOLUME,
)
from fidelity.language.numerals import roman_value
from fidelity.language.places_of_print import SAME_TOWN
from fidelity.model.recognised import Citation, Field
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import Difference

Parts = tuple[tuple[Field, str], ...]
"""The fields of a citation in order of place, each with what is printed."""
Printed = tuple[str, Parts]
"""The words of a citation, and its parts."""

_AND = frozenset("and und et y e ed u".split())
_ARTICLES = frozenset("the der die das le la les el los las il lo gli".split())
_PEOPLE = frozenset({Field.AUTHOR, Field.EDITOR, Field.TRANSLATOR})
_TITLES = (Field.TITLE, Field.CONTAINER)
_WORD = re.compile(r"(?<![\w-])\d+-\d+(?![\w-])|\w+(?:['’]\w+)*|[!?]")
_DASH = re.compile(r"\s?[-‐‑‒–—]+\s?")
_RANGE = re.compile(r"(?<![\w-])(\d+)-(\d+)(?![\w-])")
_ROMAN_RANGE = re.compile(r"\b([ivxlc]+)-([ivxlc]+)\b", re.IGNORECASE)
_ED = re.compile(r"(?:(?P<before>\w+)(?P<between>\W{1,3}))?\bed(?:\.|(?=\s?[),]|\sby\b))")
_ADDRESS = re.compile(
    r"(?:(?:https?://)?web\.archive\.org/web/\d+\w*/)?(?:(?:https?://)?(?:dx\.)?doi\.org/|https?://(?:www\.)?|www\.)|"
    r"doi:?\s?(?=10\.)",
    re.I,
)
"""What leads to an address or a DOI."""
_WHOLE_ADDRESS = re.compile(r"(?:https?://|www\.|(?:doi:?\s?)?(?<![\w/])10\.\d{4,9}/)[^\s<>]*[^\s<>.,;:)\]”’»]", re.I)
_GERMAN_PAGES = re.compile(r"\bS\.\s?(?=\d|\s|\Z)(?!\s[^\W\d])")
_NOTE_ON_PAGE = re.compile(r"(?<=\d)\s?nn?\.\s?(?=\d+\W*\Z)")
"""What leads to a note on a page at the end of a citation, 45 n. 3; elsewhere it leads to an issue."""
_ORDINAL_SIGN = re.compile(r"(?<=\d)\.?[ªº]")
_CURA = re.compile(r"\ba\s?c\.(?=\s?di?\b)", re.IGNORECASE)
_BY = re.compile(
    r"\b((?:übers|hrsg|hg|bearb|eingel|ed|éd|édité|trad|traduit|dir|translated|edited|trans)\b\.?)"
    r"\s(?:v\.|von|by|par|de|di|por)(?!\w)",
    re.IGNORECASE,
)
_OTHERS = re.compile(rf"(?:,\s)?(?:{'|'.join(re.escape(word) for word in OTHERS)})", re.I)
_ORIGINAL = re.compile(
    r"\[\s?(?P<first>\d{4})\s?\],?\s?(?P<second>\d{4})|(?P<later>\d{4})\s?\[\s?(?P<early>\d{4})\s?\]|"
    r"(?P<one>\d{4})/(?P<two>\d{4})"
)
"""[1867] 1990 – 1990 [1867] – 1867/1990"""
_TOWNS = re.compile(r"[;/,&]|\band\b|\bund\b|\bet\b")
_ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        ("first erste", "second zweite deuxième seconda", "third dritte troisième terza", "fourth"), 1
    )
    for word in words.split()
}
_PARTING = re.compile(r"\s(?:and|und|et|y|e|u\.)\s|[;/&]", re.IGNORECASE)
"""What stands between two people, besides a comma, which may also stand within a name."""
_FEWEST = 3
"""Authors from which on the first alone may stand for all, with "et al."."""


def _plain(words: tuple[str, ...]) -> frozenset[str]:
    parts = {part for word in words for part in re.findall(r"\w+", word.casefold())}
    return frozenset(parts - _AND - {"a", "c", "de", "di", "by", "von", "del", "la", "par", "s", "f"})


_ROLE = {**dict.fromkeys(_plain(EDITOR + EDITOR_AFTER), "editor"), **dict.fromkeys(_plain(TRANSLATOR), "translator")}
_SAYS_ROLE = {
    max(_plain((form,)), key=lambda word: (len(word), word)): role
    for role, forms in (("editor", EDITOR + EDITOR_AFTER), ("translator", TRANSLATOR))
    for form in forms
    if _plain((form,))
}
"""The word of each form that alone says what somebody did: "edited" of "edited by"."""
_COUNTED = {
    **dict.fromkeys(_plain(PAGES), "page"),
    **dict.fromkeys(_plain(VOLUME), "volume"),
    **dict.fromkeys(_plain(ISSUE), "issue"),
    **dict.fromkeys(_plain(CHAPTER), "chapter"),
}
"""What a number is that stands after a word."""
_UNSAID = frozenset({"page", "volume", "issue"})
"""What a number may count without a word saying so: 12.3, 45."""
_UNSAID_WORDS = frozenset("in from of on repr reprinted reprint http https www doi".split())
_OF_EDITION = _plain(EDITION) | frozenset("new revised second third fourth enlarged expanded".split())
"""Words after which "ed." is an edition."""
_REVISED = frozenset({"rev", "revised"})
"""What makes another edition of one with the same number."""
_IDLE = _AND | _UNSAID_WORDS | _plain(CONSULTED) | _plain(EDITION) | frozenset("by at dans en aus".split())
"""Words outside the parts of a citation by which styles differ."""


def same_reference(case: Case, difference: Difference) -> bool:
    """Whether the citations that a difference stands in on both sides are the same reference."""
    if case.canonical is None:
        return False
    old = holding(case.canonical_marks.citations, difference.canonical)
    new = holding(case.edition_marks.citations, difference.edition)
    if old is None or new is None:
        return False
    return _same(_read(case.canonical, old), old.families, _read(case.edition, new), new.families)


def holding(citations: Sequence[Citation], place: Span) -> Citation | None:
    """The citation that covers a place, its edges included."""
    k = bisect_right(citations, place.start, key=lambda one: one.span.start) - 1
    return citations[k] if k >= 0 and place.end <= citations[k].span.end + 1 else None


def _read(text: Text, citation: Citation) -> Printed:
    string = text.string
    return string[slice(*citation.span)], tuple((field, string[slice(*span)]) for field, span in citation.fields)


@lru_cache(maxsize=512)
def _same(one: Printed, families: tuple[str, ...], two: Printed, others: tuple[str, ...]) -> bool:
    if not _count_the_same(one[0], two[0]) or not _same_titles(one[1], two[1]):
        return False
    if [_unsaid(pair) for pair in _in_sequence(one[0])] == [_unsaid(pair) for pair in _in_sequence(two[0])]:
        return True
    return _same_parts(one, two) and _same_authors(one, families, two, others)


def _same_titles(one: Parts, two: Parts) -> bool:
    """Whether the titles that both citations have agree word by word: "&" is "and" there, and no word is idle."""
    here, there = _by_field(one), _by_field(two)
    return all(
        _title(field, here[field]) == _title(field, there[field]) for field in _TITLES if field in here and field in there
    )


def _title(field: Field, title: str) -> list[str]:
    """The words of a title; of a container those before its numbers and what else the citation says of it."""
    words = re.split(r"[\d,;(]", title)[0] if field is Field.CONTAINER else title
    found = _WORD.findall(words.casefold().replace("&", " and ").replace("’", "'"))
    return found if field is Field.TITLE else [word for word in found if word not in _ARTICLES and word not in _COUNTED]


def _in_sequence(words: str) -> list[tuple[str, str]]:
    """The words and numerals of a citation in order, each numeral with what a word says that it counts."""
    found: list[tuple[str, str]] = []
    counted = ""
    for word in _words(words):
        if word in _COUNTED and not word.isdigit():
            counted = _COUNTED[word]
            continue
        if word in _AND or word in _UNSAID_WORDS:
            continue
        numeral = _numeral(word, counted)
        found.append((numeral or _ROLE.get(word, word), counted if numeral else ""))
        if numeral is None or counted in _UNSAID:
            counted = ""
    return found


def _unsaid(pair: tuple[str, str]) -> tuple[str, str]:
    """A word and what it counts, unless styles leave that unsaid."""
    return pair[0], "" if pair[1] in _UNSAID else pair[1]


def _count_the_same(one: str, two: str) -> bool:
    """Whether no numeral counts one thing in one citation and another in the other, as far as words say what they count."""
    here, there = (Counter(pair for pair in _in_sequence(words) if pair[1]) for words in (one, two))
    return not {numeral for numeral, _ in here - there} & {numeral for numeral, _ in there - here}


def same_address(one: str, two: str) -> bool:
    """Whether two addresses or DOIs lead to the same place: the protocol, a resolver, an archive and a last slash put aside."""
    return _bare_address(one) == _bare_address(two)


def _bare_address(address: str) -> str:
    return _ADDRESS.sub("", address.casefold(), count=1).rstrip("/.,;")


def _words(words: str) -> list[str]:
    """Words, numerals, question and exclamation marks, folded; a range in full as one word, and an address too."""
    found: list[str] = []
    at = 0
    for address in _WHOLE_ADDRESS.finditer(words):
        found += [*_plain_words(words[at : address.start()]), _bare_address(address[0])]
        at = address.end()
    return found + _plain_words(words[at:])


def _plain_words(words: str) -> list[str]:
    words = _ORDINAL_SIGN.sub("", _NOTE_ON_PAGE.sub(" note ", words))
    words = _GERMAN_PAGES.sub("p. ", words)
    plain = _ORIGINAL.sub(_in_order, _DASH.sub("-", _BY.sub(r"\1 von", _CURA.sub("a cura", words))))
    plain = _RANGE.sub(lambda m: f"{m[1]}-{m[1][: max(len(m[1]) - len(m[2]), 0)]}{m[2]}", plain)
    plain = _ROMAN_RANGE.sub(r"\1_\2", plain)
    return _WORD.findall(_ED.sub(_editor, plain.casefold()).replace("’", "'"))


def _editor(match: re.Match[str]) -> str:
    """An editor for "ed.", but after what is said of an edition; without a stop it is "and" in Italian."""
    before = match["before"] or ""
    return match[0] if before in _OF_EDITION or _numeral(before, "") else f"{before}{match['between'] or ''}editor"


def _in_order(match: re.Match[str]) -> str:
    """The year of the first edition and that of the edition cited; a bracketed one that is later is no first edition."""
    first, second = match["first"] or match["early"] or match["one"], match["second"] or match["later"] or match["two"]
    return f"{first} {second}" if first <= second else f"{second} before {first}"


def _numeral(word: str, counted: str) -> str | None:
    """The figures of a numeral, or of a word that counts; Roman ones only for volumes and the like."""
    digits = re.fullmatch(r"(\d+)(?:st|nd|rd|th|e|ª|º)?", word)
    if digits:
        return digits[1]
    return _ORDINALS.get(word) or (roman_value(word) if counted in {"volume", "issue", "chapter"} else None)


def _same_parts(one: Printed, two: Printed) -> bool:
    """Whether all parts but the names of authors agree, and what stands in no part."""
    here, there = (_by_field(parts) for _, parts in (one, two))
    for field in (here.keys() | there.keys()) - {Field.AUTHOR}:
        if field is Field.PLACE and (field not in here or field not in there):
            continue
        if field is Field.YEAR:
            continue  # all years are compared below, wherever they stand
        if field not in here or field not in there or not _agree(field, here[field], there[field]):
            return False
    return _roles(*one) == _roles(*two) and _rest(*one) == _rest(*two)


def _by_field(parts: Parts) -> dict[Field, str]:
    found: dict[Field, str] = {}
    for field, words in parts:
        found[field] = f"{found[field]}; {words}" if field in found else words
    return found


def _agree(field: Field, one: str, two: str) -> bool:
    if field in {Field.EDITOR, Field.TRANSLATOR}:
        return same_people(one, two)
    if field is Field.PLACE:
        return _same_places(one, two)
    if field is Field.ACCESSED:
        return _date(one) == _date(two)
    left, right = ([word for word in _words(words) if word not in _AND and word not in _COUNTED] for words in (one, two))
    if field in {Field.PUBLISHER, Field.CONTAINER}:
        left, right = ([word for word in words if word not in _ARTICLES] for words in (left, right))
    if field is Field.EDITION:
        return _edition(one) == _edition(two)
    if field in {Field.VOLUME, Field.ISSUE, Field.CHAPTER}:
        left, right = ([_numeral(word, "volume") or word for word in words if word not in _IDLE] for words in (left, right))
    return left == right


def _edition(words: str) -> list[str]:
    """Which edition it is: its number, and what else is said of it but that it is one."""
    found = (re.fullmatch(r"(\d+)(?:\w{1,3})?", word) or _ORDINALS.get(word, word) for word in _words(words))
    said = [word if isinstance(word, str) else word[1] for word in found]
    return [word for word in said if word in _REVISED or (word not in _IDLE and word not in _ROLE)]


def _date(words: str) -> list[str]:
    """The words and numerals of a date: in any order where the month is a word, else in the order of day, month and year."""
    found = [word for word in _words(words) if word not in _IDLE]
    if not all(word.isdigit() for word in found):
        return sorted(found)
    numerals = [word.lstrip("0") for word in found]
    return numerals[::-1] if numerals and len(numerals[0]) == 4 else numerals


def _same_places(one: str, two: str) -> bool:
    left, right = (
        {_town(" ".join(_words(part))) for part in re.split(r"[;/,&]|\band\b|\bund\b|\bet\b", words)} for words in (one, two)
    )
    return left <= right or right <= left or transliterated(one) == transliterated(two)


def _town(words: str) -> str:
    """A town by one of its names, whatever the language it is written in."""
    return next((min(names) for names in SAME_TOWN if words in names), words)


def _same_authors(one: Printed, families: tuple[str, ...], two: Printed, others: tuple[str, ...]) -> bool:
    """Whether the authors are the same in the same order, or the first of three or more stand for all, with "et al."."""
    here, there = (_by_field(parts).get(Field.AUTHOR, "") for _, parts in (one, two))
    if bool(_OTHERS.search(one[0])) == bool(_OTHERS.search(two[0])):
        return _plain_names(families) == _plain_names(others) and same_people(here, there)
    short, long = sorted((families, others), key=len)
    few, many = (here, there) if short is families else (there, here)
    return len(long) >= _FEWEST and 0 < len(short) < len(long) and long[: len(short)] == short and _known(few, many)


def _plain_names(families: tuple[str, ...]) -> list[str]:
    return [re.sub(r"(?<=[aou])e", "", family) for family in families]


def same_people(one: str, two: str) -> bool:
    """Whether two stretches name the same people in the same order, each with the family name before or behind."""
    here, there = (_chunks(_OTHERS.sub("", names)) for names in (one, two))
    i = k = 0
    while i < len(here) and k < len(there):
        ours, theirs = (here[i], [*chain(*here[i : i + 2][::-1])]), (there[k], [*chain(*there[k : k + 2][::-1])])
        ways = ((m, n) for m in (0, 1) for n in (0, 1) if _alike(ours[m], theirs[n]))  # "Berg, Anna" has two chunks
        m, n = next(ways, (-1, -1))
        if m < 0:
            return False
        i, k = i + 1 + m, k + 1 + n
    return i >= len(here) and k >= len(there)


def _chunks(names: str) -> list[list[str]]:
    """The parts of names between commas and between people."""
    return [parts for chunk in re.split(r",", _PARTING.sub(",", names)) if (parts := _name_parts(chunk))]


def _alike(one: list[str], two: list[str]) -> bool:
    """Whether the parts of two names are the same, or initials of one another."""
    return len(one) == len(two) and all(
        a == b or (a[0] == b[0] and 1 in {len(a), len(b)}) for a, b in zip(one, two, strict=True)
    )


def _known(few: str, many: str) -> bool:
    """Whether each part of some names is one of others, or its initial or what it is the initial of."""
    left = _name_parts(_OTHERS.sub("", few))
    right = _name_parts(_OTHERS.sub("", many))
    for word in left:
        found = next((w for w in right if w == word), None) or next(
            (w for w in right if w[0] == word[0] and 1 in {len(w), len(word)}), None
        )
        if found is None:
            return False
        right.remove(found)
    return True


def _name_parts(names: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+", transliterated(names))
    return [word for word in words if word not in _AND and word not in _ROLE]


def _roles(words: str, parts: Parts) -> set[str]:
    """What a citation says that people did for the work, whoever they are: its titles and its edition say nothing of it."""
    for field, part in parts:
        if field not in _PEOPLE:
            words = words.replace(part, " ; ", 1)
    found = _words(words)
    return {
        _SAYS_ROLE[word]
        for before, word in pairwise(("", *found))
        if word in _SAYS_ROLE and before not in _OF_EDITION and _numeral(before, "") is None
    }


def _rest(words: str, parts: Parts) -> tuple[Counter[str], list[str], tuple[str, ...]]:
    """What stands in no part of a citation, its numerals in order, and its years, without the words by which styles differ."""
    years = tuple(sorted(word for word in _words(words) if re.fullmatch(r"(?:1[4-9]|20)\d\d[a-z]?", word)))
    left = words
    for field, part in parts:
        if field is not Field.YEAR:
            left = left.replace(part, " ", 1)
    left = _OTHERS.sub(" ", _BY.sub(r"\1 ", re.sub(r"\ba\s(?:cura|c\.)\sd[ei]l?\b", "curatore", left)))
    idle = _IDLE | _ROLE.keys() | _COUNTED.keys()
    rest = [word for word in _words(left) if word not in idle and not re.fullmatch(r"\d{4}[a-z]?", word)]
    said = [word for word in rest if not word[0].isdigit()]
    ordered = tuple(said) if any(word in _SAYS_ROLE for word in _words(left)) else ()  # who did what is told by the order
    return Counter(rest), [word for word in rest if word[0].isdigit()], (*years, *ordered)
