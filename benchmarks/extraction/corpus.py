"""The corpus: texts set in layouts, each PDF with the exact truth beside it."""

from __future__ import annotations

import json
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock

from benchmarks.extraction.layouts import LAYOUTS, PRINTED, Layout
from benchmarks.extraction.texts import FOLDER, Piece, Run, Text, read_texts
from fixtures.typeset.completeness import letters

ONE_AT_A_TIME = Lock()
"""PDFium may be called by one thread only."""
Stretches = tuple[tuple[int, int], ...]
"""Starts and ends of stretches that are set in italics, in characters of a block's or a note's words."""


@dataclass(frozen=True, slots=True)
class TrueCall:
    """A note call, by the label in the text and the offset in its block's words."""

    label: str
    offset: int


@dataclass(frozen=True, slots=True)
class TrueBlock:
    """A block as the typesetter had it."""

    kind: str
    words: str
    calls: tuple[TrueCall, ...] = ()
    drop_cap: bool = False
    emphasis: Stretches = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """What the ideal reader of a PDF would write down."""

    name: str
    layout: str
    language: str
    pages: int
    blocks: tuple[TrueBlock, ...]
    notes: dict[str, str]
    """Label to body; paragraphs divided by a blank line."""
    heads: tuple[str, ...]
    """What the running heads say."""
    emphasis_in_notes: dict[str, Stretches] = field(default_factory=dict)
    labels_are_numbers: bool = True
    """Whether a call is printed under its label; else any label will do that leads to the right body."""


def truth_of(text: Text, name: str = "", layout: str = "", pages: int = 1, labels_are_numbers: bool = True) -> Truth:
    """The truth of a text, whatever sets it."""
    return Truth(
        name=name or text.name,
        layout=layout,
        language=text.language,
        pages=pages,
        blocks=tuple(
            TrueBlock(
                block.kind,
                block.words,
                tuple(TrueCall(*call) for call in block.calls),
                block.drop_cap,
                () if block.kind == "heading" else emphasis_of([block.pieces], block.marker_length),
            )
            for block in text.blocks
        ),
        notes={
            label: "\n\n".join("".join(piece.text for piece in paragraph if isinstance(piece, Run)) for paragraph in note)
            for label, note in text.notes.items()
        },
        heads=(text.title, text.author),
        emphasis_in_notes={label: emphasis_of(note) for label, note in text.notes.items()},
        labels_are_numbers=labels_are_numbers,
    )


def emphasis_of(paragraphs: Iterable[Sequence[Piece]], start: int = 0) -> Stretches:
    """The italic stretches of paragraphs, two characters apart as a note's are; `start` is where the first of them begins."""
    found = []
    for pieces in paragraphs:
        for piece in pieces:
            if isinstance(piece, Run):
                if piece.style == "emphasis":
                    found.append((start, start + len(piece.text)))
                start += len(piece.text)
        start += 2
    return tuple(found)


def write_truth(truth: Truth, path: Path) -> None:
    """The truth as JSON."""
    path.write_text(json.dumps(asdict(truth), ensure_ascii=False, indent=1), encoding="utf-8")


def read_truth(path: Path) -> Truth:
    """The truth from its JSON."""
    fields = json.loads(path.read_text(encoding="utf-8"))
    blocks = tuple(
        TrueBlock(
            block["kind"],
            block["words"],
            tuple(TrueCall(**call) for call in block["calls"]),
            block["drop_cap"],
            stretches(block["emphasis"]),
        )
        for block in fields.pop("blocks")
    )
    fields["emphasis_in_notes"] = {label: stretches(found) for label, found in fields["emphasis_in_notes"].items()}
    return Truth(blocks=blocks, heads=tuple(fields.pop("heads")), **fields)


def stretches(pairs: Iterable[Sequence[int]]) -> Stretches:
    """Stretches as JSON has them: pairs of numbers."""
    return tuple((start, end) for start, end in pairs)


