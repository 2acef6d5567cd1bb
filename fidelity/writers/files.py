"""Putting files on disk so that a reader sees the old ones or the new ones, whole, and never a part."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from fidelity.model.errors import FidelityError

Content = str | bytes | Iterable[str]
"""What a file is to hold, whole or in parts that are made one by one."""


def write_files(contents: Mapping[Path, Content]) -> None:
    """Write every file, characters in UTF-8, with line ends as they are, all or none as far as a file system can promise it.

    Each content is written beside its target, brought to disk, and only when all are there do they take their targets'
    places; if one of these last steps fails, the ones before it are undone. An existing target keeps its permissions; behind a
    symbolic link the file it points to is replaced. What is no regular file (a pipe, a terminal) is written to directly.
    Raises FidelityError when a target cannot be written; nothing is changed then.
    """
    targets = {path: Path(os.path.realpath(path)) for path in contents}
    for path, target in targets.items():
        if target.is_dir():
            raise FidelityError(f"{path} is a folder; give the name of a file to write.")
        if not target.parent.is_dir():
            raise FidelityError(f"{path} cannot be written: the folder {path.parent} does not exist.")
    prepared: list[tuple[Path, Path, Path]] = []
    try:
        for path, content in contents.items():
            if not (targets[path].exists() and not targets[path].is_file()):
                # named before it is there: whatever ends this, it goes
                temporary = targets[path].with_name(f".{targets[path].name}.{token_hex(4)}.part")
                prepared.append((path, targets[path], temporary))
                _write(path, targets[path], temporary, content)
        _replace(prepared)
    finally:
        for _, _, temporary in prepared:
            temporary.unlink(missing_ok=True)
    for path, content in contents.items():
        if path not in {done for done, _, _ in prepared}:
            try:
                path.write_bytes(b"".join(_parts(content)))
            except OSError as failure:
                raise _unwritable(path, failure) from failure


def _parts(content: Content) -> Iterable[bytes]:
    if isinstance(content, bytes):
        return (content,)
    return (part.encode("utf-8") for part in ((content,) if isinstance(content, str) else content))


def _write(path: Path, target: Path, temporary: Path, content: Content) -> None:
    """Bring the content to disk in a new file in the target's folder."""
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(13, "it is write-protected")
        with open(temporary, "xb", opener=_private) as file:
            file.writelines(_parts(content))
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
    except OSError as failure:
        raise _unwritable(path, failure) from failure


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _mode(target: Path) -> int:
    """The permissions that the target has, or that a new file would get."""
    with suppress(OSError):
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _replace(prepared: list[tuple[Path, Path, Path]]) -> None:
    """Put the temporary files into place, and everything back if one of them will not go."""
    done: list[tuple[Path, bytes | None]] = []
    for path, target, temporary in prepared:
        try:
            former = target.read_bytes() if target.exists() else None
            temporary.replace(target)
        except OSError as failure:
            _restore(done)
            raise _unwritable(path, failure) from failure
        done.append((target, former))
    for folder in {target.parent for _, target, _ in prepared}:
        _sync_folder(folder)


def _restore(done: list[tuple[Path, bytes | None]]) -> None:
    for target, former in reversed(done):
        with suppress(OSError):
            if former is None:
                target.unlink()
            else:
                target.write_bytes(former)


def _sync_folder(folder: Path) -> None:
    """Bring a folder's entries to disk, where the system can do that (Windows cannot)."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _unwritable(path: Path, failure: OSError) -> FidelityError:
    return FidelityError(f"{path} cannot be written: {failure.strerror or failure}.")
