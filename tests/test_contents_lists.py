"""Lists of links to a document's own headings are navigation; other lists are text."""

from __future__ import annotations

import pytest

from fidelity.readers.markdown import read_markdown

BODY = "## The Ferry\n\nIt left at noon.\n\n## Winter, again\n\nIt came back.\n"


def read(contents):
    return read_markdown(f"# Harbours\n\n{contents}\n\n{BODY}".encode(), "harbours.md").string


@pytest.mark.parametrize(
    "contents",
    [
        "- [The Ferry](#the-ferry)\n- [Winter, again](#winter-again)",
        "1. [The Ferry](#the-ferry)\n2. [Winter, again](#section-2)",
        "- [Harbours](#harbours)\n  - [The Ferry](#the-ferry)\n  - [Winter, *again*](#winter-again)",
    ],
)
def test_a_table_of_contents_is_no_text(contents):
    assert read(contents) == read("")


@pytest.mark.parametrize(
    "contents",
    [
        "- [The Ferry](https://example.org/#the-ferry)\n- [Winter, again](winter.html)",
        "- [The Ferry](#the-ferry)\n- [The Storm](#the-storm)",
        "- [The Ferry](#the-ferry), which left at noon\n- [Winter, again](#winter-again)",
        "- [The Ferry](#the-ferry)\n- Winter, again",
        "- [The Ferry](#the-ferry)",
        "[The Ferry](#the-ferry)\n\n[Winter, again](#winter-again)",
    ],
)
def test_other_lists_of_links_stay(contents):
    assert read(contents) != read("")
