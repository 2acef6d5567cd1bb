"""Words that tell the address of an author: where he works, and how he is written to."""

from __future__ import annotations

import re

AFFILIATION = re.compile(
    r"\b(?:universi|univ\.|uniwersyt|instit|departa?ment|dept\.|d[ée]partement|dipartiment|facult|fakult|facolt|[ée]cole|escuela"
    r"|hochschule|college|academ|akadem|laborator|seminar|school of|cent(?:er|re|ro|rum)\b|e-?mail|correspond)|@",
    re.IGNORECASE,
)
"""In English, French, German, Spanish, Portuguese and Italian."""
