"""Tasks to outcomes: every edition read and judged, each canonical text read once for all the editions that need it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fidelity import api
from fidelity.agenda import Task, is_library
from fidelity.configuration.selectors import meaning_of
from fidelity.model.declarations import Relation
from fidelity.model.departure import Ignore
from fidelity.model.errors import FidelityError
from fidelity.readers.ignores import read_ignores

if TYPE_CHECKING:
    from fidelity.library import Library
    from fidelity.model.finding import Finding
    from fidelity.model.text import Text
    from fidelity.reporters.progress import Progress

TOO_MUCH = "needs more memory than there is, or is nested too deeply."

Watch = Callable[[Path], "Progress"]
"""Given a file that is going to be read, what is to be told the number of its pages done."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one task."""

    path: str
    findings: tuple[Finding, ...]
    """Whatever their severity, and whether or not they are to be shown."""
    content: str | None = None
    """The decoded file, where its format has lines."""
    failure: str = ""
    """Why the edition could not be checked, as a sentence."""
    losses: tuple[str, ...] = ()
    """What of a damaged file could not be read, as sentences."""
    ignores: tuple[Ignore, ...] = ()
    """The ignore comments in the edition."""


class CanonicalTexts:
    """The canonical texts of a run. The last one is kept, as the tasks of one text follow each other."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._path: Path | None = None
        self._text: Text | None = None

    def read(self, path: Path) -> Text:
        """The canonical text of a file, or the one that is extracted from a source."""
        if self._path != path or self._text is None:
            with closing(self._watch(path)) as progress:
                self._text = api.read_against(path, progress)
            self._path = path
        return self._text


class Libraries:
    """The libraries of a run, each opened once; `said` gathers what there is to say of their indexes."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._opened: dict[tuple[Path, ...], Library] = {}
        self._said: list[str] = []

    def open(self, against: tuple[Path, ...]) -> Library:
        """The library of some folders and texts, its indexes up to date."""
        if against not in self._opened:
            with closing(self._watch(against[0])) as progress:
                self._opened[against] = api.open_library(against, self._said.append, lambda done, _: progress(done))
        return self._opened[against]

    def said(self) -> tuple[str, ...]:
        """What was not yet said."""
        sentences = tuple(self._said)
        self._said.clear()
        return sentences


def check_tasks(tasks: Iterable[Task], contents: dict[Path, bytes], watch: Watch) -> Iterator[Outcome]:
    """The outcome of each task, in their order; `contents` are those of files that are not to be opened.

    What editions are checked against has an outcome of its own, before the first edition that needs it. Raises FidelityError
    when that cannot be read.
    """
    canonical_texts, libraries = CanonicalTexts(watch), Libraries(watch)
    inspected: set[Path] = set()
    for task in tasks:
        library = libraries.open(task.against) if quotes_a_library(task) else None
        for path in task.against if library is None else ():
            if path not in inspected:
                inspected.add(path)
                text = canonical_texts.read(path)
                yield Outcome(str(path), api.inspect(path, text), losses=_losses(path, text))
        outcome = check_task(task, library or canonical_texts, contents.get(task.path), watch)
        yield replace(outcome, losses=(*libraries.said(), *outcome.losses))


def quotes_a_library(task: Task) -> bool:
    """Whether an edition is to be checked for what it quotes from a folder or several texts."""
    return task.relation is Relation.QUOTING and is_library(task.against)


def check_task(task: Task, texts: CanonicalTexts | Library, content: bytes | None, watch: Watch) -> Outcome:
    """The outcome of a task whose canonical texts can be read."""
    try:
        with closing(watch(task.path)) as progress:
            edition = api.read_edition(task.path, progress, content)
        style, languages = task.settings.house_style, task.settings.languages
        if isinstance(texts, CanonicalTexts):
            canonical = texts.read(task.against[0]) if task.against else None
            examination = api.examine(edition, canonical, task.relation, style, languages)
        else:
            examination = api.examine_quoting(edition, texts, style, languages)
    except (FidelityError, MemoryError, RecursionError) as failure:
        reason = str(failure) if isinstance(failure, FidelityError) else f"{task.path} {TOO_MUCH}"
        return Outcome(str(task.path), api.inspect(task.path, None, reason), failure=reason)
    content_read = edition.source.content
    ignores = read_ignores(content_read, task.path.suffix.lower(), meaning_of) if content_read is not None else ()
    return Outcome(str(task.path), examination.findings, content_read, losses=_losses(task.path, edition), ignores=ignores)


def _losses(path: Path, text: Text) -> tuple[str, ...]:
    """What of a damaged file could not be read: now, or when a canonical text was extracted from it."""
    printing = text.source.printing
    return tuple(f"{path}: {loss}." for loss in (printing.losses if printing is not None else text.source.losses))
