"""What other packages bring: rules, repairs, readers and reporters, found through the entry points that they declare.

Nothing is imported where no installed package declares any; to know that takes a few milliseconds.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fidelity.model.errors import FidelityError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from fidelity.model.reader import Reader
    from fidelity.model.repair import Repair
    from fidelity.model.report import Report
    from fidelity.model.rule import Rule

RULES, REPAIRS, READERS, REPORTERS = "fidelity.rules", "fidelity.repairs", "fidelity.readers", "fidelity.reporters"
"""The groups of entry points. Behind a name is a `Rule`, a `Repair`, a `Reader`, or, for a format, a function of a report."""
TITLE = re.compile(r"# ([a-z0-9-]+) \(([A-Z]\d{3})\)")
"""How the page of a rule or repair begins: its name and its code."""

_DECLARED = re.compile(rb"^\[fidelity\.(?:rules|repairs|readers|reporters)\]", re.MULTILINE)
_CODES = re.compile(r"[AQNCT]9\d\d")
"""The codes that are left to plugins: the last hundred of each family, but for that of the project."""


@dataclass(frozen=True, slots=True)
class Plugins:
    """Everything that is installed besides fidelity's own."""

    rules: tuple[Rule, ...] = ()
    repairs: tuple[Repair, ...] = ()
    readers: Mapping[str, Reader] = field(default_factory=dict)
    """By ending."""
    reporters: Mapping[str, Callable[[Report], str]] = field(default_factory=dict)
    """By the name of the format."""
    files: tuple[Path, ...] = ()
    """The packages and modules that they are in."""


@cache
def own_rules() -> dict[str, str]:
    """The name of each of fidelity's own rules and repairs, by its code, from the titles of the pages beside them.

    Importing the catalog for them would take longer than all the rest of a check whose findings are known.
    """
    package = Path(__file__).parent
    titles = [_title(page) for folder in ("rules", "repairs") for page in (package / folder).glob("*.md")]
    return dict(sorted((title[2], title[1]) for title in titles if title is not None))


def _title(page: Path) -> re.Match[str] | None:
    with page.open(encoding="utf-8") as lines:
        return TITLE.match(lines.readline())


@cache
def installed() -> Plugins:
    """The plugins that are installed. Raises FidelityError when one of them is broken, or two are at odds."""
    if not any(map(_declares, _metadata())):
        return Plugins()
    from importlib.metadata import entry_points

    from fidelity.model.reader import Reader
    from fidelity.model.repair import Repair
    from fidelity.model.rule import Rule

    # the same package may be found twice, as in an environment and in a checkout
    groups = (RULES, REPAIRS, READERS, REPORTERS)
    known = {(one.group, one.name, one.value): one for group in groups for one in entry_points(group=group)}
    found = [(one, _loaded(one)) for _, one in sorted(known.items())]
    rules = [(one, thing) for one, thing in found if one.group == RULES and _is(one, thing, Rule)]
    repairs = [(one, thing) for one, thing in found if one.group == REPAIRS and _is(one, thing, Repair)]
    readers = [(one, thing) for one, thing in found if one.group == READERS and _is(one, thing, Reader)]
    reporters = [(one, thing) for one, thing in found if one.group == REPORTERS and _is(one, thing, Callable)]
    for one, thing in (*rules, *repairs):
        _confirm(one, thing)
    _refuse_twice([(one, name) for one, thing in (*rules, *repairs) for name in (thing.code, thing.name)])
    _refuse_twice([(one, ending) for one, reader in readers for ending in reader.endings])
    _refuse_twice([(one, one.name) for one, _ in reporters])
    return Plugins(
        tuple(replace(rule, check=_guarded(one, rule.check)) for one, rule in rules),
        tuple(replace(repair, propose=_guarded(one, repair.propose)) for one, repair in repairs),
        {ending: reader for _, reader in readers for ending in reader.endings},
        {one.name: render for one, render in reporters},
        tuple(dict.fromkeys(path for one, _ in found for path in _files_of(one))),
    )


def _metadata() -> Iterator[Path]:
    """Where installed packages say what they declare. `importlib.metadata` reads the same, but takes ten times as long."""
    for place in dict.fromkeys(sys.path):
        try:
            with os.scandir(place or ".") as entries:
                yield from (Path(one.path) for one in entries if one.name.endswith((".dist-info", ".egg-info")))
        except OSError:
            continue  # a path that is not there, or an archive


def _declares(metadata: Path) -> bool:
    try:
        return _DECLARED.search((metadata / "entry_points.txt").read_bytes()) is not None
    except OSError:
        return False


def _loaded(one: EntryPoint) -> Any:
    try:
        return one.load()
    except Exception as failure:  # whatever the module of somebody else does when it is imported
        raise FidelityError(
            f"{_called(one)} cannot be loaded ({type(failure).__name__}: {failure}); mend it, or take its package away."
        ) from failure


def _called(one: EntryPoint) -> str:
    package = f" of the package {one.dist.name}" if one.dist is not None else ""
    return f"the plugin “{one.name}”{package}"


def _is(one: EntryPoint, thing: object, kind: Any) -> bool:
    if isinstance(thing, kind):
        return True
    raise FidelityError(f"{_called(one)} is no {kind.__name__}: {one.group} wants one behind “{one.value}”.")


def _confirm(one: EntryPoint, thing: Rule | Repair) -> None:
    """Raise FidelityError when a rule or repair does not keep to what they all keep to."""
    if not _CODES.fullmatch(thing.code) or (one.group == REPAIRS) != thing.code.startswith("A"):
        wanted = "A900 to A999" if one.group == REPAIRS else "900 to 999 after Q, N, C or T"
        raise FidelityError(f"{_called(one)} has the code {thing.code}; codes of plugins are {wanted}.")
    if thing.name in own_rules().values():
        raise FidelityError(f"{_called(one)} has the name {thing.name}, which is that of a rule of fidelity.")
    try:
        title = _title(thing.page)
    except (OSError, UnicodeDecodeError):
        raise FidelityError(f"{_called(one)} has no page: {thing.page.name} is not beside it.") from None
    if title is None or title.groups() != (thing.name, thing.code):
        raise FidelityError(f"{_called(one)} has a page that does not begin with “# {thing.name} ({thing.code})”.")


def _refuse_twice(names: list[tuple[EntryPoint, str]]) -> None:
    """Raise FidelityError when two plugins have the same code, name, ending or format."""
    first: dict[str, EntryPoint] = {}
    for one, name in names:
        if name in first:
            raise FidelityError(f"{_called(first[name])} and {_called(one)} are both {name}; take one of them away.")
        first[name] = one


def _guarded(one: EntryPoint, function: Callable[[Any], Iterator[Any]]) -> Callable[[Any], Iterator[Any]]:
    """What a plugin does, its failures said as such."""

    def guarded(given: Any) -> Iterator[Any]:
        try:
            yield from function(given)
        except Exception as failure:  # whatever the code of somebody else does
            raise FidelityError(f"{_called(one)} broke ({type(failure).__name__}: {failure}); tell its authors.") from failure

    return guarded


def _files_of(one: EntryPoint) -> Iterator[Path]:
    """The package that an entry point's module is in, or the module; of a package without a file, its folders."""
    module = sys.modules[one.module.partition(".")[0]]
    if module.__file__ is not None:
        path = Path(module.__file__)
        yield path.parent if path.name == "__init__.py" else path
    else:
        yield from map(Path, module.__path__)
