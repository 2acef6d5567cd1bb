"""The content streams of a page: whether they are whole, and what none of their operators does, so that nobody has to ask."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fidelity.readers.pdf.unprinted import CLEAR

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage

_PAINTS_PATH = re.compile(rb"[SsFfBb](?<![^\s\x00\])>}][SsFfBb])\*?(?=[\s\x00\[(<>/%]|\Z)")
"""An operator that paints a path (ISO 32000-1, table 60); a word of a string may look like one."""


_WHITE = {
    b"g": (b"1 g", b"1\ng", b"1 rg", b"1\nrg"),
    b"sc": (b"1 sc", b"1\nsc", b"0 sc", b"0\nsc", b"0. sc"),
    b"k": (b"0 k", b"0\nk", b"0. k"),
}
"""What a stream has somewhere that sets white in whole numbers, by what is in all of it: strings are found much sooner than
operators, and of an operator that is nowhere no string is sought."""
_WHITE_IN_DECIMALS = (
    ((b"g", b"sc"), re.compile(rb"1\.0*\s+(?:g|rg|scn?)\b")),
    ((b"g", b"sc"), re.compile(rb"\.9[89]\d*\s+(?:g|rg|scn?)\b")),
    ((b"k", b"sc"), re.compile(rb"\.0[012]\d*\s+(?:k|scn?)\b")),
)
"""The same in decimals, or nearly white. Each begins with characters, so that it is found soon."""
SHORTEST_STATED = 12
"""Characters that are stated for a line rather than for a ligature or an abbreviation of one glyph, at the least."""
_STATES_A_LINE = re.compile(rb"/ActualText\s*(?:\([^)]{%d}|<[0-9A-Fa-f\s]{%d})" % (SHORTEST_STATED, 2 * 2 * SHORTEST_STATED))


@dataclass(frozen=True, slots=True)
class PageContent:
    """What the content streams of a page may do, as far as it is known without running them."""

    paints_paths: bool = True
    """Whether one of the page's own operators may paint a path."""
    sets_render_modes: bool = True
    """Whether text may be shown in another render mode than the usual one, here or in what the page shows of other streams."""
    fills_white: bool = True
    """Whether text may be white, here or in what the page shows of other streams."""
    fills_clear: bool = True
    """Whether something may be transparent."""
    states_lines: bool = True
    """Whether a page's own operators may state words for the lines that they show."""
    shows_more: bool = True
    """Whether a page may show anything but text: pictures, or paths."""


def content_of(document: PDFDocument, page: PDFPage) -> PageContent:
    """Looks through the streams of a page. Raises ValueError when one is cut short or altered, zlib.error when damaged."""
    parts: list[bytes] = []
    known = True
    for content in page.contents:
        unpacked = _unpacked(document, content)
        known = known and unpacked is not None
        parts.append(unpacked or b"")
    if not known:
        return PageContent()
    operators = b"\n".join(parts)
    paints_paths = _PAINTS_PATH.search(operators) is not None
    return PageContent(
        paints_paths=paints_paths,
        sets_render_modes=b"Tr" in operators or b"Do" in operators,
        fills_white=b"Do" in operators or _sets_white(operators),
        fills_clear=b"gs" in operators and _may_be_clear(page),
        states_lines=b"/ActualText" in operators and _STATES_A_LINE.search(operators) is not None,
        shows_more=paints_paths or b"Do" in operators or b"BI" in operators,
    )


def _sets_white(operators: bytes) -> bool:
    there = [letters for letters in _WHITE if letters in operators]
    if any(white in operators for letters in there for white in _WHITE[letters]):
        return True
    return any(any(one in there for one in letters) and white.search(operators) for letters, white in _WHITE_IN_DECIMALS)


def _may_be_clear(page: PDFPage) -> bool:
    """Whether a page has a graphics state that makes what is filled transparent."""
    from pdfminer.pdftypes import dict_value, resolve1

    states = dict_value(dict_value(page.resources).get("ExtGState", {})) if page.resources else {}
    opacities = [resolve1(dict_value(state).get("ca", 1)) for state in states.values()]
    return any(not isinstance(opacity, int | float) or opacity <= CLEAR for opacity in opacities)


def _unpacked(document: PDFDocument, content: object) -> bytes | None:
    """The operators of a stream that is packed as usual, checked; None for another one, which is not looked into."""
    from pdfminer.pdftypes import LITERALS_FLATE_DECODE, stream_value

    stream = stream_value(content)
    packed = stream.rawdata
    if document.decipher is not None:
        return None
    filters = stream.get_filters()
    if not packed or not filters:
        return packed
    if filters[0][0] not in LITERALS_FLATE_DECODE:
        return None
    # the deflate stream itself, without zlib's header and checksum, which some producers leave out
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    unpacked = unpacking.decompress(packed[2:])
    if not unpacking.eof:
        raise ValueError("a content stream is cut short")
    checksum = unpacking.unused_data[:4]
    if len(checksum) == 4 and checksum.strip() and int.from_bytes(checksum) != zlib.adler32(unpacked):
        raise ValueError("a content stream was altered")
    return unpacked if len(filters) == 1 and not filters[0][1] else None
