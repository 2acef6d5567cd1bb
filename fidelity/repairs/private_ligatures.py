"""Which letters a private character of a font stands for: those that make words of all the words that it is in.

Fonts keep ligatures without a code of their own (Th, tt, fj) in the private use areas, and some programs write these codes as
the text. What one means is said nowhere but by the words, if the font is not known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice

from fidelity.language.dictionary import LANGUAGES, frequency
from fidelity.language.identification import identify
from fidelity.model.text import Text

PRIVATE = "\ue000-\uefff\uf100-\uf72f\uf77b-\uf8ff\U000f0000-\U0010fffd"
"""The private use areas but for the codes of symbol fonts (U+F000 to U+F0FF) and those of Adobe's list of glyphs."""
IN_WORD = re.compile(rf"(?<=[^\W\d_])[{PRIVATE}]|[{PRIVATE}](?=[^\W\d_])")
"""A private character that a letter stands beside: it is a letter too, or several."""
_WORD = re.compile(rf"(?<![\w’'\-{PRIVATE}])(?:[^\W\d_]|[{PRIVATE}])+(?![\w’'\-\xad\u2010{PRIVATE}])")
LIGATURES = (
    "ff fi fl ffi ffl fj ffj ft fft fb ffb fh ffh fk ffk tt tti ti tf ty th Th ct ck ch ll sp st ss sh si gg gy Qu qu ij"
).split()
"""What fonts have as one glyph; the characters U+FB00 to U+FB06 need no guess."""
FEWEST, SHORTEST = 2, 2
"""Different words that have to agree, and letters besides the private character of a word that can tell."""
MOST = 200
"""Different words that are asked about one character: more tell nothing new."""
SHARE, OTHERS = 0.75, 0.5
"""Share of the words that have to be known with the letters, at least; and how common words (in Zipf frequencies, summed) any
others may make, at most, in parts of what these letters make."""


def private_ligatures(text: Text) -> dict[str, str]:
    """The letters of each private character that stands in words of a text, where its words leave no doubt about them."""
    string = text.string
    if IN_WORD.search(string) is None:
        return {}
    language = identify(string)
    if language not in LANGUAGES:
        return {}
    words: dict[str, set[str]] = defaultdict(set)
    for match in _WORD.finditer(string):
        word = match.group()
        signs = {letter for letter in word if not letter.isalpha()}
        if len(signs) == 1 and len(word) > SHORTEST:
            words[signs.pop()].add(word)
    found = {}
    for sign, those in words.items():
        told = _told(sign, list(islice(sorted(those), MOST)), language)
        if told is not None:
            found[sign] = told
    return found


def _told(sign: str, words: list[str], language: str) -> str | None:
    """The only letters that make words of these."""
    if len(words) < FEWEST:
        return None
    zipf = {
        letters: [frequency(word.replace(sign, letters).lower(), language) or 0.0 for word in words] for letters in LIGATURES
    }
    # "th" within words and "Th" before them are one glyph for no font: what opens a sentence is the capital
    if all(word.startswith(sign) for word in words):
        del zipf["th"]
    else:
        del zipf["Th"]
    ranked = sorted(zipf, key=lambda letters: sum(zipf[letters]), reverse=True)
    best, second = zipf[ranked[0]], zipf[ranked[1]]
    known = sum(1 for one in best if one)
    return ranked[0] if known >= max(FEWEST, SHARE * len(words)) and sum(second) <= OTHERS * sum(best) else None
