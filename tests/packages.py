"""Packages installed into a folder as pip does it, by their metadata and their modules; without pip, which needs a network."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path

from command import ROOT

EXAMPLE = ROOT / "docs" / "plugin-example"


def installed(site: Path, project: Path) -> Path:
    """Install a project, by its pyproject.toml, into a folder that may go onto the path of modules."""
    declared = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    name = declared["project"]["name"]
    for package in declared["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]:
        shutil.copytree(project / package, site / package)
    return declare(site, name, declared["project"]["version"], declared["project"]["entry-points"])


def declare(site: Path, name: str, version: str, entry_points: Mapping[str, Mapping[str, str]]) -> Path:
    """Write the metadata of a package that is in a folder."""
    metadata = site / f"{name.replace('-', '_')}-{version}.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    sections = (
        f"[{group}]\n" + "".join(f"{key} = {value}\n" for key, value in found.items()) for group, found in entry_points.items()
    )
    (metadata / "entry_points.txt").write_text("\n".join(sections), encoding="utf-8")
    return site
