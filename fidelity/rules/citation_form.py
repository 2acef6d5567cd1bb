"""Differences in a citation that are of its form only: another style of the same reference, and no other reference."""

from __future__ import annotations

import re
from unicodedata import normalize

from fidelity.language.citation_forms import differ_by_diacritics, folded, transliterated
from fidelity.language.citation_words import EDITION, EDITOR, EDITOR_AFTER, ISSUE, NOTE_WORDS, PAGES, PIN, TRANSLATOR, VOLUME
from fidelity.language.places_of_print import PLACES, SAME_TOWN
from fidelity.language.romanisation import same_romanised
from fidelity.model.recognised import CitationKind, Field
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.rules.difference import Difference
from fidelity.rules.same_reference import holding, same_address, same_people, same_reference

_AND = frozenset({"and", "", "und", "et", "y", "e"})
"""Words that join names or parts of a title, folded; a sign such as "&" folds to nothing."""
_BY = re.compile(r"(?:\s(?:von|v|by|par|de|di))?$")
_SCHEMES = frozenset({"", "http", "https", "http://", "https://", "http://www.", "https://www."})
_RESOLVERS = frozenset({"", "dx.", "doi:", "doi: ", "https://doi.org/", "http://doi.org/", "http://dx.doi.org/"})
_ARCHIVE = re.compile(r"(?:https?://)?web\.archive\.org/web/\d+(?:id_|if_)?/(?:https?://)?")
_RANGE_BEFORE = re.compile(r"(\d+)\s?[-‐‑–—]\s?$")
_COPYRIGHT = re.compile(r"^(?:©|c(?=\d)|copyright)\s?", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}[a-z]?")
_STOPS = frozenset({":", ".", "–", "—"})
"""What parts a title from its subtitle."""
_PAGES_ALONE = tuple(word for word in PAGES if folded(word)[:1] in {"p", "s"} and folded(word) not in {"sp", "spalte"})
_PAGE_WORD = re.compile(rf"\b(?:{'|'.join({re.escape(folded(word)) for word in _PAGES_ALONE})})\b\.?(?=\s?\d)")
_GROUPS = tuple(
    frozenset(_BY.sub("", folded(word)) for word in words)
    for words in (EDITOR + EDITOR_AFTER, TRANSLATOR, EDITION, _PAGES_ALONE, VOLUME, ISSUE, NOTE_WORDS)
)
"""Words that mean the same in a citation, folded and without the "by" after them."""
_MARKS = '“”„«»"'
_LONGEST_BRACKET = 400
"""Characters of a bracket that is read for whether it is a sentence."""
_PIN = (Field.PAGES, Field.CHAPTER)
"""The fields that say where in a work."""
_BEFORE_PIN = frozenset(folded(word) for word in (*PAGES, *PIN, "at", "a", "à"))
_UNSAID = _GROUPS[3]
"""Words that a style may leave out: those before page numbers."""


def is_another_form(case: Case, difference: Difference, field: Field | None) -> bool:
    """Whether both readings are the same reference in another style. Where that is not sure, they are not."""
    before, after = difference.before.strip(), difference.after.strip()
    if before == after:
        return False
    if difference.moved:
        return same_reference(case, difference)
    if _is_in_prose(case, difference) or _is_lone_mark(case, difference):
        return False
    if field is Field.URL:  # any space or mark in it matters
        return _same_address(case, difference, before, after) or same_address(before, after)
    in_title = field in {Field.TITLE, Field.CONTAINER}
    if (difference.lost_words or difference.gained_words or not in_title) and same_reference(case, difference):
        return True
    if in_title:
        behind = not difference.lost_words and not difference.gained_words and _behind_title(case, difference)
        return _same_title(difference, before, after) or _cuts_subtitle(case, difference, before) or behind
    if field is Field.PAGES:
        return _same_pages(case, difference, before, after)
    if field is Field.AUTHOR:
        return _same_names(before, after) and _in_the_same_order(case, difference)
    if field is Field.YEAR:
        return _same_year(case, difference, before, after)
    if field in {Field.PLACE, Field.PUBLISHER}:
        return _same_imprint(before, after)
    if "doi" in before + after or "dx." in (before, after):
        return _same_address(case, difference, before, after)
    return field not in {Field.VOLUME, Field.ISSUE} and _same_word(before, after)


