"""DOCX: the paragraphs, tables and notes of a word processor's file, as they read once its tracked changes are accepted."""

from __future__ import annotations

import hashlib
import posixpath
import re
from array import array
from itertools import takewhile
from typing import TYPE_CHECKING

from fidelity.model.errors import UnreadableFile
from fidelity.model.marks import Kind, unscoped
from fidelity.model.source import Source, Stretches
from fidelity.model.text import Text
from fidelity.readers.archive import Archive
from fidelity.readers.blocks import LINE, Block, BlockBuilder, Cut, ListItem, NoteText, Written, without
from fidelity.readers.docx_structure import FALLBACK, cells, children, paragraphs, rows
from fidelity.readers.docx_styles import Styles, W, is_on, is_raised, label, value
from fidelity.readers.endnotes import with_endnotes
from fidelity.readers.labels import Labels
from fidelity.readers.settling import settle

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DROPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{W}pPr", f"{W}instrText", f"{W}delText", f"{W}rt", f"{W}sdtPr"})
"""What is no text, or was struck out by a tracked change."""
_NUMBERED = re.compile(r"(\d{1,5})[.)]")
_BOX = f"{W}txbxContent"
_NOTHING = Written.of("", "")
"""Blocks take their characters from runs, not from a decoded file."""
_CHARACTERS = {f"{W}tab": " ", f"{W}cr": LINE, f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad", f"{W}ptab": " "}


def read_docx(content: bytes, name: str) -> Text:
    """The text of a DOCX file, marks included, its note bodies behind the running text, tracked changes accepted.

    `Text.source.file` counts the characters of its runs one behind the other, and `Text.source.stretches` tells part, paragraph
    and run. Raises UnreadableFile when the file is damaged, encrypted, too large, or holds no text.
    """
    archive = Archive(content, name)
    package = _relations(archive, "")
    document = next((target for kind, target in package.values() if kind == "officeDocument"), "word/document.xml")
    parts = dict(_relations(archive, document).values())
    links = {key: target for key, (kind, target) in _relations(archive, document).items() if kind == "hyperlink"}

    def part(kind: str) -> _Element | None:
        return archive.xml(parts[kind]) if parts.get(kind) in archive.names else None

    styles = Styles.of(part("styles"), part("numbering"))
    reading = _Reading(styles, links)
    reading.notes_of = {
        f"{W}footnoteReference": _Notes(part("footnotes"), "footnote", parts.get("footnotes", ""), part("settings")),
        f"{W}endnoteReference": _Notes(part("endnotes"), "endnote", parts.get("endnotes", ""), part("settings")),
    }
    body = archive.xml(document).find(f"{W}body")
    if body is None:
        raise UnreadableFile(f"{name} is damaged: its part {document} has no body.")
    reading.read(body, document)
    running, notes = with_endnotes(reading.running, reading.notes, "".join(reading.characters))
    string, file, marks = settle(running, notes, None)
    if not string:
        raise UnreadableFile(f"{name} holds no text.")
    digest = hashlib.sha256(content).hexdigest()
    source = Source(name, digest, "docx", string, file, stretches=reading.stretches(), losses=tuple(reading.losses))
    return Text.of_source(source, marks)


def _goes_on(properties: _Element) -> bool:
    """Whether a paragraph is one with the next: its end was struck out, or it is a drop cap, which Word sets in a frame."""
    frame = properties.find(f"{W}framePr")
    is_cap = frame is not None and frame.get(f"{W}dropCap", "none") != "none"
    return is_cap or properties.find(f"{W}rPr/{W}del") is not None


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """What a part is related to: by id, the last word of the kind and the target, a part of the archive or an address."""
    folder, last = posixpath.split(part)
    member = posixpath.join(folder, "_rels", f"{last}.rels")
    found = {}
    if member in archive.names:
        for one in archive.xml(member).iterfind("{*}Relationship"):
            target = one.get("Target", "")
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, target)) if not target.startswith("/") else target[1:]
            found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], target)
    return found


