"""The operands and operators of a content stream, told apart by one regular expression instead of pdfminer.six's state machine.

Only what page descriptions are made of is understood; for a stream with anything else (comments, inline images, damage) nothing
is given, and pdfminer.six's own parser has to read it.
"""

from __future__ import annotations

import re
from typing import Any

from pdfminer.psparser import ESC_STRING, LIT, PSLiteral, literal_name

_TOKEN = re.compile(
    rb"[\s\x00]*(?:"
    rb"([+-]?\d+)(?=[\s/\[\]()<>]|\Z)"
    rb"|([+-]?(?:\d+\.\d*|\.\d+))(?=[\s/\[\]()<>]|\Z)"
    rb"|([A-Za-z][^#/%\[\]()<>{}\s\x00]*|['\"])"
    rb"|\(([^()\\]*)\)"
    rb"|\(((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))*)\)"
    rb"|(\[|<<)"
    rb"|(\]|>>)"
    rb"|/([^#/%\[\]()<>{}\s\x00]*)(?![#%{}\x00])"
    rb"|<([0-9A-Fa-f\s]*)>"
    rb"|(\Z)"
    rb"|([\s\S]))"
)
"""White space, then one of the groups: integer, real, operator, string, string with escapes, opening, closing, name,
hexadecimal string, end, anything else."""
_INTEGER, _REAL, _OPERATOR, _STRING, _ESCAPED, _OPENING, _CLOSING, _NAME, _HEX, _END = range(1, 11)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r\n|([\s\S]))")
_INLINE_IMAGE = b"BI"
_WORDS = {b"true": True, b"false": False}

Tokens = list[tuple[bytes, list[Any]]]
"""Each operator with the operands before it."""


def content_tokens(content: bytes) -> Tokens | None:
    """The operators of a content stream with their operands, as pdfminer.six's types; None where it has to read them itself."""
    found: Tokens = []
    operands: list[Any] = []
    opened: list[tuple[bytes, list[Any]]] = []
    names: dict[bytes, PSLiteral] = {}
    for match in _TOKEN.finditer(content):
        kind = match.lastindex or 0
        value = match[kind]
        if kind == _INTEGER:
            operands.append(int(value))
        elif kind == _REAL:
            operands.append(float(value))
        elif kind == _STRING:
            operands.append(value)
        elif kind == _OPERATOR:
            if value in _WORDS:
                operands.append(_WORDS[value])
            elif opened or value == _INLINE_IMAGE:
                return None
            else:
                found.append((value, operands))
                operands = []
        elif kind == _OPENING:
            opened.append((value, operands))
            operands = []
        elif kind == _CLOSING:
            if not opened or opened[-1][0] != (b"[" if value == b"]" else b"<<"):
                return None
            whole: Any = operands
            if value == b">>":
                if len(operands) % 2 or not all(isinstance(name, PSLiteral) for name in operands[::2]):
                    return None
                whole = {literal_name(k): v for k, v in zip(operands[::2], operands[1::2], strict=True)}
            operands = opened.pop()[1]
            operands.append(whole)
        elif kind == _NAME:
            name = names.get(value)
            if name is None:
                try:
                    name = names[value] = LIT(value.decode())
                except UnicodeDecodeError:
                    return None
            operands.append(name)
        elif kind == _ESCAPED:
            try:
                operands.append(_ESCAPE.sub(_unescaped, value))
            except ValueError:
                return None
        elif kind == _HEX:
            digits = b"".join(value.split())
            operands.append(bytes(int(digits[i : i + 2], 16) for i in range(0, len(digits), 2)))
        else:
            return found if kind == _END and not opened else None
    return None


def _unescaped(escape: re.Match[bytes]) -> bytes:
    """What a backslash and what follows it stand for (ISO 32000-1, 7.3.4.2). Raises ValueError for no byte."""
    if escape[1] is not None:
        return bytes((int(escape[1], 8),))
    return bytes((ESC_STRING[escape[2]],)) if escape[2] in ESC_STRING else b""
