"""The report in one file: whole, harmless, reproducible, and with everything that was found in it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest

from fidelity.collation import collate
from fidelity.model.collation import Collation
from fidelity.model.finding import Family, Finding, Position, Severity
from fidelity.model.source import Locator
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.reporters.html import render
from fidelity.reporters.side_by_side import rows_of

CANONICAL = """# The Commune

Shortly before dying, he held a *meeting* with his cabinet about the communes and their role.[^1]

That discourse repeatedly mentioned the issue of communes, and in it he quoted a poem by heart.

> Nothing, or everything: such was the slogan of the hour.

- one thing
- another thing

A last paragraph, which closes the whole of this short text with some "more" words.[^2]

[^1]: Strike at the Helm, October 20, 2012.

[^2]: The Darker Nations, 2007.
"""
EDITION = """# The Commune

Shortly before dying, he held an *assembly* with his cabinet about the communes and their role.[^1]

> Nothing, or everything: such was the slogan of the hour.

A paragraph that stands in no source at all, with words of its own.

- one thing
- another thing

A last paragraph, which closes the whole of this short text with some “more” words.[^2]

[^1]: Strike at the Helm, October 20, 2012.

[^2]: The Darker Nations, 2008.
"""
VOID = {"meta", "br", "link", "input", "img", "hr"}


class Document(HTMLParser):
    """What a browser would see; fails on an element that is closed out of order."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.nested_links = 0
        self.feed(document)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.nested_links += tag == "a" and "a" in self.open
        self.elements.append((tag, dict(attrs)))
        self.words += [" "] * (tag in {"p", "td", "li", "h1", "h2", "h3", "dd"})
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def text_of(markdown: str, name: str) -> Text:
    return read_markdown(markdown.encode(), name)


def finding(collation: Collation, index: int, **changes: Any) -> Finding:
    variant = collation.variants[index]
    canonical, edition = collation.readings(variant)
    fields: dict[str, Any] = {
        "code": "T101",
        "name": "altered-wording",
        "family": Family.WORDING,
        "severity": Severity.ERROR,
        "message": f"“{canonical}” has become “{edition}”",
        "path": collation.edition.source.name,
        "span": variant.edition,
        "start": Position(3, 30, 50),
        "end": Position(3, 39, 59),
        "edition": edition,
        "canonical": canonical,
        "canonical_span": variant.canonical,
        "canonical_place": None,
        "source": Locator("source.pdf", 2, 7, "", "", 0),
        "place": None,
        "related": (),
        "fix": None,
        "variants": frozenset({index}),
    }
    return Finding(**{**fields, **changes})


@pytest.fixture(scope="module")
def collation() -> Collation:
    return collate(text_of(CANONICAL, "canonical.md"), text_of(EDITION, "edition.md"))


@pytest.fixture(scope="module")
def findings(collation: Collation) -> list[Finding]:
    return [finding(collation, variant.index) for variant in collation.substantive]


def test_it_is_one_well_formed_file_without_network_or_script(collation: Collation, findings: list[Finding]) -> None:
    document = render(collation, findings)
    seen = Document(document)
    assert document.startswith("<!DOCTYPE html>\n<html lang=")
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in seen.elements}
    assert all(value.startswith("#") for a in seen.all("a") if (value := a["href"] or ""))
    assert not any(key.startswith("on") or key in {"src", "style"} for _, attributes in seen.elements for key in attributes)
    assert "http:" not in document
    assert "https:" not in document
    assert "@import" not in document
    assert "url(" not in document


