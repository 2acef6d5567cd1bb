"""From outcomes to what is to be shown: weighed by the settings, without what somebody has decided to let stand."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fidelity.agenda import Task, configurations_of
from fidelity.baseline import Baseline, read_baseline
from fidelity.checking import Outcome, Watch, check_tasks
from fidelity.configuration.globs import inside_of
from fidelity.exemptions import Exempted, distinct, exempt
from fidelity.model.departure import Departure
from fidelity.model.finding import Finding

Say = Callable[[str], None]
"""Told, in a sentence, what could not be read."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a run found, as far as it is to be shown."""

    findings: tuple[Finding, ...]
    checked: Mapping[str, str | None]
    """The content of each edition that could be read, by its path, in order; None for a format without lines."""
    tasks: Mapping[str, Task]
    """The task of each edition; the first, where there are several."""
    failed: bool
    """Whether an edition, or something that it is checked against, could not be read."""
    remarks: tuple[str, ...] = ()
    """What could not be read or compared, in sentences."""
    accepted: int = 0
    """Findings that are not shown since somebody accepted them."""
    frozen: int = 0
    """Findings that are not shown since they are in the baseline."""


def results_of(
    tasks: Sequence[Task],
    contents: dict[Path, bytes],
    watch: Watch,
    say: Say,
    *,
    with_baseline: bool = True,
    processes: int | None = None,
) -> Results:
    """Run the tasks and weigh what is found, in their order; what is said of canonical texts comes first."""
    by_path: dict[str, list[Task]] = {}
    for task in tasks:
        by_path.setdefault(str(task.path), []).append(task)
    needing = {str(path): task for task in reversed(tasks) for path in task.against}
    found: dict[str, list[Outcome]] = {}
    of_canonical_texts: list[Finding] = []
    remarks: dict[str, None] = {}
    failed = False
    for outcome in check_tasks(tasks, contents, watch, processes):
        for sentence in outcome.said:
            say(sentence)
        for sentence in (*outcome.losses, *([outcome.failure] if outcome.failure else ())):
            if sentence not in remarks:  # several editions may want for the same text
                say(sentence)
                remarks[sentence] = None
        failed = failed or bool(outcome.failure) or outcome.incomplete
        if outcome.of_canonical_text:
            of_canonical_texts += _weighed(outcome.findings, needing[outcome.path])
        else:
            found.setdefault(outcome.path, []).append(outcome)
    findings = list(of_canonical_texts)
    checked: dict[str, str | None] = {}
    accepted = frozen = 0
    for path, outcomes in found.items():
        if not any(outcome.failure for outcome in outcomes):
            checked[path] = outcomes[0].content
        of_edition = _of_edition(path, outcomes, by_path[path], with_baseline=with_baseline)
        findings += of_edition.findings
        accepted, frozen = accepted + of_edition.accepted, frozen + of_edition.frozen
    for configuration in configurations_of(tasks):
        if not configuration.decided:
            continue
        own = next(task for task in tasks if task.configuration.departures == configuration.departures)
        findings += _of_departures(configuration.departures, own)
    shown_tasks = {path: one[0] for path, one in by_path.items()}
    return Results(tuple(findings), checked, shown_tasks, failed, tuple(remarks), accepted, frozen)


def _weighed(findings: Iterable[Finding], task: Task) -> list[Finding]:
    return [weighed for finding in findings if (weighed := task.settings.reported(finding)) is not None]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown of an edition, and how many findings were accepted or are in the baseline instead."""

    findings: tuple[Finding, ...]
    accepted: int = 0
    frozen: int = 0


def _of_edition(path: str, outcomes: Sequence[Outcome], tasks: Sequence[Task], *, with_baseline: bool) -> _Shown:
    """What is to be shown of one edition, and of the decisions about it that are no longer right."""
    task = tasks[0]
    weighed = list(distinct(finding for outcome in outcomes for finding in _weighed(outcome.findings, task)))
    if outcomes[0].failure:
        return _Shown(tuple(weighed))
    decided = task.configuration.decided
    known = departures_in(task.configuration.departures) if decided else ()
    own = inside(Path(path), task.configuration.departures)
    departures = [departure for departure in known if departure.path == own]
    exempted = exempt(weighed, outcomes[0].ignores, departures, lambda: _asked(tasks))
    left = list(exempted.findings)
    if with_baseline and decided:
        left = _since_baseline(left, Path(path), task.configuration.baseline)
    accepted = len(weighed) - len(exempted.findings)
    frozen = len(exempted.findings) - len(left)
    left += _weighed(_remarks(path, exempted, task), task)
    left.sort(key=lambda one: (one.path != path, one.start.offset if one.start is not None else -1))
    return _Shown(tuple(left), accepted, frozen)


def _remarks(path: str, exempted: Exempted, task: Task) -> Iterator[Finding]:
    if exempted.unused_ignores:
        from fidelity.findings import findings_of_file
        from fidelity.model.project import Inspection

        yield from findings_of_file(Inspection(path, unused_ignores=exempted.unused_ignores))
    if exempted.unused or exempted.stale:
        from fidelity.findings import findings_of_file
        from fidelity.model.project import Inspection

        record = str(shown(task.configuration.departures))
        yield from findings_of_file(Inspection(record, unused_departures=exempted.unused, stale_departures=exempted.stale))


def _of_departures(record: Path, task: Task) -> list[Finding]:
    """Departures of editions that are not there any more."""
    lost = tuple(one for one in departures_in(record) if not (record.parent / one.path).exists())
    if not lost:
        return []
    from fidelity.findings import findings_of_file
    from fidelity.model.project import Inspection

    return _weighed(findings_of_file(Inspection(str(shown(record)), unused_departures=lost)), task)


def _asked(tasks: Sequence[Task]) -> frozenset[str]:
    """The codes of the rules that have run for an edition and may report."""
    from fidelity.api import rules_that_run

    return frozenset(
        code
        for task in tasks
        for code, severity in rules_that_run(task.relation, compared=bool(task.against)).items()
        if task.settings.severity_of(code, severity) is not None
    )


def departures_in(record: Path) -> tuple[Departure, ...]:
    """The departures of a file; none where there is no such file."""
    if not record.is_file():
        return ()
    return _departures_in(record, record.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _departures_in(record: Path, changed: int) -> tuple[Departure, ...]:  # noqa: ARG001 - `changed` says that it was read before
    from fidelity.readers.departures import read_departures

    return read_departures(record.read_bytes(), str(shown(record)))


@lru_cache(maxsize=16)
def _baseline_in(path: Path, changed: int) -> Baseline:  # noqa: ARG001 - as above
    return read_baseline(path)


def _since_baseline(findings: list[Finding], edition: Path, path: Path) -> list[Finding]:
    if not path.is_file():
        return findings
    known = _baseline_in(path, path.stat().st_mtime_ns).get(inside(edition, path), {})
    return [finding for finding in findings if finding.fingerprint not in known]


def inside(edition: Path, record: Path) -> str:
    """An edition's path as a record names it: from the record's folder, with slashes."""
    return inside_of(edition.absolute(), record.parent) or edition.as_posix()


def shown(path: Path) -> Path:
    """A path as people want to see it: from the working directory, if it lies there."""
    inside = inside_of(path, Path.cwd())
    return Path(inside) if inside is not None and not inside.startswith("..") else Path(os.path.normpath(path))
