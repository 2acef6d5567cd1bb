"""`fidelity accept`: findings that an editor lets stand, kept as departures with a reason."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from fidelity import __version__
from fidelity.agenda import Task, Wish, tasks_of
from fidelity.commands.check_options import inline_of, what_to_check, wish_of
from fidelity.commands.completion import rules
from fidelity.commands.speech import CLEAN, complain, watched
from fidelity.exemptions import departure_of
from fidelity.model.departure import Departure
from fidelity.model.errors import FidelityError
from fidelity.model.finding import Finding
from fidelity.model.report import Report
from fidelity.reporters.pieces import parts_of
from fidelity.results import Results, inside, results_of, shown

_PLACE = re.compile(r"(?P<path>.+?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?:?")
_PLACE_WITHOUT_LINES = re.compile(r"(?P<path>.+?)(?: \((?P<printed>.+)\)|:(?P<words>(?:part|page|paragraph|run) .+?)):?")
"""A place in a format without lines, as it is printed, or behind a colon: `talk.docx:paragraph 2, run 1`."""
_KEYS = "[a] accept   [f] accept this rule in the whole file   [s] skip   [q] stop"


@dataclass(frozen=True, slots=True)
class _Place:
    path: Path
    line: int | None = None
    column: int | None = None
    parts: frozenset[str] = frozenset()
    """Of a place in a format without lines: “paragraph 2”, “run 1”."""

    @property
    def is_exact(self) -> bool:
        """Whether it says where in the file."""
        return self.line is not None or bool(self.parts)

    def holds(self, finding: Finding) -> bool:
        if finding.path != str(self.path):
            return False
        if self.parts:
            return finding.place is not None and self.parts <= set(parts_of(finding.place))
        if self.line is None:
            return True
        start = finding.start
        return start is not None and start.line == self.line and self.column in {None, start.column}


@click.command(short_help="Let findings stand, with a reason.")
@click.argument("places", nargs=-1, metavar="[EDITION[:PLACE]]...")
@click.option(
    "--fingerprint", multiple=True, metavar="HEX", help="The finding of this fingerprint, as formats for programs have it."
)
@click.option("--rule", metavar="RULE", shell_complete=rules, help="Everything that this rule finds in EDITION, now and later.")
@click.option("--reason", help="Why it may stand.")
@click.option("--by", help="Who has decided (the user that git knows).")
@what_to_check
def accept(
    places: tuple[str, ...], fingerprint: tuple[str, ...], rule: str | None, reason: str | None, by: str | None, **check: object
) -> int:
    """Record that findings may stand, as departures from the text, with a reason and the name of who decided.

    A finding is named by its place, as “fidelity check” prints it (talk.md:7:22, "talk.docx:paragraph 2, run 1"), or by its
    fingerprint. On a terminal, and without a line, a
    fingerprint or a rule, each finding is shown with its readings, and a key decides. What is accepted is kept in
    departures.toml and is silent from then on.
    """
    wanted = [_place(place) for place in places]
    wish: Wish = wish_of(check, inline_of(None, None, None))
    tasks = tasks_of([place.path for place in wanted], wish)
    results = results_of(tasks, {}, watched, complain)
    findings = [one for one in results.findings if one.path in results.tasks and _is_meant(one, wanted)]
    if rule is not None:
        chosen = _of_rule(findings, rule, reason)
    elif fingerprint:
        chosen = [(one, False, reason) for one in _with_fingerprints(findings, fingerprint)]
    elif wanted and all(place.is_exact for place in wanted):
        chosen = [(one, False, reason) for one in findings]
        if not chosen:
            raise FidelityError(
                f"nothing is found at {', '.join(places)} that is not accepted already; “fidelity check” lists what is."
            )
        for place in wanted:
            _confirm_single(place, [one for one in findings if place.holds(one)])
    else:
        chosen = _asked(findings, results, reason)
    departures = _departures(chosen, results, by)
    _keep(departures)
    return CLEAN


def _place(argument: str) -> _Place:
    """A place as `check` prints it; a file whose name has a colon is that file."""
    if Path(argument).exists():
        return _Place(Path(argument))
    match = _PLACE_WITHOUT_LINES.fullmatch(argument)
    if match is not None and Path(match["path"]).exists():
        words = match["printed"] or match["words"]
        return _Place(Path(match["path"]), parts=frozenset(part.strip() for part in words.split(",")))
    match = _PLACE.fullmatch(argument)
    assert match is not None
    line, column = match["line"], match["column"]
    return _Place(Path(match["path"]), int(line) if line else None, int(column) if column else None)


def _confirm_single(place: _Place, findings: Sequence[Finding]) -> None:
    """A line, a paragraph or a page holds much: raise FidelityError where it cannot be told which of its findings is meant."""
    if place.column is not None or len(findings) < 2:
        return
    named = "; ".join(
        f"{one.fingerprint if one.start is None else f'{one.start.line}:{one.start.column}'} is {one.code} ({one.message})"
        for one in findings
    )
    how = "--fingerprint" if place.parts else "their columns or --fingerprint"
    raise FidelityError(f"{len(findings)} findings are there; name those that are meant by {how}: {named}.")


def _is_meant(finding: Finding, places: Sequence[_Place]) -> bool:
    return not places or any(place.path.is_dir() or place.holds(finding) for place in places)


_Chosen = tuple[Finding, bool, str | None]
"""A finding, whether its rule is accepted in the whole file, and the reason."""


def _of_rule(findings: Sequence[Finding], rule: str, reason: str | None) -> list[_Chosen]:
    from fidelity.configuration.selectors import meaning_of

    codes, fault = meaning_of(rule)
    if fault:
        raise FidelityError(f"{fault[:-1] if fault.endswith('?') else fault}{'?' if fault.endswith('?') else '.'}")
    firsts: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        if finding.code in codes:
            firsts.setdefault((finding.path, finding.code), finding)
    if not firsts:
        raise FidelityError(f"{rule} finds nothing there that is not accepted already.")
    return [(finding, True, reason) for finding in firsts.values()]


def _with_fingerprints(findings: Sequence[Finding], wanted: Sequence[str]) -> list[Finding]:
    found = {finding.fingerprint: finding for finding in findings}
    lost = [one for one in wanted if one not in found]
    if lost:
        raise FidelityError(f"no finding has the fingerprint {lost[0]}; “fidelity check --format json” shows them.")
    return [found[one] for one in wanted]


def _asked(findings: Sequence[Finding], results: Results, reason: str | None) -> list[_Chosen]:
    """What a person accepts, one finding after another."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise FidelityError(
            "which finding? Name it by its place, as in “fidelity accept edition.md:7:222”, or by --fingerprint or --rule; on "
            "a terminal each is asked about."
        )
    from fidelity.reporters import full, terminal

    chosen: list[_Chosen] = []
    whole: set[tuple[str, str]] = set()
    for number, finding in enumerate(findings, 1):
        if (finding.path, finding.code) in whole:
            continue
        report = Report((finding,), results.checked, version=__version__)
        terminal.show(full.render(report, terminal.columns_of(sys.stdout))[:-1], sys.stdout)
        click.echo(f"{number} of {len(findings)}   {_KEYS} ", nl=False)
        key = ""
        while key not in {"a", "f", "s", "q"}:
            key = click.getchar().lower()
        click.echo(key)
        if key == "q":
            break
        if key == "s":
            continue
        reason = click.prompt("Reason", default=reason or "", show_default=bool(reason))
        chosen.append((finding, key == "f", reason))
        if key == "f":
            whole.add((finding.path, finding.code))
    return chosen


