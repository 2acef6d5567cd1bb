"""Harmful changes of every kind: each planter gives one change at a random place, and what a finding of it may be called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from benchmarks.checking.site import WORD, Edit, Site, Stretch


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its edits, and the codes that name it rightly. Its families are the letters of the codes."""

    kind: str
    edits: tuple[Edit, ...]
    codes: frozenset[str]

    @property
    def hull(self) -> Stretch:
        return Stretch(min(e.start for e in self.edits), max(e.end for e in self.edits))


Planter = Callable[[Random, Site], tuple[Edit, ...] | None]
PLANTERS: dict[str, tuple[Planter, frozenset[str]]] = {}
LOOKALIKES = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "i": "і"}
WORDS = "T101 T102 T103 T109"


def planter(codes: str) -> Callable[[Planter], Planter]:
    """Enter a planter under its name, with the codes that its findings may have."""

    def entered(plant: Planter) -> Planter:
        PLANTERS[plant.__name__] = plant, frozenset(codes.split())
        return plant

    return entered


def plant(kind: str, random: Random, site: Site) -> Change | None:
    """One change of a kind; None where the text has no place for it."""
    function, codes = PLANTERS[kind]
    edits = function(random, site)
    if edits is None or all(site.content[edit.start : edit.end] == edit.after for edit in edits):
        return None
    return Change(kind, edits, codes)


def one_of(random: Random, found: Iterable[re.Match[str]], after: Callable[[str], str]) -> tuple[Edit, ...] | None:
    places = list(found)
    if not places:
        return None
    match = random.choice(places)
    return (Edit(*match.span(), after(match[0])),)


def _swap(random: Random, site: Site, pairs: Iterable[tuple[str, str]]) -> tuple[Edit, ...] | None:
    table = dict(pairs)
    return one_of(random, site.find(rf"(?<![\w’'-])(?:{'|'.join(table)})(?![\w’'-])"), table.__getitem__)


def turned(name: str) -> str:
    k = next((k for k in range(1, len(name) - 2) if name[k] != name[k + 1]), 1)
    return name[:k] + name[k + 1] + name[k] + name[k + 2 :]


def next_digit(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 3) % 10)


# -- words -------------------------------------------------------------------------------------------------------------

SMALL = r"(?<= )[^\W\d_A-ZÀ-Þ]{5,}(?= )"


@planter(WORDS)
def word_exchanged(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(SMALL), lambda _: random.choice(site.words.fillers))


@planter("T101 T102 T109 T110")
def word_dropped(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(r"(?<=[^\W\d_]) [^\W\d_A-ZÀ-Þ]{5,}(?= [^\W\d_])"), lambda _: "")


@planter(WORDS)
def word_added(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(r"(?<=[a-z]) (?=[a-z])"), lambda _: f" {random.choice(site.words.fillers)} ")


@planter("T101 T103 T104 T111")
def word_doubled(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(r"(?<=[a-z]) [a-zà-ÿ]{3,}(?= [a-z])"), lambda word: word * 2)


@planter("T101")
def ending_changed(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(r"(?<= )[a-zà-ÿ]{4,}[sne](?=[ ,;.])"), lambda word: word[:-1])


@planter("T101 T104 T112")
def words_exchanged(random: Random, site: Site) -> tuple[Edit, ...] | None:
    found = list(site.find(rf"(?<= )([a-zà-ÿ]{{4,}}) {site.words.conjunction} ([a-zà-ÿ]{{4,}})(?=[ ,.])"))
    if not found:
        return None
    match = random.choice(found)
    return (Edit(*match.span(), f"{match[2]} {site.words.conjunction} {match[1]}"),) if match[1] != match[2] else None


@planter("T105")
def negation_lost(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(rf"(?<=\w) (?:{site.words.negation})(?= \w)"), lambda _: "")


@planter("T105")
def negation_added(random: Random, site: Site) -> tuple[Edit, ...] | None:
    words = site.words
    found = [m for m in site.find(rf"(?<= )(?:{words.verbs})(?= [a-z])") if not _is_denied(site, m)]
    put = f"{words.denial} {{}}" if words.denial_first else f"{{}} {words.denial}"
    return one_of(random, found, put.format)


def _is_denied(site: Site, match: re.Match[str]) -> bool:
    near = site.content[max(match.start() - 16, 0) : match.end() + 16]
    return bool(re.search(rf"\b(?:{site.words.negation}|n[’'e])\b", near))


