"""Words that bind or limit a statement: one lost or exchanged changes what is claimed."""

from __future__ import annotations

LIMITING_WORDS = frozenset(
    # English
    "only merely solely just almost nearly hardly scarcely barely mainly mostly partly largely chiefly often sometimes usually "
    "always rarely seldom perhaps possibly probably allegedly supposedly apparently unless except until "
    "although however but if "
    "some few many most all every any each both "
    # German
    "nur bloß lediglich fast beinahe kaum meist meistens teilweise oft manchmal immer selten vielleicht möglicherweise "
    "wahrscheinlich angeblich außer obwohl jedoch aber wenn einige wenige viele alle jeder "
    # French
    "seulement presque peine surtout souvent parfois toujours rarement peut-être probablement sauf "
    "excepté quoique cependant mais "
    "quelques plusieurs tous toutes chaque "
    # Spanish, Italian, Portuguese
    "sólo solo solamente casi apenas sobre menudo siempre quizás tal vez salvo excepto aunque pero "
    "algunos pocos muchos todos cada "
    "soltanto solamente quasi appena spesso sempre forse tranne benché però alcuni pochi molti tutti ogni "
    "só somente quase às vezes talvez embora mas alguns poucos muitos".split()
)

MODAL_WORDS = frozenset(
    "can could may might must shall should will would ought need "
    "kann können könnte darf dürfen dürfte muss müssen muß soll sollen sollte will wollen würde mag "
    "peut peuvent pourrait doit doivent devrait faut puede pueden podría debe deben debería può possono potrebbe deve devono "
    "dovrebbe pode podem poderia devem deveria".split()
)
"""Case-folded verbs of being able, being allowed, having to and being meant to."""
