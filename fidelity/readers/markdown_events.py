"""What pulldown-cmark says of a Markdown file, in offsets of the decoded file.

Its events carry exact byte ranges. Front matter is taken for such only at the top of the file, and dollar signs are maths only
around what looks like maths: "from US$5m to US$6m" is prose.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from fidelity.model.late_pattern import late_pattern
from fidelity.readers.markdown_dialects import as_commonmark
from fidelity.readers.markdown_plain import PlainRuns

Event = tuple[Any, int, int]
"""What pulldown-cmark says, and where: code points of the decoded file."""

_FRONT_MATTER = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>(?:(?!(?P=fence)[ \t]*\r?$).*\n)*?)(?:(?P=fence)|\.\.\.)[ \t]*\r?(?:\n|\Z)",
    re.MULTILINE,
)
_LONE_RETURN = late_pattern(r"\r(?!\n)")
_FIRST_FIELD = {
    "---": late_pattern(r"""(?:[\w.-]+|"[^"\n]+"|'[^'\n]+')[ \t]*:"""),
    "+++": late_pattern(r"""(?:[\w.-]+|"[^"\n]+"|'[^'\n]+')[ \t]*=|\["""),
}
"""What front matter begins with, comments aside: prose that stands between two rules does not."""
_LINE_OF_FIELDS = late_pattern(r"""[ \t#\]}]|-(?:[ \t\r]|$)|[\w."'][\w."' /-]*:|\r?$""")
"""How a line of YAML may begin: with white space, a comment, the end of a list, an item of one, a field; or it is empty."""
_VERBATIM_TAG = late_pattern(r"[ \t]*<(?:pre|script|style|textarea|!--)", re.IGNORECASE)
_OTHER = late_pattern(r"[^\x00-\x7f]+")
_MATHS = late_pattern(r"\\[A-Za-z]|[\^_{]")
_COMMAND = late_pattern(r"\\[A-Za-z]+(?:\s*\{[^{}]*\})*")
"""A command of TeX with what it is given, which may be words."""
_NO_MATHS = late_pattern(r"[\"“”„«»]|(?<![^\W\d_])[^\W\d_]{2,}(?: [^\W\d_]{2,}){2}(?![^\W\d_])")
"""What no formula has: quotation marks, or three words in a row."""


def _front_matter(content: str) -> re.Match[str] | None:
    """The block of fields between fences at the very top of a file."""
    match = _FRONT_MATTER.match(_LONE_RETURN.sub("\n", content) if "\r" in content else content)
    if match is None:
        return None
    lines = match["body"].split("\n")
    first = next((line for line in lines if not line.startswith("#")), "")
    if _FIRST_FIELD[match["fence"]].match(first) is None:
        return None
    # in TOML a value may be several lines of anything; but nobody writes plus signs between paragraphs
    return match if match["fence"] == "+++" or all(map(_LINE_OF_FIELDS.match, lines)) else None


