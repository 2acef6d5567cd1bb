"""Configuration files: found upwards from a folder, read, validated, and joined with those that they extend."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from fidelity.configuration.settings import Configuration, DeclaredText, Origin, Settings
from fidelity.model.declarations import HouseStyle, Relation
from fidelity.model.errors import FidelityError
from fidelity.model.work import Work

NAMES = (".fidelity.toml", "fidelity.toml", "pyproject.toml")
"""What a configuration file may be called, in order of precedence in one folder."""
COMMAND_LINE = "the command line"
_LARGEST = 4_000_000
"""Bytes of a configuration file; nobody writes one by hand that has more."""
_DEEPEST = 16
"""Files that may extend one another."""
_ADDED = {"extend-select", "extend-ignore", "text", "work"}
"""Keys whose values are joined with those of an extended file."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One value, the folder that its paths start from, and where it was written."""

    value: Any
    folder: Path
    origin: Origin


@lru_cache(maxsize=4096)
def find(folder: Path) -> Path | None:
    """The configuration file that holds for a folder: its own, or that of the nearest folder above it."""
    for name in NAMES:
        path = folder / name
        # a folder that may not be looked into has none: whoever reads its files says what is wrong with it
        if os.path.isfile(path) and (  # noqa: PTH113 - Path.is_file raises PermissionError there
            name != "pyproject.toml" or _table_of(path) is not None
        ):
            return path
    return find(folder.parent) if folder.parent != folder else None


def configuration_of(folder: Path, inline: tuple[str, ...] = ()) -> Configuration:
    """What holds for the files of a folder (an absolute path). Raises FidelityError, with a sentence for every mistake."""
    path = find(folder)
    return load(path, inline) if path is not None else without_file(inline)


def forget() -> None:
    """Read every file anew from here on."""
    find.cache_clear()
    load.cache_clear()
    _without_file.cache_clear()
    isolated.cache_clear()


def without_file(inline: tuple[str, ...] = ()) -> Configuration:
    """What holds when no configuration file is read: paths are from the working directory."""
    return _without_file(Path.cwd(), inline)


@lru_cache(maxsize=16)
def _without_file(root: Path, inline: tuple[str, ...]) -> Configuration:
    return _resolved({}, root, (), inline)


@lru_cache(maxsize=16)
def isolated(configuration: Configuration) -> Configuration:
    """A configuration under which nothing that was decided before holds."""
    return replace(configuration, decided=False)


@lru_cache(maxsize=256)
def load(path: Path, inline: tuple[str, ...] = ()) -> Configuration:
    """The configuration of a file and of those that it extends, then of `key = value` pairs from the command line."""
    path = path.absolute()
    said: dict[str, list[_Said]] = {}
    files: list[Path] = []
    _read(path, said, files)
    return _resolved(said, path.parent, tuple(files), inline)


def _table_of(path: Path) -> tuple[dict[str, Any], str] | None:
    """The configuration in a file, and the file's characters; None for a pyproject.toml that has none."""
    try:
        content = path.read_bytes()
        document = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as damage:
        raise FidelityError(f"{path} cannot be read: a configuration is in UTF-8, and this file is not.") from damage
    except OSError as failure:
        raise FidelityError(f"{path} cannot be read: {failure.strerror or failure}.") from failure
    if len(content) > _LARGEST:
        raise FidelityError(f"{path} is too large for a configuration: it has {len(content) // 1_000_000} MB.")
    if path.name == "pyproject.toml" and "fidelity" not in document:
        return None
    import tomllib  # like the specification, imported only where there is a file: a check without one is to start at once

    try:
        values = tomllib.loads(document)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        reason = str(fault).rstrip(".") if isinstance(fault, ValueError) else "it is nested too deeply"
        raise FidelityError(f"{path} is no TOML: {reason[:1].lower()}{reason[1:]}.") from fault
    if path.name != "pyproject.toml":
        return values, document
    tool = values.get("tool")
    own = tool.get("fidelity") if isinstance(tool, dict) else None
    return (own, document) if isinstance(own, dict) else None


def _read(path: Path, said: dict[str, list[_Said]], files: list[Path]) -> None:
    """Read a file and those that it extends into `said`: for each key its values, the nearest file's first."""
    if path in files or len(files) > _DEEPEST:
        raise FidelityError(f"{path} extends itself, by way of {', '.join(str(file) for file in files)}.")
    found = _table_of(path)
    if found is None:
        raise FidelityError(f"{path} has no table [tool.fidelity].")
    files.append(path)
    values, document = found
    _confirm(values, path, document)
    from fidelity.configuration.places import places_of

    beginning = ("tool", "fidelity") if path.name == "pyproject.toml" else ()
    lines = places_of(document)
    for key, value in values.items():
        origin = Origin(str(path), lines.get((*beginning, key), 1))
        said.setdefault(key, []).append(_Said(value, path.parent, origin))
    if "extend" in values:
        base = Path(path.parent / values["extend"])
        if not base.is_file():
            line = lines.get((*beginning, "extend"), 1)
            raise FidelityError(f"{path}:{line}: “extend” names {values['extend']}, which does not exist.")
        _read(Path(os.path.normpath(base)), said, files)