class _Notes:
    """The footnotes or the endnotes of a file: bodies by id, and how they are numbered."""

    def __init__(self, part: _Element | None, kind: str, name: str, settings: _Element | None) -> None:
        self.name = name
        self.bodies: dict[str, tuple[int, _Element]] = {}
        paragraphs = 0
        for one in part.iterfind(f"{W}{kind}") if part is not None else ():
            if value(one, "type") in ("", "normal"):
                self.bodies[value(one, "id")] = (paragraphs, one)
            paragraphs += sum(1 for _ in one.iter(f"{W}p"))
        self.properties = f"{W}{kind}Pr"
        self.format = "decimal" if kind == "footnote" else "lowerRoman"
        self.first, self.restarts = 1, False
        self.heed(settings)
        self.count = self.first - 1
        self.values: dict[str, str] = {}

    def heed(self, around: _Element | None) -> None:
        """Settings of the file, or of a section of it, say how notes are numbered."""
        found = around.find(self.properties) if around is not None else None
        if found is not None:
            self.format = value(found.find(f"{W}numFmt")) or self.format
            start = value(found.find(f"{W}numStart"))
            self.first = int(start) if start.isdecimal() and len(start) < 8 else self.first
            self.restarts = value(found.find(f"{W}numRestart")) == "eachSect"

    def end_section(self, properties: _Element) -> None:
        """A section ends; its properties stand at its end, and where notes begin again in each, the next begins so."""
        self.heed(properties)
        if self.restarts:
            self.count = self.first - 1


