"""Markdown to a text: what is in the string, which marks lie on it, and that every character knows its place in the file."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fidelity.model.errors import UnreadableFile
from fidelity.model.marks import BLOCK_KINDS, Kind, unscoped
from fidelity.model.text import Text
from fidelity.readers.decoding import decode
from fidelity.readers.html import read_html
from fidelity.readers.markdown import read_markdown

LINE = "\u2028"


def read(markdown: str) -> Text:
    text = read_markdown(markdown.encode(), "x.md")
    confirm(text)
    return text


def confirm(text: Text) -> None:
    """The laws of a reading."""
    content = text.source.content
    assert len(text.source.file) == len(text.string)
    for character, place in zip(text.string, text.source.file, strict=True):
        assert place < 0 or content[place] == character
        assert -len(content) - 1 <= place < len(content)
    assert "\r" not in text.string
    for mark in text.marks:
        assert 0 <= mark.start <= mark.end <= len(text.string)
        if mark.kind is Kind.NOTE_CALL:
            assert text.string[mark.start : mark.end].casefold() == unscoped(mark.value)[0].casefold()
    kinds = [mark.span for mark in text.of_kind(*BLOCK_KINDS)]
    blocks = list(text.blocks) if text.string else kinds
    assert kinds == blocks
    bodies = text.of_kind(Kind.NOTE_BODY)
    assert all(one.end < two.start for one, two in pairwise(bodies))
    assert not bodies or bodies[-1].end == len(text.string)


def marked(text: Text, kind: Kind) -> list[tuple[str, str]]:
    return [(text.string[mark.start : mark.end], mark.value) for mark in text.of_kind(kind)]


def test_words_without_syntax_and_blocks_parted_by_newlines():
    text = read("# A *title*\n\nOne\ntwo **three** `f(x)`.\n\n***\n\n- item\n- more\n\n7. seven\n8) eight\n")
    assert text.string == "A title\nOne two three f(x).\nitem\nmore\n7. seven\n8) eight"
    assert marked(text, Kind.HEADING) == [("A title", "1")]
    assert marked(text, Kind.ITEM) == [("item", "-"), ("more", "-"), ("7. seven", "7."), ("8) eight", "8)")]
    assert marked(text, Kind.EMPHASIS) == [("title", "")]
    assert marked(text, Kind.STRONG) == [("three", "")]
    assert marked(text, Kind.VERBATIM) == [("f(x)", "")]


def test_a_finding_can_point_into_the_file_through_syntax():
    text = read("> Ünï **bold** \\* &amp; end\n> next\n")
    at = text.string.index("bold")
    place = text.source.file[at]
    assert text.source.content[place : place + 4] == "bold"
    amp = text.string.index("&")
    assert text.source.file[amp] == ~text.source.content.index("&amp;")
    space = text.string.index(" next")
    assert text.source.file[space] == ~text.source.content.index("\n> next")


def test_hard_breaks_make_verse():
    text = read("one  \ntwo\\\nthree<br>four\n\nplain\n")
    assert text.string == LINE.join(["one", "two", "three", "four"]) + "\nplain"
    assert [mark.kind for mark in text.of_kind(*BLOCK_KINDS)] == [Kind.VERSE, Kind.PARAGRAPH]


def test_notes_follow_the_running_text_in_order_of_first_call():
    text = read(
        "B[^b] a[^a] b[^b].\n\n[^u]: Uncalled.\n\n[^a]: Note a[^c].\n\n"
        "[^b]: Note b.\n\n    More.\n\n    > Quoted.\n\n[^c]: C.\n\nEnd.\n"
    )
    assert text.string == "Bb aa bb.\nEnd.\nNote b.\nMore.\nQuoted.\nNote ac.\nC.\nUncalled."
    assert marked(text, Kind.NOTE_BODY) == [
        ("Note b.\nMore.\nQuoted.", "b"),
        ("Note ac.", "a"),
        ("C.", "c"),
        ("Uncalled.", "u"),
    ]
    assert marked(text, Kind.QUOTATION) == [("Quoted.", "")]
    assert text.running.string == "B a b.\nEnd."
    assert [(note.label, len(note.calls)) for note in text.notes] == [("b", 2), ("a", 1), ("c", 1), ("u", 0)]


def test_doubled_uncalled_and_empty_notes_are_kept():
    text = read("A[^1].\n\n[^1]: One.\n[^1]: Again.\n[^2]:\n[^3]: Three.\n")
    assert marked(text, Kind.NOTE_BODY) == [("One.", "1"), ("Again.", "1"), ("", "2"), ("Three.", "3")]
    assert text.string == "A1.\nOne.\nAgain.\n\nThree."


def test_calls_without_a_note():
    text = read("A[^9] b[^9a]: c.\n")
    assert text.string == "A9 b9a: c."
    assert marked(text, Kind.NOTE_CALL) == [("9", "9"), ("9a", "9a")]


@pytest.mark.parametrize(
    "markdown", ["a\\[^9]", "a[\\^9]", "a[^9\\]", "a`[^9]`", "a[^1](http://u)", "a&#91;^9]", "a[^ b]", "    a[^9]", "[^]"]
)
def test_what_is_no_call(markdown):
    assert not read(markdown).of_kind(Kind.NOTE_CALL)


def test_inline_notes_get_the_next_free_number_and_copied_bodies():
    text = read("A^[See *Capital* [sic] and [this](u)[^2].] b^[Other].\n\n[^1]: Uncalled.\n")
    assert text.string == "A3 b4.\nSee Capital [sic] and this2.\nOther\nUncalled."
    assert marked(text, Kind.NOTE_CALL) == [("3", "3"), ("4", "4"), ("2", "2")]
    assert marked(text, Kind.EMPHASIS) == [("Capital", "")]
    assert marked(text, Kind.LINK) == [("this", "u")]
    assert text.source.file[1] == ~1
    assert text.source.file[text.string.index("See")] == 3


def test_inline_notes_inside_inline_notes():
    assert read("A^[b ^[c] d].\n").string == "A1.\nb 2 d\nc"


@pytest.mark.parametrize("markdown", ["a^[b", "a\\^[b]", "a^\\[b]", "`a^[b]`", "a^[]", "x^2 [b]"])
def test_what_is_no_inline_note(markdown):
    assert not read(markdown).of_kind(Kind.NOTE_CALL)


def test_labels_match_whatever_their_case():
    text = read("A[^Ab] b[^zz].\n\n[^aB]: Note.\n\n[^zz]: Z.\n")
    assert text.string.startswith("AAb b")
    assert [note.label for note in text.notes] == ["aB", "zz"]
    assert all(note.calls and note.body for note in text.notes)


def test_links_images_and_tables():
    text = read("[a *b*](u 'title') <http://c.d> <e@f.g> ![alt](i) [r]\n\n|h|i|\n|-|-|\n|x \\| y|`z`|\n\n[r]: v\n")
    assert text.string.split("\n") == ["a b http://c.d e@f.g  r", "h\ti", "x | y\tz"]
    assert [value for _, value in marked(text, Kind.LINK)] == ["u", "http://c.d", "e@f.g", "v"]
    assert [string for string, _ in marked(text, Kind.TABLE)] == ["h\ti", "x | y\tz"]


def test_code_and_maths_are_blocks_that_are_never_checked():
    text = read("```py\na\n\n  b *c*\n```\n\n    indented\n\n$$\nx^2\n$$\n\nInline $a_1$ here.\n")
    assert marked(text, Kind.CODE) == [(f"a{LINE}{LINE}  b *c*", ""), ("indented", ""), ("x^2", "")]
    assert marked(text, Kind.VERBATIM) == [("a_1", "")]


@pytest.mark.parametrize("prose", ["from US$5m to US$6m", "$5-$10", "costs $5, or $6", "A$ and *B$*", "`a$b` and $ c$d"])
def test_money_is_not_maths(prose):
    text = read(prose)
    assert text.string == prose.replace("*", "").replace("`", "")
    assert "$" not in "".join(string for string, _ in marked(text, Kind.VERBATIM) if string != "a$b")


@pytest.mark.parametrize("prose", ['"$LANG" and *not* "$LC"', "from $HOME to the _other_ user$", "a $x_ of the same kind_$"])
def test_names_of_variables_are_not_maths(prose):
    assert marked(read(prose), Kind.VERBATIM) == []


def test_words_within_commands_are_maths():
    formula = r"\text{if it is so} x_1 \leq \mathrm{the other one}"
    assert marked(read(f"There ${formula}$ holds."), Kind.VERBATIM) == [(formula, "")]


def test_money_beside_maths_and_in_addresses():
    text = read("US$5 to $6, $x^2$ and [a](http://u?$v)")
    assert text.string == "US$5 to $6, x^2 and a"
    assert marked(text, Kind.LINK) == [("a", "http://u?$v")]


def test_single_tildes_are_printed_signs():
    assert read("about ~5 or ~6~ and ~~gone~~").string == "about ~5 or ~6~ and "


def test_html_keeps_its_text():
    text = read(
        "A <em>b</em><!-- no --> <b>c</b><sup>1</sup> <a href='u&amp;v'>d</a>\n\n"
        "<div>\n<h2>Title</h2>\n<p>One &lt; <i>two</i>\nthree<br>four</p><style>p {}</style>\n"
        "<blockquote><p>Q</p></blockquote>\n"
        "<table><tr><td>a</td><td>b</td></tr></table>\n</div>\n\n<!-- gone\n\nquite -->\n\nEnd.\n"
    )
    assert text.string.split("\n") == ["A b c1 d", "Title", f"One < two three{LINE}four", "Q", "a\tb", "End."]
    assert marked(text, Kind.EMPHASIS) == [("b", ""), ("two", "")]
    assert marked(text, Kind.LINK) == [("d", "u&v")]
    assert marked(text, Kind.HEADING) == [("Title", "2")]
    assert marked(text, Kind.QUOTATION) == [("Q", "")]


@pytest.mark.parametrize(
    ("markup", "string"),
    [
        ("did <span hidden>not</span> close", "did close"),
        ("did <b>so <span style='color: red; display : NONE'>not <span>*at*</span> all</span></b> close", "did so close"),
        ("a <svg><text>drawn</text></svg> b", "a b"),
        ("a <script>x</script> b <s>no *x*</s> c", "a b c"),
        ("did <span hidden>not close", "did not close"),
        ("did <span style='display: block'>not</span> close", "did not close"),
        ("a <svg/> b", "a b"),
    ],
)
def test_what_html_does_not_show_is_no_text_in_markdown_either(markup, string):
    text = read(f"{markup}\n\nNext *one*.\n")
    assert [" ".join(line.split()) for line in text.string.split("\n")] == [string, "Next one."]
    page = read_html(f"<p>{markup.replace('*', '')}</p><p>Next one.</p>".encode(), "x.html")
    assert page.string.split("\n")[0].startswith(string)


def test_superiors_and_inferiors_as_pandoc_writes_them():
    text = read("Au XIX^e^ siècle, H~2~O and CO~2~. Mr^*s*^ C~6~H~12~O~6~\n")
    assert text.string == "Au XIXe siècle, H2O and CO2. Mrs C6H12O6"
    for printed in ("about ~5 or ~6~", "x ^ y ^ z", "10~20~30", "a^ b^", "2^10"):
        assert read(printed).string == printed
    assert read("XIX\\^e\\^ and H\\~2\\~O and `a^b^`").string == "XIX^e^ and H~2~O and a^b^"


def test_html_around_markdown_marks_nothing_it_should_not():
    text = read("<blockquote>\n\nPara *x*.\n\n</blockquote>\n\n<div>never closed\n\nMore.\n")
    assert text.string == "Para x.\nnever closed\nMore."
    assert not text.of_kind(Kind.QUOTATION)


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        pytest.param("A line.\n{: .lead}\n\nMore.", "A line.\nMore.", id="kramdown, behind a paragraph"),
        pytest.param("{:.lead #one}\nA line.\n\nMore.", "A line.\nMore.", id="kramdown, before a paragraph"),
        pytest.param("{:.footnotes}\n\nMore.", "More.", id="kramdown, alone"),
        pytest.param("- a\n- b\n{:toc}\n\nMore.", "a\nb\nMore.", id="kramdown, a list of contents"),
        pytest.param('> Verse.\n> {: .verse title="a b"}\n', "Verse.", id="kramdown, in a quotation"),
        pytest.param("A *word*{: .x} here, and [one](u){:.y}.", "A word here, and one.", id="kramdown, behind a span"),
        pytest.param("# Head\n{: .no_toc }\n\nMore.", "Head\nMore.", id="kramdown, behind a heading"),
        pytest.param("One.[^1]\n\n[^1]: Body.\n    {: .note}\n", "One.1\nBody.", id="kramdown, in a note"),
        pytest.param("# Head {.class #id key=val}\n\nMore.", "Head\nMore.", id="pandoc, behind a heading"),
        pytest.param('# Head {-}\n\n## Two {key="a b"}\n', "Head\nTwo", id="pandoc, without a number"),
        pytest.param("By [Ann *Lee*]{.smallcaps}, 1990.", "By Ann Lee, 1990.", id="pandoc, a span"),
        pytest.param("By [Ann [sic] Lee]{.smallcaps}.", "By Ann [sic] Lee.", id="pandoc, a span with brackets"),
        pytest.param("Code `x`{.python} and [one](u){#here}.", "Code x and one.", id="pandoc, behind code and links"),
    ],
)
def test_attribute_lists_are_no_text(markdown, words):
    assert read(markdown).string == words
    # a long file, whose plain paragraphs are not parsed
    assert read(markdown + "\n\nPlain words.\n{: .x}\n" * 120).string == "\n".join(_long(words))


def _long(words: str) -> list[str]:
    body = words.split("\n")
    notes = body[-1:] if "1\n" in words else []
    return [*body[: len(body) - len(notes)], *["Plain words."] * 120, *notes]


@pytest.mark.parametrize(
    "markdown",
    [
        "A set {a, b} and {: see} and {.x} in prose.",
        "He wrote {: .x} in the middle.",
        "A word{.x} and (one){.y} here.",
        "The set [sic]{a, b} of [n]{x}.",
        "In \\\\textbf{.x} and \\\\cite[12]{#a} of TeX.",
        "`{: .x}` and `[a]{.b}`.",
        "A line.\n\\{: .x}",
        "# Sets {a, b}",
        "Escaped \\[word]{.x} here.",
    ],
)
def test_braces_of_prose_and_tex_are_text(markdown):
    plain = markdown.replace("`", "").replace("\\\\", "\\").replace("\n", " ").removeprefix("# ")
    assert read(markdown).string == plain.replace("\\[", "[").replace("\\{", "{")


def test_list_items_and_what_they_hold():
    text = read("1. > q\n2. # h\n3. - a\n   - b\n\n     c\n4.\n")
    assert text.string.split("\n") == ["1. q", "2.", "h", "3.", "a", "b", "c", "4."]
    assert marked(text, Kind.QUOTATION) == [("1. q", "")]


def test_nested_quotations_are_hulls_over_blocks():
    text = read("> a\n>\n> > b\n> >\n> > - c\n\nd\n\n> e\n")
    assert marked(text, Kind.QUOTATION) == [("a\nb\nc", ""), ("b\nc", ""), ("e", "")]


@pytest.mark.parametrize(("fence", "field"), [("---", "title: x"), ("+++", 'title = "x"')])
def test_front_matter_is_not_text(fence, field):
    text = read(f"{fence}\n{field}\n# note\n{fence}\n\nText.\n")
    assert text.string == "Text."
    assert text.source.content[text.source.file[0]] == "T"


@pytest.mark.parametrize(
    "matter",
    [
        'title: x\nauthors:\n- A\n- B\nabstract: |\n  Some words.\n\n  More.\n"date published": 1999\n',
        "# made by hand\ntitle: x\r\ntags: [a,\n  b\n]\nDate Created: 1999\r\n",
    ],
)
def test_fields_of_every_form_are_front_matter(matter):
    assert read(f"---\n{matter}---\n\nText.\n").string == "Text."


def test_front_matter_whose_lines_end_in_carriage_returns():
    text = read("---\rtitle: x\rauthors:\r- A\r---\r\rText.\r")
    assert text.string == "Text."
    assert text.source.content[text.source.file[0]] == "T"


@pytest.mark.parametrize(
    "prose",
    [
        "\nHe said: it was so.\n\nThe mayor was arrested: fraud.\n\n",
        "He said: it was so.\n\n# B\n\nMore words.\n\n",
        "Note: it was so.\nAnd nobody wept.\n\n",
    ],
)
def test_prose_between_two_rules_is_text(prose):
    expected = [line.lstrip("# ") for line in prose.split("\n") if line]
    text = read(f"---\n{prose}---\n\nText.\n").string
    assert text.replace(" And", "\nAnd").split("\n") == [*expected, "Text."]


def test_only_the_top_of_the_file_is_front_matter():
    assert read("A.\n\n---\nSome text: with a colon\n---\n\nB.\n").string == "A.\nSome text: with a colon\nB."
    assert read("---\nJust prose\n---\n\nB.\n").string == "Just prose\nB."


def test_heading_attributes():
    assert read("# Title {#anchor .class}\n").string == "Title"
    assert read("# The set {1, 2}\n").string == "The set {1, 2}"
    assert read("# Title \\{#anchor}\n").string == "Title {#anchor}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding, line_end):
    markdown = "Élan *vital*[^1]\nmore\n\n```\na\n\tb\n```\n\n[^1]: Bergson.\n".replace("\n", line_end)
    text = read_markdown(markdown.encode(encoding), "x.md")
    confirm(text)
    assert text.string == f"Élan vital1 more\na{LINE}\tb\nBergson."
    assert text.source.content == markdown


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        ("Chávez".encode("latin-1"), "not encoded in UTF-8 (line 1"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"abc\0def", "not a text file"),
        (b"\xff\xfea", "UTF-16 but is damaged"),
        (b"<!-- only this -->", "holds no text"),
        (b"---\ntitle: x\n---\n", "holds no text"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(content, sentence):
    with pytest.raises(UnreadableFile, match=r"x\.md") as caught:
        read_markdown(content, "x.md")
    assert sentence in str(caught.value)
    assert str(caught.value).endswith(".")


def test_decoding_leaves_line_ends():
    assert decode("a\r\nb".encode("utf-8-sig"), "x") == "a\r\nb"


def test_long_lines_of_brackets_do_not_take_long():
    count = 20_000
    assert len(read("^[" * count + "`x`[^1]" * count).string) > count


def test_long_runs_of_spaces_in_a_heading_do_not_take_long():
    assert len(read("# a" + " " * 300_000 + "b {#anchor}").string) == 300_002


def test_unclosed_quotes_in_tags_do_not_take_long():
    text = read("<div>\n" + "<a \"'" * 30_000 + "\n\n<div>\n" + "<a b='" * 30_000)
    assert text.string.startswith("<a")


def test_attributes_in_tags():
    text = read("<a data-href='x' title='href=y' HREF = \"u&amp;v\">d</a> <a name=x>e</a> <a href=w/z>f</a> <a href>g</a>")
    assert marked(text, Kind.LINK) == [("d", "u&v"), ("f", "w/z")]


SYNTAX = (
    "\n|\n\n|\r\n|\r|  \n|\\\n|    |\t|> |>> |- |* |+ |1. |10) |# |### |===\n|---\n|***|*|**|_|__|`|``|```\n|~~~|"
    "~|~~|[|]|(|)|[^1]|[^1]: |[^a]|[^A]: |[^|]: |](u)|](|^[|!|![|<em>|</em>|<b>|</b>|<br>|<br/>|<div>|</div>|<p>|<li>|"
    "<h1>|<blockquote>|</blockquote>|<pre>|</pre>|<td>|<tr>|<script>|</script>|<!--|-->|<a href=x>|<a href='|</a>|<a@b.c>|<http://x>|"
    "&amp;|&#10;|&#0;|&lt;|&|;|\\|$|$$|$x$|{#a}|+++\n|a: b\n|\ufeff|\u2028|\u00a0|é|𝒳|word|. |“"
)
SOUP = st.lists(
    st.one_of(
        st.sampled_from(SYNTAX.split("|")),
        st.just("|"),
        st.just("|-|-|\n"),
        st.text(max_size=3),
    ),
    max_size=40,
).map("".join)


@given(SOUP)
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_soup_is_read_and_every_character_knows_its_place(soup):
    try:
        text = read_markdown(soup.encode("utf-8", "ignore"), "soup.md")
    except UnreadableFile:
        return
    confirm(text)


@given(st.binary(max_size=60))
def test_any_bytes_give_a_text_or_a_sentence(content):
    try:
        text = read_markdown(content, "x.md")
    except UnreadableFile:
        return
    confirm(text)


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("::: {.note}\nIt was so.\n:::\n\nMore.\n", "It was so.\nMore."),
        ("::::: a\n::: {.b #c}\nIt was so.\n:::\n:::::\n", "It was so."),
        (":::tip A title\n\nIt was so.\n\n:::\n", "A title\nIt was so."),
        ("> ::: x\n> It was so.\n> :::\n", "It was so."),
        ("a\r\n\r\n::: x\r\nIt was so.\r\n:::\r\n", "a\nIt was so."),
        ("Words ::: and words.\n\n:::\n\nAnd more.\n", "Words ::: and words.\n:::\nAnd more."),
        ("```\n::: x\ncode\n:::\n```\n", "::: x\u2028code\u2028:::"),
        ("```\n::: x\n```\n\nAnd more.\n\n:::\n", "::: x\nAnd more.\n:::"),
        ("> ~~~\n> ::: x\n> ~~~\n\nAnd more.\n\n:::\n", "::: x\nAnd more.\n:::"),
        ("a\n\n    ::: note\n    code line\n    :::\n", "a\n::: note\u2028code line\u2028:::"),
        ("<pre>\n::: x\n\ncode\n:::\n</pre>\n", "::: x\u2028\u2028code\u2028:::"),
        ("- a\n\n    ::: x\n    It was so.\n    :::\n", "a\nIt was so."),
    ],
)
def test_fences_of_divisions_are_no_text(content: str, shown: str) -> None:
    assert read_markdown(content.encode(), "a.md").string == shown


@pytest.mark.parametrize("end", ["\n", "\r\n", " \n"])
def test_a_note_body_may_begin_below_its_label(end: str) -> None:
    content = f"It was so.[^1]{end}\n[^1]:{end}The source{end}goes on.\n\n    And ends.\n\n[^2]:{end}[^3]: Another.\n"
    text = read_markdown(content.encode(), "a.md")
    bodies = {note.label: text.string[slice(*note.body)] for note in text.notes if note.body is not None}
    assert bodies == {"1": "The source goes on.\nAnd ends.", "2": "", "3": "Another."}


@pytest.mark.parametrize("body", ["- one\n- two", "1. one\n2. two", "* one\n* two", "***\none\n\ntwo"])
def test_a_list_below_a_label_stays_whole(body: str) -> None:
    text = read_markdown(f"It was so.[^1]\n\n[^1]:\n{body}\n\nEnd.\n".encode(), "a.md")
    assert text.string.replace("2. ", "").rstrip().endswith("one\ntwo\nEnd.")
    assert [note.body.length for note in text.notes if note.body is not None] == [0]


def test_a_note_body_below_its_label_may_begin_with_emphasis_or_a_year() -> None:
    text = read_markdown(b"It was so.[^1] And so.[^2]\n\n[^1]:\n*Ibid.*, 3.\n\n[^2]:\n1912, *passim*.\n", "a.md")
    assert [text.string[slice(*note.body)] for note in text.notes if note.body] == ["Ibid., 3.", "1912, passim."]


@pytest.mark.parametrize("fences", ["```\n{}\n```\n", "~~~~\n```\n{}\n~~~~\n", "<pre>\n{}\n</pre>\n"])
def test_a_label_in_code_stays_on_its_line(fences: str) -> None:
    text = read_markdown(fences.format("[^1]:\nbody in code").encode(), "a.md")
    assert text.string.endswith("[^1]:\u2028body in code")


@pytest.mark.parametrize(
    "picture", ["![A *red* boat](boat.png)", "![A *red* boat][boat]{width=50%} ", "> ![A *red* boat](boat.png)"]
)
def test_the_alternative_text_of_a_picture_by_itself_is_its_caption(picture):
    text = read(f"The quay.\n\n{picture}\n\nThe pier.\n\n[boat]: boat.png\n")
    assert text.string == "The quay.\nA red boat\nThe pier."
    assert [text.string[slice(*mark.span)] for mark in text.of_kind(Kind.EMPHASIS)] == ["red"]


@pytest.mark.parametrize(
    "picture", ["![boat](b.png) was red", "![boat](b.png) ![pier](p.png)", "[![boat](b.png)](u)", "![boat](b.png)\\"]
)
def test_the_alternative_text_of_a_picture_beside_something_is_not_printed(picture):
    assert "boat" not in read(f"The quay.\n\n{picture}\n\nThe pier.\n").string


def test_calls_in_the_words_of_a_picture_are_calls() -> None:
    """The parser takes such a picture for text; pandoc prints the words of one that is a paragraph, and their notes."""
    written = b"![A map.[^1] of *x*](m.png)\n\nIn ![a [b][^2]](x.png) a ![line [^3]][p] `![no[^1]](x)`.\n\n[p]: y.png\n\n"
    text = read_markdown(written + b"[^1]: One.\n[^3]: Three.\n", "x.md")
    assert text.running.string == "A map. of x\nIn  a  ![no[^1]](x)."
    assert [(note.label, len(note.calls), note.body is not None) for note in text.notes] == [
        ("1", 1, True),
        ("2", 1, False),
        ("3", 1, True),
    ]


def test_an_address_in_angle_brackets_calls_nothing() -> None:
    text = read_markdown(b"See <http://x.y/[^1]> and <http://x.y/[^2]>.[^2]\n\n[^2]: Two.\n", "x.md")
    assert text.running.string == "See http://x.y/[^1] and http://x.y/[^2]."
    assert [(note.label, len(note.calls)) for note in text.notes] == [("2", 1)]
