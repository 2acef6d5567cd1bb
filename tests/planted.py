"""Plants one defect at a time in a canonical text, at a random place, and says which finding is due and where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

_OPEN_QUOTES = "“„"
_CALL = re.compile(r"\[\^(\w+)\]")
_WORD = re.compile(r"(?<![\w’'-])[^\W\d_]{4,}(?![\w’'-])")
_SENTENCE_START = re.compile(r"(?<=[^.\d][.!?]) (?=[A-ZÄÖÜ“„])|(?<=\.[”“]) (?=[A-ZÄÖÜ])")
_LOOKALIKES = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "i": "і"}


@dataclass(frozen=True, slots=True)
class Defect:
    """An edition with one defect: the families that may report it, and the lines (from 1) at which it may be reported."""

    kind: str
    edition: str
    letters: str
    lines: frozenset[int]


@dataclass(frozen=True, slots=True)
class Site:
    """A canonical text in Markdown, one block a line, and where its parts are; offsets in characters."""

    content: str
    german: bool

    @property
    def notes_start(self) -> int:
        found = re.search(r"^\[\^\w+\]:", self.content, re.M)
        return found.start() if found else len(self.content)

    def line(self, offset: int) -> int:
        return self.content.count("\n", 0, offset) + 1

    def quotations(self) -> list[tuple[int, int]]:
        """The insides of inline quotations, in notes too."""
        pattern = "„[^“\n]+“" if self.german else "“[^”\n]+”"
        return [(m.start() + 1, m.end() - 1) for m in re.finditer(pattern, self.content)]

    def blocks(self) -> list[tuple[int, int]]:
        """The paragraphs of the running text, without headings, block quotations and list items."""
        found = re.finditer(r"^(?![#>\d]).{80,}$", self.content[: self.notes_start], re.M)
        return [m.span() for m in found]

    def is_plain(self, start: int, end: int) -> bool:
        """Whether a place is running prose: in a paragraph, outside quotations and calls."""
        inside = any(a <= start and end <= b for a, b in self.blocks())
        quoted = any(a - 1 <= end and start <= b + 1 for a, b in self.quotations())
        return inside and not quoted and not any(m.start() <= end and start <= m.end() for m in _CALL.finditer(self.content))

    def sentences(self) -> list[tuple[int, int]]:
        """Whole sentences, each with the space after it, that are neither the first nor the last of their paragraph."""
        found = []
        for start, end in self.blocks():
            cuts = [start + m.end() for m in _SENTENCE_START.finditer(self.content[start:end])]
            found += [(a, b) for a, b in pairwise(cuts) if b - a > 30 and not set("“”„") & set(self.content[a:b])]
        return [(a, b) for a, b in found if not _CALL.search(self.content, a, b) and "—" not in self.content[a:b]]

    def put(self, kind: str, start: int, end: int, after: str, letters: str, *more: int) -> Defect:
        """The stretch replaced; the finding is due at its line, or one of `more`."""
        edition = self.content[:start] + after + self.content[end:]
        return Defect(kind, edition, letters, frozenset({edition.count("\n", 0, start) + 1, *more}))


Planter = Callable[[Random, Site], Defect | None]
PLANTERS: dict[str, Planter] = {}


def planter(function: Planter) -> Planter:
    PLANTERS[function.__name__.removeprefix("plant_")] = function
    return function


def planted(site: Site, times: int, seed: int = 1) -> Iterator[Defect]:
    """Each kind of defect as often as asked, each at another random place; kinds that a text has no place for are left out."""
    for kind, plant in PLANTERS.items():
        random = Random(f"{kind} {seed}")
        seen = {site.content}
        for _ in range(times):
            defect = plant(random, site)
            if defect is not None and defect.edition not in seen:
                seen.add(defect.edition)
                yield defect


def _choose(random: Random, found: Iterator[re.Match[str]] | list[re.Match[str]]) -> re.Match[str] | None:
    places = list(found)
    return random.choice(places) if places else None


def _plain(site: Site, pattern: str | re.Pattern[str]) -> list[re.Match[str]]:
    return [m for m in re.finditer(pattern, site.content) if site.is_plain(*m.span())]


def _in_notes(site: Site, pattern: str) -> list[re.Match[str]]:
    quoted = site.quotations()
    found = re.compile(pattern).finditer(site.content, site.notes_start)
    return [m for m in found if not any(a <= m.start() < b for a, b in quoted) or "“" in m[0] or "„" in m[0]]


def _replacing(  # noqa: PLR0917 - a table in the form of calls
    kind: str, found: list[re.Match[str]], random: Random, site: Site, after: Callable[[str], str], letters: str
) -> Defect | None:
    match = _choose(random, found)
    return site.put(kind, *match.span(), after(match[0]), letters) if match else None


def _other_word(german: bool) -> str:
    return "Regenschirm" if german else "umbrella"


# -- wording -----------------------------------------------------------------------------------------------------------


@planter
def plant_word_exchanged(random: Random, site: Site) -> Defect | None:
    found = [m for m in _plain(site, _WORD) if m[0].islower()]
    return _replacing("word_exchanged", found, random, site, lambda _: "quibbled", "T")


@planter
def plant_word_dropped(random: Random, site: Site) -> Defect | None:
    found = list(_plain(site, r" [a-zäöü]{5,}(?= )"))
    return _replacing("word_dropped", found, random, site, lambda _: "", "T")


@planter
def plant_word_added(random: Random, site: Site) -> Defect | None:
    found = _plain(site, r"(?<=[a-z]) (?=[a-z])")
    return _replacing("word_added", found, random, site, lambda _: f" {_other_word(site.german)} ", "T")


@planter
def plant_word_doubled(random: Random, site: Site) -> Defect | None:
    found = _plain(site, r" [a-zäöü]{4,}(?= [a-z])")
    return _replacing("word_doubled", found, random, site, lambda word: word + word, "T")


@planter
def plant_words_exchanged_with_one_another(random: Random, site: Site) -> Defect | None:
    match = _choose(random, _plain(site, r"\b([a-zäöü]{4,}) (and|und) ([a-zäöü]{4,})\b"))
    return site.put("words_exchanged", *match.span(), f"{match[3]} {match[2]} {match[1]}", "T") if match else None


@planter
def plant_ending_changed(random: Random, site: Site) -> Defect | None:
    found = list(_plain(site, r"\b[a-z]{4,}s\b"))
    return _replacing("ending_changed", found, random, site, lambda word: word[:-1], "T")


@planter
def plant_number_in_words(random: Random, site: Site) -> Defect | None:
    found = _plain(site, r"\b(?:two|one|three|ten|drei|elf|vierzehn|zwölf|neun) (?=[a-z])")
    return _replacing("number_in_words", found, random, site, lambda _: "sieben " if site.german else "seven ", "T")


@planter
def plant_number_altered(random: Random, site: Site) -> Defect | None:
    found = _plain(site, r"(?<![\w.,])\d{2,4}(?![\w.,]\d|\w)")
    return _replacing("number_altered", found, random, site, lambda number: number[:-1] + str((int(number[-1]) + 1) % 10), "T")


@planter
def plant_digits_turned(random: Random, site: Site) -> Defect | None:
    found = [m for m in _plain(site, r"\b1[89]\d\d\b") if m[0][2] != m[0][3]]
    return _replacing("digits_turned", found, random, site, lambda number: number[:2] + number[3] + number[2], "T")


@planter
def plant_negation_lost(random: Random, site: Site) -> Defect | None:
    found = _plain(site, r" (?:not|nicht|never|nie)(?= [a-z])")
    return _replacing("negation_lost", found, random, site, lambda _: "", "T")


@planter
def plant_negation_added(random: Random, site: Site) -> Defect | None:
    found = _plain(site, r"\b(?:is|was|were|are|has|ist|wurde|wurden|war|hat) (?=[a-zäöü])(?!not|nicht)")
    return _replacing("negation_added", found, random, site, lambda verb: verb + ("nicht " if site.german else "not "), "T")


@planter
def plant_no_made_a(random: Random, site: Site) -> Defect | None:
    match = _choose(random, _plain(site, r"\bkein(e[nmrs]?)? (?=[A-Z])"))
    return site.put("no_made_a", *match.span(), f"ein{match[1] or ''} ", "T") if match else None


_NAMES = (
    r"\b(?:Maduro|Ellner|Zapatismo|Prashad|Harnecker|Rodríguez|Benjamin|Washington|Gaza|Israel|Zeus|Athena|"
    r"Wöhlers|Ahlers|Thießen|Roß|Brüggemann|Altensiel|Hoffmann|Meyer|Riga|Bremen|Hamburg)\b"
)


@planter
def plant_name_misspelt(random: Random, site: Site) -> Defect | None:
    found = _plain(site, _NAMES)

    def turned(name: str) -> str:
        k = 1 + next(k for k in range(1, len(name) - 1) if name[k] != name[k + 1])
        return name[: k - 1] + name[k] + name[k - 1] + name[k + 1 :]

    return _replacing("name_misspelt", found, random, site, turned, "T")


@planter
def plant_name_exchanged(random: Random, site: Site) -> Defect | None:
    return _replacing("name_exchanged", _plain(site, _NAMES), random, site, lambda _: "Kowalski", "CT")


@planter
def plant_diacritic_lost(random: Random, site: Site) -> Defect | None:
    found = [m for m in _plain(site, r"[^\W\d_]+") if re.search("[äöüáéíó]", m[0])]

    def bare(word: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))

    return _replacing("diacritic_lost", found, random, site, bare, "T")


@planter
def plant_case_changed(random: Random, site: Site) -> Defect | None:
    found = list(_plain(site, r"(?<=[a-z] )[A-Z][a-zäöü]{4,}\b"))
    return _replacing("case_changed", found, random, site, str.lower, "T")


@planter
def plant_comma_lost(random: Random, site: Site) -> Defect | None:
    return _replacing("comma_lost", _plain(site, r"(?<=[a-z]),(?= [a-z])"), random, site, lambda _: "", "T")


@planter
def plant_sentence_turned_into_a_question(random: Random, site: Site) -> Defect | None:
    return _replacing("question", _plain(site, r"(?<=[a-z]{4})\.(?= [A-Z])"), random, site, lambda _: "?", "T")


@planter
def plant_sentence_omitted(random: Random, site: Site) -> Defect | None:
    found = site.sentences()
    if not found:
        return None
    start, end = random.choice(found)
    return site.put("sentence_omitted", start, end, "", "T")


@planter
def plant_sentence_added(random: Random, site: Site) -> Defect | None:
    found = site.sentences()
    if not found:
        return None
    added = "Niemand hatte mit diesem Ausgang gerechnet. " if site.german else "Nobody had reckoned with this outcome. "
    start = random.choice(found)[0]
    return site.put("sentence_added", start, start, added, "T")


@planter
def plant_sentence_doubled(random: Random, site: Site) -> Defect | None:
    found = site.sentences()
    if not found:
        return None
    start, end = random.choice(found)
    return site.put("sentence_doubled", end, end, site.content[start:end], "T", site.line(start))


@planter
def plant_sentence_moved(random: Random, site: Site) -> Defect | None:
    found = site.sentences()
    pairs = [(one, two) for one in found for two in found if two[0] > one[1] + 300 and one[1] - one[0] > 80]
    if not pairs:
        return None
    (start, end), (to, _) = random.choice(pairs)
    edition = site.content[:start] + site.content[end:to] + site.content[start:end] + site.content[to:]
    return Defect("sentence_moved", edition, "T", frozenset({site.line(start), site.line(to)}))


def _paragraphs(site: Site) -> list[tuple[int, int]]:
    """Paragraphs without a note's call, each with its blank line, that are neither the first nor the last."""
    found = [(a, b + 2) for a, b in site.blocks()[1:-1] if site.content[b : b + 2] == "\n\n"]
    return [(a, b) for a, b in found if not _CALL.search(site.content, a, b)]


