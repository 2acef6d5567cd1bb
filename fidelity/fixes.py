"""Fixes put into a file: planned in memory, proven by reading and judging the outcome, and only then written.

What cannot be proven is refused with a reason, and the file stays as it is. Nothing is deleted to make a count close.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from fidelity.formats import HTML, MARKDOWN, PLAIN_TEXT, read_bytes
from fidelity.model.errors import FidelityError
from fidelity.model.finding import Finding, Fix, Severity

Judge = Callable[[bytes], "Judged"]
"""Reads and judges the file as it would be with another content; raises FidelityError when it cannot be read."""
Planner = Callable[[str, Sequence[Finding]], "Fix | str | None"]
"""Plans one fix of the whole file, as it is written; a reason where it cannot be proven, None where there is none to plan."""

FIXABLE = (*MARKDOWN, *HTML, *PLAIN_TEXT)
"""Formats whose files are text: a fix is a change of their characters."""
_MOST_TRIALS = 50
"""Fixes that are tried one by one when all together cannot be proven; each trial judges the file once."""
_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>&])")


@dataclass(frozen=True, slots=True)
class Judged:
    """A file's findings that are to be shown, whatever their severity, and its characters."""

    findings: tuple[Finding, ...]
    content: str | None


@dataclass(frozen=True, slots=True)
class Mended:
    """A file with its fixes, not yet written."""

    path: Path
    before: bytes
    after: bytes
    old: str
    new: str
    applied: tuple[str, ...]
    """What was done, once for each fix."""
    refused: tuple[str, ...]
    """What was not done, and why, in sentences."""
    left: tuple[Finding, ...] = ()
    """What is still found afterwards."""


def mend(path: Path, judge: Judge, *, unsafe: bool, planners: Sequence[Planner] = ()) -> Mended | None:
    """A file with all its fixes that can be proven; None where its format is not mended.

    `planners` plan fixes of the file as a whole. A fix is proven when its finding is gone afterwards and no other
    finding is new. Unsafe fixes are taken only when asked for.
    """
    if path.suffix.lower() not in FIXABLE:
        return None
    if path.is_symlink():
        return Mended(path, b"", b"", "", "", (), (f"{path} is a symbolic link; mend the file that it points to.",))
    before = read_bytes(path)
    judged = judge(before)
    if judged.content is None:
        return None
    coding = _Coding.of(before, judged.content)
    refused: list[str] = []
    plan = [(one, one.fix) for one in judged.findings if one.fix is not None and (unsafe or one.fix.safe)]
    state = _State(path, judged, coding, judge)
    for batch in _batches(_compatible(plan)):
        _take(state, batch, refused)
    for planner in planners:
        for _ in range(2):  # what is left after its fix is refused with a reason
            fix = planner(state.content, state.judged.findings)
            if isinstance(fix, str):
                refused.append(f"{path}: {fix}; {'that' if state.applied else 'the file'} was left as it is.")
            if not isinstance(fix, Fix) or not (unsafe or fix.safe) or not _take(state, [(None, fix)], refused):
                break
    after = coding.encode(state.content) if state.applied else before
    left = state.judged.findings
    return Mended(path, before, after, judged.content, state.content, tuple(state.applied), tuple(refused), left)


def write(mended: Mended) -> None:
    """Write a mended file, whole or not at all. Raises FidelityError when it was changed meanwhile or cannot be written."""
    from fidelity.writers.files import write_files

    if mended.path.is_symlink() or read_bytes(mended.path) != mended.before:
        raise FidelityError(f"{mended.path} was changed while it was being mended; nothing was written.")
    write_files({mended.path: mended.after})


@dataclass(slots=True)
class _State:
    """A file on its way: what it says now and what was done to it."""

    path: Path
    judged: Judged
    coding: _Coding
    judge: Judge
    applied: list[str] = field(default_factory=list)

    @property
    def content(self) -> str:
        return self.judged.content or ""


Planned = tuple[Finding | None, Fix]


def _take(state: _State, batch: Sequence[Planned], refused: list[str]) -> bool:
    """Apply a batch if that can be proven, else its fixes one by one, as long as it is worth it; whether all of it was done."""
    reason = _try(state, batch)
    if not reason:
        return True
    if len(batch) > 1:
        ordered = sorted(batch, key=lambda planned: -planned[1].edits[0][0])
        for one in ordered[:_MOST_TRIALS]:
            # from the end to the beginning, so that the places of those still to come stay as they are
            single = _try(state, [one])
            if single:
                refused.append(_refusal(state.path, one, single))
        left = len(ordered) - _MOST_TRIALS
        if left > 0:
            refused.append(
                f"{state.path}: {left} more {'fix was' if left == 1 else 'fixes were'} not tried: they could not be done "
                f"all at once, and {_MOST_TRIALS} were tried one by one; run it again for the others."
            )
        return False
    refused.append(_refusal(state.path, batch[0], reason))
    return False


