"""Misread characters of which one byte is lost: a no-break space or a soft hyphen on the page, or a byte without a character.

"à" misread is Ã and a no-break space, which reads like any space in print; "í" is Ã and a soft hyphen, which is not printed at
all; ” is â, € and a byte that Windows-1252 has no character for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fidelity.language.dictionary import frequency
from fidelity.language.identification import likeliest
from fidelity.model.span import Span
from fidelity.model.text import Text

NO_CHARACTER = "\ufffd"
QUOTATION_MARK = re.compile(f"â€{NO_CHARACTER}")
"""Of the bytes without a character only one ends a sign that books use behind these two."""
CAPITAL = re.compile(f"(?<![^\\W\\d_])Ã{NO_CHARACTER}")
CAPITALS = "ÁÍÏÝ"
"""What the bytes without a character make behind Ã."""
LONE = re.compile("Ã(?=[\\s.,;:!?)…a-z]|$)(?!\\s[\x80-¿Â])(?<![A-ZÀ-Þ]Ã)")
"""A capital that nothing follows which a byte is misread as."""
BEFORE, BEHIND = re.compile(r"[^\W\d_ÂÃÅâœ]*$"), re.compile(r"[^\W\d_ÂÃÅâ]*")
"""Letters that no byte is misread as, before a place and behind it."""
LONGEST = 40
"""Letters of a word that are looked at."""


def with_lost_bytes(text: Text) -> Iterator[tuple[Span, str]]:
    """What can be nothing else in a text that was misread; where letters are possible, the dictionary decides."""
    string = text.string
    yield from ((Span(*match.span()), "”") for match in QUOTATION_MARK.finditer(string))
    found = [*CAPITAL.finditer(string), *LONE.finditer(string)]
    if not found:
        return
    language = likeliest(string)
    for match in found:
        span = Span(*match.span())
        before, behind = words_around(string, span)
        letters = CAPITALS if NO_CHARACTER in match[0] else "íà" if string[span.end : span.end + 1].isspace() else "í"
        known = {letter: frequency(before + letter + behind, language) or 0.0 for letter in letters}
        best = max(letters, key=lambda letter: known[letter])
        following = next_word(string, span.end)
        joined = frequency(f"{before}à{following}", language) or 0.0
        if following and joined > (frequency(following, language) or 0.0):  # "Ã quela"
            yield Span(span.start, span.end + 1), "à"
        elif known[best]:
            yield span, best


def lost_space(text: Text, span: Span, decoded: str) -> str:
    """The space that a misread "à" has swallowed, or nothing: a page shows its no-break space and the next space as one."""
    string = text.string
    if text.source.glyphs is None or not decoded.endswith("à") or string[span.end - 1] != "\u00a0":
        return ""
    before, behind = words_around(string, span)
    if not behind:
        return ""
    language = likeliest(string)
    joined, alone = (frequency(word, language) or 0.0 for word in (before + decoded + behind, behind))
    return "" if joined and (joined >= alone or len(behind) == 1) else " "


def next_word(string: str, offset: int) -> str:
    """The word behind a space, nothing where there is another sign."""
    match = BEHIND.match(string, offset + 1) if string[offset : offset + 1] == " " else None
    return match[0] if match else ""


def words_around(string: str, span: Span) -> tuple[str, str]:
    """The letters directly before a span and behind it."""
    before, behind = BEFORE.search(string[max(span.start - LONGEST, 0) : span.start]), BEHIND.match(string, span.end)
    return before[0] if before else "", behind[0] if behind else ""
