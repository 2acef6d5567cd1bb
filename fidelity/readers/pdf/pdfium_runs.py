"""Glyphs in columns to the runs of pages: where a run ends, which spaces it holds, and what lies outside the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from fidelity.readers.pdf.glyphs import LEAST_SIZE, RUN_GAP, RUN_STEP_BACK, PageGlyphs, Run
from fidelity.readers.pdf.pdfium_calls import Floats, Whole
from fidelity.readers.pdf.pdfium_fonts import Style

Columns = npt.NDArray[np.float32]

_FIELDS = tuple(field.name for field in fields(Run))
SAME = 0.02
"""How far, in ems, baselines and sizes of one run may differ."""


@dataclass(slots=True)
class Painted:
    """Inked glyphs in the order of painting, in columns; points."""

    place: Whole
    """Index among the characters of the pages."""
    texts: list[str]
    left: Floats
    right: Floats
    baseline: Floats
    size: Floats
    style: Whole
    """Index into the styles of the page."""


def add_runs(pages: Sequence[PageGlyphs], painted: Painted, styles: Sequence[Style], spaces: Whole, page_of: Whole) -> None:
    """Puts glyphs and the spaces between them on empty pages.

    `spaces` are places of spaces that stand in the file; `page_of` tells the page of each place.
    """
    count = len(painted.place)
    page = page_of[painted.place]
    starts = _starts(painted, styles, page)
    stops = np.append(starts[1:], count)
    # a space belongs to the glyph before it, and has no width: the gaps tell
    before = np.searchsorted(painted.place, spaces) - 1
    before = before[(before >= 0) & (page[before] == page_of[spaces])]
    texts = painted.texts
    left, right = painted.left, painted.right
    first, last = starts, stops
    if len(before):
        order = np.argsort(np.concatenate([np.arange(count), before]), kind="stable")
        texts = [*texts, *[" "] * len(before)]
        texts = [texts[i] for i in order.tolist()]
        left, right = np.concatenate([left, right[before]])[order], np.concatenate([right, right[before]])[order]
        shift = np.searchsorted(before, np.append(starts, count), side="left")
        first, last = starts + shift[:-1], stops + shift[1:]
    low, high = np.minimum.reduceat(painted.left, starts), np.maximum.reduceat(painted.right, starts)
    of_style = painted.style[starts]
    descent, ascent = np.array([(style.face.descent, style.face.ascent) for style in styles])[of_style].T
    baseline, size = painted.baseline[starts], painted.size[starts]
    own = [styles[number] for number in of_style.tolist()]
    columns: dict[str, Iterable[object]] = {
        "start": first.tolist(),
        "stop": last.tolist(),
        "x0": low.tolist(),
        "x1": high.tolist(),
        "baseline": baseline.tolist(),
        "size": size.tolist(),
        "font": [style.face.index for style in own],
        "bottom": (baseline + descent * size).tolist(),
        "top": (baseline + ascent * size).tolist(),
        "angle": [style.angle for style in own],
        "hidden": [style.hidden for style in own],
        "inked": (stops - starts).tolist(),
        "grounds": [style.grounds for style in own],
    }
    runs: list[Run] = list(map(Run, *map(columns.__getitem__, _FIELDS)))
    x0, x1 = left.astype(np.float32), right.astype(np.float32)
    bounds = np.searchsorted(page[starts], np.arange(len(pages) + 1)).tolist()
    for number, glyphs in enumerate(pages):
        _keep(glyphs, runs[bounds[number] : bounds[number + 1]], texts, x0, x1)


def _starts(painted: Painted, styles: Sequence[Style], page: Whole) -> Whole:
    """The indexes of the glyphs that open a run."""
    numbers: dict[tuple[int, bool, int | None, int], int] = {}
    alike = np.array([numbers.setdefault((s.angle, s.hidden, s.grounds, s.face.index), len(numbers)) for s in styles])[
        painted.style
    ]
    size = painted.size[1:]
    gap = painted.left[1:] - painted.right[:-1]
    new = (
        (alike[1:] != alike[:-1])
        | (page[1:] != page[:-1])
        | (np.abs(np.diff(painted.baseline)) > SAME * size)
        | (np.abs(np.diff(painted.size)) > SAME * size)
        | (gap < -RUN_STEP_BACK * size)
        | (gap > RUN_GAP * size)
    )
    starts = np.flatnonzero(np.append(True, new))
    run = np.cumsum(np.append(True, new)) - 1
    # text that climbs or grows little by little
    drift = np.abs(painted.baseline - painted.baseline[starts][run]) > SAME * painted.size
    drift |= np.abs(painted.size - painted.size[starts][run]) > SAME * painted.size
    if drift.any():
        stops = np.append(starts[1:], len(page))
        opened = starts.tolist()
        for number in np.unique(run[drift]).tolist():
            here = starts[number]
            for i in range(here + 1, stops[number]):
                least = SAME * painted.size[i]
                if (
                    abs(painted.baseline[i] - painted.baseline[here]) > least
                    or abs(painted.size[i] - painted.size[here]) > least
                ):
                    opened.append(i)
                    here = i
        starts = np.array(sorted(opened))
    return starts


def _keep(page: PageGlyphs, runs: list[Run], texts: list[str], x0: Columns, x1: Columns) -> None:
    """Puts on a page those of its runs that can be seen."""
    kept = [run for run in runs if run.size >= LEAST_SIZE and (run.angle != 0 or page.shows(run))]
    if len(kept) == len(runs):
        whole = slice(runs[0].start, runs[-1].stop) if runs else slice(0)
        page.characters = texts[whole]
        chosen: slice | Whole = whole
    else:
        places = [i for run in kept for i in range(run.start, run.stop)]
        page.characters = [texts[i] for i in places]
        chosen = np.array(places, np.int64)
    page.x0.frombytes(x0[chosen].tobytes())
    page.x1.frombytes(x1[chosen].tobytes())
    at = 0
    for run in kept:
        run.start, run.stop = at, at + run.stop - run.start
        at = run.stop
    page.runs = kept
