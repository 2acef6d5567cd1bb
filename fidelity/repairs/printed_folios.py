"""The folios printed on the pages, read from the heads and feet that were removed: these are cited, not a file's labels."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from fidelity.language.roman_numerals import value_of
from fidelity.model.text import Text
from fidelity.repairs import running_head
from fidelity.repairs.lone_heads import FOLIO

FEWEST = 3
"""Pages that must agree in how far their folios are ahead of their place in the file; in a shorter document all must."""
OUTER_NUMBER = re.compile(r"^(\d{1,6})(?=\s+[^\W\d])|(?<=[^\W\d])\W*\s(\d{1,6})$")
"""The number that opens or ends a head."""


def with_printed_folios(text: Text) -> Text:
    """The text with the printed folio as the label of each page that has one; pages between two that agree count on."""
    folios = printed_folios(text)
    labels = [*text.source.page_labels, *[""] * len(text.source.pages)][: len(text.source.pages)]
    printed = tuple(folios.get(page, label) for page, label in enumerate(labels))
    return replace(text, source=replace(text.source, page_labels=printed)) if folios else text


def printed_folios(text: Text) -> dict[int, str]:
    """The folio printed on each page (from 0), where enough pages count on together."""
    ahead: dict[tuple[int, bool], dict[int, str]] = defaultdict(dict)
    for emendation in text.log:
        if emendation.code != running_head.REPAIR.code or not emendation.source or emendation.before is None:
            continue
        place = text.source.place(emendation.source[0].start)
        if place is None:
            continue
        page = place[0] - 1
        for numeral in _numerals(emendation.before.strip()):
            value = value_of(numeral)
            if value:
                ahead[value - page, numeral.isdigit()].setdefault(page, numeral)
    folios: dict[int, str] = {}
    for (difference, arabic), pages in sorted(ahead.items(), key=lambda one: -len(one[1])):
        # the opening page of an article has none
        opening = min(pages) == 1 and arabic and 1 + difference > 1 and not any(text.source.page_labels[:1])
        counted = range(0 if opening else min(pages), max(pages) + 1)
        # a stamp on every page counts beside the folios of the paper
        if len(pages) < min(FEWEST, len(text.source.pages)) or any(page in folios for page in counted):
            continue
        for page in counted:
            label = pages.get(page) or (str(page + difference) if arabic else "")
            if label:
                folios.setdefault(page, label)
    return folios


def _numerals(head: str) -> list[str]:
    """The numerals of a head that may be its folio: the whole of it, or what opens or ends it."""
    alone = FOLIO.match(head)
    if alone is not None:
        return [alone[1]] if alone[1].isdigit() or alone[1].islower() else []
    return [numeral for found in OUTER_NUMBER.findall(head) for numeral in found if numeral]
