"""Folios that those of other pages tell: they count on, below the text or at the height of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from fidelity.model.source import Box
from fidelity.model.span import Span
from fidelity.repairs.heads_seen_once import COUNTED, NUMBER
from fidelity.repairs.lone_heads import SAME_HEIGHT
from fidelity.repairs.printed_lines import PrintedLine

SAME_SIZE = 0.5
"""Points by which the sizes of two folios may differ."""


def folios_counting_on(pages: Mapping[int, Sequence[PrintedLine]], heads: Set[Span]) -> dict[Span, tuple[str, float]]:
    """The numbers at the foot of pages that count on from those in the heads of other pages: opening pages have no heads.

    Such a folio may stand close below the notes. It is lower than all else on its page.
    """
    counted = [(line, match) for lines in pages.values() for line in lines if line.span in heads and (match := _counted(line))]
    ahead = {number - line.page for line, number in counted}
    headed = {line.page for line, _ in counted}
    found: dict[Span, tuple[str, float]] = {}
    for page, lines in pages.items():
        printed = sorted((line.box.baseline, i) for i, line in enumerate(lines) if line.box is not None)
        if len(printed) < 2 or printed[1][0] - printed[0][0] <= SAME_HEIGHT or page in headed:
            continue
        lowest = lines[printed[0][1]]
        number = NUMBER.fullmatch(lowest.words)
        if number is not None and int(number[1]) - page in ahead:
            found[lowest.span] = "a folio: it counts on from the running heads", 0.9
    return found


def folios_at_one_height(pages: Mapping[int, Sequence[PrintedLine]], heads: Set[Span]) -> dict[Span, tuple[str, float]]:
    """The numbers that stand by themselves at the height of another page's folio, in its size, and count on from it.

    Notes in the margin may reach below them.
    """
    folios: dict[int, list[Box]] = defaultdict(list)
    """Where numbers stand that are so much ahead of the place of their page in the file."""
    for lines in pages.values():
        for line in lines:
            if line.span in heads and line.box is not None and (number := NUMBER.fullmatch(line.words)):
                folios[int(number[1]) - line.page].append(line.box)
    found: dict[Span, tuple[str, float]] = {}
    for page, lines in pages.items():
        for line in lines if folios else ():
            number = NUMBER.fullmatch(line.words)
            if number is None or line.box is None or line.span in heads:
                continue
            here = line.box
            level = any(
                abs(here.baseline - box.baseline) <= SAME_HEIGHT and abs(here.size - box.size) <= SAME_SIZE
                for box in folios.get(int(number[1]) - page, ())
            )
            if level and _stands_below(line, lines):
                found[line.span] = "a folio: it counts on from those at its height on other pages", 0.9
    return found


def _stands_below(folio: PrintedLine, lines: Iterable[PrintedLine]) -> bool:
    """Whether nothing stands beside a folio or below it, but in another column."""
    here = folio.box
    if here is None:
        return False
    left, right, top = here.x0 - here.size, here.x1 + here.size, here.baseline + here.size
    others = (line.box for line in lines if line is not folio)
    return not any(box is not None and box.baseline < top and box.x0 < right and left < box.x1 for box in others)


def _counted(line: PrintedLine) -> int | None:
    """The number that opens or ends a head, or is all of it."""
    match = COUNTED.fullmatch(line.words)
    number = (match["first"] or match["last"]) if match else (NUMBER.fullmatch(line.words) or ("", ""))[1]
    return int(number) if number else None
