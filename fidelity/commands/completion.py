"""`fidelity completion`: what a shell runs to complete commands, options, rules and formats."""

from __future__ import annotations

import click

from fidelity.commands.speech import CLEAN, write_document

SHELLS = ("bash", "zsh", "fish")


@click.command(short_help="Print what makes a shell complete commands, options and rules.")
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> int:
    """Print what makes SHELL complete commands, options, rules and formats.

    bash, in ~/.bashrc: eval "$(fidelity completion bash)"

    zsh, in ~/.zshrc: eval "$(fidelity completion zsh)"

    fish: fidelity completion fish > ~/.config/fish/completions/fidelity.fish
    """
    from click.shell_completion import get_completion_class

    root = click.get_current_context().find_root()
    kind = get_completion_class(shell)
    assert kind is not None
    write_document(kind(root.command, {}, "fidelity", "_FIDELITY_COMPLETE").source())
    return CLEAN


def rules(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The rules and repairs that a word may become, the last of several that commas part."""
    from fidelity.configuration.selectors import FAMILIES, known_rules

    before, comma, wanted = incomplete.rpartition(",")
    found = [*known_rules(), *known_rules().values(), *FAMILIES]
    return [before + comma + one for one in found if one.casefold().startswith(wanted.casefold())]


def formats(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The formats that a word may become."""
    from fidelity.commands.check_options import FORMATS, formats_of_plugins

    return [one for one in (*FORMATS, *formats_of_plugins()) if one.startswith(incomplete)]
