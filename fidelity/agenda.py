"""What is to be checked: from the arguments of a command and the configuration to a list of tasks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from fidelity.configuration.globs import files_in, inside_of, is_built, literal_name, matches
from fidelity.configuration.loading import configuration_of, forget, isolated, load, without_file
from fidelity.configuration.settings import Configuration, DeclaredText, Settings
from fidelity.formats import HTML
from fidelity.model.declarations import Relation
from fidelity.model.errors import FidelityError


@dataclass(frozen=True, slots=True)
class Task:
    """One edition to check: against what, as what, and what is to be reported of it."""

    path: Path
    """As it is to be shown."""
    against: tuple[Path, ...]
    """Canonical texts or sources; none for an edition that is checked alone."""
    relation: Relation
    settings: Settings
    configuration: Configuration


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line says, which goes before the configuration."""

    against: tuple[Path, ...] = ()
    relation: Relation | None = None
    config: Path | None = None
    """The configuration file to use instead of those that are found."""
    inline: tuple[str, ...] = ()
    """`key = value` pairs in TOML."""
    isolated: bool = False
    """Whether no configuration file is read at all, nor what was decided before."""


def configuration_for(folder: Path, wish: Wish) -> Configuration:
    """The configuration that holds for the files of a folder."""
    if wish.config is not None:
        return load(wish.config.absolute(), wish.inline)
    if wish.isolated:
        return isolated(without_file(wish.inline))
    return configuration_of(folder.absolute(), wish.inline)


def tasks_of(arguments: Sequence[Path], wish: Wish) -> list[Task]:
    """The tasks that the arguments ask for: files, folders, globs; without any, what the configuration names.

    Raises FidelityError when there is nothing to do.
    """
    forget()  # a process may run many checks, and somebody may write a configuration meanwhile
    if not arguments:
        return _all_tasks(configuration_for(Path.cwd(), wish), wish)
    tasks: list[Task] = []
    for argument in arguments:
        if argument.is_dir() and str(argument) != "-":
            found = _folder_tasks(argument, wish)
            if not found:
                raise FidelityError(
                    f"{argument} holds nothing to check: no file in it is an edition that the configuration names, or "
                    "Markdown, HTML, DOCX or EPUB (save others, such as ODT, as DOCX)."
                )
            tasks += found
        else:
            for path in _files_of(argument):
                tasks += tasks_for(path, wish)
    return list(dict.fromkeys(tasks))


def _files_of(argument: Path) -> list[Path]:
    """A file as it stands; where there is none, the files that it means as a glob, which not every shell resolves."""
    if any(sign in str(argument) for sign in "*?[") and not argument.exists():
        beginning = Path(argument.anchor)
        found = sorted(beginning.glob(str(argument.relative_to(beginning))))
        return [path for path in found if path.is_file()] or [argument]
    return [argument]


def tasks_for(path: Path, wish: Wish) -> list[Task]:
    """The tasks for one file: against what the command line names, else once for each text that claims it, else alone."""
    configuration = configuration_for(path.absolute().parent, wish)
    if wish.against:
        return [_task(path, configuration, None, wish)]
    return [_task(path, configuration, text, wish) for text in _claiming(path, configuration) or (None,)]


def _claiming(path: Path, configuration: Configuration) -> list[DeclaredText]:
    """The texts that a file is an edition of."""
    by_name = _texts_by_name(configuration)
    near = {k for name in ("", *path.absolute().parts) for k in by_name.get(name, ())}
    return [text for k in sorted(near) if _claims(text := configuration.texts[k], path)]


@lru_cache(maxsize=64)
def _texts_by_name(configuration: Configuration) -> dict[str, list[int]]:
    """The texts, by a name that the paths of their editions have: there may be thousands, each with a file or two."""
    found: dict[str, list[int]] = {}
    for k, text in enumerate(configuration.texts):
        for name in {literal_name(glob) for glob in text.editions if not glob.startswith("!")}:
            found.setdefault(name, []).append(k)
    return found


@lru_cache(maxsize=64)
def _ignores_by_name(configuration: Configuration) -> dict[str, list[tuple[Path, str, tuple[str, ...]]]]:
    """What is ignored in some files, by a name that their paths have."""
    found: dict[str, list[tuple[Path, str, tuple[str, ...]]]] = {}
    for root, glob, selectors in configuration.per_file_ignores:
        found.setdefault(literal_name(glob), []).append((root, glob, selectors))
    return found


@lru_cache(maxsize=64)
def _checked_against(configuration: Configuration) -> frozenset[str]:
    """What editions are checked against, as paths."""
    return frozenset(os.path.normpath(one) for text in configuration.texts for one in text.against)


