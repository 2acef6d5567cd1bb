"""What is kept from run to run changes the time and nothing else: not with damage, many processes, or a stop in between."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command import GOLD, ROOT, SOURCE, fidelity, process
from hypothesis import given
from hypothesis import strategies as st

from fidelity import api
from fidelity.cache.keys import LIBRARIES, _libraries
from fidelity.cache.records import read_record, write_record
from fidelity.cache.store import FINDINGS, TEXTS, Store
from fidelity.cache.texts import read_text, write_text
from fidelity.model.finding import DocumentPlace
from fidelity.model.text import Text
from fidelity.readers.ignores import read_ignores

ENVIRONMENT = {"PYTHONPATH": str(ROOT)}
DEFECTS = ROOT / "fixtures" / "seed" / "defects.md"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("FIDELITY_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A source with its canonical text, an edition, and the same without a canonical text."""
    folder = tmp_path / "texts"
    folder.mkdir()
    shutil.copy(SOURCE, folder / "seed.txt")
    assert fidelity("extract", "seed.txt", "-o", "seed.md", cwd=folder).code == 0
    shutil.copy(DEFECTS, folder / "edition.md")
    return folder


def kept(cache: Path) -> int:
    """How many results a cache holds."""
    with sqlite3.connect(cache / "cache-1.sqlite3") as connection:
        number: int = connection.execute("SELECT count(*) FROM kept").fetchone()[0]
    return number


@pytest.mark.parametrize("style", ["full", "json", "sarif", "rdjson"])
@pytest.mark.parametrize("against", ["seed.md", "seed.txt", None])
def test_what_is_kept_is_shown_as_what_is_new(style: str, against: str | None, cache: Path, texts: Path) -> None:
    arguments = ["check", "edition.md", "--format", style, *(["--against", against] if against else [])]
    uncached = fidelity(*arguments, "--config", "cache = false", cwd=texts)
    assert not cache.exists()
    first = fidelity(*arguments, cwd=texts)
    assert kept(cache) == (2 if against else 1)
    assert fidelity(*arguments, cwd=texts) == first == uncached


def test_what_is_kept_is_not_judged_again(cache: Path, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ("check", "edition.md", "--against", "seed.md", "--format", "json")
    first = fidelity(*arguments, cwd=texts)
    monkeypatch.setattr(api, "examine", None)
    assert fidelity(*arguments, cwd=texts) == first
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700


@pytest.mark.parametrize("changed", ["edition.md", "seed.md", "seed.emendations.jsonl", "seed.txt", "seed.decisions.toml"])
def test_every_file_that_bears_on_a_result_makes_it_another(changed: str, cache: Path, texts: Path) -> None:
    arguments = ("check", "edition.md", "--against", "seed.md", "--format", "json")
    fidelity(*arguments, cwd=texts)
    before = kept(cache)
    with (texts / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    fidelity(*arguments, cwd=texts)
    assert kept(cache) > before
    os.utime(texts / changed)
    after = kept(cache)
    fidelity(*arguments, cwd=texts)
    assert kept(cache) == after


def test_what_is_asked_for_makes_another_result_and_what_is_shown_does_not(cache: Path, texts: Path) -> None:
    def kept_after(*arguments: str) -> int:
        fidelity("check", "edition.md", "--against", "seed.md", *arguments, cwd=texts)
        return kept(cache)

    assert kept_after() == 2
    assert kept_after("--ignore", "A", "--info", "--format", "concise") == 2
    assert kept_after("--relation", "excerpt") == 3
    assert kept_after("--config", 'languages = "en"') == 4
    assert kept_after("--config", "house-style.serial-comma = true") == 5
    assert kept_after("--config", "house-style.number-forms = true") == 6


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100, None])
def test_a_damaged_cache_is_thrown_away(damage: bytes | None, cache: Path, texts: Path) -> None:
    arguments = ("check", "edition.md", "--against", "seed.md", "--format", "json")
    first = fidelity(*arguments, cwd=texts)
    file = cache / "cache-1.sqlite3"
    if damage is None:
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE kept SET value = '[[{}]]'")
    else:
        file.write_bytes(damage)
    for _ in range(3):
        assert fidelity(*arguments, cwd=texts) == first
    assert kept(cache) == 2


