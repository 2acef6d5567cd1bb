"""Fixes are made whole and proven, or refused with a reason; nothing else in the file changes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from command import fidelity

from fidelity import fixes
from fidelity.model.errors import FidelityError
from fidelity.model.finding import Finding, Fix
from fidelity.note_fixes import counted_anew, in_order

SPACED = "One fact here. [^1] Another *there*.[^2] A third at last.[^3]\n\n[^1]: First.\n\n[^2]: Second.\n\n[^3]: Third.\n"
CANONICAL = SPACED.replace("here. [", "here.[")


def made(folder: Path, content: str | bytes, name: str = "edition.md") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_safe_fix_is_made_and_nothing_else_changes(tmp_path: Path) -> None:
    path = made(tmp_path, SPACED)
    path.chmod(0o640)
    outcome = fidelity("check", path, "--fix")
    assert outcome.code == 0
    assert "1 fix made (take out the space before the call)" in outcome.err
    assert path.read_text(encoding="utf-8") == CANONICAL
    assert path.stat().st_mode & 0o777 == 0o640
    again = fidelity("check", path, "--fix")
    assert again.err == ""
    assert path.read_text(encoding="utf-8") == CANONICAL
    assert sorted(one.name for one in tmp_path.iterdir()) == ["edition.md"]


def test_a_diff_changes_nothing(tmp_path: Path) -> None:
    path = made(tmp_path, SPACED)
    outcome = fidelity("check", path, "--diff")
    assert outcome.code == 1
    assert "-One fact here. [^1]" in outcome.text
    assert "+One fact here.[^1]" in outcome.text
    assert path.read_text(encoding="utf-8") == SPACED
    assert fidelity("check", made(tmp_path, CANONICAL, "good.md"), "--diff").code == 0


def test_what_a_diff_shows_can_be_made_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The diff keeps in the cache that the mended file has no finding; that is no reason to refuse the fix."""
    monkeypatch.setenv("FIDELITY_CACHE_DIR", str(tmp_path / "cache"))
    path = made(tmp_path, SPACED)
    first = fidelity("check", path, "--diff")
    assert fidelity("check", path, "--diff") == first
    outcome = fidelity("check", path, "--fix")
    assert "1 fix made" in outcome.err
    assert path.read_text(encoding="utf-8") == SPACED.replace(" [^1]", "[^1]")


def test_a_diff_of_what_cannot_be_read_has_failed(tmp_path: Path) -> None:
    path = made(tmp_path, SPACED)
    outcome = fidelity("check", path, tmp_path / "lost.md", "--diff")
    assert outcome.code == 2
    assert "lost.md" in outcome.err
    assert "+One fact here.[^1]" in outcome.text


def test_a_diff_has_the_lines_that_git_knows(tmp_path: Path) -> None:
    made(tmp_path, "A line\u2028that goes\x0con.\n\n" + SPACED)
    patch = fidelity("check", "edition.md", "--diff", cwd=tmp_path).out
    assert b"No newline" not in patch
    subprocess.run(["git", "apply", "--check", "-"], input=patch, cwd=tmp_path, check=True)


def test_a_file_that_is_named_in_two_ways_is_mended_once(tmp_path: Path) -> None:
    path = made(tmp_path, SPACED)
    (tmp_path / "folder").mkdir()
    outcome = fidelity("check", "edition.md", "folder/../edition.md", "--fix", cwd=tmp_path)
    assert outcome.err.count("1 fix made") == 1
    assert path.read_text(encoding="utf-8") == SPACED.replace(" [^1]", "[^1]")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encoding_byte_order_mark_and_line_ends_are_kept(encoding: str, line_end: str, tmp_path: Path) -> None:
    def written(content: str) -> bytes:
        mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
        return mark + content.replace("\n", line_end).encode(encoding)

    path = made(tmp_path, written(SPACED + "\nÉlan.\n"))
    assert fidelity("check", path, "--fix").code == 0
    assert path.read_bytes() == written(CANONICAL + "\nÉlan.\n")


def test_a_page_in_a_legacy_encoding_is_mended_in_it(tmp_path: Path) -> None:
    html = '<meta charset="windows-1252"><p>Caf\xe9 co\xadop <b>said</b>.</p>'
    path = made(tmp_path, html.encode("cp1252"), "page.html")
    assert fidelity("check", path, "--fix").code == 0
    assert path.read_bytes() == html.replace("\xad", "").encode("cp1252")


