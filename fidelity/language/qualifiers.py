"""Words that say how much, how sure, or how binding: exchange one, and a sentence claims something else.

Six languages. Left out are words that are mostly something else: German "soll" is in, "mag" is not; Spanish "como" is none.
"""

from __future__ import annotations

_MODAL = {
    "en": "must may might can could shall should will would ought cannot",
    "de": "muss muß müssen müsste müßte musste mußte mussten kann können könnte könnten konnte konnten darf dürfen "
    "dürfte soll sollen sollte sollten will wollen wollte möchte",
    "fr": "doit doivent devait devaient devrait devraient peut peuvent pouvait pouvaient pourrait pourraient faut",
    "es": "debe deben debía debían debería deberían puede pueden podía podían podría podrían",
    "it": "deve devono doveva dovevano dovrebbe dovrebbero può possono poteva potevano potrebbe potrebbero",
    "pt": "deve devem devia deviam deveria deveriam pode podem podia podiam poderia poderiam",
}
_QUANTITY = {
    "en": "all every each some any many most few several more less fewer both much little enough",
    "de": "alle allen aller alles jeder jede jedes jedem jeden einige einigen manche manchen mehrere mehreren viele "
    "vielen wenige wenigen meisten mehr weniger beide beiden sämtliche genug",
    "fr": "tous toutes tout toute chaque quelques certains certaines plusieurs beaucoup peu plupart plus moins assez",
    "es": "todos todas todo toda cada algunos algunas algún alguna muchos muchas pocos pocas varios varias más menos "
    "ambos ambas mayoría",
    "it": "tutti tutte tutto tutta ogni alcuni alcune qualche molti molte pochi poche parecchi diversi più meno "
    "entrambi maggior",
    "pt": "todos todas todo toda cada alguns algumas algum alguma muitos muitas poucos poucas vários várias mais menos "
    "ambos ambas maioria",
}
_DEGREE = {
    "en": "only merely almost nearly hardly scarcely barely always often sometimes rarely seldom usually generally "
    "perhaps probably possibly certainly clearly apparently allegedly mainly mostly partly wholly entirely "
    "exclusively even unless except although however at-least still already yet again",
    "de": "nur bloß lediglich fast beinahe kaum immer oft häufig manchmal selten meist meistens vielleicht "
    "wahrscheinlich möglicherweise sicherlich offenbar angeblich hauptsächlich teilweise ganz völlig "
    "ausschließlich sogar außer falls obwohl noch schon",
    "fr": "seulement uniquement presque guère toujours souvent parfois rarement peut-être probablement certainement "
    "apparemment surtout partiellement entièrement exclusivement même sauf quoique encore déjà",
    "es": "sólo solo solamente únicamente casi apenas siempre menudo veces raramente quizá quizás probablemente "
    "ciertamente principalmente parcialmente enteramente exclusivamente incluso salvo excepto aunque todavía ya",
    "it": "solo soltanto solamente unicamente quasi appena sempre spesso talvolta raramente forse probabilmente "
    "certamente soprattutto parzialmente interamente esclusivamente perfino salvo tranne benché ancora già",
    "pt": "só somente apenas unicamente quase sempre frequentemente vezes raramente talvez provavelmente certamente "
    "principalmente parcialmente inteiramente exclusivamente mesmo salvo exceto embora ainda já",
}
QUALIFIERS = {
    language: frozenset(f"{_MODAL[language]} {_QUANTITY[language]} {_DEGREE[language]}".split()) for language in _MODAL
}
"""Case-folded, by two-letter code."""
_EVERY = frozenset().union(*QUALIFIERS.values())


def is_qualifier(word: str, language: str | None) -> bool:
    """Whether a word limits or binds what is said; without a language, whether it does so in any of the six."""
    return word.casefold() in QUALIFIERS.get(language or "", _EVERY)