def _confirm(values: dict[str, Any], path: Path, document: str) -> None:
    """Raise FidelityError with a sentence for every mistake in a file."""
    from fidelity.configuration.validation import mistakes_in

    mistakes = list(mistakes_in(values))
    if not mistakes:
        return
    from fidelity.configuration.places import places_of

    lines = places_of(document)
    beginning = ("tool", "fidelity") if path.name == "pyproject.toml" else ()
    sentences = []
    for steps, clause in mistakes:
        way = (*beginning, *steps)
        while way and way not in lines:
            way = way[:-1]
        sentences.append((lines.get(way, 1), clause))
    # a mistake in a file that is written by hand is seldom alone, and mending one by one is tedious
    raise FidelityError(*(f"{path}:{line}: {_ended(clause)}" for line, clause in sorted(sentences)))


def _ended(clause: str) -> str:
    return clause if clause.endswith("?") else f"{clause}."


def _resolved(said: dict[str, list[_Said]], root: Path, files: tuple[Path, ...], inline: tuple[str, ...]) -> Configuration:
    for pair in inline:
        for key, value in _inline(pair).items():
            said.setdefault(key, []).insert(0, _Said(value, Path.cwd(), Origin(COMMAND_LINE, 0)))
    values = {key: _joined(key, parts) for key, parts in said.items()}

    def path_of(key: str, default: Path) -> Path:
        return said[key][0].folder / values[key] if key in said else root / default

    default = Configuration()
    settings = Settings(
        select=tuple(values.get("select", default.settings.select)),
        extend_select=tuple(values.get("extend-select", ())),
        ignore=(*values.get("ignore", ()), *values.get("extend-ignore", ())),
        severities=tuple(values.get("severities", {}).items()),
        info=values.get("info", False),
        languages=_series(values.get("languages", ())),
        house_style=_house_style(values.get("house-style", {})),
    )
    return Configuration(
        root=root,
        files=files,
        settings=settings,
        texts=tuple(_text(table, part.folder) for part in said.get("text", ()) for table in part.value),
        works=tuple(_work(table, part) for part in said.get("work", ()) for table in part.value),
        per_file_ignores=tuple(
            (part.folder, glob, tuple(selectors))
            for part in said.get("per-file-ignores", ())
            for glob, selectors in part.value.items()
        ),
        include=tuple(values.get("include", default.include)),
        exclude=tuple(values.get("exclude", ())),
        respect_gitignore=values.get("respect-gitignore", True),
        departures=path_of("departures", default.departures),
        baseline=path_of("baseline", default.baseline),
        cache=values.get("cache", True),
        said=tuple((key, toml_of(values[key]), parts[0].origin) for key, parts in said.items() if key != "extend"),
    )


def _inline(pair: str) -> dict[str, Any]:
    """The values of a `key = value` pair from the command line."""
    import tomllib

    try:
        values = tomllib.loads(pair)
    except tomllib.TOMLDecodeError as fault:
        raise FidelityError(f"--config {pair} is neither a file nor “key = value” in TOML: {fault}.") from fault
    from fidelity.configuration.validation import mistakes_in

    mistakes = [clause for _, clause in mistakes_in(values)]
    if mistakes:
        raise FidelityError(*(f"--config: {_ended(clause)}" for clause in mistakes))
    return values


def _joined(key: str, parts: list[_Said]) -> Any:
    """The values that a key has in several files: the nearest one's, or all of them where one adds to another."""
    from fidelity.configuration.specification import KEYS, Mapping, Table

    if any(one.name == key and isinstance(one.kind, Mapping | Table) for one in KEYS):
        return {name: value for part in reversed(parts) for name, value in part.value.items()}
    if key in _ADDED:
        return [item for part in reversed(parts) for item in part.value]
    return parts[0].value


def _series(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _text(table: dict[str, Any], folder: Path) -> DeclaredText:
    return DeclaredText(
        root=folder,
        editions=_series(table["editions"]),
        canonical=tuple(folder / path for path in _series(table.get("canonical", ()))),
        source=folder / table["source"] if "source" in table else None,
        relation=Relation(table.get("relation", Relation.EDITION)),
        languages=_series(table.get("languages", ())),
        name=table.get("name", ""),
    )


def _work(table: dict[str, Any], part: _Said) -> tuple[Path, Work]:
    path = Path(os.path.normpath((part.folder / table["canonical"]).absolute()))
    if not path.is_file():
        raise FidelityError(f"{part.origin}: [[work]] names {table['canonical']}, which does not exist.")
    return path, Work(_series(table.get("author", ())), table.get("title", ""), str(table.get("year", "")))


def _house_style(table: dict[str, Any]) -> HouseStyle:
    return HouseStyle(
        spellings=tuple(table.get("spellings", {}).items()),
        words=frozenset(table.get("words", ())),
        quotation_marks=table.get("quotation-marks", ""),
        serial_comma=table.get("serial-comma"),
        number_forms=table.get("number-forms", False),
    )


def toml_of(value: Any) -> str:
    """A value as TOML writes it in one line."""
    import json

    match value:
        case dict():
            inner = ", ".join(f"{_bare(key)} = {toml_of(one)}" for key, one in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        case list() | tuple():
            return f"[{', '.join(toml_of(one) for one in value)}]"
        case bool():
            return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)


def _bare(key: str) -> str:
    import json
    import re

    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)
