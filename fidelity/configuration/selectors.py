"""Which rules a selector means: a code, a name, the beginning of a code, a family, or ALL."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from fidelity.plugins import installed, own_rules

ALL = "ALL"
FAMILIES = {"artefact": "A", "quotation": "Q", "note": "N", "citation": "C", "project": "P", "wording": "T"}
"""The letter of each family's codes."""

SAID_BY = {"N115": ("A104", "A108"), "C126": ("Q102",)}
"""Codes without a rule of their own: a call left in the text as a numeral, and an altered quotation in a note."""

_LONGEST = 60
"""Characters of a selector that are shown in a sentence."""
_LOOKALIKES = str.maketrans("lIiOoSs", "1110055")
"""Letters that are taken for digits."""


@cache
def known_rules() -> dict[str, str]:
    """The name of every rule and repair, those of plugins too, by its code."""
    plugins = installed()
    added = {rule.code: rule.name for rule in plugins.rules} | {repair.code: repair.name for repair in plugins.repairs}
    return dict(sorted((own_rules() | added).items()))


@cache
def codes_of(selector: str) -> frozenset[str]:
    """The codes of the rules that a selector means; none when it means nothing."""
    wanted = selector.strip()
    if wanted.upper() == ALL:
        return frozenset(known_rules())
    if wanted.upper() in SAID_BY:
        return frozenset(SAID_BY[wanted.upper()])
    beginning = FAMILIES.get(wanted.casefold(), wanted.upper())
    return frozenset(code for code, name in known_rules().items() if code.startswith(beginning) or name == wanted.casefold())


def codes_of_all(selectors: Iterable[str]) -> frozenset[str]:
    """The codes of the rules that any of some selectors means."""
    return frozenset().union(*map(codes_of, selectors))


def is_exact(selector: str) -> bool:
    """Whether a selector names one rule by its whole code or its name."""
    return selector.strip().upper() in known_rules() or selector.strip().casefold() in known_rules().values()


def fault_of(selector: str) -> str:
    """What is wrong with a selector, as a clause with the nearest ones; "" when it means some rule."""
    if selector.strip() and codes_of(selector):
        return ""
    from difflib import get_close_matches

    written = {code.casefold(): code for code in known_rules()} | {name: name for name in (*known_rules().values(), *FAMILIES)}
    code = selector.strip().upper()[:1] + selector.strip()[1:].translate(_LOOKALIKES)
    if code in known_rules():
        return f"there is no rule, name, code or family “{selector}”; did you mean “{code}”?"
    near = get_close_matches(selector.strip().casefold(), written, n=1, cutoff=0.6)
    hint = f"did you mean “{written[near[0]]}”?" if near else "“fidelity rules” lists them all"
    shown = selector if len(selector) <= _LONGEST else f"{selector[: _LONGEST - 1]}…"
    return f"there is no rule, name, code or family “{shown}”; {hint}"


def meaning_of(selector: str) -> tuple[frozenset[str], str]:
    """The codes that a selector means, and what is wrong with it, as a clause; one of the two is empty."""
    fault = fault_of(selector)
    return (frozenset(), fault) if fault else (codes_of(selector), "")
