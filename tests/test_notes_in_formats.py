"""Notes lost, added, moved, exchanged, drawn together or altered are found, named and placed in every format."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import pytest
from test_documents import W, call, docx, epub, t

from fidelity.api import check
from fidelity.model.finding import Finding

_CALL = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Book:
    """Paragraphs with calls as `{name}`, and the note of each name."""

    paragraphs: tuple[str, ...]
    notes: Mapping[str, str]

    def with_change(self, old: str, new: str) -> Book:
        """The book with some words of one paragraph changed."""
        assert any(old in paragraph for paragraph in self.paragraphs)
        return replace(self, paragraphs=tuple(paragraph.replace(old, new) for paragraph in self.paragraphs))

    def with_notes(self, **notes: str | None) -> Book:
        """The book with other words in some notes, without those that are None."""
        changed = {**self.notes, **notes}
        return replace(self, notes={name: words for name, words in changed.items() if words is not None})

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each note, as programs count them: by their first call, those without one where they were."""
        called = dict.fromkeys(name for paragraph in self.paragraphs for name in _CALL.findall(paragraph))
        uncalled = [name for name in self.notes if name not in called]
        ordered = list(called)
        for name in uncalled:
            ordered.insert(list(self.notes).index(name), name)
        return {name: i for i, name in enumerate(ordered, 1)}

    def written(self, of_call: Callable[[int], str], guard: Callable[[str], str] = str) -> list[str]:
        """The paragraphs, their calls as a format writes them."""
        numbers = self.numbers
        return [
            "".join(of_call(numbers[part]) if i % 2 else guard(part) for i, part in enumerate(_CALL.split(paragraph)))
            for paragraph in self.paragraphs
        ]

    def numbered(self) -> list[tuple[int, str]]:
        """Number and words of each note that has words, in order."""
        numbers = self.numbers
        return sorted((numbers[name], words) for name, words in self.notes.items() if name in numbers)


BOOK = Book(
    (
        "The river rose in the spring of that year.{a} Nobody in the town had seen it so high.",
        "The mill stood for a week under water, and the miller slept in the church.{b} His sons carried the flour away.{c}",
        "In the council there was a long quarrel about the bridge.{d} It was built again, of stone this time.",
        "When the soldiers came they found the road dry,{e} and the market full of bread.{f}",
    ),
    {
        "a": "So the teacher wrote in a letter to his sister.",
        "b": "The priest kept a list of all who slept there that week.",
        "c": "Forty sacks of it, as the oldest of them said when he was asked.",
        "d": "Both sides of it can be read in the papers of the mayor.",
        "e": "They had been told that no wagon would ever come through.",
        "f": "It was sold dearly, which the captain put down in his book.",
    },
)


def _markdown(book: Book) -> bytes:
    notes = [f"[^{number}]: {words}" for number, words in book.numbered()]
    return ("\n\n".join([*book.written(lambda number: f"[^{number}]"), *notes]) + "\n").encode()


def _html(book: Book) -> bytes:
    paragraphs = book.written(lambda n: f'<sup id="fnref:{n}"><a href="#fn:{n}" class="footnote">{n}</a></sup>', escape)
    notes = "".join(
        f'<li id="fn:{n}"><p>{escape(words)} <a href="#fnref:{n}" class="reversefootnote">↩</a></p></li>\n'
        for n, words in book.numbered()
    )
    lines = "".join(f"<p>{one}</p>\n" for one in paragraphs)
    return f'{lines}<div class="footnotes">\n<ol>\n{notes}</ol>\n</div>\n'.encode()


def _docx(book: Book) -> bytes:
    """With footnotes of the word processor."""
    body = "".join(f"<w:p>{one}</w:p>" for one in book.written(lambda n: call(n + 1), t))
    notes = "".join(f'<w:footnote w:id="{n + 1}"><w:p>{t(words)}</w:p></w:footnote>' for n, words in book.numbered())
    return docx(body, f"<w:footnotes {W}>{notes}</w:footnotes>")


def _typed_docx(book: Book) -> bytes:
    """With raised numbers and a list that were typed, under a heading."""
    raised = '<w:vertAlign w:val="superscript"/>'
    body = "".join(f"<w:p>{one}</w:p>" for one in book.written(lambda n: t(str(n), raised), t))
    notes = "".join(f"<w:p>{t(f'{n}. {words}')}</w:p>" for n, words in book.numbered())
    heading = f'<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>{t("Notes")}</w:p>'
    return docx(body + heading + notes, f"<w:footnotes {W}/>")


def _typed_docx_unannounced(book: Book) -> bytes:
    """With raised numbers, and paragraphs that such a number begins, behind the text and without a heading."""
    raised = '<w:vertAlign w:val="superscript"/>'
    body = "".join(f"<w:p>{one}</w:p>" for one in book.written(lambda n: t(str(n), raised), t))
    notes = "".join(f"<w:p>{t(str(n), raised)}{t(f' {words}')}</w:p>" for n, words in book.numbered())
    return docx(body + notes, f"<w:footnotes {W}/>")


