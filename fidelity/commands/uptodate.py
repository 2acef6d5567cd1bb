"""`fidelity uptodate`: whether canonical texts are what extracting their sources would give today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from fidelity import api, formats
from fidelity.commands.speech import CLEAN, FINDINGS, PATH, complain


@click.command(short_help="Say which canonical texts are out of date.")
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
def uptodate(files: tuple[Path, ...]) -> int:
    """Say which canonical texts are out of date, of all that FILEs are part of: texts, logs, decisions, sources, in any order.

    Files that belong to no canonical text are passed over, so that a hook may give all that was changed.
    """
    late = False
    for canonical in dict.fromkeys(_canonical_texts(files)):
        for finding in api.inspect(canonical, api.read_canonical_file(canonical)):
            complain(f"{canonical} is out of date: {finding.message}.")
            late = True
    return FINDINGS if late else CLEAN


def _canonical_texts(files: Iterable[Path]) -> Iterator[Path]:
    """The canonical texts with a log that some files are or belong to."""
    for path in files:
        stem = path.name
        for ending in (api.LOG_SUFFIX, api.DECISIONS_SUFFIX):
            stem = stem.removesuffix(ending)
        if stem == path.name:
            stem = path.stem
        for ending in formats.MARKDOWN:
            canonical = path.with_name(stem + ending)
            if canonical.is_file() and api.log_path(canonical).is_file():
                yield canonical
