"""What a repair proposes for one place, and what a person decided about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from fidelity.model.changes import Action, AddMark, Change, DropMark, Edit, Move
from fidelity.model.marks import Kind
from fidelity.model.span import Span
from fidelity.model.text import Text

CONTEXT = 40
"""Characters of the transcript that are kept on each side of a decision, by which its place is found again."""
LONGEST = 200
"""Characters of what stood there that are kept with a decision."""


class Verdict(StrEnum):
    """What a person says to a proposal."""

    TAKE = "take"
    REFUSE = "refuse"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said to one proposal, and by what that proposal is known again.

    `id` and `verdict` alone are enough where the transcript is the same; the other fields find the place in another one.
    """

    id: str
    verdict: Verdict
    replacement: str | None = None
    """For REPLACE: what is to stand there; for a heading, its level."""
    reason: str = ""
    by: str = ""
    code: str = ""
    change: str = ""
    """The action of the proposal's leading change."""
    before: str = ""
    after: str = ""
    offset: int | None = None
    """In the transcript."""
    preceding: str | None = None
    """The transcript before that offset, up to CONTEXT characters; None where it was not recorded."""
    following: str | None = None
    """The transcript from that offset on."""
    source: str = ""
    """SHA-256 of the source's file."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The changes that belong to one place: taken together, refused together."""

    code: str
    name: str
    """Of the repair."""
    changes: tuple[Change, ...]
    text: Text = field(repr=False)
    """The text that the changes are proposed for."""
    decision: Decision | None = None

    @property
    def leading(self) -> Change:
        """The change that says what this is about: the first move or mark, else the first edit."""
        return next((change for change in self.changes if not isinstance(change, Edit)), self.changes[0])

    @property
    def action(self) -> Action:
        """What the leading change does."""
        match self.leading:
            case Edit():
                return Action.EDIT
            case Move():
                return Action.MOVE
            case AddMark():
                return Action.ADD_MARK
            case DropMark():
                return Action.DROP_MARK

    @property
    def certainty(self) -> float:
        """From 0 to 1: that of the least certain change."""
        return min(change.certainty for change in self.changes)

    @property
    def reason(self) -> str:
        """Why it is proposed."""
        return self.leading.reason

    @property
    def span(self) -> Span:
        """The characters that the leading change is about, in `text`."""
        return span_of(self.leading)

    @property
    def before(self) -> str:
        """What stands there, up to LONGEST characters."""
        return self.text.string[slice(*self.span)][:LONGEST]

    @property
    def after(self) -> str:
        """What an edit would put there; for a mark its kind and value; empty for a move."""
        leading = self.leading
        if isinstance(leading, Edit):
            return leading.after
        return "" if isinstance(leading, Move) else f"{leading.mark.kind} {leading.mark.value}".rstrip()

    @property
    def offset(self) -> int:
        """The transcript offset of the place."""
        return self.text.transcript_offset(self.span.start)

    @property
    def preceding(self) -> str:
        """The transcript before the place."""
        return self.text.source.transcript[max(self.offset - CONTEXT, 0) : self.offset]

    @property
    def following(self) -> str:
        """The transcript from the place on."""
        return self.text.source.transcript[self.offset : self.offset + CONTEXT]

    @property
    def id(self) -> str:
        """The code and 8 hexadecimal digits of SHA-256; the same at every extraction that proposes the same for the place."""
        said = "\0".join((self.code, self.action, str(self.offset), self.before, self.after))
        return f"{self.code}-{sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"

    @property
    def replaceable(self) -> bool:
        """Whether a person may put something else in its stead: one edit alone, or the level of a heading."""
        if len(self.changes) != 1:
            return False
        change = self.changes[0]
        return isinstance(change, Edit) or (isinstance(change, AddMark) and change.mark.kind is Kind.HEADING)

    def runs(self) -> tuple[Span, ...]:
        """The runs of the transcript that the leading change is about; an empty run for an insertion.

        White space is shown by the characters on both sides of it in the text, which another page may have printed.
        """
        string, (start, end) = self.text.string, self.span
        if start < end and string[start:end].isspace():
            before, after = len(string[:start].rstrip()) - 1, len(string) - len(string[end:].lstrip())
            sides = [Span(k, k + 1) for k in (before, after) if 0 <= k < len(string)]
            return tuple(run for side in sides for run in self.text.transcript_runs(side)) or (Span(self.offset, self.offset),)
        found = self.text.transcript_runs(self.span)
        return found or (Span(self.offset, self.offset),)


def span_of(change: Change) -> Span:
    """The characters that a change is about."""
    return change.span if isinstance(change, Edit | Move) else change.mark.span
