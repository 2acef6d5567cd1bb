"""Words that deny: the tables behind the rules for a negation that was lost or gained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from fidelity.language.dictionary import is_word
from fidelity.model.late_pattern import late_pattern

_ENGLISH = "not no never nor neither none nobody nothing nowhere cannot without"
_GERMAN = "nicht nichts nie niemals niemand nirgends nirgendwo kein keine keinen keinem keiner keines weder ohne"
_FRENCH = "ne pas jamais rien aucun aucune nul nulle ni sans"
_SPANISH_AND_PORTUGUESE = "nunca jamás nadie nada ningún ninguna ninguno tampoco não ninguém nenhum nenhuma"
_ITALIAN_AND_LATIN = "non niente nessun nessuno nessuna nemmeno neque"
_DUTCH_AND_NORDIC = "niet geen nooit niets niemand nergens zonder ikke ikkje inte aldrig aldri ingen inget ingenting"
_RUSSIAN = "не нет ни никто никого никому ничто ничего никогда нигде без"
_POLISH_AND_CZECH = "nigdy nikt nic nigdzie żaden żadna żadne bez nikdy nikdo žádný žádná žádné"
_GREEK = "δεν μην ούτε χωρίς κανείς κανένας τίποτα"
NEGATIONS = frozenset(
    f"{_ENGLISH} {_GERMAN} {_FRENCH} {_SPANISH_AND_PORTUGUESE} {_ITALIAN_AND_LATIN} {_DUTCH_AND_NORDIC}".split()
    + f"{_POLISH_AND_CZECH} {_RUSSIAN} {_GREEK}".split(),
)
"""Case-folded words that deny, whatever the language."""

_ONLY_IN = {
    "es": frozenset("sin jamás nunca ni nadie ningunos ningunas".split()),
    "it": frozenset("mai né neppure neanche senza nulla no".split()),
    "pt": frozenset("sem nem jamais nunca nenhuns nenhumas".split()),
    "fr": frozenset("guère nullement aucunement non".split()),
    "de": frozenset(
        "keinerlei "
        "keinesfalls keineswegs niemandem niemanden niemandes nimmer nimmermehr nirgendwohin nirgendwoher nein keins".split()
    ),
    "en": frozenset("nobody's nowise nought naught".split()),
}
"""Words that deny in one language and are something else in another: Spanish "sin", Italian "mai"."""
_NONE_IN = {"pt": frozenset({"no"}), "it": frozenset({"ne"})}
"""Words that deny in other languages, and in this one are something else: Portuguese "no", in the; Italian "ne", of it."""
_PARTICLES = {
    "fr": frozenset({"ne", "ni"}),
    "es": frozenset({"no", "ni"}),
    "it": frozenset({"non", "né"}),
    "pt": frozenset({"não", "nem"}),
    "de": frozenset({"weder"}),
    "en": frozenset({"neither"}),
}
"""Words before a verb, or before one of several things, that deny together with another word."""
_COMPANIONS = {
    "fr": "pas point plus que jamais rien personne guère aucun aucune nul nulle nullement aucunement ni mie".split(),
    "es": "nada nadie nunca jamás ningún ninguno ninguna tampoco ni más".split(),
    "it": "nulla niente nessuno nessun nessuna mai più affatto neppure nemmeno neanche né mica che".split(),
    "pt": "nada ninguém nunca jamais nenhum nenhuma nem mais".split(),
    "de": ["noch"],
    "en": ["nor"],
}
"""What those words deny together with: ne … plus, no … nada, non … mai."""
_ONLY_BESIDE = frozenset("point plus que personne mie più mica che affatto más mais noch".split())
"""Those among them that deny nothing where no other word does."""
DENYING_ENDINGS = ("less", "los")
"""Endings of words, case-folded, that turn them into their contrary: "careless", "hoffnungslos"."""
_CONTRARY_ENDINGS = (("less", "ful"), ("los", "voll"), ("lose", "volle"), ("losen", "vollen"), ("loser", "voller"))
_ADJECTIVE = late_pattern(
    r"(?:able|ible|al|ate|ent|ant|ive|ful|ed|ic|ous|ct|ite|ete|uman|umane|[cmp]ure|cise|ile|roper)(?:ly)?$"
    r"|..(?:bility|ality|[^s]tance|[^rst]ance|[^ct]ence|racy|stice|retion|urity|perience)$"
)
_ROMANCE_ADJECTIVE = late_pattern(
    r"(?:[ai]ble|[ai]bil[ei]|[áí]vel|[áí]veis|t?il|[cit]iles|ile|ili|al|ale|ali|aux|elle?|[aiu]d[oa]|[aei]t[oaei]|[eè]te?|ct[oa]|[aá]ri[oa]|ain|aine|[nuv]ue?|[ae]nt[ei]?"
    r"|[ao]l[oa]|os[oaie]|eux|euse|ic[oa]|ique|ist[oa]|ie?r[oa]|[aei]z|feliz|capa[zc]e?|just[oaei]?|cert[oaie]|gual|egale?|ête|est[oa])"
    r"(?:es|s)?(?:mente|ment)?$"
)
_ROMANCE = frozenset({"fr", "es", "it", "pt"})
_ROMANCE_PREFIXES = frozenset({"in", "im", "des", "dis", "dés", "mé", "mal"})


@lru_cache(maxsize=4096)
def is_negation(word: str, language: str | None = None) -> bool:
    """Whether a word denies by itself: "not", "never", "don't", "n'est"; with a two-letter code, in that language too."""
    folded = word.casefold().replace("’", "'")
    if folded in NEGATIONS:
        return folded not in _NONE_IN.get(language or "", ())
    return folded in _ONLY_IN.get(language or "", ()) or folded.endswith("n't") or folded.startswith("n'")


_CALLS_FOR_IT = late_pattern(
    r"\b(?:(?:avant|à moins|de peur|de crainte|sans|plutôt|autre|autres|autre chose|autrement)"
    r"|(?:crai[gn]\w*|redout\w+|empêch\w+|évit\w+|plus|moins|mieux|pire|meilleure?s?|moindres?)\b[^.,;:!?\n]{0,40}?)"
    r" qu(?P<subject>(?:e |['’])(?:[\w’'-]+ ){0,3})\Z",
    re.IGNORECASE,
)
_DENIES_ALONE = late_pattern(
    r"(?:(?:[lmts]['’]|l[ae]s? |[lmts]e |en |y )*(?:sai[st]|sav|saur|su[st]|peu[txv]|puis|pouv|pour|os[ae]|cess|daign)"
    r"|[^.,;:!?\n]{0,40}\b(?:pas|point|plus|que|jamais|rien|personne|guère|aucune?|nul|nulle|ni|mie)\b"
    r"|[^.,;:!?\n]{0,40}\bqu['’])",
    re.IGNORECASE,
)
_SUBJECT_DENIES = late_pattern(r"\b(?:personne|rien|nul|nulle|aucune?|jamais)\b", re.IGNORECASE)


def is_expletive(before: str, after: str) -> bool:
    """Whether a French "ne" between two stretches of a sentence denies nothing: "avant qu’il ne vienne".

    With "pas" or the like behind it, before verbs that need none ("ne sait"), and behind "personne" it denies.
    """
    called = _CALLS_FOR_IT.search(before)
    return called is not None and not _SUBJECT_DENIES.search(called["subject"]) and not _DENIES_ALONE.match(after)


def is_particle(word: str, language: str | None) -> bool:
    """Whether a word before a verb denies together with another: "ne", "n'en", "no", "non", "não"."""
    folded = word.casefold().replace("’", "'")
    return folded in _PARTICLES.get(language or "", ()) or (language == "fr" and folded.startswith("n'"))


def accompanies(word: str, language: str | None) -> bool:
    """Whether a word denies together with one before the verb: "pas", "plus", "que", "nada", "mai"."""
    folded = word.casefold().replace("’", "'")
    return folded in _COMPANIONS.get(language or "", ()) or (language == "fr" and folded.startswith("qu'"))


def denials(words: Sequence[str], others: Sequence[str], language: str | None) -> int:
    """How many negations there are among some words, ne … pas being one; `others` stand in their place in another text.

    French "point" is one with "ne" beside it, or where it became "pas".
    """
    particles = sum(is_particle(word, language) for word in words)
    denied = particles or any(accompanies(word, language) and is_negation(word, language) for word in others)
    beside = alone = 0
    for word in words:
        if is_particle(word, language):
            continue
        if word.casefold() in _ONLY_BESIDE:
            beside += bool(denied) and accompanies(word, language)
        elif accompanies(word, language):
            beside += is_negation(word, language)
        else:
            alone += is_negation(word, language)
    return max(particles, beside) + alone


def is_negative_of(word: str, base: str, language: str | None = None) -> bool:
    """Whether one word is the other with a negative prefix: "impossible" of "possible", "inútil" of "útil".

    "in-" and "im-" also mean "into" (income, import), so they count only before what looks like an adjective.
    """
    word, base = word.casefold(), base.casefold()
    for denying, affirming in _CONTRARY_ENDINGS:
        stem = word.removesuffix(denying)
        if stem != word and base in (stem + affirming, stem):
            return len(stem) > 2
    if len(base) < 4 or not word.endswith(base):
        return False
    prefix = word[: -len(base)]
    if prefix in {"un", "non", "il", "ir"}:
        return True
    if language in _ROMANCE:
        both = prefix in _ROMANCE_PREFIXES and _ROMANCE_ADJECTIVE.search(base) is not None
        return both and is_word(word, language) is not False and is_word(base, language) is not False
    return prefix in {"in", "im", "dis"} and bool(_ADJECTIVE.search(base))
