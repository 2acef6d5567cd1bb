"""Which files of a folder are versions of one text, judged by their words; for `fidelity init`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from fidelity import api, formats
from fidelity.model.declarations import Relation
from fidelity.model.errors import FidelityError

_WORD = re.compile(r"\w+")
_RUN = 5
"""Words of a run: five in the same order are seldom alike by chance (A. Broder, On the resemblance of documents, 1997)."""
_LARGEST_PDF = 40_000_000
"""Bytes of a PDF that is looked into; a larger one would keep a person waiting."""
_WHOLE, _LEAST, _FEWEST = 0.5, 0.02, 12
"""Share of runs from which on one text holds most of another; from which on, and how many runs, it quotes it."""
_CANONICAL_NAMES = re.compile(r"(?:^|[\W_])(?:canonical|source|original|reference)(?:[\W_]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """A text: its canonical text or its source, or both, and the editions of one relation."""

    canonical: Path | None
    source: Path | None
    relation: Relation
    editions: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was seen in a folder; every path is from that folder."""

    pairs: tuple[Pair, ...] = ()
    alike: tuple[tuple[Path, ...], ...] = ()
    """Files that are versions of one text, where nothing says which is the canonical one."""
    unread: tuple[Path, ...] = ()
    """Files that could not be looked into."""


@dataclass(eq=False, slots=True)
class _Base:
    """What others may be editions of."""

    path: Path
    runs: frozenset[int]
    canonical: Path | None = None
    source: Path | None = None
    editions: dict[Relation, list[Path]] = field(default_factory=dict)


def propose(folder: Path, files: Sequence[Path]) -> Proposal:
    """The pairs among the files of a folder."""
    runs: dict[Path, frozenset[int]] = {}
    unread: list[Path] = []
    for path in files:
        try:
            runs[path] = _runs(path)
        except (FidelityError, MemoryError, RecursionError):
            unread.append(path)
    bases = _bases(folder, runs)
    taken = {path for base in bases for path in (base.canonical, base.source)}
    free = [path for path in runs if path not in taken and path.suffix.lower() not in formats.PDF]
    left = []
    for path in free:
        found = max(((_kinship(runs[path], base.runs), base) for base in bases), key=lambda one: one[0][0], default=None)
        if found is None or found[0][1] is None:
            left.append(path)
        else:
            found[1].editions.setdefault(found[0][1], []).append(path)
    pairs = tuple(
        Pair(
            _from(base.canonical, folder),
            _from(base.source, folder),
            relation,
            tuple(path.relative_to(folder) for path in editions),
        )
        for base in bases
        for relation, editions in base.editions.items()
    )
    alike = tuple(tuple(path.relative_to(folder) for path in group) for group in _groups(left, runs))
    return Proposal(pairs, alike, tuple(path.relative_to(folder) for path in unread))


def _from(path: Path | None, folder: Path) -> Path | None:
    return path.relative_to(folder) if path is not None else None


def _runs(path: Path) -> frozenset[int]:
    """The runs of words of a file, as numbers."""
    suffix = path.suffix.lower()
    if suffix in formats.PDF and path.stat().st_size > _LARGEST_PDF:
        raise FidelityError(f"{path} is too large to be looked into.")
    content = formats.read_bytes(path)
    if suffix in (*formats.MARKDOWN, *formats.PLAIN_TEXT):
        string = content.decode("utf-8", "replace")
    else:
        string = formats.read(path, content=content).string
    words = _WORD.findall(string.casefold().replace("-\n", ""))
    return frozenset(crc32(" ".join(words[k : k + _RUN]).encode("utf-8", "replace")) for k in range(len(words) - _RUN + 1))


def _bases(folder: Path, runs: Mapping[Path, frozenset[int]]) -> list[_Base]:
    """Canonical texts that have a log, sources, and what is called canonical or original, each text once."""
    bases: list[_Base] = []
    for path in runs:
        log = api.log_path(path)
        if path.suffix.lower() in formats.MARKDOWN and log.is_file():
            bases.append(_Base(path, runs[path], canonical=path, source=_source_of(path, log, runs)))
    for path in runs:
        if path.suffix.lower() in formats.PDF and not any(base.source == path for base in bases):
            bases.append(_Base(path, runs[path], source=path))
    for path in runs:
        if path.suffix.lower() in formats.PDF or any(path in (base.canonical, base.source) for base in bases):
            continue
        if not _CANONICAL_NAMES.search(path.relative_to(folder).as_posix()):
            continue
        is_source = path.suffix.lower() in formats.PLAIN_TEXT
        same = next(
            (base for base in bases if base.canonical is None and _kinship(runs[path], base.runs)[1] is Relation.EDITION), None
        )
        if same is not None and not is_source:
            same.canonical, same.runs = path, runs[path]
        else:
            bases.append(_Base(path, runs[path], canonical=None if is_source else path, source=path if is_source else None))
    return bases


def _source_of(canonical: Path, log: Path, runs: Iterable[Path]) -> Path | None:
    """The source that a canonical text's log names, if it is among the files."""
    try:
        with log.open(encoding="utf-8") as lines:
            name = json.loads(lines.readline())["source"]["name"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    named = [path for path in runs if path.name == name]
    return next((path for path in named if path.parent == canonical.parent), named[0] if len(named) == 1 else None)


def _kinship(edition: frozenset[int], base: frozenset[int]) -> tuple[float, Relation | None]:
    """How much of a text stands in another, and what it is to it therefore; None when it has nothing to do with it."""
    common = len(edition & base)
    if (common < _FEWEST and common < _WHOLE * len(edition)) or not common:
        return 0.0, None
    share, covered = common / len(edition), common / len(base)
    if share >= _WHOLE:
        return share + covered, Relation.EDITION if covered >= _WHOLE else Relation.EXCERPT
    if covered >= _WHOLE:
        return share + covered, Relation.EDITION  # the whole text, with much added to it
    return share, Relation.QUOTING if share >= _LEAST else None


def _groups(paths: Sequence[Path], runs: Mapping[Path, frozenset[int]]) -> list[list[Path]]:
    """Files that are whole versions of one another."""
    groups: list[list[Path]] = []
    for path in paths:
        near = next((group for group in groups if _kinship(runs[path], runs[group[0]])[1] is Relation.EDITION), None)
        if near is None:
            groups.append([path])
        else:
            near.append(path)
    return [group for group in groups if len(group) > 1]
