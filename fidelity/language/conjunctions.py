"""Conjunctions before the last member of a series."""

from __future__ import annotations

CONJUNCTIONS = frozenset("and or nor und oder sowie et ou y e o u ed od".split())
"""Case-folded, in six languages: the words before which a serial comma may stand."""
