"""Pages of long PDFs are kept as they are read: a run that was stopped goes on where it was, with the same outcome."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from command import ROOT, fidelity
from test_pdf_reader import make_pdf, show

from fidelity import api
from fidelity.cache.pages import page_cache
from fidelity.formats import PdfReading
from fidelity.model.source import Source
from fidelity.readers.pdf import read_pdf

PAGES = 150
DYING = """
import os, signal, sys
from pathlib import Path
from fidelity import api, formats
from fidelity.cache.pages import page_cache

def die(done):
    if done > 100:
        os.kill(os.getpid(), signal.SIGKILL)

with page_cache() as kept:
    api.extract(Path(sys.argv[1]), die, None, formats.PdfReading(sys.argv[2], 1, kept))
"""
"""A process that is killed on its hundred and first page."""


@pytest.fixture(scope="module")
def content() -> bytes:
    """A long PDF; its second font begins on the hundredth page, and one page is empty."""
    pages = []
    for i in range(PAGES):
        font = "F2" if i > 99 else "F1"
        lines = "".join(show(50, 500 - 20 * k, f"page {i} of a long book, line {k} of it", 10, font) for k in range(3))
        pages.append("" if i == 70 else lines)
    return make_pdf(*pages)


class Kept(dict[str, bytes]):
    """Keeps bytes in memory."""

    def put(self, key: str, content: bytes) -> None:
        self[key] = content


def assert_equal(one: Source, two: Source) -> None:
    for field in fields(Source):
        assert getattr(one, field.name) == getattr(two, field.name), field.name


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_pages_that_were_kept_are_not_read_again(content: bytes, engine: str, jobs: int) -> None:
    kept = Kept()
    plain = read_pdf(content, "x.pdf", engine=engine).source  # type: ignore[arg-type]
    for _ in range(2):
        told: list[int] = []
        assert_equal(read_pdf(content, "x.pdf", told.append, engine=engine, jobs=jobs, kept=kept).source, plain)  # type: ignore[arg-type]
        assert len(kept) == 3
    assert told == []


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
def test_a_run_that_was_killed_goes_on(content: bytes, engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "long.pdf"
    source.write_bytes(content)
    monkeypatch.setenv("FIDELITY_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    died = subprocess.run([sys.executable, "-c", DYING, str(source), engine], check=False, capture_output=True)
    assert died.returncode == -9, died.stderr
    told: list[int] = []
    with page_cache() as kept:
        text = api.extract(source, told.append, None, PdfReading(engine, 1, kept))  # type: ignore[arg-type]
    assert told == list(range(65, PAGES + 1))
    plain = api.extract(source, None, None, PdfReading(engine))  # type: ignore[arg-type]
    assert (text.string, text.marks, text.log) == (plain.string, plain.marks, plain.log)
    assert_equal(text.source, plain.source)


def test_a_damaged_cache_costs_time_and_no_page(content: bytes) -> None:
    kept = Kept()
    plain = read_pdf(content, "x.pdf", kept=kept).source
    keys = list(kept)
    for key in keys:
        whole = kept[key]
        spoilt = [b"", b"PK", whole[:-40], whole[: len(whole) // 2], kept[keys[key == keys[0]]]]
        spoilt += [bytes(byte ^ (i == at) for i, byte in enumerate(whole)) for at in range(200, len(whole), len(whole) // 7)]
        for damage in spoilt:
            kept[key] = damage
            assert_equal(read_pdf(content, "x.pdf", kept=kept).source, plain)
        kept[key] = whole


def test_another_file_or_engine_has_pages_of_its_own(content: bytes) -> None:
    kept = Kept()
    for other, engine in ((content, "pdfium"), (content, "pdfminer"), (content.replace(b"book", b"cook"), "pdfium")):
        before = len(kept)
        assert_equal(
            read_pdf(other, "x.pdf", engine=engine, kept=kept).source,  # type: ignore[arg-type]
            read_pdf(other, "x.pdf", engine=engine).source,  # type: ignore[arg-type]
        )
        assert len(kept) == before + 3


def test_short_files_are_not_kept() -> None:
    kept = Kept()
    read_pdf(make_pdf(show(50, 500, "some text")), "x.pdf", kept=kept)
    assert not kept


def test_the_command_reads_in_several_processes(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "long.pdf"
    source.write_bytes(content)
    outputs = []
    for jobs in ("1", "2"):
        monkeypatch.setenv("FIDELITY_CACHE_DIR", str(tmp_path / f"cache{jobs}"))
        outputs += [fidelity("extract", source, "--jobs", jobs) for _ in range(2)]
        assert (tmp_path / f"cache{jobs}" / "pages-1.sqlite3").stat().st_size > 10_000
    assert len({(output.code, output.out, output.err) for output in outputs}) == 1
    assert outputs[0].code == 0
    assert fidelity("extract", source, "--jobs", "0").code == 2
