"""A configuration proposed from what files say, shown with its origins, and described for editors."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from pathlib import Path

import jsonschema
import pytest
from command import GOLD, ROOT, SOURCE, fidelity, one_sentence, process

from fidelity.configuration import json_schema, reference
from fidelity.configuration.specification import KEYS, Table, Tables

SEED = ROOT / "fixtures" / "seed"


def written(folder: Path) -> list[dict[str, object]]:
    """What `init` writes into a folder: its texts."""
    outcome = fidelity("init", cwd=folder)
    assert (outcome.code, outcome.out) == (0, b"")
    assert outcome.err.count("\n") == 1
    document = (folder / "fidelity.toml").read_text(encoding="utf-8")
    texts: list[dict[str, object]] = tomllib.loads(document).get("text", [])
    return texts


def test_a_newcomer_needs_three_commands(tmp_path: Path) -> None:
    """A PDF and a Markdown file, under names that say nothing, in a folder with files that have nothing to do with them."""
    shutil.copy(SEED / "pdflatex.pdf", tmp_path / "scan.pdf")
    shutil.copy(SEED / "defects.md", tmp_path / "mine.md")
    shutil.copy(ROOT / "fixtures" / "hafen" / "hafen.md", tmp_path / "other.md")
    (tmp_path / "void.md").write_bytes(b"")
    assert written(tmp_path) == [{"source": "scan.pdf", "editions": ["mine.md"]}]
    assert "Not looked into: void.md" in (tmp_path / "fidelity.toml").read_text(encoding="utf-8")
    outcome = fidelity("check", cwd=tmp_path)
    assert outcome.code == 1
    assert "T106 altered-number: the number changed: 1999 → 1998" in outcome.text


def test_every_file_that_is_used_is_counted(tmp_path: Path) -> None:
    shutil.copy(SEED / "pdflatex.pdf", tmp_path / "scan.pdf")
    shutil.copy(SEED / "defects.md", tmp_path / "mine.md")
    shutil.copy(ROOT / "fixtures" / "hafen" / "hafen.md", tmp_path / "other.md")
    said = fidelity("init", tmp_path).err
    assert "names 2 of 3 files (other.md matched none), and pairs 1 edition with what it is checked against" in said


def test_relations_are_known_by_what_the_files_share(tmp_path: Path) -> None:
    shutil.copy(SOURCE, tmp_path / "seed.txt")
    assert fidelity("extract", "seed.txt", "-o", "seed.md", cwd=tmp_path).code == 0
    blocks = GOLD.read_text(encoding="utf-8").split("\n\n")
    own = (ROOT / "fixtures" / "hafen" / "hafen.md").read_text(encoding="utf-8")
    (tmp_path / "part.md").write_text("\n\n".join(blocks[:6]), encoding="utf-8")
    (tmp_path / "essay.md").write_text(f"{own}\n\n> {blocks[2]}\n", encoding="utf-8")
    (tmp_path / "whole [1].md").write_text("\n\n".join(blocks), encoding="utf-8")
    found = {str(text.get("relation", "edition")): text for text in written(tmp_path)}
    assert {relation: text["editions"] for relation, text in found.items()} == {
        "edition": ["whole \\[1\\].md"],
        "excerpt": ["part.md"],
        "quoting": ["essay.md"],
    }
    assert all((text["canonical"], text["source"]) == ("seed.md", "seed.txt") for text in found.values())
    checked = fidelity("check", "--format", "json", cwd=tmp_path)
    assert checked.err == ""
    found_in = {(one["path"], one["code"]) for one in json.loads(checked.text)["findings"]}
    assert "whole [1].md" not in {path for path, _ in found_in}
    assert {code for path, code in found_in if path == "part.md"} <= {"N101", "N122"}  # its note bodies were left behind


def test_of_versions_that_are_all_alike_nobody_is_made_the_canonical_one(tmp_path: Path) -> None:
    for name in ("one.md", "two.md"):
        shutil.copy(GOLD, tmp_path / name)
    assert written(tmp_path) == []
    document = (tmp_path / "fidelity.toml").read_text(encoding="utf-8")
    assert '# canonical = "one.md"\n# editions = ["two.md"]' in document
    shutil.copy(GOLD, tmp_path / "canonical.md")
    (tmp_path / "fidelity.toml").unlink()
    assert written(tmp_path) == [{"canonical": "canonical.md", "editions": ["one.md", "two.md"]}]


def test_nothing_is_overwritten_and_an_empty_folder_gets_an_example(tmp_path: Path) -> None:
    assert written(tmp_path) == []
    assert "# [[text]]" in (tmp_path / "fidelity.toml").read_text(encoding="utf-8")
    before = (tmp_path / "fidelity.toml").read_bytes()
    assert "is there already" in one_sentence(fidelity("init", cwd=tmp_path))
    assert (tmp_path / "fidelity.toml").read_bytes() == before
    printed = fidelity("init", "--print", cwd=tmp_path)
    assert printed.out == before
    assert "is no folder" in one_sentence(fidelity("init", tmp_path / "fidelity.toml"))
    assert process("init", tmp_path / "lost").code == 2  # which asks nothing, as nobody could answer


def test_the_schema_is_the_one_that_the_code_makes_and_takes_what_init_writes(tmp_path: Path) -> None:
    assert json_schema.SHIPPED.read_text(encoding="utf-8") == json_schema.document() == fidelity("config", "--schema").text
    schema = json.loads(json_schema.document())
    jsonschema.Draft7Validator.check_schema(schema)
    written(tmp_path)
    named = tmp_path / (tmp_path / "fidelity.toml").read_text(encoding="utf-8").split("\n")[0].removeprefix("#:schema ./")
    assert json.loads(named.read_text(encoding="utf-8")) == schema


@pytest.mark.parametrize(
    ("document", "valid"),
    [
        ("select = ['A', 'lost-note', 'N1']\n[[text]]\neditions = '*.md'\nrelation = 'excerpt'", True),
        ("selct = []", False),
        ("[[text]]\nrelation = 'excerpt'", False),
        ("[[text]]\neditions = '*.md'\nrelation = 'exerpt'", False),
        ("[severities]\nA = 'off'", True),
        ("[severities]\nA = 'of'", False),
        ("info = 1", False),
    ],
)
def test_the_schema_refuses_what_the_command_refuses(document: str, valid: bool, tmp_path: Path) -> None:
    validator = jsonschema.Draft7Validator(json.loads(json_schema.document()))
    assert validator.is_valid(tomllib.loads(document)) is valid
    (tmp_path / "fidelity.toml").write_text(document, encoding="utf-8")
    assert (fidelity("config", cwd=tmp_path).code == 0) is valid


def test_every_example_of_the_specification_is_valid_and_the_reference_has_every_key(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert page == reference.document() == fidelity("config", "--reference").text
    for key in KEYS:
        examples = [key.example]
        if isinstance(key.kind, Tables | Table):
            opening = f"[[{key.name}]]\neditions = '*.md'\n" if isinstance(key.kind, Tables) else f"[{key.name}]\n"
            examples += [
                opening.split("editions", maxsplit=1)[0] + one.example if one.name == "editions" else opening + one.example
                for one in key.kind.keys
            ]
        for example in examples:
            (tmp_path / "fidelity.toml").write_text(example.replace("../fidelity.toml", "base.toml"), encoding="utf-8")
            (tmp_path / "base.toml").write_text("", encoding="utf-8")
            assert fidelity("config", cwd=tmp_path).code == 0, example
            assert example.split("\n")[0] in page


def test_each_setting_is_shown_with_its_origin(tmp_path: Path) -> None:
    (tmp_path / "fidelity.toml").write_text("\nselect = ['A']\n", encoding="utf-8")
    shown = fidelity("config", "--config", "info = true", cwd=tmp_path).text.splitlines()
    assert f'select = ["A"]  # {tmp_path / "fidelity.toml"}:2' in shown
    assert "info = true  # the command line" in shown
    assert "cache = true  # the default" in shown
    assert "no configuration file" in fidelity("config", "--isolated", cwd=tmp_path).text


def test_documents_are_editions_and_built_sites_are_not(tmp_path: Path) -> None:
    """Every format that says itself what is a paragraph is looked at; a page that a program has built from a text is not."""
    shutil.copy(SEED / "pdflatex.pdf", tmp_path / "scan.pdf")
    words = (SEED / "defects.md").read_text(encoding="utf-8").split("\n\n")
    page = "<!doctype html><title>t</title>" + "".join(f"<p>{block}</p>" for block in words)
    for folder, beside in (("mine", None), ("manual", "sitemap.xml"), ("docs/_build/html", None)):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "page.html").write_text(page, encoding="utf-8")
        if beside is not None:
            (tmp_path / folder / beside).write_text("<urlset/>", encoding="utf-8")
    (tmp_path / "~$mine.docx").write_bytes(b"\x05Anna")
    assert written(tmp_path) == [{"source": "scan.pdf", "editions": ["mine/page.html"]}]
    alone = tmp_path / "alone"
    (tmp_path / "manual").rename(alone)
    (tmp_path / "fidelity.toml").unlink()

    def checked(folder: str) -> list[str]:
        findings = json.loads(fidelity("check", "--format", "json", folder, cwd=tmp_path).text)["findings"]
        return sorted({finding["path"] for finding in findings})

    assert checked(".") == ["mine/page.html"]
    assert checked("alone") == ["alone/page.html"], "a folder that is named is meant"


BOOKS = {
    "garden.md": "The gardener of the citadel planted nine hundred apple trees along the wall in a single autumn. "
    "Nobody paid him, and he asked for nothing but water, which the garrison would not give him before the spring. ",
    "harbour.md": "In the harbour of Lorme the ferrymen counted every passenger twice, once for the toll and once for luck. "
    "The second count was never written down, so that we know of it from a single letter of a pilot's widow. ",
}


def essay_on(*books: str) -> str:
    quoted = "\n\n".join(
        f"One of them says: “{BOOKS[name].split('. ')[0]}.” That is hard to believe, and it is true." for name in books
    )
    return f"# On two books\n\nOf late I have read what I could find.\n\n{quoted}\n"


def books(folder: Path) -> None:
    for name, words in BOOKS.items():
        rest = (ROOT / "fixtures" / ("hafen/hafen.md" if "harbour" in name else "seed/seed.md")).read_text(encoding="utf-8")
        (folder / name).write_text(f"{words}\n\n{rest}", encoding="utf-8")


def test_an_essay_is_paired_with_every_text_that_it_quotes(tmp_path: Path) -> None:
    books(tmp_path)
    (tmp_path / "both.md").write_text(essay_on(*BOOKS), encoding="utf-8")
    (tmp_path / "one.md").write_text(essay_on("garden.md"), encoding="utf-8")
    assert written(tmp_path) == [
        {"canonical": ["garden.md", "harbour.md"], "editions": ["both.md"], "relation": "quoting"},
        {"canonical": "garden.md", "editions": ["one.md"], "relation": "quoting"},
    ]
    assert fidelity("check", cwd=tmp_path).code in {0, 1}


def test_a_pdf_that_quotes_is_no_source_of_what_it_quotes(tmp_path: Path) -> None:
    books(tmp_path)
    (tmp_path / "essay.md").write_text(essay_on(*BOOKS), encoding="utf-8")
    subprocess.run(["pandoc", "essay.md", "--pdf-engine=pdflatex", "-o", "essay.pdf"], cwd=tmp_path, check=True)
    (tmp_path / "essay.md").unlink()
    assert written(tmp_path) == [{"canonical": ["garden.md", "harbour.md"], "editions": ["essay.pdf"], "relation": "quoting"}]


def test_two_essays_that_quote_the_same_passage_do_not_quote_each_other(tmp_path: Path) -> None:
    for name in ("first.md", "second.md"):
        (tmp_path / name).write_text(f"# {name}\n\n" + essay_on(*BOOKS).replace("hard", name), encoding="utf-8")
    assert written(tmp_path) == []


def test_nobody_quotes_where_only_marks_say_so(tmp_path: Path) -> None:
    speeches = [" ".join(words.split()[:40]) for words in BOOKS.values()]
    novel = "\n\n".join(f"“{speech},” she said, and the ferry went on." for speech in speeches)
    seed = (ROOT / "fixtures" / "seed" / "seed.md").read_text(encoding="utf-8")
    (tmp_path / "novel.md").write_text(f"{seed}\n\n{novel}\n", encoding="utf-8")
    bare = "Two speeches of the book stay with whoever reads it.\n\n" + "\n\n".join(speeches) + "\n\nSo much for them.\n"
    (tmp_path / "essay.txt").write_text(bare, encoding="utf-8")
    assert written(tmp_path) == []
    (tmp_path / "fidelity.toml").unlink()
    (tmp_path / "novel.md").unlink()
    (tmp_path / "other.md").write_text(essay_on(*BOOKS), encoding="utf-8")
    assert written(tmp_path) == []


def test_of_a_book_and_its_edition_the_book_is_quoted(tmp_path: Path) -> None:
    books(tmp_path)
    (tmp_path / "edited").mkdir()
    edition = (tmp_path / "garden.md").read_text(encoding="utf-8").replace("harbour", "port")
    (tmp_path / "edited" / "garden-edited.md").write_text(edition, encoding="utf-8")
    (tmp_path / "essay.md").write_text(essay_on(*BOOKS), encoding="utf-8")
    assert written(tmp_path) == [{"canonical": ["garden.md", "harbour.md"], "editions": ["essay.md"], "relation": "quoting"}]


def test_a_pdf_that_is_called_an_edition_is_one(tmp_path: Path) -> None:
    shutil.copy(SEED / "pdflatex.pdf", tmp_path / "talk-edition.pdf")
    shutil.copy(GOLD, tmp_path / "talk-canonical.md")
    assert written(tmp_path) == [{"canonical": "talk-canonical.md", "editions": ["talk-edition.pdf"]}]
