"""The review of an extraction: each doubtful emendation as pieces of text, and all of them as lines for a terminal."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from fidelity.model.changes import AddMark, DropMark, Edit, Move
from fidelity.model.proposal import Decision, Proposal, Verdict
from fidelity.model.review import Doubt, Review
from fidelity.reporters.pieces import Piece, marked
from fidelity.reporters.printable import printable
from fidelity.reporters.readings import shortened

_CONTEXT = 60
"""Characters shown on each side of a change."""
_LONGEST = 300
"""Characters shown of what is struck, put, moved or marked."""


@dataclass(frozen=True, slots=True)
class Command:
    """A line for the shell, and what it does."""

    line: str
    effect: str


def render(review: Review) -> list[list[Piece]]:
    """The review as lines of pieces."""
    lines: list[list[Piece]] = []
    for doubt in review.doubts:
        lines += _doubt(doubt)
    if review.decided:
        lines.append([("Decided:", "gutter")])
    for doubt in review.decided:
        lines += _doubt(doubt)
    lines += [[(printable(sentence), "warning")] for sentence in review.unused]
    lines.append([(verdict(review), "")])
    if review.doubts:
        lines.append([(f"To decide: {command(review, 'ID', 'take|refuse|replace TEXT')}", "quiet")])
    return lines


def verdict(review: Review) -> str:
    """What the review comes to, in one sentence."""
    one = len(review.doubts) == 1
    what = f"{len(review.doubts):,} doubtful emendation{'' if one else 's'}"
    decided = f", {len(review.decided):,} decided already" if review.decided else ""
    return f"{what} (certainty below {review.below:.4g}) of {review.proposed:,}{decided}."


def command(review: Review, identity: str, words: str) -> str:
    """The command that records a decision; printable."""
    other = f" --decisions {shlex.quote(review.decisions)}" if review.decisions else ""
    return printable(f"fidelity decide {shlex.quote(review.source)} {identity} {words}{other}")


def commands(review: Review, proposal: Proposal) -> list[Command]:
    """The decisions that can be made about a proposal."""
    found = [
        Command(command(review, proposal.id, "take"), "it is right"),
        Command(command(review, proposal.id, "refuse"), "leave what the transcript has"),
    ]
    if proposal.replaceable:
        wanted = "LEVEL" if isinstance(proposal.leading, AddMark) else "TEXT"
        effect = "another level" if wanted == "LEVEL" else "put TEXT for the struck characters, or for the word they are in"
        found.append(Command(command(review, proposal.id, f"replace {wanted}"), effect))
    return found


def decided(decision: Decision) -> str:
    """What was decided, in words."""
    words = {Verdict.TAKE: "taken", Verdict.REFUSE: "refused", Verdict.REPLACE: f"replaced by “{decision.replacement}”"}
    by = f" by {decision.by}" if decision.by else ""
    return printable(f"{words[decision.verdict]}{by}{f': {decision.reason}' if decision.reason else ''}")


def certainty_of(proposal: Proposal) -> str:
    """The certainty with two digits."""
    return f"{proposal.certainty:.2g}"


def shown(proposal: Proposal) -> list[Piece]:
    """What is proposed, in its context: pieces with the role "omitted", "added", "gutter" or none."""
    leading = proposal.leading
    if isinstance(leading, Edit):
        return _edits(proposal, [change for change in proposal.changes if isinstance(change, Edit)])
    string = proposal.text.string
    start, end = proposal.span
    words = _readable(shortened(string[start:end], _LONGEST))
    before, after = _before(string, start), _after(string, end)
    call = next((change for change in proposal.changes if isinstance(change, Move)), None)
    if call is not None and (isinstance(leading, Move) or call.span == proposal.span):
        to = call.to
        there = _before(string, to), _after(string, to)
        here: list[Piece] = [(before, ""), (words, "omitted"), (after, "")]
        return [
            *here,
            (" → ", "gutter"),
            (there[0], ""),
            (_readable(shortened(string[start:end], _CONTEXT)), "added"),
            (there[1], ""),
        ]
    assert isinstance(leading, AddMark | DropMark)
    role = "added" if isinstance(leading, AddMark) else "omitted"
    return [(before, ""), (words or "(empty)", role), (after, "")]


def outcome(proposal: Proposal) -> str:
    """What the decision about an edit or a heading comes to, in its context, as a sentence; "" for other proposals."""
    decision, leading = proposal.decision, proposal.leading
    if decision is None:
        return ""
    if isinstance(leading, AddMark) and decision.verdict is Verdict.REPLACE:
        return f"The heading {_quoted(proposal.text.string[slice(*proposal.span)])} gets level {decision.replacement}."
    edits = sorted((change for change in proposal.changes if isinstance(change, Edit)), key=lambda edit: edit.span)
    if len(edits) != len(proposal.changes):
        return ""
    string, start, end = proposal.text.string, edits[0].span.start, edits[-1].span.end
    parts, at = [], start
    for edit in edits:
        put = (decision.replacement or "") if decision.verdict is Verdict.REPLACE else edit.after
        parts += [string[at : edit.span.start], put]
        at = edit.span.end
    before, after = _before(string, start), _after(string, end)
    here = f"“{before}{_readable(shortened(string[start:end], _LONGEST))}{after}”"
    if decision.verdict is Verdict.REFUSE:
        return f"It stays {here}."
    return f"{here} becomes “{before}{_readable(shortened(''.join(parts), _LONGEST))}{after}”."


def _quoted(string: str) -> str:
    return f"“{_readable(shortened(string, _LONGEST))}”"


def what(proposal: Proposal) -> str:
    """What taking it does to the text, in words; "" for an edit, which shows it."""
    marks = [change for change in proposal.changes if isinstance(change, AddMark | DropMark)]
    verbs = [
        f"{'marked as' if isinstance(change, AddMark) else 'no longer'} {change.mark.kind} {change.mark.value}".rstrip()
        for change in marks
    ]
    if any(isinstance(change, Move) for change in proposal.changes):
        verbs.insert(0, "moved")
    return printable(", ".join(dict.fromkeys(verbs)))


def _edits(proposal: Proposal, edits: list[Edit]) -> list[Piece]:
    string = proposal.text.string
    edits = sorted(edits, key=lambda edit: edit.span)
    pieces: list[Piece] = [(_before(string, edits[0].span.start), "")]
    at = edits[0].span.start
    for edit in edits:
        pieces.append((_readable(string[at : edit.span.start]), ""))
        pieces.append((_readable(shortened(string[slice(*edit.span)], _LONGEST)), "omitted"))
        pieces.append((_readable(shortened(edit.after, _LONGEST)), "added"))
        at = edit.span.end
    pieces.append((_after(string, at), ""))
    return [piece for piece in pieces if piece[0]]


def _doubt(doubt: Doubt) -> list[list[Piece]]:
    proposal = doubt.proposal
    head: list[Piece] = [(f"{printable(doubt.place)}: ", "path"), (f"{proposal.code} {proposal.name}", "gutter")]
    body: list[Piece] = [("    ", "")]
    for string, role in shown(proposal):
        body += marked(string, role) if role in {"omitted", "added"} else [(string, role)]
    reason = f"{what(proposal)}: {proposal.reason}" if what(proposal) else proposal.reason
    lines = [
        [*head, (f"  {proposal.id}", "quiet"), (f"  certainty {certainty_of(proposal)}", "warning")],
        body,
        [("    ", ""), (printable(reason), "quiet")],
    ]
    if proposal.decision is not None:
        lines.append([("    ", ""), (decided(proposal.decision), "added")])
    return lines


def _before(string: str, offset: int) -> str:
    """The words before a place, from the beginning of a word on."""
    start = max(offset - _CONTEXT, 0)
    cut = string[start:offset]
    _, space, rest = cut.partition(" ")
    return _readable(f"…{rest}" if start and space else cut)


def _after(string: str, offset: int) -> str:
    """The words after a place, to the end of a word."""
    cut = string[offset : offset + _CONTEXT]
    words, space, _ = cut.rpartition(" ")
    return _readable(f"{words}…" if offset + _CONTEXT < len(string) and space else cut)


def _readable(string: str) -> str:
    """Line ends as arrows that point back, other invisible characters as escapes."""
    return printable(string.replace("\n", "⏎").replace("\u2028", "⏎"))
