"""Quotation marks of national styles."""

from __future__ import annotations

DIRECTED = {
    "“": "”",
    "„": "“”",
    "‘": "’",
    "‚": "‘’",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "”": "”",
    "「": "」",
    "『": "』",
}
"""For each opening mark the marks that close it: English “ ‘, German „ ‚ » ›, French « ‹, Swedish ” and », Japanese 「 『."""

SINGLE = frozenset("‘’‚'‹›")
"""Marks of the single level; ’ and ' are apostrophes too."""

ALL = frozenset("“”„‟‘’‚‛«»‹›\"'「」『』")
"""Every mark that a quotation may begin or end with."""

ELISIONS = frozenset("tis twas twere em im er n cause til till bout round neath s t".split())
"""English words that are written with an apostrophe in front."""
