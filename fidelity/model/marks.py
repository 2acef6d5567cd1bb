"""Stand-off marks: what a stretch of the text is, kept beside the string and never in it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from fidelity.model.span import Span, span_of


class Kind(StrEnum):
    """Kinds of marks. The first group marks whole blocks, the second stretches inside a block."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    """value: the level, "1" to "6"."""
    ITEM = "item"
    """A list item; value: its marker as printed, such as "-" or "1."; an ordered marker is in the string, a bullet is not."""
    QUOTATION = "quotation"
    """A block quotation; may cover several blocks. value: REFUSED, until lines are joined, where a person says no."""
    VERSE = "verse"
    """A block whose lines are separated by U+2028."""
    CODE = "code"
    """A block of code or maths: present in the string, never checked."""
    NOTE_BODY = "note body"
    """value: the label, scoped where labels begin again. May cover several blocks. Stands after the running text."""

    NOTE_CALL = "note call"
    """value: the label of its note, scoped as that is; the marked stretch is the label as it is shown at the call."""
    BACK_LINK = "back link"
    """An empty stretch at the end of a note body; value: the note that the link leads to, "" for no call at all."""
    EMPHASIS = "emphasis"
    STRONG = "strong"
    LINK = "link"
    """value: the address."""
    VERBATIM = "verbatim"
    """A stretch inside a block that is not prose (code span, maths): never checked."""
    TABLE = "table"
    """A block that is one row of a table, cells separated by a tab."""


BLOCK_KINDS = frozenset({Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM, Kind.VERSE, Kind.CODE, Kind.TABLE})
"""A block of a settled text has exactly one of these; QUOTATION and NOTE_BODY contain such blocks."""


REFUSED = "refused"
"""The value of a mark on lines set in together that are no block quotation: their paragraphs are told as those of one."""
_SCOPE = "\x1f"
"""Parts a label from the number of its scope in the value of a mark."""


def scoped(label: str, scope: int) -> str:
    """The value of a mark for a label: in the first scope the label itself. Scopes count from 1."""
    return label if scope == 1 else f"{label}{_SCOPE}{scope}"


def unscoped(value: str) -> tuple[str, int]:
    """The label and the scope of the value of a note call or note body."""
    label, parted, scope = value.partition(_SCOPE)
    return label, int(scope) if parted else 1


class Mark(NamedTuple):
    """One mark: what, from where to where (characters of the text), and its value."""

    kind: Kind
    start: int
    end: int
    value: str = ""

    @property
    def span(self) -> Span:
        """The marked characters."""
        return span_of((self.start, self.end))


def in_order(marks: list[Mark]) -> tuple[Mark, ...]:
    """Marks by place, the outer before the inner: the one order in which a text keeps them."""
    if len(marks) < 2:
        return tuple(marks)  # nearly always, of the marks of a block
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind, mark.value)))
