"""The document as its own dictionary: which words and compounds it uses inside its lines."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from fidelity.model.derived import derived
from fidelity.model.text import Text

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
"""A word, or a compound with hyphens."""
LINE_END = re.compile(r"[-\u2010\u00ad][^\S\n]*\n\s*(?=[^\W\d_])")
BEFORE_HYPHEN = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]-)[^\W\d_]+(?:-[^\W\d_]+)*$")
AFTER_HYPHEN = re.compile(r"[^\W\d_]+")
LONGEST = 100
"""Characters before a line-end hyphen that are looked at for the word that it breaks."""
BLANK = re.compile(r"\s")
AT_ONCE = 100_000
"""Characters whose words are counted at once: those of a long book need not all be listed."""

SHARED = 4
"""Letters of the first half, at the least, and of the second that another word of the text begins with."""
SHORT = 50_000
"""Characters up to which a word is looked for in the string itself."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Counts in lower case: `words` are letters outside compounds, `compounds` hyphenated words, `parts` their members."""

    words: Counter[str]
    compounds: Counter[str]
    parts: Counter[str]


@derived(heeds=())
def vocabulary_of(text: Text) -> Vocabulary:
    """The vocabulary of a text; words broken at line ends are left out, since their halves are no evidence."""
    words: Counter[str] = Counter()
    compounds: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    # each word with its marks is taken apart once, however often it is there
    for marked, count in marked_words(text).items():
        for word in WORD.findall(marked):
            if "-" not in word:
                words[word] += count
                continue
            compounds[word] += count
            for part in word.split("-"):
                parts[part] += count
    return Vocabulary(words, compounds, parts)


def is_begun_in_one(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether the text has words in one piece that begin as two halves do together, and no compound that begins so: where it
    has "backprojection", "back-projecting" was one word.
    """
    if len(left) < SHARED or len(right) <= SHARED:
        return False
    begins = left + right[:SHARED]
    if any(compound.startswith(f"{left}-{right[:SHARED]}") for compound in vocabulary.compounds):
        return False
    return any(word.startswith(begins) and len(word) > len(begins) for word in vocabulary.words)


def is_nowhere(word: str, text: Text) -> bool:
    """Whether it is plain that a word or compound in small letters is not in a text; of a long one, words have to be counted.

    To count the words of a page takes many times as long as to look for one.
    """
    return len(text.everything) <= SHORT and word not in _small_letters(text)


@derived(heeds=())
def _small_letters(text: Text) -> str:
    return text.everything.lower()


@derived(heeds=())
def marked_words(text: Text) -> Counter[str]:
    """What stands between white space, in small letters and counted; words broken at line ends are left out."""
    string, counts, at = _whole_words(text), Counter[str](), 0
    while at < len(string):
        blank = BLANK.search(string, at + AT_ONCE)
        end = blank.start() if blank is not None else len(string)
        counts.update(string[at:end].split())
        at = end
    return counts


def stands_again(word: str, text: Text) -> bool:
    """Whether a word in small letters stands in a text more than once between white space: sooner found than counted."""
    string, found = _whole_words(text), 0
    at = string.find(word)
    while at >= 0 and found < 2:
        end = at + len(word)
        found += (not at or string[at - 1].isspace()) and (end == len(string) or string[end].isspace())
        at = string.find(word, at + 1)
    return found > 1


@derived(heeds=())
def _whole_words(text: Text) -> str:
    """A text in small letters, words broken at line ends left out."""
    return _without_broken_words(text.everything).lower()


def _without_broken_words(string: str) -> str:
    kept, at = [], 0
    for hyphen in LINE_END.finditer(string):
        left = BEFORE_HYPHEN.search(string, max(hyphen.start() - LONGEST, at), hyphen.start())
        right = AFTER_HYPHEN.match(string, hyphen.end())
        if left is not None and right is not None:
            kept.append(string[at : left.start()])
            at = right.end()
    return " ".join([*kept, string[at:]])
