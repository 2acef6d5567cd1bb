"""The reference of the configuration in Markdown, made from the specification: `docs/configuration.md`."""

from __future__ import annotations

from fidelity.configuration.specification import (
    KEYS,
    Choice,
    Flag,
    Glob,
    Key,
    Kind,
    Mapping,
    Path,
    Selector,
    Series,
    Table,
    Tables,
    Words,
    Year,
)

_BEFORE = """# Configuration

<!-- Made by `fidelity config --reference` from fidelity/configuration/specification.py. -->

`fidelity.toml`, `.fidelity.toml`, or the table `[tool.fidelity]` of `pyproject.toml`; the file that is nearest to an edition,
from its folder upwards, holds for it. `fidelity init` proposes one. Paths and globs start from the folder of the file that they
stand in; globs are those of `.gitignore`. What the command line says goes before the configuration; `--config 'key = value'`
sets any key, `--config FILE` names another file, `--isolated` reads none, and heeds neither departures nor the
baseline. `fidelity config` shows each setting and where it was made.

```toml
ignore = ["altered-punctuation"]

[[text]]
source = "sources/talk.pdf"
canonical = "canonical/talk.md"
editions = ["editions/talk-*.md"]

[[text]]
canonical = ["canonical/talk.md", "canonical/letters.md"]
editions = "essays/*.md"
relation = "quoting"
```

An edition that several texts claim is checked against each. `fidelity check` without arguments checks the editions of all
texts, or, where no text is named, what `include` says. A mistake in the file is told with its line and what was probably
meant, and nothing is checked (exit code 2).

Rules are named by code (`N122`), name (`lost-note`), the beginning of a code (`N1`), family (`note`) or `ALL`, everywhere.
"""


def document() -> str:
    """The reference as a document."""
    return _BEFORE + "".join(_section(key, "##") for key in KEYS)


def _section(key: Key, heading: str, within: str = "") -> str:
    title = f"[[{key.name}]]" if isinstance(key.kind, Tables) else key.name
    default = f" Default: `{key.default}`." if key.default else ""
    required = " It has to be there." if key.required else ""
    text = f"\n{heading} `{within}{title}`\n\n{key.meaning} {_kind(key.kind)}.{default}{required}\n"
    if key.example:
        text += f"\n```toml\n{key.example}\n```\n"
    if isinstance(key.kind, Table | Tables):
        text += "".join(_section(inner, f"{heading}#", f"{key.name}.") for inner in key.kind.keys)
    return text


def _kind(kind: Kind) -> str:
    match kind:
        case Series(item, lone):
            return f"{_kind(item)}, or an array of them" if lone else f"An array: {_lowered(_kind(item))}"
        case Mapping(key, value):
            return f"A table: {_lowered(_kind(key))} = {_lowered(_kind(value))}"
        case Table():
            return "A table"
        case Tables():
            return "Tables"
        case Choice(options):
            return f"One of {', '.join(f'`{option}`' for option in options)}"
        case Flag():
            return "`true` or `false`"
        case Year():
            return "A year"
        case Path():
            return "A path"
        case Glob():
            return "A glob"
        case Selector():
            return "A rule"
        case Words(noun):
            return f"A {noun}"


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
