"""Which files of a folder are versions of one text, or quote one another, judged by their words; for `fidelity init`."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from zlib import crc32

from fidelity import api, formats
from fidelity.model.declarations import Relation
from fidelity.model.errors import FidelityError
from fidelity.model.marks import Kind

_WORD = re.compile(r"\w+")
_RUN = 5
"""Words of a run: five in the same order are seldom alike by chance (A. Broder, On the resemblance of documents, 1997)."""
_LARGEST_PDF = 40_000_000
"""Bytes of a PDF that is looked into; a larger one would keep a person waiting."""
_WHOLE, _LEAST, _FEWEST = 0.5, 0.02, 12
"""Share of runs from which on one text holds most of another; from which on, and how many runs, it quotes it."""
_LONGER = 3
"""Times that a text is longer than one that quotes it, where nothing else says which of the two is the essay: a novel too has
quotation marks, and a passage without them may be quoted in both."""
_EVERYWHERE = 32
"""Files from which on a run that they all have is nobody's: a licence, an imprint."""
_CANONICAL_NAMES = re.compile(r"(?:^|[\W_])(?:canonical|source|original|reference)(?:[\W_]|$)", re.IGNORECASE)
_EDITION_NAMES = re.compile(r"(?:^|[\W_])(?:edition|edited|proofs?|galleys?|typeset|final|draft)(?:[\W_]|$)", re.IGNORECASE)
_QUOTED = re.compile(
    r"“[^“”]{20,3000}”|„[^„“”]{20,3000}[“”]|«[^«»]{20,3000}»|»[^«»]{20,3000}«|\"[^\"\n]{20,2000}\"|^>.*(?:\n>.*)*", re.MULTILINE
)
"""What stands in quotation marks, or in a block quotation of Markdown."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text: its canonical text or its source, or both, and the editions of one relation."""

    canonical: tuple[Path, ...]
    """Several, where an essay quotes several texts."""
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


@dataclass(frozen=True, slots=True)
class _Words:
    """The runs of words of a file, as numbers, and those of them that stand in quotation marks or block quotations."""

    runs: frozenset[int]
    quoted: frozenset[int]


@dataclass(eq=False, slots=True)
class _Base:
    """What others may be editions of."""

    path: Path
    runs: frozenset[int]
    canonical: Path | None = None
    source: Path | None = None
    known: bool = False
    """Whether its log or its name says that it is no essay."""
    editions: dict[Relation, list[Path]] = field(default_factory=dict)


def propose(folder: Path, files: Sequence[Path]) -> Proposal:
    """The pairs among the files of a folder."""
    words: dict[Path, _Words] = {}
    unread: list[Path] = []
    for path in files:
        try:
            words[path] = _words(path)
        except (FidelityError, MemoryError, RecursionError):
            unread.append(path)
    runs = {path: found.runs for path, found in words.items()}
    bases = _bases(folder, runs)
    taken = {path for base in bases for path in (base.canonical, base.source)}
    left = []
    for path, own in runs.items():
        if path in taken:
            continue
        found = max(((_kinship(own, base.runs), base) for base in bases), key=lambda one: one[0][0], default=None)
        if found is None or found[0][1] is None:
            left.append(path)
        else:
            found[1].editions.setdefault(found[0][1], []).append(path)
    pairs = [
        Pair(_series(base.canonical), base.source, relation, tuple(editions))
        for base in bases
        for relation, editions in base.editions.items()
    ]
    essays = _essays(left, bases, words)
    pairs += essays
    quoting = {path for pair in essays for path in pair.editions}
    groups = _groups([path for path in left if path not in quoting], runs)
    return Proposal(
        tuple(
            replace(
                pair,
                canonical=_from(folder, pair.canonical),
                source=next(iter(_from(folder, _series(pair.source))), None),
                editions=_from(folder, pair.editions),
            )
            for pair in pairs
        ),
        tuple(_from(folder, group) for group in groups),
        _from(folder, unread),
    )


