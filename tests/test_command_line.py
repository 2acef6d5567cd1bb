"""The command line as a person meets it: what goes where, what it exits with, and how much it loads."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from command import GOLD, ROOT, SOURCE, fidelity, one_sentence, process

from fidelity import __version__
from fidelity.model.source import EXTRACTION_VERSION

HEAVY = ("pdfminer", "rich", "numpy", "rapidfuzz", "pyromark")


@pytest.fixture(scope="module")
def canonical(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A canonical text with its log, extracted from a copy of the seed that lies beside it."""
    folder = tmp_path_factory.mktemp("canonical")
    shutil.copy(SOURCE, folder / "seed.txt")
    outcome = fidelity("extract", "seed.txt", "-o", "seed.md", cwd=folder)
    assert (outcome.code, outcome.out, outcome.err) == (0, b"", "")
    return folder / "seed.md"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """An edition in which a year was changed, on the seventh line."""
    path = tmp_path / "edition.md"
    path.write_text(GOLD.read_text(encoding="utf-8").replace("power in 1999", "power in 1989"), encoding="utf-8")
    return path


def test_without_output_the_markdown_alone_goes_to_standard_output() -> None:
    outcome = process("extract", SOURCE)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == GOLD.read_bytes()


def test_with_output_both_files_are_written(canonical: Path) -> None:
    assert sorted(path.name for path in canonical.parent.iterdir()) == ["seed.emendations.jsonl", "seed.md", "seed.txt"]
    assert canonical.read_bytes() == GOLD.read_bytes()
    header, *records = map(json.loads, (canonical.parent / "seed.emendations.jsonl").read_text(encoding="utf-8").splitlines())
    assert header["source"]["name"] == "seed.txt"
    assert header["extraction"] == EXTRACTION_VERSION
    assert {"code", "before", "after", "certainty"} <= set().union(*records)


def test_the_log_for_people_goes_to_standard_error() -> None:
    outcome = fidelity("extract", SOURCE, "--explain")
    assert outcome.code == 0
    assert outcome.out == GOLD.read_bytes()
    lines = outcome.err.splitlines()
    drop_cap = next(k for k, line in enumerate(lines) if line.endswith("split-drop-cap"))
    assert lines[drop_cap].startswith("p. 1, l. 1: A")
    assert "S[- -]hortly before dying" in lines[drop_cap + 1]
    assert "certainty 0." in lines[drop_cap + 2]
    assert " emendations: " in lines[-1]
    assert "\x1b" not in outcome.err


def test_a_canonical_text_that_is_up_to_date_passes(canonical: Path) -> None:
    for arguments in (("seed.txt", "--check"), ("seed.txt", "--check", "-o", "seed.md")):
        outcome = fidelity("extract", *arguments, cwd=canonical.parent)
        assert (outcome.code, outcome.out, outcome.err) == (0, b"", "")


def test_a_changed_source_makes_the_canonical_text_out_of_date(canonical: Path, tmp_path: Path) -> None:
    for path in canonical.parent.iterdir():
        shutil.copy(path, tmp_path)
    with (tmp_path / "seed.txt").open("a", encoding="utf-8") as source:
        source.write("One more sentence.\n")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    outcome = fidelity("extract", tmp_path / "seed.txt", "--check")
    assert outcome.code == 1
    assert "out of date" in outcome.err
    assert outcome.err.count("\n") == 1
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_another_extraction_version_makes_it_out_of_date(canonical: Path, tmp_path: Path) -> None:
    for path in canonical.parent.iterdir():
        shutil.copy(path, tmp_path)
    log = tmp_path / "seed.emendations.jsonl"
    first, rest = log.read_text(encoding="utf-8").split("\n", 1)
    header = json.loads(first) | {"extraction": EXTRACTION_VERSION - 1}
    log.write_text(json.dumps(header) + "\n" + rest, encoding="utf-8")
    outcome = fidelity("extract", tmp_path / "seed.txt", "--check")
    assert outcome.code == 1
    assert f"extraction version {EXTRACTION_VERSION - 1}" in outcome.err


