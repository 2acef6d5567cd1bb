"""What cannot be read: one sentence that a person can act on, exit code 2, no traceback, nothing half-written, nothing lost."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import GOLD, ROOT, SOURCE, fidelity, one_sentence, process

from fidelity import api, formats
from fidelity.model.errors import FidelityError, UnreadableFile
from fidelity.readers.pdf.damage import Structure
from fidelity.writers.files import write_files

BAD = ROOT / "fixtures" / "bad"

SENTENCES = {
    "empty.pdf": "is empty",
    "encrypted.pdf": "password",
    "latin-1.txt": "UTF-8",
    "picture.pdf": "not a PDF: it is a picture",
    "really-a-pdf.txt": "is a PDF; rename it to really-a-pdf.pdf",
    "scanned.pdf": "OCR",
    "truncated.pdf": "damaged",
}


@pytest.mark.parametrize(("name", "words"), SENTENCES.items())
def test_a_bad_source_is_named_with_what_to_do(name: str, words: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        api.extract(BAD / name)
    sentence = str(refusal.value)
    assert name in sentence
    assert words in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("name", ["encrypted.pdf", "truncated.pdf", "latin-1.txt"])
def test_the_command_says_it_once_and_writes_nothing(name: str, tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    target.write_text("what was there before", encoding="utf-8")
    for command in (
        ("extract", BAD / name, "-o", target, "--overwrite"),
        ("check", BAD / name),
        ("diff", GOLD, BAD / name, "-o", target),
    ):
        outcome = fidelity(*command)
        assert name in one_sentence(outcome)
        assert outcome.out == b""
    assert target.read_text(encoding="utf-8") == "what was there before"
    assert list(tmp_path.iterdir()) == [target]


def test_what_is_lost_of_a_damaged_source_is_said_and_kept(tmp_path: Path) -> None:
    whole = (ROOT / "fixtures" / "seed" / "typst.pdf").read_bytes()
    sound = api.extract(made(tmp_path, "sound.pdf", whole))
    page = Structure(whole).pages[1].contents[0].rawdata
    at = whole.index(page) + len(page) // 2
    path = made(tmp_path, "part.pdf", whole[:at] + b"\xff" * 40 + whole[at + 40 :])
    outcome = fidelity("extract", path, "-o", tmp_path / "part.md")
    assert outcome.code == 0
    loss = outcome.err
    assert re.fullmatch(r"fidelity: \S+part\.pdf: page 2 of \d is damaged; the text .*\.\n", loss)
    assert 0 < len(api.read_canonical_file(tmp_path / "part.md").string) < len(sound.string)
    again = fidelity("check", tmp_path / "part.md", "--against", tmp_path / "part.md")
    assert again.err == loss.replace("part.pdf", "part.md")
    record = json.loads(fidelity("check", tmp_path / "part.md", "--against", tmp_path / "part.md", "--format", "json").text)
    assert record["remarks"] == [again.err.removeprefix("fidelity: ").rstrip()]


TYPESET = ROOT / "fixtures" / "hafen" / "pdflatex.pdf"


def pictured(target: Path, pages: set[int], *, photograph: bool = False, folio: bool = False) -> Path:
    """A typeset document some of whose pages (from 0) were scanned askew on yellowed paper, or are photographs of nothing."""
    import ctypes

    import numpy as np
    import pypdfium2
    from pypdfium2 import raw

    document, chance = pypdfium2.PdfDocument(TYPESET), np.random.default_rng(1)
    for i in pages:
        width, height = document[i].get_size()
        drawn = document[i].render(scale=2, grayscale=True)
        shades = np.frombuffer(drawn.buffer, np.uint8).reshape(drawn.height, drawn.stride)
        aslant = [np.roll(column, k // 50) for k, column in enumerate(shades.T)]
        scan = np.array(aslant).T * (220 / 255)
        if photograph:
            scan = np.kron(chance.integers(0, 255, (9, 6)), np.ones((drawn.height // 9 + 1, drawn.stride // 6 + 1)))
            scan = scan[: drawn.height, : drawn.stride]
        whole = np.ascontiguousarray(scan.astype(np.uint8))
        bitmap = pypdfium2.PdfBitmap.new_native(drawn.width, drawn.height, raw.FPDFBitmap_Gray)
        np.frombuffer(bitmap.buffer, np.uint8).reshape(drawn.height, bitmap.stride)[:] = whole[:, : bitmap.stride]
        document.del_page(i)
        page = document.new_page(width, height, i)
        picture = pypdfium2.PdfImage.new(document)
        picture.set_bitmap(bitmap)
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page.insert_obj(picture)
        if folio:
            words = raw.FPDFPageObj_NewTextObj(document, b"Times-Roman", 10)
            raw.FPDFText_SetText(words, (ctypes.c_ushort * 2)(ord(f"{i + 1}"), 0))
            raw.FPDFPageObj_Transform(words, 1, 0, 0, 1, width / 2, 30)
            raw.FPDFPage_InsertObject(page, words)
        page.gen_content()
    document.save(target)
    return target


@pytest.mark.parametrize("engine", ["pdfium", "pdfminer"])
@pytest.mark.parametrize("folio", [True, False])
def test_a_page_that_is_a_picture_is_named(engine: str, folio: bool, tmp_path: Path) -> None:
    outcome = fidelity("extract", pictured(tmp_path / "mixed.pdf", {1, 2}, folio=folio), "--engine", engine)
    assert outcome.code == 0
    assert (
        f"{tmp_path / 'mixed.pdf'}: pages 2–3 of 4 are pictures; the text has nothing of the words in them: run OCR"
        in outcome.err
    )
    one = fidelity("extract", pictured(tmp_path / "one.pdf", {3}, folio=folio), "--engine", engine)
    assert "one.pdf: page 4 of 4 is a picture; the text has nothing of the words in it: run OCR" in one.err


@pytest.mark.parametrize("folio", [True, False])
def test_a_document_of_pictures_is_refused_as_scanned(folio: bool, tmp_path: Path) -> None:
    outcome = fidelity("extract", pictured(tmp_path / "scan.pdf", {0, 1, 2, 3}, folio=folio))
    assert outcome.code == 2
    assert "scan.pdf holds no text: its pages are pictures" in one_sentence(outcome)


def test_a_photograph_among_typeset_pages_loses_no_words(tmp_path: Path) -> None:
    outcome = fidelity("extract", pictured(tmp_path / "plate.pdf", {1}, photograph=True, folio=True))
    assert outcome.code == 0
    assert "picture" not in outcome.err


def made(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


MADE = {
    "empty.txt": (b"", "is empty"),
    "blank.md": (b" \n\n", "is empty"),
    "picture.md": (b"\x89PNG\r\n\x1a\n" + bytes(40), "picture"),
    "letter.docx": (b"PK\x03\x04" + bytes(40), "is no whole ZIP archive"),
    "old.docx": (b"\xd0\xcf\x11\xe0" + bytes(40), "it is an old Office document or is locked with a password"),
    "letter.odt": (b"PK\x03\x04" + bytes(40), "plain text (.txt) and PDF (.pdf); save it as DOCX."),
    "letter.txt": (b"PK\x03\x04" + bytes(40), "ZIP archive"),
    "letter": (b"Some words.", "a file without an ending"),
    "page.pdf": (b"<!DOCTYPE html><html></html>", "web page"),
    "words.pdf": (b"Only some words.", "plain text"),
    "noise.pdf": (bytes(range(256)) * 8, "not a PDF"),
    "noise.txt": (bytes(range(256)) * 8, "not"),
    "header.pdf": (b"%PDF-1.7\n", "damaged"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nstartxref\n9\n%%EOF\n", "damaged"),
}


@pytest.mark.parametrize(("name", "content", "words"), [(name, *case) for name, case in MADE.items()])
def test_what_is_not_what_its_name_says(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        api.read_edition(made(tmp_path, name, content))
    assert words in str(refusal.value)
    assert name in str(refusal.value)


def test_a_missing_file_a_folder_and_a_name_that_no_system_allows(tmp_path: Path) -> None:
    assert "does not exist" in one_sentence(fidelity("extract", tmp_path / "nope.pdf"))
    assert "does not exist" in one_sentence(fidelity("extract", tmp_path / "nope.md"))
    assert "is a folder; name the files in it, as “fidelity extract" in one_sentence(fidelity("extract", tmp_path))
    assert "is a folder" in one_sentence(fidelity("extract", tmp_path, "-o", "x"))
    assert "holds nothing to check" in one_sentence(fidelity("check", tmp_path))
    with pytest.raises(UnreadableFile):
        formats.read(Path("a\0b.md"))
    with pytest.raises(UnreadableFile, match=r"does not exist|cannot be read"):
        formats.read(Path("x" * 5000 + ".md"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = made(tmp_path, "secret.txt", b"words")
    path.chmod(0)
    with pytest.raises(UnreadableFile, match="permission"):
        formats.read(path)


def without_rights(*arguments: str, cwd: Path) -> tuple[int, str, str]:
    """What the command does as somebody whom permissions stop; the superuser gives up what makes them nothing to it."""
    restrained = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*restrained, sys.executable, "-m", "fidelity", *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("setpriv") is None, reason="the superuser may read everything")
def test_what_may_not_be_read_is_said_and_the_others_are_checked(tmp_path: Path) -> None:
    made(tmp_path, "one.md", b"The communal coun- cils met, and councils are communal.\n")
    for name in ("closed.md", ".gitignore"):
        made(tmp_path, name, b"One.\n").chmod(0)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder").chmod(0)
    try:
        code, shown, said = without_rights("check", ".", "--format", "concise", cwd=tmp_path)
        assert code == 2
        assert "A101" in shown
        assert said.splitlines() == [
            "fidelity: closed.md may not be read: you do not have the permission.",
            "fidelity: folder may not be looked into: you do not have the permission.",
        ]
        code, shown, _ = without_rights("check", "one.md", "closed.md", "--format", "concise", cwd=tmp_path)
        assert (code, "A101" in shown, "P101" in shown) == (2, True, True)
        for arguments in (("check", "folder"), ("index", "folder"), ("check", "one.md", "--against", "folder")):
            code, _, said = without_rights(*arguments, cwd=tmp_path)
            assert (code, said) == (2, "fidelity: folder may not be looked into: you do not have the permission.\n")
    finally:
        (tmp_path / "folder").chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert "is a pipe or a device" in one_sentence(fidelity("check", tmp_path / "pipe.md"))
    assert "is a pipe or a device" in one_sentence(fidelity("extract", tmp_path / "pipe.md", "-o", tmp_path / "out.md"))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.md"
    with path.open("wb") as file:
        file.truncate(formats.LARGEST_TEXT + 1)  # a hole, which takes no room
    assert "too large" in one_sentence(fidelity("check", path))


@pytest.mark.parametrize(
    "content",
    [
        "> " * 5000 + "x",
        "*" * 9000 + "a" + "*" * 9000,
        "[" * 9000 + "a" + "]" * 9000,
        "<div>" * 9000 + "a",
        "“" * 9000 + "a",
        "a-" * 9000,
    ],
    ids=["block quotations", "emphasis", "brackets", "html", "quotation marks", "hyphens"],
)
def test_what_is_nested_deeply_or_without_end_is_read_all_the_same(tmp_path: Path, content: str) -> None:
    path = made(tmp_path, "deep.md", content.encode())
    for against in ((), ("--against", GOLD)):
        outcome = fidelity("check", path, *against)
        assert outcome.code in {0, 1}
        assert outcome.err == ""


@pytest.mark.parametrize("failure", [MemoryError, RecursionError])
def test_an_edition_that_is_too_much_does_not_keep_the_others_from_being_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: type[Exception]
) -> None:
    whole = api.read_edition

    def exhausted(path: Path, *others: object) -> object:
        if path.name == "bomb.md":
            raise failure
        return whole(path, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(api, "read_edition", exhausted)
    bomb, good = made(tmp_path, "bomb.md", b"x"), made(tmp_path, "good.md", GOLD.read_bytes().replace(b"1999", b"1989"))
    outcome = fidelity("check", bomb, good, "--against", GOLD)
    assert outcome.code == 2
    assert "Traceback" not in outcome.err
    assert "bomb.md P101 unreadable-file: the file needs more memory" in outcome.text
    assert "T106" in outcome.text


def test_a_hostile_name_does_nothing_to_the_terminal(tmp_path: Path) -> None:
    sentence = one_sentence(process("check", tmp_path / "a\x1b[31m\u202e\nb.md"))
    assert "\x1b" not in sentence
    assert "␛[31m\\u202e␊b.md" in sentence


@pytest.mark.parametrize(
    "arguments", [("extract",), ("check",), ("check", "a.md", "--format", "xml"), ("chekc",), ("check", "--nope", "a.md")]
)
def test_a_wrong_use_is_one_sentence_with_the_way_to_the_help(arguments: tuple[str, ...]) -> None:
    assert "--help" in one_sentence(fidelity(*arguments))


def test_the_source_is_never_overwritten(tmp_path: Path) -> None:
    source = made(tmp_path, "book.txt", SOURCE.read_bytes())
    link = tmp_path / "link.md"
    link.symlink_to(source)
    twin = tmp_path / "twin.md"
    os.link(source, twin)
    before = source.read_bytes()
    for output in (source, link, twin):
        one_sentence(fidelity("extract", source, "-o", output))
        one_sentence(fidelity("diff", GOLD, source, "-o", output))
        one_sentence(fidelity("check", source, "--output-file", output))
    assert source.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.txt", "link.md", "twin.md"]


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    assert "does not exist" in one_sentence(fidelity("extract", SOURCE, "-o", tmp_path / "nowhere" / "a.md"))
    (tmp_path / "folder.md").mkdir()
    assert "is a folder" in one_sentence(fidelity("extract", SOURCE, "-o", tmp_path / "folder.md"))
    assert "ends in .md" in one_sentence(fidelity("extract", SOURCE, "-o", tmp_path / "a.pdf"))
    assert [path.name for path in tmp_path.iterdir()] == ["folder.md"]


def test_both_files_or_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, fresh = tmp_path / "a.md", tmp_path / "a.emendations.jsonl", tmp_path / "new.md"
    first.write_text("old text", encoding="utf-8")
    second.write_text("old log", encoding="utf-8")
    replace = Path.replace

    def fails_on_the_log(self: Path, target: Path) -> Path:
        if target.name.endswith(".jsonl"):
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails_on_the_log)
    with pytest.raises(FidelityError, match="No space left"):
        write_files({fresh: "new", first: "new text", second: "new log"})
    monkeypatch.undo()
    assert first.read_text(encoding="utf-8") == "old text"
    assert second.read_text(encoding="utf-8") == "old log"
    assert sorted(tmp_path.iterdir()) == [second, first]
    write_files({first: "new\r\ntext", second: "new log"})
    assert first.read_bytes() == b"new\r\ntext"
    assert sorted(tmp_path.iterdir()) == [second, first]


def test_a_replaced_file_keeps_its_permissions_and_its_link(tmp_path: Path) -> None:
    real = made(tmp_path, "real.md", b"old")
    real.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(real)
    write_files({link: "new"})
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_log_that_does_not_fit_is_said(tmp_path: Path) -> None:
    made(tmp_path, "edition.md", GOLD.read_bytes())
    canonical = made(tmp_path, "a.md", GOLD.read_bytes())
    for content in (b"", b"{}\n", b"not json\n", b"\xff\xfe\n"):
        made(tmp_path, "a.emendations.jsonl", content)
        sentence = one_sentence(fidelity("check", tmp_path / "edition.md", "--against", canonical))
        assert "a.md" in sentence or "a.emendations.jsonl" in sentence


def test_of_several_editions_the_bad_one_is_reported_and_the_others_are_checked(tmp_path: Path) -> None:
    good = made(tmp_path, "good.md", GOLD.read_bytes())
    bad = made(tmp_path, "bad.md", GOLD.read_bytes().replace(b"1999", b"1989"))
    outcome = fidelity("check", tmp_path / "missing.md", bad, BAD / "empty.md", good, "--against", GOLD)
    assert outcome.code == 2
    assert [line.split()[2] for line in outcome.err.splitlines()] == ["does", "is"] or outcome.err.count("fidelity: ") == 2
    assert "missing.md does not exist" in outcome.err
    assert "empty.md is empty" in outcome.err
    assert "bad.md:" in outcome.text
    assert outcome.text.count(" P101 unreadable-file: the file ") == 2
    assert "3 findings in 3 files" in outcome.text


@pytest.mark.parametrize(
    "arguments", [("extract", "."), ("diff", ".", ".", "-o", "x.html"), ("check", "a.md", "--against", ".")]
)
def test_the_folder_one_is_in_is_refused_in_a_sentence(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A text.\n", encoding="utf-8")
    outcome = fidelity(*arguments, cwd=tmp_path)
    assert outcome.code in {0, 2}
    assert "defect of fidelity" not in outcome.err


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A text with an edition that is sound, one that was altered, and a library."""
    (tmp_path / "talk.md").write_text("The rivers rose in 1911, and the boats came home.\n", encoding="utf-8")
    (tmp_path / "one.md").write_text("The rivers rose in 1912, and the boats came home.\n", encoding="utf-8")
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "talk.md").write_bytes((tmp_path / "talk.md").read_bytes())
    return tmp_path