@pytest.mark.parametrize(("written", "number"), [("edition.md", 1), ("seed.md", 0)])
def test_what_was_written_while_it_was_read_is_not_kept(
    written: str, number: int, cache: Path, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = texts / written
    before = path.read_bytes()
    read = api.read_edition

    def reading(*arguments: Any) -> Text:
        path.write_bytes(before + b"\nAnother paragraph was written.\n")
        return read(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(api, "read_edition", reading)
        fidelity("check", "edition.md", "--against", "seed.md", cwd=texts)
    # what was found of the canonical text, which is as it was
    assert (kept(cache) if cache.exists() else 0) == number


def test_each_file_is_kept_as_its_own_configuration_says(cache: Path, texts: Path) -> None:
    for name, setting in (("a", "true"), ("b", "false")):
        (texts / name).mkdir()
        shutil.copy(DEFECTS, texts / name / "edition.md")
        (texts / name / "fidelity.toml").write_text(f"cache = {setting}\n", encoding="utf-8")
    fidelity("check", "b", "a", cwd=texts)
    assert kept(cache) == 1


def test_a_cache_that_cannot_be_written_costs_nothing(tmp_path: Path, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("FIDELITY_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert fidelity("check", "edition.md", "--against", "seed.md", cwd=texts).code == 1


def test_processes_at_once_spoil_nothing(cache: Path, texts: Path) -> None:
    command = [sys.executable, "-m", "fidelity", "check", "edition.md", "--against", "seed.md", "--format", "json"]
    running = [
        subprocess.Popen(
            command, cwd=texts, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}
        )
        for _ in range(6)
    ]
    outputs = [one.communicate() for one in running]
    assert len(set(outputs)) == 1
    assert outputs[0][1] == b""
    assert kept(cache) == 2


def many(folder: Path, count: int) -> Path:
    """Editions that are enough for several processes, each with an artefact of its own."""
    folder.mkdir()
    body = GOLD.read_text(encoding="utf-8").replace("communal councils", "communal coun- cils", 1)
    for number in range(count):
        (folder / f"{number:03}.md").write_text(f"# Number {number}\n\n{body}", encoding="utf-8")
    return folder


def test_the_bytes_are_the_same_however_many_processes_work(cache: Path, tmp_path: Path) -> None:
    folder = many(tmp_path / "many", 24)
    (folder / "012.md").write_bytes(b"\xff\xfe\xfa")
    outcomes = [
        fidelity("check", ".", "--format", "json", "--jobs", jobs, "--config", "cache = false", cwd=folder) for jobs in "13"
    ]
    assert outcomes[0] == outcomes[1]
    assert outcomes[0].code == 2
    assert len({one["path"] for one in json.loads(outcomes[0].text)["findings"]}) == 24
    assert not cache.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
def test_the_command_stops_at_once_and_leaves_nothing_running(cache: Path, tmp_path: Path) -> None:
    folder = many(tmp_path / "many", 120)
    running = subprocess.Popen(
        [sys.executable, "-m", "fidelity", "check", ".", "--jobs", "2"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
        # a shell that runs the suite in the background has it ignore interruptions, which a child would inherit
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - there are no threads
    )
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while running.poll() is None and children.exists() and len(children.read_text(encoding="utf-8").split()) < 2:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert said.decode().strip().splitlines()[-1] == "fidelity: stopped before the job was done."
    for _ in range(100):
        if not _is_running(running.pid):
            break
        time.sleep(0.05)
    assert not _is_running(running.pid)
    assert not cache.exists() or fidelity("check", "000.md", cwd=folder).code == 1


def _is_running(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_record_is_read_back_as_it_was_written() -> None:
    findings = api.examine(api.read_edition(DEFECTS), api.read_canonical_file(GOLD)).findings
    elsewhere = replace(
        findings[0], start=None, end=None, place=DocumentPlace(page=3), related=((DocumentPlace(page=4), "there"),)
    )
    ignores = read_ignores("a <!-- fidelity: ignore Q101 -->\n", ".md", lambda rule: (frozenset({rule}), ""))
    whole = ((*findings, elsewhere), ("page 3 is lost",), ignores, True)
    assert read_record(write_record(whole)) == whole


VALUES = st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@given(VALUES)
def test_what_is_no_record_is_none(value: object) -> None:
    assert read_record(json.dumps([value, [], [], True])) is None or value in ([], {}, "")


def test_a_store_gives_what_was_put_and_nothing_else(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", FINDINGS, str)
    assert store.get(["a"]) == {}
    assert not (tmp_path / "store").exists()
    store.put({f"{number}": "x" * number for number in range(1200)})
    found = store.get([*(f"{number}" for number in range(1200)), "lost"])
    assert len(found) == 1200
    assert found["7"] == "xxxxxxx"
    store.close()


def test_a_known_result_needs_none_of_the_rules(cache: Path, texts: Path) -> None:
    """The promise behind the speed: neither the catalog nor a reader is imported for what is known."""
    arguments = ("check", "edition.md", "--against", "seed.md", "--format", "concise")
    assert process(*arguments, FIDELITY_CACHE_DIR=str(cache)).code != 1  # nothing of these names lies here
    program = (
        "import sys\nfrom fidelity.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            cwd=texts,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        )
    loaded = set(done.stderr.decode().splitlines()[-1].split())
    assert "T106 altered-number" in done.stdout.decode()
    forbidden = {"numpy", "rich", "pyromark", "rapidfuzz", "pdfminer", "pypdfium2", "asyncio", "jsonschema", "wordfreq", "lxml"}
    assert not forbidden & loaded
    assert not {"fidelity.catalog", "fidelity.judge", "fidelity.readers.markdown", "fidelity.recognition"} & loaded


@pytest.mark.parametrize("producer", ["pdflatex", "typst"])
def test_a_source_is_read_once_and_what_was_kept_gives_the_same_findings(
    producer: str, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(ROOT / "fixtures" / "seed" / f"{producer}.pdf", tmp_path / "seed.pdf")
    content = DEFECTS.read_text(encoding="utf-8")
    (tmp_path / "edition.md").write_text(content + "\n", encoding="utf-8")
    assert fidelity("check", "edition.md", "--against", "seed.pdf", cwd=tmp_path).code == 1
    (tmp_path / "edition.md").write_text(content, encoding="utf-8")
    fresh = fidelity("check", "edition.md", "--against", "seed.pdf", "--info", "--config", "cache = false", cwd=tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(api, "read_against", lambda *_: pytest.fail("the source was read again"))
        assert fidelity("check", "edition.md", "--against", "seed.pdf", "--info", cwd=tmp_path) == fresh
    assert "printed on p. " in fresh.text
    (cache / TEXTS).write_bytes(b"no table")
    (tmp_path / "edition.md").write_text(content + "\n\n", encoding="utf-8")
    assert fidelity("check", "edition.md", "--against", "seed.pdf", "--info", cwd=tmp_path).text == fresh.text


def test_a_text_is_read_back_as_it_was_kept_and_other_bytes_are_none() -> None:
    text = api.extract(ROOT / "fixtures" / "seed" / "typst.pdf")
    kept = read_text(write_text(text))
    assert kept is not None
    assert (kept.string, kept.origin, kept.marks) == (text.string, text.origin, text.marks)
    assert all(kept.locate(offset) == text.locate(offset) for offset in range(0, len(text.string), 97))
    assert read_text(b"") is None
    assert read_text(write_text(text)[:-9]) is None


def test_another_version_of_a_library_is_another_program(tmp_path: Path) -> None:
    here = _libraries(sys.path)
    assert len(here) == len(LIBRARIES)
    (tmp_path / "lxml-1.2.3.dist-info").mkdir()
    there = _libraries([str(tmp_path / "nothing"), str(tmp_path), *sys.path])
    assert set(there) - set(here) == {"lxml-1.2.3"}
    with (ROOT / "pyproject.toml").open("rb") as file:
        needed = tomllib.load(file)["project"]["dependencies"]
    names = {re.split("[<>=]", one)[0].strip().lower().replace("-", "_").replace(".", "_") for one in needed}
    assert names == LIBRARIES