def test_a_colon_is_put_and_a_reference_follows_its_note(tmp_path: Path) -> None:
    path = made(tmp_path, "One fact here.[^Lowry] Another.[^2]\n\n[^Lowry] As told by Lowry.\n\n[^2]: Second source.\n")
    assert fidelity("check", path, "--fix").code == 0
    assert "[^Lowry]: As told by Lowry." in path.read_text(encoding="utf-8")
    canonical = made(tmp_path, CANONICAL.replace("Third.", "See note 2, above."), "canonical.md")
    stale = (
        "New.[^1] One fact here.[^2] Another *there*.[^3] A third at last.[^4]\n\n[^1]: Editor's note: new.\n\n[^2]: First.\n\n"
    )
    edition = made(tmp_path, stale + "[^3]: Second.\n\n[^4]: See note 2, above.\n")
    fidelity("check", edition, "--against", canonical, "--fix")
    assert edition.read_text(encoding="utf-8") == stale + "[^3]: Second.\n\n[^4]: See note 3, above.\n"


@pytest.mark.parametrize("broken", ["altensiel/ findbuch", "altensiel/find- buch"])
def test_a_broken_address_is_joined(broken: str, tmp_path: Path) -> None:
    whole = (
        "See the page.[^1]\n\n[^1]: Anna Ames, “A Title,” https://www.example.org/altensiel/findbuch/7 (March 2024), p. 5.\n"
    )
    canonical, edition = made(tmp_path, whole, "canonical.md"), made(tmp_path, whole.replace("altensiel/findbuch", broken))
    assert fidelity("check", edition, "--against", canonical, "--fix").code == 0
    assert edition.read_text(encoding="utf-8") == whole
    altered = made(tmp_path, whole.replace("findbuch", "findbach"))
    assert fidelity("check", altered, "--against", canonical, "--fix").code == 1
    assert "findbach" in altered.read_text(encoding="utf-8")


def test_signs_of_markdown_are_guarded() -> None:
    path = Path("x.md")
    assert fixes.written("a*b_c", "abc", path) == "a\\*b\\_c"
    assert fixes.written("a*b", "a*c", path) == "a*b"
    assert fixes.written("a<b", "ab", Path("x.html")) == "a&lt;b"


def test_links_and_changed_files_are_refused(tmp_path: Path) -> None:
    path = made(tmp_path, SPACED)
    link = tmp_path / "link.md"
    link.symlink_to(path)
    assert "is a symbolic link" in fidelity("check", link, "--fix").err
    assert path.read_text(encoding="utf-8") == SPACED
    mended = fixes.Mended(path, b"what was read", b"new", "", "", ("x",), ())
    with pytest.raises(FidelityError, match="was changed while"):
        fixes.write(mended)
    assert path.read_text(encoding="utf-8") == SPACED


def test_a_fix_that_brings_another_finding_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, "Two words here.\n")
    finding = _finding("N999", "it is so", Fix("spoil it", True, ((3, 4, "\u00ad"),)), path)

    def judge(content: bytes) -> fixes.Judged:
        spoilt = _finding("A203", "a soft hyphen", None, path)
        return fixes.Judged((spoilt,) if "\u00ad" in content.decode() else (finding,), content.decode())

    mended = fixes.mend(path, judge, unsafe=False)
    assert mended is not None
    assert mended.applied == ()
    assert "would bring a new finding (A203: a soft hyphen)" in mended.refused[0]


def test_fixes_that_were_not_tried_are_said(tmp_path: Path) -> None:
    path = made(tmp_path, "a" * 120 + "\n")
    planned = [_finding("N999", f"it is so at {k}", Fix(f"mend {k}", True, ((k, k + 1, "b"),)), path) for k in range(0, 120, 2)]

    def judge(content: bytes) -> fixes.Judged:
        string = content.decode()
        left = [one for k, one in enumerate(planned) if string[2 * k] == "a"]
        spoilt = [_finding("N998", "too many", None, path)] if string.count("b") > 55 else []
        return fixes.Judged((*left, *spoilt), string)

    mended = fixes.mend(path, judge, unsafe=False)
    assert mended is not None
    assert len(mended.applied) + 10 == len(planned)
    assert len(mended.refused) == 1
    assert "10 more fixes were not tried" in mended.refused[0]
    assert "run it again" in mended.refused[0]


