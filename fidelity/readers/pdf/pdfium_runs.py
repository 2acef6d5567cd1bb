"""Glyphs in columns to the runs of a page: where a run ends, which spaces it holds, and what lies outside the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fidelity.readers.pdf.glyphs import LEAST_SIZE, RUN_GAP, RUN_STEP_BACK, PageGlyphs, Run
from fidelity.readers.pdf.pdfium_calls import Floats, Whole
from fidelity.readers.pdf.pdfium_fonts import Style

SAME = 0.02
"""How far, in ems, baselines and sizes of one run may differ."""


@dataclass(slots=True)
class Painted:
    """Inked glyphs in the order of painting, in columns; points."""

    place: Whole
    """Index among the characters that PDFium counts."""
    texts: list[str]
    left: Floats
    right: Floats
    baseline: Floats
    size: Floats
    style: Whole
    """Index into the styles of the page."""


def add_runs(page: PageGlyphs, painted: Painted, styles: Sequence[Style], spaces: Whole) -> None:
    """Puts glyphs and the spaces between them on an empty page. `spaces` are places of spaces that stand in the file."""
    count = len(painted.place)
    if not count:
        return
    starts = _starts(painted, styles)
    stops = np.append(starts[1:], count)
    # a space belongs to the glyph before it, and has no width: the gaps tell
    before = np.searchsorted(painted.place, spaces) - 1
    before = before[before >= 0]
    texts = painted.texts
    left, right = painted.left, painted.right
    first, last = starts, stops
    if len(before):
        order = np.argsort(np.concatenate([np.arange(count), before]), kind="stable")
        texts = [*texts, *[" "] * len(before)]
        texts = [texts[i] for i in order]
        left, right = np.concatenate([left, right[before]])[order], np.concatenate([right, right[before]])[order]
        shift = np.searchsorted(before, np.append(starts, count), side="left")
        first, last = starts + shift[:-1], stops + shift[1:]
    low, high = np.minimum.reduceat(painted.left, starts), np.maximum.reduceat(painted.right, starts)
    runs = []
    for k, start in enumerate(starts.tolist()):
        style = styles[painted.style[start]]
        baseline, size = float(painted.baseline[start]), float(painted.size[start])
        runs.append(
            Run(
                start=int(first[k]),
                stop=int(last[k]),
                x0=float(low[k]),
                x1=float(high[k]),
                baseline=baseline,
                size=size,
                font=style.face.index,
                bottom=baseline + style.face.descent * size,
                top=baseline + style.face.ascent * size,
                angle=style.angle,
                hidden=style.hidden,
                inked=int(stops[k] - start),
            )
        )
    _keep(page, runs, texts, left, right)


def _starts(painted: Painted, styles: Sequence[Style]) -> Whole:
    """The indexes of the glyphs that open a run."""
    numbers: dict[tuple[int, bool, int], int] = {}
    alike = np.array([numbers.setdefault((s.angle, s.hidden, s.face.index), len(numbers)) for s in styles])[painted.style]
    size = painted.size[1:]
    gap = painted.left[1:] - painted.right[:-1]
    new = (
        (alike[1:] != alike[:-1])
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
        opened = set(starts.tolist())
        here = 0
        for i in range(len(painted.place)):
            least = SAME * painted.size[i]
            if (
                i in opened
                or abs(painted.baseline[i] - painted.baseline[here]) > least
                or abs(painted.size[i] - painted.size[here]) > least
            ):
                opened.add(i)
                here = i
        starts = np.array(sorted(opened))
    return starts


def _keep(page: PageGlyphs, runs: list[Run], texts: list[str], left: Floats, right: Floats) -> None:
    """Puts on the page the runs that can be seen."""
    kept = [run for run in runs if run.size >= LEAST_SIZE and (run.angle != 0 or page.shows(run))]
    if len(kept) < len(runs):
        chosen: npt.NDArray[np.int64] = np.concatenate([np.arange(run.start, run.stop) for run in kept] or [np.arange(0)])
        texts, left, right = [texts[i] for i in chosen], left[chosen], right[chosen]
        at = 0
        for run in kept:
            run.start, run.stop = at, at + run.stop - run.start
            at = run.stop
    page.characters = texts
    page.x0.frombytes(left.astype(np.float32).tobytes())
    page.x1.frombytes(right.astype(np.float32).tobytes())
    page.runs = kept
