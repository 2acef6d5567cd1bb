"""`fidelity rules`: every repair and rule."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from fidelity import manual
from fidelity.commands.speech import CLEAN, write_document

if TYPE_CHECKING:
    from fidelity.reporters.pieces import Piece

_ROOM = 96
"""Columns from which on a rule has one line; below, its summary stands under it."""


@click.command(short_help="List every repair and rule.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rules(style: str) -> int:
    """List every repair and rule: code, name, severity, family, and what it is about."""
    if style == "json":
        import json

        entries = [{name: value for name, value in asdict(entry).items() if name != "page"} for entry in manual.entries()]
        write_document(json.dumps(entries, ensure_ascii=False, indent=2) + "\n")
        return CLEAN
    from fidelity.reporters import terminal

    lines: list[list[Piece]] = []
    columns = terminal.columns_of(sys.stdout)
    for entry in manual.entries():
        standing: list[Piece] = [(f"{entry.severity:<8} ", entry.severity), (f"{entry.family:<10} ", "quiet")]
        head: list[Piece] = [(f"{entry.code}  ", "path"), (f"{entry.name:<34} ", ""), *standing]
        if columns >= _ROOM:
            lines += _under(head, entry.summary, columns)
        else:
            lines += [head, *([(" " * 6, ""), (part, "")] for part in _wrapped(entry.summary, columns - 6))]
    terminal.show(lines, sys.stdout)
    return CLEAN


def _under(head: list[Piece], summary: str, columns: int) -> list[list[Piece]]:
    """A rule with its summary beside it, on a terminal in as many lines as it takes."""
    indent = sum(len(string) for string, _ in head)
    if not sys.stdout.isatty():
        return [[*head, (summary, "")]]
    first, *rest = _wrapped(summary, max(columns - indent, 24))
    return [[*head, (first, "")], *([(" " * indent, ""), (part, "")] for part in rest)]


def _wrapped(summary: str, room: int) -> list[str]:
    import textwrap

    return textwrap.wrap(summary, max(room, 24)) or [""]
