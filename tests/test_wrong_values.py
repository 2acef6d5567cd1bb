"""Every key of the configuration with every kind of wrong value and wrong spelling; the shipped JSON schema is the oracle."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import ROOT, fidelity
from jsonschema import Draft202012Validator

from fidelity.configuration.loading import forget, load
from fidelity.configuration.specification import KEYS, Choice, Key, Mapping, Table, Tables
from fidelity.model.errors import FidelityError

SCHEMA = Draft202012Validator(
    json.loads((ROOT / "fidelity" / "configuration" / "fidelity.schema.json").read_text(encoding="utf-8"))
)
VALUES = (
    *("3", "-1", "99999999999999999999", "1.5", "nan", "inf", "true", "false"),
    *('"qzx wv"', '""', '"  "', '"a\\u0000b"', '"a\\u001bb"', f'"{"x" * 5000}"'),
    *("1911-03-05", "1911-03-05T07:00:00Z", "07:00:00"),
    *("[]", "[1]", "[[1]]", '["qzx wv"]', '[""]', "[{}]", '["a", 1]', "[true]", "[1911-03-05]"),
    *("{}", "{ qzx = 1 }", '{ qzx = "a" }', '{ "" = "" }', '{ "*.md" = ["A"] }', "{ A = {} }", "{ A = true }", "{ A = 1.5 }"),
)
"""Values of every type of TOML; which of them are right for a key, the schema says."""


def places() -> Iterator[tuple[str, Key, str]]:
    """Each key with what stands before it in a file: the way to it, the key, and the table that it needs."""
    for key in KEYS:
        yield key.name, key, ""
        if isinstance(key.kind, Table | Tables):
            head = f"[{key.name}]\n" if isinstance(key.kind, Table) else f"[[{key.name}]]\n"
            for inner in key.kind.keys:
                needed = "".join(f"{one.example}\n" for one in key.kind.keys if one.required and one is not inner)
                yield f"{key.name}.{inner.name}", inner, head + needed


PLACES = [pytest.param(key, before, id=way) for way, key, before in places()]


def said_of(content: str, folder: Path) -> list[str]:
    """What is said of a configuration file, without its path."""
    path = folder / "fidelity.toml"
    path.write_text(content, encoding="utf-8")
    forget()
    try:
        load(path)
    except FidelityError as failure:
        for sentence in failure.sentences:
            assert sentence.startswith(f"{path}:"), sentence
            assert sentence.endswith((".", "?")), sentence
            assert len(sentence) < len(str(path)) + 400, sentence
        return [sentence.removeprefix(f"{path}:") for sentence in failure.sentences]
    return []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "ross.md").write_text("The quarries.\n", encoding="utf-8")  # what the examples name
    (tmp_path / "one.md").write_text("The councils met.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("key", "before"), PLACES)
def test_a_value_is_taken_where_the_schema_takes_it_else_its_key_is_named(key: Key, before: str, folder: Path) -> None:
    for value in VALUES:
        content = f"{before}{key.name} = {value}\n"
        said = said_of(content, folder)
        if SCHEMA.is_valid(tomllib.loads(content)):
            # what the file system holds and allows is beyond a schema
            assert all("which does not exist" in one or "than any system allows" in one for one in said), (value, said)
        else:
            assert said, value
            assert all(key.name in one for one in said), (value, said)
        outcome = fidelity("check", "one.md", cwd=folder)
        assert outcome.code == (2 if said else 0), (value, outcome)
        assert "defect of fidelity" not in outcome.err


def misspelt(word: str) -> Iterator[str]:
    """A word with a letter left out, doubled, or changed places with the next, in capitals, and with other signs in it."""
    middle = len(word) // 2
    yield word[:middle] + word[middle + 1 :]
    yield word[:middle] + word[middle] + word[middle:]
    yield word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    yield word.upper()
    yield word.replace("-", "_")


@pytest.mark.parametrize(("key", "before"), PLACES)
def test_a_misspelt_key_is_told_which_one_was_meant(key: Key, before: str, folder: Path) -> None:
    names = [one.name for one in KEYS]
    for spelt in {*misspelt(key.name)} - {key.name, *names}:
        said = said_of(f"{before}{spelt} = 1\n", folder)
        assert any(f"there is no key “{spelt}”" in one and f"did you mean “{key.name}”?" in one for one in said), (spelt, said)


def choices() -> Iterator[tuple[str, str]]:
    for _, key, before in places():
        kind = key.kind.value if isinstance(key.kind, Mapping) else key.kind
        if isinstance(kind, Choice):
            for option in kind.options:
                yield option, f"{before}{key.name} = {{ A = 'X' }}\n" if kind is not key.kind else f"{before}{key.name} = 'X'\n"


@pytest.mark.parametrize(("option", "content"), [*choices()])
def test_a_misspelt_value_is_told_which_one_was_meant(option: str, content: str, folder: Path) -> None:
    for spelt in {*misspelt(option)} - {option, ""}:
        said = said_of(content.replace("X", spelt), folder)
        assert len(said) == 1
        assert said[0].endswith(f"cannot be “{spelt}”; did you mean “{option}”?"), (spelt, said)
