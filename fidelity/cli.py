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
    from fidelity.decisions import Replay
    from fidelity.model.finding import Finding
    from fidelity.model.text import Text
    from fidelity.readers.pdf.read import Engine
    from fidelity.reporters.text import Piece

CLEAN, FINDINGS, FAILED = 0, 1, 2
INTERRUPTED = 130
"""128 and the number of SIGINT, as shells have it."""

_PATH = click.Path(path_type=Path)
_STDIN = Path("-")
_TOO_MUCH = "needs more memory than there is, or is nested too deeply."


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
@click.option("--review", is_flag=True, help="Report the doubtful emendations instead; -o names the report.")
@click.option("--below", type=click.FloatRange(0, 1), help="With --review: what is less certain is doubtful (0.9).")
@click.option("--format", "style", type=click.Choice(["html", "text"]), help="With --review: a report with pictures, or text.")
@click.option("--decisions", type=_PATH, metavar="FILE", help="Decisions to replay, instead of NAME.decisions.toml.")
@click.option("--engine", type=click.Choice(["auto", "pdfminer", "pdfium"]), default="auto", help="What reads a PDF (auto).")
@click.option("--cross-check", is_flag=True, help="Report where the two PDF engines differ, on standard error.")
def extract(  # noqa: PLR0917 - click gives them by name
    source: Path,
    output: Path | None,
    explain: bool,
    check: bool,
    review: bool,
    below: float | None,
    style: str | None,
    decisions: Path | None,
    engine: Engine,
    cross_check: bool,
) -> int:
    """Turn SOURCE, a PDF or text pulled out of one, into a canonical text in Markdown.

    Without -o the Markdown goes to standard output. With --check the canonical text is the one that -o names, or the one
    beside SOURCE.

    With --review the emendations that are in doubt are listed, the least certain first, each with a picture of its place on
    the page: in SOURCE's name with .review.html, or as -o names it. What “fidelity decide” has kept beside the canonical
    text, in NAME.decisions.toml, is replayed.
    """
    if review:
        if check or explain:
            raise click.UsageError("--review goes neither with --check nor with --explain")
        return _review(source, output, decisions, below, style or "html")
    if below is not None or style is not None:
        raise click.UsageError("--below and --format are for --review")
    if check and decisions is not None:
        raise click.UsageError("--decisions goes not with --check, which asks for those that were replayed")
    if check:
        return _check_canonical(source, output or source.with_suffix(".md"))
    if output is not None:
        _confirm_output(source, output)
    replay = _decisions_of(source, output, decisions)
    if explain:
        text = _explained(source, replay, engine)
    else:
        with closing(Progress(source.name, sys.stderr)) as progress:
            text = api.extract(source, progress, replay, engine)
    for sentence in (*(replay.unused() if replay is not None else ()), *(api.cross_check(source) if cross_check else ())):
        _complain(sentence)
    if output is not None:
        api.write_canonical(text, output, replay)
    else:
        _write_document(api.markdown_of(text))
    return CLEAN


def _decisions_of(source: Path, output: Path | None, decisions: Path | None) -> Replay | None:
    """The decisions to replay: those of the file named, else those beside the canonical text, else beside the source."""
    if decisions is not None and not decisions.is_file():
        raise FidelityError(f"{decisions} does not exist; it is to be the file of decisions.")
    return api.replay_of(decisions or api.decisions_path(output or source)) or api.replay_of(api.decisions_path(source))


def _review(source: Path, output: Path | None, decisions: Path | None, below: float | None, style: str) -> int:
    from fidelity import review as reviewing
    from fidelity.reporters import review as reporter

    if output is None and style == "html":
        output = source.with_suffix(".review.html")
    if output is not None:
        if output.suffix.lower() in api.MARKDOWN:
            raise FidelityError(f"{output} cannot be the name of a review: with --review, -o names the report, not the text.")
        kept = decisions or api.decisions_path(source)
        _confirm_report(output, [source, kept])
    limit = reviewing.DOUBTFUL if below is None else below
    with closing(Progress(source.name, sys.stderr)) as progress:
        review = reviewing.review(source, decisions, limit, pictures=style == "html", progress=progress)
    if output is None:
        from fidelity.reporters import terminal

        terminal.show(reporter.render(review), sys.stdout)
        return CLEAN
    from fidelity.writers.files import write_files

    write_files({output: reviewing.document(review, style)})
    for sentence in review.unused:
        _complain(sentence)
    _complain(f"{reporter.verdict(review)} They are shown in {output}.")
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


