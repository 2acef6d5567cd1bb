"""What an editor lets stand: accepted, silent, printed as a note, and told when it is no longer so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from command import ROOT, fidelity, one_sentence
from hypothesis import given
from hypothesis import strategies as st

from fidelity.configuration.selectors import meaning_of
from fidelity.model.departure import Departure
from fidelity.readers.departures import read_departures
from fidelity.readers.ignores import read_ignores
from fidelity.writers.departures import with_departures

TALK = "The rivers rose in 1911, and the boats came home.\n\nNobody was drowned in the floods, and the sea was calm.\n"
EDITION = TALK.replace("1911", "1912").replace("calm", "quiet")
BY = ("--reason", "a misprint <corrected>", "--by", "A. Editor & Co.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A text, an edition with two changes, and the configuration that pairs them."""
    (tmp_path / "fidelity.toml").write_text("[[text]]\ncanonical = 'talk.md'\neditions = 'editions/*.md'\n", encoding="utf-8")
    (tmp_path / "talk.md").write_text(TALK, encoding="utf-8")
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "one.md").write_text(EDITION, encoding="utf-8")
    return tmp_path


def codes(folder: Path, *arguments: str) -> list[str]:
    outcome = fidelity("check", *arguments, "--format", "json", cwd=folder)
    assert outcome.err == ""
    return [one["code"] for one in json.loads(outcome.text)["findings"]]


def test_a_finding_is_accepted_by_its_place_and_silent_from_then_on(folder: Path) -> None:
    before = codes(folder)
    assert len(before) == 2
    assert "T106" in before
    accepted = fidelity("accept", "editions/one.md:1:20", *BY, cwd=folder)
    assert (accepted.code, accepted.out, accepted.err) == (0, b"", "fidelity: departures.toml has 1 departure more.\n")
    (record,) = tomllib.loads((folder / "departures.toml").read_text(encoding="utf-8"))["departure"]
    assert record["path"] == "editions/one.md"
    assert record["rule"] == "T106 altered-number"
    assert (record["canonical"], record["edition"]) == ("1911", "1912")
    assert (record["reason"], record["by"]) == (BY[1], BY[3])
    assert codes(folder) == [code for code in before if code != "T106"]
    (folder / "editions" / "one.md").write_text("A new beginning.\n\n" + EDITION, encoding="utf-8")
    assert "T106" not in codes(folder)
    assert "not accepted already" in one_sentence(fidelity("accept", "editions/one.md:3", *BY, cwd=folder))


def test_a_line_with_several_findings_does_not_say_which_is_meant(folder: Path) -> None:
    edition = EDITION.replace("the boats came home", "the boots came hone")
    line = 1
    (folder / "editions" / "one.md").write_text(edition, encoding="utf-8")
    there = json.loads(fidelity("check", "--format", "json", cwd=folder).text)["findings"]
    columns = [f"{one['start']['line']}:{one['start']['column']}" for one in there if one["start"]["line"] == line]
    assert len(columns) > 1
    refused = one_sentence(fidelity("accept", f"editions/one.md:{line}", *BY, cwd=folder))
    assert all(f"{place} is " in refused for place in columns)
    assert not (folder / "departures.toml").exists()


def test_a_finding_is_accepted_by_its_fingerprint_and_from_another_folder(folder: Path) -> None:
    found = json.loads(fidelity("check", "--format", "json", cwd=folder).text)["findings"]
    number = next(one for one in found if one["code"] == "T106")
    inner = folder / "editions"
    assert fidelity("accept", "one.md", "--fingerprint", number["fingerprint"], *BY, cwd=inner).code == 0
    assert not (inner / "departures.toml").exists()
    assert "T106" not in codes(folder)
    assert "T106" not in codes(inner, "one.md")
    assert "no finding has the fingerprint" in one_sentence(fidelity("accept", "one.md", "--fingerprint", "00", *BY, cwd=inner))


def test_a_rule_is_accepted_in_a_whole_file(folder: Path) -> None:
    assert fidelity("accept", "editions/one.md", "--rule", "altered-number", *BY, cwd=folder).code == 0
    (folder / "editions" / "one.md").write_text(EDITION.replace("1912", "1913"), encoding="utf-8")
    (folder / "editions" / "two.md").write_text(EDITION, encoding="utf-8")
    assert "T106" not in codes(folder, "editions/one.md")
    assert "T106" in codes(folder, "editions/two.md")
    assert "did you mean" in one_sentence(fidelity("accept", "editions/two.md", "--rule", "altered-numbr", *BY, cwd=folder))


def test_a_departure_needs_a_reason_and_a_place(folder: Path) -> None:
    assert "needs a reason" in one_sentence(fidelity("accept", "editions/one.md:1", cwd=folder))
    assert "which finding?" in one_sentence(fidelity("accept", "editions/one.md", *BY, cwd=folder))
    assert not (folder / "departures.toml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of our own takes a pseudo-terminal")
