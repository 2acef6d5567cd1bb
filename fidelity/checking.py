"""Tasks to outcomes: what is known from before taken from the cache, the rest judged, in several processes where it is much.

The outcomes are the same, in the same order, whatever is in the cache and however many processes work.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from fidelity.agenda import is_library
from fidelity.cache.keys import key_of_canonical, key_of_task
from fidelity.cache.records import read_record, write_record
from fidelity.cache.store import FINDINGS, Store, default_folder
from fidelity.formats import PDF
from fidelity.model.declarations import Relation
from fidelity.model.errors import TOO_MUCH, FidelityError, WholeTextNeeded
from fidelity.second_process import Begin, at_once, beside

if TYPE_CHECKING:
    from fidelity.agenda import Task
    from fidelity.library import Library
    from fidelity.model.departure import Ignore
    from fidelity.model.finding import Finding
    from fidelity.model.text import Text
    from fidelity.model.work import Work
    from fidelity.reporters.progress import Progress

_MUCH = 400_000
"""Bytes of editions from which on several processes are quicker than one: about a second of work."""
_LONG = 1_000_000
"""Bytes of one edition from which on a second process is worth while."""
_ABRIDGED = 400_000
"""Bytes of one edition from which on it is tried to leave out what it shares with its canonical text."""
_PARCEL = 24
"""Editions that a process is given at once, at most."""

Watch = Callable[[Path], "Progress"]
"""Given a file that is going to be read, what is to be told the number of its pages done."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one task, or of looking at what editions are checked against."""

    path: str
    findings: tuple[Finding, ...]
    """Whatever their severity, and whether or not they are to be shown."""
    content: str | None = None
    """The decoded file, where its format has lines."""
    failure: str = ""
    """Why the edition could not be checked, as a sentence."""
    losses: tuple[str, ...] = ()
    """What of a damaged file could not be read, or of two texts not be compared word by word, as sentences."""
    ignores: tuple[Ignore, ...] = ()
    """The ignore comments in the edition."""
    said: tuple[str, ...] = ()
    """What was done to an index beside, as sentences."""
    of_canonical_text: bool = False
    """Whether the file was looked at as what editions are checked against; it may be an edition of another text, too."""
    incomplete: bool = False
    """Whether some of what the edition is checked against could not be read, and is among the losses."""


class CanonicalTexts:
    """The canonical texts of a run. The last one is at hand, as the tasks of one text follow each other.

    Those that are extracted from PDFs are kept in the cache, where there is to be one.
    """

    def __init__(self, watch: Watch, *, keep: bool) -> None:
        self.watch = watch
        self._keep = keep
        self._path: Path | None = None
        self._text: Text | None = None
        self._failures: dict[Path, FidelityError] = {}

    def read(self, path: Path) -> Text:
        """The canonical text of a file, or the one that is extracted from a source."""
        if path in self._failures:
            raise self._failures[path]
        if self._path != path or self._text is None:
            try:
                self._text = self._kept(path) if self._keep and path.suffix.lower() in PDF else self._read(path)
            except FidelityError as failure:
                self._failures[path] = failure
                raise
            self._path = path
        return self._text

    def lend(self, path: Path, text: Text | None) -> None:
        """Take a text as that of a file; with None, whoever asks next has the file read."""
        self._path, self._text = path, text

    def _read(self, path: Path) -> Text:
        from fidelity import api

        with closing(self.watch(path)) as progress:
            return api.read_against(path, progress)

    def _kept(self, path: Path) -> Text:
        from fidelity.cache.texts import keep_text, kept_text

        key = key_of_canonical(path)
        text = kept_text(key) if key else None
        if text is None:
            text = self._read(path)
            if key:
                keep_text(key, text)
        return text


