"""`fidelity extract`: a source to its canonical text."""

from __future__ import annotations

import shlex
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from fidelity import api, doubts, formats
from fidelity.cache.pages import page_cache
from fidelity.commands.speech import CLEAN, FAILED, FINDINGS, PATH, advise, complain, confirm_report, say_losses, write_document
from fidelity.model.errors import FidelityError
from fidelity.reporters.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fidelity.decisions import Replay
    from fidelity.model.text import Text
    from fidelity.readers.pdf.read import Engine

SHOWN = 5
"""So many notes in doubt are named; the log has all."""


@click.command(short_help="Turn a source into a canonical text.")
@click.argument("sources", nargs=-1, required=True, type=PATH, metavar="SOURCE...")
@click.option(
    "-o",
    "--output",
    "named",
    type=click.Path(readable=False),
    metavar="NAME.md|FOLDER",
    help="Write NAME.md and its log NAME.emendations.jsonl.",
)
@click.option("--overwrite", is_flag=True, help="Write NAME.md even if it is there and was edited, or never extracted.")
@click.option("--explain", is_flag=True, help="Print every emendation, with its reason, to standard error.")
@click.option("--check", is_flag=True, help="Write nothing; fail if the canonical text is out of date.")
@click.option("--review", is_flag=True, help="Report the doubtful emendations instead; -o names the report.")
@click.option("--below", type=click.FloatRange(0, 1), help="With --review: what is less certain is doubtful (0.9).")
@click.option("--format", "style", type=click.Choice(["html", "text"]), help="With --review: a report with pictures, or text.")
@click.option("--decisions", type=PATH, metavar="FILE", help="Decisions to replay, instead of NAME.decisions.toml.")
@click.option("--engine", type=click.Choice(["auto", "pdfminer", "pdfium"]), default="auto", help="What reads a PDF (auto).")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that read a long PDF (as many as shorten it).")
@click.option("--cross-check", is_flag=True, help="Report where the two PDF engines differ, on standard error.")
def extract(  # noqa: PLR0917 - click gives them by name
    sources: tuple[Path, ...],
    named: str | None,
    overwrite: bool,
    explain: bool,
    check: bool,
    review: bool,
    below: float | None,
    style: str | None,
    decisions: Path | None,
    engine: Engine,
    jobs: int | None,
    cross_check: bool,
) -> int:
    """Turn SOURCE, a PDF or text pulled out of one, into a canonical text in Markdown.

    Without -o the Markdown goes to standard output. With --check the canonical text is the one that -o names, or the one
    beside SOURCE. Of several SOURCEs each becomes a file in the FOLDER that -o names; one that fails keeps none of the others
    from being written.

    With --review the emendations that are in doubt are listed, the least certain first, each with a picture of its place on
    the page: in SOURCE's name with .review.html, or as -o names it. What “fidelity decide” has kept beside the canonical
    text, in NAME.decisions.toml, is replayed.
    """
    output = Path(named) if named is not None else None
    if len(sources) > 1 and (review or decisions is not None):
        raise click.UsageError("--review and --decisions are for one source")
    if review:
        if check or explain or overwrite:
            raise click.UsageError("--review goes neither with --check nor with --explain or --overwrite")
        return _review(sources[0], output, decisions, below, style or "html")
    if below is not None or style is not None:
        raise click.UsageError("--below and --format are for --review")
    if check and decisions is not None:
        raise click.UsageError("--decisions goes not with --check, which asks for those that were replayed")
    with page_cache() as kept:
        order = _Order(overwrite, explain, decisions, formats.PdfReading(engine, jobs, kept), cross_check)
        codes = []
        for source, written in _outputs(sources, output, check, into_folder=named is not None and named.endswith("/")):
            try:
                codes.append(
                    _check_canonical(source, written or _beside(source)) if check else _extract(source, written, order)
                )
            except FidelityError as failure:
                if len(sources) == 1:
                    raise
                for sentence in failure.sentences:
                    complain(sentence)
                codes.append(FAILED)
    return max(codes)


class _Order(NamedTuple):
    """How sources are to be extracted."""

    overwrite: bool
    explain: bool
    decisions: Path | None
    reading: formats.PdfReading
    cross_check: bool


def _outputs(sources: Sequence[Path], output: Path | None, check: bool, *, into_folder: bool) -> list[tuple[Path, Path | None]]:
    """Each source with the canonical text that it becomes, by the source's name where -o names a folder, or ends in a slash.

    Raises click.UsageError where several sources have no folder to go to, and FidelityError where two would become one file.
    """
    folder = output is not None and output.is_dir() and output.suffix.lower() not in formats.MARKDOWN
    if len(sources) == 1 and not folder and not into_folder:
        return [(sources[0], output)]
    if output is None:
        if check:
            return [(source, None) for source in sources]
        raise click.UsageError("several sources need a folder to be written to: name it with -o")
    if not folder and (output.exists() or output.suffix.lower() in formats.MARKDOWN):
        raise click.UsageError(f"several sources are written to a folder, and {output} is none")
    outputs: list[tuple[Path, Path | None]] = []
    taken: dict[Path, Path] = {}
    for source in sources:
        written = output / f"{source.stem}.md"
        outputs.append((source, written))
        if (other := taken.setdefault(written, source)) is not source:
            raise FidelityError(f"{other} and {source} would both become {written}; extract them one by one.")
    if not check:
        output.mkdir(parents=True, exist_ok=True)
    return outputs


