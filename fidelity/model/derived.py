"""What several procedures look at in a text, made once and kept with the text: its printed lines, its vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Protocol, TypeVar

from fidelity.model.marks import Kind


class Derivable(Protocol):
    """What keeps what was derived from it: a text, which never changes, or its source."""

    @property
    def derivations(self) -> dict[Callable[..., object], Any]:
        """The outcomes, by the functions that made them."""


D = TypeVar("D", bound=Derivable)
R = TypeVar("R")
_HEEDED: dict[Callable[..., object], frozenset[Kind]] = {}
"""The kinds of marks that a derivation looks at; those that look at every kind are not in it."""


def derived(*, heeds: Iterable[Kind] | None = None) -> Callable[[Callable[[D], R]], Callable[[D], R]]:
    """Makes a pure function of a text or a source keep its outcome with its argument, as long as that lives.

    `heeds` are the kinds of marks that the outcome depends on, every kind unless told: after a step that changes other marks
    alone the amended text has the outcome of the text before it. What is returned is shared and must not be changed.
    """

    def keeping(make: Callable[[D], R]) -> Callable[[D], R]:
        if heeds is not None:
            _HEEDED[make] = frozenset(heeds)

        @wraps(make)
        def kept(whole: D) -> R:
            found = whole.derivations
            try:
                outcome: R = found[make]
            except KeyError:
                outcome = found[make] = make(whole)
            return outcome

        return kept

    return keeping


def keep(derivation: Callable[[D], R], whole: D, outcome: R) -> None:
    """Let a text or a source have an outcome that another process has derived from it."""
    whole.derivations[derivation.__wrapped__] = outcome  # type: ignore[attr-defined]


def forget(whole: Derivable) -> None:
    """Let go of what was derived from a text or a source: whoever asks for it yet has it made anew."""
    whole.derivations.clear()


def unaffected(derivations: dict[Callable[..., object], Any], changed: frozenset[Kind]) -> dict[Callable[..., object], Any]:
    """Those derivations that hold for a text which differs in marks of the kinds in `changed` alone."""
    return {make: outcome for make, outcome in derivations.items() if make in _HEEDED and not _HEEDED[make] & changed}
