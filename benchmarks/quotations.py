"""How many spoilt quotations are found and pinned to the words, and how many good ones are flagged.

Plants quotations in made-up essays over the benchmark's texts in four languages (`extraction/texts`, written for this
project), half of them quoted as scholars may, half spoilt, and prints for each kind what `fidelity` says:

    python -m benchmarks.quotations [--rounds 40] [--seed 1] [--show 20] [--text fr=FILE.md ...]

With `--text`, the quotations of a language are taken from that file instead.

*Pinned*: a finding whose place in the essay shares or touches the words that were spoilt, within one word. *Flagged*: any
finding but for information in the sentence of a good quotation.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import NamedTuple

from benchmarks.extraction.texts import FOLDER, read_text
from fidelity.collation.passages.loaded import Loaded
from fidelity.judge import judge
from fidelity.language.negation import is_negation
from fidelity.language.qualification import EXCEPTING, LIMITING
from fidelity.model.declarations import Relation
from fidelity.model.finding import Severity
from fidelity.model.rule import Case
from fidelity.quoting import look_up
from fidelity.readers.markdown import read_markdown
from fidelity.recognition import recognise
from fidelity.rules.difference import reading

LANGUAGES = ("en", "fr", "de", "es")
FRAMES = {
    "en": ("The author holds that ", ", as nobody before her had said."),
    "fr": ("L’auteur affirme ici que ", ", ce que personne n’avait dit."),
    "de": ("Die Verfasserin behauptet ", ", und niemand sagte es vor ihr."),
    "es": ("La autora sostiene aquí que ", ", y nadie lo dijo antes."),
}
MARKS = {
    "en": ["“”", "‘’", '""', "“”"],
    "fr": ["« »", "«»", "“”", "«\u00a0\u00a0»"],
    "de": ["„“", "»«", "‚‘", '""'],
    "es": ["«»", "“”", '""', "«»"],
}
NOT = {"en": "not", "fr": "pas", "de": "nicht", "es": "no"}
SPARE = {
    "en": "weather lantern slowly copper village".split(),
    "fr": "lanterne lentement cuivre village orage".split(),
    "de": "Laterne langsam Kupfer Dorf Gewitter".split(),
    "es": "linterna despacio cobre aldea tormenta".split(),
}


class Planted(NamedTuple):
    """A quotation's content, and the stretch of it that was spoilt (None: as a whole)."""

    content: str
    start: int | None = None
    end: int | None = None


Plant = Callable[[random.Random, str, str, "Site"], Planted | None]


class Site(NamedTuple):
    """Where a quotation is taken from: its paragraph, and the words before and after it there."""

    paragraph: str
    start: int
    end: int
    others: list[str]
    """Paragraphs of another text."""


def paragraphs(language: str, given: Path | None = None) -> list[str]:
    """The running paragraphs, without quotations in them, of a language's text or of the one that is given."""
    if given is not None:
        text = read_markdown(given.read_bytes(), given.name)
        found = [" ".join(reading(text, block).split()) for block in text.blocks if block.end <= text.running_end]
    else:
        own = read_text(FOLDER / f"{language}.md")
        found = [block.words for block in own.blocks if block.kind in {"paragraph", "quotation"}]
    return [words for words in found if not re.search('[“”„«»"‹›‘]', words) and len(words.split()) > 30]


# -- good ----------------------------------------------------------------------------------------------------------------


def verbatim(draw: random.Random, language: str, words: str, site: Site) -> Planted:
    return Planted(words)


def first_letter(draw: random.Random, language: str, words: str, site: Site) -> Planted:
    return Planted(f"[{words[0].swapcase()}]{words[1:]}")


def changed_first_case(draw: random.Random, language: str, words: str, site: Site) -> Planted:
    return Planted(words[0].swapcase() + words[1:])


def final_comma(draw: random.Random, language: str, words: str, site: Site) -> Planted:
    return Planted(words.rstrip(".,;:") + ",")