def _html_unannounced(book: Book) -> bytes:
    """With superiors, and numbered paragraphs behind the text without a heading or a link."""
    lines = "".join(f"<p>{one}</p>\n" for one in book.written(lambda n: f"<sup>{n}</sup>", escape))
    return (lines + "".join(f"<p>{n}. {escape(words)}</p>\n" for n, words in book.numbered())).encode()


def _epub(book: Book) -> bytes:
    """With notes at the end of their page."""
    lines = "".join(f"<p>{one}</p>" for one in book.written(_reference, escape))
    notes = "".join(f'<aside epub:type="footnote" id="n{n}"><p>{escape(words)}</p></aside>' for n, words in book.numbered())
    return epub({"a.xhtml": f"<html><body>{lines}{notes}</body></html>"})


def _epub_apart(book: Book) -> bytes:
    """With notes in a file of their own, numbered by hand."""
    lines = "".join(f"<p>{one}</p>" for one in book.written(lambda n: _reference(n, "notes.xhtml"), escape))
    notes = "".join(f'<p id="n{n}"><a href="a.xhtml#r{n}">{n}</a>. {escape(words)}</p>' for n, words in book.numbered())
    return epub({"a.xhtml": f"<html><body>{lines}</body></html>", "notes.xhtml": f"<html><body>{notes}</body></html>"})


def _reference(number: int, page: str = "") -> str:
    return f'<a epub:type="noteref" href="{page}#n{number}" id="r{number}"><sup>{number}</sup></a>'


FORMATS: dict[str, tuple[str, Callable[[Book], bytes], str, str]] = {
    "Markdown": (".md", _markdown, "", ""),
    "HTML": (".html", _html, "", ""),
    "DOCX": (".docx", _docx, "word/document.xml", "word/footnotes.xml"),
    "DOCX, typed": (".docx", _typed_docx, "word/document.xml", "word/document.xml"),
    "DOCX, typed without a heading": (".docx", _typed_docx_unannounced, "word/document.xml", "word/document.xml"),
    "HTML without a heading": (".html", _html_unannounced, "", ""),
    "EPUB": (".epub", _epub, "O/a.xhtml", "O/a.xhtml"),
    "EPUB, apart": (".epub", _epub_apart, "O/a.xhtml", "O/notes.xhtml"),
}
"""By name: ending, writer, and the parts that hold paragraphs and notes."""


CHANGES: dict[str, tuple[Book, str, int | None]] = {
    "lost": (BOOK.with_change("{c}", "").with_notes(c=None), "N122", 2),
    "call lost": (BOOK.with_change("{c}", ""), "N130", 2),
    "added": (
        BOOK.with_change("{d}", "{d}{x}").with_notes(x="Nobody believes a word of this account today."),
        "N128",
        3,
    ),
    "moved": (BOOK.with_change("flour away.{c}", "flour{c} away."), "N120", 2),
    "exchanged": (BOOK.with_notes(c=BOOK.notes["d"], d=BOOK.notes["c"]), "N123", 2),
    "drawn together": (
        BOOK.with_change("{c}", "").with_notes(b=BOOK.notes["b"] + " " + BOOK.notes["c"], c=None),
        "N124",
        2,
    ),
    "altered": (BOOK.with_notes(d=BOOK.notes["d"].replace("papers", "letters")), "N121", None),
}


def _found(folder: Path, book: Book, form: str) -> list[Finding]:
    ending, written, _, _ = FORMATS[form]
    canonical, edition = folder / "canonical.md", folder / f"edition{ending}"
    canonical.write_bytes(_markdown(BOOK))
    edition.write_bytes(written(book))
    return [one for one in check(edition, canonical) if one.severity != "info"]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_notes_have_no_finding(form: str, tmp_path: Path) -> None:
    assert _found(tmp_path, BOOK, form) == []


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_one_note_is_one_finding_at_its_place(change: str, form: str, tmp_path: Path) -> None:
    book, code, paragraph = CHANGES[change]
    if change == "call lost" and form == "DOCX":
        code = "N122"  # a word processor shows no note that is not called
    found = _found(tmp_path, book, form)
    assert [one.code for one in found] == [code]
    ending, _, *parts = FORMATS[form]
    place = found[0].place
    if place is None:
        assert found[0].start is not None
        line = (tmp_path / f"edition{ending}").read_text(encoding="utf-8").split("\n")[found[0].start.line - 1]
        assert BOOK.paragraphs[paragraph - 1][:20] in line if paragraph is not None else "letters of the mayor" in line
        return
    assert place.part is not None
    assert place.part.startswith(parts[paragraph is None])
    assert paragraph is None or place.paragraph == paragraph
