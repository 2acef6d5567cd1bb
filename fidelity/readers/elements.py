"""The elements of HTML that are open at a place of a file, and those that hold a block."""

from __future__ import annotations

from dataclasses import dataclass, field

from fidelity.readers.html_tags import HtmlTag

_ENDS_PARAGRAPH = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr li main menu nav ol p pre section summary table ul dd dt".split()
)
_IMPLIED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tbody": (frozenset({"thead", "tbody", "tfoot"}), frozenset({"table"})),
    "tfoot": (frozenset({"thead", "tbody", "tfoot"}), frozenset({"table"})),
}
"""For a tag: the elements that it ends without saying so, and those beyond which it ends none."""
_VOID = frozenset({"hr", "br", "img", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source", "track"})


@dataclass(slots=True, eq=False)
class Element:
    """An element that holds blocks; two are the same only when they are one."""

    name: str
    parent: Element | None
    names: tuple[str, ...] = ()
    """What links call it."""
    is_note: bool = False
    """Whether it says of itself that it is the body of a note."""
    holds_notes: bool = False
    """Whether it says of itself that it holds the notes of a page."""


@dataclass(slots=True)
class Elements:
    """The elements that are open, the innermost last. Opening and closing are linear in all, however deep they nest."""

    open: list[Element] = field(default_factory=list)
    count: dict[str, int] = field(default_factory=dict)

    @property
    def innermost(self) -> Element | None:
        """The element that holds what comes next."""
        return self.open[-1] if self.open else None

    def heed(self, tag: HtmlTag, page: str) -> None:
        """A tag of a block begins or ends an element; its names begin with that of its page, if there are several."""
        if tag.closing:
            self._end(tag.name)
            return
        if tag.name in _ENDS_PARAGRAPH and self.open and self.open[-1].name == "p":
            self._pop()
        if tag.name in _IMPLIED:
            ended, bounds = _IMPLIED[tag.name]
            self._imply(ended, bounds)
        if tag.name in _VOID:
            return
        self.open.append(
            Element(tag.name, self.innermost, tuple(page + name for name in tag.names), tag.is_note, tag.holds_notes)
        )
        self.count[tag.name] = self.count.get(tag.name, 0) + 1

    def within(self, *names: str) -> bool:
        """Whether an element of one of these names is open."""
        return any(self.count.get(name) for name in names)

    def _pop(self) -> None:
        self.count[self.open.pop().name] -= 1

    def _end(self, name: str) -> None:
        while self.count.get(name):
            last = self.open[-1].name
            self._pop()
            if last == name:
                return

    def _imply(self, ended: frozenset[str], bounds: frozenset[str]) -> None:
        for i in range(len(self.open) - 1, max(len(self.open) - 50, -1), -1):
            if self.open[i].name in bounds:
                return
            if self.open[i].name in ended:
                while len(self.open) > i:
                    self._pop()
                return