def _explained(source: Path, replay: Replay | None, engine: Engine) -> Text:
    """The canonical text of a source, its emendations printed on standard error."""
    from fidelity.reporters import emendations, terminal

    api.confirm_source(source)
    steps: list[tuple[str, Text, Text]] = []
    text: Text | None = None
    with closing(Progress(source.name, sys.stderr)) as progress:
        for stage in api.stages(source, progress, replay, engine):
            if text is not None:
                steps.append((stage.name, text, stage.text))
            text = stage.text
    assert text is not None
    terminal.show(emendations.render(steps), sys.stderr)
    return text


@commands.command(short_help="Keep a decision about an emendation.")
@click.argument("source", type=_PATH)
@click.argument("identity", metavar="ID")
@click.argument("verdict", type=click.Choice(["take", "refuse", "replace", "forget"]))
@click.argument("replacement", required=False, metavar="[TEXT]")
@click.option("--reason", default="", help="Why; it is kept with the decision.")
@click.option("--by", default="", help="Who decided; it is kept with the decision.")
@click.option("--decisions", type=_PATH, metavar="FILE", help="The file to keep it in, instead of NAME.decisions.toml.")
def decide(  # noqa: PLR0917 - click gives them by name
    source: Path, identity: str, verdict: str, replacement: str | None, reason: str, by: str, decisions: Path | None
) -> int:
    """Keep what you decide about the emendation ID of SOURCE, which is a source, or a canonical text beside its source.

    “fidelity extract SOURCE --review” shows the ids. The decision is kept in NAME.decisions.toml and holds from the next
    extraction on: “take” confirms the emendation, “refuse” leaves what the transcript has, “replace” puts TEXT there
    instead, and “forget” takes back what was decided.
    """
    from fidelity import review as reviewing
    from fidelity.model.proposal import Verdict

    if (verdict == "replace") != (replacement is not None):
        raise click.UsageError("a replacement text goes with “replace”, and only with it")
    chosen = None if verdict == "forget" else Verdict(verdict)
    with closing(Progress(source.name, sys.stderr)) as progress:
        reviewing.decide(source, identity, chosen, replacement, reason=reason, by=by, decisions=decisions, progress=progress)
    return CLEAN


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
@click.option("--stdin-filename", type=_PATH, metavar="NAME", help="What to call the EDITION “-”, which is standard input.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings.")
@click.option("--info", is_flag=True, help="Show findings for information too.")
def check(  # noqa: PLR0917 - click gives them by name
    editions: tuple[Path, ...],
    against: Path | None,
    relation: str,
    style: str,
    output_file: Path | None,
    stdin_filename: Path | None,
    exit_zero: bool,
    info: bool,
) -> int:
    """Confirm EDITION against a canonical text, or, without --against, check it alone.

    EDITION may be “-”, standard input, with a name for it in --stdin-filename, whose ending says what format it is.
    """
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
    for edition in dict.fromkeys(editions):
        path, content = (edition, None) if edition != _STDIN else _standard_input(stdin_filename)
        try:
            with closing(Progress(path.name, sys.stderr)) as progress:
                text = api.read_edition(path, progress, content)
            examination = api.examine(text, canonical, Relation(relation))
        except (FidelityError, MemoryError, RecursionError) as failure:
            reason = str(failure) if isinstance(failure, FidelityError) else f"{path} {_TOO_MUCH}"
            _complain(reason)
            findings += api.inspect(path, None, reason)
            failed = True
            continue
        texts[str(path)] = text
        findings += [finding for finding in examination.findings if info or finding.severity is not Severity.INFO]
    _report(findings, texts, canonical, style, output_file)
    if failed:
        return FAILED
    serious = any(finding.severity is not Severity.INFO for finding in findings)
    return FINDINGS if serious and not exit_zero else CLEAN


def _standard_input(name: Path | None) -> tuple[Path, bytes]:
    """What comes in on standard input, under the name that was given for it."""
    if name is None:
        raise FidelityError("standard input has no name; give it one with --stdin-filename, such as --stdin-filename draft.md.")
    return name, sys.stdin.buffer.read()


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
        _complain(f"this file {_TOO_MUCH}")
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
