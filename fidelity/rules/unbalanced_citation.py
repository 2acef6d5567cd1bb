"""C127 unbalanced-citation: a bracket, a straight quotation mark or a mark of emphasis in a citation that has no counterpart"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.difference import variants_at

_PAIRS = {"(": ")", "[": "]"}


def check(case: Case) -> Iterator[Claim]:
    """Claim the brackets without counterpart in blocks of notes and entries of lists that hold a citation."""
    string = case.edition.string
    done: set[int] = set()
    exact = [span for one in case.edition_marks.citations for field, span in one.fields if field in _EXACT]
    for citation in case.edition_marks.citations:
        block = case.edition.block_at(citation.span.start)
        if block.start in done:
            continue
        done.add(block.start)
        addresses = [span for span in exact if block.covers(span)]
        star = _lone_star(string, block, addresses)
        if star is not None:
            what = f"a mark of emphasis is opened and not closed: {_around(string, star.start, block)}"
            yield Claim(what, star, variants=variants_at(case, star))
        quote = _lone_quote(string, block)
        if quote is not None:
            what = f"a quotation mark is opened and not closed: {_around(string, quote.start, block)}"
            yield Claim(what, quote, variants=variants_at(case, quote))
        if string.count("(", *block) == string.count(")", *block) and string.count("[", *block) == string.count("]", *block):
            continue
        for at in _unbalanced(string, block, addresses):
            if not citation.span.start - 1 <= at <= max(citation.span.end, block.end):
                continue
            span = Span(at, at + 1)
            what = "opened and not closed" if string[at] in _PAIRS else "closed and was not opened"
            yield Claim(f"a bracket is {what}: {_around(string, at, block)}", span, variants=variants_at(case, span))


_STAR = re.compile(r"(?<![\w*_])[*_](?=[“\"‘„«]?[^\W\d_a-zß-ÿ])|(?<=[\w.!?”\"’»])[*_](?![\w*_])")
"""A star or line before a capital, or right behind a word: a star before a small letter may be of linguists."""


def _lone_star(string: str, block: Span, addresses: list[Span]) -> Span | None:
    """The one mark of emphasis that is printed as it is, since it has no counterpart."""
    places = [Span(*match.span()) for match in _STAR.finditer(string, *block)]
    places = [place for place in places if not any(address.covers(place) for address in addresses)]
    return places[0] if len(places) == 1 and string.count(string[places[0].start], *block) == 1 else None


_CLOSING = re.compile(r"(?<=[^\s(\[„“])[“”](?!\w)")
"""What closes a quotation that a straight mark opens, where only the mark below the line was typed as one: "Der Fluss“."""
_OPENING = re.compile(r"(?<![^\s(\[,])\"(?=[^\W\d_])")


def _lone_quote(string: str, block: Span) -> Span | None:
    """The one straight quotation mark of a block, where it opens a title that nothing closes; curly ones are told by Q130."""
    opening = _OPENING.search(string, *block)
    if opening is None or string.count('"', *block) > 1:
        return None
    closing = _CLOSING.search(string, opening.end(), block.end)
    closed = closing is not None and not any(mark in string[opening.end() : closing.start()] for mark in "„“”")
    return None if closed else Span(*opening.span())


_EXACT = frozenset({Field.URL, Field.DOI})


def _unbalanced(string: str, block: Span, addresses: list[Span]) -> list[int]:
    """The places of brackets that have no counterpart; "1)" and "a)" at the start of an item are no brackets."""
    opened: list[int] = []
    alone: list[int] = []
    for at in range(*block):
        mark = string[at]
        if mark not in "()[]" or any(span.start <= at <= span.end for span in addresses):
            continue
        if mark in _PAIRS:
            opened.append(at)
        elif opened and _PAIRS[string[opened[-1]]] == mark:
            opened.pop()
        elif not re.search(r"(?:^|[\s(])(?:\d{1,2}|[a-z]|[ivx]{1,4})$", string[max(at - 5, block.start) : at]):
            alone.append(at)
    return sorted(alone + opened)


def _around(string: str, at: int, block: Span) -> str:
    return " ".join(string[max(at - 16, block.start) : min(at + 17, block.end)].split()).rstrip(".")


RULE = Rule("C127", "unbalanced-citation", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
