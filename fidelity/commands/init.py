"""`fidelity init`: a configuration proposed for a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fidelity.commands.speech import CLEAN, PATH, complain, write_document
from fidelity.model.errors import FidelityError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fidelity.pairing import Proposal

NAME = "fidelity.toml"
SCHEMA = ".fidelity.schema.json"
"""The schema is put beside the configuration, so that an editor needs no network."""
SHOWN = 5
"""So many files that the configuration does not name are named on standard error."""


@click.command(short_help="Propose a configuration for a folder.")
@click.argument("folder", type=PATH, default=".")
@click.option("--print", "printed", is_flag=True, help="Print the configuration instead of writing it.")
def init(folder: Path, printed: bool) -> int:
    """Look at the texts in FOLDER (this one), pair editions with what they are editions of, and write fidelity.toml.

    Pairs are known by their words, whatever the files are called. On a terminal the file is shown before it is written.
    """
    from fidelity import formats
    from fidelity.configuration.globs import files_in, is_built
    from fidelity.configuration.json_schema import document as schema
    from fidelity.configuration.loading import NAMES
    from fidelity.pairing import propose
    from fidelity.writers.files import write_files

    if not folder.is_dir():
        raise FidelityError(f"{folder} is no folder; name the folder that the texts are in.")
    present = [name for name in NAMES[:2] if (folder / name).exists()]
    if present and not printed:
        raise FidelityError(f"{folder / present[0]} is there already; “fidelity init --print” shows what would be proposed.")
    found = list(files_in(folder, respect_gitignore=True))
    for path in found:
        if path.is_dir():
            complain(f"{path} is left out: it may not be looked into.")
    files = [
        path
        for path in found
        if formats.is_read(path.suffix.lower())
        and not path.name.startswith("~$")
        and not (path.suffix.lower() in formats.HTML and is_built(path, folder))
    ]
    for path in files:
        if not formats.is_utf8(path):
            complain(f"{path} is left out: its name is not UTF-8; rename it.")
    files = [path for path in files if formats.is_utf8(path)]
    proposal = propose(folder, files)
    document = _document(proposal)
    if printed:
        write_document(document)
        return CLEAN
    if sys.stdin.isatty() and sys.stdout.isatty():
        write_document(document)
        if not click.confirm(f"Write this to {folder / NAME}?", default=True):
            complain("nothing was written.")
            return CLEAN
    write_files({folder / NAME: document, folder / SCHEMA: schema()})
    complain(_verdict(proposal, folder / NAME, [path.relative_to(folder) for path in files]))
    return CLEAN


def _document(proposal: Proposal) -> str:
    from fidelity.writers.configuration import text_table, write_configuration

    tables = [text_table(pair.canonical, pair.source, str(pair.relation), pair.editions) for pair in proposal.pairs]
    remarks = []
    for group in proposal.alike:
        example = text_table(group[:1], None, "edition", group[1:])
        remarks.append(f"These are versions of one text. If the first is what the others should say:\n{example}")
    if proposal.unread:
        remarks.append("Not looked into: " + ", ".join(path.as_posix() for path in proposal.unread))
    if not tables and not remarks:
        remarks.append('[[text]]\ncanonical = "canonical/talk.md"\neditions = ["editions/talk-*.md"]')
    return write_configuration(tables, remarks, f"./{SCHEMA}")


def _verdict(proposal: Proposal, path: Path, files: Sequence[Path]) -> str:
    """What was proposed, in one sentence; `files` are from the folder, as the proposal's are."""
    editions = sum(len(pair.editions) for pair in proposal.pairs)
    if editions:
        named = {one for pair in proposal.pairs for one in (*pair.canonical, pair.source, *pair.editions) if one is not None}
        what = "1 edition with what it is" if editions == 1 else f"{editions} editions with what they are"
        rest = [file.as_posix() for file in files if file not in named]
        more = f" and {len(rest) - SHOWN} more" if len(rest) > SHOWN else ""
        left = f" ({', '.join(rest[:SHOWN])}{more} matched none)" if rest else ""
        count = f"{len(named)} of {len(files)} files{left}"
        return f"{path} names {count}, and pairs {what} checked against; now run “fidelity check”."
    return f"{path} was written; among {len(files)} files there was no pair that is sure, so name the texts in it."
