"""Paths and rules as programs address them: URIs, paths with slashes, the first sentence of a rule's page."""

from __future__ import annotations

from pathlib import PurePath, PureWindowsPath
from urllib.parse import quote


def slashed(path: str) -> str:
    """A path with slashes, without a leading `./`, as services that show a repository want it."""
    return PurePath(path).as_posix()


def uri_of(path: str) -> str:
    """A path as a URI: relative where the path is, else with the scheme file."""
    windows = PureWindowsPath(path)
    if windows.drive:
        return "file:///" + quote(windows.as_posix(), safe="/:")
    try:
        content = slashed(path).encode("utf-8", "surrogateescape")  # how a name that is not UTF-8 reaches us
    except UnicodeEncodeError:
        content = slashed(path).encode("utf-8", "surrogatepass")  # which a name on Windows may need
    escaped = quote(content, safe="/")
    return f"file://{escaped}" if path.startswith("/") else escaped


def summary_of(name: str) -> str:
    """The first sentence of the page of a rule or a repair; empty where there is no such page."""
    from pathlib import Path

    package = Path(__file__).parent.parent
    stem = name.replace("-", "_")
    for folder in ("rules", "repairs"):
        page = package / folder / f"{stem}.md"
        if page.is_file():
            return page.read_text(encoding="utf-8").split("\n\n")[1].replace("\n", " ").strip()
    return ""