@planter
def plant_paragraph_omitted(random: Random, site: Site) -> Defect | None:
    found = _paragraphs(site)
    if not found:
        return None
    start, end = random.choice(found)
    near = site.line(start)
    return site.put("paragraph_omitted", start, end, "", "T", near - 2, near - 1)


@planter
def plant_paragraph_moved(random: Random, site: Site) -> Defect | None:
    found, starts = _paragraphs(site), [a for a, _ in site.blocks()]
    pairs = [(one, to) for one in found for to in starts if to > one[1] or to < one[0]]
    if not pairs:
        return None
    (start, end), to = random.choice(pairs)
    passage = site.content[start:end]
    if to > start:
        edition = site.content[:start] + site.content[end:to] + passage + site.content[to:]
    else:
        edition = site.content[:to] + passage + site.content[to:start] + site.content[end:]
    # when two neighbours change places, either of them may be said to have moved
    near = {edition.count("\n", 0, edition.index(passage)) + 1, site.line(start), site.line(to)}
    return Defect("paragraph_moved", edition, "T", frozenset({*near, *(n + 2 for n in near), *(n - 2 for n in near)}))


@planter
def plant_heading_altered(random: Random, site: Site) -> Defect | None:
    found = list(re.finditer(r"(?<=^## )(.*) (\w+)$", site.content, re.M))
    match = _choose(random, found)
    return site.put("heading_altered", match.start(2), match.end(2), _other_word(site.german), "T") if match else None


