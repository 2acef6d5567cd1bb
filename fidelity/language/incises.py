"""Incises: the few words within a speech that say who speaks, “he said”, « répondit le pilote », »fuhr er fort«."""

from __future__ import annotations

from collections.abc import Sequence

from fidelity.language.saying import SPEAKING
from fidelity.model.late_pattern import late_pattern

_LONGEST = 90
"""Characters."""
_WORD = late_pattern(r"[^\W\d_]+")
_NO_INCISE = late_pattern(r"[\d.!?…;:«»“”„\"\n]")
_SPEAKERS = frozenset(
    "i you he she it we they ich du er sie es wir ihr man je j tu il elle on nous vous ils elles "
    "yo tú él ella usted nosotros ellos ellas ustedes io egli lui lei noi voi essi loro eu ele ela você nós eles elas".split()
)
_ALONE = frozenset(
    "dijo dice escribió afirmó señaló respondió preguntó exclamó repuso contestó replicó añadió gritó murmuró continuó "
    "prosiguió pensó decía digo disse scrisse affermò osservò notò rispose risponde chiese domandò esclamò aggiunse "
    "aggiunge replicò mormorò gridò riprese continuò diceva diz escreveu afirmou observou respondeu perguntou exclamou "
    "acrescentou murmurou gritou replicou continuou tornou prosseguiu dizia "
    "escribe escriben dicen dijeron scrive scrivono dicono dissero escreve escrevem dizem disseram".split()
)
"""Verbs whose subject Spanish, Italian and Portuguese may leave out."""
_DETERMINERS = frozenset(
    "the a an my our his her their der die das ein eine mein meine sein seine ihr ihre unser unsere "
    "le la l les un une mon ma son sa notre leur ce cet cette el los las una mi su nuestro nuestra "
    "il lo i gli o os as um uma meu minha seu sua nosso nossa".split()
)
_PARTICLES = frozenset("of de du des d von van der den di da do dos das del della la le y e and und et".split())
"""Words that stand before a part of a name."""
_BESIDE = frozenset(
    # to whom
    "me te se m t s lui leur nous vous mir dir ihm ihr ihnen uns sich mi ti si gli ci vi nos lhe lhes him her them us to "
    # before a participle
    "had has have hat hatte haben hatten a ai as ont avait avais avaient ha había aveva tinha".split()
)
"""Words beside the verb that say nothing of their own."""
_TO = frozenset("au aux à al alla allo ai agli alle ao aos às to zu a dem zum zur".split())
"""Before whom something is said to."""
_TELLING = frozenset("told tells tell gesagt geantwortet gefragt gerufen gemeint geschrieben cuenta exclama".split())
"""Other verbs of saying, those in forms that stand beside no subject included."""
_ADVERBS = frozenset(
    "then again once now later also still too on back aloud only often here there "
    "leise laut ruhig dann da endlich wieder weiter fort hinzu darauf später auch noch nun lächelnd plötzlich traurig schnell "
    "puis alors encore enfin ensuite aussi bas haut déjà ici "
    "entonces luego después también aún poi allora ancora anche infine dopo então depois também ainda enfim logo".split()
)
_ADVERBIAL = ("ly", "ment", "mente")
_MOST_ADVERBS = 2
_LONGEST_NOUN = 2
"""Words of a noun with an adjective."""


def speaks(words: str) -> bool:
    """Whether any of some words is a verb of saying."""
    return any(word.casefold() in SPEAKING or word.casefold() in _TELLING for word in _WORD.findall(words))


def is_incise(words: str) -> bool:
    """Whether words are a verb of saying beside its subject, a pronoun, a name or a noun, with an adverb or two at most."""
    stripped = words.strip(" ,\u00a0\u202f\n")
    if len(stripped) > _LONGEST or _NO_INCISE.search(stripped):
        return False
    found = _WORD.findall(stripped)
    if not found:
        return False
    rest = [word for word in found if not _is_adverb(word)]
    if len(found) - len(rest) > _MOST_ADVERBS:
        return False
    rest = _without_hearer(rest)
    beside = [word for word in rest if word.casefold() not in _BESIDE - _DETERMINERS]
    return any(map(_is_clause, (found, rest, beside, [word for word in beside if word.casefold() not in _BESIDE])))


def _without_hearer(words: list[str]) -> list[str]:
    """Words without those at their end that say to whom: "au greffier", "a su madre", "to the inspector"."""
    for k in range(2, len(words)):
        if words[k].casefold() in _TO and _is_subject(["the", *_without_determiner(words[k + 1 :])]):
            return words[:k]
    return words


def _without_determiner(words: list[str]) -> list[str]:
    return words[1:] if words and words[0].casefold() in _DETERMINERS else words


def _is_adverb(word: str) -> bool:
    folded = word.casefold()
    return folded in _ADVERBS or (folded not in SPEAKING and word.islower() and folded.endswith(_ADVERBIAL))


def _is_clause(words: Sequence[str]) -> bool:
    """Whether a verb of saying comes first or last, and all the others are its subject."""
    if len(words) == 1:
        return words[0].casefold() in _ALONE
    return len(words) > 1 and (
        (words[0].casefold() in SPEAKING and _is_subject(words[1:]))
        or (words[-1].casefold() in SPEAKING and _is_subject(words[:-1]))
    )


def _is_subject(words: Sequence[str]) -> bool:
    if len(words) == 1 and words[0].casefold() in _SPEAKERS:
        return True
    if words[0].casefold() not in _DETERMINERS:
        return _is_name(words)
    noun = words[1:]
    while len(noun) > 1 and noun[-1][0].isupper() and noun[-2].casefold() in _PARTICLES:  # the bishop of Oslo
        noun = noun[:-2]
    return 0 < len(noun) <= _LONGEST_NOUN and _DETERMINERS.isdisjoint(noun) and _PARTICLES.isdisjoint(noun)


def _is_name(words: Sequence[str]) -> bool:
    capital = words[0][0].isupper() and words[-1][0].isupper()
    return capital and all(word[0].isupper() or word in _PARTICLES for word in words)
