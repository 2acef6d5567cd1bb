"""A variant as a person sees it: which words changed, exactly where, and in what way."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

from fidelity.language.negation import is_expletive
from fidelity.model.changes import Edit
from fidelity.model.collation import Collation, Variant, VariantKind
from fidelity.model.derived import derived
from fidelity.model.finding import Claim, Severity
from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.model.text import Text, View

_LETTER = r"[^\W\d_][\u0300-\u036f\u0483-\u0487\u05b0-\u05bd\u064b-\u0652]*"
_TOKEN = re.compile(rf"\d+(?:[.,:/]\d+)*(?:{_LETTER}|\d)*|(?:{_LETTER}|\d)+(?:[’'](?:{_LETTER}|\d)+)*|\S")
_NUMERO = frozenset({"no", "No"})
_ABBREVIATED = late_pattern(r"\.\s?\d")
"""What follows "no" where it is an abbreviation of "number" and denies nothing."""
_NE = frozenset({"ne", "n'"})
_AROUND = 80
"""Characters on each side of "ne" by which it is told whether it denies."""
_QUOTES = frozenset("\"“”„‟«»‹›'‘’‚‛")
_DASHES = frozenset("-‐‑‒–—―")
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_SHOWN = 60
"""Characters of a reading that a message shows."""


class Token(NamedTuple):
    """A word, a numeral or one punctuation mark, in text offsets. `form` is the same for every way of writing it."""

    string: str
    form: str
    span: Span

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a numeral."""
        return self.form.isalnum() or any(map(str.isalnum, self.form))

    @property
    def is_quotation_mark(self) -> bool:
        """Whether it is a quotation mark of any nation."""
        return self.form == '"'


@dataclass(frozen=True)
class Difference:
    """What a substantive variant of the wording comes to: its changed tokens on both sides, equal ones trimmed away.

    Spans are in text offsets; for a transposition they are where the passage stood and where it stands.
    """

    variants: frozenset[int]
    kind: VariantKind
    note: int | None
    canonical: Span
    edition: Span
    lost: tuple[Token, ...]
    gained: tuple[Token, ...]
    before: str
    after: str
    parts: tuple[Difference, ...] = ()
    """Of one change in several places, each of them; its spans are their hull, and its tokens all of theirs."""
    other_form: bool = False
    """Whether both readings are the same dates in another form."""

    @cached_property
    def clauses(self) -> dict[tuple[object, object], str | None]:
        """What was already said of it, by what was asked: most rules ask the same of every difference."""
        return {}

    @cached_property
    def lost_words(self) -> tuple[Token, ...]:
        """The changed words and numerals of the canonical text."""
        return tuple(token for token in self.lost if token.is_word)

    @cached_property
    def gained_words(self) -> tuple[Token, ...]:
        """The changed words and numerals of the edition."""
        return tuple(token for token in self.gained if token.is_word)

    @property
    def moved(self) -> bool:
        """Whether the passage stands elsewhere, itself unchanged."""
        return self.kind is VariantKind.TRANSPOSITION

    @cached_property
    def size(self) -> int:
        """How many words changed, on the longer side."""
        return max(len(self.lost_words), len(self.gained_words))


def reading(text: Text, span: Span) -> str:
    """What a witness has at a place, without note calls, any run of white space one space."""
    parts, at = [], span.start
    for call in _calls(text, span):
        parts.append(text.string[at : max(call.start, at)])
        at = call.end
    parts.append(text.string[at : span.end])
    return " ".join("".join(parts).split())


def has_calls(text: Text, span: Span) -> bool:
    """Whether a note is called within a place."""
    return bool(_calls(text, span))


def _calls(text: Text, span: Span) -> list[Span]:
    """The note calls that overlap a place, in order."""
    starts, ends = _places_of_calls(text)
    return [Span(starts[i], ends[i]) for i in range(bisect_right(ends, span.start), bisect_left(starts, span.end))]


