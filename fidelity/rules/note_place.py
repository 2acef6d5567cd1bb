"""Where the bodies of notes stand in the file, which the text, with all bodies behind it, does not show."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from fidelity.language.caption_words import CAPTION
from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind
from fidelity.model.span import Span
from fidelity.model.text import Note, Text

_SERIES = 3
"""Bodies that a series has before numbers begin again, and from there on."""
_LONGEST_TAIL = 2
"""Paragraphs between two bodies that may be the end of the first."""

_INCLUSION = late_pattern(
    r"""^[ \t]*(?:
        \{\{\s*\#include\b | \{%-?\s*(?:include|render)\b | \{\{[<%]\s*(?:include|readfile|import|snippet)\b
        | include::(?=\S) | !include\b | -+8<-+ | <!--\s*(?:\#include\s+\w+=|@?include\s*:?\s+(?=\S+\.\w))
        | <<\[ | !\[\[ | \{! | @(?:import|include)\b | [`:]{3,}\s*\{include\} | \.\.\s+include:: | \\(?:input|include)\{
    )(?P<file>[^\n]*)""",
    re.MULTILINE | re.VERBOSE,
)
"""A line that stands for another file: mdBook, Jekyll, Hugo, Quarto, AsciiDoc, MkDocs, Marked, Obsidian, MyST, Sphinx, TeX."""
_SUFFIX = late_pattern(r"""\w\.(?P<suffix>[A-Za-z]\w{0,8})(?=["'\s\[\]()>{}:|\#!%-]|$)""")
_TEXT_SUFFIXES = frozenset("md markdown mdown mkd mdx qmd rmd rst adoc asciidoc txt text tex".split())
"""What the name of a file ends with in which there may be notes and calls; a picture, a page and a program have others."""
_EMBEDDED_NOTES = late_pattern(r"note|anmerkung|fu(?:ß|ss)note|nota\b|notas\b", re.IGNORECASE)
"""What an embedded file without a suffix is called when it holds notes; any other may be a picture."""
_COMMENT = late_pattern(r"<!--.*?(?:-->|\Z)", re.DOTALL)

_FENCE = late_pattern(r"[\s>]*(?:`{3,}|~{3,})\s*\{?[.=]?(?P<word>[\w-]+)")
_SHOWN_AS_WRITTEN = frozenset({"markdown", "md", "mdx", "text", "txt", "plain", "html", "none"})
"""What a fence says of a block whose brackets are shown and call nothing."""

_CAPTION_TAG = late_pattern(r"<(?:fig)?caption\b[^>]*>\s*(?:<[^>]+>\s*)*\Z", re.IGNORECASE)


def includes_other_files(text: Text) -> bool:
    """Whether a Markdown file is put together with others, in which its notes or their calls may stand."""
    content = text.source.content if text.source.engine == "markdown" else None
    found = [match for match in _INCLUSION.finditer(content) if _is_of_text(match)] if content is not None else []
    if not found or content is None:
        return False
    # a comment may itself be the inclusion, and begin with it
    hidden = [(match.start() + 1, match.end()) for match in _COMMENT.finditer(content)]
    code = [block for block in text.of_kind(Kind.CODE) if block.start < block.end]
    hidden += [(file_place(text, block.start), file_place(text, block.end - 1) + 1) for block in code]
    places = [match.end() - len(match[0].lstrip(" \t")) for match in found]
    return any(not any(start <= place < end for start, end in hidden) for place in places)


def _is_of_text(inclusion: re.Match[str]) -> bool:
    suffix = _SUFFIX.search(inclusion["file"])
    if suffix is not None:
        return suffix["suffix"].lower() in _TEXT_SUFFIXES
    return "![[" not in inclusion[0] or _EMBEDDED_NOTES.search(inclusion["file"]) is not None


def called_in_custom_block(text: Text, note: Note) -> bool:
    """Whether a fenced block that a tool sets in its own way, not one of Markdown or plain text, holds the call of a note."""
    call, content = f"[^{note.label}]", text.source.content or ""
    for block in text.of_kind(Kind.CODE) if call in content else ():
        if call in text.string[block.start : block.end]:
            opening = content[: file_place(text, block.start)].rstrip().rpartition("\n")[2]
            word = _FENCE.match(opening)
            if word is not None and word["word"].lower() not in _SHOWN_AS_WRITTEN:
                return True
    return False


def file_place(text: Text, offset: int) -> int:
    """The place in the file of a character of a text, whether copied or supplied there."""
    return text.source.file_place(text.transcript_offset(offset))


def is_inline(text: Text, note: Note) -> bool:
    """Whether a note is written where it is called, as pandoc's `^[…]`, so that its number is no label of the file."""
    return text.source.engine == "markdown" and bool(note.calls) and text.file_span(note.calls[0]) is None


def bodies_in_the_file(text: Text) -> list[Note]:
    """The notes that have a body with words, in the order of their bodies in the file."""
    bodies = [note for note in text.notes if note.body is not None and note.body.length]
    return sorted(bodies, key=lambda note: file_place(text, note.body.start if note.body is not None else 0))


def is_caption(text: Text, block: Span) -> bool:
    """Whether a block is the caption of a table or figure, by how it begins or by the element of HTML that holds it."""
    if CAPTION.match(text.string, block.start, block.end):
        return True
    content = text.source.content or ""
    place = file_place(text, block.start)
    if text.source.engine == "markdown" and content.startswith("![", place - 2):
        return True
    return _CAPTION_TAG.search(content[max(place - 300, 0) : place]) is not None


def restarts(text: Text) -> Iterator[tuple[Note, Note, int]]:
    """(last note before, first note of the second series, labels doubled) where a whole series of labels comes again."""
    seen: set[str] = set()
    before: list[Note] = []
    bodies = [note for note in bodies_in_the_file(text) if note.label.isascii() and note.label.isdecimal()]
    at = 0
    while at < len(bodies):
        note = bodies[at]
        doubled = at
        while doubled < len(bodies) and bodies[doubled].value in seen and _goes_on(bodies, at, doubled):
            doubled += 1
        if doubled - at >= _SERIES and len(before) >= _SERIES:
            yield before[-1], note, doubled - at
            before, at = bodies[at:doubled], doubled
            continue
        seen.add(note.value)
        before.append(note)
        at += 1


def _goes_on(bodies: list[Note], first: int, at: int) -> bool:
    return at == first or int(bodies[at].label) == int(bodies[at - 1].label) + 1


def in_second_series(text: Text) -> frozenset[str]:
    """The values of the notes whose second body is part of a whole series that comes again."""
    values: set[str] = set()
    for _, first, count in restarts(text):
        bodies = [note for note in bodies_in_the_file(text) if note.label.isascii() and note.label.isdecimal()]
        at = next(i for i, note in enumerate(bodies) if note is first)
        values.update(note.value for note in bodies[at : at + count])
    return frozenset(values)


def without_colon(text: Text) -> Iterator[tuple[Note, Span]]:
    """Notes without a body, each with the call that begins a paragraph behind all others and was meant to begin its body."""
    lost = {call.start: note for note in text.notes if note.body is None and len(note.calls) > 1 for call in note.calls[1:]}
    if not lost:
        return
    found: list[tuple[Note, Span]] = []
    seen: set[str] = set()
    for block in reversed([block for block in text.blocks if block.end <= text.running_end and block.length]):
        note = lost.get(block.start)
        if note is None or text.mark_at(block.start, Kind.PARAGRAPH) is None:
            break
        call = next(one for one in note.calls if one.start == block.start)
        if note.value in seen or text.string[call.end : call.end + 1] != " " or call == note.calls[0]:
            break
        seen.add(note.value)
        found.append((note, call))
    yield from reversed(found)


def paragraphs_between_bodies(text: Text) -> Iterator[tuple[Note, Span]]:
    """Paragraphs of the running text that the file has between two bodies, where bodies follow one another as a rule."""
    bodies = bodies_in_the_file(text)
    if len(bodies) < 4 or text.source.content is None:
        return
    blocks = sorted((file_place(text, b.start), b) for b in text.blocks if b.end <= text.running_end and b.length)
    places = [place for place, _ in blocks]
    gaps: list[tuple[Note, list[Span]]] = []
    for one, two in pairwise(bodies):
        assert one.body is not None
        assert two.body is not None
        first, last = file_place(text, one.body.start), file_place(text, two.body.start)
        between = [block for _, block in blocks[bisect_right(places, first) : bisect_left(places, last)]]
        if between:
            gaps.append((one, between))
    if not gaps or 5 * len(gaps) > len(bodies):
        return
    for note, between in gaps:
        plain = all(text.mark_at(block.start, Kind.PARAGRAPH) is not None for block in between)
        calls = any(block.start <= call.start < block.end for block in between for call in text.of_kind(Kind.NOTE_CALL))
        if plain and not calls and len(between) <= _LONGEST_TAIL:
            yield note, between[0]