def pairings(texts: Sequence[Text], layouts: Sequence[Layout], per_layout: int, draw: int) -> Iterator[tuple[Layout, Text]]:
    """Each layout with `per_layout` of the texts, in turn; another `draw` starts the turn elsewhere."""
    for index, layout in enumerate(layouts):
        for step in range(min(per_layout, len(texts))):
            yield (
                layout,
                texts[(index + draw + step * 2) % len(texts) if len(texts) % 2 else (index + draw + step) % len(texts)],
            )


def build(folder: Path, per_layout: int, draw: int, only: Iterable[str] = (), jobs: int = 2) -> list[str]:
    """Typesets the corpus into `folder`; returns what was left out, with reasons."""
    wanted = set(only)
    layouts = [layout for layout in (*LAYOUTS, *PRINTED) if not wanted or layout.name in wanted]
    absent = [f"{layout.name}: not installed: {layout.missing()}" for layout in layouts if layout.missing()]
    # a layout keeps its texts, whatever other layouts are asked for
    every_pair = [
        *pairings(read_texts(), LAYOUTS, per_layout, draw),
        *pairings(read_texts(FOLDER / "pages"), PRINTED, max(per_layout // 2, 1), draw),
    ]
    pairs = [(layout, text) for layout, text in every_pair if layout in layouts and not layout.missing()]
    with ThreadPoolExecutor(jobs) as pool:
        failures = pool.map(lambda pair: build_one(pair[0], pair[1], folder), pairs)
    return absent + [failure for failure in failures if failure]


def build_one(layout: Layout, text: Text, folder: Path) -> str:
    """One PDF with its truth; nothing, or why there is none."""
    name = f"{layout.name}__{text.name}"
    pdf = folder / f"{name}.pdf"
    if (folder / f"{name}.json").exists():
        return ""
    adapted = layout.adapted(text)
    with tempfile.TemporaryDirectory() as working:
        try:
            layout.typeset(adapted, pdf, Path(working))
        except Exception as failure:  # noqa: BLE001  # whatever a producer raises is a reason to print
            pdf.unlink(missing_ok=True)
            return f"{name}: {failure}"
    printed, pages = text_and_pages(pdf)
    truth = truth_of(adapted, name, layout.name, pages, layout.labels_are_numbers)
    lost = letters(" ".join([*(block.words for block in truth.blocks), *truth.notes.values()])) - letters(printed)
    if wrong := wrong_characters(printed, truth):
        pdf.unlink()
        return f"{name}: glyphs without their Unicode value, read as {wrong!r}"
    if lost:
        pdf.unlink()
        return f"{name}: {lost.total()} letters lost in typesetting: {''.join(sorted(lost.elements()))[:60]}"
    write_truth(truth, folder / f"{name}.json")
    return ""


def wrong_characters(printed: str, truth: Truth) -> str:
    """Characters that no Latin text has: a font's glyphs that the producer gave no Unicode value, or a wrong one."""
    own = set("".join([*(block.words for block in truth.blocks), *truth.notes.values()]))
    return "".join(sorted(character for character in set(printed) - own if not is_latin_text(character)))


def is_latin_text(character: str) -> bool:
    """Whether a character may stand in Latin text; private use too, since bullets are drawn with it."""
    category = unicodedata.category(character)
    if category.startswith("L"):
        return unicodedata.name(character, "").startswith(("LATIN", "MODIFIER", "FEMININE", "MASCULINE"))
    # a variation selector asks for an arrow, not a picture of one
    return character != "\ufffd" and (category != "Mn" or "\u0300" <= character <= "\u036f" or character in "\ufe0e\ufe0f")


def text_and_pages(pdf: Path) -> tuple[str, int]:
    """The text of a PDF as PDFium gives it, and how many pages it has."""
    import pypdfium2

    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return " ".join(page.get_textpage().get_text_range() for page in document), len(document)
        finally:
            document.close()
