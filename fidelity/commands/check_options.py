"""The options of `fidelity check`, grouped by what they are about, and how the command line speaks of formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import click

from fidelity.agenda import Wish
from fidelity.commands.completion import formats, rules
from fidelity.commands.speech import PATH
from fidelity.model.declarations import Relation
from fidelity.model.errors import FidelityError

if TYPE_CHECKING:
    from fidelity.model.report import Report

PEOPLE = ("full", "concise", "grouped")
"""Formats in lines of pieces, which may have colours."""
PROGRAMS = ("json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "checkstyle")
FORMATS: Mapping[str, str] = MappingProxyType({name: f"fidelity.reporters.{name}" for name in (*PEOPLE, *PROGRAMS)})
"""The module of each format."""

_Command = TypeVar("_Command", bound=Callable[..., Any])


def what_to_check(command: _Command) -> _Command:
    """Which editions, against what, and what the configuration would say otherwise."""
    return _decorated(
        command,
        click.option(
            "--against",
            type=PATH,
            multiple=True,
            metavar="FILE",
            help="The canonical text (.md), or the source it is extracted from (.txt, .pdf); a folder, or several texts: what "
            "EDITION quotes.",
        ),
        click.option(
            "--relation",
            type=click.Choice([str(relation) for relation in Relation]),
            help="How EDITION relates to the canonical text (edition).",
        ),
        click.option(
            "--config", multiple=True, metavar="FILE|KEY=VALUE", help="A configuration file, or one of its keys, in TOML."
        ),
        click.option("--isolated", is_flag=True, help="Read no configuration file, departures or baseline."),
    )


def what_to_report(command: _Command) -> _Command:
    """Which findings are shown, and what the exit code says of them."""
    return _decorated(
        command,
        click.option(
            "--select",
            metavar="RULES",
            shell_complete=rules,
            help="Report these alone: codes, names, beginnings of codes, families, ALL.",
        ),
        click.option("--extend-select", metavar="RULES", shell_complete=rules, help="Report these, too."),
        click.option("--ignore", metavar="RULES", shell_complete=rules, help="Do not report these."),
        click.option("--info", is_flag=True, help="Show findings for information too."),
        click.option("--since", metavar="REVISION", help="Report only what has changed since a revision of git."),
        click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that may work (one a processor)."),
        click.option("--watch", is_flag=True, help="Check again whenever a file is saved, until Ctrl-C."),
        click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings."),
    )


def what_to_mend(command: _Command) -> _Command:
    """Whether files are changed, and how much of it needs no asking."""
    return _decorated(
        command,
        click.option("--fix", is_flag=True, help="Mend what can be mended without changing what the text says, then check."),
        click.option(
            "--unsafe-fixes", is_flag=True, help="With --fix or --diff: mend also what may change what the text says."
        ),
        click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing."),
    )


def how_to_report(command: _Command) -> _Command:
    """In which formats, and where to."""
    return _decorated(
        command,
        click.option(
            "--format",
            "formats",
            multiple=True,
            metavar="FORMAT[=FILE]",
            shell_complete=formats,
            help=f"{', '.join(PEOPLE)}, {', '.join(PROGRAMS)} (full); may be repeated, each with a file of its own.",
        ),
        click.option("--output-file", type=PATH, help="Write the findings to this file instead of standard output."),
        click.option("--statistics", is_flag=True, help="Count the findings by rule instead of showing them."),
        click.option("-q", "--quiet", is_flag=True, help="Show nothing but findings."),
        click.option("--color/--no-color", default=None, help="Colours, or none, whatever reads them."),
    )


def _decorated(command: _Command, *options: Callable[[_Command], _Command]) -> _Command:
    for option in reversed(options):
        command = option(command)
    return command


def wish_of(check: Mapping[str, Any], inline: tuple[str, ...]) -> Wish:
    """What the options of `what_to_check` ask for, with more pairs of the configuration."""
    against, relation = check["against"], check["relation"]
    return Wish(
        against=against,
        relation=Relation(relation) if relation is not None else None,
        config=next((Path(one) for one in check["config"] if "=" not in one), None),
        inline=(*(one for one in check["config"] if "=" in one), *inline),
        isolated=check["isolated"],
    )


def formats_of(wanted: tuple[str, ...], output: Path | None) -> list[tuple[str, Path | None]]:
    """Each format and the file that it goes to; None for standard output, to which one alone can go."""
    found: list[tuple[str, Path | None]] = []
    for one in wanted or ("full",):
        name, _, file = one.partition("=")
        if name not in FORMATS and name not in formats_of_plugins():
            raise click.UsageError(f"there is no format “{name}”; {_meant(name)}")
        found.append((name, Path(file) if file else output))
    places = [place for _, place in found]
    if len(places) != len(set(places)):
        raise click.UsageError("two formats cannot go to one place; give each a file, as in --format sarif=findings.sarif")
    return found


def formats_of_plugins() -> Mapping[str, Callable[[Report], str]]:
    """The formats that other packages bring. Raises FidelityError where one would take the place of our own."""
    from fidelity.plugins import installed

    found = installed().reporters
    if clashes := sorted(set(found) & set(FORMATS)):
        raise FidelityError(f"a plugin brings the format {clashes[0]}, which fidelity has itself; take it away.")
    return found


def reported_by_plugin(style: str) -> Callable[[Report], str]:
    """The reporter of a plugin, whose failures are said as its own."""

    def render(report: Report) -> str:
        try:
            return str(formats_of_plugins()[style](report))
        except Exception as failure:  # whatever the code of somebody else does
            raise FidelityError(
                f"the plugin for the format {style} broke ({type(failure).__name__}: {failure}); tell its authors."
            ) from failure

    return render


def _meant(name: str) -> str:
    from difflib import get_close_matches

    known = (*FORMATS, *formats_of_plugins())
    near = get_close_matches("full" if name == "text" else name.lower(), known, n=1, cutoff=0.5)
    return f"did you mean “{near[0]}”?" if near else f"there are {', '.join(known)}"


def inline_of(select: str | None, extend_select: str | None, ignore: str | None) -> tuple[str, ...]:
    """Selections on the command line as pairs of the configuration. Raises FidelityError when one of them means no rule."""
    from fidelity.configuration.loading import toml_of
    from fidelity.configuration.selectors import fault_of

    given = (("select", select), ("extend-select", extend_select), ("ignore", ignore))
    chosen = [(option, rules.replace(",", " ").split()) for option, rules in given if rules is not None]
    faults = [f"--{option}: {fault}" for option, rules in chosen for fault in map(fault_of, rules) if fault]
    if faults:
        raise FidelityError(*(fault if fault.endswith("?") else f"{fault}." for fault in faults))
    return tuple(f"{'extend-ignore' if option == 'ignore' else option} = {toml_of(rules)}" for option, rules in chosen)
