"""What a result came from, as a key: the content of every file that bears on it, how it was asked, and the program itself."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from fidelity import __version__
from fidelity.plugins import installed

if TYPE_CHECKING:
    from fidelity.agenda import Task

_LOG = ".emendations.jsonl"
_DECISIONS = ".decisions.toml"
LIBRARIES = frozenset(
    "click lxml msgpack numpy pathspec pdfminer_six pypdfium2 pyromark pyyaml rapidfuzz rich wordfreq zstandard".split()
)
"""What the program cannot do without, by the names of their folders: another version may read or judge otherwise."""


@cache
def program() -> str:
    """The program as it stands: its version and the content of its modules and its plugins', so that a change counts at once.

    Of Python and of the libraries it is the version, which their installers write into the names of folders. No path and no
    time is in it: the same program is the same wherever and whenever it was installed.
    """
    package = Path(__file__).parent.parent
    found = [__version__, platform.python_version(), *_libraries(tuple(sys.path)), *_modules(package)]
    for added in installed().files:
        found += _modules(added) if added.is_dir() else [f"{added.name}:{sha256(added.read_bytes()).hexdigest()}"]
    return sha256("\n".join(found).encode("utf-8", "surrogateescape")).hexdigest()


def _libraries(folders: Sequence[str]) -> list[str]:
    """The libraries that results come from, each with its version, as found first in some folders.

    importlib.metadata would open a file of each, and takes as long to load as all of this.
    """
    found: dict[str, str] = {}
    for folder in folders:
        try:
            with os.scandir(folder or ".") as entries:
                names = [entry.name for entry in entries]
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                library = name.split("-", 1)[0].lower().replace(".", "_")
                if library in LIBRARIES:
                    found.setdefault(library, name.rpartition(".")[0])
        if len(found) == len(LIBRARIES):
            break
    return sorted(found.values())


def _modules(package: Path) -> list[str]:
    """The modules of a package, each with its digest."""
    root = str(package)
    folders = [root]
    found = []
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    # unbuffered, since some hundred files are read before anything is done
                    with open(entry.path, "rb", buffering=0) as module:  # noqa: PTH123 - a path takes as long as reading
                        found.append(f"{entry.path[len(root) + 1 :]}:{sha256(module.read()).hexdigest()}")
                elif entry.is_dir():
                    folders.append(entry.path)
    return sorted(found)


def key_of_task(task: Task, digest: str, against: tuple[str, ...]) -> str:
    """The key of what is found in an edition of a digest; `against` are the keys of what it is checked against."""
    settings = task.settings
    style = settings.house_style
    house = {
        one.name: sorted(value) if isinstance(value := getattr(style, one.name), frozenset) else value for one in fields(style)
    }
    against_paths = {os.path.normpath(path.absolute()) for path in task.against}
    works = [
        [str(path), work.authors, work.title, work.year]
        for path, work in task.configuration.works
        if str(path) in against_paths
    ]
    asked = [works, str(task.path), str(task.relation), house, settings.languages, [str(path) for path in task.against]]
    return _digest("findings", digest, *against, json.dumps(asked))


def key_of_canonical(path: Path) -> str:
    """The key of a canonical text or a source, with all beside it that says where it came from; "" when it cannot be read."""
    digest = _digest_of(path)
    if not digest:
        return ""
    beside = [path.with_name(path.stem + _LOG), path.with_name(path.stem + _DECISIONS)]
    for name in _named_in(beside[0]):
        source = path.with_name(PurePosixPath(name.replace("\\", "/")).name or "source")
        beside += [source, source.with_name(source.stem + _DECISIONS)]
    return _digest("canonical", str(path), digest, *(_digest_of(one) for one in beside))


def _named_in(log: Path) -> list[str]:
    """The files that a log names: the source and the decisions."""
    try:
        with log.open("rb") as lines:
            header = json.loads(lines.readline())
        names = [header["source"]["name"]]
        decisions = header.get("decisions") or {}
        return [str(name) for name in (*names, decisions.get("name", "")) if name]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _digest_of(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except OSError:
        return ""


def _digest(*parts: str) -> str:
    return sha256("\0".join((program(), *parts)).encode("utf-8", "surrogateescape")).hexdigest()
