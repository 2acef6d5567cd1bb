"""Words that say how much, how sure, or how binding: exchange one, and a sentence claims something else.

Six languages. Left out are words that are mostly something else: German "soll" is in, "mag" is not; Spanish "como" is none.
"""

from __future__ import annotations

_MODAL = {
    "en": "must may might can could shall should will would ought cannot need needn't",
    "de": "muss muß müssen müsste müßte müssten müßten musste mußte mussten mußten kann können könnte könnten konnte konnten "
    "darf dürfen durfte durften dürfte dürften soll sollen sollte sollten will wollen wollte wollten möchte möchten",
    "fr": "doit doivent devait devaient devrait devraient dut durent devra devront peut peuvent pouvait pouvaient pourrait "
    "pourraient pourra pourront put purent faut fallait faudrait faudra veut veulent voulait voulaient",
    "es": "debe deben debía debían debería deberían debió debieron deberá deberán puede pueden podía podían podría podrían "
    "pudo pudieron podrá podrán pueda puedan quiere quieren quería querían",
    "it": "deve devono debbono doveva dovevano dovrebbe dovrebbero dovette dovrà dovranno può possono poteva potevano "
    "potrebbe potrebbero poté potrà potranno possa possano vuole vogliono voleva volevano",
    "pt": "deve devem devia deviam deveria deveriam deveu deverá deverão pode podem podia podiam poderia poderiam pôde "
    "puderam poderá poderão possa possam quer querem queria queriam",
}
_QUANTITY = {
    "en": "all every each some any many most least fewest few several more less fewer both much little enough",
    "de": "alle allen aller alles jeder jede jedes jedem jeden einige einigen einiger manche manchen mancher mehrere mehreren "
    "viele vielen vieler viel wenig wenige wenigen weniger meisten mehr beide beiden beider sämtliche sämtlichen genug "
    "mindestens höchstens wenigstens",
    "fr": "tous toutes tout toute chaque quelque quelques certains certaines plusieurs beaucoup peu plupart plus moins assez "
    "trop maint maints",
    "es": "todos todas todo toda cada algunos algunas algún alguna muchos muchas mucho mucha pocos pocas poco poca varios "
    "varias más menos ambos ambas mayoría bastante bastantes demasiado demasiados cualquier cualquiera",
    "it": "tutti tutte tutto tutta ogni ognuno alcuni alcune alcuno alcuna qualche molti molte molto molta pochi poche poco "
    "poca parecchi parecchie diversi più meno entrambi entrambe maggior abbastanza troppo troppi ciascuno ciascuna",
    "pt": "todos todas todo toda tudo cada alguns algumas algum alguma muitos muitas muito muita poucos poucas pouco pouca "
    "vários várias mais menos ambos ambas maioria bastante bastantes demasiado qualquer",
}
_DEGREE = {
    "en": "only merely almost nearly hardly scarcely barely always often sometimes rarely seldom usually generally "
    "perhaps probably possibly certainly clearly apparently allegedly undoubtedly surely presumably supposedly maybe "
    "mainly mostly partly wholly entirely largely "
    "exclusively even unless except although however at-least still already yet again",
    "de": "nur bloß lediglich fast beinahe kaum immer stets oft häufig manchmal zuweilen selten meist meistens vielleicht "
    "wahrscheinlich vermutlich möglicherweise sicherlich gewiss gewiß bestimmt sicher zweifellos offenbar angeblich wohl "
    "hauptsächlich teilweise ganz völlig ausschließlich sogar außer falls obwohl noch schon",
    "fr": "seulement seul seule seuls seules "
    "uniquement presque guère toujours souvent parfois quelquefois rarement peut-être probablement "
    "certainement sûrement apparemment prétendument surtout partiellement entièrement exclusivement "
    "même sauf quoique encore déjà",
    "es": "sólo solo solamente únicamente casi apenas siempre menudo veces raramente quizá quizás acaso probablemente "
    "posiblemente ciertamente seguramente indudablemente supuestamente principalmente parcialmente enteramente "
    "exclusivamente incluso salvo excepto aunque todavía aún ya",
    "it": "solo soltanto solamente unicamente quasi appena sempre spesso talvolta raramente forse probabilmente possibilmente "
    "certamente sicuramente indubbiamente presumibilmente soprattutto parzialmente interamente esclusivamente perfino "
    "salvo tranne benché ancora già",
    "pt": "só somente apenas unicamente quase sempre frequentemente vezes raramente talvez porventura provavelmente "
    "possivelmente certamente decerto seguramente indubitavelmente supostamente principalmente parcialmente inteiramente "
    "exclusivamente mesmo salvo exceto embora ainda já",
}
_SURE = {
    "fr": ("sans doute", "sans aucun doute", "à peine", "peut-être", "au moins", "au plus", "tout au plus"),
    "es": ("sin duda", "tal vez", "a menudo", "a veces", "al menos", "por lo menos", "a lo sumo"),
    "it": ("senza dubbio", "di rado", "almeno", "tutt'al più", "al massimo"),
    "pt": ("sem dúvida", "com certeza", "às vezes", "ao menos", "pelo menos", "quando muito"),
    "de": ("ohne zweifel", "auf jeden fall"),
    "en": ("without doubt", "no doubt", "at least", "at most"),
}
FEW = {
    "en": ("a", ("few", "little")),
    "de": ("ein", ("wenig",)),
    "fr": ("un", ("peu",)),
    "es": ("un", ("poco",)),
    "it": ("un", ("poco", "po'", "po’")),
    "pt": ("um", ("pouco",)),
}
"""Words for hardly any, by two-letter code, and the article that makes some of them."""
QUALIFIERS = {
    language: frozenset(f"{_MODAL[language]} {_QUANTITY[language]} {_DEGREE[language]}".split()) for language in _MODAL
}
"""Case-folded, by two-letter code."""
_EVERY = frozenset().union(*QUALIFIERS.values())


def is_qualifier(word: str, language: str | None) -> bool:
    """Whether a word limits or binds what is said; without a language, whether it does so in any of the six."""
    return word.casefold() in QUALIFIERS.get(language or "", _EVERY)


def is_qualifying_phrase(words: str, language: str | None) -> bool:
    """Whether words together qualify what is said though they deny or count by themselves: "sin duda", "no doubt"."""
    folded = words.casefold().replace("’", "'")
    return folded in _SURE.get(language or "", ())
