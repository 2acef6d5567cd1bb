"""T114 reordered-passages: passages changed places among themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import Difference, differences, shown

_RIM = 2
"""Characters between two passages that touch: a full stop and a space, a line feed."""


def check(case: Case) -> Iterator[Claim]:
    """Claim each circle of passages, every one of which stands where the next one stood, as one finding."""
    if case.collation is None:
        return
    moved = [difference for difference in differences(case) if difference.moved]
    stood = [_stood(case, difference) for difference in moved]
    following: dict[int, int] = {}
    for i, difference in enumerate(moved):
        for k, at in enumerate(stood):
            if k != i and (abs(difference.edition.start - at) <= _RIM or abs(difference.edition.end - at) <= _RIM):
                following[i] = k
                break
    done: set[int] = set()
    for i in following:
        circle = [i]
        while (step := following.get(circle[-1])) is not None and step not in circle:
            circle.append(step)
        if step == i and len(circle) > 1 and not done & set(circle):
            done |= set(circle)
            yield _claim([moved[k] for k in sorted(circle)])


def _stood(case: Case, difference: Difference) -> int:
    """Where in the edition a moved passage would stand if it had not been moved."""
    assert case.collation is not None
    return next(
        case.collation.variants[index].edition.start
        for index in difference.variants
        if case.collation.variants[index].edition.length == 0
    )


def _claim(circle: list[Difference]) -> Claim:
    first = circle[0]
    count = "two" if len(circle) == 2 else str(len(circle))
    return Claim(
        f"{count} passages changed places: “{shown(first.after)}” and the {'other' if len(circle) == 2 else 'others'}",
        first.edition,
        first.canonical,
        frozenset().union(*(one.variants for one in circle)),
        related=tuple((one.edition, f"“{shown(one.after)}” stands here now") for one in circle[1:]),
    )


RULE = Rule("T114", "reordered-passages", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
