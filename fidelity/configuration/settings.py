"""The configuration as records: what rules report, what texts there are, and where each setting came from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fidelity.configuration.selectors import ALL, codes_of, codes_of_all, is_exact
from fidelity.model.declarations import HouseStyle, Relation
from fidelity.model.finding import Severity
from fidelity.model.work import Work

if TYPE_CHECKING:
    from fidelity.model.finding import Finding

DEFAULT_INCLUDE = ("*.md", "*.markdown", "*.html", "*.htm", "*.xhtml", "*.docx", "*.docm", "*.epub")
DEPARTURES = "departures.toml"
BASELINE = "fidelity-baseline.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """What is to be reported, how heavily, and what is known of the texts; all that a check of one file asks for."""

    select: tuple[str, ...] = (ALL,)
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, str], ...] = ()
    """(selector, severity or "off")."""
    info: bool = False
    """Whether all findings for information are shown."""
    languages: tuple[str, ...] = ()
    """ISO 639 codes."""
    house_style: HouseStyle = field(default_factory=HouseStyle)

    def reported(self, finding: Finding) -> Finding | None:
        """The finding as these settings weigh it; None where it is not to be shown.

        A finding for information is shown when all of them are, or when its rule was selected by its own code or name.
        """
        judgement = self.severity_of(finding.code, finding.severity)
        if judgement is None:
            return None
        return finding if judgement is finding.severity else replace(finding, severity=judgement)

    def severity_of(self, code: str, severity: Severity) -> Severity | None:
        """How heavily a finding of a rule weighs that would have a severity; None where it is not to be shown."""
        if self == Settings(languages=self.languages, house_style=self.house_style):
            return severity if severity is not Severity.INFO else None  # nothing is asked for: the common case, and a quick one
        if code not in codes_of_all((*self.select, *self.extend_select)) or code in codes_of_all(self.ignore):
            return None
        chosen = [
            (len(selector) if not is_exact(selector) else 100, said)
            for selector, said in self.severities
            if code in codes_of(selector)
        ]
        said = max(chosen)[1] if chosen else str(severity)
        if said == "off":
            return None
        if said == Severity.INFO and not self.info and not self._is_asked_for(code):
            return None
        return Severity(said)

    def _is_asked_for(self, code: str) -> bool:
        return any(is_exact(selector) and code in codes_of(selector) for selector in (*self.select, *self.extend_select))


@dataclass(frozen=True, slots=True)
class DeclaredText:
    """A `[[text]]` table: paths resolved, globs as written, from the folder `root`."""

    root: Path
    editions: tuple[str, ...]
    canonical: tuple[Path, ...] = ()
    source: Path | None = None
    relation: Relation = Relation.EDITION
    languages: tuple[str, ...] = ()
    name: str = ""

    @property
    def against(self) -> tuple[Path, ...]:
        """What the editions are checked against; nothing when they are checked alone."""
        return self.canonical or ((self.source,) if self.source is not None else ())


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a setting was made: a file and a line in it, from 1; line 0 where no file made it."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True, eq=False)
class Configuration:
    """All that holds for the files under `root`. Without a file it is the default, and `files` is empty.

    Compared by identity: it may name thousands of texts, and each is read once.
    """

    root: Path = Path()
    files: tuple[Path, ...] = ()
    """The configuration's files, the nearest first."""
    settings: Settings = field(default_factory=Settings)
    texts: tuple[DeclaredText, ...] = ()
    works: tuple[tuple[Path, Work], ...] = ()
    """Canonical texts (absolute paths) and what the configuration says that they are."""
    per_file_ignores: tuple[tuple[Path, str, tuple[str, ...]], ...] = ()
    """(folder that the glob starts from, glob, selectors)."""
    include: tuple[str, ...] = DEFAULT_INCLUDE
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    departures: Path = Path(DEPARTURES)
    baseline: Path = Path(BASELINE)
    cache: bool = True
    decided: bool = True
    """Whether what was decided before holds: departures and the baseline."""
    said: tuple[tuple[str, str, Origin], ...] = ()
    """(key, value in TOML, where it was set), for each key that a file or the command line sets."""
