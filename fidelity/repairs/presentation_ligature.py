"""Presentation forms: the ligature ﬁ for fi, and ligatures, figures and small capitals as private characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Change, Edit
from fidelity.model.finding import Severity
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import font_name
from fidelity.repairs.private_ligatures import IN_WORD, private_ligatures

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st"}
"""The Latin presentation forms U+FB00 to U+FB06. Letters such as æ, œ, ĳ and ß are spelling, not typesetting."""

FORMS = {chr(0xF730 + i): str(i) for i in range(10)} | {chr(0xF761 + i): chr(ord("a") + i) for i in range(26)}
"""Old-style figures and small capitals in the corporate use area of the Adobe Glyph List, and what they are forms of."""

LIBERTINE = {
    **dict(zip(map(chr, range(0xE020, 0xE02A)), "0123456789", strict=True)),
    "\ue030": "fb",
    **dict(zip(map(chr, range(0xE032, 0xE03E)), "ffh|ffj|ffk|fft|fh|fj|fk|ft|ck|ch|tt|ct".split("|"), strict=True)),
    "\ue048": "Qu",
    "\ue049": "Th",
    "\ue04a": "tz",
    "\ue093": "Qu",
    "\ue094": "qu",
    "\ue0e0": "f",
    "\ue0e1": "ff",
    **dict(zip("\ue01d\ue04b\ue04c\ue04d\ue0eb\ue0ec\ue0ed\ue0f1\ue0f6\ue0f7", "ahßßKRJwyA", strict=True)),
    **dict(zip(map(chr, range(0xE051, 0xE06B)), "abcdefghijklmnopqrstuvwxyz", strict=True)),
    **dict(zip(map(chr, range(0xE070, 0xE090)), "àáâãäåæçèéêëìíîïðñòóôõöœøùúûüýþÿ", strict=True)),
}
"""Ligatures, forms and small capitals under private characters of the Libertine fonts, which TeX hands on to the file."""
LIBERTINE_FONT = re.compile("(?i)libertin|biolinum")
"""Names of the fonts that have these."""

DOUBLED = {"‼": "!!", "⁇": "??", "⁈": "?!", "⁉": "!?"}
"""Marks that some fonts set as one glyph where two were typed."""

TOLD_BY_WORDS = 0.85
"""How certain letters are that only the words tell."""

PATTERN = re.compile("[ﬀ-ﬆ\ue01d-\ue0f7\uf730-\uf739\uf761-\uf77a‼⁇⁈⁉]")


def propose(text: Text) -> Iterator[Change]:
    """Each ligature character opened into its letters."""
    told: set[int] = set()
    for match in PATTERN.finditer(text.string):
        sign = match.group()
        if sign in LIGATURES:
            yield Edit(Span(*match.span()), LIGATURES[sign], f"the ligature {sign} is the letters {LIGATURES[sign]}")
        elif text.source.glyphs is None or text.settled:
            continue
        elif sign in DOUBLED:
            yield Edit(Span(*match.span()), DOUBLED[sign], f"the glyph {sign} is the marks {DOUBLED[sign]} of this font", 0.9)
        elif sign in LIBERTINE:
            if LIBERTINE_FONT.search(font_name(text, match.start())):
                reason = f"the private character U+{ord(sign):04X} is a form of {LIBERTINE[sign]} in this font"
                told.add(match.start())
                yield Edit(Span(*match.span()), LIBERTINE[sign], reason, 0.95)
        elif sign in FORMS:
            # elsewhere a private character means what who wrote it agreed on
            reason = f"the private character U+{ord(sign):04X} is a form of {FORMS[sign]} in Adobe's list of glyphs"
            yield Edit(Span(*match.span()), FORMS[sign], reason, 0.95)
    if text.source.glyphs is None or text.settled:
        return
    private = private_ligatures(text)
    for match in IN_WORD.finditer(text.string) if private else ():
        letters = private.get(match.group())
        if letters is not None and match.start() not in told:
            reason = f"the private character U+{ord(match.group()):04X} makes words of this text with {letters} alone"
            yield Edit(Span(*match.span()), letters, reason, TOLD_BY_WORDS)


REPAIR = Repair(
    code="A204",
    name="presentation-ligature",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    severity=Severity.INFO,  # an accidental: editions may have ligatures
    message="the ligature character {before} stands for the letters {after}",
)
