"""Which paragraphs of two collated texts stand against each other."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from fidelity.model.collation import Collation, Strand, VariantKind
from fidelity.model.span import Span
from fidelity.model.text import Note, Text, View

_SHARE = 0.2
"""The part of the shorter of two blocks that must agree for them to stand side by side."""


@dataclass(frozen=True, slots=True)
class Row:
    """Blocks of the canonical text against blocks of the edition, as text offsets; either side may be empty.

    In the notes a row is one note, with its label on each side.
    """

    canonical: tuple[Span, ...]
    edition: tuple[Span, ...]
    canonical_label: str = ""
    edition_label: str = ""


def rows_of(collation: Collation) -> tuple[list[Row], list[Row]]:
    """The rows of the running text and the rows of the notes. Together they hold every block of both texts once, in order."""
    ours = _running_blocks(collation.canonical)
    theirs = _running_blocks(collation.edition)
    links, exchanged = _links(collation.running, ours, theirs)
    groups = _groups(links)
    rows: list[Row] = []
    i = j = 0
    for first, last, first_edition, last_edition in [*groups, (len(ours), len(ours) - 1, len(theirs), len(theirs) - 1)]:
        faced = {(m - i, k - j) for m, k in exchanged}
        rows += _unmatched(ours[i:first], theirs[j:first_edition], faced)
        if first <= last:
            rows.append(Row(tuple(ours[first : last + 1]), tuple(theirs[first_edition : last_edition + 1])))
        i, j = last + 1, last_edition + 1
    return rows, _note_rows(collation)


def _running_blocks(text: Text) -> list[Span]:
    return [block for block in text.blocks if block.start < text.running_end and block.length]


def _links(strand: Strand, ours: Sequence[Span], theirs: Sequence[Span]) -> tuple[list[tuple[int, int]], set[tuple[int, int]]]:
    """Pairs of blocks that agree in enough characters, in order on both sides; and pairs exchanged for one another."""
    homes, edition_homes = _homes(strand.canonical, ours), _homes(strand.edition, theirs)
    weights: Counter[tuple[int, int]] = Counter()
    exchanged: set[tuple[int, int]] = set()
    for tile in strand.tiles:
        one, two = homes[slice(*tile.canonical)], edition_homes[slice(*tile.edition)]
        if tile.kind is None:
            weights.update(zip(one, two, strict=False))
        elif tile.kind is VariantKind.SUBSTITUTION:
            exchanged |= set(product(set(one), set(two)))
    linked = sorted(
        (i, j)
        for (i, j), weight in weights.items()
        if i >= 0 and j >= 0 and weight >= _SHARE * min(ours[i].length, theirs[j].length)
    )
    return linked, exchanged


def _homes(view: View, blocks: Sequence[Span]) -> list[int]:
    """For each character of a view the index of its block, -1 between blocks."""
    homes, k = [], 0
    for offset in view.offsets:
        while k < len(blocks) and offset >= blocks[k].end:
            k += 1
        homes.append(k if k < len(blocks) and offset >= blocks[k].start else -1)
    return homes


def _groups(links: Sequence[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Blocks joined by links, as ranges (first, last, first in the edition, last in the edition) that do not overlap."""
    groups: list[tuple[int, int, int, int]] = []
    for i, j in links:
        if groups and (i <= groups[-1][1] or j <= groups[-1][3]):
            first, last, first_edition, last_edition = groups[-1]
            groups[-1] = (first, max(last, i), min(first_edition, j), max(last_edition, j))
        else:
            groups.append((i, i, j, j))
    return groups


def _unmatched(ours: Sequence[Span], theirs: Sequence[Span], exchanged: set[tuple[int, int]]) -> list[Row]:
    """Blocks without counterpart: face to face where each was exchanged for the other, else each alone."""
    if len(ours) == len(theirs) and all((k, k) in exchanged for k in range(len(ours))):
        return [Row((one,), (two,)) for one, two in zip(ours, theirs, strict=True)]
    return [Row((one,), ()) for one in ours] + [Row((), (two,)) for two in theirs]


def _note_rows(collation: Collation) -> list[Row]:
    """One row a pair, in the order of the edition; a lost note stands after the canonical note before it."""
    rows = [
        Row(
            _note_blocks(collation.canonical, pair.canonical),
            _note_blocks(collation.edition, pair.edition),
            pair.canonical.label if pair.canonical is not None else "",
            pair.edition.label if pair.edition is not None else "",
        )
        for pair in collation.notes
    ]
    return [row for row in rows if row.canonical or row.edition]


def _note_blocks(text: Text, note: Note | None) -> tuple[Span, ...]:
    if note is None or note.body is None:
        return ()
    return tuple(
        block for block in text.blocks if note.body.start <= block.start and block.end <= note.body.end and block.length
    )


class RowFinder:
    """Finds the row that shows an offset of either text."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._canonical = sorted((block.start, k) for k, row in enumerate(rows) for block in row.canonical)
        self._edition = sorted((block.start, k) for k, row in enumerate(rows) for block in row.edition)

    def of_canonical(self, offset: int) -> int | None:
        """The index of the row with the last canonical block that begins at or before the offset."""
        return _last_at(self._canonical, offset)

    def of_edition(self, offset: int) -> int | None:
        """The index of the row with the last block of the edition that begins at or before the offset."""
        return _last_at(self._edition, offset)


def _last_at(starts: Sequence[tuple[int, int]], offset: int) -> int | None:
    if not starts:
        return None
    return starts[max(bisect_right(starts, offset, key=lambda start: start[0]) - 1, 0)][1]