def _refusal(path: Path, one: Planned, reason: str) -> str:
    finding, fix = one
    place = f"{path}:{finding.start.line}" if finding is not None and finding.start is not None else str(path)
    return f"{place}: “{fix.title}” was not done: {reason}."


def _try(state: _State, batch: Sequence[Planned]) -> str:
    """Apply fixes together; the reason why that cannot be proven, or "" when it was done."""
    content = _edited(state.content, batch, state.path)
    try:
        encoded = state.coding.encode(content)
    except UnicodeEncodeError:
        return "its characters cannot be written in the encoding of the file"
    try:
        outcome = state.judge(encoded)
    except FidelityError as failure:
        return f"the file could not be read afterwards ({failure})"
    if outcome.content != content:
        return "the file would be read in another encoding afterwards"
    old, new = _weighty(state.judged.findings), _weighty(outcome.findings)
    gained = new - old
    if all(finding is None for finding, _ in batch):
        # a fix of the whole file may change the labels that messages name: what counts is how many findings of a kind there are
        more = Counter(code for code, _ in new.elements()) - Counter(code for code, _ in old.elements())
        gained = Counter({key: count for key, count in gained.items() if key[0] in more})
    if gained:
        code, message = next(iter(gained))
        return f"it would bring a new finding ({code}: {message})"
    for finding, _ in batch:
        key = (finding.code, finding.message) if finding is not None else None
        if key is not None and _keys(outcome.findings)[key] >= _keys(state.judged.findings)[key]:
            return "the finding would still be there"
    state.applied += [fix.title for _, fix in batch]
    state.judged = outcome
    return ""


def _keys(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    return Counter((one.code, one.message) for one in findings)


def _weighty(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    return _keys(one for one in findings if one.severity is not Severity.INFO)


def _compatible(plan: Sequence[tuple[Finding, Fix]]) -> list[tuple[Finding, Fix]]:
    """The fixes that do not touch one another, the first of those that do."""
    chosen: list[tuple[Finding, Fix]] = []
    end = -1
    for finding, fix in sorted(plan, key=lambda one: (one[1].edits[0][0], one[1].edits[-1][1], one[0].code)):
        if fix.edits[0][0] > end:
            chosen.append((finding, fix))
            end = fix.edits[-1][1]
    return chosen


def _batches(plan: Sequence[tuple[Finding, Fix]]) -> list[Sequence[Planned]]:
    return [plan] if plan else []


def _edited(content: str, batch: Sequence[Planned], path: Path) -> str:
    """The content with the edits of fixes, those of a finding guarded; nothing outside of their spans changes."""
    edits = sorted((*edit, finding is not None) for finding, fix in batch for edit in fix.edits)
    parts, at = [], 0
    for start, end, replacement, guarded in edits:
        parts += [content[at:start], written(replacement, content[start:end], path) if guarded else replacement]
        at = end
    return "".join([*parts, content[at:]])


def written(replacement: str, replaced: str, path: Path) -> str:
    """Characters as the format of a file writes them: those that mean something in it are guarded, unless they stood there."""
    suffix = path.suffix.lower()
    if suffix in HTML:
        return escape(replacement, quote=False)
    if suffix in MARKDOWN:
        return _MARKDOWN_SIGNS.sub(lambda sign: sign[0] if sign[0] in replaced else f"\\{sign[0]}", replacement)
    return replacement


@dataclass(frozen=True, slots=True)
class _Coding:
    """How the characters of a file are written: its encoding and its byte order mark."""

    mark: bytes
    name: str

    @classmethod
    def of(cls, content: bytes, decoded: str) -> _Coding:
        """The coding that gives the bytes of a file from its characters. Raises FidelityError when none does."""
        from fidelity.readers.decoding import encoding_of
        from fidelity.readers.html import declared_encoding

        candidates = [
            cls(codecs.BOM_UTF8, "utf-8"),
            cls(codecs.BOM_UTF16_LE, "utf-16-le"),
            cls(codecs.BOM_UTF16_BE, "utf-16-be"),
            cls(b"", "utf-8"),
            cls(b"", encoding_of(content, declared_encoding(content) or "windows-1252")),
        ]
        for one in candidates:
            try:
                if one.encode(decoded) == content:
                    return one
            except UnicodeEncodeError:
                continue
        raise FidelityError("a file whose bytes cannot be told from its characters is not mended.")

    def encode(self, content: str) -> bytes:
        """The bytes of characters."""
        return self.mark + content.encode(self.name)
