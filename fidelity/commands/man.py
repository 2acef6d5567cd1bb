"""`fidelity man`: the manual page, made of what the commands say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from fidelity import __version__
from fidelity.commands.speech import CLEAN, write_document

_EXIT_CODES = (
    ("0", "clean: no errors and no warnings"),
    ("1", "findings, or a canonical text that is out of date"),
    ("2", "the job, or a part of it, could not be done"),
    ("130", "interrupted"),
)
_ENVIRONMENT = (
    ("FIDELITY_CACHE_DIR", "where findings are kept, instead of the user's cache folder"),
    ("NO_COLOR", "when it is set, nothing is coloured"),
    ("FIDELITY_TRACEBACK", "when it is set, a defect of fidelity itself is shown with its traceback"),
)
_FILES = (
    ("fidelity.toml, .fidelity.toml, pyproject.toml", "the configuration: the file that is nearest to an edition"),
    ("departures.toml", "what an editor lets stand"),
    ("fidelity-baseline.json", "what was there at the beginning"),
    ("name.emendations.jsonl", "the log of the canonical text name.md"),
    ("name.decisions.toml", "what was decided about doubtful repairs"),
)
_EXAMPLES = (
    ("fidelity extract talk.pdf -o talk.md", "make a canonical text"),
    ("fidelity check edition.md --against talk.md", "confirm an edition"),
    ("fidelity init && fidelity check", "let it find what belongs together, then check all of it"),
    ("fidelity explain lost-note", "what a rule is about"),
)
_TABLES = {"EXIT STATUS": _EXIT_CODES, "ENVIRONMENT": _ENVIRONMENT, "FILES": _FILES, "EXAMPLES": _EXAMPLES}


@click.command(short_help="Print the manual page.")
def man() -> int:
    """Print the manual page of fidelity, for man: fidelity man | man -l -"""
    root = click.get_current_context().find_root()
    assert isinstance(root.command, click.Group)
    write_document("".join(f"{line}\n" for line in _page(root, root.command)))
    return CLEAN


def _page(root: click.Context, group: click.Group) -> Iterator[str]:
    """The lines of the page, in the macros of man(7)."""
    yield f'.TH FIDELITY 1 "" "fidelity {__version__}" "User Commands"'
    yield from (".SH NAME", r"fidelity \- a linter for the faithfulness of texts")
    yield from (".SH SYNOPSIS", r"\fBfidelity\fR \fICOMMAND\fR [\fIOPTION\fR]... [\fIARGUMENT\fR]...")
    yield ".SH DESCRIPTION"
    yield from _prose(group.help or "")
    yield ".SH COMMANDS"
    for name in group.list_commands(root):
        command = group.get_command(root, name)
        assert command is not None
        yield from _command(command, click.Context(command, root, name))
    for title, entries in _TABLES.items():
        yield f".SH {title}"
        for term, words in entries:
            yield from _entry(term, words)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield f'.SS "fidelity {context.info_name} {_safe(usage)}"'
    yield from _prose(command.help or "")
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and record[1] and "--help" not in parameter.opts:
            yield from _entry(*record)


def _prose(words: str) -> Iterator[str]:
    """Paragraphs, as the help of a command has them."""
    for number, paragraph in enumerate(words.split("\n\n")):
        if number:
            yield ".PP"
        yield _safe(" ".join(paragraph.split()))


def _entry(term: str, words: str) -> Iterator[str]:
    yield from (".TP", rf"\fB{_safe(term)}\fR", _safe(words))


def _safe(words: str) -> str:
    """Words in which roff sees nothing to obey; a hyphen is one that can be copied into a shell."""
    escaped = words.replace("\\", r"\e").replace("-", r"\-").replace('"', r"\(dq")
    return re.sub(r"^([.'])", r"\\&\1", escaped)