class _Reading:
    """The blocks of a file while they are read."""

    def __init__(self, styles: Styles, links: dict[str, str]) -> None:
        self.styles = styles
        self.links = links
        self.notes_of: dict[str, _Notes] = {}
        self.running: list[Block] = []
        self.notes: list[NoteText] = []
        self.flow = self.running
        self.labels = Labels()
        self.characters: list[str] = []
        self.length = 0
        self.columns = (array("i"), array("i"), array("i"), array("i"))
        self.names: dict[str, int] = {}
        self.part = ""
        self.paragraph = self.run = 0
        self.block: BlockBuilder | None = None
        self.row: BlockBuilder | None = None
        self.kept: BlockBuilder | None = None
        """A paragraph whose end was struck out, or a drop cap in its frame: the next goes on in it."""
        self.quotations = 0
        self.quoting = False
        self.item: ListItem | None = None
        """The item of the numbered list that was read last, and still goes on."""
        self.fields: list[list[str]] = []
        """The fields around this place: their instruction, and whether what is shown has begun."""
        self.losses: list[str] = []
        self.custom: tuple[_Notes, str] | None = None
        self.waiting: list[tuple[_Notes, str, str]] = []

    def stretches(self) -> Stretches:
        """Where each run begins."""
        return Stretches(*self.columns, tuple(self.names))

    def read(self, body: _Element, part: str) -> None:
        """The running text, then the notes that it calls, then those that they call."""
        self.part = part
        self._blocks(body)
        self._finish(self.kept)
        self.kept = None
        if self.fields:
            self.losses.append("a field that never ends may hide what follows it; open it in Word and save it anew")
            self.fields.clear()
        done = 0
        while done < len(self.waiting):
            notes, number, label_value = self.waiting[done]
            done += 1
            note = NoteText(label_value)
            self.notes.append(note)
            self.flow, self.part = note.blocks, notes.name
            self.quoting = False
            self.paragraph, element = notes.bodies[number]
            self._blocks(element)
            self._finish(self.kept)
            self.kept = None
            if note.blocks and note.blocks[0].string[:1].isspace():
                note.blocks[0] = _stripped(note.blocks[0])

    def _blocks(self, holder: _Element) -> None:
        for child in children(holder):
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                for row in rows(child):
                    self._row(row)
            elif child.tag == f"{W}sectPr":
                self._end_section(child)
            elif child.tag == f"{W}altChunk":
                self.losses.append("a document that is embedded in it is not read; open it in Word and save it anew")

    def _end_section(self, properties: _Element) -> None:
        for notes in self.notes_of.values():
            notes.end_section(properties)

    def _row(self, row: _Element) -> None:
        self._finish(self.kept)
        self.kept = None
        self.row = self.block = BlockBuilder(_NOTHING, Kind.TABLE, "", ())
        for i, cell in enumerate(cells(row)):
            if i:
                self.row.supply("\t", self.length)
            for k, paragraph in enumerate(paragraphs(cell)):
                if k:
                    self.row.supply(" ", self.length)
                self._paragraph(paragraph)
        row_block, self.row = self.row, None
        self._finish(row_block)

    def _paragraph(self, paragraph: _Element) -> None:
        self.paragraph += 1
        self.run = 0
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.style(properties)
        if self.row is None:
            if self.kept is not None:
                self.block, self.kept = self.kept, None
            else:
                self.block = self._begin(properties)
        self._inlines(paragraph, style.emphasis or False, style.strong or False, heading=style.kind is Kind.HEADING)
        if self.row is not None:
            return
        if properties is not None and _goes_on(properties):
            self.kept = self.block
        else:
            self._finish(self.block)
        self.block = None
        section = properties.find(f"{W}sectPr") if properties is not None else None
        if section is not None:
            self._end_section(section)

    def _begin(self, properties: _Element | None) -> BlockBuilder:
        style = self.styles.style(properties)
        quoted = style.kind is Kind.QUOTATION
        if quoted and not self.quoting:
            self.quotations += 1
        self.quoting = quoted
        around = (self.quotations,) if quoted else ()
        if style.kind in (Kind.HEADING, Kind.CODE):
            return BlockBuilder(_NOTHING, style.kind, style.level, around)
        marker = self.styles.marker(properties, style)
        if not marker:
            return BlockBuilder(_NOTHING, Kind.PARAGRAPH, "", around)
        block = BlockBuilder(_NOTHING, Kind.ITEM, marker, around)
        if len(marker) > 1:
            block.supply(f"{marker} ", self.length)
        return block

    def _finish(self, block: BlockBuilder | None) -> None:
        finished = block.finished() if block is not None else None
        if finished is not None:
            numbered = _NUMBERED.fullmatch(finished.value) if finished.kind is Kind.ITEM else None
            if numbered is not None:
                self.item = ListItem(int(numbered[1]))
            elif finished.kind is not Kind.ITEM:
                self.item = None
            finished.item = self.item
            self.flow.append(finished)

    def _inlines(self, holder: _Element, emphasis: bool, strong: bool, heading: bool = False) -> None:
        for child in children(holder):
            if child.tag == f"{W}r":
                self._run(child, emphasis, strong, heading)
            elif child.tag == f"{W}hyperlink":
                assert self.block is not None
                at = len(self.block)
                self._inlines(child, emphasis, strong, heading)
                anchor = value(child, "anchor")
                address = self.links.get(child.get(f"{_RELATION}id", ""), "") + (f"#{anchor}" if anchor else "")
                self.block.mark(Kind.LINK, at, address)
            elif child.tag in (f"{_MATHS}oMath", f"{_MATHS}oMathPara"):
                self._maths(child)
            elif isinstance(child.tag, str) and child.tag not in _DROPPED and child.tag != f"{W}p":
                self._inlines(child, emphasis, strong, heading)

    def _maths(self, formula: _Element) -> None:
        assert self.block is not None
        at = len(self.block)
        self.run += 1
        for one in formula.iter(f"{_MATHS}t"):
            self._add(one.text or "")
        self.block.mark(Kind.VERBATIM, at)

    def _run(self, run: _Element, emphasis: bool, strong: bool, heading: bool) -> None:
        assert self.block is not None
        self.run += 1
        properties = run.find(f"{W}rPr")
        block, at = self.block, len(self.block)
        raised = verbatim = False
        if properties is not None:
            if any(is_on(properties.find(W + name)) for name in ("vanish", "strike", "dstrike")):
                self._pieces(run, shown=False)  # hidden or struck out
                return
            style = self.styles.style(properties, "rStyle")
            slanted, bold = properties.find(f"{W}i"), properties.find(f"{W}b")
            emphasis = is_on(slanted) if slanted is not None else emphasis if style.emphasis is None else style.emphasis
            strong = is_on(bold) if bold is not None else strong if style.strong is None else style.strong
            own = is_raised(properties)
            raised = style.raised is True if own is None else own
            verbatim = style.verbatim
        self._pieces(run)
        if emphasis and not heading:
            block.mark(Kind.EMPHASIS, at)
        if strong and not heading:
            block.mark(Kind.STRONG, at)
        if verbatim:
            block.mark(Kind.VERBATIM, at)
        if raised and len(block) > at:
            block.raised.append((at, len(block)))

    def _pieces(self, run: _Element, *, shown: bool = True) -> None:
        """What a run holds; of one that is not shown, where fields begin and end."""
        for piece in children(run):
            tag = piece.tag
            if tag == f"{W}fldChar":
                self._field(value(piece, "fldCharType"))
            elif tag == f"{W}instrText" and self.fields:
                self.fields[-1][0] += piece.text or ""
            elif not shown or any(not begun or word.strip().startswith("TOC") for word, begun in self.fields):
                continue
            elif tag == f"{W}t":
                self._text(piece.text or "")
            elif tag == f"{W}br":
                if value(piece, "type") in ("", "textWrapping"):
                    self._supply(LINE)
            elif tag in _CHARACTERS:
                self._supply(_CHARACTERS[tag])
            elif tag == f"{W}sym":
                self._supply(_symbol(value(piece, "char")))
            elif tag in self.notes_of:
                self._call(self.notes_of[tag], piece)
            elif tag == f"{W}ruby":
                self._inlines(piece, emphasis=False, strong=False)
            elif tag not in _DROPPED and isinstance(tag, str):
                self._boxes(piece)

    def _boxes(self, drawing: _Element) -> None:
        """Paragraphs in a text box become blocks of their own, before the paragraph that the box hangs on."""
        for box in drawing.iter(_BOX):
            around = takewhile(lambda parent: parent is not drawing, box.iterancestors())
            if any(parent.tag in (FALLBACK, _BOX) for parent in around):
                continue  # older programs are shown it once more, or it is read with the box that it is in
            block, row, run, paragraph = self.block, self.row, self.run, self.paragraph
            self.row = None
            self._blocks(box)
            self.block, self.row, self.run, self.paragraph = block, row, run, paragraph

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(["", ""])
        elif kind == "separate" and self.fields:
            self.fields[-1][1] = "shown"
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _text(self, text: str) -> None:
        if self.custom is None or not text.strip():
            self._add(text)
            return
        # a mark that the writer chose follows the reference; it is the label
        notes, number = self.custom
        self.custom = None
        self._label(notes, number, text.strip(), text)

    def _add(self, text: str) -> None:
        assert self.block is not None
        if text:
            self._stretch()
            self.block.add(text.replace("\n", " ").replace("\r", " ").replace("\t", " "), self.length)
            self.characters.append(text)
            self.length += len(text)

    def _stretch(self) -> None:
        starts, part, paragraph, run = self.columns
        starts.append(self.length)
        part.append(self.names.setdefault(self.part, len(self.names)))
        paragraph.append(self.paragraph)
        run.append(self.run)

    def _supply(self, characters: str) -> None:
        """Characters that the file gives as an element: they have a place of their own."""
        assert self.block is not None
        if characters:
            self._stretch()
            self.block.supply(characters, self.length)
            self.characters.append("\ufffc")
            self.length += 1

    def _call(self, notes: _Notes, reference: _Element) -> None:
        number = value(reference, "id")
        if is_on(reference) and value(reference, "customMarkFollows") in ("1", "true", "on"):
            self.custom = (notes, number)
            return
        if number in notes.values:
            self._label(notes, number, unscoped(notes.values[number])[0], "")
            return
        notes.count += 1
        self._label(notes, number, label(notes.count, notes.format), "")

    def _label(self, notes: _Notes, number: str, shown: str, written: str) -> None:
        assert self.block is not None
        known = notes.values.get(number)
        if known is None:
            known = notes.values[number] = self.labels.value(shown)
            if number in notes.bodies:
                self.waiting.append((notes, number, known))
        at = len(self.block)
        if written:
            self._add(written.strip())
        else:
            self._supply(shown)
        self.block.mark(Kind.NOTE_CALL, at, known)


def _symbol(code: str) -> str:
    """The character of a symbol; those of symbol fonts lie in a private area."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if character == "\0" or "\ud800" <= character <= "\udfff" else character


def _stripped(block: Block) -> Block:
    return without(block, [Cut(0, len(block.string) - len(block.string.lstrip()), "")])