def _finding(code: str, message: str, fix: Fix | None, path: Path) -> Finding:
    from dataclasses import replace

    from fidelity.findings import findings_of_file
    from fidelity.model.project import Inspection

    one = findings_of_file(Inspection(str(path), "x"))[0]
    return replace(one, code=code, message=message, fix=fix)


UNSORTED = "A.[^1] B.[^2] C.[^3]\n\n[^3]: Third *note*.\n\n    More of it.\n\n[^1]: First.\n[^2]: Second\nwrapped.\n\nEnd.\n"


def test_bodies_are_put_in_order_byte_by_byte(tmp_path: Path) -> None:
    path = made(tmp_path, UNSORTED)
    fidelity("check", path, "--fix", "--info")
    assert path.read_text(encoding="utf-8") == (
        "A.[^1] B.[^2] C.[^3]\n\n[^1]: First.\n\n[^2]: Second\nwrapped.\n[^3]: Third *note*.\n\n    More of it.\n\nEnd.\n"
    )


_NO_NOTES = [
    "---\nkept: |\n  [^3]: no note\n\n  [^1]: nor this\n---\n\n",
    "<!--\n[^3]: no note\n\n[^1]: nor this\n\n-->\n\n",
    "```\n[^3]: no note\n\n[^1]: nor this\n\n```\n\n",
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("before", _NO_NOTES, ids=["front matter", "comment", "code"])
def test_what_looks_like_a_definition_and_is_none_stays_as_it_is(before: str, line_end: str, tmp_path: Path) -> None:
    def outcome(content: str, *options: str) -> str:
        path = made(tmp_path, content.replace("\n", line_end))
        fidelity("check", path, *options)
        return path.read_bytes().decode().replace(line_end, "\n")

    calls = before + "A.[^1] B `[^3]`.[^3]\n\n"
    ordered = outcome(calls + "[^3]: Three.\n[^1]: One.\n", "--fix", "--info")
    assert ordered == calls + "[^1]: One.\n[^3]: Three.\n"
    table = "A.[^3] B.[^1]\n\n| A[^3] |\n| --- |\n| `[^1]` b[^1] |\n\n[^1]: One `[^3]`.\n\n[^3]: Three.\n"
    assert outcome(before + table, "--fix", "--unsafe-fixes") == before + (
        "A.[^1] B.[^2]\n\n| A[^1] |\n| --- |\n| `[^1]` b[^2] |\n\n[^2]: One `[^3]`.\n\n[^1]: Three.\n"
    )


def test_bodies_in_order_or_apart_are_left_alone() -> None:
    out = _finding("N106", "x", None, Path("x.md"))
    assert in_order(UNSORTED, []) is None
    assert isinstance(in_order("A.[^1]\n\n[^2]: Two.\n\nB.[^2]\n\n[^1]: One.\n", [out]), str)


GAPPED = "A.[^1] B.[^3] C.[^2] D.[^a]\n\n[^1]: First.\n\n[^3]: Third.\n\n[^2]: Second.\n\n[^a]: Named.\n"


def test_notes_are_counted_anew_only_when_asked_for(tmp_path: Path) -> None:
    path = made(tmp_path, GAPPED)
    assert fidelity("check", path, "--fix").code == 1
    assert path.read_text(encoding="utf-8") == GAPPED
    assert fidelity("check", path, "--fix", "--unsafe-fixes").code == 0
    assert path.read_text(encoding="utf-8") == (
        "A.[^1] B.[^2] C.[^3] D.[^a]\n\n[^1]: First.\n\n[^2]: Third.\n\n[^3]: Second.\n\n[^a]: Named.\n"
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (GAPPED.replace("Named.", "See notes 3 and 2."), "goes on with other numbers"),
        (GAPPED.replace("Named.", "See nn. 2–3."), "goes on with other numbers"),
        ("Z.[^5] " + GAPPED.replace("Named.", "See note 4.") + "\n[^5]: Fifth.\n", "names a note that there is not"),
        (GAPPED.replace("Named.", "Anna Berg, *Rivers* (London: Verso, 1990), note 3."), "of the work cited"),
        (GAPPED.replace("C.[^2]", "C."), "without a call"),
        (GAPPED.replace("[^2]: Second.", "[^3]: Second."), "a call without a note"),
    ],
)
def test_counting_anew_is_refused_with_a_reason(content: str, reason: str) -> None:
    outcome = counted_anew(content, [_finding("N105", "x", None, Path("x.md"))])
    assert isinstance(outcome, str)
    assert reason in outcome


