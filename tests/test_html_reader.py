"""HTML is read with its places; what a browser would not show is no text; notes are told whoever wrote them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_markdown_reader import LINE, SOUP, confirm, marked

from fidelity.api import check
from fidelity.model.errors import UnreadableFile
from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.readers.html import read_html

SEED = Path(__file__).parent.parent / "fixtures/seed"


def read(html: str, encoding: str = "utf-8") -> Text:
    text = read_html(html.encode(encoding), "x.html")
    confirm(text)
    return text


def notes(text: Text) -> list[tuple[str, int, str | None]]:
    return [(n.label, len(n.calls), None if n.body is None else text.string[slice(*n.body)]) for n in text.notes]


def test_blocks_of_a_page():
    text = read(
        "<!DOCTYPE html><html><head><title>No text</title><style>p {}</style><script>var a = '<p>no</p>';</script></head>"
        "<body><nav><a href='/'>Home</a></nav><h1>Head<!-- no --></h1>\n<p>One &amp; <em>two</em>\n three&nbsp;four."
        "<blockquote><p>Quoted.</p></blockquote><ul><li>a<li><p>b</p></ul><ol start=4><li>c</li><li><p>d</p><p>e</p></li></ol>"
        "<table><tr><td>x</td><td><p>y</p></td></tr></table><p>Verse<br>\nmore</p><pre>code\n  here</pre>"
        "<p>Was <del>not</del> <ins>so</ins>. <code>f()</code> <math><mi>x</mi></math> <q>said</q></p></body></html>"
    )
    assert text.string.split("\n") == [
        *("Head", "One & two three\u00a0four.", "Quoted.", "a", "b", "4. c", "5. d", "e", "x\ty"),
        *(f"Verse{LINE}more", f"code{LINE}  here", "Was so. f() x “said”"),
    ]
    assert marked(text, Kind.HEADING) == [("Head", "1")]
    assert marked(text, Kind.QUOTATION) == [("Quoted.", "")]
    assert marked(text, Kind.VERSE) == [(f"Verse{LINE}more", "")]
    assert marked(text, Kind.CODE) == [(f"code{LINE}  here", "")]
    assert marked(text, Kind.VERBATIM) == [("f()", ""), ("x", "")]
    assert [value for _, value in marked(text, Kind.ITEM)] == ["-", "-", "4.", "5."]


def test_places_are_exact():
    html = "<p>One\r\n&eacute;t&eacute; <b>two</b>\r\nthree.</p>"
    text = read(html)
    at = text.string.index("three")
    assert text.source.content[text.source.file[at] :].startswith("three")
    assert text.string == "One été two three."


def test_a_table_that_lays_out_a_page_is_no_row():
    text = read("<table><tr><td>menu</td><td><h1>Title</h1><p>One.</p><p>Two.</p></td></tr></table>")
    assert text.string == "menu\nTitle\nOne.\nTwo."


def test_what_never_ends_is_not_lost():
    assert read("<nav>Menu<p>One.").string == "Menu\nOne."
    assert read("<p>One <del>two.").string == "One two."
    assert read("a < b <c and <p>One.").string.endswith("One.")


def test_nesting_and_hostile_markup_are_linear():
    assert read("<div>" * 200_000 + "deep").string == "deep"
    assert read("<b>" * 200_000 + "deep").string == "deep"
    assert "x" in read("<div>" * 50_000 + "</section>" * 50_000 + "x").string
    assert read("<a " + '"<" ' * 50_000 + "x").string
    assert read('<a "<a" ' * 50_000 + "x").string
    assert read("<nav>" * 50_000 + "x").string == "x"
    assert read("<td>" * 50_000 + "x").string.strip() == "x"
    assert read("<a href='#x'>1</a>" * 20_000 + "<p id=x>1. y").string


CALLED = "<h1>T</h1><p>One{0} and two{1}.</p><blockquote><p>Three{2}.</p></blockquote>"

FORMS = {
    "pandoc": (
        '<a href="#fn{n}" class="footnote-ref" id="fnref{n}" role="doc-noteref"><sup>{n}</sup></a>',
        '<section class="footnotes" role="doc-endnotes"><hr /><ol>{notes}</ol></section>',
        '<li id="fn{n}"><p>{body}<a href="#fnref{n}" class="footnote-back" role="doc-backlink">↩︎</a></p></li>',
    ),
    "LibreOffice": (
        '<a class="sdfootnoteanc" name="sdfootnote{n}anc" href="#sdfootnote{n}sym"><sup>{n}</sup></a>',
        "{notes}",
        '<div id="sdfootnote{n}"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote{n}sym" '
        'href="#sdfootnote{n}anc">{n}</a>\n\t{body}</p></div>',
    ),
    "Word": (
        '<a style=\'mso-footnote-id:ftn{n}\' href="#_ftn{n}" name="_ftnref{n}" title=""><span class=MsoFootnoteReference>'
        "<span style='mso-special-character:footnote'>[{n}]</span></span></a>",
        "<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width=\"33%\">{notes}</div>",
        '<div style=\'mso-element:footnote\' id=ftn{n}><p class=MsoFootnoteText><a href="#_ftnref{n}" name="_ftn{n}" '
        'title=""><span class=MsoFootnoteReference>[{n}]</span></a> {body}</p></div>',
    ),
    "GitHub": (
        '<sup><a href="#user-content-fn-{n}" id="user-content-fnref-{n}" data-footnote-ref="">{n}</a></sup>',
        '<section data-footnotes="" class="footnotes"><h2 id="footnote-label">Footnotes</h2><ol>{notes}</ol></section>',
        '<li id="user-content-fn-{n}"><p>{body} <a href="#user-content-fnref-{n}" data-footnote-backref="">↩</a></p></li>',
    ),
    "kramdown": (
        '<sup id="fnref:{n}"><a href="#fn:{n}" class="footnote" rel="footnote" role="doc-noteref">{n}</a></sup>',
        '<div class="footnotes" role="doc-endnotes"><ol>{notes}</ol></div>',
        '<li id="fn:{n}"><p>{body}&#160;<a href="#fnref:{n}" class="reversefootnote" role="doc-backlink">&#8617;</a></p></li>',
    ),
    "MediaWiki": (
        '<sup id="cite_ref-{n}" class="reference"><a href="#cite_note-{n}">[{n}]</a></sup>',
        "<h2>Notes</h2><ol class='references'>{notes}</ol>",
        '<li id="cite_note-{n}"><span class="mw-cite-backlink"><b><a href="#cite_ref-{n}">^</a></b></span> '
        '<span class="reference-text">{body}</span></li>',
    ),
    "Gutenberg": (
        '<a name="FNanchor_{n}_{n}" id="FNanchor_{n}_{n}"></a><a href="#Footnote_{n}_{n}" class="fnanchor">[{n}]</a>',
        '<div class="footnotes"><h3>FOOTNOTES:</h3>{notes}</div>',
        '<div class="footnote"><p><a name="Footnote_{n}_{n}" id="Footnote_{n}_{n}"></a><a href="#FNanchor_{n}_{n}">'
        '<span class="label">[{n}]</span></a> {body}</p></div>',
    ),
    "EPUB asides": (
        '<a epub:type="noteref" href="#n{n}">{n}</a>',
        "{notes}",
        '<aside epub:type="footnote" id="n{n}"><p>{body}</p></aside>',
    ),
    "paragraphs": (
        '<sup><a href="#note{n}" name="back{n}">{n}</a></sup>',
        "<h2>Notes</h2>{notes}",
        '<p><a name="note{n}" href="#back{n}">{n}.</a> {body}</p>',
    ),
    "lines": (
        '<a name="r{n}"></a><a href="#n{n}"><sup>{n}</sup></a>',
        "<hr><p>{notes}</p>",
        '<a name="n{n}"></a><a href="#r{n}">{n}</a> {body}<br>',
    ),
    "plain superiors": ("<sup>{n}</sup>", "<h2>Notes</h2><ol>{notes}</ol>", "<li>{body}</li>"),
}
BODIES = ("First <em>note</em>, p. 3.", "Second note, see note 1.", "12 of them.")


def page(form: str, order: tuple[int, ...] = (1, 2, 3)) -> str:
    call, around, note = FORMS[form]
    running = CALLED.format(*(call.replace("{n}", str(n)) for n in order))
    bodies = "".join(note.replace("{n}", str(n)).replace("{body}", body) for n, body in enumerate(BODIES, 1))
    return f"<html><body>{running}{around.replace('{notes}', bodies)}</body></html>"


@pytest.mark.parametrize("form", FORMS)
def test_notes_of_every_program(form):
    text = read(page(form))
    assert text.running.string == "T\nOne and two.\nThree."
    assert notes(text) == [("1", 1, "First note, p. 3."), ("2", 1, "Second note, see note 1."), ("3", 1, "12 of them.")]
    assert text.of_kind(Kind.LINK) == ()


@pytest.mark.parametrize("form", [form for form in FORMS if form != "plain superiors"])
def test_calls_out_of_order_keep_their_notes(form):
    text = read(page(form, (2, 1, 3)))
    assert notes(text)[:2] == [("2", 1, "Second note, see note 1."), ("1", 1, "First note, p. 3.")]


@pytest.mark.parametrize("form", FORMS)
def test_one_note_alone(form):
    call, around, note = FORMS[form]
    body = note.replace("{n}", "1").replace("{body}", "Alone.")
    text = read(f"<body><p>One{call.replace('{n}', '1')} word.</p><p>Two.</p>{around.replace('{notes}', body)}</body>")
    assert text.running.string == "One word.\nTwo."
    assert notes(text) == [("1", 1, "Alone.")]


LINKS = [
    '<p>Order (<a href="#order-note">note</a>).</p><h2>Notes</h2><p id="order-note"><b>On order</b><br>It is so.</p>',
    '<p><a href="#c1">1</a> <a href="#c2">2</a></p><h2 id=c1>One</h2><p>x</p><h2 id=c2>Two</h2><p>y</p>',
    '<p>See <a href="#p5">5</a> and chapter <a href="#p6">6</a>.</p><p id=p5>x</p><p id=p6>y</p>',
    '<p>Word <a href="http://a.b/#fn1">1</a>.</p><p id=fn1>x</p>',
    '<p>Read <a href="#more">more</a>.</p><p id=more>More. <a href="#top">top</a></p>',
    "<p>5 m<sup>2</sup>, x<sup>3</sup></p><ol><li>a<li>b<li>c</ol>",
]


@pytest.mark.parametrize("html", LINKS)
def test_links_that_are_no_calls(html):
    assert not read(html).of_kind(Kind.NOTE_CALL, Kind.NOTE_BODY)


def test_a_mention_of_a_note_is_no_call():
    text = read(page("pandoc").replace("see note 1", 'see note <a href="#fn1">1</a>'))
    assert [(note.label, len(note.calls)) for note in text.notes] == [("1", 1), ("2", 1), ("3", 1)]


def test_several_calls_symbols_and_a_call_in_a_note():
    text = read(
        '<p>A<a id=r1 href="#n1" role="doc-noteref">*</a> b<a id=r2 href="#n1" role="doc-noteref">*</a> '
        'c<a href="#n2" id=r3 role="doc-noteref">†</a></p>'
        '<aside role="doc-footnote" id=n1><p>* One, but see<a href="#n3" role="doc-noteref">‡</a></p></aside>'
        '<aside role="doc-footnote" id=n2><p>† Two.</p></aside><aside role="doc-footnote" id=n3><p>‡ Three.</p></aside>'
    )
    assert notes(text) == [("*", 2, "One, but see‡"), ("†", 1, "Two."), ("‡", 1, "Three.")]
    assert text.note_view(text.notes[0]).string == "One, but see"


def test_a_call_that_leads_nowhere_and_a_note_that_nothing_calls():
    html = page("pandoc")
    lost = re.sub(r'<li id="fn2">.*?</li>', "", html)
    assert ("2", 1, None) in notes(read(lost))
    uncalled = re.sub(r'<a href="#fn2".*?</a>', "", html)
    assert ("2", 0, "Second note, see note 1.") in notes(read(uncalled))


_COUNTED = {
    "Word": (
        '<a href="#_ftn{i}" name="_ftnref{i}"><span class=MsoFootnoteReference>[{i}]</span></a>',
        '<div id=ftn{i}><p><a href="#_ftnref{i}" name="_ftn{i}">[{i}]</a> Source {i}.</p></div>',
    ),
    "LibreOffice": (
        '<sup><a class="sdfootnoteanc" name="sdfootnote{i}anc" href="#sdfootnote{i}sym">{i}</a></sup>',
        '<div id="sdfootnote{i}"><p><a name="sdfootnote{i}sym" href="#sdfootnote{i}anc">{i}</a> Source {i}.</p></div>',
    ),
    "names": ('<a href="#n{i}" id="r{i}"><sup>{i}</sup></a>', '<p id="n{i}"><a href="#r{i}">{i}</a>. Source {i}.</p>'),
    "a link behind": ('<a href="#n{i}" id="r{i}"><sup>{i}</sup></a>', '<p id="n{i}">Source {i}. <a href="#r{i}">↩</a></p>'),
}


@pytest.mark.parametrize("form", _COUNTED)
@pytest.mark.parametrize("lost", [1, 2, 5, 6])
def test_a_note_whose_call_was_lost_is_known_by_the_name_that_the_others_share(form, lost):
    call, body = _COUNTED[form]

    def page(without: int) -> str:
        sentences = "".join(
            f"<p>Sentence {'abcdef'[i - 1] * 3} of the text." + (call.format(i=i) if i != without else "") + "</p>"
            for i in range(1, 7)
        )
        return f"<body>{sentences}<hr>{''.join(body.format(i=i) for i in range(1, 7))}</body>"

    whole, text = read(page(0)), read(page(lost))
    assert sorted(notes(text)) == [(str(i), int(i != lost), f"Source {i}.") for i in range(1, 7)]
    assert text.running.string == whole.running.string


def test_names_that_count_on_are_no_notes_without_a_number_of_their_own():
    paragraphs = "".join(f'<p id="p{i}">Paragraph {"abcdefgh"[i]}.</p>' for i in range(3))
    calls = "".join(f'<p>Said{i}.<a href="#p{i}" id="r{i}"><sup>{i}</sup></a></p>' for i in (4, 6))
    body = '<p id="p{0}"><a href="#r{0}">{0}</a> Source {0}.</p>'
    more = '<p id="p5">More of the fourth.</p><h2>Index</h2><p id="p7">7 Names of rivers.</p>'
    text = read(f"{paragraphs}{calls}{body.format(4)}{more.replace('<h2', body.format(6) + '<h2')}")
    assert notes(text) == [("4", 1, "Source 4.\nMore of the fourth."), ("6", 1, "Source 6.")]
    assert "7 Names of rivers." in text.running.string


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-15", "shift_jis"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding, line_end):
    word = "漢字" if encoding == "shift_jis" else "Élan €"
    if encoding == "iso-8859-15":
        word = "Élan"
    html = f'<meta charset="{encoding}">\n<p>{word} one\n<b>two</b></p>'.replace("\n", line_end)
    text = read_html(html.encode(encoding), "x.html")
    confirm(text)
    assert text.string == f"{word} one two"
    assert text.source.content == html


def test_a_page_that_does_not_say_how_it_is_encoded_is_read_as_browsers_do():
    assert read_html("<p>Café “said”".encode("cp1252"), "x.html").string == "Café “said”"


@pytest.mark.parametrize("content", [b"", b"<p> </p>", b"<!-- x -->", b"a\0b", b'<meta charset="nonsense"><p>\xe9'])
def test_what_cannot_be_read_is_said_in_one_sentence(content):
    with pytest.raises(UnreadableFile, match=r"x\.html.*\.$"):
        read_html(content, "x.html")


def shown_by_lexbor(html: str) -> list[str]:
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(html)
    hidden = (
        "script, style, template, title, textarea, iframe, noembed, noframes, xmp, svg, nav, select, datalist, rp, annotation"
    )
    for node in page.css(hidden + ", audio, video, canvas, del, [hidden], noscript"):
        node.decompose()
    return (page.body.text() if page.body is not None else "").split()


PIECES = """<p> </p> <div> </div> <em> </em> <b/class='x>y'> </b> <!--<p>no</p>--> <!----> <!--> <br/> <hr> <h2> </h2> <span>
</span> <script>if(a<b)'</p>'</script> <style>p>a{}</style> <title>t</title> <del>gone</del> <ins>new</ins> &amp; &lt;p&gt;
&eacute; &#233; &#x2014; &nbsp; &unknown; & <3 <?pi?> <!x> </> word .
 é 漢 <svg><text>s</text></svg> <template><p>t</p></template> <blockquote>
