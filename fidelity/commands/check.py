"""`fidelity check`: editions confirmed against a canonical text, or checked alone."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import click

from fidelity import __version__
from fidelity.agenda import Task, tasks_for, tasks_of
from fidelity.commands.check_options import (
    FORMATS,
    PEOPLE,
    formats_of,
    how_to_report,
    inline_of,
    reported_by_plugin,
    what_to_check,
    what_to_mend,
    what_to_report,
    wish_of,
)
from fidelity.commands.speech import CLEAN, FAILED, FINDINGS, PATH, complain, confirm_report, watched, write_document
from fidelity.model.errors import FidelityError
from fidelity.model.finding import Severity
from fidelity.model.report import Report
from fidelity.results import Results, results_of

_STDIN = Path("-")


@click.command(short_help="Confirm editions against a canonical text.")
@click.argument("editions", nargs=-1, type=PATH, metavar="[EDITION]...")
@click.option("--stdin-filename", type=PATH, metavar="NAME", help="What to call the EDITION “-”, which is standard input.")
@what_to_check
@what_to_report
@what_to_mend
@how_to_report
def check(  # noqa: PLR0917 - click gives them by name
    editions: tuple[Path, ...],
    stdin_filename: Path | None,
    select: str | None,
    extend_select: str | None,
    ignore: str | None,
    info: bool,
    since: str | None,
    jobs: int | None,
    exit_zero: bool,
    watch: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    formats: tuple[str, ...],
    output_file: Path | None,
    statistics: bool,
    quiet: bool,
    color: bool | None,
    **what: object,
) -> int:
    """Confirm EDITIONs: files, folders, globs; without any, what the configuration names.

    An edition is confirmed against --against, else against the text that the configuration (fidelity.toml, or [tool.fidelity]
    in pyproject.toml) pairs it with, else checked alone. It may be “-”, standard input, with a name for it in --stdin-filename,
    whose ending says what format it is.
    """
    if watch and (fix or diff or _STDIN in editions):
        raise click.UsageError("--watch goes with files that others change, and with neither --fix nor --diff")
    wanted = formats_of(formats, output_file)
    chosen = (*inline_of(select, extend_select, ignore), *(("info = true",) if info else ()))
    wish = wish_of(what, chosen)
    contents: dict[Path, bytes] = {}

    def plan() -> list[Task]:
        """What is to be done."""
        tasks: list[Task] = []
        if _STDIN in editions:
            path, contents[path] = _standard_input(stdin_filename)
            tasks = tasks_for(path, wish)
        named = [edition for edition in editions if edition != _STDIN]
        if named or not editions:
            tasks = [*tasks, *tasks_of(named, wish)]
        for _, place in wanted:
            if place is not None:
                confirm_report(place, [path for task in tasks for path in (task.path, *task.against)])
        return tasks

    def confirm(tasks: Sequence[Task]) -> int:
        """Do it, and report."""
        results = results_of(tasks, contents, watched, complain, processes=jobs)
        found = len(results.findings)
        if since is not None:
            results = _since(since, results)
        report = Report(
            findings=results.findings,
            checked=results.checked,
            against=_series([path for task in tasks for path in task.against]),
            version=__version__,
            statistics=statistics,
            root=str(Path.cwd()),
            remarks=results.remarks,
            accepted=results.accepted,
            frozen=results.frozen,
            unchanged=found - len(results.findings),
            since=since or "",
        )
        for style, place in wanted:
            _write(report, style, place, quiet=quiet, color=color)
        for task in tasks if results.findings else ():
            if _are_swapped(task):
                complain(
                    f"{task.path} was extracted (its log is beside it), and {task.against[0]} was not: if that is the edition, "
                    f"it comes first: “fidelity check {task.against[0]} --against {task.path}”."
                )
        if results.failed:
            return FAILED
        serious = any(finding.severity is not Severity.INFO for finding in results.findings)
        return FINDINGS if serious and not exit_zero else CLEAN

    if watch:
        from fidelity.commands.watching import keep_checking

        folders = [edition for edition in editions or (Path.cwd(),) if edition.is_dir()]
        return keep_checking(plan, confirm, folders, [place for _, place in wanted if place is not None])
    tasks = plan()
    if fix or diff:
        from fidelity.commands.fixing import fix_files

        changed = fix_files(tasks, bool(contents), unsafe=unsafe_fixes, show=diff)
        if diff:
            if changed is None:
                return FAILED
            return FINDINGS if changed and not exit_zero else CLEAN
    return confirm(tasks)


def _are_swapped(task: Task) -> bool:
    """Whether what is to be the edition is a canonical text with its log, and what it is checked against is none."""
    from fidelity import api
    from fidelity.formats import MARKDOWN

    texts = (task.path, *task.against)
    if len(texts) != 2 or any(path.suffix.lower() not in MARKDOWN for path in texts):
        return False
    return api.log_path(task.path).is_file() and not api.log_path(task.against[0]).is_file()


def _since(revision_name: str, results: Results) -> Results:
    """The results without what has not changed since a revision of git."""
    from fidelity import revision

    texts = {path: task.against for path, task in results.tasks.items()}
    changes = revision.Changes(revision_name, Path.cwd())
    return replace(results, findings=tuple(revision.since(results.findings, changes, texts)))


def _standard_input(name: Path | None) -> tuple[Path, bytes]:
    """What comes in on standard input, under the name that was given for it."""
    if name is None:
        raise FidelityError("standard input has no name; give it one with --stdin-filename, such as --stdin-filename draft.md.")
    return name, sys.stdin.buffer.read()


def _series(paths: Sequence[Path]) -> str:
    """What the editions were checked against, in words."""
    names = list(dict.fromkeys(str(path) for path in paths))
    return names[0] if len(names) == 1 else f"{len(names)} canonical texts" if names else ""


def _write(report: Report, style: str, place: Path | None, *, quiet: bool, color: bool | None) -> None:
    """The report in a format, to a file or to standard output."""
    from fidelity.reporters import terminal

    if style not in PEOPLE:
        render = import_module(FORMATS[style]).render if style in FORMATS else reported_by_plugin(style)
        document = render(report)
        if place is None:
            write_document(document)
            return
    else:
        if not report.checked:
            return  # standard error has said all there is to say
        columns = terminal.columns_of(sys.stdout) if place is None else terminal.PLAIN_COLUMNS
        lines = import_module(FORMATS[style]).render(report, columns)
        if quiet:
            lines = lines[:-1]
        if place is None:
            terminal.show(lines, sys.stdout, color=color)
            return
        from fidelity.reporters.pieces import plain

        document = plain(lines)
    from fidelity.writers.files import write_files

    write_files({place: document})
