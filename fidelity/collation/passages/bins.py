"""Into what texts are divided for searching, and how far a search goes."""

from __future__ import annotations

from typing import NamedTuple

BIN = 512
"""Characters in a bin: a quotation of two or three lines lies in one or two."""
FURTHEST = 8
"""Bins over which the votes for a long fragment are added up, at most: four thousand characters are enough to know it by.

As many bins without a word are between two texts, so that no bin of one counts for the other or is held for its neighbour.
"""
MOST_VOTES = 1 << 19
"""Bins of a word that is too common to vote even as one of the two rarest."""
RIVAL = 0.6
"""A bin with a smaller share of the best bin's votes is no rival of it."""
AT_ONCE = 1 << 20
"""Votes that are unpacked together, about: of many fragments, as these have words in common."""
ROUNDS = 8
"""In which bins are told apart from their neighbours; more are needed only where many bins in a row have equal votes."""
MOST_SCORE = (1 << 20) - 1
"""More than the votes of one bin can come to."""
_ANY = 1 << 62


class Effort(NamedTuple):
    """How far the search goes."""

    voters: int
    """Words of a fragment that vote, at most."""
    votes: int
    """Votes that a fragment's words have together, about; the two rarest words always vote."""
    most: int
    """Votes of the two rarest words from which on a fragment is left to the next effort: they say too little of a place."""
    best: int
    """Bins that are left for each fragment."""


EFFORTS = (Effort(4, 100, 1000, 2), Effort(12, 5000, _ANY, 8), Effort(16, 20_000, _ANY, 40))
"""The first finds nearly all. The others are for what it did not find: a few common words, or many altered ones."""