# -- quotations --------------------------------------------------------------------------------------------------------


def _quoted(random: Random, site: Site, fewest: int, *, notes: bool = False) -> tuple[int, int, list[re.Match[str]]] | None:
    found = []
    for start, end in site.quotations():
        words = list(re.compile(r"\w+(?:[’'-]\w+)*").finditer(site.content, start, end))
        if len(words) >= fewest and (notes or end < site.notes_start):
            found.append((start, end, words))
    return random.choice(found) if found else None


@planter
def plant_quotation_altered(random: Random, site: Site) -> Defect | None:
    found = _quoted(random, site, 3)
    if found is None:
        return None
    word = random.choice(found[2])
    return site.put("quotation_altered", *word.span(), _other_word(site.german), "Q")


@planter
def plant_word_lost_from_quotation(random: Random, site: Site) -> Defect | None:
    found = _quoted(random, site, 4)
    if found is None:
        return None
    words = [m for m in found[2][1:-1] if site.content[m.start() - 1] == " " == site.content[m.end()]]
    word = random.choice(words)
    return site.put("word_lost_from_quotation", word.start(), word.end() + 1, "", "Q")


@planter
def plant_word_added_to_quotation(random: Random, site: Site) -> Defect | None:
    found = _quoted(random, site, 4)
    if found is None:
        return None
    words = [m for m in found[2][1:-1] if site.content[m.start() - 1] == " "]
    word = random.choice(words)
    return site.put("word_added_to_quotation", word.start(), word.start(), "truly ", "Q")


