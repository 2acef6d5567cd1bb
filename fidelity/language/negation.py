"""Words that deny: the tables behind the rules for a negation that was lost or gained."""

from __future__ import annotations

from fidelity.model.late_pattern import late_pattern

_ENGLISH = "not no never nor neither none nobody nothing nowhere cannot without"
_GERMAN = "nicht nichts nie niemals niemand nirgends nirgendwo kein keine keinen keinem keiner keines weder ohne"
_FRENCH = "ne pas jamais rien aucun aucune nul nulle ni sans"
_SPANISH_AND_PORTUGUESE = "nunca jamás nadie nada ningún ninguna ninguno tampoco não ninguém nenhum nenhuma"
_ITALIAN_AND_LATIN = "non niente nessun nessuno nessuna nemmeno neque"
NEGATIONS = frozenset(
    f"{_ENGLISH} {_GERMAN} {_FRENCH} {_SPANISH_AND_PORTUGUESE} {_ITALIAN_AND_LATIN}".split(),
)
"""Case-folded words that deny, whatever the language."""

_ONLY_IN = {
    "es": frozenset("sin jamás nunca ni".split()),
    "it": frozenset("mai né neppure neanche senza".split()),
    "pt": frozenset("sem nem jamais nunca".split()),
    "fr": frozenset("guère nullement aucunement".split()),
    "de": frozenset("keinesfalls keineswegs niemandem niemanden nimmer nirgendwohin".split()),
    "en": frozenset("nobody's nowise".split()),
}
"""Words that deny in one language and are something else in another: Spanish "sin", Italian "mai"."""
_NONE_IN = {"pt": frozenset({"no"}), "it": frozenset({"ne"})}
"""Words that deny in other languages, and in this one are something else: Portuguese "no", in the; Italian "ne", of it."""
DENYING_ENDINGS = ("less", "los")
"""Endings of words, case-folded, that turn them into their contrary: "careless", "hoffnungslos"."""
_ADJECTIVE = late_pattern(r"(?:able|ible|al|ate|ent|ant|ive|ful|ed|ic|ous|ct|ite)(?:ly)?$")


def is_negation(word: str, language: str | None = None) -> bool:
    """Whether a word denies by itself: "not", "never", "don't", "n'est"; with a two-letter code, in that language too."""
    folded = word.casefold().replace("’", "'")
    if folded in NEGATIONS:
        return folded not in _NONE_IN.get(language or "", ())
    return folded in _ONLY_IN.get(language or "", ()) or folded.endswith("n't") or folded.startswith("n'")


def is_negative_of(word: str, base: str) -> bool:
    """Whether one word is the other with a negative prefix: "impossible" of "possible", "unequal" of "equal".

    "in-" and "im-" also mean "into" (income, import), so they count only before what looks like an adjective.
    """
    word, base = word.casefold(), base.casefold()
    if len(base) < 4 or not word.endswith(base):
        return False
    prefix = word[: -len(base)]
    if prefix in {"un", "non", "il", "ir"}:
        return True
    return prefix in {"in", "im", "dis"} and bool(_ADJECTIVE.search(base))