def _departures(chosen: Sequence[_Chosen], results: Results, by: str | None) -> dict[Path, list[Departure]]:
    """The departures to keep, by the file that keeps them."""
    name = by or decider() if chosen else ""
    found: dict[Path, list[Departure]] = {}
    for finding, whole, reason in chosen:
        if not (reason or "").strip():
            raise FidelityError("a departure needs a reason: give it with --reason, such as --reason 'a misprint corrected'.")
        task: Task = results.tasks[finding.path]
        record = task.configuration.departures
        departure = departure_of(finding, inside(Path(finding.path), record), (reason or "").strip(), name)
        if whole:
            departure = replace(departure, fingerprint="", canonical=None, edition="", before="", after="", message="")
        found.setdefault(record, []).append(departure)
    return found


def decider() -> str:
    """Who decides, as git knows them, else as the system does."""
    import getpass
    import subprocess

    try:
        done = subprocess.run(
            ["git", "config", "user.name"], capture_output=True, check=False, encoding="utf-8", errors="replace"
        )
        name = done.stdout.strip()
    except OSError:
        name = ""
    return name or getpass.getuser()


def _keep(departures: dict[Path, list[Departure]]) -> None:
    from fidelity.writers.departures import with_departures
    from fidelity.writers.files import write_files

    if not departures:
        complain("nothing was accepted.")
        return
    contents = {
        record: with_departures(record.read_text(encoding="utf-8-sig") if record.is_file() else "", added)
        for record, added in departures.items()
    }
    write_files(contents)
    for record, added in departures.items():
        complain(f"{shown(record)} has {len(added)} departure{'s' if len(added) > 1 else ''} more.")