@derived(heeds=(Kind.NOTE_CALL,))
def _places_of_calls(text: Text) -> tuple[list[int], list[int]]:
    """Where the note calls start and end, in order."""
    calls = text.of_kind(Kind.NOTE_CALL)
    return [mark.start for mark in calls], [mark.end for mark in calls]


def views(text: Text) -> Iterator[View]:
    """The running text and each note's body as strings without note calls, for patterns that a label would spoil."""
    yield text.running
    for note in text.notes:
        if note.body is not None:
            yield text.note_view(note)


def shown(words: str) -> str:
    """A reading short enough for a message."""
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"


def form_of(word: str) -> str:
    """A token as all its accidental spellings have it: composed letters, no ligatures, one apostrophe, dash, quotation mark."""
    if len(word) == 1:
        return '"' if word in _QUOTES else "-" if word in _DASHES else unicodedata.normalize("NFC", word)
    if not word.isascii():
        word = unicodedata.normalize("NFC", word).replace("’", "'").replace("\u00ad", "").translate(_LIGATURES)
    return word


def tokens(text: Text, span: Span) -> tuple[Token, ...]:
    """The words, numerals and punctuation marks of a stretch of text, note calls passed over."""
    if span.start == span.end:
        return ()
    found = []
    at = span.start
    for gap in [*_calls(text, span), Span(span.end, span.end)]:
        for match in _TOKEN.finditer(text.string, at, max(gap.start, at)):
            word = match[0]
            form = word if word.isascii() and word.isalnum() else form_of(word)
            if form in _NUMERO and _ABBREVIATED.match(text.string, match.end()):
                form += "."
            elif form[:2] in _NE and (form == "ne" or form[1] == "'") and _is_expletive(text.string, Span(*match.span())):
                form = form[1:] if form[1] == "'" else form + "."
            found.append(Token(word, form, Span(*match.span())))
        at = gap.end
    return tuple(found)


def _is_expletive(string: str, word: Span) -> bool:
    """Whether "ne" or "n’" with its verb denies nothing; then it has a form of its own."""
    behind = word.start + 2 if word.length > 2 or string[word.end - 1] in "’'" else word.end
    before = string[max(word.start - _AROUND, 0) : word.start]
    return is_expletive(before, string[behind : word.end + _AROUND].lstrip())


_known: WeakKeyDictionary[Collation, tuple[Difference, ...]] = WeakKeyDictionary()


def differences(case: Case) -> tuple[Difference, ...]:
    """The substantive variants of the wording (not lost or added notes, not note calls), each seen as a person sees it.

    They are worked out once for a collation, since most rules ask for them. What shows that notes were merged or split is left
    out: it has a rule of its own.
    """
    from fidelity.rules.merging import merged

    collation = case.collation
    if collation is None:
        return ()
    found = _known.get(collation)
    if found is None:
        explained = {index for one in merged(collation) for index in one.variants}
        from fidelity.rules.joined import joined
        from fidelity.rules.reordered_dates import with_dates_whole
        from fidelity.rules.tongue import language_of

        apart = [one for one in _differences(collation) if not one.variants <= explained]
        found = _known[collation] = tuple(joined(case, list(with_dates_whole(case, apart)), language_of(case)))
    return found


def _differences(collation: Collation) -> Iterator[Difference]:
    for variant in collation.variants:
        if not variant.substantive or variant.call or is_whole_note(collation, variant) or _is_emptied(collation, variant):
            continue
        claimed = frozenset({variant.index})
        canonical, edition = variant.canonical, variant.edition
        if variant.kind is VariantKind.TRANSPOSITION and variant.partner is not None:
            other = collation.variants[variant.partner]
            if variant.edition.length == 0 and other.edition.length:
                continue  # the half that shows where the passage stands now speaks for both
            claimed |= {other.index}
            canonical = other.canonical
        yield narrowed(collation, claimed, variant, canonical, edition)


