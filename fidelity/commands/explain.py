"""`fidelity explain`: the page of a rule or a repair."""

from __future__ import annotations

import sys

import click

from fidelity import manual
from fidelity.commands.completion import rules
from fidelity.commands.speech import CLEAN


@click.command(short_help="Print the page of a rule or a repair.")
@click.argument("rule", metavar="CODE", shell_complete=rules)
def explain(rule: str) -> int:
    """Print the page of a rule or a repair, by its code or its name."""
    from fidelity.reporters import terminal

    terminal.show_markdown(manual.page_of(rule), sys.stdout)
    return CLEAN
