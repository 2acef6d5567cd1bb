"""End notes without footnote syntax: a numbered list under a heading such as "Notes", called by superiors, links or brackets.

Converters and people write notes so where footnotes are not to be had. They are taken for notes only where calls and bodies
match; a numbered list that nothing calls stays a list.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from fidelity.language.note_signs import BACK_LINK, BACK_LINK_SIGNS, SUPERSCRIPT_DIGITS
from fidelity.model.marks import Kind
from fidelity.readers.blocks import LINE, Block, Cut, ListItem, NoteText, extract, without
from fidelity.readers.labels import Labels
from fidelity.readers.note_calls import LABEL, SUPERIOR, Call, Form, chosen_calls, possible_calls, with_calls
from fidelity.readers.notes_headings import is_notes_heading

_MARKER = re.compile(r"(\d{1,9})[.)]")
_LABEL_AT_START = re.compile(
    rf"\s*(?:(?P<bracketed>\[\^?{LABEL}\])[:.]?|(?P<plain>{LABEL}[.)])(?=\s|\Z)|(?P<superior>{SUPERIOR}+))\s*"
)
_RAISED_LABEL = re.compile(rf"\s*[\[(]?(?P<raised>{LABEL})[\])]?[.:]?\s*")
_BACK = re.compile(r"#.*(?:ref|back|call|return)", re.IGNORECASE)
_BACK_SIGN = re.compile(rf"\s*(?:[{BACK_LINK_SIGNS}^][\ufe0e\ufe0f]?\s*{LABEL}?|\[?{LABEL}\]?)\s*")
_NOTE_NAME = re.compile(r"(?:fn|footnote|endnote|cite_note|note)[-_:.]?\w*\Z", re.IGNORECASE)
_WIDEST_GAP = 9
"""Between the numbers of two notes that follow each other; a larger step is no numbering of notes."""
_LONGEST_GAP = 8
"""Blocks without a label between two notes that no heading announces; also what keeps the search linear."""
_OPENINGS = 4
"""Blocks numbered one, before a heading or the end, at which notes that nothing announces may begin: the last ones."""
_FEWEST = 2
"""Notes at the end that prove themselves by their numbers; before a heading there must be one more."""
_MOST_CALLS = 4
"""Numerals set as superiors, of those before a section, that are looked at for each of its notes."""
_SOME = 5
"""Notes that prove themselves by their numbers though a call was lost, or one is called again."""
_MANY = 8
"""Notes that do so though other text follows them."""
_SUPERIORS = re.compile(SUPERIOR)


def with_endnotes(running: list[Block], notes: list[NoteText], content: str) -> tuple[list[Block], list[NoteText]]:
    """The running text without its sections of end notes, whose calls are marked in it; and all notes.

    `content` is the decoded file. A section needs calls for at least half of its notes, in increasing order, between the
    section before it and itself; in each, numbers may begin again. Where nothing but its numbers says that it is one, they must
    be those of the calls. Where a number is a footnote's already all stays as it is.
    """
    accepted = _accepted(running, content)
    numbers = [str(number) for section, _ in accepted for number in section.numbers]
    if not accepted or not {note.label for note in notes}.isdisjoint(numbers):
        return running, notes
    labels = Labels()
    kept = list(running)
    found = list(notes)
    for section, chosen in accepted:
        values = {number: labels.value(str(number)) for number in section.numbers}
        by_block: dict[int, list[Call]] = {}
        for call in chosen:
            by_block.setdefault(call.block, []).append(call)
        for i, calls in by_block.items():
            kept[i] = with_calls(kept[i], calls, values)
        found += [NoteText(values[number], body.text()) for number, body in zip(section.numbers, section.bodies, strict=True)]
    inside = {i for section, _ in accepted for i in range(section.start, section.end)}
    return [block for i, block in enumerate(kept) if i not in inside], found


def _accepted(running: Sequence[Block], content: str) -> list[tuple[_Section, list[Call]]]:
    """The sections of notes, each with its calls: those that are announced, then those behind them that prove themselves."""
    accepted: list[tuple[_Section, list[Call]]] = []
    behind = 0
    parted: _Section | None = None
    for section in _announced(running, content):
        if section.parted:
            parted = section
            continue
        parted = None
        chosen = chosen_calls(_calls(running, behind, section.start), section.numbers)
        if chosen:
            accepted.append((section, chosen))
        behind = section.end
    closing = list(_closing(running, behind, content))
    if not closing and parted is not None:
        chosen = chosen_calls(_calls(running, behind, parted.start), parted.numbers)
        closing = [(parted, chosen)] if chosen else []
    return [*accepted, *closing]


def _calls(running: Sequence[Block], start: int, end: int) -> list[Call]:
    return [call for i in range(start, end) for call in possible_calls(running[i], i)]


@dataclass(slots=True)
class _Body:
    """The body of a note as it stands in its section."""

    written: int
    """Its number as the file gives it."""
    counted: int
    """Its number by its place in its list."""
    skipped: int
    """Characters of the first block that are its label."""
    blocks: list[Block]

    def text(self) -> list[Block]:
        """Its blocks without label and links back; the item of the list becomes a paragraph."""
        first = without(self.blocks[0], [Cut(0, self.skipped, "")]) if self.skipped else self.blocks[0]
        if first.kind is Kind.ITEM:
            first = replace(first, kind=Kind.VERSE if LINE in first.string else Kind.PARAGRAPH, value="")
        return without_links_back([first, *self.blocks[1:]])


@dataclass(slots=True)
class _Section:
    """Blocks that may be end notes, from the heading at `start`, if there is one, to before `end`."""

    start: int
    end: int
    bodies: list[_Body] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    parted: bool = False
    """Whether no more than a thematic break says that notes stand here."""


def _announced(running: Sequence[Block], content: str) -> Iterator[_Section]:
    """The stretches of numbered blocks that a heading, names or a thematic break announce."""
    at = 0
    while at < len(running):
        block = running[at]
        titled = is_notes_heading(block)
        named = block.item is not None and _NOTE_NAME.search(block.item.name) is not None
        if not (titled or named or block.parted):
            at += 1
            continue
        section = _section(running, at, titled, content)
        at = max(section.end, at + 1)
        if section.numbers:
            yield replace(section, parted=not (titled or named))


def _closing(running: Sequence[Block], start: int, content: str) -> Iterator[tuple[_Section, list[Call]]]:
    """The stretches before a heading or the end that are numbered from one as superiors before them are, with these calls.

    Before a heading that goes for a stretch only where the calls behind it begin again. No other section is behind `start`.
    """
    starts = [i for i in range(start, len(running)) if _opens(running, i)]
    if not starts or not any(block.raised or _SUPERIORS.search(block.string) for block in running[start:]):
        return
    calls = [call for call in _calls(running, start, len(running)) if call.form in (Form.RAISED, Form.SUPERIOR)]
    blocks = [call.block for call in calls]
    ends = [i for i in range(start + 1, len(running)) if running[i].kind is Kind.HEADING]
    behind = first = start
    for end in (*ends, len(running)):
        openings = starts[bisect_left(starts, first) : bisect_left(starts, end)]
        first = end
        for opening in reversed(openings[-_OPENINGS:]):
            section = _section(running, opening, False, content)
            last = bisect_left(blocks, opening)
            nearest = max(bisect_left(blocks, behind), last - _MOST_CALLS * len(section.numbers))
            chosen = chosen_calls(calls[nearest:last], section.numbers)
            later = calls[bisect_left(blocks, section.end) :][:1]
            if _prove(chosen, section, running) and all(call.number == 1 for call in later):
                yield section, chosen
                behind = section.end
                break


def _opens(running: Sequence[Block], i: int) -> bool:
    """Whether a block may be the first of a section of notes: it is numbered one, and no heading of its own stands over it."""
    block = running[i]
    if block.item is not None and block.item.number is not None:
        number = block.item.number if i == 0 or running[i - 1].item is not block.item else 0
    else:
        label = _label_of(block) if block.kind in (Kind.PARAGRAPH, Kind.VERSE) else None
        number = label[0] if label is not None else 0
    return number == 1 and i > 0 and running[i - 1].kind is not Kind.HEADING


def _prove(chosen: Sequence[Call], section: _Section, running: Sequence[Block]) -> bool:
    """Whether superiors call each of the notes once and in order, where nothing stands behind them, or nearly all of many."""
    numbers, called = section.numbers, [call.number for call in chosen]
    lacking = len(numbers) - len(set(called))
    if section.end < len(running):
        closed = running[section.end].kind is Kind.HEADING and len(numbers) > _FEWEST
    else:
        closed = len(numbers) >= _FEWEST
    return (closed and called == numbers) or (
        len(numbers) >= (_SOME if closed else _MANY) and lacking <= max(len(numbers) // 10, 1)
    )


def _section(running: Sequence[Block], start: int, titled: bool, content: str) -> _Section:
    """The section of notes that begins at a block; without numbers when what stands there is no run of numbered blocks."""
    bodies: list[_Body] = []
    loose: list[Block] = []
    item: ListItem | None = None
    at = end = start + titled
    for at in range(start + titled, len(running)):
        block = running[at]
        if bodies and item is not None and block.item is item:
            bodies[-1].blocks.append(block)
            end = at + 1
            continue
        if block.kind is Kind.HEADING or is_notes_heading(block) or (block.parted and bodies):
            break
        begun = list(_begun(block, bodies[-1] if bodies else None, content))
        if begun:
            if bodies:
                bodies[-1].blocks += loose
            bodies += begun
            loose, item, end = [], block.item, at + 1
        elif bodies and (titled or len(loose) < _LONGEST_GAP):
            loose.append(block)
        else:
            break
    else:
        at = len(running)
    if titled and bodies and item is None:
        bodies[-1].blocks += loose
        end = at
    around = [*running[max(start - 1, 0) : start], *running[end : end + 1]]
    return _Section(start, end, bodies, [] if _share_quotation(bodies, around) else _numbers(bodies))


def _begun(block: Block, before: _Body | None, content: str) -> Iterator[_Body]:
    """The bodies that a block begins: one for an item of a numbered list, else one for each line that a label begins."""
    if block.item is not None and block.item.number is not None:
        marker = _MARKER.fullmatch(block.value) if block.kind is Kind.ITEM else None
        if marker is not None:
            number = int(marker[1])
            yield _Body(number, block.item.number, min(len(block.value) + 1, len(block.string)), [block])
        else:
            repeated = _label_of(block)
            skipped = repeated[1] if repeated is not None and repeated[0] == block.item.number else 0
            yield _Body(block.item.number, block.item.number, skipped, [block])
        return
    last = before.written if before is not None else None
    for line in _lines(block, content, last):
        label = _label_of(line)
        assert label is not None
        yield _Body(label[0], label[0], label[1], [line])


def _lines(block: Block, content: str, last: int | None) -> list[Block]:
    """The block in pieces that a label begins, at line ends of the file; none when it does not begin with the next label."""
    if block.kind not in (Kind.PARAGRAPH, Kind.VERSE, Kind.ITEM):
        return []
    label = _label_of(block)
    if label is None or not _goes_on(last, label[0]):
        return []
    starts = [0]
    last = label[0]
    for i, character in enumerate(block.string):
        if character not in (" ", LINE) or block.file[i] >= 0 or content[~block.file[i]] not in "\r\n \\<":
            continue
        label = _label_of(block, i + 1)
        if label is not None and label[0] == last + 1:
            starts.append(i + 1)
            last = label[0]
    if len(starts) == 1:
        return [block]
    ends = [start - 1 for start in starts[1:]] + [len(block.string)]
    return [replace(extract(block, *span), quotations=block.quotations) for span in zip(starts, ends, strict=True)]


def _goes_on(last: int | None, number: int) -> bool:
    return last is None or last < number <= last + _WIDEST_GAP


def _label_of(block: Block, at: int = 0) -> tuple[int, int] | None:
    """The number that a note at this offset of a block would have, and where its text begins."""
    match = _LABEL_AT_START.match(block.string, at)
    if match is None:
        raised = next((end for start, end in block.raised if start == at), -1)
        match = _RAISED_LABEL.match(block.string, at)
        if raised < 0 or match is None or match.end("raised") > raised or match.end() < raised:
            return None
        return int(match["raised"]), match.end()
    group = str(match.lastgroup)
    label = match[group].translate(SUPERSCRIPT_DIGITS).strip("[^].)")
    if any(place < 0 for place in block.file[match.start(group) : match.end(group)]) or len(label) > 4 or label[0] == "0":
        return None
    return int(label), match.end()


def _numbers(bodies: Sequence[_Body]) -> list[int]:
    """The numbers of the notes: as written where they rise, else as counted (a list may be written "1." throughout)."""
    for numbers in ([body.written for body in bodies], [body.counted for body in bodies]):
        if numbers and numbers[0] > 0 and all(_goes_on(one, two) for one, two in pairwise(numbers)):
            return numbers
    return []


def _share_quotation(bodies: Sequence[_Body], around: Sequence[Block]) -> bool:
    """Whether a block quotation holds more than one note, or a note and its surroundings: such notes are quoted themselves."""
    holder = {number: -1 for block in around for number in block.quotations}
    return any(
        holder.setdefault(number, i) != i
        for i, body in enumerate(bodies)
        for block in body.blocks
        for number in block.quotations
    )


def without_links_back(body: Sequence[Block], names: frozenset[str] = frozenset()) -> list[Block]:
    """The blocks of a note without the links to its calls at its start and end; `names` are those that its calls have."""
    blocks = [_without_link_before(body[0], names), *body[1:]]
    blocks[:-1] = [_without_links_behind(block, names) if _ends_with_arrow(block) else block for block in blocks[:-1]]
    while blocks:
        shortened = _without_links_behind(blocks[-1], names)
        if shortened.string.strip():
            return [block for block in (*blocks[:-1], shortened) if block.string.strip()]
        blocks.pop()
    return []


def _ends_with_arrow(block: Block) -> bool:
    """Whether a paragraph ends with a link that shows an arrow: the first of a note may, when more follow."""
    kept = block.string.rstrip(f" {LINE}\ufe0e\ufe0f")
    links = (mark for mark in block.marks if mark.kind is Kind.LINK and "#" in mark.value)
    return kept.endswith(tuple(BACK_LINK_SIGNS)) and any(mark.start < len(kept) <= mark.end for mark in links)


def _without_link_before(block: Block, names: frozenset[str]) -> Block:
    """The block without links back to calls at its start."""
    start = 0
    for mark in sorted((mark for mark in block.marks if mark.kind is Kind.LINK), key=lambda mark: mark.start):
        if block.string[start : mark.start].strip() or not _leads_back(block.string[mark.start : mark.end], mark.value, names):
            break
        start = mark.end
    sign = BACK_LINK.match(block.string[start:])
    if sign is not None:
        start += sign.end()
    if start:
        start += len(block.string[start:]) - len(block.string[start:].lstrip())
    return without(block, [Cut(0, start, "")]) if start else block


def _without_links_behind(block: Block, names: frozenset[str]) -> Block:
    """The block without links back to calls at its end."""
    end = len(block.string)
    for mark in sorted((mark for mark in block.marks if mark.kind is Kind.LINK), key=lambda mark: -mark.end):
        if block.string[mark.end : end].strip() or not _leads_back(block.string[mark.start : mark.end], mark.value, names):
            break
        end = mark.start
    kept = block.string[:end].rstrip()
    bare = kept.rstrip("\ufe0e\ufe0f")
    if bare and bare[-1] in BACK_LINK_SIGNS:
        kept = bare[:-1].rstrip()
    if len(kept) == len(block.string.rstrip()):
        return block
    return without(block, [Cut(len(kept), len(block.string), "")])


def _leads_back(string: str, address: str, names: frozenset[str]) -> bool:
    return "#" in address and (
        address.partition("#")[2] in {name.rpartition("#")[2] for name in names}
        or _BACK_SIGN.fullmatch(string) is not None
        or (_BACK.search(address) is not None and len(string) < 20)
    )
