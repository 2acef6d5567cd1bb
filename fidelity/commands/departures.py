"""`fidelity departures`: the departures as a note on the text."""

from __future__ import annotations

from pathlib import Path

import click

from fidelity.agenda import Wish, configuration_for
from fidelity.commands.speech import CLEAN, PATH, write_document
from fidelity.model.errors import FidelityError
from fidelity.results import departures_in, shown


@click.command(short_help="Print the departures as a note on the text.")
@click.argument("record", type=PATH, required=False)
@click.option("--format", "style", type=click.Choice(["markdown", "html"]), default="markdown", show_default=True)
def departures(record: Path | None, style: str) -> int:
    """Print the departures of RECORD (that of the configuration, departures.toml) as a note on the text, for readers of it."""
    from fidelity.reporters import departures as reporter

    path = record if record is not None else configuration_for(Path.cwd(), Wish()).departures
    if not path.is_file():
        raise FidelityError(f"{shown(path)} does not exist; “fidelity accept” makes it.")
    found = departures_in(path)
    write_document(reporter.markdown(found) if style == "markdown" else reporter.html(found))
    return CLEAN
