"""A tag of HTML: its name, its attributes, and what they say of links and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind

INLINE_KINDS: dict[str, Kind] = {
    "em": Kind.EMPHASIS,
    "i": Kind.EMPHASIS,
    "cite": Kind.EMPHASIS,
    "dfn": Kind.EMPHASIS,
    "strong": Kind.STRONG,
    "b": Kind.STRONG,
    "code": Kind.VERBATIM,
    "kbd": Kind.VERBATIM,
    "samp": Kind.VERBATIM,
    "tt": Kind.VERBATIM,
    "math": Kind.VERBATIM,
    "a": Kind.LINK,
}
STRUCK_OUT = frozenset({"del", "s", "strike"})
"""Elements around what is no longer text; what was inserted, `<ins>`, is."""
RAW = ("script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp")
"""Elements that hold characters and no tags, of which none is text of the page."""
_SKIPPED = frozenset(
    {"template", "svg", "nav", "select", "datalist", "rp", "annotation", "audio", "video", "canvas", *STRUCK_OUT}
)
"""Elements that hold no text of the page: drawings, menus, what was struck out."""
_VOID = frozenset({"input", "br", "hr", "img"})
"""Elements that hold nothing, of those that may be said to be hidden."""
_UNSHOWN = late_pattern(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\s*(?:!|;|$)", re.IGNORECASE)
"""What a style says of an element that is not shown."""
TAG = late_pattern(r"""<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*)(?P<rest>(?:[^<>"']++|"[^"]*+"|'[^']*+'){0,400}+)>""")
"""A tag as a whole. The bound on its parts keeps the search linear in a file full of tags that never end."""

_ATTRIBUTE = late_pattern(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?|"[^"]*"|'[^']*'""")
_NOTES = late_pattern(r"foot-?notes?\b|end-?notes?\b|rearnotes?\b", re.IGNORECASE)
"""What converters call the part of a page that holds its notes, in `class`, `id`, `role` or `epub:type`."""
_CALLING = late_pattern(
    r"\b(?:doc-noteref|noteref|footnote-?ref\w*|endnote-?ref\w*|fnanchor|sd(?:foot|end)noteanc)\b", re.IGNORECASE
)
_BACK = late_pattern(
    r"\b(?:doc-backlink|backlink|(?:foot|end)note-?back\w*|reversefootnote|sd(?:foot|end)notesym)\b", re.IGNORECASE
)
_BODY = late_pattern(r"\b(?:doc-(?:foot|end)note|(?:foot|end|rear)note)\b", re.IGNORECASE)


def _unescaped(value: str) -> str:
    from html import unescape  # its table of entities is long

    return unescape(value)


@dataclass(frozen=True)
class HtmlTag:
    """A tag: its name in lower case, and what it marks, if anything."""

    name: str
    closing: bool
    empty: bool
    kind: Kind | None
    rest: str = ""
    """Its attributes as the file writes them."""

    @cached_property
    def attributes(self) -> dict[str, str]:
        """The attributes by name in lower case; the first of a name counts."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.rest):
            if match[1]:
                value = match[2] or match[3] or match[4] or ""
                found.setdefault(match[1].lower(), _unescaped(value) if "&" in value else value)
        return found

    def place_of(self, name: str) -> tuple[int, int] | None:
        """Where in `rest` the value of an attribute is written, without its quotation marks; None where it has none."""
        for match in _ATTRIBUTE.finditer(self.rest):
            if match[1] and match[1].lower() == name:
                return match.span(match.lastindex) if match.lastindex is not None and match.lastindex > 1 else None
        return None

    def attribute(self, name: str) -> str:
        """The value of an attribute; "" when it is not there."""
        return self.attributes.get(name, "") if self.rest else ""

    @property
    def names(self) -> tuple[str, ...]:
        """What links may call this place: its `id` and, for an anchor, its `name`."""
        own = (self.attribute("id"), self.attribute("name") if self.name == "a" else "")
        return tuple(dict.fromkeys(filter(None, own)))

    def number(self, name: str) -> int | None:
        """The value of an attribute as a number; None when it is none."""
        value = self.attribute(name)
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else None

    @property
    def said(self) -> str:
        """What `role`, `epub:type`, `class` and `rel` say that it is."""
        return " ".join(map(self.attribute, ("role", "epub:type", "class", "rel")))

    @property
    def holds_notes(self) -> bool:
        """Whether it begins the part of a page that holds the notes."""
        return not self.closing and self.name in ("aside", "div", "section") and _NOTES.search(self.rest) is not None

    @property
    def calls_note(self) -> bool:
        """Whether it says of itself that it is the call of a note."""
        return bool(self.rest) and (_CALLING.search(self.said) is not None or "data-footnote-ref" in self.attributes)

    @property
    def leads_back(self) -> bool:
        """Whether it says of itself that it leads from a note back to its call."""
        return bool(self.rest) and _BACK.search(self.said) is not None

    @property
    def is_note(self) -> bool:
        """Whether it says of itself that it is the body of a note."""
        return bool(self.rest) and _BODY.search(self.said) is not None and not self.calls_note and not self.leads_back

    @property
    def hidden(self) -> bool:
        """Whether it says of itself that it is not shown."""
        if not self.rest:
            return False
        said = "hidden" in self.attributes and self.attribute("hidden") != "until-found"
        return said or _UNSHOWN.search(self.attribute("style")) is not None

    @property
    def _is_at_page_edge(self) -> bool:
        """Whether it begins the running head or foot of a page, as LibreOffice writes them."""
        return self.name == "div" and self.attribute("title") in {"header", "footer"}

    @property
    def hides(self) -> bool:
        """Whether what it begins holds no text of the page, up to its end."""
        return (
            not self.closing
            and not self.empty
            and (self.name in _SKIPPED or (self.hidden and self.name not in _VOID) or self._is_at_page_edge)
        )


def tag_of(markup: str) -> HtmlTag | None:
    """The tag that a piece of markup is; None for comments and declarations."""
    match = TAG.fullmatch(markup)
    return made(match) if match is not None else None


def made(match: re.Match[str]) -> HtmlTag:
    """The tag of a match of `TAG`."""
    name, rest = match["name"].lower(), match["rest"]
    tag = HtmlTag(name, bool(match["closing"]), rest.rstrip().endswith("/"), INLINE_KINDS.get(name), rest)
    if tag.kind is Kind.LINK and not tag.closing and not _leads_somewhere(tag):
        return HtmlTag(name, tag.closing, tag.empty, None, rest)  # an anchor that leads nowhere
    return tag


def _leads_somewhere(tag: HtmlTag) -> bool:
    """Whether an anchor has an address; the address may be empty, but it is given."""
    return bool(tag.attribute("href")) or (
        re.search(r"\bhref\s*=", tag.rest, re.IGNORECASE) is not None and "href" in tag.attributes
    )
