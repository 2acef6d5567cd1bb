"""The words before the keywords of an article."""

from __future__ import annotations

import re

from fidelity.model.late_pattern import late_pattern

KEYWORDS = late_pattern(
    r"(?:key[ -]?words|index terms|mots[ -]cl[ée]s|schl(?:ag|üssel)w(?:ö|oe)rter|stichw(?:ö|oe)rter"
    r"|palabras[ -]clave|descriptores|parole[ -]chiave|palavras[ -]chave|trefwoorden)\s?[:.—–]\s?(?=\S)",
    re.IGNORECASE,
)
"""The beginning of such a paragraph: English; French, German; Spanish; Italian, Portuguese, Dutch."""
