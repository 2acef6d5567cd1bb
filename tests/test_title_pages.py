"""A title and an author that one file prints and the other has in its front matter, its head or its metadata are no change."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from command import fidelity

BODY = "Nobody who has worked in the reading room forgets the smell of the glue.\n\nThe roof was not mended until 1902.\n"
PRINTED = "# The Weight of Paper: A Study\n\nR. Delacourt and Jeanne Prévost\n\nMay 1911\n\n" + BODY
FIELDS = 'title: "The Weight of Paper: A Study"\nauthor: [R. Delacourt, Jeanne Prévost]\ndate: 1911-05-02\n'
FRONT_MATTER = f"---\n{FIELDS}---\n\n{BODY}"


def found(tmp_path: Path, canonical: str, edition: str, suffix: str = ".md") -> list[str]:
    (tmp_path / "canonical.md").write_text(canonical, encoding="utf-8")
    (tmp_path / f"edition{suffix}").write_text(edition, encoding="utf-8")
    outcome = fidelity(
        "check", f"edition{suffix}", "--against", "canonical.md", "--format", "concise", "--isolated", cwd=tmp_path
    )
    assert outcome.err == ""
    return [line.split(": ")[1].split()[0] for line in outcome.text.splitlines()[:-1]]


def test_what_front_matter_says_is_not_missing(tmp_path: Path) -> None:
    assert found(tmp_path, PRINTED, FRONT_MATTER) == []
    assert found(tmp_path, FRONT_MATTER, PRINTED) == []


def test_what_the_head_of_a_page_says_is_not_missing(tmp_path: Path) -> None:
    head = '<title>The Weight of Paper: A Study</title><meta name="author" content="R. Delacourt; Jeanne Prévost">'
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in BODY.strip().split("\n\n"))
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{paragraphs}</body></html>"
    assert found(tmp_path, PRINTED.replace("May 1911\n\n", ""), page, ".html") == []


def test_what_a_converter_prints_of_the_front_matter_above_what_the_text_prints_is_not_doubled(tmp_path: Path) -> None:
    canonical = f"---\n{FIELDS}---\n\n{PRINTED}"
    heading = PRINTED.removesuffix(BODY).replace("May 1911\n\n", "")
    assert found(tmp_path, canonical, heading + PRINTED) == []
    assert found(tmp_path, PRINTED, heading + PRINTED) != []
    assert found(tmp_path, canonical, PRINTED.replace(BODY, BODY.split("\n\n", maxsplit=1)[0] + "\n\n" + BODY)) != []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The Weight of Paper", "The Weight of Papers"),
        ("R. Delacourt", "R. Delacour"),
        ("1911-05-02", "1912-05-02"),
        (FIELDS, "lang: en\n"),
    ],
)
def test_what_it_says_otherwise_is_told(before: str, after: str, tmp_path: Path) -> None:
    edition = FRONT_MATTER.replace(before, after)
    assert edition != FRONT_MATTER
    assert found(tmp_path, PRINTED, edition) != []
    assert found(tmp_path, edition, PRINTED) != []


def test_only_the_beginning_may_be_told_beside_the_text(tmp_path: Path) -> None:
    assert found(tmp_path, PRINTED + "\nR. Delacourt\n", FRONT_MATTER) != []
    lost = FRONT_MATTER.replace("Nobody who has worked in the reading room forgets the smell of the glue.\n\n", "")
    assert found(tmp_path, PRINTED, lost) == ["T110"]


def test_the_metadata_of_a_book_say_it_too(tmp_path: Path) -> None:
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>{}</rootfiles></container>'
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>The Weight of Paper: A Study</dc:title><dc:creator>R. Delacourt</dc:creator>"
        "<dc:creator>Jeanne Prévost</dc:creator></metadata><manifest>"
        '<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="one"/></spine></package>'
    )
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in BODY.strip().split("\n\n"))
    with zipfile.ZipFile(tmp_path / "edition.epub", "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", container.format('<rootfile full-path="book.opf"/>'))
        book.writestr("book.opf", package)
        book.writestr("one.xhtml", f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{paragraphs}</body></html>')
    (tmp_path / "canonical.md").write_text(PRINTED.replace("May 1911\n\n", ""), encoding="utf-8")
    outcome = fidelity("check", "edition.epub", "--against", "canonical.md", "--isolated", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, ""), outcome.text


TITLE_BLOCK = '<header id="title-block-header"><h1 class="title">mill-1</h1><p class="date">2 May 1911</p></header>'


def test_the_title_block_of_a_page_is_like_front_matter(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in BODY.strip().split("\n\n"))
    page = "<!DOCTYPE html><html><head><title>mill-1</title></head><body>{}</body></html>"
    assert found(tmp_path, BODY, page.format(TITLE_BLOCK + paragraphs), ".html") == []
    heading = "<h1>mill-1</h1>"
    assert found(tmp_path, BODY, page.format(heading + paragraphs), ".html") != []  # a heading that somebody has put there
    behind = paragraphs.replace("<p>The roof", "<p>The new roof")
    assert found(tmp_path, BODY, page.format(TITLE_BLOCK + behind), ".html") == ["T103"]
