"""Pages of the site that are not in `docs/`: of each rule and repair, from beside the code, and of the files at the top."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fidelity import manual
from fidelity.configuration.selectors import FAMILIES

ROOT = Path(__file__).parent.parent
RULES, PROJECT = "rules", "project"
"""The folders that pages are made in; nothing in them is kept."""
BESIDE_THE_CODE = "fidelity/rules"
"""The folder of the repository that stands for the index of rules."""
AT_THE_TOP = ("README.md", "ARCHITECTURE.md", "GLOSSARY.md", "CONTRIBUTING.md", "CHANGELOG.md")

BLOCKS = {
    "canonical": "The canonical text",
    "edition": "The edition",
    "finding": "What is found",
    "before": "The transcript",
    "after": "The canonical text",
    "text": "",
    "source": "A source among the project's fixtures",
}
"""What each kind of block on a page is, in words; "" where the words before it say so."""
FILE = "file"
"""A block that is a file of an example, by its name."""
_FENCE = re.compile(r"^(?P<fence>`{3,})([a-z]+)(?: ([^\n]*))?$(?P<block>(?:\n.*)*?\n(?P=fence)$)", re.MULTILINE)
_LINK = re.compile(r"\]\((?!\w+:)([^)#\s]+)([^)\s]*)\)")


def write_made_pages(docs: Path) -> None:
    """Write all of them into their folders; what has not changed stays as it is, so that Sphinx need not read it again."""
    entries = manual.entries()
    rules = {f"{entry.code}.md": _page(entry) for entry in entries} | {"index.md": _index(entries)}
    _write(docs / RULES, rules)
    _write(docs / PROJECT, {name: (ROOT / name).read_text(encoding="utf-8") for name in AT_THE_TOP})


def _write(folder: Path, pages: Mapping[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for stale in folder.glob("*.md"):
        if stale.name not in pages:
            stale.unlink()
    for name, page in pages.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != page:
            path.write_text(page, encoding="utf-8")


@cache
def _code_pages() -> dict[str, str]:
    """The code of each page beside the code, by its path in the repository."""
    return {entry.page.relative_to(ROOT).as_posix(): entry.code for entry in manual.entries()}


def on_the_site(page: str, name: str) -> str:
    """A page whose links between files of the repository lead to pages of the site; `name` is its own, without an ending."""
    folder = posixpath.dirname(name)
    at = "" if folder == PROJECT else f"docs/{folder}"

    def turned(link: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(at, link[1]))
        if path == BESIDE_THE_CODE:
            return f"](/{RULES}/index.md{link[2]})"
        if path in AT_THE_TOP:
            return f"](/{PROJECT}/{path}{link[2]})"
        if path in _code_pages():
            return f"](/{RULES}/{_code_pages()[path]}.md{link[2]})"
        if folder == PROJECT and path.startswith("docs/") and path.endswith(".md"):
            return f"](/{path.removeprefix('docs/')}{link[2]})"
        return f"](../../{path}{link[2]})" if folder == PROJECT else link[0]

    return page if folder == RULES else _LINK.sub(turned, page)


def _page(entry: manual.Entry) -> str:
    """A page with its severity under the title, and each of its blocks introduced by what it is."""
    title, _, rest = entry.page.read_text(encoding="utf-8").partition("\n")
    codes = {Path(path).name: code for path, code in _code_pages().items()}
    linked = _LINK.sub(lambda link: f"]({codes.get(posixpath.basename(link[1]), link[1])}.md{link[2]})", rest)
    return f"{title}\n\n{_standing(entry)}\n{_FENCE.sub(_shown, linked)}"


def _standing(entry: manual.Entry) -> str:
    """The family of a rule, and how much it weighs, in words."""
    weighs = {
        "repair": "a repair of transcripts alone, which reports nothing in an edition",
        "info": "for information: shown with `--info`, or when it is selected by its code or name",
    }
    return f"*{entry.family}* · {weighs.get(entry.severity, entry.severity)}"


def _shown(fence: re.Match[str]) -> str:
    """A block, after a line that says what it is; the blocks hold text, which no lexer can colour."""
    opened = f"{fence['fence']}text{fence['block']}"
    if fence[2] == FILE:
        return f"`{fence[3]}`:\n\n{opened}"
    words = BLOCKS.get(fence[2])
    if words is None:
        return fence[0]
    relation = f" (relation: {fence[3]})" if fence[2] == "edition" and fence[3] else ""
    return f"{words}{relation}:\n\n{opened}" if words else opened


def _index(entries: list[manual.Entry]) -> str:
    """The table of each family, and the list of pages that the navigation needs."""
    parts = [
        "# Rules and repairs\n",
        "Each page says what is found and why, shows an example, what is left alone, and what is known to go wrong. The pages",
        "lie beside the code, run as tests, and are what `fidelity explain CODE` prints.\n",
    ]
    for family, letter in FAMILIES.items():
        members = [one for one in entries if one.code.startswith(letter)]
        parts += [f"## {family.capitalize()} ({letter})\n", "| code | name | severity | what |", "|---|---|---|---|"]
        parts += [f"| [{one.code}]({one.code}.md) | {one.name} | {one.severity} | {_cell(one.summary)} |" for one in members]
        parts += ["", "```{toctree}", ":hidden:", "", *(one.code for one in members), "```", ""]
    return "\n".join(parts)


def _cell(string: str) -> str:
    return string.replace("|", r"\|")
