"""Paragraphs that are read without the parser come out as the parser reads them, on whatever stands around them."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from fidelity.model.errors import UnreadableFile
from fidelity.model.text import Text
from fidelity.readers import markdown_plain
from fidelity.readers.markdown import read_markdown

_PLAIN = st.lists(
    st.sampled_from(
        "The river rose. | and the mill, which | “stood” still — | 1917 was | (no | man’s) land | Ö. | a-b".split(" | ")
    ),
    min_size=3,
    max_size=12,
).map(" ".join)
_PARAGRAPH = st.lists(_PLAIN, min_size=1, max_size=4).map("\n".join)
_OTHER = st.sampled_from(
    [
        "# Heading",
        "Heading\n===",
        "> quoted\nlazily",
        "- one\n- two\n\n  three",
        "1. one\n\n    deeper",
        "    code that is\n    no paragraph",
        "```\ncode\n\nmore code\n```",
        "~~~",
        "<div>\n\ninside\n\n</div>",
        "<!-- hidden\n\nstill hidden -->",
        "| a | b |\n|---|---|\n| c | d |",
        "A note[^1] here.\n\n[^1]: Its body.\n\n    And more of it.",
        "[^2]: alone",
        "*stressed* and **strong** `code`",
        "a hard break  \nand another\\\nline",
        "[a link](there) and ![a picture](here)",
        "* * *",
        "---",
        "&amp; entity",
        "$x_1$ maths",
        "***",
        "term\n: meaning",
        "\\# escaped",
        " indented by one",
        "\ttabbed",
        "",
    ]
)
_FILE = st.tuples(
    st.lists(st.one_of(_PARAGRAPH, _PARAGRAPH, _OTHER), min_size=1, max_size=10),
    st.sampled_from(["\n\n", "\n\n\n", "\n"]),
    st.sampled_from(["", "\n", "\n\n"]),
    st.sampled_from(["", "---\ntitle: A\n---\n\n", "\n\n", "\ufeff"]),
    st.booleans(),
)


def _file(parts: list[str], between: str, last: str, first: str, carriage: bool) -> bytes:
    whole = first + between.join(parts) + last
    return (whole.replace("\n", "\r\n") if carriage else whole).encode()


def _read(content: bytes, shortest: int) -> Text | None:
    with patch.object(markdown_plain, "_SHORTEST", shortest):
        try:
            return read_markdown(content, "any.md")
        except UnreadableFile:
            return None


@given(_FILE)
@example((["The river rose. The river rose.", "- one", "The river rose. And fell."], "\n\n", "", "", False))
def test_paragraphs_read_without_the_parser_are_what_the_parser_reads(
    made: tuple[list[str], str, str, str, bool],
) -> None:
    content = _file(*made)
    parsed, plain = _read(content, 10**9), _read(content, 0)
    if parsed is None or plain is None:
        assert parsed is plain
        return
    assert plain.string == parsed.string
    assert plain.marks == parsed.marks
    assert list(plain.source.file) == list(parsed.source.file)


def test_most_of_such_a_file_is_read_without_the_parser() -> None:
    content = "# Heading\n\n" + "The river rose, and the mill stood still.\n\n" * 40
    with patch.object(markdown_plain, "_SHORTEST", 0):
        runs = markdown_plain.PlainRuns.of(content, 0)
    assert len(runs.shown) < len(content) / 10


def test_lines_that_end_in_carriage_returns_are_read_without_the_parser() -> None:
    paragraphs = [f"The river rose {i} times\rand the mill stood still." for i in range(60)]
    content = "# Heading\n\n" + "\r\r".join(paragraphs) + "\r\r* an item\r"
    assert len(content) > markdown_plain._SHORTEST
    text = read_markdown(content.encode(), "x.md")
    expected = [one.replace("\r", " ") for one in paragraphs]
    assert text.string.split("\n") == ["Heading", *expected, "an item"]
    supplied = [i for i, place in enumerate(text.source.file) if place < 0]
    assert all(text.string[i] in " \n" for i in supplied)
    at = text.string.index("3 times") + 1
    assert content[text.source.file[at] :].startswith(" times\rand")