def narrowed(collation: Collation, claimed: frozenset[int], variant: Variant, canonical: Span, edition: Span) -> Difference:
    """The difference of two places, with the tokens that both begin or end with trimmed away."""
    old, new = tokens(collation.canonical, canonical), tokens(collation.edition, edition)
    old, new = _cut_behind_elisions(old, new), _cut_behind_elisions(new, old)
    moved = variant.kind is VariantKind.TRANSPOSITION
    first = last = 0
    if not moved:
        shorter = min(len(old), len(new))
        while first < shorter and old[first].form == new[first].form:
            first += 1
        while last < shorter - first and old[-1 - last].form == new[-1 - last].form:
            last += 1
    lost, gained = old[first : len(old) - last], new[first : len(new) - last]
    if not lost and not gained:
        lost, gained, first, last = old, new, 0, 0
    here = _hull(lost, canonical, old, first)
    there = _hull(gained, edition, new, first)
    return Difference(
        claimed,
        variant.kind,
        variant.note,
        here,
        there,
        lost,
        gained,
        reading(collation.canonical, here),
        reading(collation.edition, there),
    )


def _cut_behind_elisions(words: tuple[Token, ...], others: tuple[Token, ...]) -> tuple[Token, ...]:
    """Words cut where the others have a quotation mark behind an elided word: d’un, as d’« un has it."""
    elided = {
        f"{one.form}'"
        for one, two, three in zip(others, others[1:], others[2:], strict=False)
        if one.is_word and two.string in "'’" and three.is_quotation_mark
    }
    if not elided:
        return words
    found: list[Token] = []
    for token in words:
        form = next((form for form in elided if token.form.startswith(form) and len(token.form) > len(form)), None)
        if form is None or len(token.string) != len(token.form):
            found.append(token)
            continue
        start, mark = token.span.start, len(form) - 1
        for first, last in ((0, mark), (mark, mark + 1), (mark + 1, token.span.length)):
            found.append(Token(token.string[first:last], form_of(token.string[first:last]), Span(start + first, start + last)))
    return tuple(found)


def _hull(changed: tuple[Token, ...], whole: Span, every: tuple[Token, ...], first: int) -> Span:
    """The place of the changed tokens; where there are none, the empty place where they belong."""
    if changed:
        return Span(changed[0].span.start, changed[-1].span.end)
    at = every[first - 1].span.end if first else every[0].span.start if every else whole.start
    return Span(at, at)


def is_whole_note(collation: Collation, variant: Variant) -> bool:
    """Whether a variant is a note lost or added as a whole, or without the body it had."""
    if variant.note is None or variant.call:
        return False
    pair = collation.notes[variant.note]
    return pair.strand is None or (variant.edition.length == 0 and (pair.edition is None or pair.edition.body is None))


def _is_emptied(collation: Collation, variant: Variant) -> bool:
    """Whether a variant is all words of a note, whose body is there and empty: the note is the finding, not what it cited."""
    note = collation.notes[variant.note].edition if variant.note is not None else None
    return note is not None and note.body is not None and not note.body.length


def variants_at(case: Case, span: Span) -> frozenset[int]:
    """The substantive variants that share or touch a span of the edition: what a finding there follows from."""
    if case.collation is None:
        return frozenset()
    return frozenset(variant.index for variant in case.collation.variants_within(span) if variant.substantive)


def claim(difference: Difference, message: str, severity: Severity | None = None) -> Claim:
    """The claim to a difference, at exactly the words that changed."""
    return Claim(message, difference.edition, difference.canonical, difference.variants, severity=severity)


def restoration(difference: Difference) -> tuple[Edit, ...]:
    """The edit that puts the canonical reading back, where words stand to be replaced; none elsewhere."""
    if difference.parts:
        edits = [restoration(part) for part in difference.parts]
        return tuple(edit for part in edits for edit in part) if all(edits) else ()
    if difference.moved or not difference.before or not difference.after:
        return ()
    return (Edit(difference.edition, difference.before, "the canonical reading"),)