def adds_pin_cite(case: Case, difference: Difference) -> bool:
    """Whether all that was added are pages or a chapter, for a citation whose canonical form has none."""
    if case.canonical is None or difference.moved or difference.lost_words or not difference.gained_words:
        return False
    old = holding(case.canonical_marks.citations, difference.canonical)
    new = holding(case.edition_marks.citations, difference.edition)
    if old is None or new is None or old.of(*_PIN) is not None:
        return False
    known = [span for _, span in old.fields]
    numbers = re.compile(r"\d+").finditer(case.canonical.string, *old.span)
    if any(not any(span.covers(Span(*number.span())) for span in known) for number in numbers):
        return False  # a number that was not understood may be the pages
    pins = [span for field, span in new.fields if field in _PIN]
    return all(
        any(pin.covers(word.span) for pin in pins) or folded(word.form) in _BEFORE_PIN for word in difference.gained_words
    )


def _same_title(difference: Difference, before: str, after: str) -> bool:
    """Capitals, "&" for "and", and a full stop for the colon before a subtitle."""
    if not difference.lost_words and not difference.gained_words:
        return {before, after} <= _STOPS
    one, two = folded(before), folded(after)
    return before.casefold() == after.casefold() or (one != two and {one, two} <= _AND and "&" in before + after)


def _cuts_subtitle(case: Case, difference: Difference, before: str) -> bool:
    """Whether a short form lost the subtitle of its title, and all of it."""
    if case.canonical is None or difference.gained_words or before[:1] not in _STOPS:
        return False
    old = holding(case.canonical_marks.citations, difference.canonical)
    title = old.of(Field.TITLE) if old is not None and old.kind is CitationKind.SHORT else None
    return title is not None and not re.search(r"\w", case.canonical.string[difference.canonical.end : title.end])


_PROSE = re.compile(r"\b[a-zß-ÿ]{2,}\b")
_FEWEST_IN_PROSE = 6
"""Small words between two brackets that are a sentence about the work."""


def _is_in_prose(case: Case, difference: Difference) -> bool:
    """Whether nothing but a mark changed in what a citation says in brackets about its work, where marks are no style."""
    if case.canonical is None or difference.lost_words or difference.gained_words:
        return False
    old = holding(case.canonical_marks.citations, difference.canonical)
    if old is None:
        return False
    string, (start, end) = case.canonical.string, difference.canonical
    opening = string.rfind("(", old.span.start, start)
    closing = string.find(")", end)
    if opening < 0 or closing < 0 or ")" in string[opening:start] or closing - opening > _LONGEST_BRACKET:
        return False
    inside = Span(opening + 1, closing)
    fields = any(span.overlaps(inside) for _, span in old.fields)
    return not fields and len(_PROSE.findall(string, *inside)) >= _FEWEST_IN_PROSE


def _is_lone_mark(case: Case, difference: Difference) -> bool:
    """Whether a quotation mark changed in a block whose marks no longer come in pairs: titles have two or none."""
    if case.canonical is None or not any(token.is_quotation_mark for token in (*difference.lost, *difference.gained)):
        return False
    sides = (
        text.string[slice(*text.block_at(place.start))]
        for text, place in ((case.canonical, difference.canonical), (case.edition, difference.edition))
    )
    before, after = (sum(map(side.count, _MARKS)) for side in sides)
    return before % 2 == 0 and after % 2 == 1


def _behind_title(case: Case, difference: Difference) -> bool:
    """Whether the stop, comma or quotation mark that closes a title is another, in what else is the same reference."""
    marks = (token.string for token in (*difference.lost, *difference.gained))
    if set("".join(marks)) - set('.,:“”„"«»‘’'):
        return False
    old = holding(case.canonical_marks.citations, difference.canonical)
    title = old.of(Field.TITLE) if old is not None else None
    return title is not None and difference.canonical.end >= title.end and same_reference(case, difference)


def _same_year(case: Case, difference: Difference, before: str, after: str) -> bool:
    """The sign of a copyright, and a letter that tells the year's works apart where the canonical text has but one."""
    one, two = (_COPYRIGHT.sub("", year) for year in (before, after))
    if one == two:
        return True
    old = holding(case.canonical_marks.citations, difference.canonical)
    if case.canonical is None or old is None or not (_YEAR.fullmatch(one) and _YEAR.fullmatch(two) and one[:4] == two[:4]):
        return False
    if len(one) == len(two):
        return False
    string = case.canonical.string
    others = [citation for citation in case.canonical_marks.citations if citation.families == old.families]
    years = {string[slice(*year)] for one in others if (year := one.of(Field.YEAR)) is not None}
    return sum(year[:4] == one[:4] for year in years) == 1