def test_on_a_terminal_each_finding_is_asked_about(folder: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "fidelity", "accept", "editions/one.md", "--by", "A. Editor"],
        cwd=folder,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "dumb"},
    )
    os.close(follower)
    _answer(leader, "[q] stop", "s")
    _answer(leader, "[q] stop", "a")
    _answer(leader, "Reason", "the sea was never calm\n")
    running.wait(timeout=60)
    os.close(leader)
    (record,) = tomllib.loads((folder / "departures.toml").read_text(encoding="utf-8"))["departure"]
    assert (record["canonical"], record["edition"], record["reason"]) == ("calm", "quiet", "the sea was never calm")


def _answer(leader: int, waited: str, keys: str) -> None:
    """Wait for a prompt and answer it; again where the terminal was being set up and has dropped the answer."""
    import select

    shown = ""
    for _ in range(600):
        if select.select([leader], [], [], 0.1)[0]:
            shown += os.read(leader, 4096).decode("utf-8", "replace")
        elif waited in shown:
            break
    assert waited in shown
    for _ in range(100):
        os.write(leader, keys.encode())
        if select.select([leader], [], [], 0.3)[0]:
            return
    raise AssertionError(keys)


def test_the_departures_are_a_note_on_the_text(folder: Path) -> None:
    fidelity("accept", "editions/one.md:1", *BY, cwd=folder)
    note = fidelity("departures", cwd=folder).text
    assert "# Note on the text" in note
    assert "- for “1911”; this edition has “1912”: a misprint \\<corrected\\> (A. Editor \\& Co.)" in note
    page = fidelity("departures", "--format", "html", cwd=folder).text
    assert "<li>for <q>1911</q>; this edition has <q>1912</q>: a misprint &lt;corrected&gt; (A. Editor &amp; Co.)</li>" in page
    assert "does not exist" in one_sentence(fidelity("departures", "lost.toml", cwd=folder))


def test_a_departure_that_no_longer_fits_is_told(folder: Path) -> None:
    fidelity("accept", "editions/one.md:1", *BY, cwd=folder)
    edition = folder / "editions" / "one.md"
    edition.write_text(EDITION.replace("1912", "1913"), encoding="utf-8")
    assert {"T106", "P104"} <= set(codes(folder))
    edition.write_text(EDITION.replace("1912", "1911"), encoding="utf-8")
    assert "P103" in codes(folder)
    assert codes(folder, "--isolated", "editions/one.md") == []
    assert "P103" not in codes(folder, "--ignore", "T106")
    edition.rename(folder / "editions" / "moved.md")
    assert "P103" in codes(folder)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[[departure]\n", "is damaged"),
        ("[[departure]]\npath = 'a.md'\n", "departures.toml:1: a departure needs “rule”"),
        ("\n[[departure]]\npth = 'a.md'\n", "departures.toml:2: a departure has no key “pth”; did you mean “path”?"),
        ("[[departure]]\npath = 1\n", "is to be a text"),
        ("departures = []\n", "may have tables [[departure]] alone"),
    ],
)
def test_a_damaged_record_is_said(content: str, words: str, folder: Path) -> None:
    (folder / "departures.toml").write_text(content, encoding="utf-8")
    assert words in one_sentence(fidelity("check", cwd=folder))


WORDS = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda words: words.strip())


@given(WORDS, WORDS, WORDS, st.none() | WORDS, st.text(st.characters(exclude_categories=["Cs"])))
def test_a_departure_is_read_back_as_it_was_written(
    path: str, reason: str, by: str, canonical: str | None, edition: str
) -> None:
    one = Departure(path, "T106", "altered-number", reason, by, "0123456789abcdef", canonical, edition, "before", "", "said")
    head = "# by hand\n"
    document = with_departures(with_departures(head, [one]), [one])
    assert document.startswith(head)
    first, second = read_departures(document.encode(), "departures.toml")
    assert first.line == 3
    assert second.line > first.line
    for field in ("path", "code", "name", "reason", "by", "fingerprint", "edition", "before", "after", "message"):
        assert getattr(first, field) == getattr(second, field) == getattr(one, field), field
    assert (first.canonical or None) == (canonical or None)


def test_a_baseline_freezes_what_is_found_and_only_shrinks(folder: Path) -> None:
    assert fidelity("baseline", cwd=folder).err == "fidelity: fidelity-baseline.json holds 2 findings.\n"
    frozen = (folder / "fidelity-baseline.json").read_bytes()
    assert codes(folder) == []
    edition = folder / "editions" / "one.md"
    edition.write_text("In 1900 it began.\n\n" + EDITION.replace("quiet", "still"), encoding="utf-8")
    assert len(codes(folder)) == 2
    assert fidelity("baseline", cwd=folder).err == (
        "fidelity: fidelity-baseline.json holds 1 finding, and held 2.\n"
        "fidelity: 2 new findings were not taken in; --allow-growth takes them.\n"
    )
    assert len(codes(folder)) == 2
    assert fidelity("baseline", "--allow-growth", cwd=folder).code == 0
    assert codes(folder) == []
    edition.write_text(EDITION, encoding="utf-8")
    (folder / "fidelity-baseline.json").write_bytes(frozen[:-20])
    assert "is damaged" in one_sentence(fidelity("check", cwd=folder))


