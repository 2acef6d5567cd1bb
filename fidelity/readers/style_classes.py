"""What classes and styles of HTML set in italics, in bold or as superiors, where a program writes no element for that.

LibreOffice, InDesign and Word write `<span class="span4">`, and their style sheet says what that is. Only selectors of one
class are read, also those with the name of an element before it; what is nested or inherited would need a browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fidelity.model.late_pattern import late_pattern
from fidelity.readers.html_tags import HtmlTag

ITALIC = "italic"
BOLD = "bold"
RAISED = "raised"

_SHEET = late_pattern(r"<style\b[^<>]*>(.*?)(?:</style\b|\Z)", re.DOTALL | re.IGNORECASE)
_COMMENT = late_pattern(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_CLASS = late_pattern(r"\s*(?P<element>[A-Za-z]*)\.(?P<name>[\w-]+)\s*")
_LOOKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (ITALIC, late_pattern(r"(?:^|[;\s])font-style\s*:\s*(?:italic|oblique)\b", re.IGNORECASE)),
    (BOLD, late_pattern(r"(?:^|[;\s])font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b", re.IGNORECASE)),
    (RAISED, late_pattern(r"(?:^|[;\s])vertical-align\s*:\s*super\b", re.IGNORECASE)),
)


def looks_of(declarations: str) -> frozenset[str]:
    """What declarations of CSS say of characters: ITALIC, BOLD, RAISED."""
    return frozenset(look for look, pattern in _LOOKS if pattern.search(declarations))


def sheets_in(page: str) -> str:
    """The style sheets that stand in a page of HTML, one behind the other."""
    return "\n".join(found[1] for found in _SHEET.finditer(page))


@dataclass(slots=True)
class StyleClasses:
    """The classes of a page that set characters apart, by name; what a style sheet says later counts."""

    by_name: dict[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    """For each class what it says of any element, "", and of those with a name."""

    def read(self, sheet: str) -> None:
        """Add what a style sheet says."""
        for selector, declarations in _rules(_COMMENT.sub(" ", sheet)):
            looks = looks_of(declarations)
            for one in selector.split(",") if looks else ():
                known = _CLASS.fullmatch(one)
                if known is not None:
                    said = self.by_name.get(known["name"], {})
                    self.by_name[known["name"]] = {**said, known["element"].lower(): looks}

    def looks(self, tag: HtmlTag) -> frozenset[str]:
        """What is said of the characters of an element, by its own style or its classes."""
        style, names = tag.attribute("style"), tag.attribute("class").split() if self.by_name else ()
        found = looks_of(style) if style else frozenset()
        for said in (self.by_name[name] for name in names if name in self.by_name):
            found |= said.get("", frozenset()) | said.get(tag.name, frozenset())
        return found


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations of each innermost block: those in `@media` too."""
    for block in sheet.split("}"):
        *before, declarations = block.split("{")
        if before:
            yield before[-1], declarations
