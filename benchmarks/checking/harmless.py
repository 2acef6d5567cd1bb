"""What an edition may do freely: each style changes a whole text, and no finding is due."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from random import Random

from benchmarks.checking.edition import Group
from benchmarks.checking.site import ADDRESS, CALL, EMPHASIS, REFERENCE, Edit, Site
from fidelity.language.negation import is_negation

Style = Callable[[Random, Site], Iterator[Group]]
STYLES: dict[str, Style] = {}
"""Styles of stretches: edits of the canonical text."""
LAYOUTS: dict[str, Callable[[str], Iterator[Edit]]] = {}
"""Styles of the whole file: edits of what the other styles have made of it."""


def style(function: Style) -> Style:
    STYLES[function.__name__] = function
    return function


def layout(function: Callable[[str], Iterator[Edit]]) -> Callable[[str], Iterator[Edit]]:
    LAYOUTS[function.__name__] = function
    return function


def _everywhere(site: Site, table: dict[str, str]) -> Iterator[Group]:
    """Characters exchanged throughout, but for addresses."""
    shut = [m.span() for m in ADDRESS.finditer(site.content)]
    for match in re.finditer("|".join(map(re.escape, table)), site.content):
        if not any(a <= match.start() < b for a, b in shut):
            yield (Edit(*match.span(), table[match[0]]),)


# -- characters --------------------------------------------------------------------------------------------------------


@style
def straight_quotation_marks(random: Random, site: Site) -> Iterator[Group]:
    return _everywhere(site, dict.fromkeys(site.words.quotes, '"'))


@style
def other_quotation_marks(random: Random, site: Site) -> Iterator[Group]:
    opening, closing = random.choice(site.words.other_quotes)
    before, after = site.words.quotes
    spaced = r"[ \u00a0\u202f]?"
    for match in re.finditer(f"{before}{spaced}|{spaced}{after}", site.content):
        yield (Edit(*match.span(), opening if match[0][0] == before else closing),)


@style
def straight_apostrophes(random: Random, site: Site) -> Iterator[Group]:
    return ((Edit(*m.span(), "'"),) for m in re.finditer(r"(?<=\w)’(?=\w)", site.content))


@style
def dashes(random: Random, site: Site) -> Iterator[Group]:
    form = random.choice((" — ", " – ", "—"))
    for match in re.finditer(r"(?<=[^\W\d]) ?[—–] ?(?=[^\W\d])|(?<=[”»]) [—–] ", site.content):
        yield (Edit(*match.span(), form),)


@style
def hyphen_in_ranges(random: Random, site: Site) -> Iterator[Group]:
    return ((Edit(*m.span(), "-"),) for m in re.finditer(r"(?<=\d)–(?=\d)", site.content))


@style
def three_stops(random: Random, site: Site) -> Iterator[Group]:
    return _everywhere(site, {"…": "..."})


@style
def spaced_stops(random: Random, site: Site) -> Iterator[Group]:
    return _everywhere(site, {"…": ". . ."})


@style
def ordinary_spaces(random: Random, site: Site) -> Iterator[Group]:
    return _everywhere(site, {"\u00a0": " ", "\u202f": " "})


@style
def no_break_spaces(random: Random, site: Site) -> Iterator[Group]:
    places = re.finditer(r"(?<=\w) (?=[;:?!»])|(?<=«) (?=\w)|(?<=\d) (?=\w)|(?<=\bp\.) (?=\d)", site.content)
    return ((Edit(*m.span(), "\u202f"),) for m in places)


@style
def decomposed(random: Random, site: Site) -> Iterator[Group]:
    for match in re.finditer(r"[À-ÿ]", site.content):
        if unicodedata.normalize("NFD", match[0]) != match[0]:
            yield (Edit(*match.span(), unicodedata.normalize("NFD", match[0])),)


@style
def ligatures(random: Random, site: Site) -> Iterator[Group]:
    return _everywhere(site, {"ffi": "ﬃ", "fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"})


@style
def entities(random: Random, site: Site) -> Iterator[Group]:
    return _everywhere(
        site, {"&": "&amp;", "\u00a0": "&nbsp;", "—": "&mdash;", "é": "&eacute;", "ü": "&uuml;", "…": "&hellip;"}
    )


@style
def ise_to_ize(random: Random, site: Site) -> Iterator[Group]:
    if site.language == "en":
        pattern = r"\b(?:recogn|organ|real|summar|critic|symbol|modern|character|emphas|author)is(?=e[ds]?\b|ing\b)"
        for match in re.finditer(pattern, site.content):
            yield (Edit(match.end() - 1, match.end(), "z"),)


# -- mark-up -----------------------------------------------------------------------------------------------------------


@style
def emphasis_added(random: Random, site: Site) -> Iterator[Group]:
    sign = random.choice(("*", "**", "_"))
    return _around(random, site, 40, sign, sign)


@style
def emphasis_inside_words(random: Random, site: Site) -> Iterator[Group]:
    for match in site.find(r"(?<= )[a-zà-ÿ]{8,}(?= )"):
        if random.random() < 0.03:
            yield Edit(match.start() + 3, match.start() + 3, "*"), Edit(match.start() + 6, match.start() + 6, "*")


@style
def emphasis_with_underscores(random: Random, site: Site) -> Iterator[Group]:
    for match in EMPHASIS.finditer(site.content):
        before, after = site.content[match.start() - 1 : match.start()], site.content[match.end() : match.end() + 1]
        if not (before.isalnum() or after.isalnum()):
            yield Edit(match.start(), match.start() + 1, "_"), Edit(match.end() - 1, match.end(), "_")


@style
def emphasis_dropped(random: Random, site: Site) -> Iterator[Group]:
    for match in EMPHASIS.finditer(site.content):
        yield Edit(match.start(), match.start() + 1, ""), Edit(match.end() - 1, match.end(), "")


@style
def links_added(random: Random, site: Site) -> Iterator[Group]:
    return _around(random, site, 60, "[", "](https://en.example.org/wiki/x_(y))")


@style
def html_emphasis(random: Random, site: Site) -> Iterator[Group]:
    tag = random.choice(("em", "i", "b", "span", "cite"))
    return _around(random, site, 40, f"<{tag}>", f"</{tag}>")


def _around(random: Random, site: Site, one_in: int, before: str, after: str) -> Iterator[Group]:
    for match in site.find(r"(?<= )[^\W\d_]{4,}(?: [^\W\d_]{3,})?(?= )"):
        if random.randrange(one_in) == 0:
            yield Edit(match.start(), match.start(), before), Edit(match.end(), match.end(), after)


@style
def comments_added(random: Random, site: Site) -> Iterator[Group]:
    for match in site.find(r"(?<=[a-z]) (?=[a-z])"):
        if random.randrange(150) == 0:
            yield (Edit(match.start(), match.start(), " <!-- checked by the second reader -->"),)


@style
def wrapped(random: Random, site: Site) -> Iterator[Group]:
    """Lines broken at 72 characters, with what each kind of block puts before its lines."""
    for kind, (start, end) in site.blocks:
        if kind == "heading":
            continue
        ahead = {"quotation": "\n> ", "note": "\n    ", "paragraph": "\n"}[kind]
        last = start
        for match in re.compile(r" (?![\d#>+*-]|[—–]|\w+[.)] )").finditer(site.content, start, end):
            if match.start() - last > 72:
                yield (Edit(*match.span(), ahead),)
                last = match.start()


# -- conventions of quotation ------------------------------------------------------------------------------------------


def _quoted(site: Site, fewest: int) -> Iterator[list[re.Match[str]]]:
    return (words for words in site.quoted_words if len(words) >= fewest)


def _is_parted(site: Site, end: int) -> bool:
    """Whether a word ends somewhere, rather than goes on with a digit, as in "exim4", or in an address."""
    return site.content[end : end + 1].isspace() or not site.content[end : end + 2].strip(",;:.!?’”»\n ")


def _opens(site: Site, start: int) -> bool:
    """Whether a word is the first of its quotation, directly behind its mark, and not an address or in capitals."""
    mark = site.content[:start][-2:].rstrip(" \u00a0\u202f")[-1:]
    address, capitals = ADDRESS.match(site.content, start), site.content[start + 1 : start + 2].isupper()
    return mark in site.words.quotes and not address and not capitals


@style
def bracketed_first_letter(random: Random, site: Site) -> Iterator[Group]:
    for words in _quoted(site, 5):
        start = words[0].start()
        if _opens(site, start):
            yield (Edit(start, start + 1, f"[{site.content[start].swapcase()}]"),)


@style
def marked_omission(random: Random, site: Site) -> Iterator[Group]:
    for words in _quoted(site, 9):
        start, end = words[3].start(), words[5].end()
        if not _is_parted(site, end) or not site.content[start - 1].isspace():
            continue
        left_out = site.content[start:end]
        limits = rf"\b(?:{site.words.negation}|only|nur|seul|solo|sólo|só|but|except|unless|mas|ma|pero|mais|sondern)\b|[*\[\d]"
        if not re.search(limits, left_out, re.I) and not any(map(is_negation, re.findall(r"\w+", left_out))):
            yield (Edit(start, end, random.choice(("[…]", "[...]", "…", "[. . .]"))),)


@style
def bracketed_insertion(random: Random, site: Site) -> Iterator[Group]:
    for words in _quoted(site, 6):
        if _is_parted(site, words[2].end()):
            yield (Edit(words[2].end(), words[2].end(), site.words.bracketed),)


@style
def sic(random: Random, site: Site) -> Iterator[Group]:
    for words in _quoted(site, 6):
        if _is_parted(site, words[3].end()):
            yield (Edit(words[3].end(), words[3].end(), " [sic]"),)


@style
def first_letter_of_quotation(random: Random, site: Site) -> Iterator[Group]:
    for words in _quoted(site, 5):
        start = words[0].start()
        if _opens(site, start):
            yield (Edit(start, start + 1, site.content[start].swapcase()),)


@style
def stop_inside_the_marks(random: Random, site: Site) -> Iterator[Group]:
    closing = site.words.quotes[1]
    for match in re.finditer(rf"(?<=\w){closing}([,.])", site.content):
        yield (Edit(*match.span(), match[1] + closing),)


# -- the whole file ----------------------------------------------------------------------------------------------------


def _labels(content: str) -> dict[str, int]:
    """Labels by their first call."""
    found: dict[str, int] = {}
    for match in CALL.finditer(content):
        found.setdefault(match[1], len(found) + 1)
    return found


@layout
def notes_renumbered(content: str) -> Iterator[Edit]:
    """By their order, and the references to them with them; notes that are called nowhere come last."""
    numbers = _labels(content)
    for match in re.finditer(r"\[\^([^\]\s]+)\]", content):
        yield Edit(*match.span(1), str(numbers.setdefault(match[1], len(numbers) + 1)))
    for match in REFERENCE.finditer(content):
        if match[1] in numbers:
            yield Edit(*match.span(1), str(numbers[match[1]]))


@layout
def notes_with_names(content: str) -> Iterator[Edit]:
    for match in re.finditer(r"\[\^([^\]\s]+)\]", content):
        yield Edit(*match.span(1), f"note-{match[1]}")


@layout
def endnotes(content: str) -> Iterator[Edit]:
    """A heading, a numbered list, and raised numbers in the text."""
    numbers = _labels(content)
    bodies = list(re.finditer(r"^\[\^([^\]\s]+)\]: ?", content, re.M))
    if [numbers.get(body[1]) for body in bodies] != list(range(1, len(bodies) + 1)):
        return
    for match in CALL.finditer(content):
        yield Edit(*match.span(), f"<sup>{numbers[match[1]]}</sup>")
    for k, body in enumerate(bodies, 1):
        yield Edit(*body.span(), f"## Notes\n\n{k}. " if k == 1 else f"{k}. ")


@layout
def windows_lines(content: str) -> Iterator[Edit]:
    return (Edit(m.start(), m.end(), "\r\n") for m in re.finditer(r"\n", content))


@layout
def front_matter(content: str) -> Iterator[Edit]:
    yield Edit(0, 0, '---\ntitle: "[x] not a text: 1999"\ndate: 2024-05-01\n---\n\n')


@layout
def underlined_headings(content: str) -> Iterator[Edit]:
    for match in re.finditer(r"^(##?) (.+)$", content, re.M):
        yield Edit(*match.span(), f"{match[2]}\n{'=' if len(match[1]) == 1 else '-'}" + "=-"[len(match[1]) - 1] * 8)


HEAVY = (
    ("straight_quotation_marks", "straight_apostrophes", "dashes", "three_stops", "emphasis_added", "wrapped"),
    ("other_quotation_marks", "straight_apostrophes", "spaced_stops", "ordinary_spaces", "wrapped", "links_added"),
    ("no_break_spaces", "decomposed", "hyphen_in_ranges", "html_emphasis", "emphasis_with_underscores"),
    ("straight_quotation_marks", "ligatures", "dashes", "emphasis_dropped", "wrapped", "comments_added"),
)
"""Combinations in which harm has to be seen under heavy restyling."""
