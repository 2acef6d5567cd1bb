"""The command line. Exit codes: 0 clean, 1 findings, 2 could not do the job; failures are one sentence on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from fidelity import __version__, api, manual, stages
from fidelity.model.declarations import Relation
from fidelity.model.errors import FidelityError
from fidelity.reporters.printable import printable
from fidelity.reporters.progress import Progress

if TYPE_CHECKING:
    from fidelity.model.finding import Finding
    from fidelity.model.text import Text
    from fidelity.reporters.text import Piece

CLEAN, FINDINGS, FAILED = 0, 1, 2
INTERRUPTED = 130
"""128 and the number of SIGINT, as shells have it."""

_PATH = click.Path(path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(__version__, prog_name="fidelity", message="%(prog)s %(version)s")
@click.pass_context
def commands(context: click.Context) -> None:
    """Clean canonical texts from PDFs, and editions confirmed against them.

    Exit codes: 0 clean, 1 findings, 2 could not do the job.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(FAILED)


@commands.command(short_help="Turn a source into a canonical text.")
@click.argument("source", type=_PATH)
@click.option("-o", "--output", type=_PATH, metavar="NAME.md", help="Write NAME.md and its log NAME.emendations.jsonl.")
@click.option("--explain", is_flag=True, help="Print every emendation, with its reason, to standard error.")
@click.option("--check", is_flag=True, help="Write nothing; fail if the canonical text is out of date.")
def extract(source: Path, output: Path | None, explain: bool, check: bool) -> int:
    """Turn SOURCE, a PDF or text pulled out of one, into a canonical text in Markdown.

    Without -o the Markdown goes to standard output. With --check the canonical text is the one that -o names, or the one
    beside SOURCE.
    """
    if check:
        return _check_canonical(source, output or source.with_suffix(".md"))
    if output is not None:
        _confirm_output(source, output)
    if explain:
        text = _explained(source)
    else:
        with closing(Progress(source.name, sys.stderr)) as progress:
            text = api.extract(source, progress)
    if output is not None:
        api.write_canonical(text, output)
    else:
        _write_document(api.markdown_of(text))
    return CLEAN


def _check_canonical(source: Path, canonical: Path) -> int:
    reason = api.stale(source, canonical)
    if reason is None:
        return CLEAN
    _complain(f"{reason} Make it again with “fidelity extract {source} -o {canonical}”.")
    return FINDINGS


def _confirm_output(source: Path, output: Path) -> None:
    """Raise FidelityError when writing there would destroy the source, or make a file whose name says something else."""
    if output.suffix.lower() not in api.MARKDOWN:
        raise FidelityError(f"{output} cannot be the name of a canonical text: that is Markdown, and its name ends in .md.")
    for written in (output, api.log_path(output)):
        with suppress(OSError):
            if written.exists() and written.samefile(source):
                raise FidelityError(f"{written} is the source itself, which is never overwritten; give another name with -o.")


def _explained(source: Path) -> Text:
    """The canonical text of a source, its emendations printed on standard error."""
    from fidelity.reporters import emendations, terminal

    api.confirm_source(source)
    steps: list[tuple[str, Text, Text]] = []
    text: Text | None = None
    with closing(Progress(source.name, sys.stderr)) as progress:
        for stage in api.stages(source, progress):
            if text is not None:
                steps.append((stage.name, text, stage.text))
            text = stage.text
    assert text is not None
    terminal.show(emendations.render(steps), sys.stderr)
    return text