@pytest.mark.parametrize(
    ("tables", "missing"),
    [
        ("[[text]]\ncanonical = 'talk.md'\neditions = ['one.md', 'gone.md']\n", "gone.md"),
        ("[[text]]\ncanonical = 'talk.md'\neditions = ['two/*.md']\n", "two/*.md"),
        ("[[text]]\ncanonical = 'lost.md'\neditions = ['talk.md']\n", "lost.md"),
    ],
)
def test_what_is_not_there_is_said_and_the_others_are_checked(tables: str, missing: str, project: Path) -> None:
    known = "[[text]]\ncanonical = 'talk.md'\neditions = ['one.md']\n"
    (project / "fidelity.toml").write_text(tables + known, encoding="utf-8")
    outcome = fidelity("check", "--format", "concise", cwd=project)
    assert (outcome.code, outcome.err) == (2, f"fidelity: {missing} does not exist; check the spelling and the folder.\n")
    codes = {line.split(": ")[1].split()[0] for line in outcome.text.splitlines()[:-1]}
    assert codes == {"P101", "T106"}


def test_a_text_of_a_library_that_cannot_be_read_is_said_each_time(project: Path) -> None:
    (project / "library" / "torn.pdf").write_bytes(b"\0\1")
    (project / "essay.md").write_text("Nobody is quoted here.\n", encoding="utf-8")
    for _ in range(2):
        outcome = fidelity("check", "essay.md", "--against", "library", cwd=project)
        assert outcome.code == 2
        assert "library/torn.pdf is not a PDF" in outcome.err
    (project / "library" / "torn.pdf").unlink()
    assert fidelity("check", "essay.md", "--against", "library", cwd=project).code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_name_that_is_not_utf8_is_said_and_the_others_are_used(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    words = "The bread was dear in the winter of the flood, and nobody baked.\n"
    for name in (b"one.md", b"caf\xe9.md"):
        (tmp_path / "texts" / os.fsdecode(name)).write_text(words, encoding="utf-8")
    (tmp_path / "essay.md").write_text("He says “the bread was dear in the winter of the flood” here.\n", encoding="utf-8")
    for arguments in (("index", "texts"), ("init", "texts"), ("check", "essay.md", "--against", "texts")):
        done = fidelity(*arguments, cwd=tmp_path)
        assert "its name is not UTF-8" in done.err
        assert "defect" not in done.err
    assert (tmp_path / "texts" / "fidelity.toml").exists()


def test_a_number_of_thousands_of_digits_is_a_label_as_others(tmp_path: Path) -> None:
    """Python refuses to convert it."""
    digits = "9" * 5000
    text = f"One mark.[^1] Two marks.[^{digits}] See note {digits} above.\n\n"
    text += f"[^1]: One, n. {digits}.\n\n[^{digits}]: Two, p. {digits}.\n"
    (tmp_path / "long.md").write_text(text, encoding="utf-8")
    (tmp_path / "short.md").write_text(text.replace(digits, "2"), encoding="utf-8")
    for edition, canonical in (("long.md", "short.md"), ("short.md", "long.md")):
        outcome = fidelity("check", tmp_path / edition, "--against", tmp_path / canonical)
        assert outcome.code == 1
        assert "defect" not in outcome.err
    assert fidelity("check", tmp_path / "long.md").code in {0, 1}
