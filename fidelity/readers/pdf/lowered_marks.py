"""Low quotation marks painted as high ones set deeper: TeX's old fonts have no „ and ‚, only ” and ’, which are lowered."""

from __future__ import annotations

from fidelity.readers.pdf.glyphs import PageGlyphs, Run

LOW = {"”": "„", "’": "‚"}
"""What a lowered mark stands for."""
LEAST_DROP, GREATEST_DROP = 0.4, 0.8
"""How far a mark is lowered below its line, in ems: the height of a quotation mark less that of a comma, 0.5 to 0.62."""
NEAR = 0.35
"""Ems between a mark and the word that it opens, at most."""
OVERLAP = 0.15
"""Ems by which a mark may reach under its neighbours."""
SIZES = 0.1
"""By how much of it the size of a mark may differ from that of its line."""


def restore_lowered_marks(page: PageGlyphs) -> None:
    """Puts each lowered mark on the line that it opens a word of, as the low mark that it is.

    A mark that stands so deep below one line may stand high over another: it is lowered only where it closes nothing, with a
    word right behind it in the upper line and none before it.
    """
    for run in page.runs:
        if run.inked != 1:
            continue
        at = next((i for i in range(run.start, run.stop) if page.characters[i] in LOW), None)
        if at is None:
            continue
        line = next((other for other in page.runs if _opens_in(page, run, other)), None)
        if line is not None and not any(_closes_in(page, run, other) for other in page.runs):
            rise = line.baseline - run.baseline
            run.baseline, run.bottom, run.top = line.baseline, run.bottom + rise, run.top + rise
            page.characters[at] = LOW[page.characters[at]]


def _opens_in(page: PageGlyphs, mark: Run, line: Run) -> bool:
    """Whether a mark stands lowered before a word of a line, in a gap or before the first."""
    drop = (line.baseline - mark.baseline) / mark.size
    if not LEAST_DROP <= drop <= GREATEST_DROP or line.angle != mark.angle or line.hidden != mark.hidden:
        return False
    if abs(line.size - mark.size) > SIZES * mark.size or not line.x0 - mark.size <= mark.x1 <= line.x1:
        return False
    for i in range(line.start, line.stop):
        if not page.characters[i].isspace() and page.x0[i] >= mark.x1 - OVERLAP * mark.size:
            before = [j for j in range(line.start, i) if not page.characters[j].isspace()]
            clear = not before or page.x1[before[-1]] <= mark.x0 + OVERLAP * mark.size
            return clear and page.x0[i] <= mark.x1 + NEAR * mark.size
    return False


def _closes_in(page: PageGlyphs, mark: Run, line: Run) -> bool:
    """Whether a mark stands on the baseline of a line, right behind a word of it."""
    if line is mark or abs(line.baseline - mark.baseline) > OVERLAP * mark.size or line.angle != mark.angle:
        return False
    ends = [page.x1[i] for i in range(line.start, line.stop) if not page.characters[i].isspace()]
    return any(abs(end - mark.x0) <= NEAR * mark.size for end in ends)
