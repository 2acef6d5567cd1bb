"""Links between notes and calls are put right where the rest of the page proves it, and refused with a reason elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import fidelity

FACTS = "bcde"


def pandoc(link: str = '<a href="#fnref{i}" class="footnote-back" role="doc-backlink">↩︎</a>') -> str:
    """As pandoc writes notes."""
    calls = " ".join(
        f'Fact {fact} stands.<a href="#fn{i}" class="footnote-ref" id="fnref{i}" role="doc-noteref"><sup>{i}</sup></a>'
        for i, fact in enumerate(FACTS, 1)
    )
    notes = "".join(f'<li id="fn{i}"><p>Source {fact} here.{link.format(i=i)}</p></li>\n' for i, fact in enumerate(FACTS, 1))
    return f'<p>{calls}</p>\n<section class="footnotes" role="doc-endnotes">\n<hr />\n<ol>\n{notes}</ol>\n</section>\n'


def github() -> str:
    """As GitHub and its readers write them: the number of a note stands in its link back, too."""
    calls = " ".join(
        f'Fact {fact} stands.<sup><a href="#user-content-fn-{i}" id="user-content-fnref-{i}" data-footnote-ref="">{i}</a></sup>'
        for i, fact in enumerate(FACTS, 1)
    )
    notes = "".join(
        f'<li id="user-content-fn-{i}">\n<p>Source {fact} here. <a href="#user-content-fnref-{i}" data-footnote-backref="" '
        f'class="data-footnote-backref" aria-label="Back to reference {i}">↩</a></p>\n</li>\n'
        for i, fact in enumerate(FACTS, 1)
    )
    return f'<p>{calls}</p>\n<section data-footnotes="" class="footnotes">\n<ol>\n{notes}</ol>\n</section>\n'


def kramdown() -> str:
    """As kramdown writes them: the name of a call is that of the element around it."""
    calls = " ".join(
        f'Fact {fact} stands.<sup id="fnref:{i}"><a href="#fn:{i}" class="footnote" rel="footnote">{i}</a></sup>'
        for i, fact in enumerate(FACTS, 1)
    )
    notes = "".join(
        f'<li id="fn:{i}">\n<p>Source {fact} here. <a href="#fnref:{i}" class="reversefootnote">&#8617;</a></p>\n</li>\n'
        for i, fact in enumerate(FACTS, 1)
    )
    return f'<p>{calls}</p>\n<div class="footnotes">\n<ol>\n{notes}</ol>\n</div>\n'


def by_hand() -> str:
    """As people write them: the label of a body is its link back, nothing says what it is."""
    calls = " ".join(f'Fact {fact} stands.<a href="#n{i}" id="r{i}"><sup>{i}</sup></a>' for i, fact in enumerate(FACTS, 1))
    notes = "".join(f'<p id="n{i}"><a href="#r{i}">{i}</a>. Source {fact} here.</p>\n' for i, fact in enumerate(FACTS, 1))
    return f"<p>{calls}</p>\n<h2>Notes</h2>\n{notes}"


FORMS = {
    "pandoc": (pandoc(), 'href="#fn{}"', 'href="#fnref{}"'),
    "github": (github(), 'href="#user-content-fn-{}"', 'href="#user-content-fnref-{}"'),
    "kramdown": (kramdown(), 'href="#fn:{}"', 'href="#fnref:{}"'),
    "by hand": (by_hand(), 'href="#n{}"', 'href="#r{}"'),
}


def mended(folder: Path, content: str, suffix: str = ".html") -> tuple[str, str]:
    """What a page is after `--fix`, and what was said; a second run says nothing of fixes and changes nothing."""
    path = folder / f"page{suffix}"
    path.write_bytes(content.encode())
    said = fidelity("check", path, "--fix").err
    once = path.read_bytes()
    assert "made" not in fidelity("check", path, "--fix").err
    assert path.read_bytes() == once
    return once.decode(), said


@pytest.mark.parametrize("suffix", [".html", ".md"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "changes",
    [{2: 1}, {2: 77}, {4: 1}, {2: 3, 3: 2}, {2: 1, 3: 1, 4: 1}],
    ids=["wrong", "dead", "last", "exchanged", "all to the first"],
)
def test_a_note_leads_back_to_its_own_call(changes: dict[int, int], form: str, suffix: str, tmp_path: Path) -> None:
    good, _, back = FORMS[form]
    assert mended(tmp_path, _led(good, back, changes), suffix)[0] == good


@pytest.mark.parametrize("changes", [{3: 2}, {2: 3, 3: 2}], ids=["wrong", "exchanged"])
@pytest.mark.parametrize("form", [form for form in FORMS if form != "by hand"])
def test_a_call_leads_to_the_note_that_leads_back_to_it(form: str, changes: dict[int, int], tmp_path: Path) -> None:
    good, forth, _ = FORMS[form]
    assert mended(tmp_path, _led(good, forth, changes))[0] == good


def _led(page: str, link: str, changes: dict[int, int]) -> str:
    for old in changes:
        page = page.replace(link.format(old), link.format(f"?{old}?"))
    for old, new in changes.items():
        page = page.replace(link.format(f"?{old}?"), link.format(new))
    return page


@pytest.mark.parametrize("number", [2, 4])
@pytest.mark.parametrize("form", ["pandoc", "github", "kramdown"])
def test_a_missing_link_back_is_written_as_the_others(form: str, number: int, tmp_path: Path) -> None:
    good, _, back = FORMS[form]
    at = good.index(back.format(number))
    start, end = good.rindex("<a", 0, at), good.index("</a>", at) + len("</a>")
    start = len(good[:start].rstrip())
    assert mended(tmp_path, good[:start] + good[end:])[0] == good


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("<p>Fact", "\ufeff<p>Fact"),
        ('"#fnref2"', "'#fnref2'"),
        ('"#fnref2"', "#fnref2"),
        ("<p>Source c", '<!-- <a href="#fnref2">x</a> --><p>Source c'),
        ("<p>Fact", '<meta charset="windows-1252"><p>Caf\u00e9. Fact'),
        ('href="#fnref2"', """title="to href='#keep'" HREF = '#fnref2'"""),
        ('href="#fnref2"', 'data-href="#keep" href="#fnref2"'),
    ],
    ids=["CRLF", "byte order mark", "apostrophes", "bare", "comment", "declared otherwise", "title", "another attribute"],
)
def test_nothing_else_in_the_page_changes(old: str, new: str, tmp_path: Path) -> None:
    good = pandoc().replace(old, new)
    bad = _led(good, "#fnref{}", {2: 1})
    assert bad != good
    at = good.rindex("#fnref2")
    assert mended(tmp_path, good[:at] + "#fnref1" + good[at + len("#fnref2") :])[0] == good


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ([(' id="fnref2"', ""), ("#fnref2", "#fnref1")], "the call of note 2 has no name of its own"),
        ([('id="fnref2"', 'id="fnref3"'), ("#fnref2", "#fnref1")], "the call of note 2 has no name of its own"),
        ([("<sup>3</sup>", "<sup>9</sup>")], "no note 9 is named as the others are"),
        ([('#fn3"', '#fn2"'), ("#fnref3", "#fnref1")], "may show a wrong number as well"),
        ([("#fnref2", "#fnref3"), ("Source c here.", 'See <a href="#fnref1">there</a>.')], "note 2 has 2 links back"),
        (
            [
                ('<a href="#fnref2" class="footnote-back" role="doc-backlink">↩︎</a></p>', "</p><ul><li>One.</li></ul>"),
            ],
            "no other notes end as it does",
        ),
    ],
)
def test_what_is_not_proven_is_refused(changes: list[tuple[str, str]], reason: str, tmp_path: Path) -> None:
    page = pandoc()
    for old, new in changes:
        assert old in page
        page = page.replace(old, new)
    after, said = mended(tmp_path, page)
    assert after == page
    assert reason in said


def test_what_is_proven_is_done_and_the_rest_refused(tmp_path: Path) -> None:
    page = pandoc().replace(' id="fnref2"', "").replace("#fnref2", "#fnref1").replace("#fnref3", "#fnref1")
    after, said = mended(tmp_path, page)
    assert after == pandoc().replace(' id="fnref2"', "").replace("#fnref2", "#fnref1")
    assert "1 fix made (put links between notes and calls right)" in said
    assert "the call of note 2 has no name of its own that a link could lead to; that was left as it is." in said
