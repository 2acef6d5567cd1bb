"""Symbols after which a raised numeral is an exponent."""

from __future__ import annotations

UNIT_SYMBOLS = frozenset("m km dm cm mm nm ft yd mi s sec min kg kW px in mc sin cos tan log".split())
"""Units of measure and the signs of formulas that are more than one variable: m², sec⁻², mc², sin²."""
