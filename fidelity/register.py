"""A list of rules or repairs that knows the code, the name and the evidence of each, and loads its module when it is asked for.

Loading all rules takes longer than checking a page with the few that can find something there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Generic, TypeVar, cast, overload

if TYPE_CHECKING:
    from fidelity.evidence import Evidence
    from fidelity.model.repair import Repair
    from fidelity.model.rule import Case, Rule

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule or repair: its code, its module, and what must be in a case before it can have anything to say (None: nothing)."""

    code: str
    module: str
    needs: Evidence | None = None
    record: Rule | Repair | None = None
    """The rule or repair itself, where a plugin has brought it."""

    @property
    def name(self) -> str:
        """The name, which is the module's with hyphens."""
        return self.module.replace("_", "-")


def entry_of(plugin: Rule | Repair) -> Entry:
    """The entry of a rule or repair that a plugin has brought. What it needs is not known, so it is always asked."""
    return Entry(plugin.code, plugin.name.replace("-", "_"), record=plugin)


class Register(Sequence[R], Generic[R]):
    """Records of one kind, each the constant of that name in a module of one package; loaded one by one."""

    def __init__(self, package: str, constant: str, entries: Iterable[Entry]) -> None:
        self.package = package
        self.constant = constant
        self.entries = tuple(entries)
        self._loaded: dict[str, R] = {}

    def load(self, entry: Entry) -> R:
        """The record of an entry."""
        if entry.record is not None:
            return cast("R", entry.record)
        if entry.module not in self._loaded:
            self._loaded[entry.module] = cast("R", getattr(import_module(f"{self.package}.{entry.module}"), self.constant))
        return self._loaded[entry.module]

    def __len__(self) -> int:
        return len(self.entries)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[R, ...]: ...
    def __getitem__(self, at: int | slice) -> R | tuple[R, ...]:
        if isinstance(at, slice):
            return tuple(map(self.load, self.entries[at]))
        return self.load(self.entries[at])

    def __iter__(self) -> Iterator[R]:
        return map(self.load, self.entries)

    def asked(
        self, case: Case, codes: frozenset[str] | None = None, wanted: Callable[[R], bool] = lambda _: True
    ) -> Iterator[R]:
        """The records that can have something to say of a case; with `codes` those alone, and of those the ones `wanted`."""
        from fidelity.evidence import evidence_in

        there = evidence_in(case)
        for entry in self.entries:
            if codes is not None and entry.code not in codes:
                continue
            # in a long text evidence takes longer to look for than to ask a record that is loaded already
            if entry.module in self._loaded and not wanted(self._loaded[entry.module]):
                continue
            if entry.needs is None or there(entry.needs):
                record = self.load(entry)
                if wanted(record):
                    yield record