def test_references_in_words_follow_their_notes(tmp_path: Path) -> None:
    """As GitHub and pandoc write notes: bodies of several paragraphs, notes in the text, references in text and notes."""
    path = made(
        tmp_path,
        "Rain.[^1] Sea.[^3] Wind,[^4] as note 7 says. Ice.[^7] Snow.^[Here.] Hail.[^a] Code `[^4]`.\n\n"
        "[^1]:\n    Anna Berg, *Rivers* (London: Verso, 1990), 45.\n\n    Also see note 3, and note 1.\n\n"
        "[^3]: Otto Lind, *Seas* (Oslo: Nord, 2001), 7.\n[^4]: Wrong; see note 7.[^3]\n\n"
        "[^7]: Lind, op. cit., n. 3.\n\n[^a]: Named.\n",
    )
    assert "1 fix made" in fidelity("check", path, "--fix", "--unsafe-fixes").err
    assert path.read_text(encoding="utf-8") == (
        "Rain.[^1] Sea.[^2] Wind,[^3] as note 4 says. Ice.[^4] Snow.^[Here.] Hail.[^a] Code `[^4]`.\n\n"
        "[^1]:\n    Anna Berg, *Rivers* (London: Verso, 1990), 45.\n\n    Also see note 2, and note 1.\n\n"
        "[^2]: Otto Lind, *Seas* (Oslo: Nord, 2001), 7.\n[^3]: Wrong; see note 4.[^2]\n\n"
        "[^4]: Lind, op. cit., n. 2.\n\n[^a]: Named.\n"
    )


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_where_nothing_is_mended_it_is_said_what_could_be(option: str, tmp_path: Path) -> None:
    gapped = made(tmp_path, GAPPED)
    said = fidelity("check", gapped, option).err
    assert "could be mended with --unsafe-fixes; nothing was changed." in said
    assert "none of which could" not in said
    canonical = made(tmp_path, "The old harbour was built in 1901, and the town grew.\n", "canonical.md")
    edition = made(tmp_path, "The old harbour was built in 1902, and the town grew.\n")
    said = fidelity("check", edition, "--against", canonical, option).err
    assert said == (
        "fidelity: 1 finding, none of which can be safely mended, none of which could be mended with --unsafe-fixes; "
        "nothing was changed.\n"
    )
    assert fidelity("check", canonical, option).err == ""


def test_standard_input_cannot_be_mended() -> None:
    assert fidelity("check", "-", "--stdin-filename", "x.md", "--fix").code == 2


LONG = (
    "It was in the spring that the people of the town came to the river and to the bridge, and not one of them was glad of it."
)
BROKEN = f"{LONG}\nThe councils of the town met in the spring. The zemindar came, and nobody asked him why.\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\n> "])
def test_a_word_left_broken_at_a_line_end_is_mended_over_it(ends: str, tmp_path: Path) -> None:
    """The dictionary knows one of the words; the other is known from the canonical text alone."""
    opening = "> " if ">" in ends else ""
    canonical = opening + BROKEN.replace("\n", ends).removesuffix("> ")
    made(tmp_path, canonical, "canonical.md")
    broken = canonical.replace("councils", f"coun-{ends}cils")
    # in a quotation, a word that is not known for a broken one is an alteration of it
    made(tmp_path, broken if opening else broken.replace("zemindar", f"zemin-{ends}dar"))
    outcome = fidelity("check", "edition.md", "--against", "canonical.md", "--fix", cwd=tmp_path)
    assert (outcome.code, outcome.text) == (0, "No findings: edition.md agrees with canonical.md.\n")
    assert (tmp_path / "edition.md").read_bytes() == canonical.encode()
