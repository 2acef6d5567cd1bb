"""What the rules for lost, added and moved marks share: words in a block quotation of one text, unquoted in the other."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from fidelity.model.declarations import Relation
from fidelity.model.marks import Kind
from fidelity.model.recognised import Quotation
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import differences, reading
from fidelity.rules.quotation_change import marks_alone

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»«›“)\]]*\s*\Z")
_FEWEST = 4
"""Words of a passage that is spoken of: of fewer it is not sure that they are more than a name or a heading."""
_ATTRIBUTION = 12
"""Words that a line after a quotation has at most where it says who is quoted; it may stand in the quotation or after it."""


@dataclass(frozen=True, slots=True)
class BlockChange:
    """Words that are quoted by a block quotation in one text and stand unquoted in the other."""

    canonical: Span
    edition: Span
    whole: bool
    """Whether nothing of the block quotation is quoted in the other text."""


def lost_from_blocks(case: Case) -> Iterator[BlockChange]:
    """What block quotations of the canonical text hold and the edition does not quote."""
    if case.collation is None or case.canonical is None or not _comparable(case):
        return
    if case.canonical.of_kind(Kind.QUOTATION) and not _told_by_layout(case.canonical) and _can_say(case.edition):
        quoted = _quoted(case.edition, case.edition_marks.quotations)
        one, other = case.canonical, case.edition
        for here, there, whole in _unquoted(one, case.canonical_marks.quotations, other, quoted, case.collation.to_edition):
            yield BlockChange(here, there, whole)


def gained_by_blocks(case: Case) -> Iterator[BlockChange]:
    """What block quotations of the edition hold and the canonical text does not quote."""
    if case.collation is None or case.canonical is None or not _comparable(case):
        return
    if case.edition.of_kind(Kind.QUOTATION) and not _told_by_layout(case.edition) and _can_say(case.canonical):
        quoted = _quoted(case.canonical, case.canonical_marks.quotations)
        one, other = case.edition, case.canonical
        for here, there, whole in _unquoted(one, case.edition_marks.quotations, other, quoted, case.collation.to_canonical):
            yield BlockChange(there, here, whole)


def _comparable(case: Case) -> bool:
    return case.relation in (Relation.EDITION, Relation.EXCERPT)


def _told_by_layout(text: Text) -> bool:
    """Whether the block quotations of a text, if it has any, were told from geometry or white space."""
    return text.source.boxes is not None or text.source.glyphs is not None or text.source.engine == "plain text"


def _can_say(text: Text) -> bool:
    """Whether a block quotation would be seen in a text: not where layout alone told it, or styles may say it otherwise."""
    if _told_by_layout(text) or text.source.printing is not None:
        return False
    return text.source.engine == "markdown" or bool(text.of_kind(Kind.QUOTATION))


def marks_for_blocks(case: Case) -> frozenset[int]:
    """The variants that are marks around what is a block quotation in the other text: either way of quoting may stand."""
    collation = case.collation
    if collation is None or case.canonical is None:
        return frozenset()
    found: set[int] = set()
    sides = (
        (case.canonical, case.canonical_marks.quotations, case.edition, collation.to_edition, True),
        (case.edition, case.edition_marks.quotations, case.canonical, collation.to_canonical, False),
    )
    bare = [one for one in differences(case) if marks_alone(one) and not one.moved and not (one.lost and one.gained)]
    for text, quotations, other, project, lost in sides:
        marks = {token.span.start: one.variants for one in bare for token in (one.lost if lost else one.gained)}
        if not marks or not other.of_kind(Kind.QUOTATION):
            continue
        for quotation in quotations:
            if not quotation.block and quotation.closed and _is_block(text, quotation.content, other, project):
                for at in (quotation.span.start, quotation.span.end - 1):
                    found |= marks.get(at, frozenset())
    return frozenset(found)


def _is_block(text: Text, content: Span, other: Text, project: Callable[[int], int | None]) -> bool:
    """Whether the words of a quotation are all the words of one paragraph of a block quotation in the other text."""
    words = [match.span() for match in _WORD.finditer(text.string, *content)]
    if not words:
        return False
    first, last = project(words[0][0]), project(words[-1][1] - 1)
    if first is None or last is None or last < first or other.mark_at(first, Kind.QUOTATION) is None:
        return False
    block = other.block_at(first)
    outside = other.string[block.start : first] + _without_calls(other, Span(last + 1, block.end))
    return last < block.end and not any(map(str.isalnum, outside))


def _without_calls(text: Text, span: Span) -> str:
    return reading(text, span) if span.length > 0 else ""


def _quoted(text: Text, quotations: Sequence[Quotation]) -> list[Span]:
    """The stretches that are quoted, or set apart as quotations may be (verse, a paragraph in italics), none overlapping."""
    spans = [one.span if one.closed else Span(one.span.start, text.block_at(one.span.start).end) for one in quotations]
    spans.extend(mark.span for mark in text.of_kind(Kind.VERSE, Kind.CODE))
    emphasised = (mark.span for mark in text.of_kind(Kind.EMPHASIS))
    spans.extend(span for span in emphasised if span.length * 10 >= text.block_at(span.start).length * 9)
    return _joined(spans)


def _joined(spans: list[Span]) -> list[Span]:
    """The same stretches in order, those that overlap or touch made one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _holds(spans: list[Span], offset: int) -> bool:
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return at >= 0 and offset < spans[at].end


def _unquoted(
    text: Text, quotations: Sequence[Quotation], other: Text, quoted: list[Span], project: Callable[[int], int | None]
) -> Iterator[tuple[Span, Span, bool]]:
    """(place, place in the other text, whether it is the whole quotation) of what only a block quotation of `text` quotes.

    Words that marks inside the block quotation quote too are left to the rules of marks.
    """
    marked = _joined([one.span for one in quotations if not one.block and one.closed])
    calls = [mark.span for mark in text.of_kind(Kind.NOTE_CALL)]
    end = 0
    for quotation in quotations:
        if not quotation.block or quotation.span.start < end:
            continue  # one inside another
        end = quotation.span.end
        words: list[tuple[Span, Span, bool]] = []
        for match in _WORD.finditer(text.string, *quotation.span):
            if _holds(marked, match.start()) or _holds(calls, match.start()):
                continue
            at = project(match.start())
            if at is not None and other.string.startswith(match[0], at):
                words.append((Span(*match.span()), Span(at, at + len(match[0])), _holds(quoted, at)))
        whole = not any(is_quoted for _, _, is_quoted in words)
        for is_quoted, group in groupby(words, key=lambda word: word[2]):
            run = list(group)
            here = Span(run[0][0].start, run[-1][0].end)
            there = Span(run[0][1].start, max(run[-1][1].end, run[0][1].start))
            if is_quoted or len(run) < _FEWEST or there.length <= 0:
                continue
            if whole or _is_sentence(text.string, quotation.span, here, len(run)):
                yield here, there, whole


def _is_sentence(string: str, quotation: Span, run: Span, words: int) -> bool:
    """Whether a run is one or several sentences of a block quotation, and no line that says who is quoted."""
    before, after = string[quotation.start : run.start], string[run.end : min(run.end + 4, quotation.end)]
    opening = before.rstrip(" \"'“”„‘’«»\u2028")
    if opening and not _SENTENCE_END.search(before.rstrip("\n ")):
        return False
    if opening[-1:] in set("—–-([") or not re.match(r"[.!?…:]", after):
        return False
    return not (opening.endswith("\n") and words <= _ATTRIBUTION and not string[run.end : quotation.end].strip(" .!?…\n"))
