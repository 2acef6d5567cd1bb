"""N106 unordered-note-bodies: the bodies of notes stand in the file in another order than their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rising import longest_rise
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.note_place import bodies_in_the_file
from fidelity.rules.note_variant import numbered


def check(case: Case) -> Iterator[Claim]:
    """Claim the fewest numbered bodies whose removal leaves the others in order, by their places in the file."""
    scopes: dict[int, list[tuple[int, Span]]] = {}
    for note in bodies_in_the_file(case.edition):
        number = numbered(note.label)
        if number is not None and note.body is not None and note.calls:
            scopes.setdefault(note.scope, []).append((number, note.body))
    for bodies in scopes.values():
        kept = longest_rise([number for number, _ in bodies])
        for i, (number, body) in enumerate(bodies):
            if i not in kept:
                before = bodies[i - 1][0] if i else bodies[i + 1][0]
                order = "after" if i else "before"
                yield Claim(f"the body of note {number} stands {order} that of note {before}", Span(body.start, body.start))


RULE = Rule("N106", "unordered-note-bodies", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=False)