@commands.command(short_help="Confirm editions against a canonical text.")
@click.argument("editions", nargs=-1, required=True, type=_PATH, metavar="EDITION...")
@click.option(
    "--against", type=_PATH, metavar="FILE", help="The canonical text (.md), or the source it is extracted from (.txt, .pdf)."
)
@click.option(
    "--relation",
    type=click.Choice([str(relation) for relation in Relation]),
    default=str(Relation.EDITION),
    show_default=True,
    help="How EDITION relates to the canonical text.",
)
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print findings."
)
@click.option("--output-file", type=_PATH, help="Write the findings to this file instead of standard output.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings.")
@click.option("--info", is_flag=True, help="Show findings for information too.")
def check(  # noqa: PLR0917 - click gives them by name
    editions: tuple[Path, ...],
    against: Path | None,
    relation: str,
    style: str,
    output_file: Path | None,
    exit_zero: bool,
    info: bool,
) -> int:
    """Confirm EDITION against a canonical text, or, without --against, check it alone."""
    from fidelity.model.finding import Severity

    if output_file is not None:
        _confirm_report(output_file, [*editions, *([against] if against is not None else [])])
    canonical: Text | None = None
    if against is not None:
        with closing(Progress(against.name, sys.stderr)) as progress:
            canonical = api.read_against(against, progress)
    findings: list[Finding] = [] if against is None else [*api.inspect(against, canonical)]
    texts: dict[str, Text] = {}
    failed = False
    for path in dict.fromkeys(editions):
        try:
            with closing(Progress(path.name, sys.stderr)) as progress:
                text = api.read_edition(path, progress)
            examination = api.examine(text, canonical, Relation(relation))
        except FidelityError as failure:
            _complain(str(failure))
            findings += api.inspect(path, None, str(failure))
            failed = True
            continue
        texts[str(path)] = text
        findings += [finding for finding in examination.findings if info or finding.severity is not Severity.INFO]
    _report(findings, texts, canonical, style, output_file)
    if failed:
        return FAILED
    serious = any(finding.severity is not Severity.INFO for finding in findings)
    return FINDINGS if serious and not exit_zero else CLEAN


def _report(
    findings: Sequence[Finding], texts: dict[str, Text], canonical: Text | None, style: str, output: Path | None
) -> None:
    if style == "json":
        from fidelity.reporters import json

        document = json.render(findings)
        if output is None:
            _write_document(document)
            return
    else:
        from fidelity.reporters import terminal
        from fidelity.reporters import text as text_reporter

        if not texts:
            return  # standard error has said all there is to say
        columns = terminal.columns_of(sys.stdout) if output is None else terminal.PLAIN_COLUMNS
        lines = text_reporter.render(findings, texts, canonical, columns)
        if output is None:
            terminal.show(lines, sys.stdout)
            return
        document = text_reporter.plain(lines)
    from fidelity.writers.files import write_files

    write_files({output: document})


@commands.command(short_help="Write a report with both texts side by side.")
@click.argument("canonical", type=_PATH)
@click.argument("edition", type=_PATH)
@click.option("-o", "--output", type=_PATH, required=True, metavar="REPORT.html", help="The report to write.")
@click.option(
    "--relation",
    type=click.Choice([str(relation) for relation in Relation]),
    default=str(Relation.EDITION),
    show_default=True,
    help="How EDITION relates to the canonical text.",
)
@click.option("--info", is_flag=True, help="Show findings for information too.")
def diff(canonical: Path, edition: Path, output: Path, relation: str, info: bool) -> int:
    """Write a report that shows CANONICAL and EDITION side by side, with the findings beside them.

    CANONICAL is a canonical text (.md), or the source it is extracted from (.txt, .pdf).
    """
    from fidelity.model.finding import Severity
    from fidelity.reporters import html
    from fidelity.writers.files import write_files

    _confirm_report(output, [canonical, edition])
    with closing(Progress(canonical.name, sys.stderr)) as progress:
        one = api.read_against(canonical, progress)
    with closing(Progress(edition.name, sys.stderr)) as progress:
        two = api.read_edition(edition, progress)
    examination = api.examine(two, one, Relation(relation))
    findings = [finding for finding in examination.findings if info or finding.severity is not Severity.INFO]
    assert examination.collation is not None
    write_files({output: html.render(examination.collation, findings)})
    return CLEAN