@planter
def plant_quotation_mark_moved(random: Random, site: Site) -> Defect | None:
    found = _quoted(random, site, 4)
    if found is None:
        return None
    start, _, words = found
    to = words[1].end()
    mark = "“" if site.german else "”"
    end = site.content.index(mark, to)
    if site.content[to] != " " or to >= end:
        return None
    edition = site.content[:to] + mark + site.content[to:end] + site.content[end + 1 :]
    return Defect("quotation_mark_moved", edition, "Q", frozenset({site.line(start)}))


@planter
def plant_quotation_marks_lost(random: Random, site: Site) -> Defect | None:
    found = _quoted(random, site, 2)
    if found is None:
        return None
    start, end, _ = found
    edition = site.content[: start - 1] + site.content[start:end] + site.content[end + 1 :]
    return Defect("quotation_marks_lost", edition, "Q", frozenset({site.line(start)}))


@planter
def plant_quotation_mark_lost(random: Random, site: Site) -> Defect | None:
    found = _quoted(random, site, 2)
    if found is None:
        return None
    start, end, _ = found
    at = random.choice((start - 1, end))
    return site.put("quotation_mark_lost", at, at + 1, "", "Q")


@planter
def plant_quotation_marks_added(random: Random, site: Site) -> Defect | None:
    match = _choose(random, _plain(site, r"\b[a-zäöü]{3,} [a-zäöü]{3,} [a-zäöü]{3,}\b"))
    if match is None:
        return None
    opening, closing = ("„", "“") if site.german else ("“", "”")
    return site.put("quotation_marks_added", *match.span(), f"{opening}{match[0]}{closing}", "Q")


