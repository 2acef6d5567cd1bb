"""`fidelity decide`: what a person decides about an emendation."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from fidelity.commands.speech import CLEAN, PATH, advise, complain
from fidelity.reporters.progress import Progress


@click.command(short_help="Keep a decision about an emendation.")
@click.argument("source", type=PATH)
@click.argument("identity", metavar="ID")
@click.argument("verdict", type=click.Choice(["take", "refuse", "replace", "forget"]))
@click.argument("replacement", required=False, metavar="[TEXT]")
@click.option("--reason", default="", help="Why; it is kept with the decision.")
@click.option("--by", default="", help="Who decided; it is kept with the decision.")
@click.option("--decisions", type=PATH, metavar="FILE", help="The file to keep it in, instead of NAME.decisions.toml.")
def decide(  # noqa: PLR0917 - click gives them by name
    source: Path, identity: str, verdict: str, replacement: str | None, reason: str, by: str, decisions: Path | None
) -> int:
    """Keep what you decide about the emendation ID of SOURCE, which is a source, or a canonical text beside its source.

    “fidelity extract SOURCE --review” shows the ids. The decision is kept in NAME.decisions.toml and holds from the next
    extraction on: “take” confirms the emendation, “refuse” leaves what the transcript has, “replace” puts TEXT for
    the characters that the emendation strikes, or for the whole word that they are in, and “forget” takes back what was
    decided. How the place will read is said.
    """
    from fidelity import review as reviewing
    from fidelity.model.proposal import Verdict
    from fidelity.reporters import review as reporter

    if (verdict == "replace") != (replacement is not None):
        raise click.UsageError("a replacement text goes with “replace”, and only with it")
    chosen = None if verdict == "forget" else Verdict(verdict)
    with closing(Progress(source.name, sys.stderr)) as progress:
        kept = reviewing.decide(
            source, identity, chosen, replacement, reason=reason, by=by, decisions=decisions, progress=progress
        )
    said = f"{identity} is forgotten in" if chosen is None else f"“{verdict} {identity}” is kept in"
    if kept.proposal is not None and (sentence := reporter.outcome(kept.proposal)):
        complain(sentence)
    advise(f"{said} {kept.path}, which the next “fidelity extract” replays.")
    return CLEAN
