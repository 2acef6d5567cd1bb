"""The command line. Exit codes: 0 clean, 1 findings, 2 could not do the job; failures are one sentence on standard error."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn

import click

from fidelity import __version__
from fidelity.commands.speech import CLEAN, FAILED, complain
from fidelity.interruption import INTERRUPTED, STOPPED, was_interrupted
from fidelity.model.errors import TOO_MUCH, FidelityError

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "accept": "Let findings stand, with a reason.",
        "baseline": "Freeze all that is found now.",
        "check": "Confirm editions against a canonical text.",
        "citations": "List what a text cites, for reference managers.",
        "completion": "Print what makes a shell complete commands, options and rules.",
        "config": "Show each setting and where it was made.",
        "decide": "Keep a decision about an emendation.",
        "departures": "Print the departures as a note on the text.",
        "diff": "Write a report with both texts side by side.",
        "dump": "Show a stage on the way to a canonical text or to findings.",
        "explain": "Print the page of a rule or a repair.",
        "extract": "Turn a source into a canonical text.",
        "index": "Make or update the passage index of a folder of canonical texts.",
        "init": "Propose a configuration for a folder.",
        "lsp": "Serve an editor that speaks the Language Server Protocol.",
        "man": "Print the manual page.",
        "rules": "List every repair and rule.",
        "uptodate": "Say which canonical texts are out of date.",
    }
)
"""Each command, a module of `fidelity.commands` with a function of the same name, and what the help says of it in a line."""
COLLECTED_AFTER = 500_000
"""New objects after which Python looks for cycles among them. An extraction makes a million records that hold none, and looking
through them after every 700, as Python does unasked, takes an eighth of the time; of checking a book it takes a tenth."""


class Commands(click.Group):
    """The commands, each loaded when it is asked for, so that one does not wait for the libraries of another."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's own signature
        """The command of a name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"fidelity.commands.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for, or the one that was probably meant, in the refusal."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1, cutoff=0.5)
            hint = f"did you mean “{near[0]}”?" if near else "the help lists them"
            raise click.UsageError(f"there is no command “{args[0]}”; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's own signature
        """The list in the help, without loading any command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(__version__, prog_name="fidelity", message="%(prog)s %(version)s")
@click.pass_context
def commands(context: click.Context) -> None:
    """Clean canonical texts from PDFs, and editions confirmed against them.

    Exit codes: 0 clean, 1 findings, 2 could not do the job.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(FAILED)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave the process with its exit code; every failure is one sentence on standard error."""
    sys.exit(run(arguments))


def collect_rarely() -> None:
    """Have this process look for cycles of objects less often."""
    gc.set_threshold(COLLECTED_AFTER, 20, 100)


def _open_what_is_closed() -> None:
    """Have a process that was started without a stream read nothing there, and write to nowhere: `>&-` is `>/dev/null`."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  as long as the process


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit code. An interruption outside of the work itself is raised as KeyboardInterrupt."""
    collect_rarely()
    _open_what_is_closed()
    try:
        code = commands.main(args=arguments, prog_name="fidelity", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        complain(STOPPED)
        return INTERRUPTED
    except click.ClickException as refusal:
        complain(_usage(refusal))
    except FidelityError as failure:
        for sentence in failure.sentences:
            complain(sentence)
    except (BrokenPipeError, SystemExit) as end:
        # click makes the latter of the former, and of having told a shell how to complete
        if isinstance(end, SystemExit) and not end.code:
            return CLEAN
        # whoever read our output has gone away; keep Python from saying so when it flushes at the end
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (MemoryError, RecursionError):
        complain(f"this file {TOO_MUCH}")
    except OSError as failure:
        complain(f"{failure.filename or 'a file'} could not be used: {failure.strerror or failure}.")
    except Exception as defect:  # the outermost boundary: a person is never shown a traceback unasked
        if was_interrupted(defect):
            complain(STOPPED)
            return INTERRUPTED
        if os.environ.get("FIDELITY_TRACEBACK"):
            raise
        kind = type(defect).__name__
        complain(
            f"a defect of fidelity itself stopped it ({kind}: {defect}); set FIDELITY_TRACEBACK=1 to see where, and report it."
        )
    else:
        return code if isinstance(code, int) else CLEAN
    return FAILED


def _usage(refusal: click.ClickException) -> str:
    """A wrong use of the command in one sentence, with the way to its help."""
    message = " ".join(refusal.format_message().split()).rstrip(".")
    context = refusal.ctx if isinstance(refusal, click.UsageError) else None
    end = "" if message.endswith("?") else ";"
    return f"{message[:1].lower()}{message[1:]}{end} see “{context.command_path if context else 'fidelity'} --help”."
