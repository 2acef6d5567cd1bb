"""Decisions replayed: the changes that a repair proposes, grouped by place, taken, refused or replaced as a person said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fidelity.model.changes import AddMark, Change, DropMark, Edit, Move
from fidelity.model.errors import FidelityError
from fidelity.model.marks import REFUSED, Kind
from fidelity.model.proposal import LONGEST, Decision, Proposal, Verdict, span_of
from fidelity.model.text import Text

CERTAIN = 1.0
"""What follows from the form of the text alone has this certainty, and is beyond decision."""
_LEVELS = frozenset("123456")
_LETTERS, _LETTERS_BEFORE = re.compile(r"[^\W\d_]+"), re.compile(r"[^\W\d_]+\Z")
_LEAST_CONTEXT = 24
"""Characters that must agree, both sides together, where the rest may be missing on one of them."""


def proposals_of(text: Text, code: str, name: str, changes: Iterable[Change]) -> list[Proposal]:
    """The changes of one step, those that belong together as one proposal, in the order in which they were proposed."""
    groups: list[list[Change]] = []
    for change in changes:
        if groups and _belongs(change, groups[-1]):
            groups[-1].append(change)
        else:
            groups.append([change])
    return [Proposal(code, name, tuple(group), text) for group in groups]


def _belongs(change: Change, group: Sequence[Change]) -> bool:
    """Whether a change is of one piece with the ones before it: a call with its move, a note's parts, the gap left behind."""
    touching = any(_touch(change, other) for other in group)
    related = any(change.reason in other.reason or other.reason in change.reason for other in group)
    if related and (touching or _of_note(change, group)):
        return True
    call = next((c for c in group if isinstance(c, AddMark) and c.mark.kind is Kind.NOTE_CALL), None)
    return touching and call is not None and isinstance(change, Edit) and change.certainty == call.certainty


def _touch(one: Change, two: Change) -> bool:
    first, second = span_of(one), span_of(two)
    return first.start <= second.end and second.start <= first.end


def _of_note(change: Change, group: Sequence[Change]) -> bool:
    """Whether both are about the body of a note, whose parts may stand on several pages."""
    bodies = any(isinstance(other, AddMark) and other.mark.kind is Kind.NOTE_BODY for other in group)
    return bodies and isinstance(change, Move | AddMark)


class Replay:
    """The decisions about one source, and the proposals they met at one extraction. Good for one extraction."""

    def __init__(
        self, decisions: Sequence[Decision] = (), name: str = "", sha256: str = "", kept_below: float = CERTAIN
    ) -> None:
        """`name` and `sha256` are those of the file that the decisions were read from.

        Proposals less certain than `kept_below` are kept; each holds the text of its step, so that all of them may be much.
        """
        self.decisions = tuple(decisions)
        self.name = name
        self.sha256 = sha256
        self.kept_below = kept_below
        self.proposed = 0
        """How many proposals there were, at any certainty."""
        self.proposals: list[Proposal] = []
        """Those that are kept, and all that are decided, in the order of the steps, each with its decision."""
        self._used: set[str] = set()

    def step(self, text: Text, code: str, name: str, changes: Iterable[Change]) -> list[Change]:
        """The changes of one step as the decisions leave them. What is certain is beyond decision and passes as it is.

        Raises FidelityError when a decision asks for what cannot be done.
        """
        proposals = proposals_of(text, code, name, changes)
        met = self._meet(proposals) if self.decisions else {}
        kept: list[Change] = []
        for k, proposal in enumerate(proposals):
            decision = met.get(k)
            if decision is not None:
                self.proposals.append(replace(proposal, decision=decision))
            elif proposal.certainty < self.kept_below:
                self.proposals.append(proposal)
            kept += proposal.changes if decision is None else self._decided(proposal, decision)
        self.proposed += len(proposals)
        return kept

    def unused(self) -> list[str]:
        """A sentence for each decision that found no proposal."""
        sentences = []
        for decision in self.decisions:
            if decision.id in self._used:
                continue
            place = " ".join(f"{decision.preceding or ''}{decision.following or ''}".split())
            where = f", at “{place}”," if place else ""
            sentences.append(
                f"{self.name or 'a decision'}: the decision {decision.id} ({decision.verdict}){where} is not used: "
                "nothing of the kind is proposed there any more, or at several places alike."
            )
        return sentences

    def _meet(self, proposals: Sequence[Proposal]) -> dict[int, Decision]:
        """The decision of each proposal that has one, by its index: first by id, then by what stands there and around it."""
        open_ones = {k: proposal for k, proposal in enumerate(proposals) if proposal.certainty < CERTAIN}
        by_id = {proposal.id: k for k, proposal in open_ones.items()}
        met: dict[int, Decision] = {}
        left = []
        for decision in self.decisions:
            k = by_id.get(decision.id)
            if k is not None and _same_place(decision, proposals[k]):
                met[k] = decision
            elif decision.preceding is not None and decision.following is not None:
                left.append(decision)
        for decision in left:
            alike = [k for k, proposal in open_ones.items() if k not in met and _alike(decision, proposal)]
            if len(alike) == 1:
                met[alike[0]] = decision
        self._used.update(decision.id for decision in met.values())
        return met

    def _decided(self, proposal: Proposal, decision: Decision) -> list[Change]:
        said = f"by {decision.by}" if decision.by else "by hand"
        why = f" ({decision.reason})" if decision.reason else ""
        if decision.verdict is Verdict.REFUSE:
            return [
                AddMark(
                    change.mark._replace(value=REFUSED),
                    f"set in together, and no block quotation: refused {said}{why}",
                    CERTAIN,
                )
                for change in proposal.changes
                if isinstance(change, AddMark) and change.mark.kind is Kind.QUOTATION
            ]
        if decision.verdict is Verdict.TAKE:
            return [replace(c, certainty=CERTAIN, reason=f"{c.reason}; confirmed {said}{why}") for c in proposal.changes]
        fault = confirm_replacement(proposal, decision.replacement)
        if fault:
            raise FidelityError(f"{self.name or 'a decision'}: {fault}")
        change, text = proposal.changes[0], decision.replacement or ""
        reason = f"replaced {said}{why}; proposed was “{proposal.after}”: {proposal.reason}"
        if isinstance(change, Edit):
            return [replace(change, after=text, certainty=CERTAIN, reason=reason)]
        assert isinstance(change, AddMark)
        return [AddMark(change.mark._replace(value=text), reason, CERTAIN)]


