"""Q110 truncated-quotation: a quotation closes with a full stop where the canonical text's sentence goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.qualification import QUALIFYING
from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind
from fidelity.model.quoted import Passage, Quoted
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import shown

_CLOSED = re.compile(r"(?<![.…\s])[.!?]\s*$")
"""A full stop that is no ellipsis."""
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’»«›“)\]]*\s*$")
_GOES_ON = re.compile(r"\s+(?=[\w([])")
_BRACKETED = re.compile(r"\s+(?:\([^()\n]*\)|\[[^\[\]\n]*\])")
"""What stands in brackets behind the quotation, which whoever quotes may leave; what is behind that says whether it goes on."""
_WORDS = "|".join(sorted(map(re.escape, QUALIFYING), key=len, reverse=True))
_QUALIFIED = re.compile(rf"[,;]?\s+[(\[]?(?:{_WORDS})\b", re.IGNORECASE)
_SHOWN_ON = 40
"""Characters of what goes on that are shown."""
_LOOKED_AT = 400
"""Characters of it that are looked at."""


def check(case: Case) -> Iterator[Claim]:
    """Claim a final stop after which a qualification follows, or, of a quotation that is a sentence, any word."""
    for quoted in case.quoted or ():
        if quoted.passages:
            yield from _truncated(case, quoted)


def _truncated(case: Case, quoted: Quoted) -> Iterator[Claim]:
    content, passage = quoted.quotation.content, quoted.passages[-1]
    words = case.edition.string[slice(*content)]
    if quoted.quotation.block or not _CLOSED.search(words):
        return
    text = passage.canonical
    if _CLOSED.search(text.string[slice(*passage.span)]):
        return
    after = _without_calls(text, passage.span.end)
    qualified = _QUALIFIED.match(after)
    sentence = words[:1].isupper() and _begins_sentence(quoted.passages[0])
    bracketed = _BRACKETED.match(after)
    beyond = after[bracketed.end() :] if bracketed is not None else after
    if qualified is None and not (sentence and _GOES_ON.match(beyond)):
        return
    rest = shown(" ".join(after[:_SHOWN_ON].split()))
    stop = Span(content.end - len(words) + len(words.rstrip()) - 1, content.end)
    yield Claim(f"the quotation ends with a full stop, and the canonical text goes on: “{rest}”", stop)


def _begins_sentence(passage: Passage) -> bool:
    before = passage.canonical.string[: passage.span.start]
    return not before.strip() or before.endswith("\n") or _SENTENCE_END.search(before) is not None


def _without_calls(text: Text, offset: int) -> str:
    """What stands in a text from an offset on, to the end of its block, without note calls."""
    end = min(text.block_at(offset).end, offset + _LOOKED_AT)
    parts = []
    for call in text.of_kind(Kind.NOTE_CALL):
        if offset <= call.start < end:
            parts.append(text.string[offset : call.start])
            offset = call.end
    return "".join([*parts, text.string[offset:end]])


RULE = Rule("Q110", "truncated-quotation", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
