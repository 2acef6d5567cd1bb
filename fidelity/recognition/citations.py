"""Citations in note bodies and in lists of references: where each begins and ends.

A note is cut at semicolons and sentence ends; a piece is a citation if it shows enough of what citations are made of. A comment
("Chávez quoted Mészáros’s claim that …") shows none of it, and is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from fidelity.language.abbreviations import ends_no_sentence
from fidelity.language.citation_words import CONSULTED, EDITOR, PAGES, SAME_AUTHOR, SAME_WORK, SIGNALS, TRANSLATOR, VOLUME
from fidelity.model.marks import Kind
from fidelity.model.recognised import Citation, Quotation
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.recognition.citation_fields import ADDRESS, IMPRINT, YEAR, author_at, fields
from fidelity.recognition.prose import prose

ENOUGH = 2.0
"""Evidence from which on a piece is a citation; see `_evidence`."""

LIST_HEADINGS = frozenset(
    "bibliography references works cited literature literatur literaturverzeichnis quellen bibliographie bibliografía "
    "bibliografia referencias referências sources".split()
) | {"works cited", "reference list", "select bibliography", "œuvres citées", "opere citate", "obras citadas"}
"""Headings over lists of references, case-folded."""


def _start_of(words: Sequence[str]) -> re.Pattern[str]:
    alternatives = "|".join(
        re.escape(word) + (r"\b" if word[-1].isalnum() else "") for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{alternatives})\s*", re.IGNORECASE)


_SIGNAL = _start_of(SIGNALS)
_INNER_SIGNAL = re.compile(
    r"(?<!\w)(?:see(?:\salso|,?\sfor\sexample,|,?\se\.g\.,?)?|cf\.|vgl\.|siehe|voir|véase|quoted in|cited in|from|in:)"
    r"\s(?=[A-ZÀ-Þ])"
)
_SAME = _start_of([*SAME_WORK, *SAME_AUTHOR])
_SAME_ANYWHERE = re.compile(
    r"(?<!\w)(?:id\.|ibid\.|op\.\s?cit\.|loc\.\s?cit\.|a\.\s?a\.\s?O\.|ob\.\s?cit\.|art\.\s?cit\.|supra)", re.IGNORECASE
)
_BORDERS = re.compile(r"[()\[\];.]")
"""What may end a piece of a note, or keeps it from ending."""
_PAGES = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, PAGES)) + r")\s?\d")
_VOLUME = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, VOLUME)) + r")\s?(?:\d|[IVXLC]+\b)")
_ROLE = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, [*EDITOR, *TRANSLATOR])) + r")(?=\s|\))")
_ADDRESS = re.compile(ADDRESS)
_CONSULTED = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, CONSULTED)) + r")(?!\w)", re.IGNORECASE)
_YEAR = re.compile(rf",\s[^,;]{{0,24}}?\b{YEAR}(?=[,.;)]|$)")
_ORDINAL = re.compile(
    r"\b\d{1,2}\.\s(?:Aufl|Auflage|Bd|Band|Jg|Januar|Februar|März|April|Mai|"
    r"Juni|Juli|August|September|Oktober|November|Dezember)"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|argues?|argued|quoted|claims?|claimed|writes|wrote|says?|said|notes|noted|suggests?|"
    r"shows?|ist|sind|war|waren|hat|haben|wird|schreibt|est|sont|était|es|son|era|è|sono|discuss(?:es|ed)?|"
    r"that|which|who|this|these)\b"
)


def citations(text: Text, quoted: Sequence[Quotation]) -> Iterator[Citation]:
    """All citations in note bodies and under headings such as "Bibliography", in order of place."""
    string = prose(text)
    contents = [one.content for one in quoted if one.closed and not one.block]
    outer = [c for k, c in enumerate(contents) if k == 0 or not any(p.covers(c) for p in contents[max(k - 6, 0) : k])]
    stressed = [mark.span for mark in text.of_kind(Kind.EMPHASIS)]
    listed = list(_listed(text))
    for block in listed:
        span = _trimmed(string, *block)
        if re.search(YEAR, string[slice(*span)]) or author_at(string, *span, inverted=True):
            yield Citation(span, fields(string, span, _inside(outer, span), _inside(stressed, span), listed=True))
    if not text.of_kind(Kind.NOTE_BODY):
        return
    for block in text.blocks:
        for piece in _pieces(string, block, outer) if block.start > text.running_end else ():
            cited = _citation(string, piece, outer, stressed)
            if cited is not None:
                yield Citation(cited, fields(string, cited, _inside(outer, cited), _inside(stressed, cited)))


def _listed(text: Text) -> Iterator[Span]:
    """The blocks under a heading that announces references, up to the next heading or the notes."""
    headings = {mark.start: mark for mark in text.of_kind(Kind.HEADING)}
    under = False
    for block in text.blocks:
        if block.start > text.running_end:
            return
        if block.start in headings:
            under = text.string[slice(*block)].strip(" :.").casefold() in LIST_HEADINGS
        elif under and block.length:
            yield block


def _inside(spans: Sequence[Span], outer: Span) -> list[Span]:
    """The spans, of some in order of place, that a wider one covers."""
    first = bisect_left(spans, outer.start, key=_start)
    return [span for span in spans[first : bisect_right(spans, outer.end, key=_start)] if span.end <= outer.end]


def _start(span: Span) -> int:
    return span.start


def _trimmed(string: str, start: int, end: int) -> Span:
    while start < end and (string[start].isspace() or string[start] in ",;↩︎\ue000"):
        start += 1
    while end > start and (string[end - 1].isspace() or string[end - 1] == "\ue000"):
        end -= 1
    return Span(start, end)


def _pieces(string: str, block: Span, quoted: Sequence[Span]) -> Iterator[Span]:
    """A block of a note cut at semicolons and sentence ends that stand outside brackets and quotation marks."""
    start, depth = block.start, 0
    shielded = _inside(quoted, block)
    next_shield = 0
    at = block.start
    while at < block.end:
        while next_shield < len(shielded) and shielded[next_shield].end < at:
            next_shield += 1
        shield = shielded[next_shield] if next_shield < len(shielded) and shielded[next_shield].length else None
        if shield is not None and shield.start <= at < shield.end:
            at = shield.end
            if string[at - 1] == "." and _new_sentence(string, at + 1, block.end):
                yield _trimmed(string, start, at + 1)
                start = at + 1
            continue
        found = _BORDERS.search(string, at, block.end)
        if shield is not None and shield.start > at and (found is None or found.start() > shield.start):
            at = shield.start
            continue
        if found is None:
            break
        at = found.start()
        mark = found[0]
        depth = max(depth + (mark in "([") - (mark in ")]"), 0)
        if depth == 0 and (mark == ";" or (mark == "." and _ends_sentence(string, at, block))):
            piece = _trimmed(string, start, at + (mark == "."))
            if piece.length:
                yield piece
            start = at + 1
        at += 1
    piece = _trimmed(string, start, block.end)
    if piece.length:
        yield piece


def _new_sentence(string: str, at: int, end: int) -> bool:
    rest = string[at : min(at + 4, end)]
    stripped = rest.lstrip()
    return len(stripped) < len(rest) and bool(stripped) and (stripped[0].isupper() or stripped[0] in '“„«"[')


def _ends_sentence(string: str, at: int, block: Span) -> bool:
    if not _new_sentence(string, at + 1, block.end):
        return False
    begin = at
    while begin > block.start and (string[begin - 1].isalnum() or string[begin - 1] == "."):
        begin -= 1
    return not ends_no_sentence(string[begin:at]) and _ORDINAL.match(string, begin) is None


def _citation(string: str, piece: Span, quoted: Sequence[Span], stressed: Sequence[Span]) -> Span | None:
    """The citation in a piece, without the words that lead to it; None where there is none."""
    start, end = piece
    while (signal := _SIGNAL.match(string, start, end)) is not None and not _SAME.match(string, start, end):
        if signal.end() == start or (
            signal.end() < end and string[signal.end()].islower() and not _SIGNAL.match(string, signal.end(), end)
        ):
            break
        start = signal.end()
    if author_at(string, start, end) is None and not _SAME.match(string, start, end):
        held = _inside(quoted, Span(start, end))
        for inner in _INNER_SIGNAL.finditer(string, start, end):
            # after a title in quotation marks, "in:" leads to the journal and not to another citation
            reach = end if inner[0].startswith("in:") else 1
            inside = any(span.start <= inner.start() < max(span.end, reach) for span in held)
            if not inside and author_at(string, inner.end(), end):
                start = inner.end()
                break
    return Span(start, end) if start < end and _evidence(string, Span(start, end), quoted, stressed) >= ENOUGH else None


def _evidence(string: str, span: Span, quoted: Sequence[Span], stressed: Sequence[Span]) -> float:
    """How much a piece looks like a citation. Two kinds of evidence make it one, or an imprint, or "ibid."."""
    start, end = span
    if _SAME.match(string, start, end):
        return ENOUGH
    quotations, stress = _inside(quoted, span), _inside(stressed, span)
    outside = string[start:end]
    for q in quotations:
        outside = outside[: q.start - start] + " " * q.length + outside[q.end - start :]
    author = author_at(string, start, end)
    imprint = IMPRINT.search(outside)
    total = 0.0
    if imprint is not None:
        total += 2.0 if imprint["place"] else 1.0
    total += 1.0 * bool(_YEAR.search(outside)) + 1.0 * bool(_PAGES.search(outside)) + 0.5 * bool(_VOLUME.search(outside))
    total += (
        1.0 * bool(_ROLE.search(outside))
        + (2.0 if _CONSULTED.search(outside) else 1.0) * bool(_ADDRESS.search(outside))
        + 1.5 * bool(_SAME_ANYWHERE.search(outside))
    )
    if author is not None:
        total += 1.0
        opens_title = author.end() < end and (
            any(q.start - 1 == author.end() for q in quotations) or any(s.start == author.end() for s in stress)
        )
        total += 0.5 * opens_title
        if _short_form(string, author.end(), end, quotations):
            total += 1.0
    elif (quotations and quotations[0].start - 1 == start) or (stress and stress[0].start == start):
        total += 0.5
    return total - 0.75 * len(_VERB.findall(outside))


def _short_form(string: str, start: int, end: int, quoted: Sequence[Span]) -> bool:
    """Whether what follows the author is a title and nothing else but a pin: "Commune or Nothing!", "“Strike at the Helm.”"."""
    rest = string[start:end]
    if quoted and quoted[0].start - 1 == start:
        after = string[quoted[0].end + 1 : end].strip(" .,")
        pinned = re.fullmatch(r"(?:(?:pp?\.|S\.)?\s?\d[\d–, ff.-]*)?", after)
        return pinned is not None and quoted[0].length <= 160
    words: list[str] = re.findall(r"[^\W\d_][\w’'-]*", rest)
    if not 1 <= len(words) <= 10 or not rest[:1].isupper() or rest.rstrip(".").endswith("?") or rest.count(",") > 1:
        return False
    long_and_small = sum(word[0].islower() and len(word) > 3 for word in words)
    return long_and_small * 3 <= len(words)
