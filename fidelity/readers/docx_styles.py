"""What the styles and the numbering of a DOCX file make of a paragraph: heading, quotation, list item, code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fidelity.model.marks import Kind
from fidelity.readers.blocks import list_label

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo)\s*([1-6])\Z", re.IGNORECASE)
_QUOTATION = re.compile(r"(?:block text|block quote|quote|intense quote|quotations?|zitat|citation)\Z", re.IGNORECASE)
_CODE = re.compile(r"(?:source code|preformatted text|html preformatted|code|plain text code)\Z", re.IGNORECASE)
_DEEPEST = 20
"""Styles that a style may be based on, one on the other."""
_FORMATS = {"lowerRoman": "i", "upperRoman": "I", "lowerLetter": "a", "upperLetter": "A"}
_UNNUMBERED = frozenset({"bullet", "none"})


def value(element: _Element | None, name: str = "val") -> str:
    """An attribute of an element of WordprocessingML; "" where there is none."""
    return (element.get(W + name) or "") if element is not None else ""


def is_on(element: _Element | None) -> bool:
    """Whether a property that is on or off is there and on."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


def is_raised(properties: _Element) -> bool | None:
    """Whether the properties of a run set it as superior; None where they say nothing of that."""
    alignment, position = value(properties.find(f"{W}vertAlign")), value(properties.find(f"{W}position"))
    if alignment:
        return alignment == "superscript"
    return not position.startswith("-") and position.strip("0") != "" if position else None


def label(number: int, style: str) -> str:
    """A number in a format of WordprocessingML."""
    return list_label(number, _FORMATS.get(style, "1"))


@dataclass(slots=True)
class Style:
    """A style, with what it takes from those it is based on."""

    kind: Kind | None = None
    level: str = ""
    numbering: tuple[str, str] | None = None
    emphasis: bool | None = None
    strong: bool | None = None
    verbatim: bool = False
    raised: bool | None = None


@dataclass(slots=True)
class Styles:
    """The styles of a document by their ids, and its lists."""

    by_id: dict[str, Style] = field(default_factory=dict)
    levels: dict[str, dict[str, tuple[str, str, int]]] = field(default_factory=dict)
    """For each list its levels: format of its numbers, text around them, first number."""
    lists: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """For each list the one whose counters it shares, and whether it begins again when it is first used."""
    counters: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, styles: _Element | None, numbering: _Element | None) -> Styles:
        """The styles and lists of a document's parts."""
        found = cls()
        elements = {value(style, "styleId"): style for style in styles.iter(f"{W}style")} if styles is not None else {}
        for name in elements:
            found.by_id[name] = _resolved(elements, name)
        if numbering is not None:
            found._read_lists(numbering)
        return found

    def _read_lists(self, numbering: _Element) -> None:
        abstract = {}
        for one in numbering.iter(f"{W}abstractNum"):
            abstract[value(one, "abstractNumId")] = {
                value(level, "ilvl"): (
                    value(level.find(f"{W}numFmt")),
                    value(level.find(f"{W}lvlText")),
                    _number(value(level.find(f"{W}start")), 1),
                )
                for level in one.iter(f"{W}lvl")
            }
        for one in numbering.iter(f"{W}num"):
            shared = value(one.find(f"{W}abstractNumId"))
            levels = dict(abstract.get(shared, {}))
            begins = any(override.find(f"{W}startOverride") is not None for override in one.iter(f"{W}lvlOverride"))
            self.lists[value(one, "numId")] = (shared, begins)
            for override in one.iter(f"{W}lvlOverride"):
                start = override.find(f"{W}startOverride")
                known = levels.get(value(override, "ilvl"))
                if start is not None and known is not None:
                    levels[value(override, "ilvl")] = (known[0], known[1], _number(value(start), 1))
            self.levels[value(one, "numId")] = levels

    def style(self, properties: _Element | None, name: str = "pStyle") -> Style:
        """The style that properties name; one that says nothing where they name none."""
        return self.by_id.get(value(properties.find(W + name)), Style()) if properties is not None else Style()

    def marker(self, properties: _Element | None, style: Style) -> str:
        """What is shown before a paragraph that is a list item: "-", or its number; "" for another paragraph. Counts on."""
        numbering = properties.find(f"{W}numPr") if properties is not None else None
        known = style.numbering or ("", "0")
        number = value(numbering.find(f"{W}numId")) if numbering is not None else ""
        number = number or known[0]
        level = (value(numbering.find(f"{W}ilvl")) if numbering is not None else "") or known[1] or "0"
        if number in ("", "0") or number not in self.levels or not level.isdecimal():
            return ""
        form, text, first = self.levels[number].get(level, ("bullet", "", 1))
        depth = int(level)
        shared, begins = self.lists[number]
        if begins:
            self.lists[number] = (shared, False)
            self.counters = {key: count for key, count in self.counters.items() if key[0] != shared}
        at = self.counters.get((shared, depth), first - 1) + 1
        self.counters[shared, depth] = at
        for key in [key for key in self.counters if key[0] == shared and key[1] > depth]:
            del self.counters[key]
        if form in _UNNUMBERED:
            return "-"

        def shown(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            wanted = self.levels[number].get(str(other), (form, "", 1))
            return label(self.counters.get((shared, other), wanted[2]), wanted[0])

        return re.sub(r"%([1-9])", shown, text).strip() or "-"


def _number(written: str, otherwise: int) -> int:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else otherwise


def _resolved(elements: dict[str, _Element], name: str) -> Style:
    style = Style()
    for _ in range(_DEEPEST):
        element = elements.get(name)
        if element is None:
            break
        title = value(element.find(f"{W}name"))
        paragraph, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
        if style.kind is None:
            heading = _HEADING.match(title)
            outline = value(paragraph.find(f"{W}outlineLvl")) if paragraph is not None else ""
            if heading or (outline.isdecimal() and int(outline) < 6) or title.casefold() == "title":
                style.kind = Kind.HEADING
                style.level = heading[1] if heading else str(int(outline) + 1) if outline.isdecimal() else "1"
            elif _QUOTATION.match(title):
                style.kind = Kind.QUOTATION
            elif _CODE.match(title):
                style.kind = Kind.CODE
        if title.casefold() in ("verbatim char", "source text", "html code"):
            style.verbatim = True
        if run is not None:
            style.emphasis = (
                is_on(run.find(f"{W}i")) if style.emphasis is None and run.find(f"{W}i") is not None else style.emphasis
            )
            style.raised = is_raised(run) if style.raised is None else style.raised
            style.strong = is_on(run.find(f"{W}b")) if style.strong is None and run.find(f"{W}b") is not None else style.strong
        numbering = paragraph.find(f"{W}numPr") if paragraph is not None else None
        if numbering is not None and style.numbering is None:
            style.numbering = (value(numbering.find(f"{W}numId")), value(numbering.find(f"{W}ilvl")) or "0")
        name = value(element.find(f"{W}basedOn"))
    return style
