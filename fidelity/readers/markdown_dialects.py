"""What dialects of Markdown write otherwise than CommonMark, shown to its parser so that it reads the same; offsets stay."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from fidelity.model.late_pattern import late_pattern

_FENCE = late_pattern(r"^[ \t>]*(?P<fence>:{3,})(?P<rest>[^\r\n]*)", re.MULTILINE)
_DIVISION = late_pattern(r"[ \t]*(?P<kind>\{[^{}\n]*\}|[\w-]+(?:[ \t]*\{[^{}\n]*\})?)?[ \t]*:*[ \t]*")
"""What may stand behind the colons that open a division: attributes, or one word."""
_NAME = late_pattern(r"[ \t]*(?:\{[\w-]+\}|[\w-]+)[ \t]*")
_BODY_BELOW = late_pattern(
    r"^(?P<label>[ ]{0,3}\[\^[^\[\]\s]+\]:)(?P<end>[ \t]*\r?\n)"
    r"(?![ \t]*\r?$|[#>`~<|]|\[\^[^\[\]\s]+\]:|(?:[-+*]|\d{1,9}[.)])(?:[ \t\r]|$)|(?:[-*_][ \t]*){3,}\r?$)(?=\S)",
    re.MULTILINE,
)
"""A label by itself, with a paragraph below it: of a list only the first item would come into the note."""

_IMAGE = late_pattern(r"!\[(?:[^\[\]\\\n]|\n(?![ \t]*\r?\n)|\\.|\[\^[^\s\[\]]+\])*+\](?=[(\[])")
"""A picture, in whose alternative text there may be calls."""
CALL = late_pattern(r"\[(\^[^\s\[\]]+)\]")

Stretches = Sequence[tuple[int, int]]
"""Where stretches of a file start and end, in code points, in order."""


def as_commonmark(shown: str, code: Callable[[], Stretches]) -> str:
    """A file without the fences of divisions (`:::` of pandoc, markdown-it and MyST), and with note bodies that begin on the
    line below their label beside it, as pandoc reads them; `code` finds where it is shown as it is written.

    Calls in the alternative text of a picture, which is none for the parser with them, have other brackets.
    """
    divided = ":::" in shown
    below = "]:\n" in shown or "]:\r\n" in shown or "]: \n" in shown
    called = "![" in shown and "[^" in shown and any("[^" in match[0] for match in _IMAGE.finditer(shown))
    if not divided and not below and not called:
        return shown
    as_written = code()
    if called:
        shown = _IMAGE.sub(lambda match: match[0] if _is_in(match.start(), as_written) else CALL.sub(r"(\1)", match[0]), shown)
    if below:
        shown = _BODY_BELOW.sub(lambda match: match[0] if _is_in(match.start("end"), as_written) else _beside(match), shown)
    return _without_divisions(shown, as_written) if divided else shown


def _beside(match: re.Match[str]) -> str:
    return match["label"] + " " * len(match["end"])


def _is_in(place: int, stretches: Stretches) -> bool:
    at = bisect_right(stretches, place, key=lambda stretch: stretch[0]) - 1
    return at >= 0 and place < stretches[at][1]


def _without_divisions(shown: str, code: Stretches) -> str:
    """The fences of divisions that are opened and closed blanked out, not those in code; a title behind a word gets a line."""
    opened: list[tuple[int, int]] = []
    blanks: list[tuple[int, int]] = []
    for match in _FENCE.finditer(shown):
        rest = match["rest"]
        if _is_in(match.start("fence"), code):
            continue
        if not rest.strip():
            if opened:
                blanks += [opened.pop(), match.span("fence")]
        elif _DIVISION.fullmatch(rest):
            opened.append((match.start("fence"), match.end("rest")))
        else:
            name = _NAME.match(rest)
            if name is not None and ">" not in match[0][: match.start("fence") - match.start()]:
                opened.append((match.start("fence"), match.start("rest") + name.end()))
    parts, at = [], 0
    for start, end in sorted(blanks):
        titled = shown[end : end + 1] not in ("", "\r", "\n")
        parts += [shown[at:start], " " * (end - start - titled) + "\n" * titled]
        at = end
    return "".join([*parts, shown[at:]])