def test_what_was_never_extracted_cannot_be_confirmed(tmp_path: Path) -> None:
    shutil.copy(SOURCE, tmp_path / "seed.txt")
    said = one_sentence(fidelity("extract", tmp_path / "seed.txt", "--check"))
    assert "seed.md does not exist; name the canonical text" in said
    assert "with -o" in said
    assert "none.txt does not exist; check the spelling" in one_sentence(fidelity("extract", tmp_path / "none.txt", "--check"))
    shutil.copy(GOLD, tmp_path / "seed.md")
    assert "no log" in one_sentence(fidelity("extract", tmp_path / "seed.txt", "--check"))


def test_a_canonical_text_that_somebody_corrected_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "seed.txt").write_bytes(SOURCE.read_bytes())
    canonical = tmp_path / "seed.md"
    again = ("extract", tmp_path / "seed.txt", "-o", canonical)
    assert [fidelity(*again).code, fidelity(*again).code] == [0, 0]
    made = canonical.read_bytes()
    canonical.write_bytes(made.replace(b"the", b"teh", 1))
    assert "--overwrite" in one_sentence(fidelity(*again))
    assert b"teh" in canonical.read_bytes()
    assert fidelity(*again, "--overwrite").code == 0
    assert canonical.read_bytes() == made


def test_a_file_that_no_extraction_wrote_is_not_overwritten(tmp_path: Path) -> None:
    edition = tmp_path / "edition.md"
    edition.write_text("Typed by hand.\n", encoding="utf-8")
    order = ("extract", SOURCE, "-o", edition)
    assert "was not extracted" in one_sentence(fidelity(*order))
    assert edition.read_text(encoding="utf-8") == "Typed by hand.\n"
    assert fidelity(*order, "--overwrite").code == 0
    edition.with_suffix(".emendations.jsonl").unlink()
    edition.write_bytes(b"")
    assert fidelity(*order).code == 0


def test_several_sources_go_to_a_folder_and_one_that_fails_keeps_none_back(tmp_path: Path) -> None:
    sources = [tmp_path / "first.txt", tmp_path / "missing.txt", tmp_path / "second.txt"]
    for source in (sources[0], sources[2]):
        source.write_text(f"The {source.stem} text is a short one.\n", encoding="utf-8")
    folder = tmp_path / "texts"
    outcome = fidelity("extract", *sources, "-o", folder)
    assert outcome.code == 2
    assert "missing.txt does not exist" in outcome.err
    assert sorted(path.name for path in folder.glob("*.md")) == ["first.md", "second.md"]
    assert "The second text" in (folder / "second.md").read_text(encoding="utf-8")
    assert fidelity("extract", sources[0], sources[2], "--check", "-o", folder).code == 0
    sources[2].write_text("The second text is another one.\n", encoding="utf-8")
    assert fidelity("extract", sources[0], sources[2], "--check", "-o", folder).code == 1


def test_one_source_goes_to_a_folder_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text("The first text is a short one.\n", encoding="utf-8")
    (tmp_path / "texts").mkdir()
    assert fidelity("extract", tmp_path / "first.txt", "-o", tmp_path / "texts").code == 0
    assert (tmp_path / "texts" / "first.md").is_file()
    assert fidelity("extract", tmp_path / "first.txt", "-o", f"{tmp_path}/new/").code == 0
    assert (tmp_path / "new" / "first.md").is_file()
    assert "is none" in one_sentence(fidelity("extract", tmp_path / "first.txt", "-o", f"{tmp_path}/first.txt/"))


def test_several_sources_never_become_one_text(tmp_path: Path) -> None:
    names = ("a/talk.txt", "b/talk.txt")
    for name in names:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(f"This is {name}, a short text.\n", encoding="utf-8")
    sources = [tmp_path / name for name in names]
    assert "would both become" in one_sentence(fidelity("extract", *sources, "-o", tmp_path / "texts"))
    assert not (tmp_path / "texts").exists()
    assert "name it with -o" in one_sentence(fidelity("extract", *sources))
    assert "is none" in one_sentence(fidelity("extract", *sources, "-o", tmp_path / "texts.md"))
    assert "are for one source" in one_sentence(fidelity("extract", *sources, "--review"))


def test_line_ends_are_no_correction(tmp_path: Path) -> None:
    (tmp_path / "seed.txt").write_bytes(SOURCE.read_bytes())
    again = ("extract", tmp_path / "seed.txt", "-o", tmp_path / "seed.md")
    assert fidelity(*again).code == 0
    (tmp_path / "seed.md").write_bytes((tmp_path / "seed.md").read_bytes().replace(b"\n", b"\r\n"))
    assert fidelity(*again).code == 0


