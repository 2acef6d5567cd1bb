"""White and transparent text: nothing of it is on the paper, unless something dark was painted there before it."""

from __future__ import annotations

from collections.abc import Sequence

from fidelity.readers.pdf.glyphs import Box, PageGlyphs, Run, turn

WHITE = 0.98
"""The least share of light, of each component, of a colour that white paper does not show."""
CLEAR = 0.02
"""The greatest share of ink, or of opacity, that leaves nothing to be seen."""
MOST_GROUNDS = 1000
"""Things painted on a page beyond which everything is taken to lie on one of them."""
EVERYWHERE: Box = (float("-inf"), float("-inf"), float("inf"), float("inf"))
INSET = 0.25
"""What of a run's height is left out on each side: a rule above or below the words is not under them."""

DEEPEST = 8
"""Forms in forms beyond which nothing is looked at."""

_LIGHT = frozenset({"DeviceGray", "CalGray", "DeviceRGB", "CalRGB"})
_INKS = frozenset({"DeviceCMYK", "Separation", "DeviceN"})


def is_white(colour: object, space: str) -> bool:
    """Whether a colour of a colour space (ISO 32000-1, 8.6) is white; False where that cannot be known.

    A colour is one number or a tuple of them. Four components of an ICC profile are taken for inks, fewer for light.
    """
    components = colour if isinstance(colour, tuple) else (colour,)
    if not all(isinstance(component, int | float) for component in components):
        return False
    if space in _INKS or (space == "ICCBased" and len(components) == 4):
        return all(component <= CLEAR for component in components)
    return (space in _LIGHT or space == "ICCBased") and all(component >= WHITE for component in components)


def add_ground(grounds: list[Box], box: Box) -> None:
    """Keeps where something was painted that is not white, in the order of painting."""
    if len(grounds) < MOST_GROUNDS:
        grounds.append(box)
    elif len(grounds) == MOST_GROUNDS:
        grounds.append(EVERYWHERE)


def printed(page: PageGlyphs) -> list[Run]:
    """The runs of a page without white and transparent ones on bare paper; all runs, where none would be left.

    A run that touches any ground painted before it is taken to be printed, since what else hides a ground is not known.
    """
    runs = [run for run in page.runs if run.grounds is None or _stands_on_ground(page, run, run.grounds)]
    return runs if any(run.inked for run in runs) else page.runs


def _stands_on_ground(page: PageGlyphs, run: Run, count: int) -> bool:
    if not run.inked:
        return False
    x0, y0, x1, y1 = bounds_of((run.x0, run.bottom, run.x1, run.top), turn(run.angle, page.width / 2, page.height / 2))
    inset = INSET * min(x1 - x0, y1 - y0)
    return any(
        left < x1 - inset and right > x0 + inset and low < y1 - inset and high > y0 + inset
        for left, low, right, high in page.grounds[:count]
    )


def bounds_of(box: Sequence[float], matrix: Sequence[float]) -> Box:
    """The bounds of a box (x0, y0, x1, y1) that a matrix has turned."""
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    across = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    up = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    return min(across), min(up), max(across), max(up)


def paints_patterns(resources: object) -> bool:
    """Whether a page or a form in it has patterns, which PDFium takes for white; True where that cannot be known."""
    try:
        return _has_patterns(resources, DEEPEST)
    except Exception:  # noqa: BLE001  whatever is wrong with the file, nothing is known
        return True


def _has_patterns(resources: object, depth: int) -> bool:
    from pdfminer.pdftypes import dict_value, resolve1, stream_value

    named = resolve1(resources) or {}
    if dict_value(named.get("Pattern", {})):
        return True
    forms = [stream_value(form) for form in dict_value(named.get("XObject", {})).values()] if depth else []
    return any(_has_patterns(form.get("Resources"), depth - 1) for form in forms)