def _from(folder: Path, paths: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(path.relative_to(folder) for path in paths)


def _series(path: Path | None) -> tuple[Path, ...]:
    return () if path is None else (path,)


def _essays(left: Sequence[Path], bases: Sequence[_Base], words: Mapping[Path, _Words]) -> list[Pair]:
    """The texts that quote others, each with all that it quotes, those that quote the same together."""
    of = {base.path: base for base in bases}
    known = {base.path for base in bases if base.known or base.editions}
    works: dict[Path, list[Path]] = {}
    for one, two in _sharing([*of, *left], words):
        for essay, work in ((one, two), (two, one)):
            if essay not in known and _quotes(words[essay], words[work], sure=work in known):
                works.setdefault(essay, []).append(work)
    together: dict[tuple[Path, ...], list[Path]] = {}
    runs = {path: found.runs for path, found in words.items()}
    for essay in sorted(works):
        originals = _originals(sorted(works[essay]), runs, known)
        if originals:
            together.setdefault(originals, []).append(essay)
    return [
        _pair_of([of.get(path) or _Base(path, frozenset(), canonical=path) for path in quoted], essays)
        for quoted, essays in together.items()
    ]


def _originals(works: Sequence[Path], runs: Mapping[Path, frozenset[int]], known: Container[Path]) -> tuple[Path, ...]:
    """The works without their editions; of versions where nothing says which is the original, none."""
    versions = {path for group in _groups(works, runs) for path in group}
    found = [path for path in works if path not in versions]
    for group in _groups(works, runs):
        original = [path for path in group if path in known] or [path for path in group if not _EDITION_NAMES.search(path.stem)]
        found += original if len(original) == 1 else []
    return tuple(sorted(found))


def _pair_of(works: Sequence[_Base], essays: Sequence[Path]) -> Pair:
    if len(works) == 1:
        return Pair(_series(works[0].canonical), works[0].source, Relation.QUOTING, tuple(essays))
    return Pair(tuple(work.canonical or work.path for work in works), None, Relation.QUOTING, tuple(essays))


def _sharing(paths: Sequence[Path], words: Mapping[Path, _Words]) -> Iterator[tuple[Path, Path]]:
    """Pairs of files that share more runs than chance would have it."""
    having: dict[int, list[int]] = {}
    for k, path in enumerate(paths):
        for run in words[path].runs:
            having.setdefault(run, []).append(k)
    shared = Counter(pair for have in having.values() if 1 < len(have) < _EVERYWHERE for pair in combinations(have, 2))
    yield from ((paths[one], paths[two]) for (one, two), number in shared.items() if number >= _FEWEST)


def _quotes(essay: _Words, work: _Words, *, sure: bool) -> bool:
    """Whether one of two texts that share words quotes the other: it has them in quotation marks, and the other has not.

    Marks may be missing, as in verse: a work that is known for one is quoted by whatever shares enough with it. One that is not
    known is much longer than what quotes it.
    """
    common = essay.runs & work.runs
    here, there = len(common & essay.quoted), len(common & work.quoted)
    if max(here, there) < _FEWEST:
        return sure and len(common) >= _LEAST * len(essay.runs)
    return here >= _FEWEST and here > 2 * there and (sure or len(work.runs) >= _LONGER * len(essay.runs))


def _words(path: Path) -> _Words:
    """The runs of words of a file."""
    suffix = path.suffix.lower()
    if suffix in formats.PDF and path.stat().st_size > _LARGEST_PDF:
        raise FidelityError(f"{path} is too large to be looked into.")
    content = formats.read_bytes(path)
    quoted: list[str] = []
    if suffix in (*formats.MARKDOWN, *formats.PLAIN_TEXT):
        string = content.decode("utf-8", "replace")
    else:
        text = formats.read(path, content=content)
        string = text.string
        quoted += [string[mark.start : mark.end] for mark in text.of_kind(Kind.QUOTATION)]
    quoted += [match[0] for match in _QUOTED.finditer(string)]
    return _Words(frozenset(_runs(string)), frozenset(run for words in quoted for run in _runs(words)))


def _runs(string: str) -> Iterator[int]:
    words = _WORD.findall(string.casefold().replace("-\n", ""))
    return (crc32(" ".join(words[k : k + _RUN]).encode("utf-8", "replace")) for k in range(len(words) - _RUN + 1))


def _bases(folder: Path, runs: Mapping[Path, frozenset[int]]) -> list[_Base]:
    """Canonical texts that have a log, sources, and what is called canonical or original, each text once."""
    bases: list[_Base] = []
    for path in runs:
        log = api.log_path(path)
        if path.suffix.lower() in formats.MARKDOWN and log.is_file():
            bases.append(_Base(path, runs[path], canonical=path, source=_source_of(path, log, runs), known=True))
    pdfs = [path for path in runs if path.suffix.lower() in formats.PDF and not any(base.source == path for base in bases)]
    named = [path for path in pdfs if _EDITION_NAMES.search(path.stem)]
    bases += [_Base(path, runs[path], source=path) for path in pdfs if path not in named]
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
            same.canonical, same.runs, same.known = path, runs[path], True
        else:
            canonical, source = (None, path) if is_source else (path, None)
            bases.append(_Base(path, runs[path], canonical, source, known=True))
    # what is called an edition is one where there is something that it can be an edition of
    bases += [
        _Base(path, runs[path], source=path) for path in named if not any(_kinship(runs[path], base.runs)[1] for base in bases)
    ]
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
    """How much of a text stands in another, and what version of it it is therefore; None when it is none."""
    common = len(edition & base)
    if (common < _FEWEST and common < _WHOLE * len(edition)) or not common:
        return 0.0, None
    share, covered = common / len(edition), common / len(base)
    if share >= _WHOLE:
        return share + covered, Relation.EDITION if covered >= _WHOLE else Relation.EXCERPT
    if covered >= _WHOLE:
        return share + covered, Relation.EDITION  # the whole text, with much added to it
    return 0.0, None


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