def test_findings_have_place_code_readings_and_the_page_of_the_source(canonical: Path, edition: Path) -> None:
    outcome = fidelity("check", edition.name, "--against", canonical, cwd=edition.parent)
    assert (outcome.code, outcome.err) == (1, "")
    first, *rest = outcome.text.splitlines()
    assert first.startswith("edition.md:7:222 T106 altered-number: ")
    assert "[-1999-]" in outcome.text
    assert "{+1989+}" in outcome.text
    assert "  = printed on p. 2, l. 6 of seed.txt" in rest
    assert rest[-1] == "1 finding in 1 file: 1 error"
    assert "\x1b" not in outcome.text


def test_a_source_is_extracted_first(edition: Path) -> None:
    outcome = fidelity("check", edition, "--against", SOURCE)
    assert outcome.code == 1
    assert f"printed on p. 2, l. 6 of {SOURCE}" in outcome.text


def test_a_faithful_edition_is_clean(canonical: Path) -> None:
    for against in (canonical, GOLD, SOURCE):
        outcome = fidelity("check", GOLD, "--against", against)
        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.text.startswith("No findings: ")


WRAPPED = """The communal councils were the first of the many
things that the government had in mind, and the coun-
cils were soon followed by the communes, which are
larger and have more powers.

“A second paragraph,” they said, “with a state-
level power and a quotation of its own, to see what
becomes of it.”
"""
WHOLE = """The communal councils were the first of the many things that the government had in mind, and the councils were soon \
followed by the communes, which are larger and have more powers.

“A second paragraph,” they said, “with a state-level power and a quotation of its own, to see what becomes of it.”
"""


def test_the_layout_of_a_wrapped_text_is_no_finding_and_its_artefacts_are(tmp_path: Path) -> None:
    whole, wrapped = tmp_path / "whole.md", tmp_path / "wrapped.txt"
    whole.write_text(WHOLE, encoding="utf-8")
    wrapped.write_text(WRAPPED, encoding="utf-8")
    for arguments in ((wrapped,), (wrapped, "--against", whole)):
        outcome = fidelity("check", *arguments)
        assert (outcome.code, outcome.err) == (0, ""), outcome.text
    wrapped.write_text(WRAPPED.replace("first", "fir\u00adst").replace("many", "few"), encoding="utf-8")
    outcome = fidelity("check", "wrapped.txt", "--against", whole, cwd=tmp_path)
    found = [line.split(maxsplit=2)[:2] for line in outcome.text.splitlines() if line.startswith("wrapped.txt")]
    assert [place for place, _ in found] == ["wrapped.txt:1:35", "wrapped.txt:1:46"]
    assert [code[0] for _, code in found] == ["A", "T"]


def test_a_transcript_as_an_edition_shows_its_artefacts_and_nothing_else() -> None:
    outcome = fidelity("check", SOURCE, "--against", GOLD, "--format", "json")
    assert [(finding["name"], finding["start"]["line"]) for finding in json.loads(outcome.out)["findings"]] == [
        ("split-drop-cap", 1)
    ]


def test_a_typeset_edition_passes_every_repair() -> None:
    outcome = fidelity("check", GOLD.with_name("typst.pdf"), "--against", GOLD)
    assert (outcome.code, outcome.err) == (0, ""), outcome.text


def test_a_finding_in_a_pdf_has_its_page(tmp_path: Path) -> None:
    changed = tmp_path / "changed.md"
    changed.write_text(GOLD.read_text(encoding="utf-8").replace("power in 1999", "power in 1989"), encoding="utf-8")
    outcome = fidelity("check", GOLD.with_name("typst.pdf"), "--against", changed, "--format", "json")
    (finding,) = json.loads(outcome.out)["findings"]
    assert finding["start"] == {"line": None, "column": None, "offset": None}
    assert finding["place"]["page"] >= 1
    assert (finding["edition"], finding["canonical"]) == ("1999", "1989")
    shown = fidelity("check", GOLD.with_name("typst.pdf"), "--against", changed)
    assert f"(page {finding['place']['page']}) T106" in shown.text
    assert "{+1999+}" in shown.text


