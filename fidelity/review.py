"""What a person looks at after an extraction, and how what they decide is kept."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from fidelity import api, formats
from fidelity.decisions import CERTAIN, Replay, decision_on
from fidelity.model.changes import AddMark
from fidelity.model.errors import FidelityError
from fidelity.model.marks import Kind
from fidelity.model.proposal import Proposal, Verdict
from fidelity.model.review import Doubt, Review

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fidelity.model.picture import Picture
    from fidelity.model.span import Span
    from fidelity.model.text import Text

DOUBTFUL = 0.9
"""Emendations less certain than this are shown unless another limit is given."""
NAMES_SHOWN = 3


def review(
    source: Path,
    decisions: Path | None = None,
    below: float = DOUBTFUL,
    *,
    pictures: bool = True,
    progress: formats.Progress | None = None,
) -> Review:
    """The emendations of a source that are less certain than `below`, the least certain first, then in order of the text.

    What is decided already comes apart from them, whatever its certainty. A PDF's doubts have pictures unless those are not
    wanted. Raises FidelityError when the source or its decisions cannot be read.
    """
    api.confirm_source(source)
    if decisions is not None and not decisions.is_file():
        raise FidelityError(f"{decisions} does not exist; it is to be the file of decisions.")
    replay = api.replay_of(decisions or api.decisions_path(source), below) or Replay(kept_below=below)
    canonical = api.extract(source, progress, replay)
    open_ones = [p for p in replay.proposals if p.decision is None]
    decided = [p for p in replay.proposals if p.decision is not None]
    chosen = [
        *sorted(open_ones, key=lambda proposal: (proposal.certainty, proposal.offset)),
        *sorted(decided, key=lambda proposal: proposal.offset),
    ]
    drawn = _pictures(source, canonical, chosen) if pictures else [()] * len(chosen)
    places = _Places(canonical)
    doubts = tuple(Doubt(p, places.of(p), picture) for p, picture in zip(chosen, drawn, strict=True))
    usual = decisions is None or decisions == api.decisions_path(source)
    return Review(
        source=str(source),
        canonical=canonical,
        below=below,
        doubts=doubts[: len(open_ones)],
        decided=doubts[len(open_ones) :],
        proposed=replay.proposed,
        unused=tuple(replay.unused()),
        decisions="" if usual else str(decisions),
    )


def document(review: Review, style: str) -> str:
    """A review as a document for a file; `style` is "html" or "text"."""
    from fidelity.reporters import review as lines
    from fidelity.reporters import review_html
    from fidelity.reporters.pieces import plain

    return review_html.render(review) if style == "html" else plain(lines.render(review))


class Kept(NamedTuple):
    """Where a decision is kept, and the proposal with it; no proposal where one was forgotten."""

    path: Path
    proposal: Proposal | None = None


def decide(
    path: Path,
    identity: str,
    verdict: Verdict | None,
    replacement: str | None = None,
    *,
    reason: str = "",
    by: str = "",
    decisions: Path | None = None,
    progress: formats.Progress | None = None,
) -> Kept:
    """Keep what a person says to a proposal, or, with no verdict, forget what they said.

    `path` is the source, or a canonical text with its log and its source beside it. Raises FidelityError when nothing of
    that id is proposed, or it cannot be replaced so; nothing is changed then.
    """
    from fidelity.writers.decisions import with_decision, without_decision
    from fidelity.writers.files import write_files

    source, usual = _source_of(path)
    kept = decisions or usual
    api.confirm_source(source)
    replay = api.replay_of(kept, CERTAIN) or Replay()
    document = formats.read_bytes(kept).decode("utf-8") if kept.is_file() and kept.stat().st_size else ""
    if verdict is None:
        if all(decision.id != identity for decision in replay.decisions):
            raise FidelityError(f"{kept} has no decision {identity} to forget.")
        write_files({kept: without_decision(document, identity)})
        return Kept(kept)
    # proposals of later steps depend on the decisions about earlier ones
    api.extract(source, progress, replay)
    found = [proposal for proposal in replay.proposals if proposal.id == identity]
    if not found:
        raise FidelityError(_unknown(source, identity, replay.proposals))
    proposal = found[0]
    # a decision found by its context has another id than its proposal has now: the new one takes its place
    if proposal.decision is not None and proposal.decision.id != identity:
        document = without_decision(document, proposal.decision.id)
    decision = decision_on(replace(proposal, decision=None), verdict, replacement, reason, by)
    write_files({kept: with_decision(document, decision)})
    return Kept(kept, replace(proposal, decision=decision))


def _source_of(path: Path) -> tuple[Path, Path]:
    """The source that a path means, and the usual place of its decisions."""
    if path.suffix.lower() not in formats.MARKDOWN:
        return path, api.decisions_path(path)
    found = api.provenance(path, api.read_canonical_file(path))
    if found is None:
        raise FidelityError(f"{path} has no log ({api.log_path(path).name}) beside it; name its source instead.")
    source = path.with_name(PurePosixPath(found.source).name)
    if not source.is_file():
        raise FidelityError(
            f"{path} was made from {source.name}, which is not beside it; name the source, and {api.decisions_path(path).name} "
            "with --decisions."
        )
    return source, api.decisions_in_force(path, source)


def _unknown(source: Path, identity: str, proposals: Sequence[Proposal]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(identity, [proposal.id for proposal in proposals], n=NAMES_SHOWN)
    hint = f"did you mean {' or '.join(near)}?" if near else f"“fidelity extract {source} --review” shows the ids."
    return f"nothing that is open to decision has the id {identity} in {source}; {hint}"


def _pictures(source: Path, canonical: Text, proposals: Sequence[Proposal]) -> list[tuple[Picture, ...]]:
    if source.suffix.lower() not in formats.PDF:
        return [()] * len(proposals)
    from fidelity.readers.pdf.pictures import draw_places

    places: list[Sequence[Span]] = [proposal.runs() for proposal in proposals]
    return draw_places(formats.read_bytes(source), canonical.source, places)


def _note_made_by(proposal: Proposal) -> str:
    """The label of the note whose body a proposal makes."""
    marks = [change.mark for change in proposal.changes if isinstance(change, AddMark)]
    return next((mark.value for mark in marks if mark.kind is Kind.NOTE_BODY), "")


class _Places:
    """Where things were printed, the notes named as the canonical text has them."""

    def __init__(self, canonical: Text) -> None:
        self._canonical = canonical
        bodies = canonical.of_kind(Kind.NOTE_BODY)
        self._inside = sorted(
            (run.start, run.end, body.value) for body in bodies for run in canonical.transcript_runs(body.span)
        )

    def of(self, proposal: Proposal) -> str:
        offset = proposal.offset
        locator = proposal.text.locate(proposal.span.start)
        if locator is None or locator.line is None:
            line = proposal.text.source.transcript.count("\n", 0, offset) + 1
            locator_text = f"l. {line}"
        else:
            # a repair knows no folios that a later one finds: a page has one name in the whole review
            labels = self._canonical.source.page_labels
            label = labels[locator.page - 1] if locator.page is not None and locator.page <= len(labels) else ""
            locator_text = str(replace(locator, note="", label=label or locator.label))
        note = _note_made_by(proposal) or self._note(offset)
        return f"{locator_text}, n. {note}" if note else locator_text

    def _note(self, offset: int) -> str:
        """The note whose words stand around a transcript offset; "" in the running text."""
        k = bisect_left(self._inside, (offset + 1,))
        before = self._inside[k - 1] if k else None
        after = self._inside[k] if k < len(self._inside) else None
        if before is not None and offset < before[1]:
            return before[2]
        # what was struck inside a note stands between two runs of it
        if before is not None and after is not None and before[2] == after[2] and after[0] - before[1] <= 2 * len("-\n"):
            return before[2]
        return ""
