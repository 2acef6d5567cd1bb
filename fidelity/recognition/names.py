"""Names of people, places and bodies, as far as their form shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fidelity.language.abbreviations import ends_no_sentence
from fidelity.language.name_particles import PARTICLES
from fidelity.language.numerals import MONTHS
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.recognition.prose import prose

_WORD = r"[^\W\d_](?:[^\W\d_]|[’'‐-](?=[^\W\d_]))*"
_TOKEN = re.compile(rf"(?P<initial>[^\W\d_]\.)(?=\s?[^\W\d_])|(?P<word>{_WORD})")
_SENTENCE_END = re.compile(r"[.!?…][”’»\")\]\ue000]*\s*[“‘«\"(\[]*$")
_ROMAN = re.compile("[IVXLCDM]{2,}")
_PRONOUNS = frozenset("i i’m i'm i’ve i've i’ll i'll i’d i'd god sie ihr ihre ihnen ihren ihrem ihrer".split())


def names(text: Text, language: str | None = None) -> Iterator[Span]:
    """Runs of capitalised words that do not stand at the start of a sentence, with initials and particles, in order of place.

    In German every noun is capitalised: there only what follows initials or joins through a particle such as "von" counts. A
    word at the start of a sentence counts when the text capitalises it inside sentences too and never writes it small.
    """
    string = prose(text)
    tokens = [(m.start(), m.end(), m.lastgroup == "initial") for m in _TOKEN.finditer(string)]
    inside, small = set(), set()
    opens: list[bool] = []
    for k, (start, end, _) in enumerate(tokens):
        word = string[start:end]
        opens.append(_opens_sentence(string, tokens, k))
        if word[0].islower():
            small.add(word.casefold())
        elif not opens[-1]:
            inside.add(word)
    german = language == "de"
    k = 0
    while k < len(tokens):
        start, end, initial = tokens[k]
        word = string[start:end]
        titled = string[end : end + 1] == "." and not initial and ends_no_sentence(word)
        if titled or not _capital(word) or (opens[k] and not initial and (word not in inside or word.casefold() in small)):
            k += 1
            continue
        last, evidence, words = k, initial, 1
        while last + 1 < len(tokens):
            gap = string[tokens[last][1] : tokens[last + 1][0]]
            following = string[tokens[last + 1][0] : tokens[last + 1][1]]
            if gap not in {" ", "", "\u00a0", "\u202f"}:
                break
            if _capital(following) and not (opens[last + 1] and not tokens[last][2]):
                last += 1
                evidence = evidence or tokens[last][2]
                words += 1
            elif following in PARTICLES and _name_goes_on(string, tokens, last + 1):
                last += 1
                evidence = evidence or following in {"von", "van", "de", "di", "da"}
            else:
                break
        span = Span(start, tokens[last][1])
        if not german or (evidence and words > 1):
            yield span
        k = last + 1


def _capital(word: str) -> bool:
    folded = word.casefold()
    return word[0].isupper() and folded not in _PRONOUNS and folded not in MONTHS and not _ROMAN.fullmatch(word)


def _name_goes_on(string: str, tokens: list[tuple[int, int, bool]], k: int) -> bool:
    """Whether after the particle at `k`, or two of them, a capital follows."""
    for nearer, further in ((k, k + 1), (k + 1, k + 2)):
        if further >= len(tokens) or string[tokens[nearer][1] : tokens[further][0]] != " ":
            return False
        word = string[tokens[further][0] : tokens[further][1]]
        if _capital(word):
            return True
        if word not in PARTICLES:
            return False
    return False


def _opens_sentence(string: str, tokens: list[tuple[int, int, bool]], k: int) -> bool:
    start = tokens[k][0]
    before = string[max(start - 12, 0) : start]
    line = before[before.rfind("\n") + 1 :]
    if not line.strip(' “‘«"([„‚»\t') and ("\n" in before or start <= 12):
        return True
    if not _SENTENCE_END.search(line):
        return line.rstrip().endswith(("“", "‘", "«", '"', "„"))
    if (
        k
        and string[tokens[k - 1][1] : tokens[k - 1][1] + 1] == "."
        and ends_no_sentence(string[tokens[k - 1][0] : tokens[k - 1][1]])
    ):
        return False
    return not (k and tokens[k - 1][2] and string[tokens[k - 1][1] : start].strip() == "")
