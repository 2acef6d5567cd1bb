"""The configuration: what is found, what it says, how a mistake in it is told, and what it does to a check."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from command import GOLD, fidelity, one_sentence
from hypothesis import given
from hypothesis import strategies as st

from fidelity import catalog
from fidelity.configuration import globs
from fidelity.configuration.loading import configuration_of, find, forget, load, toml_of
from fidelity.configuration.places import places_of
from fidelity.configuration.selectors import codes_of, known_rules
from fidelity.configuration.settings import Settings
from fidelity.model.errors import FidelityError
from fidelity.model.finding import Severity

ALTERED = GOLD.read_text(encoding="utf-8").replace("power in 1999", "power in 1989")
BROKEN = "The councils met. The communal coun- cils met in spring, and everybody came.\n"


def write(folder: Path, **files: str) -> Path:
    """Files by their names, in which two underscores stand for a slash and one for a full stop before the ending."""
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def mistakes(folder: Path, content: str) -> list[str]:
    """What is said of a configuration file, without its path."""
    path = write(folder, fidelity_toml=content) / "fidelity.toml"
    forget()
    with pytest.raises(FidelityError) as failure:
        load(path)
    return [sentence.removeprefix(f"{path}:") for sentence in failure.value.sentences]


def test_the_pages_and_the_catalog_name_the_same_rules() -> None:
    everything = (*catalog.RULES, *catalog.REPAIRS, *catalog.PROJECT_RULES)
    assert known_rules() == {one.code: one.name for one in sorted(everything, key=lambda one: one.code)}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("selct = ['A']", "1: there is no key “selct”; did you mean “select”?"),
        ("\nper_file_ignores = {}", "2: there is no key “per_file_ignores”; did you mean “per-file-ignores”?"),
        ("[[text]]\neditions = '*.md'\nrelaton = 'edition'", "3: there is no key “relaton” in [[text]]; did you mean “relation”?"),  # noqa: E501
        ("[[text]]\neditions = '*.md'\nrelation = 'exerpt'", "3: “text.relation” cannot be “exerpt”; did you mean “excerpt”?"),
        ("[[text]]\neditions = '*.md'\n\n[[text]]\n", "4: “editions” is missing in [[text]]; for instance editions = [\"editions/talk-*.md\"]."),  # noqa: E501
        ("[text]\neditions = '*.md'", "1: there may be several tables “text”, so each is written [[text]], not [text]."),
        ("ignore = [\n  'Q101',\n  'alterd-number',\n]", "3: “ignore”: there is no rule, name, code or family “alterd-number”; did you mean “altered-number”?"),  # noqa: E501
        ("ignore = ['quotations']", "1: “ignore”: there is no rule, name, code or family “quotations”; did you mean “quotation”?"),  # noqa: E501
        ("ignore = 'Q101'", "1: “ignore” is to be an array, such as [\"A103\"], and is the text “Q101”."),
        ("info = 'yes'", "1: “info” is to be true or false and is the text “yes”."),
        ("[severities]\nQ101 = 'warn'", "2: “severities.Q101” cannot be “warn”; did you mean “warning”?"),
        ("[severities]\nQl01 = 'error'", "2: “severities”: there is no rule, name, code or family “Ql01”; did you mean “Q101”?"),  # noqa: E501
        ("languages = ['english']", "1: “languages”: “english” is no language code; it is two or three small letters, such as “en” or “de”."),  # noqa: E501
        ("relation = 'excerpt'", "1: there is no key “relation”; did you mean “relation” in [[text]]?"),
        ("[house-style]\nserial-coma = true", "2: there is no key “serial-coma” in [house-style]; did you mean “serial-comma”?"),  # noqa: E501
        ("[house-style]\nignore = ['A']", "2: there is no key “ignore” in [house-style]; did you mean “ignore” at the top of the file, before the first table?"),  # noqa: E501
        ("select = 3", "1: “select” is to be an array, such as [\"A103\"], and is the number 3."),
        ("extend = ''", "1: “extend” is empty; it is to be a path."),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_what_was_meant(content: str, sentence: str, tmp_path: Path) -> None:
    assert mistakes(tmp_path, content) == [sentence]


def test_every_mistake_is_told_and_nothing_is_checked(tmp_path: Path) -> None:
    write(tmp_path, fidelity_toml="selct = ['A']\n\n[severities]\nA = 'bad'\n", one_md=BROKEN)
    outcome = fidelity("check", "one.md", cwd=tmp_path)
    assert outcome.code == 2
    assert outcome.out == b""
    assert [line.split(": ", 2)[1].rpartition(":")[2] for line in outcome.err.splitlines()] == ["1", "4"]


@pytest.mark.parametrize("content", ["select = [", "a = 1\na = 2", "\0"])
def test_what_is_no_toml_is_said_in_a_sentence(content: str, tmp_path: Path) -> None:
    write(tmp_path, fidelity_toml=content, one_md=BROKEN)
    assert "fidelity.toml is no TOML" in one_sentence(fidelity("check", "one.md", cwd=tmp_path))


def test_the_nearest_file_holds_and_a_pyproject_without_a_table_is_none(tmp_path: Path) -> None:
    write(tmp_path, pyproject_toml="[tool.fidelity]\ninfo = true\n", a__pyproject_toml="[project]\nname = 'x'\n")
    write(tmp_path, a__b__c__one_md=BROKEN, a__b__fidelity_toml="ignore = ['A']\n")
    forget()
    assert find(tmp_path / "a") == tmp_path / "pyproject.toml"
    assert find(tmp_path / "a" / "b" / "c") == tmp_path / "a" / "b" / "fidelity.toml"
    assert configuration_of(tmp_path / "a").settings.info
    assert fidelity("check", tmp_path / "a" / "b" / "c" / "one.md").code == 0
    assert fidelity("check", tmp_path / "a" / "b" / "c" / "one.md", "--isolated").code == 1


def test_an_extended_file_holds_unless_something_else_is_said(tmp_path: Path) -> None:
    base = "select = ['Q']\nextend-select = ['A101']\ndepartures = 'd.toml'\n[severities]\nQ = 'info'\nA = 'error'\n"
    write(
        tmp_path,
        base__fidelity_toml=base,
        house__fidelity_toml="extend = '../base/fidelity.toml'\nextend-select = ['N']\n[severities]\nQ = 'warning'\n",
    )
    configuration = load(tmp_path / "house" / "fidelity.toml")
    assert configuration.settings.select == ("Q",)
    assert configuration.settings.extend_select == ("A101", "N")
    assert dict(configuration.settings.severities) == {"Q": "warning", "A": "error"}
    assert configuration.departures == tmp_path / "base" / "d.toml"
    origins = {key: str(origin) for key, _, origin in configuration.said}
    assert origins["select"] == f"{tmp_path / 'base' / 'fidelity.toml'}:1"
    assert origins["severities"] == f"{tmp_path / 'house' / 'fidelity.toml'}:3"


def test_files_that_extend_each_other_end(tmp_path: Path) -> None:
    write(tmp_path, fidelity_toml="extend = 'other.toml'\n", other_toml="extend = 'fidelity.toml'\n", one_md=BROKEN)
    assert "extends itself" in one_sentence(fidelity("check", "one.md", cwd=tmp_path))
    write(tmp_path, fidelity_toml="\nextend = 'lost.toml'\n")
    assert "fidelity.toml:2: “extend” names lost.toml" in one_sentence(fidelity("check", "one.md", cwd=tmp_path))


def test_an_edition_is_checked_against_the_text_that_claims_it(tmp_path: Path) -> None:
    texts = "[[text]]\ncanonical = 'canonical.md'\neditions = ['*.md', 'more/**/*.md']\n"
    write(
        tmp_path,
        fidelity_toml=texts,
        canonical_md=GOLD.read_text(encoding="utf-8"),
        edition_md=ALTERED,
        more__deep__other_md=ALTERED,
    )
    everything = fidelity("check", "--format", "concise", cwd=tmp_path)
    assert everything.code == 1
    assert everything.err == ""
    assert [line.split(" ")[0] for line in everything.text.splitlines()[:-1]] == [
        "edition.md:7:222:",
        "more/deep/other.md:7:222:",
    ]
    one = fidelity("check", "more/deep/other.md", "--format", "concise", cwd=tmp_path)
    assert "T106 altered-number" in one.text
    assert fidelity("check", ".", "--format", "concise", cwd=tmp_path).text == everything.text
    assert fidelity("check", "canonical.md", cwd=tmp_path).code == 0


def test_without_a_configuration_a_bare_check_says_what_to_do(tmp_path: Path) -> None:
    assert "fidelity init" in one_sentence(fidelity("check", cwd=tmp_path))


def test_editions_that_are_not_there_are_not_passed_over(tmp_path: Path) -> None:
    write(tmp_path, fidelity_toml="[[text]]\ncanonical = 'canonical.md'\neditions = 'lost-*.md'\n", canonical_md=BROKEN)
    assert "no file is “lost-*.md”" in one_sentence(fidelity("check", cwd=tmp_path))


def test_folders_are_read_without_what_git_ignores(tmp_path: Path) -> None:
    write(tmp_path, one_md=BROKEN, drafts__two_md=BROKEN, sub__three_md=BROKEN, sub__note_txt=BROKEN)
    (tmp_path / ".gitignore").write_text("drafts/\n", encoding="utf-8")

    def found(*arguments: str) -> list[str]:
        lines = fidelity("check", *arguments, "--format", "concise", cwd=tmp_path).text.splitlines()[:-1]
        return [line.split(":")[0] for line in lines]

    assert found(".") == ["one.md", "sub/three.md"]
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    assert found(".") == ["one.md", "sub/three.md"]
    assert found("sub", "sub/note.txt") == ["sub/three.md", "sub/note.txt"]
    assert found(".", "--config", "respect-gitignore = false") == ["drafts/two.md", "one.md", "sub/three.md"]
    assert found(".", "--config", 'exclude = ["sub/"]') == ["one.md"]
    assert found("*/three.md") == ["sub/three.md"]
    assert found("drafts/two.md") == ["drafts/two.md"]


def test_a_pattern_that_is_none_is_said_and_passed_over_in_gitignore(tmp_path: Path) -> None:
    write(tmp_path, one_md=BROKEN, two_md=BROKEN)
    (tmp_path / ".gitignore").write_text("!\n[z-a].md\ntwo.md\n", encoding="utf-8")
    lines = fidelity("check", ".", "--format", "concise", cwd=tmp_path).text.splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == ["one.md"]
    for glob in ("!", "[z-a].md"):
        outcome = fidelity("check", ".", "--config", f'exclude = ["{glob}"]', cwd=tmp_path)
        assert outcome.code == 2
        assert outcome.err == f"fidelity: “{glob}” is no pattern of files as .gitignore has them.\n"


def test_an_edition_that_others_are_checked_against_keeps_its_ignore_comments(tmp_path: Path) -> None:
    texts = """
