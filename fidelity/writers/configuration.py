"""A configuration file to begin with: what was seen in the folder, and what else can be set, in comments."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path


def write_configuration(tables: Sequence[str], remarks: Sequence[str], schema: str) -> str:
    """The file: its tables, what else is to be said as comments, and the schema that editors are to use."""
    head = (
        f"#:schema {schema}\n"
        "# What `fidelity check` checks here, and against what. Every key: `fidelity config --reference`.\n"
        "# Rules are named by code (N122), name (lost-note), beginning of a code (N), family (note) or ALL.\n\n"
        "# ignore = []                 # rules that do not report\n"
        '# languages = "en"            # what the texts are written in, instead of a guess\n'
        '# departures = "departures.toml"  # the decisions that `fidelity accept` keeps\n\n'
        "# [severities]\n"
        '# altered-punctuation = "info"   # error, warning, info or off\n'
    )
    parts = [
        head,
        *(f"{table}\n" for table in tables),
        *("".join(f"# {line}\n" for line in remark.split("\n")) for remark in remarks),
    ]
    return "\n".join(parts)


def text_table(canonical: Sequence[Path], source: Path | None, relation: str, editions: Sequence[Path]) -> str:
    """A `[[text]]` table."""
    lines = ["[[text]]"]
    if source is not None:
        lines.append(f"source = {_quoted(source.as_posix())}")
    if len(canonical) == 1:
        lines.append(f"canonical = {_quoted(canonical[0].as_posix())}")
    elif canonical:
        lines.append(f"canonical = [{', '.join(_quoted(path.as_posix()) for path in canonical)}]")
    globs = ", ".join(_quoted(_literal(path)) for path in editions)
    lines.append(f"editions = [{globs}]")
    if relation != "edition":
        lines.append(f"relation = {_quoted(relation)}")
    return "\n".join(lines)


def _quoted(string: str) -> str:
    return json.dumps(string, ensure_ascii=False).replace("\x7f", "\\u007f")


def _literal(path: Path) -> str:
    """A glob that means one path alone."""
    return re.sub(r"([*?\[\]\\!#])", r"\\\1", path.as_posix())
