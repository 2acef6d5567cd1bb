"""Q116 differing-quotations: one passage is quoted twice in an edition, with two wordings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Quotation
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import Token, shown, tokens, variants_at

_LEAST = 10
"""Words of a quotation from which on another that has all but one of them is the same passage, and no refrain or formula."""


_SHORTEST = 2 * _LEAST - 1
"""Characters that so many words have at least."""


class _Quoted(NamedTuple):
    quotation: Quotation
    words: tuple[Token, ...]
    forms: tuple[str, ...]


def check(case: Case) -> Iterator[Claim]:
    """Claim, in the later of two quotations, the one word in which it differs from the earlier one, or from a part of it.

    Two in one paragraph are compared by the writer, and nothing is said. A text that quotes has each compared with its passage.
    """
    if case.relation is Relation.QUOTING:
        return
    text = case.edition
    seen: dict[tuple[str, ...], list[tuple[_Quoted, int]]] = {}
    half = _LEAST // 2
    for quotation in case.edition_marks.quotations:
        if quotation.content.length < _SHORTEST or "[" in text.string[slice(*quotation.content)]:
            continue
        one = _words(case, quotation)
        if len(one.forms) < _LEAST:
            continue
        pairs = {
            (id(earlier), start - k): earlier
            for k in range(len(one.forms) - half + 1)
            for earlier, start in seen.get(one.forms[k : k + half], ())
        }
        for (_, shift), earlier in pairs.items():
            found = _differing(one, earlier, shift)
            if found is None or text.block_at(earlier.quotation.span.start).overlaps(quotation.span):
                continue
            here, there = found
            message = f"the same passage is quoted with “{shown(here.string)}” here and “{shown(there.string)}” elsewhere"
            variants = variants_at(case, here.span) | variants_at(case, there.span)
            yield Claim(message, here.span, variants=variants, related=((there.span, "the other wording"),))
            break
        for k in range(len(one.forms) - half + 1):
            seen.setdefault(one.forms[k : k + half], []).append((one, k))


def _words(case: Case, quotation: Quotation) -> _Quoted:
    words = tuple(token for token in tokens(case.edition, quotation.content) if token.is_word)
    return _Quoted(quotation, words, tuple([token.form.casefold() for token in words]))


def _differing(one: _Quoted, earlier: _Quoted, shift: int) -> tuple[Token, Token] | None:
    """The one pair of words that differ where two quotations lie over one another; None if there is none, or more."""
    start, end = max(0, -shift), min(len(one.forms), len(earlier.forms) - shift)
    if end - start < _LEAST or end - start < min(len(one.forms), len(earlier.forms)):
        return None
    differing = [k for k in range(start, end) if one.forms[k] != earlier.forms[k + shift]]
    if len(differing) != 1 or differing[0] in (start, end - 1):
        return None
    k = differing[0]
    return one.words[k], earlier.words[k + shift]


RULE = Rule("Q116", "differing-quotations", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
