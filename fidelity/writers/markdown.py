"""A text as a canonical Markdown file: one line a paragraph, notes at the end, nothing escaped that need not be.

Escaping by local rules cannot be exact: Markdown's syntax looks ahead. So the document is written with the fewest escapes that
look sufficient and then read back; only where the reading differs is a block written with more care.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from fidelity.memory import give_back_free_pieces
from fidelity.model.derived import forget
from fidelity.model.errors import UnreadableFile
from fidelity.model.marks import BLOCK_KINDS, Kind, Mark, in_order
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.writers.markdown_inline import LINE, Care, names_notes, written

Read = Callable[[bytes, str], Text]
"""A reader of Markdown: content and name to a text."""

LONG = 1_000_000
"""Characters from which on a text is a book: what was derived for its repairs, and what they left free, is given back before
it is read back."""
_ORDERED = re.compile(r"\d{1,9}[.)]")


def write_markdown(text: Text, read: Read) -> str:
    """The canonical Markdown of a text, ending in one newline; `read` is the reader that it is written for.

    Reading it back gives the same string and marks, provided that the text holds only what Markdown can: blocks that show
    something, bodies in order of first call, list markers that Markdown knows, labels without spaces and brackets, marks of one
    kind that do not cross. What it cannot hold is written as near as it can be: a list marker of another kind as "-".
    """
    blocks = _blocks(text)
    if len(text.string) > LONG:
        forget(text)
        forget(text.source)
        give_back_free_pieces()
    if not _bodies_follow_calls(blocks):  # then no document reads back as this text, but each block may
        return _document(_all_proved(blocks, read))
    found = _first_that_reads_back((write(blocks) for write in (list, _with_guarded_headings)), read)
    if found is not None:
        return found
    proved = _all_proved(blocks, read)
    careful = [replace(block, care=Care.BOTH) for block in blocks]
    known = [blocks, _with_guarded_headings(blocks)]
    attempts = [attempt for attempt in (proved, _with_guarded_headings(proved), careful) if attempt not in known]
    found = _first_that_reads_back(attempts, read)
    return _document(proved) if found is None else found


def _first_that_reads_back(attempts: Iterable[list[_Block]], read: Read) -> str | None:
    """The document of the first of several ways to write the same blocks that reads back; None where none does."""
    tried: list[list[_Block]] = []
    for blocks in attempts:
        if blocks not in tried:
            document = _document(blocks)
            if _reads_as(read, document, blocks):
                return document
            tried.append(blocks)
    return None


def _bodies_follow_calls(blocks: Sequence[_Block]) -> bool:
    """Whether note bodies stand in the order in which a reader lays them down: of their first calls, the uncalled last."""
    waiting: dict[str, list[Mark]] = {}
    calls: dict[Mark | None, list[str]] = {None: []}
    for block in blocks:
        if block.note is not None and block.note not in calls:
            waiting.setdefault(block.note.value, []).append(block.note)
        calls.setdefault(block.note, []).extend(mark.value for mark in block.marks if mark.kind is Kind.NOTE_CALL)
    called, laid, done = calls[None], list[Mark](), 0
    while True:
        for value in called:
            laid.extend(waiting.pop(value, ()))
        if done < len(laid):
            called = calls[laid[done]]
            done += 1
        elif waiting:
            called = [next(iter(waiting))]
        else:
            return laid == sorted(laid)


@dataclass(frozen=True, slots=True)
class _Block:
    """A block to write: marks count from its first character."""

    string: str
    kind: Kind
    value: str
    marks: tuple[Mark, ...]
    quotations: tuple[Span, ...]
    """The block quotations that hold it, outermost first."""
    note: Mark | None
    """The note body that it belongs to."""
    care: Care = Care.PLAIN

    @property
    def whole_marks(self) -> tuple[Mark, ...]:
        """The marks that reading the block back gives, its own kind first."""
        return (Mark(self.kind, 0, len(self.string), self.value), *self.marks)


def _blocks(text: Text) -> list[_Block]:
    """The blocks of a text; one without a kind is a paragraph."""
    kinds = {mark.start: mark for mark in text.of_kind(*BLOCK_KINDS)}
    bodies = list(text.of_kind(Kind.NOTE_BODY))
    quotations = text.of_kind(Kind.QUOTATION)
    inline = text.of_kind(Kind.NOTE_CALL, Kind.EMPHASIS, Kind.STRONG, Kind.LINK, Kind.VERBATIM)
    result: list[_Block] = []
    next_body = next_quotation = next_mark = 0
    held: list[Mark] = []
    around: list[Mark] = []
    body: Mark | None = None
    for span in text.blocks:
        while next_body < len(bodies) and bodies[next_body].start <= span.start:
            body = bodies[next_body]
            next_body += 1
        while next_quotation < len(quotations) and quotations[next_quotation].start <= span.start:
            around.append(quotations[next_quotation])
            next_quotation += 1
        while next_mark < len(inline) and inline[next_mark].start < span.end:
            held.append(inline[next_mark])
            next_mark += 1
        around = [mark for mark in around if mark.end >= span.end and mark.start < mark.end]
        clipped = [
            mark._replace(start=max(mark.start, span.start) - span.start, end=min(mark.end, span.end) - span.start)
            for mark in held
            if mark.start < span.end and mark.end > span.start
        ]
        held = [mark for mark in held if mark.end > span.end]
        kind = kinds.get(span.start, Mark(Kind.PARAGRAPH, span.start, span.end))
        string = text.string[span.start : span.end]
        result.append(_block(string, kind, clipped, tuple(m.span for m in around), body if _in(body, span) else None))
    return result


def _in(body: Mark | None, span: Span) -> bool:
    return body is not None and body.start <= span.start and span.end <= body.end


def _block(string: str, mark: Mark, marks: Iterable[Mark], quotations: tuple[Span, ...], note: Mark | None) -> _Block:
    """A block in the form that Markdown can hold."""
    kind, value = mark.kind, mark.value if mark.kind in (Kind.HEADING, Kind.ITEM) else ""
    if kind is Kind.ITEM and value not in ("-", "+", "*"):
        if not _ORDERED.fullmatch(value):
            value = "-"
        elif string != value and not string.startswith(f"{value} "):
            kind, value = Kind.PARAGRAPH, ""
    if kind is Kind.HEADING and value not in ("1", "2", "3", "4", "5", "6"):
        value = "1"
    if kind in (Kind.PARAGRAPH, Kind.VERSE):
        kind = Kind.VERSE if LINE in string else Kind.PARAGRAPH
    return _Block(string, kind, value, () if kind is Kind.CODE else in_order(list(marks)), quotations, note)


# reading back


def _reads_as(read: Read, document: str, blocks: Sequence[_Block]) -> bool:
    try:
        text = read(document.encode(), "")
    except UnreadableFile:
        return not blocks
    if text.string != "\n".join(block.string for block in blocks):
        return False
    marks = set(text.marks)
    del text  # its columns take more memory than what is still to be compared
    expected: set[Mark] = set()
    at = 0
    quotations: dict[Span, Span] = {}
    bodies: dict[Mark, Span] = {}
    for block in blocks:
        end = at + len(block.string)
        expected.update(mark._replace(start=mark.start + at, end=mark.end + at) for mark in block.whole_marks)
        for span in block.quotations:
            quotations[span] = Span(quotations.get(span, Span(at, end)).start, end)
        if block.note is not None:
            bodies[block.note] = Span(bodies.get(block.note, Span(at, end)).start, end)
        at = end + 1
    expected.update(Mark(Kind.QUOTATION, span.start, span.end) for span in quotations.values())
    expected.update(Mark(Kind.NOTE_BODY, span.start, span.end, mark.value) for mark, span in bodies.items())
    return expected == marks


def _with_guarded_headings(blocks: Sequence[_Block]) -> list[_Block]:
    """The blocks, a heading such as "Notes" written so that the numbered list under it stays a list."""
    return [replace(block, care=Care.BOTH) if names_notes(block.string) else block for block in blocks]


def _all_proved(blocks: list[_Block], read: Read) -> list[_Block]:
    """Each block with the least care at which it reads back; those that do so together need no proof of their own."""
    if len(blocks) == 1:
        return [_proved(blocks[0], read)]
    if _read_back_alone(blocks, read):
        return blocks
    half = len(blocks) // 2
    return [*_all_proved(blocks[:half], read), *_all_proved(blocks[half:], read)]


def _proved(block: _Block, read: Read) -> _Block:
    """The block with the least care at which it reads back by itself."""
    if not block.string:
        return block
    cares = (care for care in Care if _read_back_alone([replace(block, care=care)], read))
    return replace(block, care=next(cares, Care.BOTH))


def _read_back_alone(blocks: Sequence[_Block], read: Read) -> bool:
    """Whether blocks read back outside their quotations and notes, with bodies for the notes that they call."""
    alone = [replace(block, quotations=(), note=None) for block in blocks if block.string]
    calls = dict.fromkeys(mark.value for block in alone for mark in block.marks if mark.kind is Kind.NOTE_CALL)
    bodies = [_Block("x", Kind.PARAGRAPH, "", (), (), Mark(Kind.NOTE_BODY, i, i, label)) for i, label in enumerate(calls)]
    together = [*alone, *bodies]
    return _reads_as(read, _document(together), together)


# laying out


def _document(blocks: Sequence[_Block]) -> str:
    lines: list[str] = []
    done = 0
    while done < len(blocks):
        note = blocks[done].note
        end = done
        while end < len(blocks) and blocks[end].note is note:
            end += 1
        flow = _flow(blocks[done:end])
        if lines:
            lines.append("")
        lines += flow if note is None else _body(note.value, blocks[done], flow)
        done = end
    return "\n".join(lines) + "\n"


def _body(label: str, first: _Block, flow: list[str]) -> list[str]:
    """A note body: its first paragraph behind the label, everything else indented by four spaces."""
    head = f"[^{label}]:"
    if first.kind not in (Kind.PARAGRAPH, Kind.VERSE) or first.quotations:
        return [head, *(f"    {line}" if line else "" for line in flow)]
    return [f"{head} {flow[0]}".rstrip(" "), *(f"    {line}" if line else "" for line in flow[1:])]


def _flow(blocks: Sequence[_Block]) -> list[str]:
    lines: list[str] = []
    before: _Block | None = None
    done = 0
    while done < len(blocks):
        block = blocks[done]
        rows = 1
        if block.kind is Kind.TABLE:
            while done + rows < len(blocks) and _same_table(block, blocks[done + rows]):
                rows += 1
            own = _table(blocks[done : done + rows])
        else:
            own = _lines(block)
        if before is not None:
            shared = sum(1 for one, two in zip(before.quotations, block.quotations, strict=False) if one == two)
            lines.append(("> " * shared).rstrip())
        prefix = "> " * len(block.quotations)
        lines += [f"{prefix}{line}" if line else prefix.rstrip() for line in own]
        before = block
        done += rows
    return lines


def _same_table(one: _Block, two: _Block) -> bool:
    # the rows of a Markdown table have as many cells as its first
    return two.kind is Kind.TABLE and one.quotations == two.quotations and one.string.count("\t") == two.string.count("\t")


def _lines(block: _Block) -> list[str]:
    if block.kind is Kind.CODE:
        runs = [len(run) for run in re.findall("`+", block.string)]
        fence = "`" * max(3, *(n + 1 for n in runs), 3)
        return [fence, *block.string.split(LINE), fence]
    if block.kind is Kind.HEADING:
        return [f"{'#' * int(block.value)} {written(block.string, block.marks, block.kind, block.care)[0]}"]
    if block.kind is not Kind.ITEM:
        return written(block.string, block.marks, block.kind, block.care)
    skipped = min(len(block.value) + 1, len(block.string)) if len(block.value) > 1 else 0
    marks = [mark._replace(start=max(mark.start - skipped, 0), end=mark.end - skipped) for mark in block.marks]
    lines = written(block.string[skipped:], marks, block.kind, block.care)
    indent = " " * (len(block.value) + 1)
    return [f"{block.value} {lines[0]}".rstrip(" "), *(indent + line for line in lines[1:])]


def _table(rows: Sequence[_Block]) -> list[str]:
    lines = []
    for row in rows:
        cells = written(row.string, row.marks, row.kind, row.care)[0].split("\t")
        lines.append("".join(f"| {cell} " for cell in cells) + "|")
    lines.insert(1, "|" + "---|" * (rows[0].string.count("\t") + 1))
    return lines
