"""What every command has in common: its exit codes, and how it speaks on standard output and standard error."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fidelity.model.errors import FidelityError
from fidelity.reporters.printable import printable
from fidelity.reporters.progress import Progress

if TYPE_CHECKING:
    from fidelity.model.text import Text

CLEAN, FINDINGS, FAILED = 0, 1, 2

PATH = click.Path(path_type=Path, readable=False)
"""A path; whoever reads it says what is wrong with it, and the others are read."""


def write_document(document: str) -> None:
    """A document on standard output: exact for a file or another program, made harmless for a terminal."""
    from fidelity.reporters import terminal

    if sys.stdout.isatty():
        document = "".join(printable(line) + "\n" for line in document.split("\n")[:-1])
    terminal.write_exactly(document)


def complain(sentence: str) -> None:
    """A sentence on standard error, under the name of the command."""
    from fidelity.reporters import terminal

    terminal.write(f"fidelity: {printable(sentence)}\n", sys.stderr)


def advise(sentence: str) -> None:
    """What a person may want to do next: for a terminal only, since programs ask for nothing of the kind."""
    if sys.stderr.isatty():
        complain(sentence)


def say_losses(path: Path, text: Text) -> None:
    """On standard error, what of a damaged source could not be read: now, or when a canonical text was extracted from it."""
    printing = text.source.printing
    for loss in printing.losses if printing is not None else text.source.losses:
        complain(f"{path}: {loss}.")


def watched(path: Path) -> Progress:
    """A line on the terminal that says how far a long file is."""
    return Progress(path.name, sys.stderr)


def confirm_report(output: Path, inputs: Sequence[Path]) -> None:
    """Raise FidelityError when a report would overwrite one of the files that it reports on."""
    for path in inputs:
        with suppress(OSError):
            if output.exists() and output.samefile(path):
                raise FidelityError(f"{output} is one of the texts themselves, which are never overwritten; name another file.")
