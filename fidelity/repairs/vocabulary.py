"""The document as its own dictionary: which words and compounds it uses inside its lines."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
COMPOUND = re.compile(r"(?<![^\W\d_])(?<![^\W\d_][-’'])[^\W\d_]+(?:[’'][^\W\d_]+)*(?:-[^\W\d_]+(?:[’'][^\W\d_]+)*)+")
AT_LINE_END = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]-)[^\W\d_]+(?:-[^\W\d_]+)*[-\u2010\u00ad][^\S\n]*\n\s*[^\W\d_]+")
"""A word that a line end breaks: its halves are no evidence."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Counts in lower case: `words` are letters outside compounds, `compounds` hyphenated words, `parts` their members."""

    words: Counter[str]
    compounds: Counter[str]
    parts: Counter[str]

    @classmethod
    def of(cls, string: str) -> Vocabulary:
        """The vocabulary of a text; words broken at line ends are left out."""
        whole = AT_LINE_END.sub(" ", string).lower()
        compounds = Counter(COMPOUND.findall(whole))
        words = Counter(WORD.findall(COMPOUND.sub(" ", whole)))
        parts: Counter[str] = Counter()
        for compound, count in compounds.items():
            for part in compound.split("-"):
                parts[part] += count
        return cls(words, compounds, parts)
