"""`fidelity check`: an edition against its canonical text, or alone."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fidelity import api
from fidelity.commands.speech import (
    CLEAN,
    FAILED,
    FINDINGS,
    PATH,
    TOO_MUCH,
    complain,
    confirm_report,
    say_losses,
    write_document,
)
from fidelity.model.declarations import Relation
from fidelity.model.errors import FidelityError
from fidelity.reporters.progress import Progress

if TYPE_CHECKING:
    from fidelity.model.finding import Finding
    from fidelity.model.text import Text

_STDIN = Path("-")


@click.command(short_help="Confirm editions against a canonical text.")
@click.argument("editions", nargs=-1, required=True, type=PATH, metavar="EDITION...")
@click.option(
    "--against", type=PATH, metavar="FILE", help="The canonical text (.md), or the source it is extracted from (.txt, .pdf)."
)
@click.option(
    "--relation",
    type=click.Choice([str(relation) for relation in Relation]),
    default=str(Relation.EDITION),
    show_default=True,
    help="How EDITION relates to the canonical text.",
)
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print findings."
)
@click.option("--output-file", type=PATH, help="Write the findings to this file instead of standard output.")
@click.option("--stdin-filename", type=PATH, metavar="NAME", help="What to call the EDITION “-”, which is standard input.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings.")
@click.option("--info", is_flag=True, help="Show findings for information too.")
def check(  # noqa: PLR0917 - click gives them by name
    editions: tuple[Path, ...],
    against: Path | None,
    relation: str,
    style: str,
    output_file: Path | None,
    stdin_filename: Path | None,
    exit_zero: bool,
    info: bool,
) -> int:
    """Confirm EDITION against a canonical text, or, without --against, check it alone.

    EDITION may be “-”, standard input, with a name for it in --stdin-filename, whose ending says what format it is.
    """
    from fidelity.model.finding import Severity

    if output_file is not None:
        confirm_report(output_file, [*editions, *([against] if against is not None else [])])
    canonical: Text | None = None
    if against is not None:
        with closing(Progress(against.name, sys.stderr)) as progress:
            canonical = api.read_against(against, progress)
        say_losses(against, canonical)
    findings: list[Finding] = [] if against is None else [*api.inspect(against, canonical)]
    texts: dict[str, Text] = {}
    failed = False
    for edition in dict.fromkeys(editions):
        path, content = (edition, None) if edition != _STDIN else _standard_input(stdin_filename)
        try:
            with closing(Progress(path.name, sys.stderr)) as progress:
                text = api.read_edition(path, progress, content)
            examination = api.examine(text, canonical, Relation(relation))
        except (FidelityError, MemoryError, RecursionError) as failure:
            reason = str(failure) if isinstance(failure, FidelityError) else f"{path} {TOO_MUCH}"
            complain(reason)
            findings += api.inspect(path, None, reason)
            failed = True
            continue
        say_losses(path, text)
        texts[str(path)] = text
        findings += [finding for finding in examination.findings if info or finding.severity is not Severity.INFO]
    _report(findings, texts, canonical, style, output_file)
    if failed:
        return FAILED
    serious = any(finding.severity is not Severity.INFO for finding in findings)
    return FINDINGS if serious and not exit_zero else CLEAN


def _standard_input(name: Path | None) -> tuple[Path, bytes]:
    """What comes in on standard input, under the name that was given for it."""
    if name is None:
        raise FidelityError("standard input has no name; give it one with --stdin-filename, such as --stdin-filename draft.md.")
    return name, sys.stdin.buffer.read()


def _report(
    findings: Sequence[Finding], texts: dict[str, Text], canonical: Text | None, style: str, output: Path | None
) -> None:
    if style == "json":
        from fidelity.reporters import json

        document = json.render(findings)
        if output is None:
            write_document(document)
            return
    else:
        from fidelity.reporters import terminal
        from fidelity.reporters import text as text_reporter

        if not texts:
            return  # standard error has said all there is to say
        columns = terminal.columns_of(sys.stdout) if output is None else terminal.PLAIN_COLUMNS
        lines = text_reporter.render(findings, texts, canonical, columns)
        if output is None:
            terminal.show(lines, sys.stdout)
            return
        document = text_reporter.plain(lines)
    from fidelity.writers.files import write_files

    write_files({output: document})
