"""Notices in which a writer says what was done to a quotation: “(emphasis added)”, “[Hervorh. d. Verf.]”, “(cleaned up)”."""

from __future__ import annotations

import re

from fidelity.model.late_pattern import late_pattern

EMPHASIS = (
    r"emphas[ie]|italic|underlin|underscor|hervorh|hervorgehob|herv\.|hvh\.|kursiv|sperrung|sperrdruck|gesperrt|unterstr[ie]ch|"
    r"soulign|italique|mise? en relief|énfasis|cursiva|subraya|negrita|bastardilla|resalta|destaca|"
    r"corsiv|enfasi|sottolinea|grassetto|evidenzia|ênfase|grif[oae]|itálico|sublinh|negrito|destaque|realce"
)
"""Beginnings of words on emphasis, in six languages, for who looks for a notice in the words behind a quotation."""
_ON_EMPHASIS = "|".join(
    (
        r"emphas[ie]s|emphasi[sz]ed|italics?|itali[cs]i[sz]ed|underlin(?:ing|ed)|underscor(?:ing|ed)",
        r"hervorhebung(?:en)?|hervorgehoben|hervorh|herv|hvh|kursiv|kursivierung(?:en)?|kursivschrift|kursivsatz|kursiviert",
        r"sperrung(?:en)?|sperrdruck|gesperrt|unterstreichung(?:en)?|unterstrichen",
        r"souligne|soulignons|soulignée?s?|soulignements?|italiques?|mis en relief|mises? en relief",
        r"énfasis|cursivas?|itálicas?|subraya|subrayo|subrayamos|subrayad[oa]s?|negritas?|bastardillas?|"
        r"resaltad[oa]s?|resaltados?|destacad[oa]s?",
        r"corsiv[oi]|enfasi|sottolineatur[ae]|sottolineat[oaie]|grassett[oi]|evidenziat[oaie]|evidenziazion[ei]",
        r"ênfases?|grifos?|grifad[oa]s?|grifei|grifamos|itálicos?|sublinhad[oa]s?|sublinhei|sublinhamos|negritos?|"
        r"destaques?|destaquei|destacamos|realces?",
    )
)
"""The emphasis of which a notice speaks, in six languages; whole words."""
_ON_TRANSLATION = "|".join(
    (
        r"translations?|translated|trans|transl|tr",
        r"übersetzung(?:en)?|übersetzt|übers|übertragung(?:en)?",
        r"traductions?|traduite?s?|traduis|traduisons|trad",
        r"traducción|traducciones|traducid[oa]s?|traduje|traducimos",
        r"traduzion[ei]|tradott[oaie]",
        r"tradução|traduções|traduzid[oa]s?|traduzi|traduzimos",
    )
)
"""The translation of which a notice speaks, in six languages, and how it is abbreviated."""
_SUBJECT = rf"{_ON_EMPHASIS}|{_ON_TRANSLATION}"
_TELLING = "|".join(
    (
        r"original|orig|source|added|supplied|removed|omitted|retained|altered|changed|modified|amended|revised|adapted|"
        r"authors?|author[’']s|authors[’']|translators?|translator[’']s|editors?|editor[’']s|mine|ours|my|our|me|us",
        r"originale?[nms]?|mir|uns|verf|verfassers?|verfasserin|autors?|autorin|übersetzers?|übersetzerin|hrsg|herausgebers?|"
        r"hinzugefügt|ergänzt|entfernt|getilgt|weggelassen|geändert|verändert|modifiziert|angepasst|"
        r"meine?|unsere?|eigene|i\. ?o",
        r"je|nous|moi|auteure?|autrice|traducteur|traductrice|ajoutée?s?|supprimée?s?|modifiée?s?|"
        r"personnelle|libre|texte|notre|nos|mes|mon|ma",
        r"mí|mí[oa]s?|nuestr[oa]s?|mi|mis|añadid[oa]s?|propi[oa]s?|autora?|traductora?|agregad[oa]s?|suprimid[oa]s?|modificad[oa]s?",
        r"mi[oae]|miei|nostr[oaie]|aggiunt[oaie]|nell[’']originale|originale|dell[’']autor[ei]|dell[’']autrice|testo|texto|"
        r"traduttore|traduttrice|rimoss[oaie]|modificat[oaie]|libera",
        r"meus?|minhas?|noss[oa]s?|acrescentad[oa]s?|adicionad[oa]s?|autoria|nós|mim|tradutora?|livre|própri[oa]",
        r"(?:[^\W\d_]\.[ \u00a0\u202f-]?){2,3}",  # whoever writes, by his initials
    )
)
"""Whose the emphasis or translation is, or where it stands: without such a word “(Sperrung)” is a word like any other."""
_SAID_ALONE = r"grifei|grifamos|sublinhei|sublinhamos|destaquei|subrayamos|traduje|traducimos|traduzi|traduzimos"
"""Verbs whose ending says who did it."""
_BESIDE = "|".join(
    (
        r"the|in|by|is|are|not|and|all|own|slightly|from|of|here|has|have|been",
        r"von|v|vom|im|d|des|der|die|durch|wie|ist|sind|nicht|wurde|wurden|alle|leicht|und|aus",
        r"c[’']est|qui|par|dans|de|du|le|la|les|en|est|sont|et|légèrement|pas|n[’']est|ne|a|été|figure",
        r"el|la|es|son|en|del?|las|los|no|y|está|están|todas|ligeramente|con|por|aparece",
        r"è|sono|nel|il|del|della|i|le|non|e|tutti|leggermente|da|it",
        r"é|são|no|do|da|dos|das|o|a|os|as|não|e|está|constam?|por|pelos?|pelas?|levemente",
    )
)
_OTHER_CHANGES = (
    r"cleaned up|(?:internal |inner )?"
    r"(?:quotation marks|quotations|citations?|footnotes?|notes|references?) (?:omitted|removed)|"
    r"(?:punctuation|spelling) (?:modernised|modernized|mine)|"
    r"notes? omises?|notas? (?:omitidas?|suprimidas?)|note omesse"
)
_WORD = rf"(?:l[’'])?(?:{_SUBJECT}|{_TELLING}|{_BESIDE})(?!\w)"
_NOTICE = (
    rf"(?=[^()\[\]]*(?<!\w)(?:{_SUBJECT})(?!\w))(?=[^()\[\]]*(?<!\w)(?:{_TELLING})(?!\w))"
    rf"{_WORD}(?:[\s.,;:]+{_WORD})*\.?|(?:{_SAID_ALONE})|(?:{_OTHER_CHANGES})"
)
NOTICE = late_pattern(rf"\((?:{_NOTICE})\)|\[(?:{_NOTICE})\]", re.IGNORECASE)
"""A notice in its brackets: a whole phrase. “(with emphasis on trade)” is none, and no more is “(Grifo)” or “(Negritos)”."""