</blockquote> <section> </section> <a/href='#a&amp;b'> </a>""".split()
PAGES = st.lists(
    st.one_of(st.sampled_from([" ", "\n", "< ", *PIECES]), st.text(alphabet="abcé .,;:!'\"-–()[]{}*_^#/=", max_size=6)),
    max_size=30,
)


@given(PAGES)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_lexbor_shows_is_read_and_nothing_else(pieces):
    html = "<body><p>" + "".join(pieces)
    expected = "".join(shown_by_lexbor(html))
    try:
        found = read(html).string
    except UnreadableFile:
        found = ""
    assert "".join(found.split()) == expected


@given(SOUP)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_soup_is_read_and_every_character_knows_its_place(soup):
    try:
        text = read_html(soup.encode("utf-8", "ignore"), "soup.html")
    except UnreadableFile:
        return
    confirm(text)


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("text", ["seed", "hafen", "marche"])
def test_an_edition_that_pandoc_made_of_the_canonical_text_gives_no_finding(text, tmp_path):
    source = SEED.parent / text / f"{text}.md"
    edition = tmp_path / "edition.html"
    subprocess.run(["pandoc", source, "-s", "--metadata", "title=x", "-o", edition], check=True, capture_output=True)
    edition.write_text(re.sub(r"<header.*?</header>", "", edition.read_text(encoding="utf-8"), flags=re.S), encoding="utf-8")
    assert [f"{f.code} {f.message}" for f in check(edition, source) if f.severity != "info"] == []


def test_quotations_and_lists_between_linked_notes_belong_to_the_note_before():
    calls = "".join(f'Word<a href="#n{i}" id="r{i}"><sup>{i}</sup></a>. ' for i in (1, 2))
    bodies = [f'<p id="n{i}"><a href="#r{i}">{i}</a>. Source {i}.</p>' for i in (1, 2)]
    text = read(f"<p>{calls}</p>{bodies[0]}<blockquote><p>Quoted.</p></blockquote><ul><li>Item.</li></ul>{bodies[1]}")
    assert [text.string[slice(*note.body)] for note in text.notes] == ["Source 1.\nQuoted.\nItem.", "Source 2."]


def test_the_page_foot_that_libreoffice_writes_is_no_text():
    assert read('<p>Words.</p><div title="footer"><p><sdfield type=PAGE>25</sdfield></p></div>').string == "Words."


def test_two_superiors_that_touch_are_two_calls():
    calls = "Word.<sup>1</sup> Word.<sup>2</sup><sup>3</sup> The sum is 10<sup>2</sup>. Word.<sup>4</sup>"
    text = read(f"<p>{calls}</p><h2>Notes</h2><ol>{''.join(f'<li>Source {i}.</li>' for i in range(1, 5))}</ol>")
    assert [mark.value for mark in text.of_kind(Kind.NOTE_CALL)] == ["1", "2", "3", "4"]


def test_the_link_back_may_stand_before_the_last_paragraph_of_a_note() -> None:
    calls = "".join(f'<p>Fact {n}.<sup id="fnref{n}"><a href="#fn{n}">{n}</a></sup></p>' for n in (1, 2, 3))
    more = ("<p>More: a ↩.</p>", "<p>More: a ↩.</p>", "")
    notes = "".join(f'<p id="fn{n}">{n}. Source {n}. <a href="#fnref{n}">↩</a></p>{more[n - 1]}' for n in (1, 2, 3))
    text = read_html(f"{calls}<hr>{notes}".encode(), "x.html")
    assert [text.note_view(note).string for note in text.notes] == [
        "Source 1.\nMore: a ↩.",
        "Source 2.\nMore: a ↩.",
        "Source 3.",
    ]


SHEET = """<style>
/* .plain { font-style: italic } */
.it, p.other { color: red; font-style: italic }
span.up { vertical-align: super; font-size: 58% }
i.bold { font-weight: bold }
@media screen { .bold { font-weight: 700 } }
</style>"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('A <span class="x it">title</span> here', [("title", Kind.EMPHASIS)]),
        ('A <span class="it">title <span class="plain">with</span> more</span> here', [("title with more", Kind.EMPHASIS)]),
        ('<span class="it">All</span> <span>of</span> it', [("All", Kind.EMPHASIS)]),
        ('A <span style="font-style:oblique; color: red">title</span> here', [("title", Kind.EMPHASIS)]),
        ('A <span class="bold">word</span> here', [("word", Kind.STRONG)]),
        ('A <span class="plain">word</span> <span class="other">of</span> <span style="font-style: normal">it</span>', []),
        ('A <span class="it">word', []),
    ],
)
def test_classes_set_words_apart_where_a_style_sheet_says_so(words, expected):
    text = read_html(f"<html><head>{SHEET}</head><body><p>{words}</p><p>More <b>words</b></p></body></html>".encode(), "x.html")
    marks = [m for m in text.of_kind(Kind.EMPHASIS, Kind.STRONG) if text.string[m.start : m.end] != "words"]
    assert [(text.string[m.start : m.end], m.kind) for m in marks] == expected