@planter
def plant_block_quotation_altered(random: Random, site: Site) -> Defect | None:
    found = [m for line in re.finditer(r"^> .*$", site.content, re.M) for m in _WORD.finditer(site.content, *line.span())]
    return _replacing("block_quotation_altered", found, random, site, lambda _: _other_word(site.german), "Q")


@planter
def plant_quotation_in_note_altered(random: Random, site: Site) -> Defect | None:
    lines = [line.span() for line in re.finditer(r"^\[\^\w+\]:.*$", site.content, re.M)]
    cited = re.compile(r"(?<=claim that “)[^”]+|(?<=sei „)[^“]+")
    found = [m for line in lines for q in cited.finditer(site.content, *line) for m in _WORD.finditer(site.content, *q.span())]
    return _replacing("quotation_in_note_altered", found, random, site, lambda _: _other_word(site.german), "Q")


# -- notes -------------------------------------------------------------------------------------------------------------


def _calls(site: Site) -> list[re.Match[str]]:
    return list(_CALL.finditer(site.content, 0, site.notes_start))


def _body(site: Site, label: str) -> tuple[int, int]:
    match = re.search(rf"^\[\^{label}\]: (.*)\n\n?", site.content, re.M)
    assert match is not None
    return match.span()


def _renumbered(content: str, change: Callable[[int], int]) -> str:
    return _CALL.sub(lambda match: f"[^{change(int(match[1]))}]", content)


@planter
def plant_call_moved(random: Random, site: Site) -> Defect | None:
    call = random.choice(_calls(site))
    start, end = next((a, b) for a, b in site.blocks() if a <= call.start() < b)
    ends = [start + m.start() for m in _SENTENCE_START.finditer(site.content[start:end])]
    ends = [at for at in ends if abs(at - call.start()) > 20 and at != call.end()]
    near = [m.end() for m in _CALL.finditer(site.content, start, end)]
    ends = [at for at in ends if at not in near and not any(min(at, call.start()) < n < max(at, call.start()) for n in near)]
    if not ends:
        return None
    to = random.choice(ends)
    bare = site.content[: call.start()] + site.content[call.end() :]
    to -= len(call[0]) if to > call.start() else 0
    return Defect("call_moved", bare[:to] + call[0] + bare[to:], "N", frozenset({site.line(start)}))


@planter
def plant_note_lost(random: Random, site: Site) -> Defect | None:
    call = random.choice(_calls(site))
    start, end = _body(site, call[1])
    edition = site.content[: call.start()] + site.content[call.end() : start] + site.content[end:]
    edition = _renumbered(edition, lambda number: number - (number > int(call[1])))
    return Defect("note_lost", edition, "N", frozenset({site.line(call.start())}))


@planter
def plant_note_lost_and_not_renumbered(random: Random, site: Site) -> Defect | None:
    call = random.choice(_calls(site))
    start, end = _body(site, call[1])
    edition = site.content[: call.start()] + site.content[call.end() : start] + site.content[end:]
    return Defect("note_lost_gap", edition, "N", frozenset({site.line(call.start())}))


@planter
def plant_call_lost(random: Random, site: Site) -> Defect | None:
    call = random.choice(_calls(site))
    return site.put("call_lost", *call.span(), "", "N", site.line(_body(site, call[1])[0]))


@planter
def plant_body_lost(random: Random, site: Site) -> Defect | None:
    call = random.choice(_calls(site))
    start, end = _body(site, call[1])
    return site.put("body_lost", start, end, "", "N", site.line(call.start()))