def _confirm_report(output: Path, inputs: Sequence[Path]) -> None:
    """Raise FidelityError when a report would overwrite one of the files that it reports on."""
    for path in inputs:
        with suppress(OSError):
            if output.exists() and output.samefile(path):
                raise FidelityError(f"{output} is one of the texts themselves, which are never overwritten; name another file.")


@commands.command(short_help="Show a stage on the way to a canonical text or to findings.", epilog=stages.HELP)
@click.argument("source", type=_PATH)
@click.option("--stage", required=True, metavar="NAME", help="The stage to show (below).")
@click.option("--against", type=_PATH, metavar="FILE", help="For “collation” and “claims”: the canonical text or source.")
def dump(source: Path, stage: str, against: Path | None) -> int:
    """Show a stage on the way from SOURCE to its canonical text, or to its findings."""
    from fidelity.reporters import terminal

    with closing(Progress(source.name, sys.stderr)) as progress:
        shown = stages.show(source, stage, against, progress)
    terminal.write(shown, sys.stdout)
    return CLEAN


@commands.command(short_help="Print the page of a rule or a repair.")
@click.argument("rule", metavar="CODE")
def explain(rule: str) -> int:
    """Print the page of a rule or a repair, by its code or its name."""
    from fidelity.reporters import terminal

    terminal.show_markdown(manual.page_of(rule), sys.stdout)
    return CLEAN


@commands.command(short_help="List every repair and rule.")
def rules() -> int:
    """List every repair and rule: code, name, severity, family, and what it is about."""
    from fidelity.reporters import terminal

    lines: list[list[Piece]] = []
    for entry in manual.entries():
        standing = [(f"{entry.severity:<8} ", entry.severity), (f"{entry.family:<10} ", "quiet")]
        lines.append([(f"{entry.code}  ", "path"), (f"{entry.name:<34} ", ""), *standing, (entry.summary, "")])
    terminal.show(lines, sys.stdout)
    return CLEAN


def _write_document(document: str) -> None:
    """A document on standard output: exact for a file or another program, made harmless for a terminal."""
    from fidelity.reporters import terminal

    if sys.stdout.isatty():
        document = "".join(printable(line) + "\n" for line in document.split("\n")[:-1])
    terminal.write_exactly(document)


def _complain(sentence: str) -> None:
    from fidelity.reporters import terminal

    terminal.write(f"fidelity: {printable(sentence)}\n", sys.stderr)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave the process with its exit code; every failure is one sentence on standard error."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = commands.main(args=arguments, prog_name="fidelity", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        _complain("stopped before the job was done.")
        return INTERRUPTED
    except click.ClickException as refusal:
        _complain(_usage(refusal))
    except FidelityError as failure:
        _complain(str(failure))
    except BrokenPipeError:
        # whoever read our output has gone away; keep Python from saying so when it flushes at the end
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (MemoryError, RecursionError):
        _complain("there is not enough memory for this file, or it is nested too deeply.")
    except OSError as failure:
        _complain(f"{failure.filename or 'a file'} could not be used: {failure.strerror or failure}.")
    except Exception as defect:  # the outermost boundary: a person is never shown a traceback unasked
        if os.environ.get("FIDELITY_TRACEBACK"):
            raise
        kind = type(defect).__name__
        _complain(
            f"a defect of fidelity itself stopped it ({kind}: {defect}); set FIDELITY_TRACEBACK=1 to see where, and report it."
        )
    else:
        return code if isinstance(code, int) else CLEAN
    return FAILED


def _usage(refusal: click.ClickException) -> str:
    """A wrong use of the command in one sentence, with the way to its help."""
    message = " ".join(refusal.format_message().split()).rstrip(".")
    context = refusal.ctx if isinstance(refusal, click.UsageError) else None
    return f"{message[:1].lower()}{message[1:]}; see “{context.command_path if context else 'fidelity'} --help”."
