"""Every stage on the way from a file to its canonical text or its findings, for `fidelity dump`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fidelity import api, cases, formats
from fidelity.model.errors import FidelityError

if TYPE_CHECKING:
    from fidelity.model.text import Text

STAGES = {
    "transcript": "what the file literally says, before any repair",
    "lines": "the printed lines and where they stand on the page, in points",
    "CODE": "the text after the repair of that code or name (“fidelity rules” lists them)",
    "canonical": "the text after the last repair",
    "marks": "the marks of the canonical text: blocks, notes, emphasis",
    "emendations": "the log of the repairs, as it is written beside a canonical text",
    "recognised": "quotations, citations, references, numbers and names",
    "collation": "the variants, with --against",
    "claims": "the claims of the rules that are taken, before they become findings, with or without --against",
}

HELP = "\b\nStages:\n" + "\n".join(f"  {name:<12} {what}" for name, what in STAGES.items())


def show(path: Path, stage: str, against: Path | None, progress: formats.Progress | None = None) -> str:
    """A stage as lines of printable text. Raises FidelityError for an unknown stage or a file that cannot be read."""
    from fidelity.reporters import stages as reporter

    if stage == "transcript":
        return reporter.text_lines(formats.read(path, progress))
    if stage == "lines":
        return reporter.printed_lines(formats.read(path, progress))
    if stage in {"collation", "claims"}:
        return _compared(path, stage, against, progress)
    if stage not in STAGES or stage == "CODE":
        return reporter.text_lines(_after(path, stage, progress))
    text = _last(path, progress)
    if stage == "marks":
        return reporter.marks(text)
    if stage == "recognised":
        return reporter.recognised(text, cases.recognise(text))
    if stage == "emendations":
        from fidelity.writers.emendations import write_log

        return write_log(text)
    return reporter.text_lines(text)


def _last(path: Path, progress: formats.Progress | None) -> Text:
    *_, stage = api.stages(path, progress)
    return stage.text


def _after(path: Path, wanted: str, progress: formats.Progress | None) -> Text:
    """The text as the repair of a code or name left it."""
    from difflib import get_close_matches

    from fidelity.catalog import REPAIRS

    if not any(wanted in (repair.code, repair.name) for repair in REPAIRS):
        known = [*STAGES, *(repair.name for repair in REPAIRS), *(repair.code for repair in REPAIRS)]
        near = get_close_matches(wanted, known, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "“fidelity dump --help” lists the stages."
        raise FidelityError(f"there is no stage “{wanted}”; {hint}")
    return next(stage.text for stage in api.stages(path, progress) if wanted in (stage.code, stage.name))


def _compared(path: Path, stage: str, against: Path | None, progress: formats.Progress | None) -> str:
    from fidelity.reporters import stages as reporter

    edition = api.read_edition(path, progress)
    canonical = api.read_against(against) if against is not None else None
    if stage == "claims":
        from fidelity.judge import judge

        rows = [(taken.code, taken.name, taken.claim) for taken in judge(cases.case_of(edition, canonical))]
        return reporter.claims(edition, canonical, rows)
    if canonical is None:
        raise FidelityError("the stage “collation” needs the text to collate with; name it with --against.")
    return reporter.collation(cases.collate(canonical, edition))
