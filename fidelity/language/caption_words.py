"""The words that captions of tables and figures begin with."""

from __future__ import annotations

import re

from fidelity.model.late_pattern import late_pattern

_WORDS = (
    "Table Tab. Figure Figures Fig. Figs. Plate Map Chart Diagram Illustration Illus. Photo Photograph Image Box Exhibit Graph "
    "Tabelle Übersicht Abbildung Abb. Karte Tafel Diagramm Grafik Schaubild Bild Foto "
    "Tableau Carte Planche Graphique Encadré Tabla Cuadro Figura Mapa Lámina Gráfico Gráfica Ilustración Imagen Recuadro "
    "Tabella Tavola Grafico Carta Immagine Riquadro Tabela Quadro Ilustração Imagem"
)
"""English; German; French, Spanish; Italian, Portuguese."""

LABEL = late_pattern(rf"(?:{'|'.join(re.escape(word) for word in _WORDS.split())})(?![^\W\d_])", re.IGNORECASE)
"""What labels a table or a figure, with or without a number."""

CAPTION = late_pattern(
    rf"(?:{'|'.join(re.escape(word) for word in _WORDS.split())})"
    r"(?:\s?(?:[0-9]+(?:[.‑–-][0-9]+)*[a-z]?|[IVX]+|[A-Z](?:[.-]?[0-9]+)?)\s*[.:—–|]|:)",
    re.IGNORECASE,
)
"""How a caption begins: “Fig. 3.”, “Tabelle II:”, and pandoc's “Table:”."""

NUMBERED_CAPTION = late_pattern(
    rf"(?:{'|'.join(re.escape(word) for word in _WORDS.split())})"
    r"\s?(?:\d{1,3}|[IVX]{1,5}|[A-Z])(?:[.-]\d{1,3})*\s?[:.–—|]\s?(?=\S)",
    re.IGNORECASE,
)
"""The beginning of a caption with its words behind it, as in print: a number that no mark follows begins a sentence."""
