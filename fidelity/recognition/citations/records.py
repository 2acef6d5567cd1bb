"""Citations as records of printed strings, from a text or from a plain string of notes or references."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence

from fidelity.model.marks import Kind, Mark
from fidelity.model.parsed_citation import ParsedCitation
from fidelity.model.recognised import Antecedent, Citation, CrossReference, Field
from fidelity.model.source import Source
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.recognition.citations.authors import author_at, listed_names
from fidelity.recognition.citations.even_spaces import EvenlySpaced, evenly_spaced
from fidelity.recognition.citations.evidence import SHELFMARK, TELLING, kind_of
from fidelity.recognition.citations.fields import fields
from fidelity.recognition.citations.in_text import families_of, in_list, in_note, outermost
from fidelity.recognition.citations.patterns import YEAR
from fidelity.recognition.citations.resolution import antecedents
from fidelity.recognition.cross_references import cross_references
from fidelity.recognition.quotations import quotations

_NOTE_NUMBER = re.compile(r"\s*(?P<label>(?!1[4-9]\d\d|20\d\d)\d{1,4})(?:[.)]?\s+)(?=\S)")
_ENTRY_NUMBER = re.compile(
    r"\s*(?:\[(?:\d{1,4}|[^\W\d_](?:[^\W\d_]|[+’'-]){1,9}\d\d[a-z]?)\]|[-•*–]\s)\s*|[A-ZÀ-Þ][^:;.()=\d]{1,60}\s(?:1[4-9]|20)\d\d[a-z]?\s[:=]\s"
)
_INVERTED = re.compile(r"[^\W\d_][^.:;(\d]{0,40}?,\s?(?:[^\W\d_]+[.,:(\s]|[A-Z]\.)")
_STRESSED = re.compile(
    r"(?<![\w*])\*(?=[^\s*])(?P<stars>[^*\n]{2,300}?)(?<=[^\s*])\*(?![\w*])|(?<![\w_])"
    r"_(?=[^\s_])(?P<lines>[^_\n]{2,300}?)(?<=[^\s_])_(?![\w_])"
)
_PEOPLE = frozenset({Field.AUTHOR, Field.EDITOR, Field.TRANSLATOR})
_UNFINISHED = re.compile(r"\s(?:of|from|in|on|by|du|le|au|vom|am|im|del|el|do|em|il|dal|nel)$")
_OF_SENTENCES = frozenset({Field.TITLE, Field.CONTAINER, Field.YEAR})
"""What a sentence with a date in it seems to hold."""
_VERBS = re.compile(r"\b(?:is|was|were|has|had|are|that|which|ist|hat|war|est|sont|es|fue|è|wird|I|we)\b")


def records_of(
    text: Text, citations: Sequence[Citation], links: Sequence[Antecedent], references: Sequence[CrossReference]
) -> tuple[ParsedCitation, ...]:
    """The citations of a text as records, with places in its file."""
    found = []
    for citation, link in zip(citations, links, strict=True):
        body = text.mark_at(citation.span.start, Kind.NOTE_BODY)
        place = text.file_hull(citation.span)
        labels = tuple(r.label for r in references if citation.span.covers(r.span))
        found.append(
            ParsedCitation(
                body.value if body is not None else None,
                *place,
                text.string[slice(*citation.span)],
                citation.kind,
                printed(text.string, citation),
                labels,
                link.full,
            )
        )
    return tuple(found)


def printed(string: str, citation: Citation) -> dict[str, tuple[str, ...]]:
    """The printed strings of each field, one for each person named."""
    found: dict[str, tuple[str, ...]] = {}
    for field, span in citation.fields:
        words = string[slice(*span)]
        values = listed_names(words) if field in _PEOPLE else (words,)
        found[field.value] = (*found.get(field.value, ()), *values)
    return found


def text_of_lines(string: str) -> Text:
    """A string in which each line is a note, numbered or not, or an entry of a list of references, as a text of notes."""
    transcript, file, stressed = _without_stars(string)
    marks = [Mark(Kind.EMPHASIS, *span) for span in stressed]
    at = 0
    for line in transcript.split("\n"):
        number = _NOTE_NUMBER.match(line)
        start = at + (number.end() if number else 0)
        if line.strip():
            marks += [
                Mark(Kind.PARAGRAPH, start, at + len(line)),
                Mark(Kind.NOTE_BODY, start, at + len(line), number["label"] if number else ""),
            ]
        at += len(line) + 1
    source = Source("", "", "string", transcript, file, string)
    return Text.of_source(source, marks)


def _without_stars(string: str) -> tuple[str, array[int], list[Span]]:
    """A string without the marks of emphasis around titles, where each of its characters stood, and what was stressed."""
    plain = string.replace("\r\n", "\n ").replace("\r", "\n")
    parts: list[str] = []
    file: array[int] = array("i")
    stressed: list[Span] = []
    at = 0
    for match in _STRESSED.finditer(plain):
        inner = match.span("stars" if match["stars"] is not None else "lines")
        parts += [plain[at : match.start()], plain[slice(*inner)]]
        file.extend(range(at, match.start()))
        stressed.append(Span(len(file), len(file) + inner[1] - inner[0]))
        file.extend(range(*inner))
        at = match.end()
    parts.append(plain[at:])
    file.extend(range(at, len(plain)))
    return "".join(parts), file, stressed


def citations_of_lines(text: Text) -> Iterator[Citation]:
    """The citations of a text that `text_of_lines` made: of a line that opens as an entry of a list does, its entries."""
    outer = outermost(tuple(quotations(text)))
    string = text.string
    stressed = [mark.span for mark in text.of_kind(Kind.EMPHASIS)]
    for mark in text.of_kind(Kind.NOTE_BODY):
        block = mark.span
        even = evenly_spaced(string, block, outer, stressed)
        if is_entry(even.words, Span(0, len(even.words))):
            yield from in_list(string, block, outer, stressed)
        else:
            yield from list(in_note(string, block, outer, stressed)) or even.placed(_whole(even))


def is_entry(string: str, block: Span) -> bool:
    """Whether a line is an entry of a list of references: it opens with a bracketed number or a family name first."""
    number = _ENTRY_NUMBER.match(string, block.start, block.end)
    if number is not None:
        return True
    author = author_at(string, block.start, block.end, listed=True)
    if author is None or TELLING.match(string, *block) or SHELFMARK.match(string, *block):
        return False
    names = string[slice(*author.span)]
    closed = string[author.span.end : author.end].strip()
    inverted = _INVERTED.match(string, block.start, block.end) is not None and "," in names
    return inverted or closed.startswith(".") or bool(re.search(r"[^\W\d_]{2}\s(?:[A-Z]\.|[A-Z]{1,3}$)", names.split(",")[0]))


def _whole(even: EvenlySpaced) -> Iterator[Citation]:
    """A line taken as one reference, where it has a date and is no sentence."""
    words, line = even.words, Span(0, len(even.words))
    if not re.search(rf"{YEAR}|https?://", words) or len(_VERBS.findall(words)) > 1 or TELLING.match(words):
        return
    found = fields(words, line, even.quoted, (), listed=True)
    if any(field is Field.TITLE and _UNFINISHED.search(words[slice(*span)]) for field, span in found):
        return  # The letter of 14 July
    if len(found) > 1 and (even.quoted or not {field for field, _ in found} <= _OF_SENTENCES):
        yield Citation(line, found, kind_of(words, line, found), families=families_of(words, found))


def parse_lines(string: str) -> tuple[ParsedCitation, ...]:
    """The citations of a string of notes or references, one a line."""
    text = text_of_lines(string)
    found = tuple(citations_of_lines(text))
    references = tuple(cross_references(text))
    return records_of(text, found, antecedents(text, found, references), references)