def confirm_replacement(proposal: Proposal, replacement: str | None) -> str:
    """Why a proposal cannot be replaced so, as a sentence; "" when it can."""
    if replacement is None:
        return f"{proposal.id} is to be replaced, and no replacement is given."
    if not proposal.replaceable:
        return f"{proposal.id} ({proposal.name}) can be taken or refused, not replaced: it is more than one edit of characters."
    if isinstance(proposal.leading, AddMark | DropMark):
        return "" if replacement in _LEVELS else f"{proposal.id} is a heading, which can be replaced by a level from 1 to 6."
    if any(ord(character) < 0x20 and character != "\n" for character in replacement):
        return f"the replacement for {proposal.id} has a control character in it."
    return ""


def in_its_word(proposal: Proposal, replacement: str) -> str:
    """What of a replacement stands for the struck characters: a whole word that they are in is given for what it has there.

    "Schiffs-makler" for the line end of "Schiffs-", "makler" is a hyphen: nobody wants the halves of a word twice.
    """
    if not isinstance(proposal.leading, Edit):
        return replacement
    string, (start, end) = proposal.text.string, proposal.span
    left, right = _LETTERS_BEFORE.search(string, max(start - LONGEST, 0), start), _LETTERS.match(string, end)
    if left is None or right is None or len(replacement) < len(left[0]) + len(right[0]):
        return replacement
    whole = replacement.startswith(left[0]) and replacement.endswith(right[0])
    return replacement[len(left[0]) : len(replacement) - len(right[0])] if whole else replacement


def decision_on(proposal: Proposal, verdict: Verdict, replacement: str | None, reason: str, by: str) -> Decision:
    """A decision with all that finds its place again. Raises FidelityError when the proposal cannot be replaced so."""
    if verdict is Verdict.REPLACE:
        fault = confirm_replacement(proposal, replacement)
        if fault:
            raise FidelityError(fault)
        replacement = in_its_word(proposal, replacement or "")
    return Decision(
        id=proposal.id,
        verdict=verdict,
        replacement=replacement if verdict is Verdict.REPLACE else None,
        reason=reason,
        by=by,
        code=proposal.code,
        change=str(proposal.action),
        before=proposal.before,
        after=proposal.after,
        offset=proposal.offset,
        preceding=proposal.preceding,
        following=proposal.following,
        source=proposal.text.source.sha256,
    )


def _same_place(decision: Decision, proposal: Proposal) -> bool:
    """Whether what has the same id is the same: in the same source, or with the same words around it."""
    same_source = not decision.source or decision.source == proposal.text.source.sha256
    return same_source or decision.preceding is None or _same_words_around(decision, proposal)


def _alike(decision: Decision, proposal: Proposal) -> bool:
    """Whether a decision made elsewhere is about this: the same change to the same characters between the same words."""
    said = decision.code, decision.change, decision.before
    if said != (proposal.code, str(proposal.action), proposal.before):
        return False
    if decision.after != proposal.after and decision.verdict is not Verdict.REPLACE:
        return False
    return _same_words_around(decision, proposal)


def _same_words_around(decision: Decision, proposal: Proposal) -> bool:
    """Engines differ in white space, and so in where a context of so many characters ends: either may be the longer one."""
    before, here = _ink(decision.preceding or ""), _ink(proposal.preceding)
    after, there = _ink(decision.following or ""), _ink(proposal.following)
    if min(len(before), len(here)) + min(len(after), len(there)) < _LEAST_CONTEXT:
        return (before, after) == (here, there)
    return (before.endswith(here) or here.endswith(before)) and (after.startswith(there) or there.startswith(after))


def _ink(string: str) -> str:
    return "".join(string.split())
