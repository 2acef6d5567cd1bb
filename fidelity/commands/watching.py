"""`fidelity check --watch`: the check done again whenever one of its files is saved, until somebody interrupts it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fidelity.agenda import Task
from fidelity.commands.speech import complain
from fidelity.configuration.loading import NAMES
from fidelity.interruption import INTERRUPTED
from fidelity.model.errors import FidelityError

_SETTLING = 100
"""Milliseconds without a change after which files are taken to be saved: editors write in several steps."""
_PATIENCE = 500
"""Milliseconds after which the watch lets the program look whether it was interrupted."""
_BESIDE = (".emendations.jsonl", ".decisions.toml")
"""What lies beside a canonical text and bears on it."""
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"
"""Clears a terminal, with what has scrolled off it."""


@dataclass(frozen=True, slots=True)
class _Watched:
    """Absolute paths whose changes count: files, whether or not they are there, and folders in which new texts count."""

    files: frozenset[str]
    folders: frozenset[str]
    own: frozenset[str]
    """What the check itself writes."""

    @property
    def places(self) -> frozenset[str]:
        """The folders to watch: editors save by putting another file in the place of the old one."""
        parents = {os.path.split(path)[0] for path in self.files}
        return frozenset(place for place in self.folders | parents if Path(place).is_dir())

    def counts(self, _change: object, path: str) -> bool:
        """Whether something that has changed is to be checked."""
        if path in self.own:
            return False
        return path in self.files or (os.path.split(path)[0] in self.folders and _is_shown(path))


def keep_checking(
    plan: Callable[[], list[Task]], check: Callable[[list[Task]], object], folders: Sequence[Path], written: Iterable[Path]
) -> int:
    """Check now and after every change, until interrupted; the exit code says that it was.

    `plan` gives the tasks, `check` does them. In `folders`, and in those that are checked against, new texts count too. A check
    that cannot be done is said, and the next change tries again; only the first plan has to be one.
    """
    own = frozenset(map(os.path.realpath, written))
    tasks = plan()
    try:
        while True:
            watched = _watched(tasks, folders, own)
            for changed in _changes(watched):
                with _saying():
                    if changed:
                        _announce(changed)
                    # at the beginning, too: a text may have come before its folder was watched
                    tasks = plan()
                    if _watched(tasks, folders, own) != watched:
                        break  # other files are to be watched first, so that none of their changes is missed
                    check(tasks)
    except KeyboardInterrupt:
        return INTERRUPTED


def _watched(tasks: Sequence[Task], folders: Iterable[Path], own: Iterable[str]) -> _Watched:
    """What the outcomes of tasks depend on, and the folders whose texts are checked or checked against."""
    against = {path for task in tasks for path in task.against if path.is_dir()}
    return _Watched(_files(tasks), _folders([*folders, *against]), frozenset(own))


def _changes(watched: _Watched) -> Iterator[list[str]]:
    """The paths that have changed, each time that some have; at first none, once the watch has begun and misses nothing."""
    try:
        from watchfiles import watch
    except ModuleNotFoundError:
        raise FidelityError(
            "--watch needs watchfiles, which is not installed; run “pip install 'fidelity-lint[watch]'”."
        ) from None
    begun = False
    for found in watch(
        *watched.places,
        watch_filter=watched.counts,
        step=_SETTLING,
        rust_timeout=_PATIENCE,
        yield_on_timeout=True,
        recursive=False,
    ):
        if found or not begun:
            begun = True
            yield sorted({os.path.relpath(path) for _, path in found})


@contextmanager
def _saying() -> Iterator[None]:
    """What cannot be done, said, as at the end of a command."""
    try:
        yield
    except FidelityError as failure:
        for sentence in failure.sentences:
            complain(sentence)


def _files(tasks: Iterable[Task]) -> frozenset[str]:
    """The files that the outcomes of tasks depend on."""
    return frozenset(os.path.realpath(path) for task in tasks for path in _files_of(task))


def _files_of(task: Task) -> Iterator[Path]:
    yield from (task.path, *task.configuration.files, task.configuration.departures, task.configuration.baseline)
    yield from (task.path.parent / name for name in NAMES)  # somebody may write one meanwhile
    for path in task.against:
        yield from (path, *(path.with_name(path.stem + ending) for ending in _BESIDE))


def _folders(folders: Iterable[Path]) -> frozenset[str]:
    """Folders with all that lie in them, but for what is hidden."""
    found = set()
    for folder in folders:
        for path, inside, _ in os.walk(os.path.realpath(folder)):
            found.add(path)
            inside[:] = [name for name in inside if not name.startswith(".")]
    return frozenset(found)


def _is_shown(path: str) -> bool:
    """Whether a path in a folder may be a text, or a folder of texts."""
    from fidelity.formats import is_read

    name = os.path.split(path)[1]
    ending = os.path.splitext(name)[1].lower()  # noqa: PTH122 - a string, as the watch gives it
    return not name.startswith((".", "~$")) and (is_read(ending) or name.endswith(_BESIDE) or Path(path).is_dir())


def _announce(changed: Sequence[str]) -> None:
    """Begin the next outcome: on a terminal on a clean screen, with a line that says what changed."""
    from time import strftime

    if sys.stdout.isatty():
        sys.stdout.write(_CLEAR)
        sys.stdout.flush()
    what = changed[0] if len(changed) == 1 else f"{len(changed)} files"
    complain(f"{strftime('%H:%M:%S')}: {what} changed.")
