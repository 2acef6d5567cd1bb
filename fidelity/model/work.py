"""The work that a canonical text is an edition of, as far as anybody says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """Who wrote a text, what it is called, and when the edition of it that lies here was published. Empty: nobody says."""

    authors: tuple[str, ...] = ()
    """Names as they are written, "Karl Marx" or "Marx, Karl"."""
    title: str = ""
    year: str = ""
    """Four digits."""

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return bool(self.authors or self.title or self.year)

    def __str__(self) -> str:
        """As a person would name it: Karl Marx, Capital (1976)."""
        named = ", ".join(part for part in (" and ".join(self.authors), self.title) if part)
        return f"{named} ({self.year})" if self.year and named else named or self.year


UNKNOWN = Work()
