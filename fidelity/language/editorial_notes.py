"""How editors and translators sign the notes that they add, by language."""

from __future__ import annotations

import re

from fidelity.model.late_pattern import late_pattern

_WORDS = (
    r"(?:editor|translator|publisher)s?(?:[’']s?)?\s+note",
    r"editorial\s+note",
    r"(?:eds?|trans|transl|tr)\.\s?note",
    r"note\s+(?:by|from|of)\s+the\s+(?:editor|translator|publisher)s?",
    r"(?:Anmerkung|Anm\.|Hinweis|Zusatz|Nachtrag)\s(?:der|des)\s(?:Übersetz\w+|Übers\.|Herausgeb\w+|Hrsg\.|Hg\.|Redaktion|Red\.|Lektorats|Verlags)",
    r"note\s(?:du|de\sla|des|de\sl[’'])\s?(?:traduct\w+|édit\w+|rédaction)",
    r"nota\s(?:del|de\sla|de\slos|de\slas)\s(?:traduct\w+|editor\w*|redacción|edición)",
    r"nota\s(?:del|della|dei|delle|dell[’'])\s?(?:tradut\w+|curat\w+|editor\w*|redazione)",
    r"nota\s(?:do|da|dos|das)\s(?:tradut\w+|editor\w*|redação|organizador\w*)",
)
"""Written out: English, German, French, Spanish, Italian, Portuguese."""
_ROMANCE = r"(?-i:N)\.?\s?d(?:el|e\sla|e\slos|e\slas|e|o|a|os|as|u|es)?\.?\s?(?:[TEÉRC]|L\.?\s?R|Ed|Trad|Red)\b\.?"
"""N. d. T., NdT, N.d.R., NDLR, N. del E., N. de la T., N. do T."""
_GERMAN = r"(?-i:A)(?:nm(?:erkung)?)?\.?\s?d(?:er|es)?\.?\s?(?:Ü|Übers|H|Hg|Hrsg|Red|Lekt|Verl)\b\.?"
"""A. d. Ü., AdÜ, Anm. d. Hrsg., Anm. d. Red."""
_SIGNATURE = rf"(?:{'|'.join(_WORDS)}|{_ROMANCE}|{_GERMAN})"
"""What signs a note wherever it stands."""
_SMALL_D = "|".join(form.replace(r"\s?d(?:", r"\s?(?-i:d)(?:") for form in (_ROMANCE, _GERMAN))
"""Those that are no initials of a person: A. D. H. Kaplan, N. D. E. Brown."""
_SHORT = (
    r"(?:(?:the\s|d\.\s|d(?:er|ie)\s)?(?:eds?|editors?|trans|transl|tr|translators?"
    r"|(?-i:TN)|(?-i:Hg|Hrsg|Red|Übers|Ü)|éd|trad)\b)"
)
"""What signs a note in brackets or behind a dash, and else belongs to a citation: “Trans. B. Carr”."""
_TONGUE = (
    r"(?:English|German|French|Spanish|Italian|Portuguese|Dutch|Russian|Polish|Danish|Swedish|Norwegian|Greek|Turkish|Arabic"
    r"|Chinese|Japanese|(?:deutsch|englisch|französisch|spanisch|italienisch|portugiesisch|russisch|polnisch)e)"
)
_RENDERED = (
    rf"(?:(?:{_TONGUE}\s)?(?:translation|Übersetzung)|{_TONGUE}\s(?:edition|Ausgabe)"
    r"|Tradu(?:ction|cción|zione|ção|cció)(?:\s\w+){1,3}"
    r"|In\s(?:English|German|French|Spanish|Italian)|Auf\sDeutsch|En\sfrançais)"
)
"""What begins a note, before a colon, that names a translation for the readers of the edition."""

_AT_BEGINNING = late_pattern(
    rf"[\[(]\s*(?:{_SIGNATURE}(?!\.?\s(?-i:[A-ZÀ-Þ][a-zß-ÿ])[\w’'-]*,)|{_SHORT}\.?\s*[:\])—–-])|\[\s*{_SHORT}\.\s|(?:{'|'.join(_WORDS)})(?:\s*[:.—–-]|\s*$)"
    rf"|{_SIGNATURE}\s*(?:[:—–]|$)|{_SMALL_D}"
    rf"|{_SHORT}\.?\s*:|\[?{_RENDERED}\s?:",
    re.IGNORECASE,
)
_AT_END = late_pattern(
    rf"(?:[—–-]\s*|[\[(]\s*)(?:{_SIGNATURE})\.?\s*[\])]?\.?$|[;,]\s(?:{_SIGNATURE})\.?\s*[\])]\.?$"
    rf"|(?:[—–]\s*|\s-\s?|\[\s*){_SHORT}\.?\s*[\])]?\.?$"
    rf"|(?:(?<!\w)(?-i:[a-zß-ÿ])\w+[.!?…”»]?|\w{{3,}}[.!?…”»])\s*\(\s*(?!eds\b){_SHORT}\.?\s*\)\.?$",
    re.IGNORECASE,
)


def is_signed(note: str) -> bool:
    """Whether the words of a note say that an editor or translator wrote it, at their beginning or end."""
    words = note.strip()
    return bool(_AT_BEGINNING.match(words) or _AT_END.search(words[-80:]))
