"""`fidelity lsp`: the language server, which an editor starts."""

from __future__ import annotations

import click

from fidelity.commands.speech import CLEAN
from fidelity.model.errors import FidelityError


@click.command(short_help="Serve an editor that speaks the Language Server Protocol.")
def lsp() -> int:
    """Speak with an editor on standard input and output: findings while you type, both readings, fixes, departures.

    An editor starts this command itself; docs/editors.md says how each is told to.
    """
    from fidelity.commands.accept import decider

    try:
        from fidelity.editor.server import serve
    except ModuleNotFoundError as missing:
        if missing.name not in {"pygls", "lsprotocol"}:
            raise
        raise FidelityError(
            "“fidelity lsp” needs pygls, which is not installed; run “pip install 'fidelity-lint[lsp]'”."
        ) from None
    serve(decider)
    return CLEAN
