"""End notes without footnote syntax are the notes that footnotes would be; what only looks like them is left alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_markdown_reader import confirm
from test_markdown_writer import text_of

from fidelity.api import check
from fidelity.model.errors import UnreadableFile
from fidelity.model.marks import Kind, Mark
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.writers.markdown import write_markdown

SEED = Path(__file__).parent.parent / "fixtures/seed"

FOOTNOTES = """\
# Title

First word[^1] and *more*.[^2] The next[^3] is here.

> Quoted.[^4]

[^1]: One *x*.

[^2]: Two.

    Later.

[^3]: Three, 1999. 12 of them.

[^4]: Four.
"""


def read(markdown: str) -> Text:
    text = read_markdown(markdown.encode(), "x.md")
    confirm(text)
    return text


def calls(text: Text) -> list[str]:
    return [mark.value for mark in text.of_kind(Kind.NOTE_CALL)]


def with_calls(form: Callable[[str], str]) -> str:
    running = FOOTNOTES[: FOOTNOTES.index("[^1]:")]
    return re.sub(r"\[\^(\d)\]", lambda match: form(match[1]), running)


CALLS = {
    "superior": lambda n: f"<sup>{n}</sup>",
    "bracketed superior": lambda n: f"<sup>[{n}]</sup>",
    "pandoc": lambda n: f'<a href="#fn{n}" class="footnote-ref" id="fnref{n}" role="doc-noteref"><sup>{n}</sup></a>',
    "markdown-it": lambda n: f'<sup class="footnote-ref"><a href="#fn{n}" id="fnref{n}">[{n}]</a></sup>',
    "GitHub": lambda n: f'<sup><a href="#user-content-fn-{n}" id="user-content-fnref-{n}">{n}</a></sup>',
    "kramdown": lambda n: f'<sup id="fnref:{n}"><a href="#fn:{n}" class="footnote">{n}</a></sup>',
    "link": lambda n: f"[{n}](#fn{n})",
    "link in superior": lambda n: f"<sup>[{n}](#note-{n})</sup>",
    "superior in link": lambda n: f"[<sup>{n}</sup>](#{n})",
    "Word": lambda n: rf"[\[{n}\]](#_ftn{n})",
    "digit": lambda n: "⁰¹²³⁴"[int(n)],
    "brackets": lambda n: f"[{n}]",
    "escaped brackets": lambda n: rf"\[{n}\]",
    "footnote call": lambda n: f"[^{n}]",
}

BODIES = {
    "list": "## Notes\n\n1. One *x*.\n2. Two.\n\n   Later.\n3. Three, 1999. 12 of them.\n4. Four.\n",
    "counted": "**Endnotes:**\n\n1) One *x*.\n1) Two.\n\n   Later.\n\n1) Three, 1999. 12 of them.\n1) Four. ↩\n",
    "rule": "---\n\n1. One *x*. [↩︎](#fnref1)\n2. Two.\n\n   Later. ↩︎\n3. Three, 1999. 12 of them.\n4. Four. [^](#back)\n",
    "superiors": "# Anmerkungen\n\n<sup>1</sup> One *x*.\n\n<sup>2</sup> Two.\n\nLater.\n\n"
    "<sup>3</sup> Three, 1999. 12 of them.\n\n<sup>[4]</sup> Four.\n",
    "lines": "Notas\n-----\n\n[1] One *x*.\n\n\\[2\\] Two.\n\nLater.\n\n[3] Three, 1999.\n12 of them.\n[4] Four.\n",
    "verse": "Notes\n=====\n\n¹ One *x*.\n\n² Two.\n\nLater.\n\n³ Three, 1999. 12 of them.<br>⁴ Four.\n",
    "escaped": "## Fußnoten\n\n1\\. One *x*.\n\n2\\. Two.\n\nLater.\n\n3\\. Three, 1999.\n12 of them.\n\n4\\. Four.\n",
    "bullets": "## Note\n\n- [1] One *x*.\n- [2]. Two.\n\n  Later.\n- [3] Three, 1999. 12 of them.\n- [4] Four.\n",
    "Word": "---\n\n"
    + "".join(
        f"[\\[{n}\\]](#_ftnref{n}) {body}\n\n"
        for n, body in enumerate(("One *x*.", "Two.\n\nLater.", "Three, 1999. 12 of them.", "Four."), 1)
    ),
    "pandoc": '<section class="footnotes" role="doc-endnotes">\n<hr />\n<ol>\n'
    '<li id="fn1"><p>One <em>x</em>.<a href="#fnref1" class="footnote-back">↩︎</a></p></li>\n'
    '<li id="fn2"><p>Two.</p>\n<p>Later.<a href="#fnref2" class="footnote-back">↩︎</a></p></li>\n'
    '<li id="fn3"><p>Three, 1999. 12 of them.<a href="#fnref3">&#8617;&#xfe0e;</a></p></li>\n'
    '<li id="fn4"><p>Four.<a href="#fnref4">↩</a> <a href="#fnref4:1">↩<sup>2</sup></a></p></li>\n</ol>\n</section>\n',
    "bare HTML": "<ol>\n<li id='fn:1'>One <i>x</i>.\n<li id='fn:2'><p>Two.\n<p>Later.\n\n"
    "<li id='fn:3'>Three, 1999. 12 of them.\n<li id='fn:4'>Four.\n</ol>\n",
    "HTML around Markdown": '<div class="footnotes">\n\n1. <a id="fn1"></a>One *x*.\n2. Two.\n\n   Later.\n'
    "3. Three, 1999. 12 of them.\n4. Four.\n\n</div>\n",
}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("form", CALLS)
def test_end_notes_give_the_text_that_footnotes_give(form, body):
    expected, text = read(FOOTNOTES), read(with_calls(CALLS[form]) + BODIES[body])
    assert text.string == expected.string
    assert [m for m in text.marks if m.kind not in (Kind.LINK, Kind.BACK_LINK)] == list(expected.marks)
    assert text.of_kind(Kind.LINK) == ()


@pytest.mark.parametrize("body", BODIES)
def test_bodies_that_nothing_calls_stay_as_they_are(body):
    text = read(with_calls(lambda n: "") + BODIES[body])
    assert not text.of_kind(Kind.NOTE_BODY, Kind.NOTE_CALL)
    assert "One x." in text.running.string


@pytest.mark.parametrize("edition", ["endnotes.md", "bracketed.md"])
def test_editions_of_the_seed_give_no_finding(edition):
    assert check(SEED / edition, SEED / "seed.md") == []


def test_a_label_is_copied_from_the_call_and_a_superior_digit_is_supplied():
    text = read("On<sup>1</sup> word² c.\n\n## Notes\n\n1. x\n2. y\n")
    assert text.string == "On1 word2 c.\nx\ny"
    assert text.source.file[2] == 7
    assert text.source.file[text.string.index("2")] == ~text.source.content.index("²")


def test_several_calls_in_one_superior():
    text = read("A word<sup>1</sup> or<sup>2, 3</sup>.\n\n## Notes\n\n1. x\n2. y\n3. z\n")
    assert text.string == "A word1 or23.\nx\ny\nz"
    assert calls(text) == ["1", "2", "3"]


def test_numbers_need_not_begin_at_one_and_may_have_gaps():
    text = read("Word<sup>12</sup> more<sup>14</sup>.\n\n## Notes\n\n[12] x\n\n[14] y\n")
    assert calls(text) == ["12", "14"]
    assert [mark.value for mark in text.of_kind(Kind.NOTE_BODY)] == ["12", "14"]


def test_a_note_called_again_and_one_called_in_another_form():
    text = read("Word<sup>1</sup> more[2] again<sup>3</sup> there<sup>1</sup> [1] [3].\n\n## Notes\n\n1. x\n2. y\n3. z\n")
    assert calls(text) == ["1", "2", "3", "1"]
    assert text.running.string.endswith("there [1] [3].")


def test_a_section_of_notes_need_not_come_last():
    text = read("Word<sup>1</sup>.\n\n## Notes\n\n1. x\n\n## About\n\nAuthor [1].\n")
    assert text.string == "Word1.\nAbout\nAuthor [1].\nx"


def test_a_list_at_the_end_is_notes_where_superiors_call_all_of_it():
    text = read("First word<sup>1</sup> and more.<sup>2</sup>\n\n1. One.\n2. Two.\n")
    assert [(note.label, text.string[slice(*note.body)]) for note in text.notes] == [("1", "One."), ("2", "Two.")]


@pytest.mark.parametrize(
    "markdown",
    [
        "Of 3 m<sup>2</sup> and more.<sup>2</sup>\n\n1. One.\n2. Two.\n",
        "First word<sup>1</sup> and more.<sup>2</sup>\n\n1. One.\n2. Two.\n3. Three.\n",
        "First word<sup>1</sup> and more.<sup>2</sup>\n\n1. One.\n2. Two.\n\nAfter the list.\n",
        "First word [1] and more [2].\n\n1. One.\n2. Two.\n",
    ],
)
def test_a_list_at_the_end_that_is_not_called_as_a_whole_is_a_list(markdown):
    assert not read(markdown).notes


def superiors(*numbers: int | str) -> str:
    return " ".join(f"Some word<sup>{number}</sup> and more." for number in numbers)


def paragraphs(*numbers: int, form: str = "{}\\. Body {}.") -> str:
    return "\n\n" + "\n\n".join(form.format(number, number) for number in numbers) + "\n"


def bodies(text: Text) -> list[tuple[str, str, int]]:
    return [(note.label, text.string[slice(*note.body)], len(note.calls)) for note in text.notes]


@pytest.mark.parametrize("form", ["{}\\. Body {}.", "<sup>{}</sup> Body {}.", "[{}] Body {}."])
def test_paragraphs_at_the_end_that_are_numbered_as_the_superiors_before_them_are_notes(form):
    assert bodies(read(superiors(1, 2, 3) + paragraphs(1, 2, 3, form=form))) == [(str(n), f"Body {n}.", 1) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "markdown",
    [
        superiors(1, 2) + paragraphs(1, 2, 3),
        superiors(1, 3, 2) + paragraphs(1, 2, 3),
        superiors(1, 2, 3) + paragraphs(1, 2, 3) + "\nMore words.\n",
        superiors(1, 2, 3) + "\n\n# Steps" + paragraphs(1, 2, 3),
        superiors(1, 2) + paragraphs(1, 2) + "\n# Next\n\n" + superiors(3, 4),
        "First [1], then [2]." + paragraphs(1, 2),
        "The 1st, the 2nd." + paragraphs(1, 2),
    ],
)
def test_numbered_paragraphs_that_superiors_do_not_call_in_order_are_text(markdown):
    assert not read(markdown).notes


def test_many_notes_prove_themselves_though_a_call_was_lost_and_text_follows():
    called = [number for number in range(1, 21) if number != 7]
    text = read(superiors(*called) + paragraphs(*range(1, 21)) + "\nPrinted in the spring.\n")
    assert sorted(bodies(text)) == sorted((str(n), f"Body {n}.", int(n != 7)) for n in range(1, 21))
    assert text.running.string.endswith("Printed in the spring.")


def test_notes_behind_each_chapter_without_a_heading_of_their_own():
    chapter = superiors(1, 2, 3) + paragraphs(1, 2, 3)
    text = read(f"# One\n\n{chapter}\n# Two\n\n{chapter}")
    assert [(note.label, note.scope, len(note.calls)) for note in text.notes] == [(n, s, 1) for s in (1, 2) for n in "123"]
    parted = read(f"# One\n\n{chapter}\n# Two\n\n{chapter}".replace(" and more.\n\n1", " and more.\n\n---\n\n1"))
    assert bodies(parted) == bodies(text)


@pytest.mark.parametrize(
    ("called", "numbers"),
    [
        ((1, 2, "34", 5), range(1, 6)),
        (("12", 3), range(1, 4)),
        ((1, 2, "345"), range(1, 6)),
        ((998, 999, "10001001", 1002), range(998, 1003)),
        ((*range(1, 10), "1</sup><sup>0", 11, 12), range(1, 13)),
        ((*range(1, 10), "10</sup><sup>11", 12), range(1, 13)),
        ((*range(99, 101), "1</sup><sup>0</sup><sup>1", 102), range(99, 103)),
    ],
)
def test_digits_that_touch_are_the_calls_that_are_missing_where_they_stand(called, numbers):
    text = read(superiors(*called) + "\n\n## Notes" + paragraphs(*numbers))
    assert bodies(text) == [(str(n), f"Body {n}.", 1) for n in numbers]


def test_superior_digits_that_touch():
    text = read("Some word¹ and more²³ of it.⁴\n\n## Notes" + paragraphs(1, 2, 3, 4))
    assert bodies(text) == [(str(n), f"Body {n}.", 1) for n in (1, 2, 3, 4)]
    assert text.string.startswith("Some word1 and more23 of it.4\n")


def test_a_number_that_is_called_again_is_not_parted():
    text = read(superiors(*range(1, 13), "12") + "\n\n## Notes" + paragraphs(*range(1, 13)))
    assert [calls for _, _, calls in bodies(text)] == [1] * 11 + [2]


def test_text_behind_the_list_is_no_note():
    assert read("Word<sup>1</sup>.\n\n## Notes\n\n1. x\n\nThanks.\n").string == "Word1.\nThanks.\nx"
    assert read("Word<sup>1</sup>.\n\n---\n\n[1] x\n\nThanks.\n").string == "Word1.\nThanks.\nx"


def test_sections_whose_numbers_go_on():
    text = read("Word<sup>1</sup>.\n\n## Notes\n\n1. x\n\n# Two\n\nMore<sup>2</sup>.\n\n## Notes\n\n2. y\n")
    assert text.string == "Word1.\nTwo\nMore2.\nx\ny"


def test_footnotes_beside_end_notes():
    both = "Word[^a] more<sup>1</sup> again<sup>2</sup>.\n\n[^a]: Footnote.\n\n## Notes\n\n1. x\n2. y\n"
    text = read(both)
    assert text.string == "Worda more1 again2.\nFootnote.\nx\ny"
    assert calls(text) == ["a", "1", "2"]
    taken = read(both.replace("^a", "^2"))
    assert calls(taken) == ["2"]
    assert taken.running.string == "Word more1 again2.\nNotes\n1. x\n2. y"


def test_notes_in_notes_and_blocks_in_notes():
    text = read("Word<sup>1</sup>.[^n]\n\n## Notes\n\n1. x^[inline] y\n\n   > quoted\n\n   - a\n   - b\n\n[^n]: n\n")
    assert text.string == "Word1.n\nx2 y\nquoted\na\nb\nn\ninline"


def test_a_link_back_that_stands_alone_or_first():
    text = read("Word<sup>1</sup> more<sup>2</sup>.\n\n## Notes\n\n1. x\n\n   [↩](#r1)\n2. ↑ y [link](http://a.b)\n")
    assert text.string == "Word1 more2.\nx\ny link"
    assert [mark.value for mark in text.of_kind(Kind.LINK)] == ["http://a.b"]


LIST = "\n\n## Notes\n\n1. One\n2. Two\n3. Three\n"

UNCALLED = [
    "No calls at all." + LIST,
    "An area of 5 m<sup>2</sup> and m<sup>3</sup>, x<sup>2</sup>, 10<sup>2</sup>, 10<sup>3</sup>, E = mc<sup>2</sup>." + LIST,
    "An area of 5 m² and 10³, x², a²+b³, <sup>3</sup>He and ³He." + LIST,
    "The 19<sup>th</sup>, 1<sup>st</sup>, 2<sup>nd</sup> and M<sup>me</sup>." + LIST,
    "Called<sup>9</sup> and<sup>8</sup> wrongly." + LIST,
    "Word<sup>3</sup> against<sup>2</sup> the order<sup>1</sup>." + LIST,
    "Word<sup>1</sup> and no more of three." + LIST,
    "Word<sup>[1](http://a.b)</sup> and<sup>[2](http://a.c)</sup> elsewhere<sup>[3](http://a.d)</sup>." + LIST,
    "Word&#91;1] in&#91;2] brackets `[1]` `[2]` `<sup>3</sup>`." + LIST,
    "Word<sup>1</sup> more<sup>2</sup> again<sup>3</sup>.\n\n## Steps\n\n1. One\n2. Two\n3. Three\n",
    "Word<sup>1</sup> more<sup>2</sup>.\n\n## Notes\n\nOrdinary words here.\n\nMore of them.\n",
    "Word<sup>1</sup> more<sup>2</sup>.\n\n## Notes\n\n- One\n- Two\n",
    "Word<sup>1</sup> more<sup>2</sup>.\n\n## Notes\n\n1.5 million\n\n2.3 million\n",
    "Word<sup>1</sup> more<sup>2</sup>.\n\n## &#78;otes\n\n1. One\n2. Two\n",
    "Word<sup>1</sup> more<sup>2</sup>.\n\n## Notes on the text\n\n1. One\n2. Two\n",
    "> Word<sup>1</sup> more<sup>2</sup>.\n>\n> ## Notes\n>\n> 1. One\n> 2. Two\n",
    "See [1](#chapter-1), [2](#chapter-2), [3](#chapter-3)." + LIST,
    "## Notes\n\n1. One\n2. Two\n\nCalled<sup>1</sup> behind<sup>2</sup>.\n",
]


@pytest.mark.parametrize("markdown", UNCALLED)
def test_what_only_looks_like_notes_stays_as_it_is(markdown):
    assert not read(markdown).of_kind(Kind.NOTE_CALL, Kind.NOTE_BODY)


def test_numbers_begin_again_in_each_chapter():
    text = read(
        "Word<sup>1</sup> again<sup>2</sup>.\n\n## Notes\n\n1. x\n2. y\n\n# Two\n\nWord<sup>1</sup> more<sup>2</sup>.\n\n"
        "## Notes\n\n1. z\n2. w\n"
    )
    assert text.string == "Word1 again2.\nTwo\nWord1 more2.\nx\ny\nz\nw"
    assert [(note.label, note.scope, len(note.calls)) for note in text.notes] == [
        ("1", 1, 1),
        ("2", 1, 1),
        ("1", 2, 1),
        ("2", 2, 1),
    ]


def test_exponents_are_no_calls_where_notes_are_called():
    text = read("Word<sup>1</sup> of 5 m<sup>2</sup> in 1999<sup>2</sup>, 10<sup>3</sup> and x³, the end³." + LIST)
    assert calls(text) == ["1", "2", "3"]
    assert text.running.string == "Word of 5 m2 in 1999, 103 and x³, the end."


def test_a_sign_of_statistics_is_no_call_where_its_number_is_called():
    text = read(
        "Word<sup>1</sup> of R<sup>2</sup> more<sup>2</sup> with R<sup>2</sup> = 0.9<sup>3</sup>, Malcolm X<sup>3</sup>." + LIST
    )
    assert calls(text) == ["1", "2", "3"]
    assert text.running.string == "Word of R2 more with R2 = 0.93, Malcolm X."


def test_links_back_after_a_long_run_of_spaces_do_not_take_long():
    text = read("Word<sup>1</sup>.\n\n## Notes\n\n1. x" + "\u00a0" * 300_000 + "y [↩](#r)\n")
    assert text.string.endswith("\u00a0y")


def test_many_lists_that_nothing_calls_do_not_take_long():
    text = read("Word[7].\n\n---\n\n[9] x\n\ny\n\n" * 2000 + "<ul><li id=fn1>1. x</ul>\n" * 2000)
    assert not text.of_kind(Kind.NOTE_BODY)


def test_a_list_that_is_no_notes_is_written_so_that_it_stays_a_list():
    blocks = [
        ("Word[1] more[2] again¹ there².", Kind.PARAGRAPH, ""),
        ("Notes", Kind.HEADING, "2"),
        ("1. One", Kind.ITEM, "1."),
        ("2. Two", Kind.PARAGRAPH, ""),
    ]
    marks, at = [], 0
    for string, kind, value in blocks:
        marks.append(Mark(kind, at, at + len(string), value))
        at += len(string) + 1
    text = text_of("\n".join(string for string, _, _ in blocks), marks)
    markdown = write_markdown(text, read_markdown)
    assert markdown == "Word[1] more[2] again¹ there².\n\n## &#78;otes\n\n1. One\n\n2\\. Two\n"
    again = read(markdown)
    assert (again.string, again.marks) == (text.string, text.marks)


@pytest.mark.parametrize("body", BODIES)
def test_end_notes_are_written_as_footnotes_and_read_back(body):
    text = read(with_calls(CALLS["superior"]) + BODIES[body])
    markdown = write_markdown(text, read_markdown)
    assert markdown == FOOTNOTES
    assert read(markdown).marks == text.marks


PIECES = (
    "word|Word.| | |\n\n|\n|  \n|<sup>1</sup>|<sup>2</sup>|<sup>[3]</sup>|<sup>|</sup>|[1](#fn1)|[2](#fn2)|[1]|"
    "\\[2\\]|¹|²|[^1]|[^3]|"
    "\n\n## Notes\n\n|\n\n## Notes\n\n|\n\n---\n\n|\n\n**Notes**\n\n|"
    "\n1. |\n2. |\n3. |\n\n[1] |\n[2] |\n¹ |\n\n1\\. |\n\n> |\n\n- |"
    "\n\n[^1]: |\n\n    |↩|[↩](#fnref1)|<ol>|<ul>|<li id=fn1>|<li>|<p>|</li>|</ol>|<hr>|<section class=footnotes>|\n\n<div>\n|"
    "<a href='#fn2'>2</a>|*|**|`|^[|]|<blockquote>|</blockquote>|&#8617;|<h2>Notes</h2>|\u00a0"
)


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=30).map("".join))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_soup_of_notes_is_read_and_survives_writing(soup):
    try:
        text = read_markdown(soup.encode(), "soup.md")
    except UnreadableFile:
        return
    confirm(text)
    again = read_markdown(write_markdown(text, read_markdown).encode(), "again.md")
    assert again.string == text.string
    assert again.marks == text.marks
