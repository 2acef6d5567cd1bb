"""Mojibake: text in UTF-8 that was read as Windows-1252, "Ã©" for "é"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Change, Edit
from fidelity.model.marks import Kind
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.lost_bytes import lost_space, with_lost_bytes

BYTE_OF = {
    character: byte
    for byte in range(0x80, 0x100)
    for character in {bytes([byte]).decode("cp1252", "ignore") or chr(byte), bytes([byte]).decode("latin-1")}
}
"""The characters that a byte of UTF-8 beyond ASCII is misread as, by Windows-1252 or ISO 8859-1."""
RUN = re.compile(f"[{re.escape(''.join(BYTE_OF))}]{{2,}}")
AT_SPACE = re.compile("Ã\u00a0(?!$)")
"""A misread "à"."""
LEADS = re.compile("[ÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑâïð]")
"""What the first byte of a character that books use is misread as."""
NEVER_TEXT = re.compile("â[€\x80]|â‚¬|â„¢|ï¬|Ãƒ|Ã[\x80-\x9f¡¢£¤¥¦§©¬®¯±µ¶¸¼½¾]|Å[¡¾¼¸]|Ã‰|Ã€")
"""Pairs that no orthography has, at whatever place: a capital before a sign that follows no letter. Quotation marks, raised
figures and accents that stand for apostrophes may follow one."""
OTHER_SCRIPT = re.compile("[\u0370-\u052f]{3,}")
"""Greek or Cyrillic letters: so many beside one another are not decoded by chance."""
WITHIN_WORD = re.compile("[a-zß-öø-ÿ][ÂÃÄÅ]$")
"""A capital behind a small letter."""
ENOUGH = 2
"""So many places without doubt show that the text was misread; then the others are taken for it too."""
PLAUSIBLE = re.compile(
    "[\u00a0-\u017f\u0218-\u021b\u0370-\u052f\u1e00-\u1fff\u2010-\u203a\u20ac\u2116\u2122\u2190-\u2193\ufb00-\ufb06]"
)
"""What misread characters are in books: European letters, signs, dashes and marks."""


def propose(text: Text) -> Iterator[Change]:
    """Each run of misread characters decoded, where all of it can be."""
    unchecked = [mark.span for mark in text.of_kind(Kind.CODE, Kind.VERBATIM)]
    found = []
    for span in _runs(text):
        run = text.string[slice(*span)]
        decoded = decode(run) if LEADS.search(run) else None
        if decoded is not None and not any(one.overlaps(span) for one in unchecked):
            found.append((span, decoded, _is_sure(text.string, span, decoded)))
    proven = sum(sure for _, _, sure in found) >= ENOUGH
    for span, decoded, sure in found:
        if sure or (proven and not _ends_capitals(text.string, span.start)):
            yield _decoded(text, span, decoded + lost_space(text, span, decoded), 0.97 if sure else 0.85)
    if proven:
        taken = [span for span, _, _ in found] + unchecked
        for span, decoded in with_lost_bytes(text):
            if not any(one.overlaps(span) for one in taken):
                yield _decoded(text, span, decoded, 0.8)


def _runs(text: Text) -> Iterator[Span]:
    """The runs of misread characters; on a page the no-break space of "à" may have swallowed the space before the next."""
    for run in RUN.finditer(text.string):
        start = run.start()
        if text.source.glyphs is not None:
            for end in (match.end() for match in AT_SPACE.finditer(text.string, *run.span())):
                yield Span(start, end)
                start = end
        if run.end() - start > 1:
            yield Span(start, run.end())


def _decoded(text: Text, span: Span, decoded: str, certainty: float) -> Edit:
    misread = text.string[slice(*span)]
    return Edit(span, decoded, f"“{misread}” is “{decoded}”, stored as UTF-8 and read as Windows-1252", certainty)


def _ends_capitals(string: str, offset: int) -> bool:
    """Whether two capitals stand before a place; a single one begins a word: "MÃ¼ller"."""
    before = string[max(offset - 2, 0) : offset]
    return len(before) == 2 and before.isupper() and before.isalpha()


def decode(run: str) -> str | None:
    """What a run of misread characters was before, however often it was misread; None unless all of it can be decoded."""
    decoded = None
    while True:  # each time it becomes shorter
        try:
            once = bytes(BYTE_OF[character] for character in run).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            break
        if not all(PLAUSIBLE.fullmatch(character) or character in BYTE_OF for character in once):
            break
        decoded = run = once
    if decoded is None or not all(PLAUSIBLE.fullmatch(c) and unicodedata.category(c) != "Cc" for c in decoded):
        return None
    return decoded


def _is_sure(string: str, span: Span, decoded: str) -> bool:
    """Whether a run can be nothing else than misread text."""
    if NEVER_TEXT.match(string, span.start) or OTHER_SCRIPT.fullmatch(decoded):
        return True
    return WITHIN_WORD.search(string[max(span.start - 1, 0) : span.start + 1]) is not None


REPAIR = Repair(
    code="A205",
    name="mojibake",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="the characters {before} are {after}, read in the wrong encoding",
)