class Libraries:
    """The libraries of a run, each opened once; `said` gathers what there is to say of their indexes."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._opened: dict[tuple[tuple[Path, ...], tuple[tuple[Path, Work], ...]], Library] = {}
        self._said: list[str] = []

    def open(self, against: tuple[Path, ...], works: tuple[tuple[Path, Work], ...] = ()) -> Library:
        """The library of some folders and texts, its indexes up to date; `works` says what texts in them are."""
        if (against, works) not in self._opened:
            from fidelity import api

            with closing(self._watch(against[0])) as progress:
                library = api.open_library(against, self._said.append, lambda done, _: progress(done), dict(works))
            self._opened[against, works] = library
        return self._opened[against, works]

    def said(self) -> tuple[str, ...]:
        """What was not yet said."""
        sentences = tuple(self._said)
        self._said.clear()
        return sentences


def check_tasks(
    tasks: Sequence[Task], contents: Mapping[Path, bytes], watch: Watch, processes: int | None = None
) -> Iterator[Outcome]:
    """The outcome of each task, in their order; `contents` are those of files that are not to be opened.

    What editions are checked against has an outcome of its own, before the first edition that needs it. `processes` is the most
    that may work at once; without it, one for each processor. A canonical text that cannot be read fails, and with it the tasks
    that need it; the others go on.
    """
    cached = [task for task in tasks if task.configuration.cache]
    store = Store(default_folder(), FINDINGS, str) if cached else None
    seen = {path: _seen(path, contents) for path in dict.fromkeys(task.path for task in tasks)}
    against = {path: "" for task in tasks for path in task.against}
    against |= {path: key_of_canonical(path) for path in dict.fromkeys(path for task in cached for path in task.against)}
    keys = [_key(task, seen[task.path].digest, against) for task in tasks]
    kept = store.get([key for key in (*keys, *against.values()) if key]) if store is not None else {}
    known: dict[int, Outcome] = {}
    for k, key in enumerate(keys):
        outcome = _recalled(tasks[k], contents, kept[key]) if key in kept else None
        if outcome is not None:
            known[k] = outcome
    missing = [k for k in range(len(tasks)) if k not in known]
    canonical_texts = CanonicalTexts(watch, keep=store is not None)
    waiting = [tasks[k] for k in missing]
    processes = processes or os.cpu_count() or 1
    begin = beside if processes > 1 and len(waiting) == 1 and seen[waiting[0].path].size >= _LONG else at_once
    ahead = _abridged(waiting, seen, contents, canonical_texts, begin)
    if ahead is None and begin is beside and waiting[0].against:
        ahead = _read_ahead(waiting[0], contents)
    fresh = _judged(waiting, seen, contents, canonical_texts, processes, ahead=ahead, begin=begin)
    new: dict[str, str] = {}
    inspected: set[Path] = set()
    try:
        for k, task in enumerate(tasks):
            for path in task.against if not quotes_a_library(task) else ():
                if path not in inspected:
                    inspected.add(path)
                    yield _inspected(path, against[path], kept, canonical_texts, new)
            outcome = known.get(k) or next(fresh)
            if k not in known and keys[k] and not outcome.failure and _is_recallable(outcome, task, seen, contents):
                new[keys[k]] = write_record((outcome.findings, outcome.losses, outcome.ignores, outcome.content is not None))
            yield outcome
    finally:
        if store is not None:
            # what was read while somebody wrote it is not what its key says
            changed = [key for path, key in against.items() if key and new and key != key_of_canonical(path)]
            store.put({} if changed else new)
            store.close()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is kept of a file that was looked at: many editions together may be more than there is memory."""

    digest: str = ""
    size: int = 0


def _seen(path: Path, contents: Mapping[Path, bytes]) -> _Seen:
    content = _content_of(path, contents)
    return _Seen(sha256(content).hexdigest(), len(content)) if content is not None else _Seen()


def _content_of(path: Path, contents: Mapping[Path, bytes]) -> bytes | None:
    """The bytes of an edition; None where they cannot be read, which whoever reads it properly will say."""
    if path in contents:
        return contents[path]
    try:
        return path.read_bytes() if path.is_file() else None
    except (OSError, ValueError):
        return None


def _key(task: Task, digest: str, against: Mapping[Path, str]) -> str:
    """The key of a task's outcome; "" where it is not to be kept: a library has an index of its own that is kept."""
    if quotes_a_library(task) or not task.configuration.cache:
        return ""
    keys = [against[path] for path in task.against]
    return key_of_task(task, digest, tuple(keys)) if digest and all(keys) else ""