def _same_pages(case: Case, difference: Difference, before: str, after: str) -> bool:
    """A range whose second number leaves out what it shares with the first, and the space before "ff."."""
    if before and _bare_pages(before) == _bare_pages(after) != "":
        return True
    match = _RANGE_BEFORE.search(case.edition.string, max(difference.edition.start - 12, 0), difference.edition.start)
    if match is None or not (before.isdecimal() and after.isdecimal()):
        return _same_word(before, after)
    first = match[1]
    return _whole(first, before) == _whole(first, after)


def _bare_pages(pages: str) -> str:
    """Pages without spaces, stops and the word before them: "pp. 15ff." and "15 ff"."""
    return re.sub(r"(?<!\d)[\s.]+|[\s.]++(?!\d)", "", _PAGE_WORD.sub("", pages.casefold()))


def _whole(first: str, last: str) -> str:
    return first[: max(len(first) - len(last), 0)] + last


def _same_names(before: str, after: str) -> bool:
    """Initials for given names, ue or u for ü, the family name first, and "&" for "and"."""
    if folded(before) in _AND and folded(after) in _AND:
        return "&" in before + after
    if "," in before + after and before.casefold() != after.casefold():
        return len(folded(before).split()) > 1 and same_people(before, after)
    one, two = (
        re.findall(r"[^\W\d_]+(?:[’'‘ʹ][^\W\d_]+)*\.?", normalize("NFC", words).casefold()) for words in (before, after)
    )
    return len(one) == len(two) > 0 and all(map(_abbreviates, one, two))


def _in_the_same_order(case: Case, difference: Difference) -> bool:
    """Whether the authors of both citations, where they are the same ones, come in the same order."""
    if case.canonical is None:
        return False
    old = holding(case.canonical_marks.citations, difference.canonical)
    new = holding(case.edition_marks.citations, difference.edition)
    return old is None or new is None or old.families == new.families or sorted(old.families) != sorted(new.families)


def _abbreviates(one: str, two: str) -> bool:
    """Whether two parts of names are one, or one is the initial of the other."""
    if transliterated(one) == transliterated(two) or differ_by_diacritics(one, two) or same_romanised(one, two):
        return True
    short, long = sorted((transliterated(one), transliterated(two)), key=len)
    return len(short) == 2 and short[1] == "." and long[0] == short[0] and len(long) > 2


def _same_imprint(before: str, after: str) -> bool:
    """An article or a town left out, and a town or state named otherwise."""
    one, two = folded(before), folded(after)
    if not one or not two:
        said = one or two
        parted = any(mark in before + after for mark in ",:;/–")  # "Chicago" in "University of Chicago Press" is no place
        return said == "the" or (parted and (said in PLACES or said in _STATES))
    return any({one, two} <= names for names in SAME_TOWN)


_STATES = frozenset(name for names in SAME_TOWN for name in names if len(name) == 2)


def _same_address(case: Case, difference: Difference, before: str, after: str) -> bool:
    """The protocol, a slash at the end, what resolves a DOI, and an archive's address before that of the page."""
    if {before, after} == {"", "/"}:
        here = case.edition.string[difference.edition.end : difference.edition.end + 1]
        return not (here.isalnum() or here in {"?", "#", "-", "_", "/"})
    if {before, after} <= _SCHEMES or {before, after} <= _RESOLVERS:
        return True
    return not before and _ARCHIVE.fullmatch(after) is not None


def is_same_word(before: str, after: str) -> bool:
    """Whether two readings are one word of citations written in two ways, "&" and "and" among them."""
    return _same_word(before, after) or ({folded(before), folded(after)} <= _AND and "&" in before + after)


def _same_word(before: str, after: str) -> bool:
    """Abbreviations of one word: "ed." and "edited by"; and "p." said or left out."""
    one, two = _BY.sub("", folded(before)), _BY.sub("", folded(after))
    if not one or not two:
        return (one or two) in _UNSAID and bool(before or after)
    return one == two or any({one, two} <= group for group in _GROUPS)
