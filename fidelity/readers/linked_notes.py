"""Notes that are told by links: a call leads to a body, which leads back, or one of them says of itself what it is.

So HTML and EPUB write notes, whatever program made them, and Markdown that was made from them. A link alone is no call:
it shows a short label or nothing, and what it leads to stands behind it, begins a block and is no heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate, count

from fidelity.model.marks import Kind, Mark, scoped, unscoped
from fidelity.readers.blocks import LINE, Block, Cut, NoteText, Reference, extract, without
from fidelity.readers.endnotes import without_links_back
from fidelity.readers.labels import Labels
from fidelity.readers.link_graph import SHOWN_LABEL, Covering, LinkedNote, Links, shown_label
from fidelity.readers.notes_headings import is_notes_heading

Moved = Callable[[int], int]
"""From an offset in a block to the same place once its calls are labels alone."""


def with_linked_notes(running: list[Block], notes: list[NoteText]) -> tuple[list[Block], list[NoteText]]:
    """The running text without the bodies of linked notes, whose calls are marked in it; and all notes."""
    if not any(link.target for block in running for link in block.references):
        return running, notes
    work = Links(running)
    bodies = work.bodies()
    dead = list(work.dead_calls())
    if not bodies and not dead:
        return running, notes
    labels = Labels()
    for note in notes:
        labels.value(note.label)
    calls: dict[int, list[tuple[Reference, str]]] = {}
    for body in bodies:
        if not body.label:
            body.label, body.printed = _label_of(work, body)
        body.value = labels.value(body.label)
        for i, call in body.calls:
            calls.setdefault(i, []).append((call, body.value))
    back = [work.leads_back(body, calls) for body in bodies]
    taken = {body.value for body in bodies}
    for i, call in dead:
        label = shown_label(running[i], call) or "?"
        value = next(value for scope in count(1) if (value := scoped(label, scope)) not in taken)
        calls.setdefault(i, []).append((call, value))
    called = [_with_calls(block, calls[i]) if i in calls else (block, _same) for i, block in enumerate(running)]
    found = [NoteText(body.value, _text(body, called), led) for body, led in zip(bodies, back, strict=True)]
    gone = {i for body in bodies for i in range(body.first, body.last)}
    gone.update([i for i, block in enumerate(running) if i + 1 in gone and i not in gone and is_notes_heading(block)])
    return [block for i, (block, _) in enumerate(called) if i not in gone], [*notes, *found]


def _label_of(work: Links, body: LinkedNote) -> tuple[str, bool]:
    """The label of a note, and whether its body shows it: there, by its place in its list, or at its call."""
    block = work.running[body.first]
    for link in work.links_in(body, body.first):
        if block.string[body.start : link.start].strip(" [("):
            break
        shown = SHOWN_LABEL.fullmatch(block.string, link.start, link.end)
        if shown is not None and work.is_back_link(body, link) and block.item is None:
            return shown["label"], True
    called = next((label for i, call in body.calls if (label := shown_label(work.running[i], call))), "")
    if block.item is not None and block.item.number is not None:
        # in a list without a note that was lost the numbers of the others go by what they are called
        own = {found[0] for _, call in body.calls if (found := re.search(r"[0-9]+\Z", call.target)) is not None}
        return (called if called in own else str(block.item.number)), False
    written = SHOWN_LABEL.match(block.string, body.start)
    if written is not None and written["label"] == called:
        raised = any(start <= written.start("label") < end for start, end in block.raised)
        if raised or written.end() > written.end("label"):
            return called, True
    return called or "?", False


def _text(body: LinkedNote, called: Sequence[tuple[Block, Moved]]) -> list[Block]:
    """The blocks of a body without its label and the links back."""
    first, moved = called[body.first]
    if body.end is not None or body.start:
        end = moved(body.end) if body.end is not None else len(first.string)
        first = extract(first, moved(body.start), len(first.string[:end].rstrip(f" {LINE}")))
    skipped = 0
    if first.kind is Kind.ITEM:
        skipped = min(len(first.value) + 1, len(first.string)) if len(first.value) > 1 else 0
        first = replace(first, kind=Kind.PARAGRAPH, value="")
    if body.printed:
        shown = SHOWN_LABEL.match(first.string)
        skipped = shown.end() if shown is not None and shown["label"] == body.label else skipped
    first = without(first, [Cut(0, skipped, "")]) if skipped else first
    calls = frozenset(name for _, call in body.calls for name in call.names)
    return without_links_back([first, *(called[i][0] for i in range(body.first + 1, body.last))], calls)


def _same(offset: int) -> int:
    return offset


def _with_calls(block: Block, calls: Sequence[tuple[Reference, str]]) -> tuple[Block, Moved]:
    """The block with these links as calls, their labels alone left; and the function from old offsets to new ones."""
    cuts: list[Cut] = []
    links = Covering([(call.start, call.end) for call, _ in calls])
    marks = [mark for mark in block.marks if not links.covers(mark.start, mark.end)]
    at = 0
    for call, value in sorted(calls, key=lambda one: one[0].start):
        start, end = call.start, call.end
        if block.string[start - 1 : start] == "[" and block.string[end : end + 1] == "]":
            start, end = start - 1, end + 1
        if start < at:
            continue
        at = end
        shown = SHOWN_LABEL.fullmatch(block.string, call.start, call.end)
        if shown is None:
            cuts.append(Cut(start, end, unscoped(value)[0], value))
            continue
        cuts += [Cut(one, two, "") for one, two in ((start, shown.start("label")), (shown.end("label"), end)) if one < two]
        marks.append(Mark(Kind.NOTE_CALL, *shown.span("label"), value))

    starts = [cut.start for cut in cuts]
    shorter = [0, *accumulate(cut.end - cut.start - len(cut.label) for cut in cuts)]

    def moved(offset: int) -> int:
        return offset - shorter[bisect_left(starts, offset)]

    return without(replace(block, marks=marks), cuts), moved
