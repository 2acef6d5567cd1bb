"""What has to be in a case before a rule can have anything to say: rules that lack it are neither asked nor loaded."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Flag, auto

from fidelity.model.collation import VariantKind
from fidelity.model.declarations import Relation
from fidelity.model.marks import Kind
from fidelity.model.rule import Case
from fidelity.model.text import Text

_RANGE = re.compile(r"\d\s?[-‐‑–—]\s?\d")
_SHORT_NUMERAL = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_IDENTIFIERS = ("ISBN", "ISSN", "ORCID", "orcid", "doi", "DOI")
_FEW_LINES = 300
"""Characters."""
_QUOTATION_MARK = re.compile("[\"“”„‟«»‹›'‘’‚‛`]")
_UNUSUAL = re.compile("[^\t\n -~]")
_LONE_LETTER = re.compile(r"\n[^\w\n]*[^\W\d_](?:\s|\Z)")
_HYPHEN = re.compile("[-\u2010\u00ad] (?<=\\w..)\\w")


class Evidence(Flag):
    """Kinds of evidence. A rule names what it cannot do without: too few cost time, one too many loses findings."""

    COMPARED = auto()
    """There is a canonical text, or a passage that was quoted."""
    SUBSTANTIVE = auto()
    """The wording differs somewhere."""
    ACCIDENTAL = auto()
    """The form differs somewhere."""
    MOVED = auto()
    """A passage stands elsewhere."""
    QUOTED = auto()
    """Quotations were looked up in canonical texts."""
    NOTES = auto()
    """One of the texts has notes or calls."""
    UNCALLED = auto()
    """The edition has a note that nothing calls."""
    CITED = auto()
    """One of the texts cites something, or refers to a note."""
    QUOTATIONS = auto()
    """One of the texts has a quotation or the mark of one."""
    EMPHASIS = auto()
    """One of the texts has emphasised words."""
    HEADINGS = auto()
    """One of the texts has a heading."""
    RANGES = auto()
    """The edition has digits joined by a dash or hyphen."""
    DATES = auto()
    """The edition has a numeral of one or two digits, or cites something."""
    IDENTIFIERS = auto()
    """The edition has a word that introduces an ISBN, ISSN, ORCID or DOI."""
    LONG = auto()
    """The canonical text is longer than a few lines, or the edition is to be its translation."""
    CARETS = auto()
    """The edition has a caret in its words, or a note call with a space in its file."""
    HYPHENS = auto()
    """The edition has a hyphen before a space."""
    LONE_LETTERS = auto()
    """A line or block of the edition begins with a letter that stands alone, or its letters have sizes."""
    UNUSUAL = auto()
    """One of the texts has a character beyond ASCII, or one that is not printed."""
    UNSETTLED = auto()
    """The text has printed lines instead of blocks."""


def evidence_in(case: Case) -> Callable[[Evidence], bool]:
    """Tells whether a case has all of some evidence; each kind is looked for when it is first asked for."""
    known: dict[int, bool] = {}

    def are_there(wanted: Evidence) -> bool:
        # by number, since flags are slow to hash and to take apart, and each of a hundred rules asks
        asked = wanted.value
        if asked not in known:
            if wanted in _FOUND:
                known[asked] = _FOUND[wanted](case)
            else:
                known[asked] = all(map(are_there, wanted))
        return known[asked]

    return are_there


def _any_text(test: Callable[[Text], bool]) -> Callable[[Case], bool]:
    return lambda case: test(case.edition) or (case.canonical is not None and test(case.canonical))


def _is_cited(case: Case) -> bool:
    return any(
        marks.citations or marks.author_dates or marks.numeric_citations or marks.cross_references
        for marks in (case.edition_marks, case.canonical_marks)
    )


def _is_quoting(case: Case) -> bool:
    if case.edition_marks.quotations or case.canonical_marks.quotations:
        return True
    return _any_text(lambda text: _QUOTATION_MARK.search(text.string) is not None)(case)


def _is_uncalled(case: Case) -> bool:
    called = {mark.value for mark in case.edition.of_kind(Kind.NOTE_CALL)}
    return any(mark.value not in called for mark in case.edition.of_kind(Kind.NOTE_BODY))


def _has_moved(case: Case) -> bool:
    collation = case.collation
    return collation is not None and any(one.kind is VariantKind.TRANSPOSITION for one in collation.substantive)


_FOUND: dict[Evidence, Callable[[Case], bool]] = {
    Evidence.COMPARED: lambda case: case.canonical is not None or case.quoted is not None,
    Evidence.SUBSTANTIVE: lambda case: case.collation is not None and bool(case.collation.substantive),
    Evidence.ACCIDENTAL: lambda case: (
        case.collation is not None and len(case.collation.variants) > len(case.collation.substantive)
    ),
    Evidence.MOVED: _has_moved,
    Evidence.QUOTED: lambda case: case.relation is Relation.QUOTING and case.quoted is not None,
    Evidence.NOTES: _any_text(lambda text: bool(text.of_kind(Kind.NOTE_CALL) or text.of_kind(Kind.NOTE_BODY))),
    Evidence.UNCALLED: _is_uncalled,
    Evidence.CITED: _is_cited,
    Evidence.QUOTATIONS: _is_quoting,
    Evidence.EMPHASIS: _any_text(lambda text: bool(text.of_kind(Kind.EMPHASIS) or text.of_kind(Kind.STRONG))),
    Evidence.HEADINGS: _any_text(lambda text: bool(text.of_kind(Kind.HEADING))),
    Evidence.RANGES: lambda case: _RANGE.search(case.edition.string) is not None,
    Evidence.DATES: lambda case: _is_cited(case) or _SHORT_NUMERAL.search(case.edition.string) is not None,
    Evidence.IDENTIFIERS: lambda case: any(word in case.edition.string for word in _IDENTIFIERS),
    Evidence.LONG: lambda case: (
        case.canonical is not None and (case.relation is Relation.TRANSLATION or len(case.canonical.string) > _FEW_LINES)
    ),
    Evidence.CARETS: lambda case: "^" in case.edition.string or "[^ " in (case.edition.source.content or ""),
    Evidence.HYPHENS: lambda case: _HYPHEN.search(case.edition.string) is not None,
    Evidence.LONE_LETTERS: lambda case: (
        case.edition.source.glyphs is not None or _LONE_LETTER.search(f"\n{case.edition.string}") is not None
    ),
    Evidence.UNUSUAL: _any_text(lambda text: not text.string.isascii() or _UNUSUAL.search(text.string) is not None),
    Evidence.UNSETTLED: lambda case: not case.edition.settled,
}