def reach(content: str, suffix: str = ".md") -> list[tuple[int, int, str]]:
    return [(one.first, one.last, one.said or one.fault) for one in read_ignores(content, suffix, meaning_of)]


def test_comments_reach_a_line_a_block_a_range_or_the_file() -> None:
    content = (
        "One <!-- fidelity: ignore Q101 as printed --> two.\n"  # 1
        "\n"
        "<!-- fidelity: ignore T106, lost-note -->\n"  # 3
        "\n"
        "A block\n"  # 5
        "of two lines.\n"
        "\n"
        "<!-- fidelity: ignore-start N -->\n"  # 8
        "More.\n"
        "\n"
        "<!-- fidelity: ignore-end -->\n"  # 11
        "\n"
        "> <!-- fidelity: ignore A101 -->\n"  # 13
        "> Quoted.\n"
        "\n"
        "`<!-- fidelity: ignore C103 -->`\n"  # 16
        "\n"
        "<!-- fidelity: ignore-file C -->\n"  # 18
    )
    assert sorted(reach(content)) == [(0, 19, "C"), (1, 1, "Q101"), (5, 6, "T106, lost-note"), (8, 11, "N"), (14, 14, "A101")]


@pytest.mark.parametrize(
    ("comment", "fault"),
    [
        ("ignore", "it names no rule"),
        ("ignore Q10l", "did you mean “Q101”?"),
        ("ignor Q101", "did you mean “ignore”?"),
        ("ignore-end", "nothing is open"),
        ("ignore-start Q101", "no “fidelity: ignore-end” closes it"),
    ],
)
def test_a_comment_that_nobody_can_follow_is_a_finding(comment: str, fault: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"Words.\n\n<!-- fidelity: {comment} -->\n\nMore words.\n", encoding="utf-8")
    outcome = fidelity("check", "a.md", "--format", "concise", cwd=tmp_path)
    assert "a.md:3:1: P102 unused-ignore: " in outcome.text
    assert fault in outcome.text


def test_an_ignore_comment_silences_what_it_names_and_nothing_else(folder: Path) -> None:
    edition = folder / "editions" / "one.md"
    edition.write_text(
        EDITION.replace("home.", "home. <!-- fidelity: ignore altered-number see the errata -->"), encoding="utf-8"
    )
    left = codes(folder)
    assert len(left) == 1
    assert "T106" not in left
    edition.write_text(EDITION.replace("sea was", "sea was <!-- fidelity: ignore T -->"), encoding="utf-8")
    assert codes(folder) == ["T106"]


def test_a_finding_in_a_format_without_lines_is_accepted_by_its_place(folder: Path) -> None:
    subprocess.run(["pandoc", "editions/one.md", "-o", "editions/one.docx"], cwd=folder, check=True)
    check = ("check", "editions/one.docx", "--against", "talk.md", "--format", "concise")
    first, second, _ = fidelity(*check, cwd=folder).text.splitlines()
    place = first.split(": ", 1)[0] + ":"
    assert place == "editions/one.docx (part word/document.xml, paragraph 1, run 1):"
    accept = ("accept", "--against", "talk.md", *BY)
    assert fidelity(*accept, place, cwd=folder).code == 0
    assert fidelity(*check, cwd=folder).text == f"{second}\n1 finding in 1 file: 1 error; 1 accepted\n"
    assert "nothing is found" in one_sentence(fidelity(*accept, "editions/one.docx:paragraph 7", cwd=folder))
    assert fidelity(*accept, "editions/one.docx:paragraph 2", cwd=folder).code == 0
    assert fidelity(*check, cwd=folder).code == 0


def test_a_paragraph_with_several_findings_is_no_place_of_one(folder: Path) -> None:
    (folder / "editions" / "one.md").write_text(EDITION.replace("home", "back"), encoding="utf-8")
    subprocess.run(["pandoc", "editions/one.md", "-o", "editions/one.docx"], cwd=folder, check=True)
    refused = fidelity("accept", "editions/one.docx:paragraph 1", "--against", "talk.md", *BY, cwd=folder)
    assert "2 findings are there; name those that are meant by --fingerprint: " in one_sentence(refused)
    assert not (folder / "departures.toml").exists()


def test_what_is_not_shown_is_counted_and_nothing_is_said_to_agree(folder: Path) -> None:
    fidelity("accept", "editions/one.md:1", *BY, cwd=folder)
    assert fidelity("baseline", cwd=folder).code == 0
    said = "No new findings in editions/one.md, checked against talk.md; 1 accepted, 1 in the baseline.\n"
    assert fidelity("check", cwd=folder).text == said
    isolated = fidelity("check", "editions/one.md", "--against", "talk.md", "--isolated", "--format", "concise", cwd=folder)
    assert isolated.text.endswith("2 findings in 1 file: 2 errors\n")