def _claims(text: DeclaredText, path: Path) -> bool:
    """Whether a file is an edition of a text. The canonical text and the source may be meant by the glob, too, and are none."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow symbolic links
    if any(os.path.normpath(own) == str(absolute) for own in (*text.canonical, *([text.source] if text.source else ()))):
        return False
    return matches(absolute, text.root, text.editions)


def _task(path: Path, configuration: Configuration, text: DeclaredText | None, wish: Wish) -> Task:
    settings = configuration.settings
    by_name = _ignores_by_name(configuration)
    ignored = [
        selector
        for name in (dict.fromkeys(("", *path.absolute().parts)) if by_name else ())
        for root, glob, selectors in by_name.get(name, ())
        if matches(path.absolute(), root, (glob,))
        for selector in selectors
    ]
    if ignored:
        settings = replace(settings, ignore=(*settings.ignore, *ignored))
    if text is not None and text.languages:
        settings = replace(settings, languages=text.languages)
    against = wish.against or tuple(_shown(one) for one in (text.against if text is not None else ()))
    relation = wish.relation or (text.relation if text is not None else None)
    if is_library(wish.against):
        if relation not in (None, Relation.QUOTING):
            raise FidelityError(
                f"with the relation {relation} an edition has one canonical text; name one file with --against."
            )
        relation = Relation.QUOTING
    relation = relation or Relation.EDITION
    return Task(path, against, relation, settings, configuration)


def is_library(against: Sequence[Path]) -> bool:
    """Whether what an edition is checked against is a folder, or several texts: then it can only quote them."""
    return len(against) > 1 or any(path.is_dir() for path in against)


def _shown(path: Path) -> Path:
    """A path as people want to see it: from the working directory, where that is shorter and does not climb out of it."""
    inside = inside_of(path, Path.cwd())
    return Path(inside) if inside is not None and not inside.startswith("../..") else path


def _all_tasks(configuration: Configuration, wish: Wish) -> list[Task]:
    """What the configuration names: the editions of its texts, or, where it names no text, what it includes."""
    if not configuration.files:
        raise FidelityError(
            "there is nothing to check: name an edition or a folder, or write a configuration with “fidelity init”; see "
            "“fidelity check --help”."
        )
    if not configuration.texts:
        return _folder_tasks(_shown(configuration.root), wish)
    tasks: list[Task] = []
    editions: dict[DeclaredText, list[Path]] = {}
    for root in dict.fromkeys(text.root for text in configuration.texts):
        for path in _candidates(root, configuration):
            for text in _claiming(path, configuration):
                if text.root == root:
                    editions.setdefault(text, []).append(path)
    for text in configuration.texts:
        found = editions.get(text, [])
        missing = _missing(text, found)
        if not found and not missing:
            globs = " or ".join(f"“{glob}”" for glob in text.editions)
            raise FidelityError(f"{configuration.files[0]} names a text whose editions are not there: no file is {globs}.")
        tasks += [_task(_shown(path), configuration, text, wish) for path in (*found, *missing)]
    if not any(task.path.exists() for task in tasks):
        globs = " or ".join(f"“{glob}”" for text in configuration.texts for glob in text.editions)
        raise FidelityError(f"{configuration.files[0]} names texts whose editions are not there: no file is {globs}.")
    return list(dict.fromkeys(tasks))


def _missing(text: DeclaredText, found: Sequence[Path]) -> list[Path]:
    """Editions that a text names and that are not there; a pattern where it finds none. Whoever reads them will say so."""
    missing = []
    for glob in text.editions:
        path = text.root / glob.lstrip("/")
        if glob.startswith("!") or path.exists() or (found and any(sign in glob for sign in "*?[")):
            continue
        if not any(matches(one, text.root, (glob,)) for one in found):
            missing.append(path)
    return missing


def _candidates(root: Path, configuration: Configuration) -> list[Path]:
    """The files under a folder that are not excluded."""
    found = files_in(root, respect_gitignore=configuration.respect_gitignore)
    return [path for path in found if not matches(path, configuration.root, configuration.exclude)]


def _folder_tasks(folder: Path, wish: Wish) -> list[Task]:
    """Tasks for what is to be checked in a folder: editions that a text claims, and what is included otherwise."""
    return list(_checkable(folder, wish))


def _checkable(folder: Path, wish: Wish) -> Iterator[Task]:
    outer = configuration_for(folder.absolute(), wish)
    for path in files_in(folder, respect_gitignore=outer.respect_gitignore):
        configuration = configuration_for(path.absolute().parent, wish)
        if matches(path.absolute(), configuration.root, configuration.exclude):
            continue
        # what is a folder here may not be looked into, and whoever reads it says so
        if _claiming(path, configuration) or _is_included(path, folder, configuration) or path.is_dir():
            yield from tasks_for(path, wish)


def _is_included(path: Path, folder: Path, configuration: Configuration) -> bool:
    """Whether a file of `folder` that no text claims is to be checked alone. What others are checked against is no edition."""
    if not matches(path.absolute(), configuration.root, configuration.include):
        return False
    if path.name.startswith("~$") or (path.suffix.lower() in HTML and is_built(path, folder)):
        return False  # "~$" is what Word has beside a document that is open
    if path.with_name(f"{path.stem}.emendations.jsonl").exists():
        return False
    return str(path.absolute()) not in _checked_against(configuration)


def configurations_of(tasks: Iterable[Task]) -> list[Configuration]:
    """The configurations that some tasks are under, each once."""
    found: dict[Path, Configuration] = {}
    for task in tasks:
        found.setdefault(task.configuration.root, task.configuration)
    return list(found.values())
