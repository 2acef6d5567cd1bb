"""Notices in which a writer says what was done to a quotation: “(emphasis added)”, “[Hervorh. d. Verf.]”, “(cleaned up)”."""

from __future__ import annotations

import re

from fidelity.model.late_pattern import late_pattern

EMPHASIS = (
    r"emphas[ie]s|italic|underlining|hervorh|herv\.|hvh\.|kursiv|sperrung|unterstreichung|soulign|italique|"
    r"énfasis|cursiva|subrayad|negrita|bastardilla|corsiv|enfasi|sottolineatur|grassetto|ênfase|grifo|grifad|itálico|sublinhad|negrito"
)
"""Beginnings of the words that a notice on emphasis has, in six languages."""
_BESIDE = "|".join(
    (
        r"the|in|original|my|our|mine|ours|added|supplied|authors?|author[’']s|by|me|us|is|are|not|and",
        r"von|mir|uns|im|original|d|verf|des|der|verfassers?|verfasserin|autors?|hinzugefügt|durch|meine?|unsere?|eigene|wie|ist|sind",
        r"je|nous|c[’']est|moi|qui|par|dans|l[’'](?:original|auteur)|de|l[’']auteure|ajoutée?s?|est|sont|notre|nos|mes|mon|en",
        r"el|la|es|son|mí[oa]s?|nuestr[oa]s?|añadid[oa]s?|propi[oa]s?|en|del?|autora?|las|los|agregad[oa]s?",
        r"è|sono|mi[oae]|miei|nostr[oaie]|aggiunt[oaie]|nell[’']originale|dell[’']autore|dell[’']autrice|nel|testo|il",
        r"é|são|meus?|minhas?|noss[oa]s?|acrescentad[oa]s?|no|do|da|o|a|os|as",
    )
)
_OTHER_CHANGES = (
    r"cleaned up|(?:internal |inner )?"
    r"(?:quotation marks|quotations|citations?|footnotes?|notes|references?) (?:omitted|removed)|"
    r"(?:my|our|author[’']s) translation|(?:slightly )?translation (?:mine|ours|modified|altered)|trans\. (?:mine|modified)|"
    r"(?:punctuation|spelling) (?:modernised|modernized|mine)|"
    r"(?:eigene |meine )?übersetzung(?: d\. verf\.| von mir)?|übers\. d\. verf\.|"
    r"(?:ma|notre) traduction|traduction (?:modifiée|personnelle)|notes? omises?|"
    r"(?:mi|nuestra) traducción|traducción (?:mía|propia|modificada)|notas? omitidas?|"
    r"(?:mia|nostra) traduzione|traduzione (?:mia|nostra|modificata)|note omesse|"
    r"(?:minha|nossa) tradução|tradução (?:minha|nossa|modificada)|notas? suprimidas?"
)
_COMPANION = rf"(?:{_BESIDE})\b"
_SUBJECT = rf"(?:{EMPHASIS})\w*+"
_NOTICE = rf"(?:{_COMPANION}[\s.,;]*)*{_SUBJECT}\.?(?:[\s,;]+(?:{_COMPANION}|{_SUBJECT})\.?)*|(?:{_OTHER_CHANGES})"
NOTICE = late_pattern(rf"\((?:{_NOTICE})\)|\[(?:{_NOTICE})\]", re.IGNORECASE)
"""A notice in its brackets. Its words are all such as notices have, so that “(with emphasis on trade)” is none."""
