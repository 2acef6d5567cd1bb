"""Values of a TOML document against the specification: every mistake in a sentence, with its line and what was meant."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from fidelity.configuration.places import Steps
from fidelity.configuration.selectors import fault_of
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

Mistake = tuple[Steps, str]
"""The way to a value in the document, and what is wrong with it, as a clause."""

_LONGEST = 60
"""Characters of a value that are shown in a sentence."""
_LONGEST_NAME = 255
"""Bytes of the name of a file on Linux and macOS; Windows counts characters, to the same number."""


def mistakes_in(values: dict[str, Any], keys: tuple[Key, ...] = KEYS, steps: Steps = ()) -> Iterator[Mistake]:
    """Everything that is wrong in a table of the configuration, in the order of the document."""
    known = {key.name: key for key in keys}
    for name, value in values.items():
        if name in known:
            yield from _mistakes(value, known[name].kind, (*steps, name))
        else:
            yield (*steps, name), f"there is no key “{_short(name)}”{_in(steps)}; {_meant(name, value, keys)}"
    for key in keys:
        if key.required and key.name not in values:
            yield steps, f"“{key.name}” is missing{_in(steps)}; for instance {key.example}"


def _in(steps: Steps) -> str:
    names = [str(step) for step in steps if isinstance(step, str)]
    if not names:
        return ""
    return f" in [[{'.'.join(names)}]]" if isinstance(steps[-1], int) else f" in [{'.'.join(names)}]"


def _meant(name: str, value: Any, keys: tuple[Key, ...]) -> str:
    """The key that was probably meant; by its spelling first, then as a key of another place."""
    spelt = name.replace("_", "-").lower()
    near = get_close_matches(spelt, [key.name for key in keys], n=1, cutoff=0.6)
    if near:
        return f"did you mean “{near[0]}”?"
    for key in KEYS:
        if isinstance(key.kind, Tables | Table):
            inner = get_close_matches(spelt, [one.name for one in key.kind.keys], n=1, cutoff=0.75)
            if inner and not isinstance(value, dict):
                return f"did you mean “{inner[0]}” in {f'[[{key.name}]]' if isinstance(key.kind, Tables) else f'[{key.name}]'}?"
    everywhere = get_close_matches(spelt, [key.name for key in KEYS], n=1, cutoff=0.75)
    if everywhere:
        return f"did you mean “{everywhere[0]}” at the top of the file, before the first table?"
    return f"there are {', '.join(key.name for key in keys)}"


def _mistakes(value: Any, kind: Kind, steps: Steps) -> Iterator[Mistake]:
    name = ".".join(str(step) for step in steps if isinstance(step, str))
    match kind:
        case Series(item, lone):
            if lone and not isinstance(value, list):
                yield from _mistakes(value, item, steps)
            elif not isinstance(value, list):
                yield steps, f"“{name}” is to be an array, such as [{_sample(item)}], and is {_shown(value)}"
            else:
                for index, one in enumerate(value):
                    yield from _mistakes(one, item, (*steps, index))
        case Mapping(key_kind, value_kind):
            if not isinstance(value, dict):
                yield steps, f"“{name}” is to be a table and is {_shown(value)}"
                return
            for key, one in value.items():
                if fault := _fault_of_string(key, key_kind, name):
                    yield (*steps, key), fault
                yield from _mistakes(one, value_kind, (*steps, key))
        case Table(keys):
            if isinstance(value, dict):
                yield from mistakes_in(value, keys, steps)
            else:
                yield steps, f"“{name}” is to be a table, written [{name}], and is {_shown(value)}"
        case Tables(keys):
            if isinstance(value, dict):
                yield steps, f"there may be several tables “{name}”, so each is written [[{name}]], not [{name}]"
            elif not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
                yield steps, f"“{name}” is to be tables, each written [[{name}]], and is {_shown(value)}"
            else:
                for index, one in enumerate(value):
                    yield from mistakes_in(one, keys, (*steps, index))
        case Flag():
            if not isinstance(value, bool):
                yield steps, f"“{name}” is to be true or false and is {_shown(value)}"
        case Year():
            if not _is_year(value):
                yield steps, f"“{name}” is to be a year of four digits and is {_shown(value)}"
        case _:
            if not isinstance(value, str):
                yield steps, f"“{name}” is to be {_noun(kind)} in quotation marks and is {_shown(value)}"
            elif fault := _fault_of_string(value, kind, name):
                yield steps, fault


def _is_year(value: Any) -> bool:
    return not isinstance(value, bool) and isinstance(value, int | str) and len(str(value)) == 4 and str(value).isdecimal()


def _fault_of_string(value: str, kind: Kind, name: str) -> str:
    match kind:
        case Choice(options) if value not in options:
            near = get_close_matches(value.casefold(), options, n=1, cutoff=0.5)
            hint = f"did you mean “{near[0]}”?" if near else f"it is one of {', '.join(options)}"
            return f"“{name}” cannot be “{_short(value)}”; {hint}"
        case Selector() if fault := fault_of(value):
            return f"“{name}”: {fault}"
        case Path() | Glob() | Words() if not value.strip():
            return f"“{name}” is empty; it is to be {_noun(kind)}"
        case Path() if any(len(part.encode("utf-8", "surrogatepass")) > _LONGEST_NAME for part in value.split("/")):
            return f"“{name}” has a name that is longer than any system allows: “{_short(value)}”"
        case Words("language code") if not (value.isascii() and value.isalpha() and value.islower() and 2 <= len(value) <= 3):
            return f"“{name}”: “{_short(value)}” is no language code; it is two or three small letters, such as “en” or “de”"
    return ""


def _noun(kind: Kind) -> str:
    match kind:
        case Words(noun):
            return f"a {noun}"
        case Choice(options):
            return f"one of {', '.join(options)}"
        case Path():
            return "a path"
        case Glob():
            return "a glob"
    return "a rule"


def _sample(kind: Kind) -> str:
    return {Selector: '"A103"', Glob: '"*.md"', Path: '"book.md"'}.get(type(kind), '"en"')


def _shown(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"the text “{_short(value)}”"
        case int() | float():
            return f"the number {value}"
        case list():
            return "an array"
        case dict():
            return "a table"
    return f"the {type(value).__name__} {value}"


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"