def test_the_policy_allows_its_own_style_and_nothing_else(collation: Collation) -> None:
    document = render(collation, [])
    style = re.search(r"<style>(.*?)</style>", document, re.DOTALL)
    assert style is not None
    (policy,) = [m["content"] or "" for m in Document(document).all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_links_lead_somewhere_and_do_not_stand_in_one_another(collation: Collation, findings: list[Finding]) -> None:
    seen = Document(render(collation, findings))
    names = Counter(attributes["id"] for _, attributes in seen.elements if "id" in attributes)
    assert max(names.values()) == 1
    assert {(a["href"] or "")[1:] for a in seen.all("a")} <= set(names)
    assert seen.nested_links == 0


def test_every_finding_stands_there_with_its_place_and_page(collation: Collation, findings: list[Finding]) -> None:
    seen = Document(render(collation, findings))
    assert len(seen.all("article")) == len(findings) > 3
    for one in findings:
        assert one.message.replace("\n", " ¶ ") in seen.text
    assert "edition.md:3:30" in seen.text
    assert "printed on p. 2, l. 7 of source.pdf" in seen.text
    assert f"{len(findings)} findings: {len(findings)} errors." in seen.text


def test_both_texts_stand_there_in_full(collation: Collation, findings: list[Finding]) -> None:
    words = Counter(re.findall(r"\w+", Document(render(collation, findings)).text))
    for text in (collation.canonical, collation.edition):
        assert not Counter(re.findall(r"\w+", text.string)) - words


def test_variants_are_marked_on_both_sides(collation: Collation, findings: list[Finding]) -> None:
    document = render(collation, findings)
    assert re.search(r'<del class="substitution"[^>]*>.*?<em>meeting</em>.*?</del>', document)
    assert re.search(r'<ins class="substitution"[^>]*>.*?<em>assembly</em>.*?</ins>', document)
    assert re.search(r'<ins class="accidental"[^>]*>“', document)
    assert re.search(r'<del class="substitution"[^>]*><a [^>]*>2007</a></del>', document)


def test_rows_hold_every_block_once_and_stand_against_their_counterparts(collation: Collation) -> None:
    running, notes = rows_of(collation)
    for side, text in (("canonical", collation.canonical), ("edition", collation.edition)):
        blocks = [block for row in (*running, *notes) for block in getattr(row, side)]
        assert blocks == [block for block in text.blocks if block.length]
    ours, theirs = collation.canonical.string, collation.edition.string
    for row in running:
        one = " ".join(ours[slice(*block)] for block in row.canonical)
        two = " ".join(theirs[slice(*block)] for block in row.edition)
        if one and two:
            assert one[:9] == two[:9]
        else:
            assert (one or two).startswith(("That discourse", "A paragraph that"))
    assert [(row.canonical_label, row.edition_label) for row in notes] == [("1", "1"), ("2", "2")]


def test_nothing_found_says_so() -> None:
    text = text_of(CANONICAL, "canonical.md")
    document = render(collate(text, text_of(CANONICAL, "edition.md")), [])
    assert "No findings: edition.md agrees with canonical.md." in Document(document).text
    assert "<del" not in document.split("</header>")[1]
    assert "<article" not in document


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&lt;/style>\x1b[31m\u202e"


def test_a_hostile_text_is_shown_and_does_nothing() -> None:
    escaped = HOSTILE.replace("<", "\\<").replace("&", "\\&").replace("[", "\\[")
    one = text_of(f"{escaped}\n\nsame words in both of them here\n", HOSTILE + ".md")
    two = text_of(f"other {escaped}\n\nsame words in both of them here\n", HOSTILE + "2.md")
    collated = collate(one, two)
    changes = {"message": HOSTILE, "path": HOSTILE, "source": Locator(HOSTILE, 1, 1, HOSTILE, HOSTILE, 0)}
    document = render(collated, [finding(collated, 0, **changes), finding(collated, 0, variants=frozenset(), **changes)])
    seen = Document(document)
    assert not {"script", "img"} & {tag for tag, _ in seen.elements}
    assert "<script>alert(1)</script>" in seen.text
    assert "\x1b" not in document
    assert "\u202e" not in document


def test_the_same_texts_give_the_same_bytes(collation: Collation, findings: list[Finding]) -> None:
    again = collate(text_of(CANONICAL, "canonical.md"), text_of(EDITION, "edition.md"))
    assert render(again, findings) == render(collation, findings)
