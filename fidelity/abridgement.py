"""A long edition and its canonical text read without the paragraphs that they share, both at once.

What is left is parsed, compared and judged as any two texts. Its characters know their places in the whole files, and whoever
asks whether something stands anywhere in a file asks `Text.everything`. Where what was left out may matter in any other way,
`WholeTextNeeded` is raised, and both files are read whole.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from fidelity.formats import MARKDOWN, read_bytes, read_content, readers_of_plugins
from fidelity.model.errors import FidelityError
from fidelity.model.source import Kept, Printing
from fidelity.model.text import Text
from fidelity.rehearsal import rehearse
from fidelity.second_process import Begin, at_once


def read_abridged(
    canonical: Path, edition: Path, log: str | None = None, content: bytes | None = None, *, begin: Begin = at_once
) -> tuple[Text, Text] | None:
    """A canonical text and an edition of it, abridged; None where that cannot be: whoever reads them says what is wrong.

    `log` is the emendation log of the canonical text, `content` that of an edition which is not to be opened. `begin` is what
    may begin a part of the work in a second process.
    """
    from fidelity.collation.shared_paragraphs import shared_paragraphs
    from fidelity.readers.decoding import decode

    if any(path.suffix.lower() not in MARKDOWN or path.suffix.lower() in readers_of_plugins() for path in (canonical, edition)):
        return None
    try:
        contents = read_bytes(canonical), read_bytes(edition) if content is None else content
        decoded = decode(contents[0], str(canonical)), decode(contents[1], str(edition))
        # where the characters of a note were printed is told by the order of all notes
        cites_nothing = _cites_nothing if log is None else None
        sharing = begin(lambda: shared_paragraphs(*decoded, cites_nothing, begin))
        if begin is not at_once:
            rehearse(decoded[0])
        digests = [sha256(content).hexdigest() for content in contents]
        shared = sharing()
        if shared is None:
            return None
        reading = begin(lambda: _read(edition, decoded[1], shared.edition))
        lacking = _Lacking("\n".join(shared.left_out + shared.across), shared.notes)
        read = _read(canonical, decoded[0], shared.canonical)
        one = _placed(read, digests[0], decoded[0], shared.canonical, lacking)
        if log is not None:
            printing = _printing(read, log, shared.canonical, shared.left_out)
            one = replace(one, source=replace(one.source, printing=printing))
        two = _placed(reading(), digests[1], decoded[1], shared.edition, lacking)
    except FidelityError:
        return None
    return one, two


def _printing(text: Text, log: str, kept: Sequence[tuple[int, int]], left_out: Sequence[str]) -> Printing:
    """Where the characters of the stretches that are kept were printed.

    The log was written for the whole text, whose string is put together again here: by the digest in its header it is known
    whether that is so. Raises UnreadableFile where it is not, or the log is damaged.
    """
    from fidelity.readers.canonical import printing_of

    gaps = _gaps(text, kept)
    pieces = [text.string[start:end] for start, end in pairwise([0, *gaps, len(text.string)])]
    whole = "".join(piece for pair in zip(pieces, (*left_out, ""), strict=True) for piece in pair)
    printing = printing_of(log, whole, text.source.name)
    origin = array("i")
    at = 0
    for piece, missing in zip(pieces, (*left_out, ""), strict=True):
        origin += printing.origin[at : at + len(piece)]
        at += len(piece) + len(missing)
    return replace(printing, origin=origin)


def _gaps(text: Text, kept: Sequence[tuple[int, int]]) -> list[int]:
    """The offsets in a text of the stretches that are kept, laid end to end, at which something is missing between them."""
    import numpy as np

    places = np.array(text.source.file[: text.running_end], dtype=np.int64)
    places = np.where(places < 0, ~places, places)
    begins = np.array(list(accumulate(end - start for start, end in kept))[:-1])
    # what is missing follows the last character of a word, or comes before the first one of a paragraph
    content = text.source.content or ""
    inside = np.array([not content[begin - 1].isspace() for begin in begins])
    return [int(at) for at in np.searchsorted(places, begins - inside) + inside]


def _read(path: Path, decoded: str, kept: Sequence[tuple[int, int]]) -> Text:
    """The text of the stretches of a file that are kept, as if they were the file."""
    return read_content(path, "".join(decoded[start:end] for start, end in kept).encode(), None, None)


def _cites_nothing(words: str) -> bool:
    """Whether the words of a note have nothing of a citation."""
    from fidelity.recognition.citations.in_text import says_nothing

    return says_nothing(words)


class _Lacking(NamedTuple):
    """What both texts lack."""

    words: str
    notes: frozenset[int]


def _placed(text: Text, digest: str, decoded: str, kept: Sequence[tuple[int, int]], lacking: _Lacking) -> Text:
    """The text of the stretches that are kept, with its places in the whole file."""
    source = replace(
        text.source,
        sha256=digest,
        kept=Kept.of(kept),
        content=decoded,
        left_out=lacking.words,
        notes_left_out=lacking.notes,
    )
    return replace(text, source=source)
