"""One block as Markdown: its characters, escaped where a reader would misread them, and its emphasis, links, calls and code."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from enum import IntEnum
from html import escape
from html.entities import html5

from fidelity.language.note_signs import NOTES_HEADINGS
from fidelity.model.marks import Kind, Mark

LINE = "\u2028"

_INLINE = (Kind.NOTE_CALL, Kind.EMPHASIS, Kind.STRONG, Kind.LINK, Kind.VERBATIM)
_DELIMITER = {Kind.EMPHASIS: "*", Kind.STRONG: "**"}
_TAG = {Kind.EMPHASIS: "em", Kind.STRONG: "strong", Kind.VERBATIM: "code", Kind.LINK: "a"}

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|(?P<name>[A-Za-z][A-Za-z0-9]*));")
_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x20]*")
_LINE_START = re.compile(
    r"(?P<thematic>(?P<rule>[-_*])(?:[ \t]*(?P=rule)){2,}[ \t]*$)"
    r"|(?P<underline>=+[ \t]*$|-+[ \t]*$|\+\+\+[ \t]*$)"
    r"|(?P<heading>#{1,6}(?:[ \t]|$))"
    r"|(?P<quotation>>)"
    r"|(?P<bullet>[-+*](?:[ \t]|$))"
    r"|(?P<number>\d{1,9})[.)](?:[ \t]|$)"
    r"|(?P<fence>```|~~~)"
    r"|(?P<definition>\[[^\]]+\]:)"
)
"""What begins a block, or a line inside one, as something else than prose."""


class Care(IntEnum):
    """How much a block is guarded against being misread; a higher level is used only where a lower one fails."""

    PLAIN = 0
    ESCAPED = 1
    """Every mark of punctuation that means anything is escaped."""
    TAGGED = 2
    """Emphasis and links as HTML."""
    BOTH = 3


def written(string: str, marks: Sequence[Mark], kind: Kind, care: Care) -> list[str]:
    """The lines of a block's inline text; marks count from the block's first character, other kinds of marks are ignored.

    A line end that Markdown can show as a hard break ends a line with a backslash; any other is `<br>`.
    """
    if not marks and care is Care.PLAIN and _is_plain(string):
        return [string]  # most paragraphs
    return _Writing(string, marks, kind, care).lines()


def _is_plain(string: str) -> bool:
    """Whether a block is one line without a character that Markdown may misread."""
    at_edges = string[:1] + string[-1:]
    return at_edges.strip(" \t") == at_edges != "" and not _SPECIAL.search(string) and _special_at_start(string, 0) < 0


class _Writing:
    def __init__(self, string: str, marks: Sequence[Mark], kind: Kind, care: Care) -> None:
        self.string = string
        self.kind = kind
        self.escaped = care in (Care.ESCAPED, Care.BOTH)
        self.tagged = care in (Care.TAGGED, Care.BOTH)
        self.marks = [m for m in marks if m.kind in _INLINE and m.start < m.end]
        self.calls = [m for m in self.marks if m.kind is Kind.NOTE_CALL]
        self.links = [m for m in self.marks if m.kind is Kind.LINK]
        self.literal_runs = self._dangerous()
        self.guarded = _first_letter(string) if care is Care.BOTH and names_notes(string) else -1
        self.before: dict[int, list[str]] = {}
        """Markup to write before the character at an offset."""
        self.raw: dict[int, tuple[int, str]] = {}
        """Stretches written as they are: start → (end, Markdown)."""
        self.bracketed: list[Mark] = []
        self._place_marks()

    # marks

    def _place_marks(self) -> None:
        pairs: list[tuple[Mark, str, str]] = []
        for mark in sorted(self.marks, key=lambda mark: (mark.start, -mark.end, mark.kind)):
            if mark.kind is Kind.NOTE_CALL:
                self.raw[mark.start] = (mark.end, f"[^{self.string[mark.start : mark.end]}]")
                continue
            whole = self._whole(mark)
            if whole is not None:
                self.raw[mark.start] = (mark.end, whole)
                continue
            opening, closing = self._delimiters(mark)
            if opening == "[":
                self.bracketed.append(mark)
            pairs.append((mark, opening, closing))
        # at one place the inner ends before the outer, and all that ends before all that begins
        for mark, _, closing in reversed(pairs):
            self.before.setdefault(mark.end, []).append(closing)
        for mark, opening, _ in pairs:
            self.before.setdefault(mark.start, []).append(opening)
        self.stops = sorted({*self.before, *self.raw, *(m.start() for m in re.finditer(LINE, self.string)), len(self.string)})

    def _whole(self, mark: Mark) -> str | None:
        """A mark that is written at once, with its characters: a code span or an automatic link."""
        inside = self.string[mark.start : mark.end]
        if self.tagged or any(m is not mark and _crosses_or_inside(m, mark) for m in self.marks):
            return None
        if any(m is not mark and m.span == mark.span and m.kind in (Kind.VERBATIM, Kind.LINK) for m in self.marks):
            return None
        if mark.kind is Kind.VERBATIM:
            return self._code_span(mark, inside)
        plain = self.kind is not Kind.TABLE or "|" not in inside
        if mark.kind is Kind.LINK and inside == mark.value and plain and _AUTOLINK.fullmatch(inside) and not self._spans(mark):
            return f"<{inside}>"
        return None

    def _spans(self, mark: Mark) -> bool:
        return any(m is not mark and m.start < mark.end and m.end > mark.start and not _encloses(m, mark) for m in self.marks)

    def _code_span(self, mark: Mark, inside: str) -> str | None:
        if not inside.strip() or "\t" in inside or LINE in inside:
            return None
        if self.string[mark.start - 1 : mark.start] == "`" or self.string[mark.end : mark.end + 1] == "`":
            return None
        if any(m.kind is Kind.VERBATIM and (m.end == mark.start or m.start == mark.end) for m in self.marks):
            return None
        runs = {len(run) for run in re.findall("`+", inside)}
        fence = next("`" * n for n in range(1, len(runs) + 2) if n not in runs)
        padding = " " if inside[0] == "`" or inside[-1] == "`" or (inside[0] == " " == inside[-1]) else ""
        content = inside.replace("|", "\\|") if self.kind is Kind.TABLE else inside
        return f"{fence}{padding}{content}{padding}{fence}"

    def _delimiters(self, mark: Mark) -> tuple[str, str]:
        tag = _TAG[mark.kind]
        if mark.kind is Kind.LINK:
            if self.tagged or self._entangled(mark) or any(_touches(c, mark) for c in self.calls):
                return f'<a href="{self._guarded(escape(mark.value))}">', "</a>"
            return "[", f"]({self._guarded(_destination(mark.value))})"
        if mark.kind is Kind.VERBATIM or self.tagged or self._entangled(mark) or not self._flanked(mark):
            return f"<{tag}>", f"</{tag}>"
        return _DELIMITER[mark.kind], _DELIMITER[mark.kind]

    def _guarded(self, address: str) -> str:
        """An address without what would end the cell or the line that it stands in."""
        ends = r"[|\r\n]" if self.kind is Kind.TABLE else r"[\r\n]"
        return re.sub(ends, lambda match: f"&#{ord(match[0])};", address)

    def _entangled(self, mark: Mark) -> bool:
        """Whether other marks cross this one, repeat it, or touch it in a way that delimiters cannot tell apart."""
        for other in self.marks:
            if other is mark or other.kind is Kind.NOTE_CALL:
                continue
            if _crosses(other, mark):
                return True
            if other.kind is mark.kind and _touches(other, mark):
                return True
            if {other.kind, mark.kind} <= _DELIMITER.keys() and (other.end == mark.start or other.start == mark.end):
                return True
        inside = self.string[mark.start : mark.end]
        return LINE in inside[:1] + inside[-1:] or (self.kind is Kind.TABLE and "\t" in inside)

    def _flanked(self, mark: Mark) -> bool:
        """Whether asterisks around the mark can open and close emphasis: the flanking rules of CommonMark 0.31, section 6.2."""
        before, first = self._neighbour(mark, mark.start, -1), self._neighbour(mark, mark.start, 0)
        last, after = self._neighbour(mark, mark.end, -1), self._neighbour(mark, mark.end, 0)
        return _opens(before, first) and _closes(last, after)

    def _neighbour(self, mark: Mark, offset: int, side: int) -> str:
        """The character that will be written on one side (-1, 0) of an edge of a mark; a space at the edges of the block."""
        within = (offset == mark.start) == (side == 0)
        for other in self.marks:
            if other is mark or other.kind in _DELIMITER or _encloses(mark, other) != within:
                continue
            if offset == (other.start if side == 0 else other.end):
                return "[" if side == 0 else "]"
        return self.string[offset + side] if 0 <= offset + side < len(self.string) else " "

    # characters

    def lines(self) -> list[str]:
        """The block's lines."""
        parts: list[str] = []
        lines: list[str] = []
        at, line_begins = 0, True
        while True:
            markup = self.before.get(at, ())
            parts.extend(markup)
            line_begins = line_begins and not markup
            if at == len(self.string):
                return [*lines, "".join(parts)]
            if at in self.raw:
                at, markdown = self.raw[at]
                parts.append(markdown)
                line_begins = False
            elif self.string[at] != LINE:
                end = self.stops[bisect_right(self.stops, at)]
                parts.append(self._characters(at, end, line_begins))
                at, line_begins = end, False
            elif self._breaks(at):
                lines.append("".join([*parts, "\\"]))
                parts = []
                at, line_begins = at + 1, True
            else:
                parts.append("<br>")
                at, line_begins = at + 1, False

    def _breaks(self, at: int) -> bool:
        """Whether a line end can be a hard break: between two lines that both hold something."""
        if self.kind not in (Kind.PARAGRAPH, Kind.VERSE, Kind.ITEM) or at in (0, len(self.string) - 1):
            return False
        return self.string[at - 1] != LINE and self.string[at + 1] != LINE

    def _characters(self, start: int, end: int, start_of_line: bool) -> str:
        """A stretch of plain characters, escaped."""
        special = _special_at_start(self.string, start) if start_of_line else -1
        piece = self.string[start:end]
        if special < 0 and not _SPECIAL.search(piece) and not self.escaped and piece[0] not in " \t" and piece[-1] not in " \t":
            return piece
        if self.escaped or self.kind is Kind.TABLE or start <= self.guarded < end:
            return "".join(self._character(i, special) for i in range(start, end))
        parts: list[str] = []
        at = start
        doubtful = {start, end - 1, *(start + match.start() for match in _SPECIAL.finditer(piece))}
        for i in sorted(doubtful | {special} if special >= 0 else doubtful):
            parts += self.string[at:i], self._character(i, special)
            at = i + 1
        return "".join([*parts, self.string[at:end]])

    def _character(self, i: int, special: int) -> str:
        character = self.string[i]
        if i == self.guarded:
            return f"&#{ord(character)};"
        if character in " \t" or not character.isprintable():
            return self._space(i, character)
        if i == special or (character in _MEANINGFUL and (self.escaped or self._misread(i, character))):
            return "\\" + character
        return character

    def _space(self, i: int, character: str) -> str:
        """Spaces that Markdown would drop, and characters that it cannot hold, as entities."""
        if character == "\t" and self.kind is Kind.TABLE:
            return character
        if character in " \t":
            at_edge = i == 0 or i == len(self.string) - 1 or LINE in (self.string[i - 1], self.string[i + 1])
            if self.kind is Kind.TABLE and not at_edge:
                at_edge = "\t" in (self.string[i - 1], self.string[i + 1])
            doubtful = self.escaped and (
                character == "\t" or any(c in " \t" for c in self.string[i - 1 : i] + self.string[i + 1 : i + 2])
            )
            return f"&#{ord(character)};" if at_edge or doubtful else character
        if character in "\r\n\v\f" or (character == "\ufeff" and i == 0) or (self.escaped and character != LINE):
            return f"&#{ord(character)};"
        return character

    def _misread(self, i: int, character: str) -> bool:
        """Whether a reader would take the character for syntax where it stands; in doubt no: the whole is read back."""
        string = self.string
        following = string[i + 1 : i + 2]
        if character == "\\":
            return (
                not following or following in _PUNCTUATION or following == LINE or (i + 1) in self.before or (i + 1) in self.raw
            )
        if character == "[":
            if any(m.start <= i < m.end for m in self.bracketed):
                return True
            return following == "^" or string[i - 1 : i] == "^"
        if character == "]":
            return any(m.start <= i < m.end for m in self.bracketed)
        if character == "!":
            return any(m.start == i + 1 for m in self.bracketed)
        if character == "<":
            return bool(following) and ((following.isascii() and following.isalpha()) or following in "/!?")
        if character == "&":
            match = _ENTITY.match(string, i)
            return match is not None and (match["name"] is None or f"{match['name']};" in html5)
        if character == "|":
            return self.kind is Kind.TABLE
        if character == "#":
            return self.kind is Kind.HEADING and not string[i:].strip("# ") and (i == 0 or string[i - 1] in "# \t")
        if character == "{":
            return self.kind is Kind.HEADING and string.endswith("}")
        return i in self.literal_runs

    def _dangerous(self) -> frozenset[int]:
        """Offsets of characters that could pair up with others: asterisks, underscores, backticks, tildes, and link parts."""
        found = {match.start() + 1 for match in re.finditer(r"\]\(", self.string)} if "](" in self.string else set()
        found.update(call.end for call in self.calls if self.string[call.end : call.end + 1] == "(" or call.start == 0)
        for sign in "*_":
            if sign in self.string:
                found |= self._pairing(sign)
        ticks = [m.span() for m in re.finditer("`+", self.string)] if "`" in self.string else []
        lengths = [end - start for start, end in ticks]
        verbatim = any(m.kind is Kind.VERBATIM for m in self.marks)
        if ticks and (verbatim or len(set(lengths)) < len(lengths)):
            found.update(i for start, end in ticks for i in range(start, end))
        tildes = [m.span() for m in re.finditer("~~+", self.string)] if "~~" in self.string else []
        if len(tildes) > 1:
            found.update(i for start, end in tildes for i in range(start, end))
        return frozenset(found)

    def _pairing(self, sign: str) -> set[int]:
        delimited = sign == "*" and any(m.kind in _DELIMITER for m in self.marks)
        opened = paired = False
        offsets: set[int] = set()
        for match in re.finditer(re.escape(sign) + "+", self.string):
            before = self.string[match.start() - 1] if match.start() else " "
            after = self.string[match.end()] if match.end() < len(self.string) else " "
            left, right = _opens(before, after), _closes(before, after)
            if sign == "_":
                left, right = left and (not right or _is_punctuation(before)), right and (not left or _is_punctuation(after))
            paired = paired or (opened and right)
            opened = opened or left
            if left or right:
                offsets.update(range(*match.span()))
        return offsets if paired or delimited else set()