@planter
def plant_note_added(random: Random, site: Site) -> Defect | None:
    found = [a - 1 for a, _ in site.sentences()]
    if not found:
        return None
    at = random.choice(found)
    calls = _calls(site)
    number = sum(call.start() < at for call in calls) + 1
    body = "Das ist eine neue Anmerkung aus fremder Feder." if site.german else "This is a new remark from another hand."
    # the calls before the place keep their numbers, and those after it count on
    before = site.content[:at]
    after = _renumbered(site.content[at:], lambda old: old + (old >= number)).rstrip()
    return Defect("note_added", f"{before}[^{number}]{after}\n\n[^{number}]: {body}\n", "N", frozenset({site.line(at)}))


@planter
def plant_notes_exchanged(random: Random, site: Site) -> Defect | None:
    labels = [call[1] for call in _calls(site)]
    k = random.randrange(len(labels) - 1)
    one, two = _body(site, labels[k]), _body(site, labels[k + 1])
    first = site.content[slice(*one)].split("]: ", 1)[1].rstrip()
    second = site.content[slice(*two)].split("]: ", 1)[1].rstrip()
    if "ebd" in (first + second).casefold() and "Ebd." in second:
        return None
    edition = (
        site.content[: one[0]]
        + f"[^{labels[k]}]: {second}\n\n"
        + site.content[one[1] : two[0]]
        + f"[^{labels[k + 1]}]: {first}\n\n"
        + site.content[two[1] :]
    )
    lines = {site.line(call.start()) for call in _calls(site)[k : k + 2]} | {site.line(one[0]), site.line(two[0])}
    return Defect("notes_exchanged", edition, "N", frozenset(lines))


@planter
def plant_note_altered(random: Random, site: Site) -> Defect | None:
    found = _in_notes(site, r"(?<=Chávez )quoted|(?<=Die Kammer )zählte|(?<=der gemeine Mann )gefragt|(?<=beruht )freilich")
    return _replacing("note_altered", found, random, site, lambda _: _other_word(site.german), "N")


# -- citations ---------------------------------------------------------------------------------------------------------


@planter
def plant_year_of_citation(random: Random, site: Site) -> Defect | None:
    found = _in_notes(site, r"(?<=[, (])(?:19|20|18)\d\d(?=\))")
    return _replacing("year_of_citation", found, random, site, lambda year: str(int(year) + 1), "C")


@planter
def plant_author_of_citation(random: Random, site: Site) -> Defect | None:
    found = _in_notes(
        site, r"(?<=\]: )(?:Steve Ellner|Vijay Prashad|Chris Gilbert|Walter Benjamin|Theodor Wöhlers|Friedrich Roß)"
    )
    return _replacing("author_of_citation", found, random, site, lambda name: name.replace(" ", " J. "), "C")


@planter
def plant_surname_of_citation(random: Random, site: Site) -> Defect | None:
    found = _in_notes(site, r"(?<=\]: )\w+ (?:Ellner|Prashad|Gilbert|Benjamin|Wöhlers|Brüggemann|Łukasińska)")
    return _replacing("surname_of_citation", found, random, site, lambda name: name[:-3] + name[-2:], "C")


@planter
def plant_title_of_citation(random: Random, site: Site) -> Defect | None:
    found = _in_notes(
        site,
        r"Rethinking|(?<=The )Darker|Communal(?= Movement)|Concept|Erinnerungen(?= eines)|Schriften|Zollgrenze|"
        r"Heimatkunde|Reisen",
    )
    return _replacing("title_of_citation", found, random, site, lambda _: _other_word(site.german), "C")


@planter
def plant_place_of_citation(random: Random, site: Site) -> Defect | None:
    found = _in_notes(site, r"(?<=\()(?:London|New York|Caracas|Göttingen|Łódź|Altensiel)(?=: )")
    return _replacing("place_of_citation", found, random, site, lambda _: "Vienna", "C")


