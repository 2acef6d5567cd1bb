"""The notes that two long files share with the paragraphs that call them, and that may be left out with those.

A note may go where nothing could be said of notes that the rest does not show: both files call the same numbers in rising order
and have their bodies in that order, no number in the text points to a note, and what differs between the bodies cites nothing,
so that who is cited before whom is the same in both. Otherwise every note is kept with the sentence that calls it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fidelity.language.note_signs import NOTE_WORDS
from fidelity.model.late_pattern import late_pattern

CALL = late_pattern(r"\[\^([^\s\[\]^]+)\](?!:)")
"""The call of a note; its label is the group."""
_LABEL = late_pattern(r"\[\^([^\[\]^]*)\]")
_NUMBER = late_pattern("[1-9][0-9]{0,8}")
_DEFINITION = late_pattern(r"\[\^([0-9]{1,9})\]: +(?=\S)")
"""What stands before the words of a note."""
_BETWEEN = (r"\s", r"\s[*_]", r"[*_]\s")
"""What stands between them, where one of both may be emphasised."""
_BEFORE = "|".join(f"(?<={word}{between}[0-9])" for word in map(re.escape, NOTE_WORDS) for between in _BETWEEN)
_POINTING = late_pattern(rf"[0-9](?<![0-9]{{2}})(?<=[\s*_][0-9])(?<=[.aegns*_\s]..)(?:{_BEFORE})", re.IGNORECASE | re.DOTALL)
"""The first figure of such a number; most numbers are known to be none by the two characters before them."""
_MARKUP = late_pattern(r"<[^<>]*>|\]\([^()]*\)|[*_\\\[]")
"""What a reader takes out of the words: tags, the ends of links, marks of emphasis and escapes."""


@dataclass(frozen=True, slots=True)
class Side:
    """The paragraphs of one of the files, each in one line."""

    found: Sequence[str]
    unlike: set[int]
    """Those with a line that begins as no prose does and no body of a note."""

    def parts(self, i: int) -> bool:
        """Whether a paragraph may be what keeps those beside it apart, or what goes on behind it."""
        around = i > 0 and i - 1 in self.unlike and i + 1 in self.unlike
        return around or (i + 1 < len(self.found) and self.found[i + 1].startswith((" ", "\t")))


@dataclass(frozen=True, slots=True)
class _Apparatus:
    """The numbers that a file calls and those of its bodies, in its order."""

    calls: list[int]
    bodies: dict[int, int]
    """The paragraph of each number's body."""


def shared_notes(
    sides: tuple[Side, Side],
    pairs: Sequence[tuple[int, int]],
    calling: Mapping[int, object],
    plain: set[int],
    cites_nothing: Callable[[str], bool],
) -> dict[int, tuple[int, ...]]:
    """The pairs of paragraphs that call notes and may go with them, each with the pairs that are the bodies.

    `pairs` are the paragraphs that both files have, `calling` those of the canonical text in which only calls are not plain,
    `plain` its bodies of notes that are plain. `cites_nothing` says whether the words of a note have nothing of a citation.
    """
    one, two = sides
    here, there = _apparatus(one.found), _apparatus(two.found)
    if here is None or there is None or here.calls != there.calls or list(here.bodies) != list(there.bodies):
        return {}
    at = {i: k for k, (i, _) in enumerate(pairs)}
    shared = {j for _, j in pairs}
    differing = [one.found[i] for i in here.bodies.values() if i not in at]
    differing += [two.found[j] for j in there.bodies.values() if j not in shared]
    if not all(cites_nothing(without_label(body)) for body in differing):
        return {}
    if any(points_to_note(two.found[j]) for j in range(len(two.found)) if j not in shared):
        return {}
    going = {
        number: at[i]
        for number, i in here.bodies.items()
        if i in plain and i in at and not one.parts(i) and not two.parts(pairs[at[i]][1])
    }
    found: dict[int, tuple[int, ...]] = {}
    for i in calling:
        k = at.get(i)
        if k is None or pairs[k][1] in two.unlike:
            continue
        numbers = [int(label) for label in CALL.findall(one.found[i])]
        if all(number in going for number in numbers):
            found[k] = tuple(going[number] for number in numbers)
    return found


def without_label(body: str) -> str:
    """The words of a note without its label."""
    return _DEFINITION.sub("", body, count=1)


def number_of(body: str) -> int:
    """The number of a note with a plain body."""
    match = _DEFINITION.match(body)
    assert match is not None
    return int(match[1])


def points_to_note(paragraph: str) -> bool:
    """Whether a number in a paragraph may refer to a note, whatever markup stands between the two."""
    if _POINTING.search(paragraph) is not None:
        return True
    if not any(sign in paragraph for sign in ("&", "<", "\\", "](", "**", "__")):
        return False
    from html import unescape

    return _POINTING.search(_MARKUP.sub("", unescape(paragraph))) is not None


def _apparatus(paragraphs: Sequence[str]) -> _Apparatus | None:
    """The notes of a file; None where they are not numbered, each called once, in rising order, or stand in one another."""
    calls: list[int] = []
    bodies: dict[int, int] = {}
    for i, paragraph in enumerate(paragraphs):
        if "^" not in paragraph:
            continue
        if "^[" in paragraph:  # a note inside the text, of which nobody can say what its number is
            return None
        definition = _DEFINITION.match(paragraph)
        labels = list(_numbers(paragraph[definition.end() :] if definition else paragraph))
        if None in labels or (definition and labels):
            return None
        calls += [number for number in labels if number is not None]
        if definition:
            number = int(definition[1])
            if number in bodies:
                return None
            bodies[number] = i
    if not _rise(calls) or not _rise(list(bodies)):
        return None
    return _Apparatus(calls, bodies)


def _numbers(paragraph: str) -> Iterator[int | None]:
    """The labels in a paragraph, None for one that is no number as people write it."""
    for label in _LABEL.findall(paragraph):
        yield int(label) if _NUMBER.fullmatch(label) else None


def _rise(numbers: Sequence[int]) -> bool:
    return all(before < after for before, after in pairwise(numbers))
