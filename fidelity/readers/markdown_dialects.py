"""What dialects of Markdown write otherwise than CommonMark, shown to its parser so that it reads the same; offsets stay."""

from __future__ import annotations

import re

from fidelity.model.late_pattern import late_pattern

_FENCE = late_pattern(r"^[ \t>]*(?P<fence>`{3,}|~{3,}|:{3,})(?P<rest>[^\r\n]*)", re.MULTILINE)
_DIVISION = late_pattern(r"[ \t]*(?P<kind>\{[^{}\n]*\}|[\w-]+(?:[ \t]*\{[^{}\n]*\})?)?[ \t]*:*[ \t]*")
"""What may stand behind the colons that open a division: attributes, or one word."""
_NAME = late_pattern(r"[ \t]*(?:\{[\w-]+\}|[\w-]+)[ \t]*")
_BODY_BELOW = late_pattern(
    r"^(?P<label>[ ]{0,3}\[\^[^\[\]\s]+\]:)(?P<end>[ \t]*\r?\n)(?![ \t]*\r?$|[#>`~<|]|\[\^[^\[\]\s]+\]:)(?=\S)", re.MULTILINE
)


def as_commonmark(shown: str) -> str:
    """A file without the fences of divisions (`:::` of pandoc, markdown-it and MyST), and with note bodies that begin on the
    line below their label beside it, as pandoc reads them.
    """
    if ":::" in shown:
        shown = _without_divisions(shown)
    if "]:\n" in shown or "]:\r\n" in shown or "]: \n" in shown:
        shown = _BODY_BELOW.sub(lambda match: match["label"] + " " * len(match["end"]), shown)
    return shown


def _without_divisions(shown: str) -> str:
    """The fences of divisions that are opened and closed blanked out, not those in code; a title behind a word gets a line."""
    opened: list[tuple[int, int]] = []
    blanks: list[tuple[int, int]] = []
    code = ""
    for match in _FENCE.finditer(shown):
        fence, rest = match["fence"], match["rest"]
        if code:
            if fence.startswith(code) and not rest.strip():
                code = ""
        elif fence[0] != ":":
            code = fence if fence[0] == "~" or "`" not in rest else ""
        elif not rest.strip():
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
