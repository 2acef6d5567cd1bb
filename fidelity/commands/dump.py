"""`fidelity dump`: a stage on the way."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from fidelity import stages
from fidelity.commands.speech import CLEAN, PATH
from fidelity.reporters.progress import Progress


@click.command(short_help="Show a stage on the way to a canonical text or to findings.", epilog=stages.HELP)
@click.argument("source", type=PATH)
@click.option("--stage", required=True, metavar="NAME", help="The stage to show (below).")
@click.option("--against", type=PATH, metavar="FILE", help="For “collation” and “claims”: the canonical text or source.")
def dump(source: Path, stage: str, against: Path | None) -> int:
    """Show a stage on the way from SOURCE to its canonical text, or to its findings."""
    from fidelity.reporters import terminal

    with closing(Progress(source.name, sys.stderr)) as progress:
        shown = stages.show(source, stage, against, progress)
    terminal.write(shown, sys.stdout)
    return CLEAN
