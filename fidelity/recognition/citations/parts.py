"""The patterns by which the parts of one citation are known, apart from its authors, its imprint and its numbering."""

from __future__ import annotations

import re

from fidelity.language.citation_words import (
    CITED,
    CONSULTED,
    EDITION,
    EDITOR,
    EDITOR_AFTER,
    NOTE_WORDS,
    PAGES,
    PIN,
    SAME_AUTHOR,
    SAME_PLACE,
    SAME_WORK,
    TRANSLATOR,
)
from fidelity.model.late_pattern import late_pattern
from fidelity.recognition.citations.patterns import (
    ADDRESS,
    AND,
    AND_WORD,
    BARE_YEAR,
    CAPITAL,
    DIRECT,
    DOI,
    ET_AL,
    FAMILY,
    INITIALS,
    INVERTED,
    ROMAN,
    SPACE,
    TRAILING,
    WORD,
    YEAR,
    any_of,
)

TAKEN = "\ue001"
"""Stands for each character of a part already found: neither letter, space nor mark."""

LABEL = late_pattern(
    r"(?:\[(?:\d{1,4}|[^\W\d_](?:[^\W\d_]|[+’'-]){1,9}\d\d[a-z]?)\]|\(\d{1,3}\)|\d{1,3}\.(?=\s)|[-•*–](?=\s)|\d{1,3}(?=\s[A-ZÀ-Þ])|"
    rf"{CAPITAL}[^:;.()=\d]{{1,60}}\s{BARE_YEAR}[a-z]?\s[:=](?=\s))\s*"
)
LEADING_YEAR = late_pattern(rf"(?P<year>{BARE_YEAR})\s(?=[A-ZÀ-Þ]{{2}})")
DOIS = late_pattern(DOI, re.IGNORECASE)
ADDRESSES = late_pattern(ADDRESS)
ISBN = late_pattern(r"ISBN(?:[- ]?1[03])?:?\s*(?P<isbn>\d(?:[ ‐‑–-]?[\dXx]){8,16})(?!\w)")
ISSN = late_pattern(r"e?ISSN:?\s*(?P<issn>\d{4}[-‐‑–]?\d{3}[\dXx])(?!\w)")
DAY = (
    r"(?:\d{1,2}\.?\s?(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?\d{4}|[^\W\d_]{3,12}\.?\s\d{1,2},?\s\d{4}|\d{4}-\d\d?-\d\d?|"
    r"\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4})"
)
ACCESSED = late_pattern(
    rf"(?<!\w){any_of(CONSULTED)}:?\s(?:on\s|le\s|el\s|il\s|am\s)?(?P<day>{DAY})", re.IGNORECASE, needs=CONSULTED
)
_LAST_NAME = rf"(?:(?:,{SPACE}{DIRECT}){{0,8}}(?:{AND_WORD}|{SPACE}?[/&]{SPACE}?)|{SPACE}?;{SPACE}|{SPACE}[–-]{SPACE}){DIRECT}"


def _closed(*words: str) -> tuple[str, ...]:
    """Some words, each with a stop and without, before a mark that closes it."""
    return tuple(f"{word}{stop}{mark}" for word in words for stop in ("", ".") for mark in ",;)")


