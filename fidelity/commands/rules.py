"""`fidelity rules`: every repair and rule."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from fidelity import manual
from fidelity.commands.speech import CLEAN

if TYPE_CHECKING:
    from fidelity.reporters.pieces import Piece


@click.command(short_help="List every repair and rule.")
def rules() -> int:
    """List every repair and rule: code, name, severity, family, and what it is about."""
    from fidelity.reporters import terminal

    lines: list[list[Piece]] = []
    for entry in manual.entries():
        standing = [(f"{entry.severity:<8} ", entry.severity), (f"{entry.family:<10} ", "quiet")]
        lines.append([(f"{entry.code}  ", "path"), (f"{entry.name:<34} ", ""), *standing, (entry.summary, "")])
    terminal.show(lines, sys.stdout)
    return CLEAN
