"""What a narrator says between two parts of a speech, left out where only the speech is quoted: “…,” she told him, “…”."""

from __future__ import annotations

from fidelity.language.incises import is_incise, speaks
from fidelity.language.quotation_marks import DIRECTED
from fidelity.model.declarations import Relation
from fidelity.model.finding import Severity
from fidelity.model.rule import Case
from fidelity.model.text import Text
from fidelity.rules.difference import Difference, Token, shown

_PAUSES = " ,;:—–-\u00a0\u202f"
_SENTENCE_END = frozenset(".!?…")
_LONGEST = 14
"""Words of what says who speaks, at most."""
_LONGEST_NARRATION = 40
"""Words between two speeches of which a quotation may be said to join them."""
_DOUBLE = frozenset('“”„«»"')


def left_out_between_speeches(case: Case, difference: Difference) -> tuple[str, Severity] | None:
    """A clause on what was left out between two parts of speech, and how much it weighs; None where nothing of the kind was.

    Who quotes a speech quotes what stands between its marks, so that leaving out "she said" is info; a speech joined with
    another one over what happens between them is a warning.
    """
    if case.relation is not Relation.QUOTING or case.canonical is None or difference.moved or difference.gained_words:
        return None
    words = [k for k, token in enumerate(difference.lost) if token.is_word]
    if not words or len(words) > _LONGEST_NARRATION:
        return None
    before, inside, behind = _parted(difference.lost, words[0], words[-1])
    narrated = " ".join(difference.before.strip(f'{_PAUSES}“”„«»"‘’‚').split())
    if _marks(before) and _marks(behind) and not _marks(inside):
        ends = any(token.string in _SENTENCE_END for token in (*inside, *behind))
        if not ends and len(words) <= _LONGEST and (is_incise(narrated) or speaks(narrated)):
            return f"a quotation leaves out who speaks between two parts of the speech: “{shown(narrated)}”", Severity.INFO
        return f"a quotation joins two speeches, and leaves out between them “{shown(narrated)}”", Severity.WARNING
    if not _marks((*before, *inside, *behind)) and is_incise(narrated) and _is_between_pauses(case.canonical, difference):
        return f"a quotation leaves out who speaks between two parts of the speech: “{shown(narrated)}”", Severity.INFO
    return None


def _parted(tokens: tuple[Token, ...], first: int, last: int) -> tuple[tuple[Token, ...], tuple[Token, ...], tuple[Token, ...]]:
    return tokens[:first], tokens[first : last + 1], tokens[last + 1 :]


def _marks(tokens: tuple[Token, ...]) -> bool:
    return any(token.is_quotation_mark for token in tokens)


def _is_between_pauses(canonical: Text, difference: Difference) -> bool:
    """Whether words stand between commas or dashes in a speech, as an incise does in French, Spanish, Italian, Portuguese."""
    string, (start, end) = canonical.string, difference.canonical
    block = canonical.block_at(start)
    before = string[block.start : start].rstrip()
    lost = string[start:end].strip()
    pauses = set(_PAUSES) - {" ", "\u00a0", "\u202f"}
    if not pauses & {before[-1:], lost[:1]} or not pauses & {lost[-1:], string[end : end + 2].strip()[:1]}:
        return False
    opened = max((before.rfind(mark) for mark in _DOUBLE & DIRECTED.keys()), default=-1)
    mark = before[opened] if opened >= 0 else ""
    closed = max((before.rfind(one) for one in DIRECTED.get(mark, "")), default=-1)
    return (opened >= 0 and closed <= opened) or before.lstrip().startswith(("—", "–"))