[[text]]
canonical = "source.md"
editions = ["middle.md"]

[[text]]
canonical = "middle.md"
editions = ["excerpt.md"]
relation = "excerpt"
"""
    source = "In 1999 they took power in the town, and the mill was sold.\n\nIn 2009 they built a school, and it was white.\n"
    middle = "<!-- fidelity: ignore T106 a misprint -->\n" + source.replace("1999", "1998")
    write(tmp_path, source_md=source, middle_md=middle, excerpt_md=source.split("\n\n")[1])
    (tmp_path / "fidelity.toml").write_text(texts, encoding="utf-8")
    for order in (("excerpt.md", "middle.md"), ("middle.md", "excerpt.md"), ()):
        outcome = fidelity("check", *order, cwd=tmp_path)
        assert (outcome.code, outcome.err) == (0, ""), outcome.text


def test_rules_are_chosen_by_code_name_beginning_and_family(tmp_path: Path) -> None:
    write(tmp_path, one_md=BROKEN, archive__two_md=BROKEN)
    assert fidelity("check", "one.md", cwd=tmp_path).code == 1
    for chosen in (["--ignore", "A101"], ["--ignore", "broken-word,Q"], ["--ignore", "artefact"], ["--select", "Q,N"]):
        assert fidelity("check", "one.md", *chosen, cwd=tmp_path).code == 0, chosen
    assert fidelity("check", "one.md", "--select", "N", "--extend-select", "A10", cwd=tmp_path).code == 1
    assert "did you mean “broken-word”?" in one_sentence(fidelity("check", "one.md", "--ignore", "broken-words", cwd=tmp_path))
    write(tmp_path, fidelity_toml="[per-file-ignores]\n'archive/' = ['A']\n")
    assert fidelity("check", "archive/two.md", cwd=tmp_path).code == 0
    assert fidelity("check", "one.md", cwd=tmp_path).code == 1


def test_severities_are_the_houses_own(tmp_path: Path) -> None:
    write(tmp_path, fidelity_toml="[severities]\nA = 'off'\nbroken-word = 'warning'\n", one_md=BROKEN)
    assert "1 finding in 1 file: 1 warning" in fidelity("check", "one.md", cwd=tmp_path).text
    write(tmp_path, fidelity_toml="[severities]\nA101 = 'info'\n")
    assert fidelity("check", "one.md", cwd=tmp_path).code == 0
    assert "for information" in fidelity("check", "one.md", "--info", cwd=tmp_path).text


def test_a_rule_for_information_reports_when_it_is_named() -> None:
    assert Settings().severity_of("Q113", Severity.INFO) is None
    assert Settings(extend_select=("Q",)).severity_of("Q113", Severity.INFO) is None
    assert Settings(extend_select=("Q113",)).severity_of("Q113", Severity.INFO) is Severity.INFO
    assert Settings(info=True).severity_of("Q113", Severity.INFO) is Severity.INFO
    assert codes_of("q1") == {code for code in known_rules() if code.startswith("Q1")}


def test_the_languages_are_those_that_are_declared(tmp_path: Path) -> None:
    """In French, “seize” is a number; in English it is none, so that only the language says whether a number changed."""
    canonical = "They seize power and they seize land. " * 3
    write(tmp_path, a_md=canonical, b_md=canonical.replace("seize land", "took land"))
    found = {
        language: fidelity("check", "b.md", "--against", "a.md", "--format", "concise", *chosen, cwd=tmp_path).text
        for language, chosen in {"fr": ["--config", 'languages = "fr"'], "en": ["--config", 'languages = "en"']}.items()
    }
    assert "altered-number" in found["fr"]
    assert "altered-number" not in found["en"]


def test_standard_input_is_as_the_file_that_it_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    write(
        tmp_path,
        fidelity_toml="[[text]]\ncanonical = 'canonical.md'\neditions = 'edition.md'\n",
        canonical_md=GOLD.read_text(encoding="utf-8"),
        edition_md=ALTERED,
    )
    from_file = fidelity("check", "edition.md", cwd=tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ALTERED.encode())))
    assert fidelity("check", "-", "--stdin-filename", "edition.md", cwd=tmp_path) == from_file


@pytest.mark.parametrize("value", [True, "a", 'quote " and \\ back', ["a", "b"], {"a b": ["c"], "d": "e"}, [], {}])
def test_values_are_shown_as_toml_reads_them(value: Any) -> None:
    assert tomllib.loads(f"x = {toml_of(value)}")["x"] == value


DOCUMENT = """
# a comment with [brackets] and "quotes"
a = 1
b.c = { d = "x # no comment", "e f" = [1, 2,
  [3, # three
   4]] }

