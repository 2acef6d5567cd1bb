"""Who a citation begins with: the names before the title, in whatever order their parts stand."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from fidelity.language.citation_forms import folded
from fidelity.language.citation_words import BODIES, EDITOR_AFTER, NO_DATE
from fidelity.language.given_names import GIVEN_NAMES
from fidelity.language.name_particles import DOUBLE_FAMILIES
from fidelity.language.places_of_print import PLACES
from fidelity.model.late_pattern import late_pattern
from fidelity.model.span import Span
from fidelity.recognition.citations.patterns import (
    AND,
    AND_WORD,
    BARE_YEAR,
    CAPITAL,
    DIRECT,
    ET_AL,
    FAMILY,
    GIVEN,
    INITIALS,
    INVERTED,
    PARTICLE,
    SPACE,
    TRAILING,
    WORD,
    any_of,
)


class Author(NamedTuple):
    """The names that open a citation, whether they are called its editors, and where what follows begins."""

    span: Span
    edits: bool
    end: int


LONGEST_NAMES = 1200
"""Characters that the authors of a work take up at most: some forty names."""

_ROLE = rf"(?P<role>,?{SPACE}?[(\[]?{any_of(EDITOR_AFTER)}(?:{SPACE}—)?\.?[)\]]?,?)?"
_CLOSE = rf"(?P<close>[,:;.]+(?:{SPACE}|$)|{SPACE}?(?=[“\"„«‘‚»'(])|{SPACE}[–-]{SPACE}|(?<=\.){SPACE})"
_CLOSE_OR_YEAR = _CLOSE.replace("(?P<close>", rf"(?P<close>{SPACE}(?={BARE_YEAR}[a-z]?[.:,]{SPACE})|", 1)
_SHORT_INVERTED = rf"(?:{FAMILY},{SPACE}?{INITIALS}(?:,{SPACE}(?:Jr|Sr)\.)?)"
_WITH_INITIALS = rf"(?:{_SHORT_INVERTED}|{TRAILING}|{INITIALS}{SPACE}?{FAMILY})"
_ANY = rf"(?:{INVERTED}|{TRAILING}|{DIRECT})"

_TWO_NAMES = rf"(?:{WORD}|{INITIALS}){SPACE}{DIRECT}"
_INVERTED_LIST = late_pattern(
    rf"(?P<author>{INVERTED}(?:{SPACE}?,{SPACE}{_WITH_INITIALS})*(?:(?:,{SPACE}{_TWO_NAMES})*,{SPACE}{DIRECT}(?={AND_WORD}))?"
    rf"(?:{AND_WORD}(?:\.{{3}}{SPACE})?{_ANY}|{SPACE}?[;/]{SPACE}?(?:{INVERTED}|{TRAILING}))*{ET_AL}?){_ROLE}{_CLOSE_OR_YEAR}"
)
"""Muir, Edward. – Tosco, L., Laenen, A., and Briganti, A. – Reale, Isabella, and Dario Succi, eds."""
_TRAILING_LIST = late_pattern(
    rf"(?P<author>{TRAILING}(?:(?:,|;|{AND_WORD}|{SPACE}?){SPACE}?{_WITH_INITIALS}"
    rf")*(?:{AND_WORD}{_ANY})?{ET_AL}?){_ROLE}{_CLOSE}"
)
"""Alberti A., e Cessi R., – Yu W, Harvey C"""
_MEDICAL = rf"{FAMILY}(?:{SPACE}{WORD})?{SPACE}[A-Z]{{1,3}}(?![\w’'])"
_MEDICAL_LIST = late_pattern(
    rf"(?P<author>{_MEDICAL}(?:,{SPACE}{_MEDICAL})*{ET_AL}?)(?P<role>)(?P<close>\.{SPACE}|"
    rf",{SPACE}(?=et\b))"
)
"""Yu WA, Harvey C."""
_NEXT = rf"(?!(?:The|A|An|Der|Die|Das|Ein|Eine|Le|Les|El|Los|Las|Il|Gli){SPACE}){DIRECT}"
_DIRECT_LIST = late_pattern(
    rf"(?P<author>{DIRECT}(?:(?:,{SPACE}{_NEXT}){{1,14}}{AND}{_NEXT}|(?:{AND}{_NEXT})+|"
    rf"(?:,{SPACE}{INITIALS}{SPACE}?{FAMILY})+)?{ET_AL}?){_ROLE}{_CLOSE}"
)
_ONE_DIRECT = late_pattern(rf"(?P<author>{DIRECT}{ET_AL}?){_ROLE}{_CLOSE}")
"""Gene F. Franklin, J. David Powell, and Abbas Emami-Naeini. – Karl Marx:"""
_BODY = late_pattern(
    rf"(?P<author>(?=[^.,:;“\"‘]{{0,90}}(?i:{any_of(BODIES)}))(?:the{SPACE})?{CAPITAL}[^.,:;“\"„‘«()]{{2,90}}|{CAPITAL}{{3,8}})"
    rf"{_ROLE}{_CLOSE}"
)
"""Statistisches Bundesamt Wiesbaden, – ACLEC,"""
_DASHES = late_pattern(r"(?P<author>[—–_-]{2,8})(?P<role>)(?P<close>[.,:]?\s)")
"""The author of the entry before."""
_SHARED = late_pattern(
    rf"(?P<one>{WORD}){SPACE}(?:and|und|et|y|e|&){SPACE}(?P<two>{WORD}(?:{SPACE}{INITIALS})?){SPACE}(?P<family>{FAMILY})"
)
"""John and Anne Tedeschi: two people of one family name."""
_PAIR = late_pattern(rf"(?P<one>{WORD}){SPACE}y{SPACE}(?P<two>{WORD})")
"""Deleuze y Guattari – Ortega y Gasset: two people, or one."""
_GIVEN_ONLY = late_pattern(rf"{FAMILY}(?:{SPACE}{WORD})?,{SPACE}?{GIVEN}")
_PARTICLES = late_pattern(rf"^(?:{PARTICLE}\s)+")
_NO_FAMILY = late_pattern(r"(?:[^\W\d_]{1,2}\.-?)+|[A-Z]{1,2}|Jr\.?|I{2,3}")
_INVERTED = late_pattern(INVERTED)
_ET_AL = late_pattern(ET_AL)
_SEPARATOR = late_pattern(rf"{ET_AL}|{AND}|,{SPACE}")
_ONE_NAME = late_pattern(rf"(?P<name>{_SHORT_INVERTED}|{TRAILING}|{DIRECT})")

_NO_AUTHOR = late_pattern(
    r"(?:However|Moreover|Indeed|Nevertheless|Finally|Thus|Here|Yet|First|Second|Also|Still|Again|Therefore|Hence|Today|Later|"
    r"Then|Translator|English|Quoted|Cited|Ibid|Ebd|Ebenda|Idem|Ders|Dies|Jedoch|Allerdings|Cependant|Sin embargo|Tuttavia|In|"
    r"On|At|For|See|Cf|Vgl|Siehe|Voir|Véase|Cfr|Vol|Bd|Note|Nota|Anm|Id|Ivi|Loc|Op|Ed|Eds|Trans|Hrsg|Hg|Pp?|New York|Zur|Zum|"
    r"Even|Although|While|When|As|But|And|So|Such|These|Those|This|That|There|It|He|She|They|We|You|By|To|From|With|Of|"
    r"Report|Proceedings|Bericht|Projektbericht|Rapport|Informe|Review|Statement|Interview|"
    r"Ihre?|Seine?|Meine?|His|Her|Their|My|Our|Suo?|Sua|Seus?|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|"
    r"Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Lunes|Martes|Miércoles|Jueves|Viernes|Sábado|Domingo|Lunedì|Martedì|"
    r"Mercoledì|Giovedì|Venerdì|Sabato|Domenica|Segunda-feira|Terça-feira|Quarta-feira|Quinta-feira|Sexta-feira|"
    r"Letter|Speech|Auch|Aber|Dazu|Dies|Diese|Dieser|Es|Er|Sie|Wir|Man|Nach|Bei|Im|Am|Unter|An)"
    r"(?![\w’'.-]|\.\w)"
)
"""Openings of sentences and parts of citations that a comma or stop follows as it follows an author."""
_ARTICLE = late_pattern(r"(?:The|A|An|Der|Die|Das|Ein|Eine|Les|El|Los|Las|Il|Gli|L[’'])\s")
_TITLE_FOLLOWS = late_pattern(rf"(?:\[?\(?{SPACE}?)?[“\"„«‘‚»'(\[¿¡]*(?:{CAPITAL}|\d|[a-z]\w+{SPACE}\w)")
_FAMILY_FOLLOWS = late_pattern(rf"{FAMILY}(?:,|{SPACE}?[/;]|{AND_WORD}|{SPACE}[(\[])")
_YEAR_FOLLOWS = late_pattern(rf"{SPACE}*[(\[]?\s?(?:{BARE_YEAR}|{any_of(NO_DATE)})")
_IMPRINT_FOLLOWS = late_pattern(rf"(?P<town>{WORD}(?:{SPACE}{WORD})?)(?:,?{SPACE}[(\[]?{BARE_YEAR}|:{SPACE})")
"""Town and year, and no title."""
_ONE_WORD = late_pattern(rf"(?:{PARTICLE}{SPACE})*{WORD}\Z")


@lru_cache(maxsize=256)
def author_at(string: str, start: int, end: int, *, listed: bool = False, titled: bool = False) -> Author | None:
    """The names that open a citation at `start` and are closed by a mark before its title, its date or its end.

    `listed` says that it stands in a list of references, where the family name usually comes first, `titled` that a title
    begins at `end`. Names that do not end within LONGEST_NAMES characters are none.
    """
    end = min(end, start + LONGEST_NAMES)
    if _NO_AUTHOR.match(string, start, end) or _ARTICLE.match(string, start, end):
        body = _BODY.match(string, start, end) if string.startswith(("The ", "the "), start) else None
        return _author(body) if body is not None and not _NO_AUTHOR.match(string, start, end) else None
    dashes = _DASHES.match(string, start, end)
    if dashes is not None:
        return _author(dashes)
    body = _BODY.match(string, start, end)
    if body is not None and not _ACRONYM.match(body["author"]) and not _INITIAL_AHEAD.match(string, start, end):
        return _author(body)
    inverted = _INVERTED_LIST.match(string, start, end)
    if inverted is not None and _is_inverted(string, inverted, end, listed=listed, titled=titled):
        return _author(inverted)
    if body is not None and _ACRONYM.match(body["author"]):
        return _author(body)
    medical = _MEDICAL_LIST.match(string, start, end)
    if medical is not None and not _is_middle_initial(string, medical, end):
        return _author(medical)
    trailing = _TRAILING_LIST.match(string, start, end)
    if trailing is not None:
        return _author(trailing)
    direct = _DIRECT_LIST.match(string, start, end)
    if direct is not None and "," in direct["author"] and not _is_list(string, direct, end):
        direct = _ONE_DIRECT.match(string, start, end)
    return _author(direct) if direct is not None and _is_direct(direct) else None


_PAGE_WORD_ENDS = late_pattern(r",?\s[SPp]\.\Z")
_PAGE_FOLLOWS = late_pattern(rf"\s?(?!{BARE_YEAR}[a-z]?[.,:\s])\d")
_RELATIVE = late_pattern(
    rf"(?:who|whose|whom|which|qui|dont|que|quien|che|quem|cui|dessen|deren|die|der|dem){SPACE}[^\W\d_A-Z]"
)
_SMALL_FOLLOWS = late_pattern(r"(?!of\s|and\s)[^\W\d_A-ZÀ-Þ]{2}")
_ACRONYM = late_pattern(rf"{CAPITAL}{{3,8}}\Z")
_INITIAL_AHEAD = late_pattern(rf"{CAPITAL}\.|{WORD},{SPACE}{CAPITAL}\.")


def _author(match: re.Match[str]) -> Author | None:
    if _PAGE_WORD_ENDS.search(match["author"]) and _PAGE_FOLLOWS.match(match.string, match.end()):
        return None  # Suhrkamp, S. 130–143
    if match["close"].startswith(",") and _RELATIVE.match(match.string, match.end()):
        return None  # Margaret Thornton, who lived in York
    if match["author"].casefold() in PLACES and (
        match["close"].startswith(":") or _SMALL_FOLLOWS.match(match.string, match.end())
    ):
        return None  # Göttingen: Wallstein – London, founded in 1826
    return Author(Span(*match.span("author")), bool(match["role"]), match.end())


def _is_inverted(string: str, match: re.Match[str], end: int, *, listed: bool, titled: bool) -> bool:
    """Whether "Word, Words" is a name turned round, and not an author with the title after it."""
    family, _, given = match["author"].partition(",")
    given = given.strip()
    first = re.match(rf"{GIVEN}", given)
    words = re.findall(r"[^\W\d_]+", first[0] if first else given)
    initials = bool(re.match(INITIALS, given))
    after = string[match.end() : end]
    if not initials and _YEAR_FOLLOWS.match(after) and not match["role"] and _ends_in_place(family, given):
        return False
    if match["role"] or _YEAR_FOLLOWS.match(after):
        return initials or len(words) <= 3
    if not (titled and not after) and not _TITLE_FOLLOWS.match(after):
        return initials and listed
    if initials:
        return True
    if len(words) > 3:
        return False
    single = _ONE_WORD.match(family.strip()) is not None
    named = given.split()[0].split("-")[0].strip(".,:").casefold() in GIVEN_NAMES if given else False
    if not single and not named:
        return False
    if named and not listed and family.split()[0].casefold() in GIVEN_NAMES and not single:
        return False
    if match["close"].strip().startswith((",", ":")):
        return named or (single and (len(words) <= 2 or listed))
    return named or single or len(words) == 1 or bool(re.search(rf"{CAPITAL}\.?$", given) and len(words) == 2)


def _ends_in_place(family: str, given: str) -> bool:
    """Whether what looks like names before a year is a person, a title and a town: Jürgen Holm, Wind und Zahl, Stade 1984."""
    if given.rpartition(", ")[2].casefold() in PLACES and "," in given:
        return True
    first = given.split(maxsplit=1)[0].strip(".,:").casefold() if given else ""
    forename, _, surname = family.strip().partition(" ")
    return bool(surname) and forename.casefold() in GIVEN_NAMES and first not in GIVEN_NAMES


def _is_list(string: str, match: re.Match[str], end: int) -> bool:
    """Whether "Ann Lee, Truth and Politics" is three names: all have a given name, or none has and a title follows."""
    parts = [part for part in re.split(rf"{AND}|,{SPACE}", match["author"]) if part]
    rest = _IMPRINT_FOLLOWS.match(string, match.end(), end)
    if any(part.casefold() in PLACES for part in parts[1:]) or (rest is not None and rest["town"].casefold() in PLACES):
        return False  # William Beveridge, Social Insurance and Allied Services, London 1942
    lone = [re.fullmatch(rf"(?:{PARTICLE}{SPACE})*{WORD}", part) is not None for part in parts]
    if lone[0]:
        return all(lone) and _TITLE_FOLLOWS.match(string[match.end() : end]) is not None
    return not any(lone)


def _is_direct(match: re.Match[str]) -> bool:
    """Whether names that end in a full stop are names: initials or few words, and no sentence."""
    close = match["close"].strip()
    words = re.findall(r"[^\W\d_]+", match["author"])
    if close.startswith(".") and not match["role"]:
        return len(words) >= 2 and (" and " in match["author"] or "," in match["author"] or bool(re.search(INITIALS, match[0])))
    return len(words) <= 4 or bool(re.search(rf"{AND}|,", match["author"])) or bool(re.search(INITIALS, match["author"]))


def _is_middle_initial(string: str, match: re.Match[str], end: int) -> bool:
    """Whether the one letter that ends a name stands before a family name: Edward P. Thompson, – Ernst H. Kantorowicz and"""
    words = match["author"].split()
    return len(words[-1]) == 1 and "," not in match["author"] and _FAMILY_FOLLOWS.match(string, match.end(), end) is not None


def listed_names(string: str) -> tuple[str, ...]:
    """The names in a stretch that holds one or more, each as printed."""
    if any(word in BODIES for word in string.casefold().split()):
        return (string,)
    shared = _SHARED.fullmatch(string)
    if shared is not None and shared["one"].casefold() in GIVEN_NAMES:
        return f"{shared['one']} {shared['family']}", f"{shared['two']} {shared['family']}"
    pair = _PAIR.fullmatch(string)
    if pair is not None and string.casefold() not in DOUBLE_FAMILIES and pair["one"].casefold() not in GIVEN_NAMES:
        return pair["one"], pair["two"]
    names: list[str] = []
    at = 0
    first = _GIVEN_ONLY.match(string)
    rest = string[first.end() :] if first else ""
    if first and (not rest.strip(" .,") or _SEPARATOR.match(rest)) and not _direct_list(string):
        names.append(first[0])
        at = first.end()
    while at < len(string):
        mark = _SEPARATOR.match(string, at)
        if names and mark is None:
            break
        if mark is not None:
            if _ET_AL.fullmatch(mark[0]):
                break
            at = mark.end()
            again = mark[0].strip() in {";", "/"} and _INVERTED.match(string, at)
            if again:
                names.append(again[0])
                at = again.end()
                continue
        found = _ONE_NAME.match(string, at)
        if found is None:
            break
        names.append(found["name"])
        at = found.end()
    if string[at:].strip(" .,;") and not _ET_AL.match(string, at):
        return listed_names(string.replace(" y ", " & ")) if " y " in string else (string,)  # "y" is also within names
    cleaned = tuple(name.strip(" ,;") for name in names if name.strip(" ,;"))
    return cleaned or (string,)


def family_name(name: str) -> str:
    """The family name of one printed name, folded: what stands before its comma, else its last word that is no initial."""
    if "," in name:
        return folded(_PARTICLES.sub("", name.split(",", maxsplit=1)[0]))
    words = [word for word in re.split(r"[\s\u00a0]+", name) if word]
    while len(words) > 1 and _NO_FAMILY.fullmatch(words[-1]):
        words.pop()
    return folded(words[-1]) if words else ""


def _direct_list(string: str) -> bool:
    """Whether a list of names begins with a given name: "Ann Lee, Bo Hart, and Cy Dee"."""
    first, _, after = string.partition(",")
    named = (
        after.strip().split(" ")[0].strip(".,").casefold() in GIVEN_NAMES and first.split(" ")[0].casefold() not in GIVEN_NAMES
    )
    return len(re.findall(r"[^\W\d_]+", first)) > 1 and _ONE_WORD.match(first) is None and not named
