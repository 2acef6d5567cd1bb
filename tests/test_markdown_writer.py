"""Writing and reading back: the law that a canonical file gives the same string and marks."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fidelity.model.marks import Kind, Mark
from fidelity.model.source import Source
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.writers.markdown import write_markdown

ROOT = Path(__file__).parent.parent
LINE = "\u2028"


def text_of(string: str, marks: list[Mark]) -> Text:
    return Text.of_source(Source("made", "", "made", string, array("i", range(len(string)))), marks)


def paragraphs(*blocks: str) -> Text:
    marks, at = [], 0
    for block in blocks:
        marks.append(Mark(Kind.VERSE if LINE in block else Kind.PARAGRAPH, at, at + len(block)))
        at += len(block) + 1
    return text_of("\n".join(blocks), marks)


def write(text: Text) -> str:
    return write_markdown(text, read_markdown)


def test_the_seed_survives():
    file = (ROOT / "fixtures/seed/seed.md").read_bytes()
    assert write(read_markdown(file, "seed.md")) == file.decode()


NASTY = [
    ("1. The officials", r"1\. The officials"),
    ("211.", r"211\."),
    ("7) so", r"7\) so"),
    ("- dialogue", r"\- dialogue"),
    ("+ plus", r"\+ plus"),
    ("# number", r"\# number"),
    ("> greater", r"\> greater"),
    ("[sic](x)", r"[sic]\(x)"),
    ("a[^1]b", r"a\[^1]b"),
    ("^[not a note]", r"^\[not a note]"),
    ("*stars*", r"\*stars\*"),
    ("_lines_", r"\_lines\_"),
    ("<b>bold</b>", r"\<b>bold\</b>"),
    ("a &amp; b", r"a \&amp; b"),
    ("a `b` c", r"a \`b\` c"),
    ("~~gone~~", r"\~\~gone\~\~"),
    ("---", r"\---"),
    ("* * *", r"\* * *"),
    ("```", r"\```"),
    ("[a]: b", r"\[a]: b"),
    ("    four", "&#32;   four"),
    ("end\\", r"end\\"),
]


@pytest.mark.parametrize(("plain", "markdown"), NASTY)
def test_what_would_be_misread_is_escaped(plain, markdown):
    text = paragraphs("First.", plain)
    assert write(text) == f"First.\n\n{markdown}\n"
    assert read_markdown(write(text).encode(), "x").string == text.string


PLAIN = [
    "1999 was a year. 7 of them",
    "No. 7 - a dash, a_b_c and snake_case_name, 2 * 3 * 4",
    "a < b & c > d; AT&T; R&D; [sic] and [T]he […] word",
    "An asterisk* alone, a tick ` alone, ~5 and about ~6",
    "from US$5m to US$6m | a pipe, a # and 50% of C#",
    "“Quoted!” (aside) — dash… e.g. v1.2, 10.1000/182 {brace} ^caret",
    "back\\slash and C:\\dir",
    "Hyphen-ated well-known, http://example.org/a_b_(c)?x=1&y=2",
    "(post)revolutionary Nothing!",
    "1.5 million and 3.Nothing",
    "=== is fine, and so is #hashtag and -dash and +1",
]


@pytest.mark.parametrize("plain", PLAIN)
def test_plain_prose_stays_plain(plain):
    assert write(paragraphs("First.", plain)) == f"First.\n\n{plain}\n"


def test_care_is_taken_only_with_the_block_that_needs_it():
    assert write(paragraphs("Plain [b] (c).", "so $x^2$ is")) == "Plain [b] (c).\n\nso \\$x\\^2\\$ is\n"


def test_verse_lines_end_in_a_backslash():
    assert write(paragraphs(f"one{LINE}- two{LINE}three")) == "one\\\n\\- two\\\nthree\n"


@pytest.mark.parametrize(
    ("string", "span", "markdown"),
    [
        ("the word here", (4, 8), "the *word* here"),
        ("(post)revolutionary", (0, 6), "<em>(post)</em>revolutionary"),
        ("Nothing!s", (0, 8), "<em>Nothing!</em>s"),
        ("unbelievable", (2, 9), "un*believa*ble"),
        ("say “well” so", (4, 10), "say *“well”* so"),
        ("a  b", (1, 2), "a<em> </em> b"),
    ],
)
def test_emphasis_is_written_as_commonmark_reads_it(string, span, markdown):
    text = text_of(string, [Mark(Kind.PARAGRAPH, 0, len(string)), Mark(Kind.EMPHASIS, *span)])
    assert write(text) == markdown + "\n"
    assert read_markdown(write(text).encode(), "x").marks == text.marks


def test_the_form_of_every_kind_of_block():
    markdown = (
        "## Heading *two*\n\nText.[^1]\n\n> Quoted.\n>\n> > Deeper\n>\n> - item\n\n"
        "- one\n\n- two\n\n1. first\n\n2. second\n\n"
        "```\ncode\n\n  more\n```\n\n| a | b |\n|---|---|\n| c | **d** |\n\n"
        "A [link](http://a.b) and <http://c.d> and `code`.\n\n"
        "[^1]: Body.\n\n    More.\n\n    > Quoted there.\n\n[^2]: Uncalled.\n\n[^3]:\n\n[^4]:\n"
        "    - a list\n\n    - in a note\n"
    )
    assert write(read_markdown(markdown.encode(), "x")) == markdown


def test_texts_without_marks_are_written_as_paragraphs():
    assert write(text_of("one\ntwo", [])) == "one\n\ntwo\n"


def test_a_marker_that_markdown_does_not_know_becomes_a_bullet():
    assert write(text_of("one", [Mark(Kind.ITEM, 0, 3, "•")])) == "- one\n"


# the law

SYNTAX = (
    "word Chávez “so” 1. 211. 7) - + * ** _ __ # > [ ] ( ) [sic](x) [^1] ^[ ^ ] <b> </b> <!-- --> <br> "
    "<a@b.c> <http://x.y> &amp; & &copy "
    "`` ` ``` ~~ ~ | --- === *** ___ \\ \\* ! ![ $ $x$ $$ US$5m : ]: {#a} {.b} “ ” — … é 漢字 a_b don’t (post) Nothing! "
    "http://a.b/c_d <div> <script> --> <? ]]> +++ a: :--- |--|--| [x]: \u00a0 \u00ad"
)
WORDS = st.one_of(
    st.sampled_from(SYNTAX.split(" ")),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "M")), min_size=1, max_size=4),
)
GLUE = st.sampled_from([" ", " ", " ", " ", "", "  "])


@st.composite
def strings(draw, verse=False):
    parts = []
    for word, glue in draw(st.lists(st.tuples(WORDS, GLUE), min_size=1, max_size=7)):
        parts += [word, glue]
    string = "".join(parts[:-1]).replace("\ufeff", "")
    if verse and draw(st.booleans()):
        string += LINE + draw(strings())
    return string if string.strip() else "x"


@st.composite
def inline_marks(draw, string):
    """Marks that do not cross others of their kind, calls and code, as a reader could find them."""
    found = []
    cuts = sorted(set(draw(st.lists(st.integers(0, len(string)), max_size=6))))
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if string[start:end].strip():
            kind = draw(st.sampled_from([Kind.EMPHASIS, Kind.STRONG, Kind.LINK, Kind.VERBATIM]))
            address = draw(
                st.sampled_from(["http://a.b/c", "x y", "", "a(b)c", "#n\\_1&amp;", string[start:end].replace(LINE, "")])
            )
            found.append(Mark(kind, start, end, address if kind is Kind.LINK else ""))
    if found and draw(st.booleans()):
        outer = found[0]
        other = draw(st.sampled_from([k for k in (Kind.EMPHASIS, Kind.STRONG) if k is not outer.kind]))
        found.append(Mark(other, outer.start, draw(st.sampled_from([outer.end, len(string)]))))
    if len(found) == 3 and found[2].kind is found[1].kind:
        found.pop()
    return found


@st.composite
def blocks(draw):
    kind = draw(st.sampled_from([Kind.PARAGRAPH] * 4 + [Kind.HEADING, Kind.ITEM, Kind.CODE, Kind.TABLE]))
    string = draw(strings(verse=kind is not Kind.TABLE))
    marks = [] if kind is Kind.CODE else draw(inline_marks(string))
    value, prefix = "", ""
    if kind is Kind.PARAGRAPH and LINE in string:
        kind = Kind.VERSE
    if kind is Kind.HEADING:
        value = draw(st.sampled_from("123456"))
    if kind is Kind.ITEM:
        value = draw(st.sampled_from(["-", "*", "+", "1.", "2.", "10)", "007."]))
        prefix = f"{value} " if len(value) > 1 else ""
    if kind is Kind.TABLE and draw(st.booleans()):
        string += "\t" + draw(strings())
    if kind is Kind.CODE:
        string = string.strip(LINE) or "x"
    marks = [mark._replace(start=mark.start + len(prefix), end=mark.end + len(prefix)) for mark in marks]
    return prefix + string, kind, value, marks


@st.composite
def texts(draw):
    parts, marks, at = [], [], 0

    def lay(block, calls=()):
        nonlocal at
        string, kind, value, inner = block
        inner = list(inner)
        if kind is not Kind.CODE:
            for label in calls:
                place = draw(st.integers(min(len(string), len(value) + 1 if kind is Kind.ITEM else 0), len(string)))
                if any(mark.start < place < mark.end and mark.kind in (Kind.VERBATIM, Kind.NOTE_CALL) for mark in inner):
                    place = len(string)
                string = string[:place] + label + string[place:]
                inner = [
                    mark._replace(
                        start=mark.start + (len(label) if mark.start >= place else 0),
                        end=mark.end + (len(label) if mark.end > place else 0),
                    )
                    for mark in inner
                ]
                inner.append(Mark(Kind.NOTE_CALL, place, place + len(label), label))
        if parts:
            at += 1
        start = at
        parts.append(string)
        at += len(string)
        marks.append(Mark(kind, start, at, value))
        marks.extend(mark._replace(start=mark.start + start, end=mark.end + start) for mark in inner)
        return start, any(mark.kind is Kind.NOTE_CALL for mark in inner)

    labels = draw(st.lists(st.sampled_from(["1", "2", "12", "a", "*", "†", "n-1", "é"]), unique=True, max_size=3))
    called = []
    for run in draw(st.lists(st.lists(blocks(), min_size=1, max_size=3), min_size=1, max_size=3)):
        quoted = draw(st.integers(0, 2))
        first = None
        for i, block in enumerate(run):
            label = draw(st.sampled_from([None, *labels])) if labels else None
            start, laid = lay(block, [label] if label else [])
            if laid and label not in called:
                called.append(label)
            first = start if first is None else first
            if quoted == 2 and i == len(run) - 1 and len(run) > 1:
                marks.append(Mark(Kind.QUOTATION, start, at))
        if quoted:
            marks.append(Mark(Kind.QUOTATION, first, at))
    for label in [*called, *(label for label in labels if label not in called)]:
        if label in called and draw(st.integers(0, 4)) == 0:
            continue
        for _ in range(draw(st.sampled_from([1, 1, 1, 2]))):
            body = draw(st.lists(blocks(), max_size=2)) or [("", Kind.PARAGRAPH, "", [])]
            begins = None
            for block in body:
                start, _ = lay(block)
                begins = start if begins is None else begins
            marks.append(Mark(Kind.NOTE_BODY, begins, at, label))
            if len(body) > 1 and draw(st.booleans()):
                marks.append(Mark(Kind.QUOTATION, begins, at))
    return text_of("".join(part + "\n" for part in parts)[:-1], list(dict.fromkeys(marks)))


@given(texts())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_writing_and_reading_back_gives_the_same_string_and_marks(text):
    markdown = write(text)
    again = read_markdown(markdown.encode(), "made.md")
    assert again.string == text.string, markdown
    assert again.marks == text.marks, markdown
    assert write(again) == markdown
    assert markdown == markdown.rstrip("\n") + "\n"


def notes_in_wrong_order(*running: str) -> Text:
    """A text that no Markdown holds: the body that is called last stands first."""
    text = paragraphs(*running, "The second.", "The first.")
    at = text.string.index("The second.")
    calls = [Mark(Kind.NOTE_CALL, i, i + 1, text.string[i]) for i in (text.string.index("1"), text.string.index("2"))]
    bodies = [Mark(Kind.NOTE_BODY, at, at + 11, "2"), Mark(Kind.NOTE_BODY, at + 12, at + 22, "1")]
    return text_of(text.string, sorted([*text.marks, *calls, *bodies], key=lambda mark: mark.start))


def test_a_text_that_markdown_cannot_hold_is_written_block_by_block():
    markdown = write(notes_in_wrong_order("The clerk1 and his wife2 wrote.", "- dialogue"))
    assert markdown == "The clerk[^1] and his wife[^2] wrote.\n\n\\- dialogue\n\n[^2]: The second.\n\n[^1]: The first.\n"


def test_a_text_that_markdown_cannot_hold_is_read_back_once_where_all_is_plain():
    readings = []

    def read(content: bytes, name: str) -> Text:
        readings.append(content)
        return read_markdown(content, name)

    write_markdown(notes_in_wrong_order("The clerk1 and his wife2 wrote.", "Nobody knew."), read)
    assert len(readings) == 1
