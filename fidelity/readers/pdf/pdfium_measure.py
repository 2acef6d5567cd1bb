"""Measures the glyphs of pages in columns: advances, letters of one ligature, figures that are superiors by their shape."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

import numpy as np

from fidelity.readers.pdf.accents import ACCENTS
from fidelity.readers.pdf.glyphs import UNMAPPED, readable
from fidelity.readers.pdf.pdfium_calls import Calls, Characters, Flags, Floats, Whole
from fidelity.readers.pdf.pdfium_fonts import HYPHENS, OVERHANG, Glyph, Style, is_unmapped
from fidelity.readers.pdf.pdfium_runs import Painted
from fidelity.readers.pdf.pdfium_stated_text import widen_doubled_s

DIGIT_HEIGHT, DIGIT_ADVANCE = 0.65, 0.5
"""Height and advance of lining figures in ems, common to text faces; from them the size of a superior figure is judged."""
LARGEST_SUPERIOR = 0.8
"""The size of a superior figure in ems of its line, at most."""
LOWEST_SUPERIOR, HIGHEST_INFERIOR = 0.2, -0.06
"""Where the ink of a superior figure begins, and that of an inferior one, in ems above the baseline."""
SMALLEST, TALLEST_SUPERIOR = 0.2, 0.56
"""The height of its ink: less than that of a lining figure, more than that of any superior one."""
STEP = 1024
"""Widths are told apart to this part of an em."""
WIDTHS = 1 << 13
ZERO, NINE = ord("0"), ord("9")

FAR_NARROWER = 0.7
"""Times the width of a capital that its small letter has at most where it is a T; an overhanging letter is not so narrow."""
BARRED = "t"
"""Letters whose capitals may do so by the serifs of their bar; an italic f does so, too, and is as narrow as that."""
SLANTING = "avw"
"""Letters whose capitals reach over their own width on both sides."""


class Measure:
    """The glyphs of several pages, which the caller keeps open."""

    def __init__(self, characters: Characters, calls: Calls, styles: Sequence[Style]) -> None:
        self._characters = characters
        self._calls = calls
        self._styles = styles
        self._level = np.array([style.level and style.length > 0 for style in styles], bool)
        self._length = np.array([style.length for style in styles], float)
        self._shear = np.array([style.shear if style.level else 0.0 for style in styles], float)
        self._shown = np.array([style.shown for style in styles], float).reshape(len(styles), 6)

    def painted(self, place: Whole, codes: Whole, objects: Whole, style: Whole) -> Painted:
        """The glyphs of these characters: place, code, text object and style of each."""
        ask = self._characters.ask
        origins = ask(self._calls.origins, place)
        boxes = self._upright(ask(self._calls.loose_boxes, place), origins, self._shear[style])
        a, b, c, d, e, f = self._shown[style].T
        x, y = origins.T
        left, baseline = a * x + c * y + e, b * x + d * y + f
        level, length = self._level[style], self._length[style]
        em = np.where(length > 0, length, 1.0)
        widest = np.where(level, (boxes[:, 2] - x) / em, 0.0)
        # the distance to the next glyph of the same word and object; nan where there is none
        step = np.full(len(place), np.nan)
        joined = (np.diff(place) == 1) & (np.diff(objects) == 0)
        step[:-1][joined] = (np.diff(left) / em[:-1])[joined]
        same_place = np.append(False, joined & (np.diff(left) == 0) & level[1:])
        step[step <= 0] = np.nan
        kinds, kind = self._kinds(place, codes, style, widest)
        advance = self._advances(kinds, kind, place, step)
        bound = np.array([glyph.bound_by_ink for glyph in kinds])[kind]
        last = np.isnan(step)
        off = bound & (last | (np.abs(step - advance) > OVERHANG))
        if off.any():
            declared = np.array([np.nan if g.declared is None else g.declared for g in kinds])[kind]
            fits = (declared <= widest + 0.01) & (last | (np.abs(declared - step) <= OVERHANG))
            advance = np.where(off, np.where(fits, declared, np.where(last, advance, np.minimum(step, widest))), advance)
        words = np.empty(len(kinds), object)
        words[:] = [glyph.text for glyph in kinds]
        texts: list[str] = words[kind].tolist()
        self._unmap(texts, place, style)
        painted = Painted(place, texts, left, left + advance * length, baseline, self._sizes()[style], style)
        widen_doubled_s(painted, codes, objects)
        self._raise_figures(painted, codes, level, advance)
        return self._with_ligatures(painted, same_place)

    @staticmethod
    def _upright(boxes: Floats, origins: Floats, shear: Floats) -> Floats:
        """Loose boxes without what a sheared one is wider by: PDFium gives the bounds of its corners."""
        if not shear.any():
            return boxes
        high, low = boxes[:, 1] - origins[:, 1], boxes[:, 3] - origins[:, 1]
        upright = boxes.copy()
        upright[:, 0] -= np.where(shear > 0, shear * low, shear * high)
        upright[:, 2] -= np.where(shear > 0, shear * high, shear * low)
        return upright

    def _sizes(self) -> Floats:
        return np.array([style.size for style in self._styles], float)

    def _kinds(self, place: Whole, codes: Whole, style: Whole, widest: Floats) -> tuple[list[Glyph], Whole]:
        """The different glyphs among those of the pages, and which of them each is."""
        faces: dict[int, int] = {}
        face = np.array([faces.setdefault(id(s.face), len(faces)) for s in self._styles], np.int64)[style]
        width = np.clip(np.rint(widest * STEP).astype(np.int64) + WIDTHS // 2, 0, WIDTHS - 1)
        keys, first, kind = np.unique((face * 0x110000 + codes) * WIDTHS + width, return_index=True, return_inverse=True)
        owners = [self._styles[number] for number in style[first].tolist()]
        of_font = (keys % (0x110000 * WIDTHS)).tolist()
        found = [owner.face.glyphs.get(key) for owner, key in zip(owners, of_font, strict=True)]
        new = [number for number, glyph in enumerate(found) if glyph is None]
        if new:
            places = first[new]
            made = self._new_glyphs(codes[places].tolist(), place[places], [owners[number] for number in new])
            for number, glyph in zip(new, made, strict=True):
                found[number] = owners[number].face.glyphs[of_font[number]] = glyph
        return [glyph for glyph in found if glyph is not None], kind

    def _advances(self, kinds: Sequence[Glyph], kind: Whole, place: Whole, step: Floats) -> Floats:
        """The advance of each glyph, in ems. One that is not sure yet is settled page by page."""
        advances = np.array([glyph.advance for glyph in kinds])[kind]
        for number, glyph in enumerate(kinds):
            if not glyph.is_sure:
                glyphs = np.flatnonzero(kind == number)
                page = self._characters.page[place[glyphs]]
                for here in np.split(glyphs, np.flatnonzero(np.diff(page)) + 1):
                    if not glyph.is_sure:
                        steps = step[here]
                        steps = np.sort(steps[~np.isnan(steps)])
                        glyph.settle(float(steps[len(steps) // 2]) if len(steps) else None)
                    advances[here] = glyph.advance
        return advances

    def _new_glyphs(self, codes: Sequence[int], places: Whole, styles: Sequence[Style]) -> list[Glyph]:
        """Glyphs met for the first time.

        PDFium's loose box is as wide as the advance or the ink, whichever is wider; where it may be the ink, the font's word is
        taken for the advance, if the next glyph does not contradict it. A box that does not begin at the origin is that of a
        glyph whose text the file states beside it (small capitals of Chromium): what the font has for this text is another
        glyph, and as much white is taken to stand behind the ink as before it. Where the ink begins left of the origin, as
        that of an A or V does, or of a T with serifs, the font's glyph must besides be the narrower one, by far where the
        letter does not slant: an italic f overhangs on both sides.
        """
        ask = self._characters.ask
        origins, shear = ask(self._calls.origins, places), np.array([s.shear if s.level else 0.0 for s in styles])
        loose = self._upright(ask(self._calls.loose_boxes, places), origins, shear)
        left, right = origins[:, 0], loose[:, 2]
        inks = ask(self._calls.tight_boxes, places)
        ink, white = inks[:, 1], loose[:, 0] - left
        made = []
        for i, (code, place, style) in enumerate(zip(codes, places.tolist(), styles, strict=True)):
            face, character = style.face, chr(code)
            if is_unmapped(*self._characters.at(place)) == 1:
                face.mapped = False
            text = face.hyphen() if character in HYPHENS else readable(character)
            declared = face.declared(text)
            if not style.level or style.length <= 0:
                made.append(Glyph(text, face.width(text) if declared is None else declared, None, bound_by_ink=False))
                continue
            even = (right[i] + white[i] - left[i]) / style.length
            narrower = (
                declared is not None
                and declared < even - OVERHANG
                and (_letter(text) in SLANTING or (_letter(text) in BARRED and declared < FAR_NARROWER * even))
            )
            if (white[i] > 0.001 * style.length or (white[i] <= 0.001 * style.length and narrower)) and np.allclose(
                loose[i, [0, 2]], inks[i, :2], atol=0.001 * style.length
            ):
                made.append(Glyph(text, even, None, bound_by_ink=False))
                continue
            # the glyph after an accent lies under it, so that the distance between them tells nothing; the ink of a sheared
            # glyph is not bounded by its box
            bound = right[i] <= ink[i] + 0.001 * style.length and text not in ACCENTS and not style.shear
            made.append(Glyph(text, (right[i] - left[i]) / style.length, declared, bound_by_ink=bool(bound)))
        return made

    def _unmap(self, texts: list[str], place: Whole, style: Whole) -> None:
        """Takes away the characters of glyphs that the file gives none for, in fonts that have such glyphs."""
        lacking = [not s.face.mapped for s in self._styles]
        if any(lacking):
            for i in np.flatnonzero(np.array(lacking)[style]).tolist():
                if is_unmapped(*self._characters.at(int(place[i]))) == 1:
                    texts[i] = UNMAPPED

    def _with_ligatures(self, painted: Painted, same_place: Flags) -> Painted:
        """The glyphs with the letters of a ligature, which share a place, made one."""
        heads: dict[int, int] = {}
        places = np.flatnonzero(same_place)
        if not len(places):
            return painted
        ask, tight_boxes = self._characters.ask, self._calls.tight_boxes
        befores = ask(tight_boxes, painted.place[places - 1])[:, :2].tolist()
        heres = ask(tight_boxes, painted.place[places])[:, :2].tolist()
        for i, before, here in zip(places.tolist(), befores, heres, strict=True):
            # PDFium gives the box of a ligature to each of its letters, or divides it among them
            divided = abs(here[0] - before[1]) < 0.001
            alike = abs(here[0] - before[0]) < 0.001 and abs(here[1] - before[1]) < 0.001
            if here[1] - here[0] >= 0.001 and (divided or alike):
                head = heads[i] = heads.get(i - 1, i - 1)
                painted.texts[head] += painted.texts[i]
                painted.right[head] = here[1] + self._shown[painted.style[i], 4]
        if not heads:
            return painted
        kept = np.ones(len(painted.place), bool)
        kept[list(heads)] = False
        texts = [text for text, stays in zip(painted.texts, kept.tolist(), strict=True) if stays]
        return Painted(
            painted.place[kept],
            texts,
            painted.left[kept],
            painted.right[kept],
            painted.baseline[kept],
            painted.size[kept],
            painted.style[kept],
        )

    def _raise_figures(self, painted: Painted, codes: Whole, level: Flags, advance: Floats) -> None:
        """Gives figures that are plainly small and high, or low, a size and baseline of their own."""
        mapped = np.array([style.face.mapped for style in self._styles], bool)[painted.style]
        figures = np.flatnonzero((codes >= ZERO) & (codes <= NINE) & level & mapped)
        if not len(figures):
            return
        boxes = self._characters.ask(self._calls.tight_boxes, painted.place[figures])
        size, baseline = painted.size[figures], painted.baseline[figures]
        shift = self._shown[painted.style[figures], 5]
        bottom, top = boxes[:, 2] + shift, boxes[:, 3] + shift
        height = (top - bottom) / size
        small = (height >= SMALLEST) & (height <= TALLEST_SUPERIOR)
        high = bottom >= baseline + LOWEST_SUPERIOR * size
        low = (bottom <= baseline + HIGHEST_INFERIOR * size) & (top < baseline + 0.4 * size)
        own = size * np.minimum(np.maximum(height / DIGIT_HEIGHT, advance[figures] / DIGIT_ADVANCE), LARGEST_SUPERIOR)
        group: list[int] = []
        for k in np.flatnonzero(small & (high | low)).tolist():
            if group and (
                painted.place[figures[k]] != painted.place[figures[group[-1]]] + 1
                or abs(bottom[k] - bottom[group[0]]) >= 0.05 * size[k]
            ):
                _set(painted, figures[group], bottom[group[0]], own[group].max())
                group = []
            group.append(k)
        if group:
            _set(painted, figures[group], bottom[group[0]], own[group].max())


def _set(painted: Painted, glyphs: Whole, baseline: float, size: float) -> None:
    painted.baseline[glyphs] = baseline
    painted.size[glyphs] = size


def _letter(text: str) -> str:
    """The first letter, small and without its accent."""
    return normalize("NFD", text)[:1].casefold()
