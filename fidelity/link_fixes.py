"""Links between notes and their calls put right in HTML, where all else that the page says of them agrees; each proven.

A note's link back is wrong where the call that leads to it shows its number. A call's own link is wrong where the note of the
number that it shows leads back to it. What is not sure in this way is refused with a reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from fidelity.language.note_signs import BACK_LINK
from fidelity.model.errors import FidelityError
from fidelity.model.finding import Finding, Fix
from fidelity.model.marks import Kind, Mark, unscoped
from fidelity.model.text import Text
from fidelity.note_fixes import applied
from fidelity.readers.html_tags import TAG, HtmlTag, made
from fidelity.rules.broken_note_link import back_links, calls_of_other_labels, notes_without_way_back

Reader = Callable[[bytes, str], Text]
Edit = tuple[int, int, str]

_TOKEN = re.compile(rf"<!--.*?(?:-->|\Z)|(?P<tag>{TAG.pattern})", re.DOTALL)
_PLAIN = re.compile(r"[\w.:-]+")
"""A name that needs no escape in a link."""
_CLOSING = re.compile(r"\s*(?:</(?:p|blockquote|div)\s*>\s*)*(?:</(?:li|aside|dd|td|p|div)\s*>)")
"""What ends a note behind its link back."""
_CONTAINER_END = re.compile(r"\s*</(?:ol|ul|dl|section|aside|table|tbody|body|html)\s*>")
_FEWEST_MODELS = 2
"""Notes whose links back are written alike before one is written for a note that lacks it."""


class _Refused(Exception):
    """Why a link is not put right."""


@dataclass(frozen=True)
class _Anchor:
    """A link as the file writes it; places in the file."""

    tag: HtmlTag
    start: int
    end: int
    """Behind its end tag."""
    fragment: tuple[int, int]
    """Where the name of the place that it leads to is written."""
    target: str


class _Model(NamedTuple):
    """How a note writes its link back."""

    before: str
    """The space between its words and the link."""
    link: str
    """With \\0 for the name that it leads to and \\1 for its label."""
    behind: str
    """The end tags behind it."""


def links_mended(content: str, findings: Sequence[Finding], read: Reader) -> Fix | str | None:
    """The links between notes and calls that can be proven to be wrong, put right; safe.

    None where none is wrong, a reason where the first that is wrong cannot be proven.
    """
    if not any(finding.code == "N127" for finding in findings):
        return None
    page = _Page(content, _read(content, read))
    edits: list[Edit] = []
    reasons: list[str] = []
    for plan, mark in page.plans():
        try:
            edits.append(plan(mark))
        except _Refused as reason:
            reasons.append(str(reason))
    if not edits:
        return reasons[0] if reasons else "it is not sure where the link is written"
    ordered = tuple(sorted(edits))
    if any(one[1] > two[0] for one, two in pairwise(ordered)):
        return "two links would be written at one place"
    fix = Fix("put links between notes and calls right", safe=True, edits=ordered)
    after = _read(applied(content, fix), read)
    if not _same_but_for_links(page.text, after):
        return "the text or a note would read otherwise afterwards"
    if _wrong(after) > _wrong(page.text) - len(edits):
        return "a note would still not lead back to its call afterwards"
    return fix


def _wrong(text: Text) -> int:
    return len([*calls_of_other_labels(text), *notes_without_way_back(text)])


def _read(content: str, read: Reader) -> Text:
    return read(content.encode("utf-8", "surrogatepass"), "file")


def _same_but_for_links(before: Text, after: Text) -> bool:
    """Whether two readings have the same words, calls and bodies, whatever leads where."""

    def shown(text: Text) -> tuple[str, list[str], list[tuple[str, str]]]:
        calls = [text.string[slice(*mark.span)] for mark in text.of_kind(Kind.NOTE_CALL) if mark.end <= text.running_end]
        return (
            text.running.string,
            calls,
            sorted((mark.value, text.string[slice(*mark.span)]) for mark in text.of_kind(Kind.NOTE_BODY)),
        )

    return shown(before) == shown(after)


class _Page:
    """A page of HTML, or Markdown with HTML in it: how it was read, and where its links are written."""

    def __init__(self, content: str, text: Text) -> None:
        if text.source.content != content:
            raise FidelityError("the file would be read in another encoding.")
        self.content = content
        self.text = text
        self.tags = [(match, made(match)) for match in _TOKEN.finditer(content) if match["tag"]]
        self.names: dict[str, list[int]] = {}
        """By name, where the tags that have it begin."""
        for match, tag in self.tags:
            for name in tag.names:
                self.names.setdefault(name, []).append(match.start())
        self.anchors = list(self._anchors())
        self._starts = [anchor.start for anchor in self.anchors]

    def _anchors(self) -> Iterator[_Anchor]:
        for i, (match, tag) in enumerate(self.tags):
            href = tag.place_of("href") if tag.name == "a" and not tag.closing else None
            end = next((one for one, other in self.tags[i + 1 : i + 40] if other.name == "a"), None)
            if href is None or end is None or not end[0].startswith("</"):
                continue
            if tag.rest.startswith("#", href[0]):
                first = match.start("rest") + href[0] + 1
                fragment = (first, first + href[1] - href[0] - 1)
                yield _Anchor(tag, match.start(), end.end(), fragment, tag.attribute("href").removeprefix("#"))

    @cached_property
    def calls(self) -> dict[Mark, _Anchor]:
        """The links that calls are."""
        found = {}
        for mark in self.text.of_kind(Kind.NOTE_CALL):
            place = self.text.file_hull(mark.span)
            k = bisect_right(self._starts, place.start) - 1
            if k >= 0 and place.end <= self.anchors[k].end:
                found[mark] = self.anchors[k]
        return found

    @cached_property
    def called(self) -> dict[str, list[Mark]]:
        """The calls of each note."""
        found: dict[str, list[Mark]] = {}
        for mark in self.calls:
            found.setdefault(mark.value, []).append(mark)
        return found

    @cached_property
    def beginnings(self) -> dict[str, int]:
        """Where the tag begins whose name the calls of a note lead to, by note."""
        found = {}
        for value, calls in self.called.items():
            targets = {self.calls[mark].target for mark in calls}
            if len(targets) == 1 and len(places := self.names.get(next(iter(targets)), [])) == 1:
                found[value] = places[0]
        return found

    def _names_of(self, call: _Anchor) -> tuple[str, ...]:
        """The names of a call, and of the tag that begins before it."""
        around = (tag for match, tag in self.tags if match.end() == call.start and not tag.closing)
        return (*call.tag.names, *(name for tag in around for name in tag.names))

    def region(self, value: str, start: int) -> tuple[int, int]:
        """From the beginning of a note to that of the next, or to the end of the file."""
        return start, min(
            (place for other, place in self.beginnings.items() if place > start and other != value), default=len(self.content)
        )

    def plans(self) -> Iterator[tuple[Callable[[Mark], Edit], Mark]]:
        """How each wrong link is put right: what gives the edit or raises _Refused, and of which call or body."""
        elsewhere = list(calls_of_other_labels(self.text))
        yield from ((self._call_led, mark) for mark in elsewhere)
        wrong = {mark.value for mark in elsewhere}
        for body, leads in notes_without_way_back(self.text):
            if body.value not in wrong:
                yield self._led_back if leads is not None else self._new_link, body

    def _call_led(self, mark: Mark) -> Edit:
        """The link of a call that leads to the note of the number that it shows, which leads back to it."""
        shown = self.text.string[slice(*mark.span)]
        call = self.calls.get(mark)
        where = f"the call that shows {shown}"
        if call is None:
            raise _Refused(f"{where} is not written as a link to a place of the page")
        counted = re.fullmatch(r"(.*?)(\d+)(\D*)", call.target)
        name = f"{counted[1]}{shown}{counted[3]}" if counted is not None else ""
        places = self.names.get(name, [])
        if len(places) != 1 or _PLAIN.fullmatch(name) is None:
            raise _Refused(f"{where} leads to note {unscoped(mark.value)[0]}, and no note {shown} is named as the others are")
        own = self._names_of(call)
        if sum(one.target in own for one in self._back_links(*self.region("", places[0]))) != 1:
            raise _Refused(f"{where} may show a wrong number as well as lead to a wrong note")
        return (*call.fragment, name)

    def _led_back(self, body: Mark) -> Edit:
        """The one link back of a note that leads to the call that leads to the note."""
        label = unscoped(body.value)[0]
        back = self._back_links(*self.region(body.value, self._beginning(body)), label)
        if len(back) != 1:
            raise _Refused(f"note {label} has {len(back) or 'no'} links back that might be meant")
        return (*back[0].fragment, self._name_of_call(body))

    def _new_link(self, body: Mark) -> Edit:
        """A link back for a note that has none, as the other notes that end like it write theirs."""
        label, name = unscoped(body.value)[0], self._name_of_call(body)
        start, end = self.region(body.value, self._beginning(body))
        if self._back_links(start, end, label):
            return self._led_back(body)
        if end == len(self.content) and (outside := _CONTAINER_END.search(self.content, start)) is not None:
            end = outside.start()
        note = self.content[start:end].rstrip()
        fitting = {model: count for model, count in self._models.items() if note.endswith(model.behind)}
        if len(fitting) != 1 or max(fitting.values()) < _FEWEST_MODELS:
            raise _Refused(f"note {label} has no link back, and no other notes end as it does and write theirs alike")
        model = next(iter(fitting))
        at = start + len(note) - len(model.behind)
        return at, at, model.before + model.link.replace("\0", name).replace("\1", label)

    @cached_property
    def _models(self) -> Counter[_Model]:
        """How the notes that lead back to their own call write that, and how many write it so."""
        back = back_links(self.text)
        sound = ((value, start) for value, start in self.beginnings.items() if back.get(value) == value)
        return Counter(model for value, start in sound if (model := self._model(value, *self.region(value, start))) is not None)

    def _model(self, value: str, start: int, end: int) -> _Model | None:
        back = self._back_links(start, end)
        behind = _CLOSING.match(self.content, back[0].end) if len(back) == 1 else None
        if behind is None:
            return None
        one = back[0]
        name = slice(one.fragment[0] - one.start, one.fragment[1] - one.start)
        link = self.content[one.start : one.end]
        link = f"{link[: name.start]}\0{link[name.stop :]}"
        link = re.sub(rf"(?<![\w-]){re.escape(unscoped(value)[0])}(?![\w-])", "\1", link)
        ahead = self.content[start : one.start]
        return _Model(ahead[len(ahead.rstrip()) :], link, behind[0].strip())

    def _beginning(self, body: Mark) -> int:
        start = self.beginnings.get(body.value)
        if start is None:
            raise _Refused(f"it is not sure where note {unscoped(body.value)[0]} begins in the file")
        return start

    def _back_links(self, start: int, end: int, label: str = "") -> list[_Anchor]:
        """The links in a stretch of the file that lead back, or say that they do, and are no calls.

        So does one that leads nowhere and shows an arrow, or the label of the note.
        """
        calls = {id(anchor) for anchor in self.calls.values()}
        first, last = bisect_right(self._starts, start - 1), bisect_right(self._starts, end - 1)
        found = []
        for one in self.anchors[first:last]:
            if id(one) in calls:
                continue
            shown = unescape(TAG.sub("", self.content[one.start : one.end])).strip(" []().")
            says = one.tag.leads_back or (bool(shown) and (shown == label or BACK_LINK.fullmatch(shown) is not None))
            if says if one.target not in self.names else self.names[one.target][0] < start:
                found.append(one)
        return found

    def _name_of_call(self, body: Mark) -> str:
        """The name of the first call of a note, to which no other thing of the page answers."""
        label = unscoped(body.value)[0]
        calls = self.called.get(body.value, [])
        shown = self.text.string[slice(*calls[0].span)] if calls else ""
        if shown.casefold() != label.casefold():
            raise _Refused(f"it is not sure which call is that of note {label}")
        for name in self._names_of(self.calls[calls[0]]):
            if len(self.names[name]) == 1 and _PLAIN.fullmatch(name) is not None:
                return name
        raise _Refused(f"the call of note {label} has no name of its own that a link could lead to")
