"""What a person is asked to look at after an extraction."""

from __future__ import annotations

from dataclasses import dataclass

from fidelity.model.picture import Picture
from fidelity.model.proposal import Proposal
from fidelity.model.text import Text


@dataclass(frozen=True, slots=True)
class Doubt:
    """A proposal to look at, where it was printed, and what the page looks like there."""

    proposal: Proposal
    place: str
    """Such as "p. 3, l. 12, n. 5"; a line of the transcript where pages are unknown."""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The doubtful emendations of an extraction, the least certain first; then those that are decided already."""

    source: str
    """The path as the person gave it, for the commands that the review shows."""
    canonical: Text
    below: float
    """The certainty under which an emendation is doubtful."""
    doubts: tuple[Doubt, ...]
    decided: tuple[Doubt, ...]
    proposed: int
    """How many proposals there were, at any certainty."""
    unused: tuple[str, ...]
    """A sentence for each decision that found no proposal."""
    decisions: str = ""
    """The file of decisions, where it is another one than the usual."""
