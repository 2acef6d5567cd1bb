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


ROUNDS = 8
"""In which bins are told apart from their neighbours; more are needed only where many bins in a row have equal votes."""
MOST_SCORE = (1 << 20) - 1
"""More than the votes of one bin can come to."""


class Effort(NamedTuple):
    """How far the search goes."""

    voters: int
    """Words of a fragment that vote, at most."""
    votes: int
    """Votes that a fragment's words have together, about; the two rarest words always vote."""
    best: int
    """Bins that are left for each fragment."""
    batch: int
    """Fragments whose votes are counted together: a megabyte or so, which stays in the processor's cache."""


EFFORTS = (Effort(4, 100, 2, 512), Effort(12, 5000, 8, 64), Effort(16, 20_000, 40, 16))
"""The first finds nearly all. The others are for what it did not find: a few common words, or many altered ones."""
