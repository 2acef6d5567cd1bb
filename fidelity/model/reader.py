"""A reader of a format that another package brings: bytes to a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fidelity.model.text import Text


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: the endings of its files, and the pure function that reads them.

    `read(content, name)` gives what a file literally says, divided into blocks (`Text.settled`), where `Source.file` maps each
    character to its place in the decoded file. It raises UnreadableFile, with the name, for what cannot be read.
    """

    format: str
    """What the format is called, in a sentence: "SubRip subtitles"."""
    endings: tuple[str, ...]
    """Lower case, each with its dot."""
    read: Callable[[bytes, str], Text]
