"""`fidelity citations`: what a text cites, for reference managers and programs."""

from __future__ import annotations

import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path

import click

from fidelity import citing
from fidelity.commands.speech import CLEAN, PATH, complain
from fidelity.reporters.progress import Progress

FORMATS = {"jsonl": "citations_jsonl", "csl-json": "csl_json", "bibtex": "bibtex", "ris": "ris"}
"""The formats, and the reporter of each. The first lists citations, the others the works that are given in full."""


@click.command(short_help="List what a text cites.")
@click.argument("file", type=PATH)
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), default="jsonl", show_default=True, help="How to write it."
)
def citations(file: Path, format_: str) -> int:
    """List the citations in the notes and lists of references of FILE.

    “jsonl” has every citation, one JSON object a line: its place, kind, fields, and what it refers to. The other formats have
    each work that is given in full, once, for a reference manager.
    """
    with closing(Progress(file.name, sys.stderr)) as progress:
        found, places = citing.citations_of(file, progress)
    if not found:
        complain(f"{file} has no notes or lists of references in which a citation was recognised.")
    reporter = import_module(f"fidelity.reporters.{FORMATS[format_]}")
    if format_ == "jsonl":
        click.echo(reporter.render(found), nl=False)
    else:
        from fidelity.model.bibliography import works_of

        click.echo(reporter.render(works_of(citing.named_in_full(found), places)), nl=False)
    return CLEAN
