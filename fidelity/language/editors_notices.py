"""Notices in which a writer says what was done to a quotation: “(emphasis added)”, “[Hervorh. d. Verf.]”, “(cleaned up)”."""

from __future__ import annotations

import re

from fidelity.model.late_pattern import late_pattern

EMPHASIS = (
    r"emphas[ie]s|italic|underlining|hervorh|herv\.|hvh\.|kursiv|sperrung|unterstreichung|soulign|italique|"
    r"énfasis|cursiva|subrayad|negrita|bastardilla|corsiv|enfasi|sottolineatur|grassetto|ênfase|grifo|grifad|itálico|sublinhad|negrito"
)
"""Beginnings of words on emphasis, in six languages, for who looks for a notice in the words behind a quotation."""
_SUBJECT = "|".join(
    (
        r"emphas[ie]s|emphasi[sz]ed|italics?|itali[cs]i[sz]ed|underlin(?:ing|ed)|underscor(?:ing|ed)",
        r"hervorhebung(?:en)?|hervorgehoben|hervorh|herv|hvh|kursiv|kursivierung(?:en)?|kursivschrift|kursivsatz|kursiviert",
        r"sperrung(?:en)?|sperrdruck|gesperrt|unterstreichung(?:en)?|unterstrichen",
        r"souligne|soulignons|soulignée?s?|soulignements?|italiques?",
        r"énfasis|cursivas?|subraya|subrayo|subrayamos|subrayad[oa]s?|negritas?|bastardillas?",
        r"corsiv[oi]|enfasi|sottolineatur[ae]|sottolineat[oaie]|grassett[oi]",
        r"ênfases?|grifos?|grifad[oa]s?|grifei|grifamos|itálicos?|sublinhad[oa]s?|sublinhei|negritos?",
    )
)
"""The emphasis of which a notice speaks, in six languages; whole words."""
_TELLING = "|".join(
    (
        r"original|source|added|supplied|authors?|author[’']s|authors[’']|mine|ours|my|our|me|us",
        r"mir|uns|verf|verfassers?|verfasserin|autors?|autorin|hinzugefügt|meine?|unsere?|eigene|i\. ?o",
        r"je|nous|moi|l[’'](?:original|auteure?)|auteure?|ajoutée?s?|texte|notre|nos|mes|mon",
        r"mí[oa]s?|nuestr[oa]s?|añadid[oa]s?|propi[oa]s?|autora?|agregad[oa]s?",
        r"mi[oae]|miei|nostr[oaie]|aggiunt[oaie]|nell[’']originale|originale|dell[’']autor[ei]|dell[’']autrice|testo|texto",
        r"meus?|minhas?|noss[oa]s?|acrescentad[oa]s?",
    )
)
"""Whose the emphasis is, or where it stands: without such a word it is no notice, and “(Sperrung)” is a word like any other."""
_BESIDE = "|".join(
    (
        r"the|in|by|is|are|not|and",
        r"von|v|im|d|des|der|durch|wie|ist|sind|nicht",
        r"c[’']est|qui|par|dans|l[’']|de|le|en|est|sont",
        r"el|la|es|son|en|del?|las|los",
        r"è|sono|nel|il|del|i",
        r"é|são|no|do|da|dos|das|o|a|os|as",
    )
)
_OTHER_CHANGES = (
    r"cleaned up|(?:internal |inner )?"
    r"(?:quotation marks|quotations|citations?|footnotes?|notes|references?) (?:omitted|removed)|"
    r"(?:my|our|author[’']s) (?:own )?translation|(?:slightly )?translation (?:mine|ours|modified|altered|by the author)|"
    r"(?:tr|trans)\. (?:mine|modified)|"
    r"(?:punctuation|spelling) (?:modernised|modernized|mine)|"
    r"(?:eigene |meine )?übersetzung(?: d\. verf\.| von mir| (?:des|der) (?:autors|autorin|verfassers|verfasserin))?|"
    r"übers\. (?:d\. verf\.|von mir|v\. mir)|"
    r"(?:ma|notre) traduction|(?:traduction|trad\.) (?:modifiée|personnelle|libre|de l[’']auteure?)|notes? omises?|"
    r"(?:mi|nuestra) traducción|(?:traducción|trad\.) (?:mía|propia|modificada|libre|del autor|de la autora)|notas? omitidas?|"
    r"(?:mia|nostra) traduzione|(?:traduzione|trad\.) (?:mia|nostra|modificata|dell[’']autor[ei]|dell[’']autrice)|note omesse|"
    r"(?:minha|nossa) tradução|(?:tradução|trad\.) (?:minha|nossa|modificada|livre|do autor|da autora)|notas? suprimidas?"
)
_WORD = rf"(?:{_SUBJECT}|{_TELLING}|{_BESIDE})(?!\w)"
_NOTICE = (
    rf"(?=[^()\[\]]*(?<!\w)(?:{_SUBJECT})(?!\w))(?=[^()\[\]]*(?<!\w)(?:{_TELLING})(?!\w))"
    rf"{_WORD}(?:[\s.,;]+{_WORD})*\.?|(?:{_OTHER_CHANGES})"
)
NOTICE = late_pattern(rf"\((?:{_NOTICE})\)|\[(?:{_NOTICE})\]", re.IGNORECASE)
"""A notice in its brackets: a whole phrase. “(with emphasis on trade)” is none, and no more is “(Grifo)” or “(Negritos)”."""