def final_stop(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    after = site.paragraph[site.end : site.end + 1]
    return Planted(words.rstrip(".,;:") + ".") if after in ".,;:" or words[-1] in ".,;:" else None


def insertion(draw: random.Random, language: str, words: str, site: Site) -> Planted:
    several = words.split(" ")
    several.insert(draw.randrange(1, len(several)), f"[{' '.join(draw.sample(SPARE[language], draw.randint(1, 3)))}]")
    return Planted(" ".join(several))


def substitution(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    plain = [k for k, word in enumerate(several[1:-1], 1) if word.isalpha() and not is_negation(word.casefold(), language)]
    if not plain:
        return None
    several[draw.choice(plain)] = f"[{draw.choice(SPARE[language]).capitalize()}]"
    return Planted(" ".join(several))


def inflection(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    plain = [k for k, word in enumerate(several[1:-1], 1) if word.isalpha() and len(word) > 4]
    if not plain:
        return None
    k = draw.choice(plain)
    several[k] = several[k] + f"[{draw.choice(['s', 'ed', 'en'])}]"
    return Planted(" ".join(several))


def sic(draw: random.Random, language: str, words: str, site: Site) -> Planted:
    several = words.split(" ")
    several.insert(draw.randrange(2, len(several)), draw.choice(["[sic]", "[sic!]", "[*sic*]"]))
    return Planted(" ".join(several))


def _cut(draw: random.Random, words: str) -> tuple[list[str], int, int] | None:
    """Words, and a stretch of them to leave out that says nothing limiting."""
    several = words.split(" ")
    if len(several) < 14:
        return None
    first = draw.randrange(4, len(several) - 8)
    last = first + draw.randint(1, 4)
    gone = {re.sub(r"\W", "", word).casefold() for word in several[first:last]}
    return None if any(map(is_negation, gone)) or gone & (LIMITING | EXCEPTING) else (several, first, last)


def ellipsis_(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    cut = _cut(draw, words)
    if cut is None:
        return None
    several, first, last = cut
    dots = draw.choice(["…", "...", ". . .", "[…]", "[...]", "[. . .]", "(…)", "(...)"])
    return Planted(" ".join([*several[:first], dots, *several[last:]]))


def four_dots(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    sentences = re.split(r"(?<=[a-zé]{3}\.) ", site.paragraph)
    if len(sentences) < 3 or any(len(one.split()) < 6 or len(one) > 600 for one in sentences[:3]):
        return None
    dots = draw.choice([" …", ". . .", "...", " [...]"])
    return Planted(f"{sentences[0]}{dots} {sentences[2]}")


def outer_dots(draw: random.Random, language: str, words: str, site: Site) -> Planted:
    return Planted(draw.choice([f"… {words}", f"{words} …", f"[…] {words} […]", f"...{words.rstrip('.,;:')}..."]))


def emphasis_added(draw: random.Random, language: str, words: str, site: Site) -> Planted:
    several = words.split(" ")
    k = draw.randrange(1, len(several) - 1)
    several[k] = f"*{several[k]}*"
    notice = {"en": "(emphasis added)", "fr": "(je souligne)", "de": "(Hervorhebung von mir)", "es": "(énfasis añadido)"}
    return Planted(f"{' '.join(several)} {notice[language]}" if draw.random() < 0.5 else " ".join(several))


def wrapped(draw: random.Random, language: str, words: str, site: Site) -> Planted:
    several = words.split(" ")
    k = draw.randrange(1, len(several))
    return Planted(" ".join(several[:k]) + "\n" + " ".join(several[k:]))


def typography(draw: random.Random, language: str, words: str, site: Site) -> Planted:
    return Planted(words.replace("’", "'").replace("—", "--").replace(" – ", " — ").replace("…", "...").replace("\u202f", " "))


def decomposed(draw: random.Random, language: str, words: str, site: Site) -> Planted:
    return Planted(unicodedata.normalize("NFD", words).replace("fi", "ﬁ").replace("fl", "ﬂ"))


# -- spoilt --------------------------------------------------------------------------------------------------------------


def _replaced(several: list[str], k: int, count: int, new: list[str]) -> Planted:
    """The words with `count` of them from number k on replaced, and the place of the new ones (or of the gap)."""
    before = " ".join(several[:k])
    middle, after = " ".join(new), " ".join(several[k + count :])
    start = len(before) + bool(before)
    content = " ".join(part for part in (before, middle, after) if part)
    return Planted(content, start, start + len(middle))


def _inner(draw: random.Random, several: list[str], wanted: Callable[[str], bool]) -> int | None:
    fitting = [k for k, word in enumerate(several[2:-2], 2) if wanted(word)]
    return draw.choice(fitting) if fitting else None


def word_changed(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    k = _inner(draw, several, str.isalpha)
    return None if k is None else _replaced(several, k, 1, [draw.choice(SPARE[language])])


def word_left_out(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    k = _inner(draw, several, str.isalpha)
    return None if k is None or several[k] in (several[k - 1], several[k + 1]) else _replaced(several, k, 1, [])


def words_left_out(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    if len(several) < 14:
        return None
    return _replaced(several, draw.randrange(4, len(several) - 9), draw.randint(2, 5), [])


def word_added(draw: random.Random, language: str, words: str, site: Site) -> Planted:
    several = words.split(" ")
    return _replaced(several, draw.randrange(2, len(several) - 2), 0, [draw.choice(SPARE[language])])


def negation_added(draw: random.Random, language: str, words: str, site: Site) -> Planted:
    several = words.split(" ")
    return _replaced(several, draw.randrange(2, len(several) - 2), 0, [NOT[language]])


def negation_lost(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    k = _inner(draw, several, lambda word: word == NOT[language])
    return None if k is None else _replaced(several, k, 1, [])


def number_changed(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    k = _inner(draw, several, lambda word: bool(re.fullmatch(r"\d{2,4}[,.;]?", word)))
    if k is None:
        return None
    digit = several[k][1]
    return _replaced(several, k, 1, [several[k][0] + str((int(digit) + draw.randint(1, 8)) % 10) + several[k][2:]])


def two_exchanged(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    k = _inner(draw, several, str.isalpha)
    if k is None or not several[k + 1].isalpha() or several[k].casefold() == several[k + 1].casefold():
        return None
    return _replaced(several, k, 2, [several[k + 1], several[k]])


def letter_changed(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    k = _inner(draw, several, lambda word: word.isalpha() and len(word) > 4)
    if k is None:
        return None
    at = draw.randrange(1, len(several[k]) - 1)
    other = draw.choice([letter for letter in "abdelmnoprstu" if letter != several[k][at]])
    return _replaced(several, k, 1, [several[k][:at] + other + several[k][at + 1 :]])


def diacritic_lost(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    plain = [unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode() for word in several]
    k = _inner(draw, several, lambda word: word.isalpha() and not word.isascii() and "ß" not in word)
    return None if k is None or plain[k] == several[k] else _replaced(several, k, 1, [plain[k]])


def comma_to_stop(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    k = _inner(draw, several, lambda word: word.endswith(",") and word[:-1].isalpha())
    return None if k is None else _replaced(several, k, 1, [several[k][:-1] + ";"])


def end_changed(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    return (
        _replaced(several, len(several) - 1, 1, [draw.choice(SPARE[language])]) if several[-1].strip(".,;:").isalpha() else None
    )


def start_changed(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    return _replaced(several, 0, 1, [draw.choice(SPARE[language])]) if several[0].isalpha() else None


def third_changed(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    if len(several) < 9:
        return None
    for k in range(1, len(several) - 1, 3):
        several[k] = draw.choice(SPARE[language])
    return Planted(" ".join(several))


def negation_hidden(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    k = _inner(draw, several, lambda word: word == NOT[language])
    if k is None or any(word[-1] in ",;:." for word in several[k - 1 : k + 1]):
        return None
    return _replaced(several, k, 1, [draw.choice(["…", "[…]", "..."])])


def reversed_fragments(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    several = words.split(" ")
    if len(several) < 14:
        return None
    k = len(several) // 2
    return Planted(f"{' '.join(several[k:])} … {' '.join(several[:k])}")


def other_texts_end(draw: random.Random, language: str, words: str, site: Site) -> Planted | None:
    other = draw.choice(site.others).split(" ")[4:14]
    several = words.split(" ")[:10]
    content = " ".join(several) + " … " + " ".join(other)
    return Planted(content, len(" ".join(several)), len(content))


def invented(draw: random.Random, language: str, words: str, site: Site) -> Planted:
    several = [draw.choice(SPARE[language]) if k % 2 else draw.choice(["la", "de", "the", "und", "of"]) for k in range(12)]
    return Planted(" ".join(several))


GOOD: tuple[Plant, ...] = (
    verbatim, first_letter, changed_first_case, final_comma, final_stop, insertion, substitution, inflection, sic, ellipsis_,
    four_dots, outer_dots, emphasis_added, wrapped, typography, decomposed,
)  # fmt: skip
SPOILT: tuple[Plant, ...] = (
    word_changed, word_left_out, words_left_out, word_added, negation_added, negation_lost, number_changed, two_exchanged,
    letter_changed, diacritic_lost, comma_to_stop, end_changed, start_changed, third_changed, negation_hidden,
    reversed_fragments, other_texts_end, invented, )  # fmt: skip


def drawn(draw: random.Random, every: list[str], others: list[str]) -> Site | None:
    """A stretch of a paragraph that begins with a word and ends where a clause does."""
    paragraph = draw.choice(every)
    ends = [match.start() for match in re.finditer(r"(?<=\w)[.,;:](?= |$)", paragraph)]
    if not ends:
        return None
    end = draw.choice(ends)
    starts = [match.end() for match in re.finditer(r" ", paragraph[:end])] + [0]
    fitting = [start for start in starts if 7 <= len(paragraph[start:end].split()) <= 45]
    if not fitting:
        return None
    start = draw.choice(fitting)
    return Site(paragraph, start, end, others) if paragraph[start].isalpha() else None


def essay(
    draw: random.Random, language: str, every: list[str], others: list[str], plants: tuple[Plant, ...]
) -> tuple[str, list[tuple[Plant, int, int, int, int]]]:
    """An essay with a quotation of each kind: the content, and for each its kind, its sentence and the spoilt place."""
    parts: list[str] = []
    planted = []
    at = 0
    for plant in plants:
        for _ in range(40):
            site = drawn(draw, every, others)
            one = plant(draw, language, site.paragraph[site.start : site.end], site) if site is not None else None
            if one is not None:
                break
        else:
            continue
        marks = draw.choice(MARKS[language])
        if marks == "‘’" and ("’" in one.content or "'" in one.content):
            marks = "“”"
        if '"' in marks or "(" in one.content:
            marks = marks if '"' not in one.content else "“”"
        half = len(marks) // 2 if len(marks) > 2 else 1
        opening, closing = (marks[:half], marks[half:]) if len(marks) != 3 else (marks[:2], marks[1:])
        before, after = FRAMES[language]
        start = at + len(before) + len(opening)
        spoilt = (0, len(one.content)) if one.start is None else (one.start, one.end or one.start)
        sentence = f"{before}{opening}{one.content}{closing}{after}"
        planted.append((plant, at, at + len(sentence), start + spoilt[0], start + spoilt[1]))
        parts.append(sentence)
        at += len(sentence) + 2
    return "\n\n".join(parts) + "\n", planted


def trial(rounds: int, seed: str, given: Mapping[str, Path] | None = None) -> tuple[dict[str, Counter[str]], list[str]]:
    """For each kind how many were planted, found and pinned; and each failure in a line."""
    texts = {language: paragraphs(language, (given or {}).get(language)) for language in LANGUAGES}
    canonical = [read_markdown("\n\n".join(every).encode(), f"{language}.md") for language, every in texts.items()]
    shelf = Loaded(canonical)
    counts: dict[str, Counter[str]] = {plant.__name__: Counter() for plant in (*GOOD, *SPOILT)}
    failures: list[str] = []
    for number, language, plants in product(range(rounds), LANGUAGES, (GOOD, SPOILT)):
        other = LANGUAGES[LANGUAGES.index(language) - 1]
        draw = random.Random(f"{seed} {number} {language} {plants is GOOD}")
        content, planted = essay(draw, language, texts[language], texts[other], plants)
        edition = read_markdown(content.encode(), "essay.md")
        case = Case(edition, recognise(edition), Relation.QUOTING)
        taken = judge(replace(case, quoted=look_up(case, shelf)))
        places = [(edition.file_hull(one.claim.edition), one) for one in taken if one.severity is not Severity.INFO]
        for plant, first, last, start, end in planted:
            here = [(span, one) for span, one in places if first <= span.start <= last]
            near = [one for span, one in here if span.start <= end + 12 and span.end >= start - 12]
            count = counts[plant.__name__]
            count["all"] += 1
            count["found"] += bool(here)
            count["pinned"] += bool(near)
            if bool(here) if plants is GOOD else not near:
                said = [f"{one.code} {one.claim.message}" for _, one in here]
                failures.append(f"{plant.__name__}: {content[first:last]} {said}")
    return counts, failures


def main() -> None:
    """Plant, check, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40, help="essays of each sort in each language")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N failures")
    parser.add_argument("--text", action="append", default=[], metavar="LANGUAGE=FILE", help="quote from this Markdown text")
    options = parser.parse_args()
    given = {language: Path(path) for language, _, path in (one.partition("=") for one in options.text)}
    if unknown := sorted(given.keys() - set(LANGUAGES)):
        parser.error(f"--text: no language {unknown[0]!r}; it is one of {', '.join(LANGUAGES)}.")
    counts, failures = trial(options.rounds, options.seed, given)
    for failure in failures[: options.show]:
        print(failure)
    _print(counts)


def _print(counts: dict[str, Counter[str]]) -> None:
    print(f"{'good':24}{'all':>8}{'flagged':>10}")
    for plant in GOOD:
        count = counts[plant.__name__]
        print(f"{plant.__name__.strip('_'):24}{count['all']:8}{count['found']:10}")
    everything = sum((counts[plant.__name__] for plant in GOOD), Counter())
    print(f"{'together':24}{everything['all']:8}{everything['found']:10}  {everything['found'] / everything['all']:.2%}")
    print(f"\n{'spoilt':24}{'all':>8}{'found':>10}{'pinned':>10}")
    for plant in SPOILT:
        count = counts[plant.__name__]
        print(f"{plant.__name__:24}{count['all']:8}{count['found']:10}{count['pinned']:10}")
    everything = sum((counts[plant.__name__] for plant in SPOILT), Counter())
    found, pinned = everything["found"] / everything["all"], everything["pinned"] / everything["all"]
    print(f"{'together':24}{everything['all']:8}{everything['found']:10}{everything['pinned']:10}  {found:.2%} {pinned:.2%}")


if __name__ == "__main__":
    main()
