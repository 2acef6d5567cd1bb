"""A picture of a place on a printed page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of a page; lengths in pixels from its top left."""

    page: int
    """From 1."""
    png: bytes
    width: int
    height: int
    boxes: tuple[tuple[float, float, float, float], ...]
    """x, y, width, height of what is meant in it, one box a printed line."""