NAMES = rf"(?:{DIRECT}(?:{_LAST_NAME})?{ET_AL}?)"
EDITORS = late_pattern(
    rf"(?<![\w])(?<!\d\s)(?<!\d(?:nd|rd|st|th)\s){any_of(EDITOR)}{SPACE}(?P<names>{NAMES})"
    rf"(?={SPACE}?[,.;:()\]]|{SPACE}?$|{SPACE}{BARE_YEAR})",
    needs=EDITOR,
)
TRANSLATORS = late_pattern(
    rf"(?<!\w){any_of(TRANSLATOR)}{SPACE}(?P<names>{NAMES})(?={SPACE}?[,.;:()\]]|{SPACE}?$)", needs=TRANSLATOR
)
TRANSLATORS_BEHIND = late_pattern(
    rf"(?<=[(;,\s])(?P<names>{NAMES}),?{SPACE}(?:[Tt]rans\.?|trs?\.?)(?=[,;)])", needs=_closed("Trans", "trans", "tr", "trs")
)
EDITORS_BEHIND = late_pattern(
    rf"(?<=[(;,\s])(?P<names>{NAMES}),?{SPACE}[Ee]ds?\.?(?=[,;)])", needs=_closed("Ed", "ed", "Eds", "eds")
)
"""In brackets behind a title: (T. Bell, Trans.; O. Dahl, Ed.) – (Tom Bell tr, Ole Dahl ed, Hill Press 1998)."""
EDITIONS = late_pattern(
    rf"(?<!\w)(?P<edition>\d{{1,2}}(?:st|nd|rd|th|\.?[ªº]|\.|a|e|ème)?,?{SPACE}?(?:[a-zäöü]+\.?,?{SPACE}){{0,3}}{any_of(EDITION)}|"
    rf"(?:[Rr]ev(?:\.|ised)|[Ss]econd|[Tt]hird|[Nn]ew|[Ee]nlarged){SPACE}(?:edition|ed\.)"
    rf"|\d{{1,3}}{SPACE}(?:vols?\.|volumes|Bde\.|voll?\.|voli\.|tomes|tomos|parti))",
    shape="ed|Aufl|éd|vol|Bde|tom|parti",
)
CHAPTERS = late_pattern(
    rf"(?<!\w)(?:see{SPACE})?{any_of(PIN)}{SPACE}?(?P<chapter>\d+(?:[–.-]\d+)*|{ROMAN})", re.IGNORECASE, needs=PIN
)
SERIES = late_pattern(r"\((?:=\s?)?(?P<series>[^\W\d_][^()]{4,80}?,?\s(?:Bd\.\s|vol\.\s|no\.\s)?\d{1,3})\)")
COLLECTION = late_pattern(
    r",\s(?:coll\.|collection|colección|col\.|collana|Reihe)\s[«“\"(]\s?(?P<series>[^»”\")]{2,60}?)\s?[»”\")]",
    needs=("coll", "colección", "col.", "Reihe"),
)
"""A series in quotation marks, within an imprint."""
SECOND_YEAR = late_pattern(
    rf"[,.]?{SPACE}?[(\[]?(?P<year>{YEAR}(?:{SPACE}?/{SPACE}?\d{{2,4}})?)(?:,{SPACE}[^()"
    rf"\d,.]{{3,12}}(?:{SPACE}\d{{1,2}})?(?=\)))?[)\]]?(?P<mark>[.:,;]*){SPACE}"
)
SHORT_DATED = late_pattern(
    rf"(?P<author>{FAMILY}(?:{SPACE}{FAMILY})?(?:(?:,{SPACE}{FAMILY})*(?:{AND}|/){FAMILY}"
    rf")*{ET_AL}?),?{SPACE}[(\[]?(?P<year>{YEAR})[)\]]?(?=[,.;:)\s]|$)"
)
IN = late_pattern(
    rf"(?:^|(?<=[,.;?!])|(?<=[”’»\"“\ue001]))[,.]?{SPACE}*(?:(?:in|In|dans|Dans|aus|IN)(?:{SPACE}?:)?|E[nm]{SPACE}?:|(?<=[.?!]{SPACE})En){SPACE}"
    rf"(?:{any_of(SAME_AUTHOR)},?{SPACE})?(?=[\[„“«]?(?:{CAPITAL}|the{SPACE}|\d))|{SPACE}"
    rf"in:{SPACE}|,{SPACE}en{SPACE}(?={CAPITAL})"
)
IN_NAMES = late_pattern(
    rf"(?P<names>{TRAILING}(?:,{SPACE}{TRAILING})*{ET_AL}?(?=,?{SPACE}[(\[]?[Ee]d)|"
    rf"(?:{INVERTED}|{DIRECT})(?:(?:{SPACE}?;{SPACE}|/|,{SPACE}|{AND})(?:{INVERTED}|{DIRECT})"
    rf")*{ET_AL}?|[^:()\d\ue001]{{3,120}}?)"
    rf"(?:,?{SPACE}[(\[]?{any_of(EDITOR_AFTER)}[)\]]?[,:.]?{SPACE}|:{SPACE})"
)
FULL_DATE = late_pattern(
    rf"(?<=[,.\s])(?:[^\W\d_]{{3,10}}\.?{SPACE}\d{{1,2}}(?:st|nd|rd|th)?(?:[–-]\d{{1,2}})?,{SPACE}(?P<year>{BARE_YEAR})|"
    rf"\d{{1,2}}(?:\.|er|º)?{SPACE}(?:de{SPACE})?[^\W\d_]{{3,10}}\.?{SPACE}(?:de{SPACE})?(?P<year2>{BARE_YEAR})|"
    rf"(?P<numbers>\d{{1,2}}\.{SPACE}?\d{{1,2}}\.{SPACE}?(?P<year3>{BARE_YEAR})))(?!\d|\])(?<!{BARE_YEAR},{SPACE}\d\d\.\d\d\.\d{{4}})"
)
SAME = late_pattern(rf"{any_of([*SAME_WORK, *SAME_AUTHOR])}(?![\w’'])[\s,:.]*", re.IGNORECASE)
"""What stands for the author or the work before."""
SAME_AUTHORS = late_pattern(any_of([word for word in SAME_AUTHOR if word != "id."]), re.IGNORECASE)
SAME_PLACES = late_pattern(any_of(SAME_PLACE), re.IGNORECASE)
CITED_WORK = late_pattern(
    rf"(?<!\w){any_of(CITED)}(?:,?{SPACE}?\(?{any_of(NOTE_WORDS)}{SPACE}?\d+\)?)?|,{SPACE}"
    rf"id\.|{any_of(['Fn.', 'Anm.'])}{SPACE}\d+$",
    shape=r"cit\.|supra|a\.\s?a|wie|id\.|Fn\.|Anm\.",
)
ENDS = late_pattern(r"[.?!…][”’»\"]?\s+(?=[\"“‘«„(¿¡]?[A-ZÀ-ÖØ-Þ0-9])")
LATE_DATE = late_pattern(
    rf"(?:^|[,.:;\ue001)\]”\"’]|\()\s?(?P<date>(?:(?:\d{{1,2}}(?:\.|st|nd|rd|"
    rf"th)?\s)?[^\W\d_]+\.?(?:[/–-][^\W\d_]+)?,?\s(?:\d{{1,2}},\s)?)?(?P<year>{YEAR}))(?=[.,;:)"
    rf"\s\ue001]|$)"
)
BETWEEN = late_pattern(r"(?:[ ,.;:–\ue001-]|\((?=\ue001)|\)(?<=\ue001\)))*")
"""What may stand between a title and its container or house."""
LAST_HOUSE = late_pattern(rf"(?<=\ue001)\)?\.\s(?P<house>{CAPITAL}[^.,;:()\d\ue001]{{2,50}})\.?(?:{SPACE}?\ue001+)?\.?\Z")
INITIALLED = late_pattern(rf"[^\W\d_]{{2}}{SPACE}[A-ZÀ-Þ]{{1,3}}(?:,?{SPACE}[(\[]?{any_of(EDITOR_AFTER)}[)\]]?)?\Z")
"""A name of one or more people that ends as in Berg AM."""
MARKS = " \t\u00a0\u202f,;:.–—-([·"
EMPHASISED_NAMES = late_pattern(
    rf"(?P<names>{FAMILY}(?:{SPACE}{WORD})?(?:/{FAMILY}){{0,4}}),{SPACE}"
    rf"(?P<follows>(?!{any_of(PAGES)}){CAPITAL}[^\W\d_]*[,:]?{SPACE}(?:{SPACE}?[^\W\d_’'-]+){{2,}})"
)
"""Names that a plain title of at least three words follows."""
ONE_PERSON = late_pattern(DIRECT)
MORE_AUTHORS = late_pattern(
    rf"(?:(?:and|und|et|y|e|&){SPACE})?(?P<names>(?<=\w{SPACE}){DIRECT}|"
    rf"{INITIALS}{SPACE}?{FAMILY}(?:(?:,{SPACE}|{AND}){INITIALS}{SPACE}?{FAMILY})*)"
    rf"(?P<role>{SPACE}\((?:{any_of(EDITOR_AFTER)})\))?"
)
"""What goes on with the authors before an emphasised title: "P. Galison" – "et Keyder Caglar"."""
EDITORS_BETWEEN = late_pattern(
    rf"(?<=[,.?!]{SPACE})(?P<names>{INITIALS}{SPACE}?{FAMILY}(?:(?:,{SPACE}|{AND}){INITIALS}{SPACE}?{FAMILY}){{0,6}}){SPACE}"
    rf"\((?:{any_of(EDITOR_AFTER)})\),?",
    needs=[f"({word}" for word in EDITOR_AFTER],
)
"""C. Nelson, L. Grossberg (a cura di), between the title of a chapter and its volume's."""
ROLE_BRACKETED = late_pattern(
    rf"(?<=,{SPACE})(?P<names>{NAMES}){SPACE}"
    rf"\((?P<role>tradotto da|traduzione di|trad\.|transl?\.|tr\.|Übers\.|übers\.|Traduttore|trad\. di)\)",
    needs=("(trad", "(trans", "(tr.", "(Übers", "(übers", "(Trad"),
)
"""Alan Sheridan (tradotto da)"""
LAWSUIT = late_pattern(
    rf"(?P<title>{CAPITAL}[^\[(“‘\"]{{1,80}}?{SPACE}vs?\.?{SPACE}{CAPITAL}[^\[(“‘\"]{{1,80}}?)"
    rf",?{SPACE}(?=[\[(]{BARE_YEAR}[\])])"
)
"""Smith v Jones [1999]"""
