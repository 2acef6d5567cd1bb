"""Names and titles of citations in the form in which they are compared: without case, diacritics, marks and small words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SMALL = frozenset(
    "the a an of and der die das ein eine und le la les l un une et el los las il lo gli i e y de di du des del".split()
)


_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ß": "ss", "æ": "ae", "œ": "oe"})


def transliterated(words: str) -> str:
    """Words without case, letters with two dots and the like as two letters: Müller, Mueller."""
    return unicodedata.normalize("NFC", words).casefold().translate(_DIGRAPHS)


_STROKES = str.maketrans("øłđħŧıð", "oldhtid")
"""Letters that have no parts in Unicode, without their stroke, and those written for them."""


def differ_by_diacritics(one: str, two: str) -> bool:
    """Whether two words differ, if at all, in marks on letters that one of them leaves out: Muñoz, Munoz."""
    letters, others = (unicodedata.normalize("NFC", words.casefold()) for words in (one, two))
    return len(letters) == len(others) and all(
        a in (b, _bare(b)) or b == _bare(a) for a, b in zip(letters, others, strict=True)
    )


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].translate(_STROKES)


_NO_WORD = re.compile(r"[^\w]+")


@lru_cache(maxsize=8192)
def folded(words: str) -> str:
    """Words without case, diacritics and marks."""
    plain = words.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)).replace("ß", "ss")
    return " ".join(_NO_WORD.sub(" ", plain).split())


def title_words(title: str) -> tuple[str, ...]:
    """The words of a title that tell it from another, folded."""
    return tuple(word for word in folded(title).split() if word not in _SMALL)
