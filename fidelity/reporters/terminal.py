"""Lines of pieces on a stream: with colours where a person looks at a terminal, else as plain characters."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from typing import TextIO

from fidelity.reporters.pieces import STYLES, Piece, plain

PLAIN_COLUMNS = 100
"""The width of a report that goes to a file or another program."""


def has_colours(stream: TextIO, color: bool | None = None) -> bool:
    """Whether colours are wanted: as `color` says, else on a terminal that is not dumb, without NO_COLOR (https://no-color.org)."""
    if color is not None:
        return color
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns_of(stream: TextIO) -> int:
    """The width of a terminal in cells, and a fixed one for anything else."""
    if not stream.isatty():
        return PLAIN_COLUMNS
    import shutil

    return max(shutil.get_terminal_size((PLAIN_COLUMNS, 24)).columns, 40)


def show(lines: Sequence[Sequence[Piece]], stream: TextIO, *, color: bool | None = None) -> None:
    """Write the lines, which are printable already; rich is imported only for colours."""
    if not has_colours(stream, color):
        write(plain(lines), stream)
        return
    from rich.console import Console
    from rich.text import Text as Coloured

    console = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True, force_terminal=color)
    for line in lines:
        console.print(Coloured.assemble(*((string, STYLES.get(role, "")) for string, role in line if role != "bracket")))


def show_markdown(page: str, stream: TextIO) -> None:
    """Write a page: laid out on a terminal with colours, as it is anywhere else."""
    if not has_colours(stream):
        write(page, stream)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    # rich leaves out what a fenced block is, which the pages' examples cannot do without
    labelled = re.sub(r"^(`{3,})([^`\n]+)\n", r"*\2:*\n\n\1\n", page, flags=re.MULTILINE)
    Console(file=stream, width=min(columns_of(stream), 100)).print(Markdown(labelled))


def write(string: str, stream: TextIO) -> None:
    """Write characters in the stream's encoding; one that it has no place for is written as its escape."""
    binary = getattr(stream, "buffer", None)
    if binary is None:
        stream.write(string)
        return
    stream.flush()
    binary.write(string.encode(stream.encoding or "utf-8", "backslashreplace"))
    binary.flush()


def write_exactly(string: str) -> None:
    """Write a document to standard output as UTF-8, whatever the terminal's encoding, with line ends as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(string.encode("utf-8"))
    sys.stdout.buffer.flush()