@planter
def plant_publisher_of_citation(random: Random, site: Site) -> Defect | None:
    found = _in_notes(site, r"(?<=: )(?:Lynne Reinner|The New Press|Monthly Review Press|Vogelsang|Dom Książki)(?=, )")
    return _replacing("publisher_of_citation", found, random, site, lambda _: "Suhrkamp", "C")


@planter
def plant_pages_of_citation(random: Random, site: Site) -> Defect | None:
    found = _in_notes(site, r"(?<=S\. )\d+(?:–\d+)?(?=[. ,])|391(?=\.)|(?<=chapter )\d")
    return _replacing("pages_of_citation", found, random, site, lambda pages: pages[:-1] + str((int(pages[-1]) + 1) % 10), "C")


@planter
def plant_url_of_citation(random: Random, site: Site) -> Defect | None:
    found = _in_notes(site, r"mronline|findbuch")
    return _replacing("url_of_citation", found, random, site, lambda part: part[:2] + part[3:], "C")


@planter
def plant_date_of_citation(random: Random, site: Site) -> Defect | None:
    found = _in_notes(site, r"(?<=April )1(?=, 2015)|14(?=\. März)|9(?=\. November)")
    return _replacing("date_of_citation", found, random, site, lambda _: "23", "C")


# -- artefacts ---------------------------------------------------------------------------------------------------------


@planter
def plant_invisible_character(random: Random, site: Site) -> Defect | None:
    match = _choose(random, _plain(site, _WORD))
    return site.put("invisible_character", match.start() + 2, match.start() + 2, "\u200b", "A") if match else None


@planter
def plant_soft_hyphen(random: Random, site: Site) -> Defect | None:
    match = _choose(random, _plain(site, _WORD))
    return site.put("soft_hyphen", match.start() + 2, match.start() + 2, "\u00ad", "A") if match else None


@planter
def plant_confusable_letter(random: Random, site: Site) -> Defect | None:
    found = [m for m in _plain(site, _WORD) if any(c in _LOOKALIKES for c in m[0])]

    def disguised(word: str) -> str:
        k = random.choice([k for k, c in enumerate(word) if c in _LOOKALIKES])
        return word[:k] + _LOOKALIKES[word[k]] + word[k + 1 :]

    return _replacing("confusable_letter", found, random, site, disguised, "A")


@planter
def plant_confusable_letter_in_note(random: Random, site: Site) -> Defect | None:
    found = [m for m in _in_notes(site, _WORD.pattern) if any(c in _LOOKALIKES for c in m[0])]

    def disguised(word: str) -> str:
        k = random.choice([k for k, c in enumerate(word) if c in _LOOKALIKES])
        return word[:k] + _LOOKALIKES[word[k]] + word[k + 1 :]

    return _replacing("confusable_letter_in_note", found, random, site, disguised, "A")


@planter
def plant_split_drop_cap(random: Random, site: Site) -> Defect | None:
    at = next(k for k, c in enumerate(site.content) if c.isalpha()) + 1
    # where "in" is a word the repair does not dare; the quotation that it opens is then found altered
    return site.put("split_drop_cap", at, at, " ", "AQ" if site.content[0] in _OPEN_QUOTES else "A")


@planter
def plant_broken_word(random: Random, site: Site) -> Defect | None:
    counted: dict[str, int] = {}
    for word in re.findall(r"\w+", site.content):
        counted[word] = counted.get(word, 0) + 1
    found = [m for m in _plain(site, r"(?<= )[a-zäöü]{8,}(?=[ ,.])") if counted[m[0]] > 1]
    return _replacing("broken_word", found, random, site, lambda word: f"{word[:4]}- {word[4:]}", "A")


@planter
def plant_glued_call(random: Random, site: Site) -> Defect | None:
    call = random.choice(_calls(site))
    return site.put("glued_call", *call.span(), call[1], "A")


@planter
def plant_stranded_call(random: Random, site: Site) -> Defect | None:
    call = random.choice([call for call in _calls(site) if site.content[call.end()] in " "])
    return site.put("stranded_call", *call.span(), f" {call[1]}", "AN")
