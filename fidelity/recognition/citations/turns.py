"""Where, within one clause of a note, one citation ends and the next begins, or a comment leads to one.

"Compare Berg, Rain (Leeds: Hill, 1998), 3, with the account in Lind, Seas (Oslo: Nord, 2001), 90" has two and no semicolon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fidelity.language.citation_words import CITED, CONNECTING, EDITOR_AFTER, LEADING_VERBS
from fidelity.model.late_pattern import late_pattern
from fidelity.model.span import Span
from fidelity.recognition.citations.authors import author_at
from fidelity.recognition.citations.clauses import inside, trimmed
from fidelity.recognition.citations.evidence import DATED_SHORT, ENOUGH, SAME, author_before, evidence
from fidelity.recognition.citations.patterns import CAPITAL, SPACE, any_of

_SMALL = r"[^\W\dA-ZÀ-Þ][^\W\d_’']*\.?"
_OPENING = rf"(?={CAPITAL}|[“\"„«‘]|(?:idem|ders\.|dies\.|ibid|ebd|ibíd|von|van|de|du|della)\b)"
_TURN = late_pattern(
    rf"(?<=[\d)]),?{SPACE}{any_of(CONNECTING)}{SPACE}[^\d;()]{{1,60}},{SPACE}(?=ibid\.|ebd\.|ibíd\.|ibidem)|"
    rf"(?<=[\d)”’»\"f.n]),?{SPACE}{any_of(CONNECTING)},?{SPACE}(?:{_SMALL},?{SPACE}){{0,8}}?{_OPENING}|"
    rf"(?<=\)),{SPACE}(?={CAPITAL}[^.;:()]{{2,60}},{SPACE})"
)
"""", and, more sharply, " – " with the account in " – ", " in a list of works – " and Lind's reply, " before "ibid."."""
_BEHIND_EDITORS = late_pattern(rf"[(\[]{any_of(EDITOR_AFTER)}[)\]],?\Z")
"""What the title of a collected volume follows, and no other citation."""
_DONE = late_pattern(rf"(?:\d[a-z]?\d*|\)|[”’»\"]|\bff?\.|\bsq\.|{any_of(CITED)})[.,]?\Z")
"""What a citation ends with, so that another may follow: a figure, a bracket, "ff.", "op. cit."."""
_ANNOUNCED = late_pattern(
    rf"(?:[^:;“„«\"()\d]|\d{{1,3}}(?!\d)){{4,120}}?(?P<lead>:|{SPACE}[–—]|{SPACE}{any_of(LEADING_VERBS)}){SPACE}{_OPENING}"
)
"""A comment before a citation: "On the harbours: " – "The best account is "."""


def parted(string: str, piece: Span, quoted: Sequence[Span], stressed: Sequence[Span]) -> Iterator[Span]:
    """The citations that stand in a piece one after another, where each shows enough of one; else the piece as it is."""
    shields = [*inside(quoted, piece), *inside(stressed, piece)]
    turns = [
        match
        for match in _TURN.finditer(string, *piece)
        if not any(q.start <= match.start() < q.end for q in shields)
        and not _in_brackets(string, piece.start, match.start())
        and not _BEHIND_EDITORS.search(string, piece.start, match.start())
        and _opens(string, Span(match.end(), piece.end), quoted, stressed)
    ]
    start = piece.start
    for k, turn in enumerate(turns):
        before = trimmed(string, start, turn.start())
        after = trimmed(string, turn.end(), turns[k + 1].start() if k + 1 < len(turns) else piece.end)
        if (
            _DONE.search(string, *before)
            and evidence(string, before, quoted, stressed) >= ENOUGH
            and evidence(string, after, quoted, stressed) >= ENOUGH
        ):
            yield before
            start = turn.end()
    yield trimmed(string, start, piece.end)


def announced(string: str, piece: Span, quoted: Sequence[Span], stressed: Sequence[Span]) -> Span:
    """A piece without the comment that leads to its citation; as it is if none does, or what follows is none."""
    if any(one.start <= piece.start + 1 for one in (*inside(quoted, piece), *inside(stressed, piece))):
        return piece
    lead = _ANNOUNCED.match(string, *piece)
    if lead is None:
        return piece
    after = trimmed(string, lead.end(), piece.end)
    titled = not lead["lead"].strip().isalpha() or _titled(string, after, quoted, stressed)
    sure = titled and author_at(string, *after) is not None and evidence(string, after, quoted, stressed) >= ENOUGH
    return after if sure else piece


def _opens(string: str, piece: Span, quoted: Sequence[Span], stressed: Sequence[Span]) -> bool:
    """Whether a piece opens as a citation does: with "ibid.", author and date, or an author whom a title follows."""
    if SAME.match(string, *piece) or DATED_SHORT.match(string, *piece):
        return True
    author = author_before(string, piece, quoted, stressed)
    return author is not None and (
        _titled(string, piece, quoted, stressed)
        or string[author.end : author.end + 1].isupper()
        or "cit." in string[slice(*piece)]
    )


def _titled(string: str, piece: Span, quoted: Sequence[Span], stressed: Sequence[Span]) -> bool:
    """Whether a title that its marks or its type show follows the author with whom a piece opens."""
    author = author_before(string, piece, quoted, stressed)
    if author is None:
        return False
    titles = (*(q.start - 1 for q in inside(quoted, piece)), *(s.start for s in inside(stressed, piece)))
    return any(author.span.end <= at <= author.end + 1 for at in titles)


def _in_brackets(string: str, start: int, at: int) -> bool:
    return string.count("(", start, at) > string.count(")", start, at)
