"""The documentation site: built without a warning, with a page for each rule and repair, and drawings that load nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from command import ROOT

from fidelity import manual

DOCS = ROOT / "docs"
DRAWINGS = sorted((DOCS / "drawings").glob("*.svg"))


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    """With the builder that reads and resolves everything and writes nothing: the pages' HTML is the theme's work."""
    pytest.importorskip("furo", reason="the tools that build the site are not installed")
    pytest.importorskip("myst_parser", reason="the tools that build the site are not installed")
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "dummy", "-d", tmp_path / "read", DOCS, tmp_path],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (built.returncode, built.stderr) == (0, "")
    assert {path.stem for path in (DOCS / "rules").glob("*.md")} == {"index", *(entry.code for entry in manual.entries())}


def test_what_is_made_is_not_kept() -> None:
    kept = subprocess.run(
        ["git", "ls-files", "docs/rules", "docs/project"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    assert kept == ""


@pytest.mark.parametrize(
    ("page", "name", "turned"),
    [
        ("[x](../GLOSSARY.md)", "method", "[x](/project/GLOSSARY.md)"),
        ("[x](../../README.md#try)", "guides/essay", "[x](/project/README.md#try)"),
        ("[x](../fidelity/rules/lost_note.md)", "limits", "[x](/rules/N122.md)"),
        ("[x](../fidelity/rules)", "index", "[x](/rules/index.md)"),
        ("[x](docs/limits.md)", "project/README", "[x](/limits.md)"),
        ("[x](LICENSE)", "project/README", "[x](../../LICENSE)"),
        ("[x](departures.md)", "index", "[x](departures.md)"),
        ("[x](https://example.org/GLOSSARY.md)", "index", "[x](https://example.org/GLOSSARY.md)"),
    ],
)
def test_links_between_files_become_links_between_pages(
    page: str, name: str, turned: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(DOCS)
    from made_pages import on_the_site

    assert on_the_site(page, name) == turned


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_is_whole_says_what_it_shows_and_loads_nothing(path: Path) -> None:
    drawing = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(drawing)
    assert all((root.findtext(f"{{http://www.w3.org/2000/svg}}{part}") or "").strip() for part in ("title", "desc"))
    assert set(re.findall(r"https?://[^\"' )]+", drawing)) == {"http://www.w3.org/2000/svg"}
    assert path.name in (DOCS / "method.md").read_text(encoding="utf-8")


def test_there_are_drawings() -> None:
    assert len(DRAWINGS) >= 4
