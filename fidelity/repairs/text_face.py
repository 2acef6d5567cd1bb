"""The face that a text is set in, against which the weight of a heading is told."""

from __future__ import annotations

from collections import Counter

from fidelity.language.font_names import is_bold, is_heavier
from fidelity.model.derived import derived
from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import font_name
from fidelity.repairs.printed_lines import running_lines
from fidelity.repairs.text_size import body_size


@derived(heeds={Kind.NOTE_CALL, Kind.NOTE_BODY})
def text_face(text: Text) -> str:
    """The PostScript name of the font in which most lines in the size of the text begin; "" where it is not known."""
    size = body_size(text) or 0.0
    lines = (line for line in running_lines(text) if line.box is not None and abs(line.box.size - size) <= 0.06 * size)
    faces = Counter(font_name(text, line.start_of_words) for line in lines)
    return max(faces, key=lambda face: (faces[face], face), default="")


def is_bolder(text: Text, offset: int) -> bool:
    """Whether the character at a text offset is set in a bold face, or in a medium weight of the text's own."""
    font = font_name(text, offset)
    return is_bold(font) or is_heavier(font, text_face(text))
