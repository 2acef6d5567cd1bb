"""Pronouns that a hyphen joins to a verb, and the little words inside compounds with several hyphens."""

from __future__ import annotations

CLITICS = {
    "fr": frozenset("nous vous je tu il elle elles ils on ce même mêmes là ci moi toi leur le la les lui y en".split()),
    "pt": frozenset("me te se lhe lhes nos vos lo la los las no na nas mo to lha lho".split()),
}
"""By language, what follows a verb behind a hyphen: dit-il, prenez-en, respondeu-me, ouvi-lo."""

LIKE_ENDINGS = frozenset("le la les lui y en leur".split())
"""The French ones that many words end in, too: they are clitics behind what is a word by itself."""

_LENGTHENED, _NASAL = ("á", "ê", "é", "í", "ô", "ó", "i"), ("m", "ão", "õe")
VERBS_BEFORE = {
    "pt": dict.fromkeys(("lo", "la", "los", "las"), _LENGTHENED) | dict.fromkeys(("no", "na", "nas"), _NASAL),
}
"""By language and clitic, how a verb ends before it that lost its last letter or is nasal: vê-la, fecharam-na."""

EUPHONIC_SUBJECTS = frozenset("il elle ils elles on".split())
"""What follows the French -t-: finira-t-on."""

FUTURE_ENDINGS = frozenset("ei ás á emos eis ão ia ias íamos íeis iam".split())
"""What follows a pronoun in the middle of a Portuguese verb: dir-se-ia, trá-lo-ás."""

LINKING = {
    "en": frozenset("a and at by down for in of off on or out over the to under up upon with".split()),
    "fr": frozenset("à au aux de des du d en et la le les par pour sous sur".split()),
    "de": frozenset("an am auf aus bei das dem den der des die für im in ins mit nach und vom von vor zu zum zur".split()),
    "es": frozenset("a al de del el en la las los y".split()),
    "it": frozenset("a al da de del di e in la il".split()),
    "nl": frozenset("aan bij de door en het in met of om onder op over te ten ter tot uit van voor".split()),
    "pt": frozenset("a à ao da das de do dos e em".split()),
}
"""By language, little words inside compounds: mother-in-law, arc-en-ciel, In-den-Tag-hinein-Leben, pé-de-meia."""

ADJECTIVE_ENDINGS = tuple(
    stem + ending
    for stem in ("isch", "lich", "ig", "iv", "ell", "sozial", "liberal", "national", "deutsch")
    for ending in ("", "e", "em", "en", "er", "es")
)
"""How a German adjective ends that another one in -isch or -lich is joined to by a hyphen: römisch-katholische."""