@planter("T101 T109 T113 T115 T116 T117 T118")
def modal_changed(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return _swap(random, site, site.words.modals)


@planter("T101 T106 T109 T113 T115 T116 T117 T118")
def quantifier_changed(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return _swap(random, site, site.words.quantifiers)


@planter("T106")
def number_changed(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(r"(?<![\w.,\u202f\u00a0-])\d{2,4}(?![\w\u202f\u00a0-]|[.,] ?\d)"), next_digit)


@planter("T106")
def digits_turned(random: Random, site: Site) -> tuple[Edit, ...] | None:
    found = (m for m in site.find(r"(?<![\w.,-])1[5-9]\d\d(?![\w-])") if m[0][2] != m[0][3])
    return one_of(random, found, lambda year: year[:2] + year[3] + year[2])


@planter("T106")
def numeral_changed(random: Random, site: Site) -> tuple[Edit, ...] | None:
    numerals = site.words.numerals
    found = site.find(rf"(?<![\w’'-])(?:{'|'.join(numerals)})(?![\w’'-])")
    return one_of(random, found, lambda one: numerals[(numerals.index(one) + 1) % len(numerals)])


_NAME = r"(?<=[a-zà-ÿ] )[A-ZÀ-Þ][a-zà-ÿ]{4,}(?=[ ,;])"


def _names(site: Site) -> list[re.Match[str]]:
    """Words with a capital inside a sentence; in German, where every noun has one, only those after a capitalised word."""
    if site.language == "de":
        return list(site.find(r"(?<=[a-zà-ÿ] )(?:[A-ZÀ-Þ][a-zà-ÿ]+ ){1,2}[A-ZÀ-Þ][a-zà-ÿ]{4,}(?= [a-zà-ÿ])"))
    return list(site.find(_NAME))


@planter("T107 C125")
def name_misspelt(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, _names(site), lambda name: name[: name.rfind(" ") + 1] + turned(name[name.rfind(" ") + 1 :]))


@planter("T107 C125")
def name_exchanged(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, _names(site), lambda name: name[: name.rfind(" ") + 1] + site.words.name)


@planter("T108")
def diacritic_lost(random: Random, site: Site) -> tuple[Edit, ...] | None:
    def bare(word: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))

    return one_of(random, (m for m in site.find(WORD) if bare(m[0]) != m[0] and "ß" not in m[0]), bare)


@planter("T101 T107 T108 T121 T122")
def case_changed(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(r"(?<=[a-zà-ÿ] )[A-ZÀ-Þ][a-zà-ÿ]{4,}(?=[ ,])"), str.lower)


@planter("T120")
def comma_lost(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(r"(?<=[a-zà-ÿ]),(?= [a-zà-ÿ])"), lambda _: "")


@planter("T120")
def stop_made_a_question(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(r"(?<=[a-zà-ÿ]{4})\.(?= [A-ZÀ-Þ])"), lambda _: "?")


@planter("T116")
def read_as_another_letter(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(r"(?<= )[a-z]*(?:rn|m|cl)[a-z]+(?= )"), _misread)


def _misread(word: str) -> str:
    for before, after in (("rn", "m"), ("cl", "d"), ("m", "rn")):
        if before in word:
            return word.replace(before, after, 1)
    return word


# -- sentences and paragraphs ------------------------------------------------------------------------------------------


@planter("T110")
def sentence_omitted(random: Random, site: Site) -> tuple[Edit, ...] | None:
    if not site.sentences:
        return None
    return (Edit(*random.choice(site.sentences), ""),)


@planter("T103 T102")
def sentence_added(random: Random, site: Site) -> tuple[Edit, ...] | None:
    if not site.sentences:
        return None
    at = random.choice(site.sentences).start
    return (Edit(at, at, site.words.sentence + " "),)


@planter("T103 T111")
def sentence_doubled(random: Random, site: Site) -> tuple[Edit, ...] | None:
    if not site.sentences:
        return None
    start, end = random.choice(site.sentences)
    return (Edit(end, end, site.content[start:end]),)


@planter("T112 T114")
def sentence_moved(random: Random, site: Site) -> tuple[Edit, ...] | None:
    if len(site.sentences) < 2:
        return None
    for _ in range(20):
        (start, end), (to, _) = random.choice(site.sentences), random.choice(site.sentences)
        if 200 < abs(to - start) < 3000 and end - start > 60:
            return tuple(sorted((Edit(start, end, ""), Edit(to, to, site.content[start:end]))))
    return None


@planter("T110 T113")
def paragraph_omitted(random: Random, site: Site) -> tuple[Edit, ...] | None:
    if not site.paragraphs:
        return None
    return (Edit(*random.choice(site.paragraphs), ""),)


@planter("T112 T114")
def paragraph_moved(random: Random, site: Site) -> tuple[Edit, ...] | None:
    starts = [s.start for s in site.of("paragraph")]
    for _ in range(20):
        if not site.paragraphs:
            return None
        (start, end), to = random.choice(site.paragraphs), random.choice(starts)
        if not start <= to <= end + 1 and abs(to - start) < 6000:
            return tuple(sorted((Edit(start, end, ""), Edit(to, to, site.content[start:end]))))
    return None


@planter("T101 T107 T115 T119 T125")
def heading_changed(random: Random, site: Site) -> tuple[Edit, ...] | None:
    found = [m for h in site.of("heading") for m in WORD.finditer(site.content, *h) if len(m[0]) > 3]
    return one_of(random, found, lambda _: random.choice(site.words.fillers))
