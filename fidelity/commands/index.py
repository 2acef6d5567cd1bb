"""`fidelity index`: the passage index of a folder of canonical texts."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from fidelity import api
from fidelity.commands.speech import CLEAN, FAILED, PATH, complain, write_document
from fidelity.reporters.progress import Progress


@click.command(short_help="Make or update the passage index of a folder of canonical texts.")
@click.argument("folder", type=PATH)
def index(folder: Path) -> int:
    """Make or update the passage index of the canonical texts in FOLDER and the folders in it.

    With the index, a check with --against FOLDER looks quotations up without reading the texts again. It lies in FOLDER as
    .fidelity-index; only texts that are new or changed are read.
    """
    with closing(Progress(folder.name, sys.stderr, unit="text")) as progress:
        update = api.index(folder, complain, lambda done, _: progress(done + 1))
    for failure in update.failures:
        complain(failure)
    write_document(f"{update.index}: {update}\n")
    return FAILED if update.failures else CLEAN