[t."u.v"]
w = \"\"\"
y = 1
[no.table]
\"\"\"
[[t.x]]
y = 2020-01-01 10:00:00
[[t.x]]
'y' = 'it]'
"""


def test_places_are_lines_of_the_document() -> None:
    lines = places_of(DOCUMENT)
    assert lines["a",] == 3
    assert lines["b", "c", "d"] == lines["b", "c", "e f", 0] == 4
    assert lines["b", "c", "e f", 2, 0] == 5
    assert lines["b", "c", "e f", 2, 1] == 6
    assert lines["t", "u.v", "w"] == 9
    assert lines["t", "x", 0, "y"] == 14
    assert lines["t", "x", 1, "y"] == 16
    assert ("y",) not in lines
    assert ("no",) not in lines


def _ways(value: Any, steps: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way for key, one in pairs for way in ((*steps, key), *_ways(one, (*steps, key)))]


WORDS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(st.booleans() | WORDS, lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner), max_leaves=8)


@given(st.dictionaries(WORDS, VALUES))
def test_every_value_of_any_document_has_a_place(values: dict[str, Any]) -> None:
    document = "".join(f"{json.dumps(key, ensure_ascii=False)} = {toml_of(value)}\n" for key, value in values.items())
    document = document.replace("\x7f", "\\u007f")
    assert tomllib.loads(document) == values
    assert set(places_of(document)) == set(_ways(values))


@pytest.mark.parametrize("option", ["--select", "--extend-select", "--ignore"])
def test_a_rule_that_is_not_there_is_said_with_its_option(option: str, tmp_path: Path) -> None:
    (tmp_path / "edition.md").write_text("A text.\n", encoding="utf-8")
    said = one_sentence(fidelity("check", tmp_path / "edition.md", option, "T106,XYZ"))
    assert said.startswith(f"{option}: there is no rule, name, code or family “XYZ”; ")


@pytest.mark.parametrize(
    "glob", ["e/1.md", "1.md", "e/", "e", "/e/1.md", "e/*.md", "**/1.md", "*", "\\1.md", "2.md", "f/", "e/[12].md", "1.md "]
)
def test_a_text_is_found_by_whatever_glob_means_its_edition(glob: str, tmp_path: Path) -> None:
    """Texts are looked up by names in their globs, where those have one."""
    (tmp_path / "e").mkdir()
    (tmp_path / "talk.md").write_text("The rivers rose in 1911.\n", encoding="utf-8")
    (tmp_path / "e" / "1.md").write_text("The rivers rose in 1912.\n", encoding="utf-8")
    table = f"[[text]]\ncanonical = 'talk.md'\neditions = ['{glob}']\n"
    (tmp_path / "fidelity.toml").write_text(table, encoding="utf-8")
    check = ("check", "e/1.md", "--format", "concise")
    meant = globs.matches(tmp_path / "e" / "1.md", tmp_path, (glob,))
    assert ("T106" in fidelity(*check, cwd=tmp_path).text) is meant
    ignores = f"[[text]]\ncanonical = 'talk.md'\neditions = ['*.md']\n[per-file-ignores]\n'{glob}' = ['T106']\n"
    (tmp_path / "fidelity.toml").write_text(ignores, encoding="utf-8")
    assert ("T106" in fidelity(*check, cwd=tmp_path).text) is not meant


def test_thousands_of_texts_and_ignores_are_not_compared_with_each_other(tmp_path: Path) -> None:
    tables = "".join(f"[[text]]\ncanonical = 'c/{k}.md'\neditions = ['e/{k}.md']\n" for k in range(300))
    ignores = "".join(f"'e/{k}.md' = ['T106']\n" for k in range(0, 300, 2))
    (tmp_path / "fidelity.toml").write_text(f"{tables}[per-file-ignores]\n{ignores}", encoding="utf-8")
    for name, year in (("c", 1911), ("e", 1912)):
        (tmp_path / name).mkdir()
        for k in range(300):
            (tmp_path / name / f"{k}.md").write_text(f"The rivers of text {k} rose in {year}.\n", encoding="utf-8")
    before = globs._spec.cache_info()
    outcome = fidelity("check", "--format", "json", cwd=tmp_path)
    after = globs._spec.cache_info()
    assert {Path(one["path"]).stem for one in json.loads(outcome.text)["findings"]} == {str(k) for k in range(1, 300, 2)}
    assert after.hits + after.misses - before.hits - before.misses < 300 * 12