def _recalled(task: Task, contents: Mapping[Path, bytes], record: str) -> Outcome | None:
    """An outcome from the cache; None where the record is none.

    The file's characters are wanted to show findings in, and by whoever gave the bytes.
    """
    found = read_record(record)
    if found is None:
        return None
    findings, losses, ignores, has_lines = found
    content = _content_of(task.path, contents) if has_lines and (findings or ignores or task.path in contents) else None
    characters = _decoded(content) if content is not None else None
    return Outcome(str(task.path), findings, characters, losses=losses, ignores=ignores)


def _decoded(content: bytes) -> str:
    from fidelity.readers.decoding import decode

    return decode(content, "")


def _is_recallable(outcome: Outcome, task: Task, seen: Mapping[Path, _Seen], contents: Mapping[Path, bytes]) -> bool:
    """Whether the file still is what the key was made of, and its characters can be had again from its bytes alone."""
    content = _content_of(task.path, contents)
    if content is None or sha256(content).hexdigest() != seen[task.path].digest:
        return False
    try:
        return outcome.content is None or _decoded(content) == outcome.content
    except FidelityError:
        return False


def _inspected(path: Path, key: str, kept: Mapping[str, str], canonical_texts: CanonicalTexts, new: dict[str, str]) -> Outcome:
    """What the rules of the project say of a canonical text or a source."""
    record = read_record(kept[key]) if key in kept else None
    if record is not None:
        return Outcome(str(path), record[0], losses=record[1], of_canonical_text=True)
    from fidelity import api

    try:
        text = canonical_texts.read(path)
    except (FidelityError, MemoryError, RecursionError) as failure:
        reason = _reason(path, failure)
        return Outcome(str(path), api.inspect(path, None, reason), failure=reason, of_canonical_text=True)
    outcome = Outcome(str(path), api.inspect(path, text), losses=_losses(path, text), of_canonical_text=True)
    if key:
        new[key] = write_record((outcome.findings, outcome.losses, (), False))
    return outcome


def _judged(
    tasks: Sequence[Task],
    seen: Mapping[Path, _Seen],
    contents: Mapping[Path, bytes],
    canonical_texts: CanonicalTexts,
    processes: int,
    *,
    ahead: Callable[[], Text] | None,
    begin: Begin,
) -> Iterator[Outcome]:
    """The outcomes of tasks that have to be judged, in their order."""
    size = sum(seen[task.path].size for task in tasks)
    # the index of a library is brought up to date by one process alone
    if processes > 1 and len(tasks) > 1 and size >= _MUCH and not any(map(quotes_a_library, tasks)):
        from fidelity.parallel import in_parallel

        parcels = [(parcel, dict(contents)) for parcel in _parcels(tasks, processes)]
        for outcomes in in_parallel(_judge, parcels, processes, ("fidelity.findings", "fidelity.recognition")):
            yield from outcomes
        return
    libraries = Libraries(canonical_texts.watch)
    for task in tasks:
        if not quotes_a_library(task):
            yield check_task(task, canonical_texts, contents.get(task.path), canonical_texts.watch, ahead, begin=begin)
            continue
        try:
            library = libraries.open(task.against, task.configuration.works)
        except FidelityError as failure:
            *others, reason = failure.sentences
            yield Outcome(str(task.path), (), failure=reason, losses=tuple(others), said=libraries.said())
            continue
        outcome = check_task(task, library, contents.get(task.path), canonical_texts.watch)
        losses = (*outcome.losses, *library.failures)
        yield replace(outcome, said=libraries.said(), losses=losses, incomplete=bool(library.failures))


def _abridged(
    tasks: Sequence[Task],
    seen: Mapping[Path, _Seen],
    contents: Mapping[Path, bytes],
    canonical_texts: CanonicalTexts,
    begin: Begin,
) -> Callable[[], Text] | None:
    """A long edition, abridged with its canonical text, which is lent to whoever asks for it; None where that cannot be."""
    if len(tasks) != 1 or tasks[0].relation is not Relation.EDITION or not tasks[0].against:
        return None
    if seen[tasks[0].path].size < _ABRIDGED:
        return None
    from fidelity import api, plugins

    if plugins.installed().rules or plugins.installed().repairs:
        return None  # who knows what they look at

    both = api.read_abridged(tasks[0].against[0], tasks[0].path, contents.get(tasks[0].path), begin=begin)
    if both is None:
        return None
    canonical_texts.lend(tasks[0].against[0], both[0])
    return lambda: both[1]