def front_matter_of(content: str) -> dict[str, Any]:
    """The fields of a file's front matter, in YAML or TOML; none where it has none that can be read."""
    match = _front_matter(content)
    if match is None:
        return {}
    body = match["body"].replace("\r\n", "\n")
    if match["fence"] == "+++":
        import tomllib

        try:
            return tomllib.loads(body)
        except (ValueError, RecursionError):
            return {}
    import yaml

    try:
        fields = yaml.safe_load(body)
    except (ValueError, yaml.YAMLError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as it is given to the parser, with the places of what it says."""

    shown: str
    """The decoded file, except that a dollar sign which is money is shown as `mask`, and a carriage return that ends a line by
    itself, which the parser does not always heed, as a line feed; and what `as_commonmark` changes. Offsets are the same."""
    mask: str
    start: int
    """Where the text begins, behind the front matter."""
    options: Any

    def events(self) -> Iterator[Event]:
        """What the parser says."""
        import pyromark

        place = _code_points(self.shown, self.start)
        for event, span in pyromark.events_with_range(self.shown[self.start :], options=self.options):
            yield event, place(span["start"]), place(span["end"])

    def events_around(self, runs: PlainRuns) -> Iterator[Event]:
        """What the parser says of a file with stand-ins for its runs of plain paragraphs, at their places in the file."""
        import pyromark

        edges, shifts = _byte_shifts(runs)
        for event, span in pyromark.events_with_range(runs.shown, options=self.options):
            start, end = span["start"], span["end"]
            yield event, start + shifts[bisect_right(edges, start) - 1], end + shifts[bisect_right(edges, end) - 1]


def parsed(content: str) -> Parsed:
    """The decoded file made ready for the parser."""
    import pyromark

    fields = _front_matter(content)
    start = fields.end() if fields is not None else 0
    options = pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
    written = _LONE_RETURN.sub("\n", content) if "\r" in content else content
    shown = as_commonmark(written, lambda: list(_shown_as_written(Parsed(written, "", start, options))))
    if "$" not in shown:
        return Parsed(shown, "", start, options)
    # any ASCII punctuation without a meaning in Markdown will do; best one that the file does not use
    mask = next((sign for sign in "%;?," if sign not in content), "%")
    plain = Parsed(shown, mask, start, options | pyromark.Options.ENABLE_MATH)
    parts, at = [], 0
    for event, first, end in plain.events():
        if isinstance(event, dict) and ("InlineMath" in event or "DisplayMath" in event):
            inline = "InlineMath" in event
            if _is_maths(event["InlineMath" if inline else "DisplayMath"], inline):
                parts += [shown[at:first].replace("$", mask), shown[first:end]]
                at = end
    return replace(plain, shown="".join([*parts, shown[at:].replace("$", mask)]))


def _shown_as_written(file: Parsed) -> Iterator[tuple[int, int]]:
    """Where blocks of code, and of HTML that shows its lines as they are written, start and end."""
    for event, start, end in file.events():
        opened = event.get("Start") if isinstance(event, dict) else None
        if (isinstance(opened, dict) and "CodeBlock" in opened) or (
            opened == "HtmlBlock" and _VERBATIM_TAG.match(file.shown, start) is not None
        ):
            yield start, end


def _is_maths(formula: str, inline: bool) -> bool:
    if not inline:
        return True
    if _MATHS.search(formula):  # "$LANG" and *not* "$LC" is prose, and has an emphasis
        return _NO_MATHS.search(_COMMAND.sub("", formula)) is None
    # letters that stand alone are variables; a word or an amount is prose between two dollar signs
    return not formula[:1].isdigit() and not re.search(r"[^\W\d_]{2}", formula) and any(c.isalpha() for c in formula)


def _code_points(content: str, start: int) -> Callable[[int], int]:
    """The function from an offset in the UTF-8 bytes of `content` from `start` on to one in the code points of `content`."""
    if content.isascii():
        return start.__add__
    ends, beyond = _longer_characters(content, start)
    return lambda at: at - beyond[bisect_right(ends, at) - 1] + start


def _longer_characters(content: str, start: int) -> tuple[list[int], list[int]]:
    """Where, in the UTF-8 bytes from `start` on, runs of characters of several bytes end.

    And how many bytes more than characters there are up to there.
    """
    ends, beyond = [0], [0]
    if not content.isascii():
        for run in _OTHER.finditer(content, start):
            more = beyond[-1] + len(run[0].encode()) - len(run[0])
            ends.append(run.end() - start + more)
            beyond.append(more)
    return ends, beyond


def _byte_shifts(runs: PlainRuns) -> tuple[list[int], list[int]]:
    """Where, in the UTF-8 bytes of what is shown, stretches begin that keep their distance from the decoded file.

    And what must be added there: one table to ask for each place instead of two.
    """
    ends, beyond = _longer_characters(runs.shown, 0)
    if len(runs.edges) == 1:
        return ends, [runs.shifts[0] - more for more in beyond]
    behind = [end - more for end, more in zip(ends, beyond, strict=True)]
    edges = [edge + beyond[bisect_right(behind, edge) - 1] for edge in runs.edges]
    every = sorted({*ends, *edges})
    return every, [runs.shifts[bisect_right(edges, at) - 1] - beyond[bisect_right(ends, at) - 1] for at in every]
