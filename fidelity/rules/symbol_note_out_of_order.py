"""N108 symbol-note-out-of-order: notes with symbols are called in another order than * † ‡ § ‖ ¶."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from fidelity.language.note_signs import SIGN_OF, SYMBOLS
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.note_variant import variants_of_label

_ORDER = "".join(dict.fromkeys(SYMBOLS.translate(SIGN_OF)))


def check(case: Case) -> Iterator[Claim]:
    """Claim a symbol that stands before one which comes first in the order of printers; a star begins the next series."""
    scopes: dict[int, list[tuple[Span, int, str]]] = {}
    for note in case.edition.notes:
        rank = _rank(note.label)
        if rank is not None and note.calls and note.body is not None and note.calls[0].start < case.edition.running_end:
            scopes.setdefault(note.scope, []).append((note.calls[0], rank, note.label))
    for scope, calls in scopes.items():
        for (_, before, earlier), (place, rank, label) in pairwise(sorted(calls)):
            if rank < before and rank != 0:
                yield Claim(
                    f"note {label} is called after note {earlier}, which comes later in the order of signs",
                    place,
                    variants=variants_of_label(case, label, scope),
                )


def _rank(label: str) -> int | None:
    """The place of a symbol in the order of signs, doubled ones after single ones; None for another label."""
    sign = label.translate(SIGN_OF)
    if not sign or len(set(sign)) > 1 or sign[0] not in _ORDER:
        return None
    return _ORDER.index(sign[0]) + len(_ORDER) * (len(sign) - 1)


RULE = Rule("N108", "symbol-note-out-of-order", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