_MEANINGFUL = frozenset("\\`*_[]()<>&~$|^!{}#:")
_SPECIAL = re.compile(r"[\\`*_\[\](<&~|!#{:\x00-\x08\x0a-\x1f\x7f-\x9f\ufeff]|[^\x00-\uffff]|[^\S ]")


def names_notes(string: str) -> bool:
    """Whether a block says no more than "Notes": a reader may take what stands under it for notes unless it is guarded."""
    return len(string) < 40 and string.strip(" :.").casefold() in _NOTES_HEADINGS


_NOTES_HEADINGS = frozenset(heading.casefold() for heading in NOTES_HEADINGS)


def _first_letter(string: str) -> int:
    return next(i for i, character in enumerate(string) if character.isalpha())


def _special_at_start(string: str, start: int) -> int:
    """The offset of the character to escape so that a line is not read as the start of something else; -1 for none."""
    end = string.find(LINE, start)
    match = _LINE_START.match(string[start : len(string) if end < 0 else end])
    if match is None:
        return -1
    return start + (match.end("number") if match["number"] else 0)


def _destination(address: str) -> str:
    """A link's address as its destination is written."""
    guarded = re.sub(r"[\\<>]", lambda m: "\\" + m[0], address)
    guarded = re.sub(_ENTITY, lambda m: "\\" + m[0], guarded)
    if not address or re.search(r"[\s\x00-\x1f\x7f]", address):
        return f"<{guarded}>"
    return re.sub(r"[()]", lambda m: "\\" + m[0], guarded)


def _opens(before: str, after: str) -> bool:
    """Whether a run of delimiters between two characters is left-flanking (CommonMark 0.31, section 6.2)."""
    return not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))


def _closes(before: str, after: str) -> bool:
    """Whether it is right-flanking."""
    return not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _crosses(one: Mark, two: Mark) -> bool:
    return one.start < two.start < one.end < two.end or two.start < one.start < two.end < one.end


def _encloses(outer: Mark, inner: Mark) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _touches(one: Mark, two: Mark) -> bool:
    return one.start < two.end and two.start < one.end


def _crosses_or_inside(other: Mark, mark: Mark) -> bool:
    return _crosses(other, mark) or (other.span != mark.span and _encloses(mark, other))
