"""What is found and yet not shown, since somebody has decided so: ignore comments, departures, the baseline.

Nothing decided is forgotten: what no longer has anything to exempt is said, as long as the rules that it is about were asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from fidelity.fingerprints import normal
from fidelity.model.departure import Departure, Ignore
from fidelity.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Exempted:
    """What is left to show of one file's findings, and the decisions that are no longer right."""

    findings: tuple[Finding, ...]
    unused_ignores: tuple[Ignore, ...] = ()
    unused: tuple[Departure, ...] = ()
    stale: tuple[tuple[Departure, Finding], ...] = ()
    """Departures whose place or reading has changed, each with what is found there now."""


def exempt(
    findings: Sequence[Finding],
    ignores: Sequence[Ignore],
    departures: Sequence[Departure],
    asked: Callable[[], frozenset[str]],
) -> Exempted:
    """The findings of one file without what is exempted. `asked` gives the codes of the rules that have run and may report."""
    left, used_ignores = _without_ignored(findings, ignores)
    left, used = _without_departures(left, departures)
    if len(used_ignores) == len(ignores) and len(used) == len(departures) and not any(ignore.fault for ignore in ignores):
        return Exempted(tuple(left))
    codes = asked()
    open_departures = [departure for departure in departures if departure not in used and departure.code in codes]
    stale = [(departure, near) for departure in open_departures if (near := _nearest(departure, left)) is not None]
    moved = {id(departure) for departure, _ in stale}
    return Exempted(
        tuple(left),
        tuple(ignore for k, ignore in enumerate(ignores) if ignore.fault or (k not in used_ignores and ignore.codes & codes)),
        tuple(departure for departure in open_departures if id(departure) not in moved),
        tuple(stale),
    )


def _without_ignored(findings: Sequence[Finding], ignores: Sequence[Ignore]) -> tuple[list[Finding], set[int]]:
    """The findings that no comment is about, and the indexes of the comments that are about some."""
    used: set[int] = set()
    left: list[Finding] = []
    for finding in findings:
        about = [k for k, ignore in enumerate(ignores) if finding.code in ignore.codes and _is_in(finding, ignore)]
        used.update(about)
        if not about:
            left.append(finding)
    return left, used


def _is_in(finding: Finding, ignore: Ignore) -> bool:
    if finding.start is None or finding.end is None:
        return ignore.first == 0
    return ignore.first <= finding.end.line and finding.start.line <= ignore.last


def _without_departures(findings: Sequence[Finding], departures: Sequence[Departure]) -> tuple[list[Finding], set[Departure]]:
    exact = {departure.fingerprint: departure for departure in departures if departure.fingerprint}
    whole = {departure.code: departure for departure in departures if not departure.fingerprint}
    used: set[Departure] = set()
    left: list[Finding] = []
    for finding in findings:
        departure = exact.get(finding.fingerprint) or whole.get(finding.code)
        if departure is None or departure.code != finding.code:
            left.append(finding)
        else:
            used.add(departure)
    return left, used


def _nearest(departure: Departure, findings: Iterable[Finding]) -> Finding | None:
    """A finding of the same rule that is about the same words of the canonical text, or stands between the same words."""
    if not departure.fingerprint:
        return None
    for finding in findings:
        if finding.code != departure.code:
            continue
        same_readings = (normal(finding.canonical or ""), normal(finding.edition)) == (
            normal(departure.canonical or ""),
            normal(departure.edition),
        )
        same_place = bool(departure.before or departure.after) and (
            normal(finding.around[0]) == normal(departure.before) or normal(finding.around[1]) == normal(departure.after)
        )
        if same_readings or same_place:
            return finding
    return None


def departure_of(finding: Finding, path: str, reason: str, by: str) -> Departure:
    """The departure that accepts a finding."""
    return Departure(
        path=path,
        code=finding.code,
        name=finding.name,
        reason=reason,
        by=by,
        fingerprint=finding.fingerprint,
        canonical=finding.canonical,
        edition=finding.edition,
        before=finding.around[0],
        after=finding.around[1],
        message=finding.message,
    )


def distinct(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of an edition that is checked against several texts, what does not depend on the text once."""
    seen: set[tuple[str, str, object, object]] = set()
    for finding in findings:
        key = finding.fingerprint, finding.message, finding.start, finding.canonical_place
        if key not in seen:
            seen.add(key)
            yield finding
