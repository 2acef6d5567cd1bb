"""How captions of figures and tables begin, in the languages of the texts."""

from __future__ import annotations

import re

_WORDS = (
    *("Figure", "Fig.", "Table", "Tab.", "Plate", "Map", "Chart", "Illustration", "Exhibit", "Box"),
    *("Abbildung", "Abb.", "Tabelle", "Tafel", "Karte", "Schaubild", "Übersicht"),
    *("Tableau", "Carte", "Planche", "Graphique", "Encadré"),
    *("Figura", "Tabla", "Cuadro", "Gráfico", "Mapa", "Lámina", "Tabela", "Quadro"),
)
_NUMBER = r"(?:\d{1,3}|[IVX]{1,5}|[A-Z])(?:[.-]\d{1,3})*"
CAPTION = re.compile(rf"(?:{'|'.join(map(re.escape, _WORDS))})\s?{_NUMBER}\s?[:.–—|]\s?(?=\S)", re.IGNORECASE)
"""The beginning of a caption, such as "Figure 2.1: " or "Tabelle IV. "; a number that no mark follows begins a sentence."""
