"""Where an output differs from the truth, block by block, for a person to read."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from benchmarks.extraction.corpus import Truth
from benchmarks.extraction.scoring import Scoring, ideal_output

AROUND = 25
"""Characters shown on both sides of a difference."""


def differing_blocks(truth: Truth, markdown: str, tool: str) -> Iterator[str]:
    """A line for every block, note body and note call that the output does not have exactly."""
    scoring = Scoring(truth, markdown)
    there = scoring.output.plain_blocks
    for block, words in zip(truth.blocks, scoring.blocks, strict=True):
        if words not in there:
            yield f"{truth.name} [{tool}] {block.kind}: {difference(words, there)}"
    wanted = set(scoring.blocks)
    for extra in there:
        if extra and extra not in wanted and process.extractOne(extra, wanted, scorer=fuzz.ratio, score_cutoff=60) is None:
            yield f"{truth.name} [{tool}] not a block of the text: {extra[:160]!r}"
    bodies = list(scoring.output.plain_definitions.values())
    for label, body in scoring.notes.items():
        if not scoring.is_defined(label):
            yield f"{truth.name} [{tool}] note {label}: {difference(body, bodies)}"
    ideal = Scoring(truth, ideal_output(truth))
    yield from misplaced_calls(scoring, ideal, f"{truth.name} [{tool}]")


def misplaced_calls(scoring: Scoring, ideal: Scoring, name: str) -> Iterator[str]:
    """The calls that are missing and, where labels are numbers, those that should not be there."""
    from benchmarks.extraction.output import CALL

    there, wanted = scoring.calls_marked(CALL), ideal.calls_marked(CALL)
    if not scoring.truth.labels_are_numbers:
        contexts = {before for _, before in there}
        missing = [call for call in wanted if call[1] not in contexts]
        added: list[tuple[str, str]] = []
    else:
        missing, added = list((wanted - there).elements()), list((there - wanted).elements())
    yield from (f"{name} call {label} missing after …{before!r}" for label, before in missing)
    yield from (f"{name} call {label} too many after …{before!r}" for label, before in added)


def difference(wanted: str, candidates: list[str]) -> str:
    """The first difference from the nearest candidate, wanted and there, with what is around it."""
    nearest = process.extractOne(wanted, candidates, scorer=fuzz.ratio, score_cutoff=30) if candidates else None
    if nearest is None:
        return f"absent: {wanted[:80]!r}"
    there = nearest[0]
    first = next((edit for edit in Indel.editops(wanted, there)), None)
    if first is None:
        return "there, under another label"
    start = max(0, first.src_pos - AROUND)
    return f"{wanted[start : first.src_pos + AROUND]!r} is {there[max(0, first.dest_pos - AROUND) : first.dest_pos + AROUND]!r}"
