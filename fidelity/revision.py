"""Which lines of which files have changed since a revision, as git says."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from fidelity.model.errors import FidelityError
from fidelity.model.finding import Finding

_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")


class Changes:
    """The changed lines of the work tree that a folder belongs to. Raises FidelityError where git cannot say."""

    def __init__(self, revision: str, folder: Path) -> None:
        self._root = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
        # a revision is one to git only once it is known to be none of its options
        commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
        if not commit:
            raise FidelityError(f"git knows no revision “{revision}”.")
        plain = ("-c", "core.quotePath=false", "diff", "--no-ext-diff", "--no-color", "-U0")
        difference = _git(self._root, *plain, "--src-prefix=a/", "--dst-prefix=b/", commit)
        self._lines = dict(_ranges(difference))
        new = _git(self._root, "ls-files", "--others", "--exclude-standard", "-z")
        self._new = set(filter(None, new.split("\0")))

    def touches(self, path: Path) -> bool:
        """Whether a file has changed at all."""
        name = self._name(path)
        return name is None or name in self._new or name in self._lines

    def holds(self, finding: Finding) -> bool:
        """Whether a finding is about what has changed; one without a line is, when its file has changed."""
        name = self._name(Path(finding.path))
        if name is None or name in self._new:
            return True
        ranges = self._lines.get(name, [])
        if finding.start is None or finding.end is None:
            return bool(ranges)
        return any(first <= finding.end.line and finding.start.line <= last for first, last in ranges)

    def _name(self, path: Path) -> str | None:
        """How git names a file; None for one outside its work tree."""
        try:
            return path.resolve().relative_to(self._root.resolve()).as_posix()
        except ValueError:
            return None


def since(findings: Iterable[Finding], changes: Changes, against: Mapping[str, Sequence[Path]]) -> list[Finding]:
    """The findings about what has changed, and all those of an edition whose canonical text has changed.

    `against` are the canonical texts of each edition, by its path.
    """
    renewed = {path for path, texts in against.items() if any(changes.touches(text) for text in texts)}
    return [finding for finding in findings if finding.path in renewed or changes.holds(finding)]


def _ranges(difference: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """For each file of a difference its changed lines, as ranges; where lines went, the two beside them."""
    name = ""
    heading = False
    ranges: list[tuple[int, int]] = []
    for line in difference.split("\n"):
        if line.startswith("diff --git "):
            heading = True
        elif heading and line.startswith("+++ "):
            if name:
                yield name, ranges
            name, ranges = _unquoted(line.removeprefix("+++ ").rstrip("\t")).removeprefix("b/"), []
        elif match := _HUNK.match(line):
            heading = False
            first, count = int(match[1]), int(match[2] or 1)
            ranges.append((first, first + count - 1) if count else (first, first + 1))
    if name:
        yield name, ranges


def _unquoted(name: str) -> str:
    """A file's name as it is; git writes one with quotation marks or control characters as C writes strings."""
    if not name.startswith('"'):
        return name
    return name[1:-1].encode("utf-8").decode("unicode_escape").encode("latin-1").decode("utf-8", "surrogateescape")


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except OSError as failure:
        raise FidelityError("--since asks git, which is not installed.") from failure
    if done.returncode and "--quiet" not in arguments:
        raise FidelityError(f"--since asks git, and {folder} is not in a work tree of git.")
    return done.stdout.decode("utf-8", "surrogateescape")
