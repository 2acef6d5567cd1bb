"""`fidelity config`: each setting and where it was made."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fidelity.agenda import Wish, configuration_for
from fidelity.commands.speech import CLEAN, PATH, write_document

if TYPE_CHECKING:
    from fidelity.reporters.pieces import Piece


@click.command(short_help="Show each setting and where it was made.")
@click.argument("path", type=PATH, default=".")
@click.option("--config", multiple=True, metavar="FILE|KEY=VALUE", help="A configuration file, or one of its keys, in TOML.")
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option("--schema", is_flag=True, help="Print the JSON schema of the configuration instead.")
@click.option("--reference", is_flag=True, help="Print the reference of all keys, in Markdown, instead.")
def config(path: Path, config: tuple[str, ...], isolated: bool, schema: bool, reference: bool) -> int:
    """Show the settings that hold for PATH, a file or a folder (this one), each with the file and line that made it."""
    if schema:
        from fidelity.configuration import json_schema

        write_document(json_schema.document())
        return CLEAN
    if reference:
        from fidelity.configuration import reference as manual

        write_document(manual.document())
        return CLEAN
    from fidelity.reporters import terminal

    wish = Wish(
        config=next((Path(one) for one in config if "=" not in one), None),
        inline=tuple(one for one in config if "=" in one),
        isolated=isolated,
    )
    terminal.show(_lines(path, wish), sys.stdout)
    return CLEAN


def _lines(path: Path, wish: Wish) -> list[list[Piece]]:
    from fidelity.configuration.specification import KEYS
    from fidelity.reporters.printable import printable

    folder = path if path.is_dir() else path.parent
    configuration = configuration_for(folder.absolute(), wish)
    said = {key: (value, origin) for key, value, origin in configuration.said}
    lines: list[list[Piece]] = []
    for key in KEYS:
        if key.name in said:
            value, origin = said[key.name]
            lines.append([(f"{key.name} = {printable(value)}", ""), (f"  # {printable(str(origin))}", "quiet")])
        elif key.default:
            lines.append([(f"{key.name} = {key.default}", "quiet"), ("  # the default", "quiet")])
    if not configuration.files:
        lines.append([("# there is no configuration file: “fidelity init” proposes one", "quiet")])
    return lines