def _extract(source: Path, output: Path | None, order: _Order) -> int:
    """One source to its canonical text, in a file or on standard output."""
    if source.is_dir():
        name = shlex.quote(str(source))
        raise FidelityError(f"{source} is a folder; name the files in it, as “fidelity extract {name}/*.pdf -o texts/” does.")
    if output is not None:
        _confirm_output(source, output)
        if not order.overwrite and api.is_foreign(output):
            raise FidelityError(
                f"{output} is there already and was not extracted (no log is beside it): it stays as it is; give another name "
                "with -o, or --overwrite."
            )
        if not order.overwrite and api.was_edited(output):
            raise FidelityError(
                f"{output} was edited after it was extracted, and stays as it is: keep corrections with “fidelity decide”, "
                "which later extractions replay, or give --overwrite, or another name with -o."
            )
    replay = _decisions_of(source, output, order.decisions)
    with closing(Progress(source.name, sys.stderr)) as progress:
        text = (_explained if order.explain else api.extract)(source, progress, replay, order.reading)
    say_losses(source, text)
    _say_open_notes(source, text)
    if (private := doubts.private_characters(text)) is not None:
        complain(f"{source}: {private}.")
    unused = replay.unused() if replay is not None else ()
    for sentence in (*unused, *(api.cross_check(source) if order.cross_check else ())):
        complain(sentence)
    if output is not None:
        api.write_canonical(text, output, replay)
        _advise_review(source, text)
    else:
        write_document(api.markdown_of(text))
    return CLEAN


def _advise_review(source: Path, text: Text) -> None:
    """On a terminal, how many of the emendations are doubtful, and where they can be looked at."""
    from fidelity.review import DOUBTFUL

    doubtful = sum(1 for emendation in text.log if emendation.certainty < DOUBTFUL)
    if doubtful:
        are = "emendation is" if doubtful == 1 else f"of {len(text.log):,} emendations are"
        advise(f"{doubtful:,} {are} doubtful; “fidelity extract {source} --review” shows where.")


def _say_open_notes(source: Path, text: Text) -> None:
    """On standard error, which notes are in doubt because the count of notes and calls does not close."""
    notes = doubts.open_notes(text)
    if notes:
        more = f"; {len(notes) - SHOWN} more" if len(notes) > SHOWN else ""
        complain(f"{source}: the count of its notes does not close: {'; '.join(notes[:SHOWN])}{more}.")


def _decisions_of(source: Path, output: Path | None, decisions: Path | None) -> Replay | None:
    """The decisions to replay: those of the file named, else those beside the canonical text, else beside the source."""
    if decisions is not None and not decisions.is_file():
        raise FidelityError(f"{decisions} does not exist; it is to be the file of decisions.")
    used = decisions or api.decisions_in_force(output or source, source)
    other = api.decisions_path(source)
    if used != other and other.is_file():
        complain(f"{other} is not replayed: {used} is.")
    return api.replay_of(used)


def _review(source: Path, output: Path | None, decisions: Path | None, below: float | None, style: str) -> int:
    from fidelity import review as reviewing
    from fidelity.reporters import review as reporter

    if output is None and style == "html":
        output = source.with_suffix(".review.html")
    if output is not None:
        if output.suffix.lower() in formats.MARKDOWN:
            raise FidelityError(f"{output} cannot be the name of a review: with --review, -o names the report, not the text.")
        kept = decisions or api.decisions_path(source)
        confirm_report(output, [source, kept])
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
        complain(sentence)
    complain(f"{reporter.verdict(review)} They are shown in {output}.")
    return CLEAN


def _beside(source: Path) -> Path:
    """The canonical text beside a source. Raises FidelityError where there is none."""
    canonical = source.with_suffix(".md")
    if source.exists() and not canonical.exists():
        raise FidelityError(f"{canonical} does not exist; name the canonical text of {source} with -o, if it is elsewhere.")
    return canonical


def _check_canonical(source: Path, canonical: Path) -> int:
    reason = api.stale(source, canonical)
    if reason is None:
        return CLEAN
    complain(f"{reason} Make it again with “fidelity extract {source} -o {canonical}”.")
    return FINDINGS


def _confirm_output(source: Path, output: Path) -> None:
    """Raise FidelityError when writing there would destroy the source, or make a file whose name says something else."""
    if output.suffix.lower() not in formats.MARKDOWN:
        raise FidelityError(f"{output} cannot be the name of a canonical text: that is Markdown, and its name ends in .md.")
    for written in (output, api.log_path(output)):
        with suppress(OSError):
            if written.exists() and written.samefile(source):
                raise FidelityError(f"{written} is the source itself, which is never overwritten; give another name with -o.")


def _explained(source: Path, progress: Progress, replay: Replay | None, reading: formats.PdfReading) -> Text:
    """The canonical text of a source, its emendations printed on standard error."""
    from fidelity.reporters import emendations, terminal

    api.confirm_source(source)
    steps: list[tuple[str, Text, Text]] = []
    text: Text | None = None
    for stage in api.stages(source, progress, replay, reading):
        if text is not None:
            steps.append((stage.name, text, stage.text))
        text = stage.text
    progress.close()
    assert text is not None
    terminal.show(emendations.render(steps), sys.stderr)
    return text
