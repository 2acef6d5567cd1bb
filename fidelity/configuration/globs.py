"""Globs as .gitignore has them, so that people need to know one kind; and what they find in a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fidelity.model.errors import FidelityError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_NEVER = {".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__"}
"""Folders that nobody means, where no .gitignore says so."""
_BUILT = {"_build", "_site", "htmlcov"}
"""Folders that Sphinx, Jekyll and coverage build, under the names that they have unless somebody says otherwise."""
_OF_A_SITE = ("objects.inv", "sitemap.xml", "searchindex.js", "search_index.json", "search/search_index.json", ".buildinfo")
"""Files that generators of sites put beside the first page, and that nobody writes by hand."""


@lru_cache(maxsize=256)
def _spec(globs: tuple[str, ...]) -> GitIgnoreSpec:
    """What the globs mean together. Raises FidelityError where one of them is none."""
    from pathspec import GitIgnoreSpec

    for glob in globs:
        if not _is_glob(glob):
            raise FidelityError(f"“{glob}” is no pattern of files as .gitignore has them.")
    return GitIgnoreSpec.from_lines(globs)


@lru_cache(maxsize=1024)
def _is_glob(glob: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines((glob,))
    except (ValueError, re.error):
        return False
    return True


def matches(path: Path, root: Path, globs: Sequence[str]) -> bool:
    """Whether a path is one of those that some globs mean, which start from the folder `root`."""
    if not globs:
        return False
    inside = inside_of(path, root)
    return inside is not None and _spec(tuple(globs)).match_file(inside)


def literal_name(glob: str) -> str:
    """A name that the path of every file which a glob means has in it; "" where none is sure."""
    name = glob.rstrip("/ ").rsplit("/", 1)[-1]
    return "" if any(sign in name for sign in "*?[]!#") or "\\" in glob else name


def inside_of(path: Path, root: Path) -> str | None:
    """A path from a folder, with slashes; with `../` where it lies elsewhere; None on another drive."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:
        return None


def files_in(folder: Path, *, respect_gitignore: bool) -> Iterator[Path]:
    """The files of a folder and the folders in it, by name; without what .gitignore names, if that is respected.

    A folder that may not be looked into is given itself, so that whoever reads its files can say so.
    """
    listed = _listed_by_git(folder) if respect_gitignore else None
    yield from listed if listed is not None else _walk(folder, folder, (), respect_gitignore=respect_gitignore)


def is_built(path: Path, root: Path) -> bool:
    """Whether a file, in the folder `root`, belongs to a site that a program has built: what it was built from is the text."""
    inside = inside_of(path, root)
    folders = Path(inside).parts[:-1] if inside is not None else ()
    return any(
        name in _BUILT or _is_site(root.joinpath(*folders[: depth + 1])) for depth, name in enumerate(folders) if name != ".."
    )


@lru_cache(maxsize=4096)
def _is_site(folder: Path) -> bool:
    return any((folder / name).is_file() for name in _OF_A_SITE)


def _listed_by_git(folder: Path) -> list[Path] | None:
    """What git tracks or would track in a folder; None where there is no work tree, or no git."""
    if not os.access(folder, os.R_OK | os.X_OK):
        return None
    if not any((parent / ".git").exists() for parent in (folder.absolute(), *folder.absolute().parents)):
        return None
    import subprocess

    # git itself knows best what it ignores: nested files, the user's own, the repository's
    command = ["git", "-C", str(folder), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None
    if done.returncode != 0:
        return None
    names = sorted({os.fsdecode(name) for name in done.stdout.split(b"\0") if name})
    return [path for name in names if (path := folder / name).is_file()]


def _walk(
    folder: Path, root: Path, ignored: tuple[tuple[Path, tuple[str, ...]], ...], *, respect_gitignore: bool
) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    if respect_gitignore:
        with suppress(OSError):  # git passes over what it cannot read there
            lines = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
            ignored = (*ignored, (folder, tuple(filter(_is_glob, lines))))
    for entry in entries:
        path = folder / entry.name
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name in _NEVER or any(_is_ignored(path, is_folder, base, globs) for base, globs in ignored):
            continue
        if is_folder:
            yield from _walk(path, root, ignored, respect_gitignore=respect_gitignore)
        elif entry.is_file():
            yield path


def _is_ignored(path: Path, is_folder: bool, base: Path, globs: tuple[str, ...]) -> bool:
    inside = inside_of(path, base)
    return inside is not None and _spec(globs).match_file(f"{inside}/" if is_folder else inside)