@pytest.mark.parametrize("attribute", ['class="up"', 'style="vertical-align: super"'])
def test_superiors_by_a_style_call_notes(attribute):
    calls = " ".join(f"Some word<span {attribute}>{n}</span> and more." for n in (1, 2, 3))
    notes = "".join(f"<p>{n}. Body {n}.</p>" for n in (1, 2, 3))
    text = read_html(f"<head>{SHEET}</head><p>{calls}</p><h2>Notes</h2>{notes}".encode(), "x.html")
    assert [(note.label, len(note.calls), text.string[slice(*note.body)]) for note in text.notes] == [
        (str(n), 1, f"Body {n}.") for n in (1, 2, 3)
    ]


PAGE = """<header><a href="/">Home of the Archive</a></header>
<main><header><h1>The Granaries</h1></header><p>They were burnt.<a href="#n1" id="r1"><sup>1</sup></a></p>
<aside>The mills, too.</aside><footer>Written in May.</footer></main>
<aside>Read also: The Mills</aside><footer><p>All rights reserved.</p></footer>"""


def test_what_stands_beside_the_main_part_of_a_page_is_no_text() -> None:
    assert read(PAGE).string == "The Granaries\nThey were burnt.1\nThe mills, too.\nWritten in May."


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (("<main>", "<article>"), "All rights reserved."),  # the page does not say which part is its text
        (("<footer><p>All", "<footer><p id='n1'>1. All"), "1. All rights reserved."),  # a note
        (("<aside>Read", "<aside class='footnotes'>Read"), "Read also: The Mills"),
        (('<header><a href="/">Home', "<header><h1>Home</h1><a>Home"), "Home of the Archive"),
    ],
)
def test_what_may_be_text_beside_it_is_kept(change: tuple[str, str], kept: str) -> None:
    page = PAGE.replace(*change)
    if "<article>" in change:
        page = page.replace("</main>", "</article>")
    assert kept in read(page).string
