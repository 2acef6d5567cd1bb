"""Which links of a work are calls of notes, and where the bodies are that they lead to.

A link alone is no call: it shows a short label or nothing, and what it leads to stands behind it, begins a block and is no
heading. It leads back, or one of the two says of itself what it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import accumulate, islice, pairwise
from operator import attrgetter, itemgetter

from fidelity.language.note_signs import SYMBOLS
from fidelity.model.marks import Kind
from fidelity.readers.blocks import Block, Reference
from fidelity.readers.elements import Element

SHOWN_LABEL = re.compile(
    rf"\s*+(?:(?:[\[(]\^?|\^)\s*+)?(?P<label>[0-9]{{1,5}}|[{re.escape(SYMBOLS)}]{{1,4}}|[A-Za-z]{{1,2}}|[ivxlcIVXLC]{{3,7}})(?::\d+)?\s*+[\])]?[.:]?\s*+"
)
"""What a call shows: a short label, with or without brackets."""
_NAME = re.compile(r"(?:foot-?note|end-?note|note|cite_note|fn|ftn|edn|en|sdfootnote|sdendnote)[-_:.]?\w+\Z", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<before>.*?)(?P<number>[0-9]{1,5})(?P<behind>[^0-9]*)\Z", re.DOTALL)
"""A name that counts: `sdfootnote3sym`, `_ftn3`, `note3`."""
_FEWEST_COUNTED = 2
"""Bodies whose names count before a place whose name counts on may be one that nothing calls."""
_HOLDERS = frozenset({"li", "aside", "dd"})
"""Elements that hold the whole of a note whose first paragraph is named."""
_IN_NOTES = frozenset({"blockquote", "ul", "ol", "li", "pre"})
"""Elements that a note may have between its paragraphs."""
_DEEPEST = 64
"""Elements around a block that are looked at: notes are not nested deeper, and this keeps the search linear."""
_LONGEST = 200
"""Blocks of one note, at most."""
_WIDEST_GAP = 8
"""Blocks between two notes that may be the end of the first."""
_REACH = 3
"""Characters between a call and the place that its note leads back to."""

_start: Callable[[Reference], int] = attrgetter("start")

Place = tuple[int, int]
"""A block and an offset in it."""


@dataclass(slots=True)
class LinkedNote:
    """Where the body of a note stands: blocks from `first` to before `last`, or a stretch of one block."""

    first: int
    last: int
    start: int = 0
    end: int | None = None
    calls: list[tuple[int, Reference]] = field(default_factory=list)
    label: str = ""
    printed: bool = False
    """Whether the label stands in the body, too."""
    value: str = ""

    def holds(self, place: Place) -> bool:
        """Whether a place is in it."""
        i, at = place
        if self.end is not None or self.start:
            return i == self.first and self.start <= at and (self.end is None or at < self.end)
        return self.first <= i < self.last


class Covering:
    """Stretches of a block, which are asked often whether one of them holds another."""

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def covers(self, start: int, end: int) -> bool:
        """Whether one of them holds the stretch from `start` to `end`."""
        k = bisect_right(self._starts, start)
        return k > 0 and end <= self._furthest[k - 1]


class Links:
    """What is known of the blocks of a work: names, elements, and which links may be calls."""

    def __init__(self, running: Sequence[Block]) -> None:
        self.running = running
        self.places: dict[str, tuple[int, int, Element | None]] = {}
        self.range: dict[Element, tuple[int, int]] = {}
        for i, block in enumerate(running):
            for at, name in block.names:
                self.places.setdefault(name, (i, at, None))
            element, steps = block.element, 0
            while element is not None and steps < _DEEPEST:
                first, _ = self.range.setdefault(element, (i, i + 1))
                self.range[element] = (first, i + 1)
                if first == i:
                    for name in element.names:
                        if self.places.get(name, (i, 0, None))[:2] == (i, 0):
                            self.places[name] = (i, 0, element)
                element, steps = element.parent, steps + 1
        self.links = [sorted(block.references, key=lambda one: one.start) for block in running]
        self.raised = [Covering(block.raised) for block in running]

    def bodies(self) -> list[LinkedNote]:
        """The bodies of notes, in the order of the file, each with its calls."""
        wanted: dict[Place, list[tuple[int, Reference]]] = {}
        named: dict[Place, Element | None] = {}
        for i, links in enumerate(self.links):
            for link in links:
                place = self.places.get(link.target)
                if place is not None and self._may_call(i, link, place):
                    wanted.setdefault(place[:2], []).append((i, link))
                    named[place[:2]] = named.get(place[:2]) or place[2]
        found: list[LinkedNote] = []
        places = sorted(wanted)
        for k, start in enumerate(places):
            body = self._body(places, k, named[start], {i for i, _ in wanted[start]})
            if body is None or any(one.holds(start) for one in found[-1:]):
                continue
            body.calls = [(i, link) for i, link in wanted[start] if self._is_call(i, link, body, named[start])]
            if body.calls:
                found.append(body)
        return self._joined(self._with_uncalled(self._with_counted(found, wanted))) if found else []

    def _may_call(self, i: int, link: Reference, place: tuple[int, int, Element | None]) -> bool:
        """Whether a link looks like the call of a note that begins at a place behind it."""
        shown = self.running[i].string[link.start : link.end]
        if shown.strip() and SHOWN_LABEL.fullmatch(shown) is None:
            return False
        if self.running[place[0]].kind is Kind.HEADING or (not shown.strip() and not link.calls_note):
            return False
        return link.calls_note or place[:2] > (i, link.start)

    def _is_call(self, i: int, link: Reference, body: LinkedNote, named: Element | None) -> bool:
        """Whether a link is the call of a body, and not a mention of it: "see note 3"."""
        if body.holds((i, link.start)):
            return False
        if link.calls_note or self._leads_to(body, i, link):
            return True
        block = self.running[i]
        raised = self.raised[i].covers(link.start, link.end)
        touching = link.start > 0 and not block.string[link.start - 1].isspace()
        says_note = named is not None and (named.is_note or (named.parent is not None and named.parent.holds_notes))
        if (raised or touching) and (says_note or _NAME.search(link.target) is not None):
            return True
        label = self._linked_label(body)
        return bool(label) and (raised or (touching and label == shown_label(block, link)))

    def _linked_label(self, body: LinkedNote) -> str:
        """The label with which a body begins and that is a link, as one back to its call is; "" where it begins otherwise."""
        block = self.running[body.first]
        link = next(self.links_in(body, body.first), None)
        if link is None or block.string[body.start : link.start].strip(" [(") or link.calls_note:
            return ""
        return shown_label(block, link)

    def _leads_to(self, body: LinkedNote, i: int, call: Reference) -> bool:
        """Whether a body has a link back to a call."""
        for link in self._links_of(body):
            place = self.places.get(link.target)
            if link.target in call.names or (place is not None and place[0] == i and _near(place[1], call)):
                return True
        return False

    def _links_of(self, body: LinkedNote) -> Iterator[Reference]:
        for i in range(body.first, body.last):
            yield from self.links_in(body, i)

    def links_in(self, body: LinkedNote, i: int) -> Iterator[Reference]:
        """The links of a body that stand in one of its blocks, in order."""
        links = self.links[i]
        for link in islice(links, bisect_left(links, body.start, key=_start), None):
            if not body.holds((i, link.start)):
                break
            yield link

    def leads_back(self, body: LinkedNote, called: Mapping[int, Sequence[tuple[Reference, str]]]) -> str | None:
        """The note to whose call a body leads back, its own first of all; "" for no call; None where no link leads back."""
        back = [link for link in self._links_of(body) if self.is_back_link(body, link)]
        if not back or any(self._leads_to(body, i, call) for i, call in body.calls):
            return body.value if back else None
        places = [place for link in back if (place := self.places.get(link.target)) is not None]
        near = (value for i, at, _ in places for call, value in called.get(i, ()) if _near(at, call))
        return next(near, "")

    def is_back_link(self, body: LinkedNote, link: Reference) -> bool:
        """Whether a link in a body leads, or means to lead, to a place before it; calls in a note are other links."""
        if any(link is call for call in (call for _, call in body.calls)) or link.calls_note:
            return False
        place = self.places.get(link.target)
        if place is not None:
            return place[:2] < (body.first, body.start) and not body.holds(place[:2])
        label = self._linked_label(body) if link is next(self.links_in(body, body.first), None) else ""
        return link.says_back or any(label == shown_label(self.running[i], call) != "" for i, call in body.calls)

    def _body(self, places: Sequence[Place], k: int, named: Element | None, calling: Set[int]) -> LinkedNote | None:
        """The blocks of the note that begins at the k-th of all places where notes begin: the widest element of its own.

        None where no note can begin. `calling` are the blocks that call it.
        """
        i, at = places[k]
        behind = places[k + 1][1] if k + 1 < len(places) and places[k + 1][0] == i else None
        if at > 0 or behind is not None:
            before = k > 0 and places[k - 1][0] == i
            if at > 0 and not before and self.running[i].string[:at].strip(" [("):
                return None
            return LinkedNote(i, i + 1, 0 if not before else at, behind)
        best = (i, i + 1)
        element, steps = named or self.running[i].element, 0
        while element is not None and steps < _DEEPEST:
            first, last = self.range.get(element, (i, i + 1))
            own = element is named or element.names or element.is_note or element.name in _HOLDERS
            if first < i or last - first > _LONGEST or not calling.isdisjoint(range(first, last)):
                break
            if k + 1 < len(places) and places[k + 1][0] < last:
                break
            if any(self.running[j].kind is Kind.HEADING or self.running[j].parted for j in range(first + 1, last)):
                break
            if own:
                best = (first, last)
            element, steps = element.parent, steps + 1
        return LinkedNote(*best)

    def _with_counted(self, bodies: list[LinkedNote], called: Mapping[Place, object]) -> list[LinkedNote]:
        """The bodies, and those that nothing calls any more though their names count on in those of the others.

        Such a body shows its number, in its place between two others, and stands where they stand.
        """
        known: dict[tuple[str, str], list[tuple[int, LinkedNote]]] = {}
        for body in bodies:
            for name in {link.target for _, link in body.calls}:
                if (counted := _NUMBERED.match(name)) is not None:
                    known.setdefault((counted["before"], counted["behind"]), []).append((int(counted["number"]), body))
        for scheme, others in known.items():
            others.sort(key=itemgetter(0))
            if any(one[1].first > two[1].first or one[0] == two[0] for one, two in pairwise(others)):
                known[scheme] = []
        starts: dict[Place, tuple[int, Element | None]] = {}
        for name, (i, at, named) in self.places.items():
            counted = _NUMBERED.match(name)
            others = known.get((counted["before"], counted["behind"]), []) if counted is not None else []
            if counted is None or len(others) < _FEWEST_COUNTED or (i, at) in called:
                continue
            number = int(counted["number"])
            if self._counts_on(i, number, others) and self._says_number(i, at, number):
                starts[i, at] = (number, named)
        places = sorted({*starts, *((body.first, body.start) for body in bodies)})
        found = [*bodies]
        taken = {i for body in bodies for i in range(body.first, body.last)}
        for k, start in enumerate(places):
            if start not in starts or start[0] in taken:
                continue
            number, named = starts[start]
            uncalled = self._body(places, k, named, frozenset())
            if uncalled is not None:
                shown = SHOWN_LABEL.match(self.running[start[0]].string, start[1])
                uncalled.label, uncalled.printed = str(number), shown is not None and shown["label"] == str(number)
                found.append(uncalled)
        return sorted(found, key=lambda body: (body.first, body.start))

    def _counts_on(self, i: int, number: int, others: Sequence[tuple[int, LinkedNote]]) -> bool:
        """Whether a block stands among bodies, in the order of their numbers, where its number belongs."""
        k = bisect_left(others, number, key=itemgetter(0))
        if k < len(others) and others[k][0] == number:
            return False
        gaps = [range(body.last, i) for _, body in others[max(k - 1, 0) : k]]
        gaps += [range(i + 1, body.first) for _, body in others[k : k + 1]]
        apart = [gap.stop - gap.start for gap in gaps]
        plain = (all(self.running[j].kind is not Kind.HEADING for j in gap) for gap in gaps if len(gap) <= _WIDEST_GAP)
        return min(apart) >= 0 and any(plain)

    def _says_number(self, i: int, at: int, number: int) -> bool:
        """Whether a block begins with a number, is the item of that number, or has a link of that number that leads nowhere."""
        block = self.running[i]
        if block.string[:at].strip(" [(") or block.kind is Kind.HEADING:
            return False
        shown = SHOWN_LABEL.match(block.string, at)
        if (shown is not None and shown["label"] == str(number)) or (block.item is not None and block.item.number == number):
            return True
        dead = (_NUMBERED.match(link.target) for link in self.links[i] if link.target and link.target not in self.places)
        return any(counted is not None and int(counted["number"]) == number for counted in dead)

    def _with_uncalled(self, bodies: list[LinkedNote]) -> list[LinkedNote]:
        """The bodies, and those that say of themselves that they are notes though nothing calls them."""
        taken = {i for body in bodies for i in range(body.first, body.last)}
        for element, (first, last) in sorted(self.range.items(), key=lambda one: one[1][0] - one[1][1]):
            listed = element.name == "li" and element.parent is not None and self._holds_notes(element.parent)
            if (element.is_note or listed) and not any(i in taken for i in range(first, last)):
                bodies.append(LinkedNote(first, last))
                taken.update(range(first, last))
        return sorted(bodies, key=lambda body: (body.first, body.start))

    def _holds_notes(self, holder: Element) -> bool:
        return holder.holds_notes or (holder.parent is not None and holder.parent.holds_notes)

    def _joined(self, bodies: list[LinkedNote]) -> list[LinkedNote]:
        """The bodies, each with what has the same element around it and stands before the next."""
        for one, two in pairwise(bodies):
            gap = range(one.last, two.first)
            if not 0 < len(gap) <= _WIDEST_GAP or one.end is not None:
                continue
            around = {_holder(self.running[one.last - 1]), _holder(self.running[two.first])}
            around.update(_outside_lists(self.running[i]) for i in gap)
            plain = all(self.running[i].kind is not Kind.HEADING and not self.running[i].parted for i in gap)
            if len(around) == 1 and plain and not any(self.links[i] for i in gap):
                one.last = two.first
        return bodies

    def dead_calls(self) -> Iterator[tuple[int, Reference]]:
        """The links that say of themselves that they are calls and lead nowhere."""
        for i, links in enumerate(self.links):
            for link in links:
                if link.calls_note and link.target and link.target not in self.places:
                    yield i, link


def _near(at: int, call: Reference) -> bool:
    return call.start - _REACH <= at <= call.end + _REACH


def _holder(block: Block) -> Element | None:
    return block.element.parent if block.element is not None and block.element.name == "p" else block.element


def _outside_lists(block: Block) -> Element | None:
    """The element around a block, and around the quotations and lists that it stands in."""
    element = _holder(block)
    while element is not None and element.name in _IN_NOTES:
        element = element.parent
    return element


def shown_label(block: Block, call: Reference) -> str:
    """The label that a call shows; "" when it shows none."""
    shown = SHOWN_LABEL.fullmatch(block.string, call.start, call.end)
    return shown["label"] if shown is not None else ""
