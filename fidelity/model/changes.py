"""Changes as values. A repair proposes them; `Text.amend` alone applies them and logs each as an `Emendation`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from fidelity.model.marks import Mark
from fidelity.model.span import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `after` where the characters of `span` stand. An empty span inserts, an empty `after` removes.

    An insertion clings to the character before it: it moves with that character and comes before whatever is moved there.
    """

    span: Span
    after: str
    reason: str
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Move:
    """Cut the characters of `span`, with the edits inside it, and put them before the character at `to`.

    Several moves to one place are laid down in the order in which they were proposed.
    """

    span: Span
    to: int
    reason: str
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class AddMark:
    """Lay a mark on the text; its offsets are those before the step, and it is carried with its characters."""

    mark: Mark
    reason: str
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class DropMark:
    """Take an existing mark away."""

    mark: Mark
    reason: str
    certainty: float = 1.0


Change = Edit | Move | AddMark | DropMark


class Action(StrEnum):
    """What an emendation did."""

    EDIT = "edit"
    MOVE = "move"
    ADD_MARK = "add mark"
    DROP_MARK = "drop mark"


class Emendation(NamedTuple):
    """One logged change: enough to replay it, to undo it by eye, and to show it to a person.

    `span` is in the text before `step`; `source` are the runs of the transcript whose characters were removed or moved
    (several after moves, none for marks and insertions); `before` is what stood there, `after` what an edit put there,
    `to` where a move put it, `mark` the mark laid or taken away.
    """

    step: int
    code: str
    action: Action
    span: Span
    source: tuple[Span, ...]
    before: str
    after: str | None
    to: int | None
    mark: Mark | None
    certainty: float
    reason: str

    def change(self) -> Change:
        """The change that this record logs, for replay."""
        if self.action is Action.EDIT:
            return Edit(self.span, self.after or "", self.reason, self.certainty)
        if self.action is Action.MOVE:
            return Move(self.span, self.to or 0, self.reason, self.certainty)
        assert self.mark is not None
        if self.action is Action.ADD_MARK:
            return AddMark(self.mark, self.reason, self.certainty)
        return DropMark(self.mark, self.reason, self.certainty)