def test_json_is_what_the_schema_says(canonical: Path, edition: Path) -> None:
    outcome = fidelity("check", edition, "--against", canonical, "--format", "json")
    assert (outcome.code, outcome.err) == (1, "")
    record = json.loads(outcome.out)
    schema = json.loads((ROOT / "fidelity" / "reporters" / "findings.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(record, schema, cls=jsonschema.Draft202012Validator)
    (finding,) = record["findings"]
    content = edition.read_text(encoding="utf-8")
    assert content[finding["start"]["offset"] : finding["end"]["offset"]] == finding["edition"] == "1989"
    assert content.split("\n")[finding["start"]["line"] - 1][finding["start"]["column"] - 1 :].startswith("1989")
    place = finding["canonical_place"]
    text = canonical.read_text(encoding="utf-8")
    assert text[place["start"]["offset"] : place["end"]["offset"]] == finding["canonical"] == "1999"
    assert (finding["source"]["page"], finding["source"]["line"]) == (2, 6)
    source = SOURCE.read_text(encoding="utf-8")
    assert source[finding["source"]["offset"] :].startswith("1999")


def test_standard_input_is_checked_under_the_name_it_is_given(edition: Path) -> None:
    command = [sys.executable, "-m", "fidelity", "check", "-", "--against", str(GOLD)]
    run = {"input": edition.read_bytes(), "capture_output": True, "env": os.environ | {"PYTHONPATH": str(ROOT)}}
    done = subprocess.run([*command, "--stdin-filename", "draft.md"], check=False, **run)  # type: ignore[call-overload]
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.startswith(b"draft.md:7:222 T106 ")
    nameless = subprocess.run(command, check=False, **run)  # type: ignore[call-overload]
    assert nameless.returncode == 2
    assert b"--stdin-filename" in nameless.stderr


def test_several_editions_are_one_document_and_the_same_bytes_each_time(edition: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text(edition.read_text(encoding="utf-8").replace("nationally", "locally"), encoding="utf-8")
    arguments = ("check", other, edition, other, "--against", GOLD)
    outcome = fidelity(*arguments, "--format", "json")
    assert list(dict.fromkeys(f["path"] for f in json.loads(outcome.out)["findings"])) == [str(other), str(edition)]
    for style in ("json", "text"):
        runs = {process(*arguments, "--format", style, PYTHONHASHSEED=seed).out for seed in ("1", "2")}
        assert runs == {fidelity(*arguments, "--format", style).out}


def test_columns_count_code_points_behind_wide_characters_and_emphasis(tmp_path: Path) -> None:
    (tmp_path / "canonical.md").write_text(
        "𝔉irst 漢字 *came* the **year** 1999 and no other, so they said.\n", encoding="utf-8"
    )
    edition = tmp_path / "edition.md"
    edition.write_text(
        "\ufeff𝔉irst 漢字 *came* the **year** 1989 and no other, so they said.\r\n", encoding="utf-8", newline=""
    )
    outcome = fidelity("check", "edition.md", "--against", "canonical.md", "--format", "json", cwd=tmp_path)
    (finding,) = json.loads(outcome.out)["findings"]
    decoded = edition.read_bytes().decode("utf-8-sig")
    assert finding["start"] == {"line": 1, "column": decoded.index("1989") + 1, "offset": decoded.index("1989")}


def test_the_report_may_go_to_a_file_and_the_exit_code_to_zero(edition: Path, tmp_path: Path) -> None:
    for style in ("full", "json"):
        report = tmp_path / f"report.{style}"
        outcome = fidelity("check", edition, "--against", GOLD, "--format", style, "--output-file", report, "--exit-zero")
        assert (outcome.code, outcome.out, outcome.err) == (0, b"", "")
        assert "1989" in report.read_text(encoding="utf-8")


def test_info_is_off_by_default(tmp_path: Path) -> None:
    text = GOLD.read_text(encoding="utf-8")
    for number in range(7, 0, -1):
        text = text.replace(f"[^{number}]", f"[^{number + 10}]")
    edition = tmp_path / "renumbered.md"
    edition.write_text(text, encoding="utf-8")
    quiet = fidelity("check", edition, "--against", GOLD)
    assert quiet.code == 0
    assert quiet.text.startswith("No findings")
    loud = fidelity("check", edition, "--against", GOLD, "--info")
    assert loud.code == 0
    assert "for information" in loud.text


def test_diff_writes_one_file_and_exits_with_zero(edition: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    outcome = fidelity("diff", GOLD, edition, "-o", report)
    assert (outcome.code, outcome.out, outcome.err) == (0, b"", "")
    assert "T106 altered-number" in report.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["edition.md", "report.html"]


def test_every_page_can_be_read_by_code_and_by_name() -> None:
    listed = fidelity("rules")
    assert (listed.code, listed.err) == (0, "")
    rows = [line.split(None, 4) for line in listed.text.splitlines()]
    assert {row[3] for row in rows} == {"artefact", "quotation", "note", "citation", "project", "wording"}
    assert {row[2] for row in rows} <= {"repair", "error", "warning", "info"}
    assert all(len(row) == 5 and row[4].endswith((".", "?", "!", ":")) for row in rows)
    code, name = rows[0][0], rows[0][1]
    by_code, by_name = fidelity("explain", code.lower()), fidelity("explain", name)
    assert by_code.code == 0
    assert by_code.out == by_name.out
    assert by_code.text.startswith("#")


def test_an_unknown_rule_brings_the_nearest_ones() -> None:
    twofold = fidelity("explain", "n115").text
    assert "stray-note-marker (A104)" in twofold
    assert "glued-note-marker (A108)" in twofold
    assert "did you mean lost-note" in one_sentence(fidelity("explain", "lost-notes"))
    assert "fidelity rules" in one_sentence(fidelity("explain", "zzzzzz"))


def test_every_stage_can_be_seen(canonical: Path, edition: Path) -> None:
    for stage in ("transcript", "lines", "split-drop-cap", "A103", "canonical", "marks", "emendations", "recognised"):
        outcome = fidelity("dump", SOURCE, "--stage", stage)
        assert (outcome.code, outcome.err) == (0, ""), stage
        assert len(outcome.text) > 1000
    for stage in ("collation", "claims"):
        outcome = fidelity("dump", edition, "--stage", stage, "--against", canonical)
        assert outcome.code == 0
        assert "1999" in outcome.text
    assert "did you mean" in one_sentence(fidelity("dump", SOURCE, "--stage", "canonicle"))
    assert "--against" in one_sentence(fidelity("dump", SOURCE, "--stage", "collation"))


def test_bare_and_help() -> None:
    bare = fidelity()
    assert bare.code == 2
    assert "Commands:" in bare.err
    helped = fidelity("--help")
    assert helped.code == 0
    assert "Commands:" in helped.text
    for stage in ("transcript", "collation"):
        assert stage in fidelity("dump", "--help").text


def loaded_by(*arguments: str | Path) -> set[str]:
    """The top-level modules that the command has loaded when it ends."""
    program = (
        "import sys\nfrom fidelity.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)], env=environment, capture_output=True, check=True
    )
    return set(done.stderr.decode().splitlines()[-1].split())


def test_the_command_starts_without_the_heavy_libraries() -> None:
    for arguments in (("--version",), ("dump", "--help")):
        assert not set(HEAVY) & loaded_by(*arguments), arguments


def test_a_check_of_markdown_loads_no_pdf_reader_and_no_colours(edition: Path) -> None:
    assert not {"pdfminer", "rich"} & loaded_by("check", edition, "--against", GOLD)


def test_the_version() -> None:
    assert process("--version").text == f"fidelity {__version__}\n"


def test_output_that_nobody_reads_is_no_failure() -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "fidelity", "rules"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    errors = process.stderr.read()
    process.wait()
    process.stderr.close()
    assert errors == b""
    assert process.returncode == 2


def test_a_process_without_output_does_its_job_as_if_nobody_looked() -> None:
    for closed in (">&-", ">&- 2>&-", ">&- 2>&- <&-"):
        for arguments, code in (("rules", 0), ("rules --no-such-option", 2)):
            done = subprocess.run(
                ["sh", "-c", f'"$0" -m fidelity {arguments} {closed}', sys.executable],
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, done.stdout) == (code, "")
            assert bool(done.stderr) == (code == 2 and "2>" not in closed)
            assert "defect" not in done.stderr


def test_a_terminal_that_knows_only_ascii_gets_escapes(edition: Path) -> None:
    outcome = process("check", edition, "--against", GOLD, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert outcome.code == 1
    assert outcome.out.isascii()
    extracted = process("extract", SOURCE, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert extracted.out == GOLD.read_bytes()