def _read_ahead(task: Task, contents: Mapping[Path, bytes]) -> Callable[[], Text]:
    """A long edition, read beside its canonical text."""
    from fidelity import api

    return beside(lambda: api.read_edition(task.path, None, contents.get(task.path)))


def quotes_a_library(task: Task) -> bool:
    """Whether an edition is to be checked for what it quotes from a folder or several texts."""
    return task.relation is Relation.QUOTING and is_library(task.against)


def _parcels(tasks: Sequence[Task], processes: int) -> Iterator[list[Task]]:
    """Tasks that follow each other and have the same canonical text, small enough for the processes to end together."""
    size = max(min(_PARCEL, len(tasks) // (processes * 4)), 1)
    parcel: list[Task] = []
    for task in tasks:
        if parcel and (len(parcel) >= size or parcel[0].against != task.against):
            yield parcel
            parcel = []
        parcel.append(task)
    if parcel:
        yield parcel


def _judge(parcel: tuple[list[Task], dict[Path, bytes]]) -> list[Outcome]:
    """In a process of its own: the outcomes of some tasks."""
    tasks, contents = parcel
    canonical_texts = CanonicalTexts(_unwatched, keep=tasks[0].configuration.cache)
    return [check_task(task, canonical_texts, contents.get(task.path), _unwatched) for task in tasks]


def _unwatched(path: Path) -> Progress:
    """Only the process that a person has started speaks to them."""
    import io

    from fidelity.reporters.progress import Progress

    return Progress(path.name, io.StringIO())


def check_task(
    task: Task,
    texts: CanonicalTexts | Library,
    content: bytes | None,
    watch: Watch,
    ahead: Callable[[], Text] | None = None,
    *,
    begin: Begin = at_once,
) -> Outcome:
    """The outcome of a task; `ahead` where its edition was read, or is being read, `begin` for what may go on beside it."""
    from fidelity import api
    from fidelity.configuration.selectors import meaning_of
    from fidelity.readers.ignores import read_ignores

    canonical = None
    try:
        if isinstance(texts, CanonicalTexts) and task.against:
            canonical = texts.read(task.against[0])
            if task.relation is Relation.QUOTING:
                canonical = api.read_described(task.against[0], dict(task.configuration.works), canonical)
    except (FidelityError, MemoryError, RecursionError) as failure:
        return Outcome(str(task.path), (), failure=_reason(task.against[0], failure))
    try:
        with closing(watch(task.path)) as progress:
            edition = ahead() if ahead is not None else api.read_edition(task.path, progress, content)
        style, languages = task.settings.house_style, task.settings.languages
        if isinstance(texts, CanonicalTexts):
            try:
                examination = api.examine(edition, canonical, task.relation, style, languages, begin=begin)
            except WholeTextNeeded:
                texts.lend(task.against[0], None)
                again = _read_ahead(task, {task.path: content} if content is not None else {}) if begin is beside else None
                return check_task(task, texts, content, watch, again, begin=begin)
        else:
            examination = api.examine_quoting(edition, texts, style, languages)
    except (FidelityError, MemoryError, RecursionError) as failure:
        reason = _reason(task.path, failure)
        return Outcome(str(task.path), api.inspect(task.path, None, reason), failure=reason)
    characters = edition.source.content
    # what a comparison could not do is as much a loss as what could not be read
    remarks = examination.collation.remarks if examination.collation is not None else ()
    losses = (*_losses(task.path, edition), *(f"{task.path}: {remark}" for remark in dict.fromkeys(remarks)))
    outcome = Outcome(str(task.path), examination.findings, characters, losses=losses)
    if characters is None:
        return outcome
    return replace(outcome, ignores=read_ignores(characters, task.path.suffix.lower(), meaning_of))


def _reason(path: Path, failure: BaseException) -> str:
    """Why a file could not be dealt with, in a sentence."""
    return str(failure) if isinstance(failure, FidelityError) else f"{path} {TOO_MUCH}"


def _losses(path: Path, text: Text) -> tuple[str, ...]:
    """What of a damaged file could not be read: now, or when a canonical text was extracted from it."""
    printing = text.source.printing
    return tuple(f"{path}: {loss}." for loss in (printing.losses if printing is not None else text.source.losses))
