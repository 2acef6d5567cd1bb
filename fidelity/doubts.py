"""What an extraction leaves in doubt, in words: notes that keep their count from closing, and letters that no file tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fidelity.model.text import Text

MOST_CODES = 5
"""So many private characters are named."""


def open_notes(text: Text) -> list[str]:
    """The notes of an extraction that keep their count from closing, each with its page, in words."""
    from fidelity.repairs.note_count import open_notes as notes

    found = []
    for note in notes(text):
        page = _page_of(text, note.offset)
        found.append(f"{note.label} is {note.why}{f' ({page})' if page else ''}")
    return found


def private_characters(text: Text) -> str | None:
    """What is to be said of the private characters left in the words of an extraction, whose letters the file does not tell."""
    from fidelity.repairs.private_ligatures import IN_WORD

    found = [match.start() for match in IN_WORD.finditer(text.string)]
    if not found:
        return None
    page = _page_of(text, found[0])
    stand = "character stands" if len(found) == 1 else "characters stand"
    codes = sorted({f"U+{ord(text.string[at]):04X}" for at in found})
    named = ", ".join([*codes[:MOST_CODES], *("…" for _ in codes[MOST_CODES : MOST_CODES + 1])])
    first = f", the first on {page}" if page else ""
    return f"{len(found):,} private {stand} in its words{first}: the file does not tell which letters are meant ({named})"


def _page_of(text: Text, offset: int) -> str:
    """The page of an offset as it is cited; nothing where the source has none."""
    locator = text.locate(offset)
    return f"p. {locator.label or locator.page}" if locator is not None and locator.page is not None else ""
