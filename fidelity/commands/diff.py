"""`fidelity diff`: both texts side by side in one page."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from fidelity import api, cases
from fidelity.commands.speech import CLEAN, PATH, confirm_report
from fidelity.model.declarations import Relation
from fidelity.reporters.progress import Progress


@click.command(short_help="Write a report with both texts side by side.")
@click.argument("canonical", type=PATH)
@click.argument("edition", type=PATH)
@click.option("-o", "--output", type=PATH, required=True, metavar="REPORT.html", help="The report to write.")
@click.option(
    "--relation",
    type=click.Choice([str(relation) for relation in Relation]),
    default=str(Relation.EDITION),
    show_default=True,
    help="How EDITION relates to the canonical text.",
)
@click.option("--info", is_flag=True, help="Show findings for information too.")
def diff(canonical: Path, edition: Path, output: Path, relation: str, info: bool) -> int:
    """Write a report that shows CANONICAL and EDITION side by side, with the findings beside them.

    CANONICAL is a canonical text (.md), or the source it is extracted from (.txt, .pdf).
    """
    from fidelity.model.finding import Severity
    from fidelity.reporters import html
    from fidelity.writers.files import write_files

    confirm_report(output, [canonical, edition])
    with closing(Progress(canonical.name, sys.stderr)) as progress:
        one = api.read_against(canonical, progress)
    with closing(Progress(edition.name, sys.stderr)) as progress:
        two = api.read_edition(edition, progress)
    examination = api.examine(two, one, Relation(relation))
    findings = [finding for finding in examination.findings if info or finding.severity is not Severity.INFO]
    collation = examination.collation or cases.collate(one, two)
    write_files({output: html.render(collation, findings)})
    return CLEAN
