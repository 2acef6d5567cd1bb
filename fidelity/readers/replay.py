"""A long log replayed on offsets, in columns: a record for each emendation would take longer than reading the text.

Only what is written just as `write_log` writes it is understood here; anything else is left to whoever reads it line by line,
and says what is wrong.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from fidelity.model.amendment import apply
from fidelity.model.changes import Action, Edit, Emendation, Move
from fidelity.model.errors import FidelityError, ImpossibleChange
from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind
from fidelity.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_N = "(?:0|[1-9][0-9]{0,8})"
_STRING = r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"'
_LINE = late_pattern(
    rf'^(?:\{{"step": ({_N}), "code": {_STRING}, "action": "(?:'
    rf'edit", "span": \[({_N}), ({_N})\], "source": \[(?:\[({_N}), ({_N})\])?\], "before": {_STRING}, "after": ({_STRING})|'
    rf'(?:add|drop) mark", "span": \[({_N}), ({_N})\], "source": \[\], "before": "", '
    rf'"mark": \{{"kind": "([a-z ]+)", "start": ({_N}), "end": ({_N}), "value": {_STRING}\}}'
    rf'), "certainty": [01]\.[0-9]+, "reason": {_STRING}\}}|(.+))$',
    8,  # re.MULTILINE
)
"""An edit of one stretch of the transcript or none, a mark added or dropped, or any other line, which is read by itself."""


def replayed_at_once(log: str, length: int, string: str, read_line: Callable[[str], Emendation]) -> array[int] | None:
    """The origin of each character of a canonical string; None where the log has to be read line by line.

    `log` holds the emendations without the header, `length` is that of the transcript in characters. `read_line` reads a line
    that is not of the usual kind.
    """
    import numpy as np

    try:
        steps, starts, ends, afters, moves = _columns(log, read_line)
        codes, origin = np.zeros(length, dtype="<u4"), np.arange(length, dtype=np.int32)
        order = np.array(steps, dtype=np.int64)
        spans = np.array([starts, ends], dtype=np.int64).reshape(2, len(steps))
        for step in sorted({*steps, *moves}):
            chosen = np.flatnonzero(order == step)
            chosen = chosen[np.lexsort((spans[1, chosen], spans[0, chosen]))]
            texts = [afters[k] for k in chosen.tolist()]
            if step in moves:
                edits = [Edit(Span(starts[k], ends[k]), afters[k], "") for k in chosen.tolist()]
                filled = codes.tobytes().decode("utf-32-le", "surrogatepass")
                moved = apply(filled, array("i", origin.tobytes()), (), [*edits, *moves[step]])
                codes, origin = _coded(moved.string), np.array(moved.origin, dtype=np.int32)
            else:
                codes, origin = _edited(codes, origin, spans[0, chosen], spans[1, chosen], texts)
    except (FidelityError, ImpossibleChange, ValueError, RecursionError):
        return None
    printed = _coded(string)
    if len(printed) != len(codes) or ((codes != printed) & (codes != 0)).any():
        return None
    return array("i", origin.tobytes())


def _columns(
    log: str, read_line: Callable[[str], Emendation]
) -> tuple[list[int], list[int], list[int], list[str], dict[int, list[Move]]]:
    """The edits of a log, in columns, and its moves by their step. Raises FidelityError or ValueError for anything doubtful."""
    steps: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    afters: list[str] = []
    moves: defaultdict[int, list[Move]] = defaultdict(list)
    kinds = {kind.value for kind in Kind}
    last = 1
    for step, start, end, first, second, after, left, right, kind, begin, stop, other in _LINE.findall(log):
        if after:
            number, span = int(step), (int(start), int(end))
            if span[0] > span[1] or (first and int(first) > int(second)):
                raise ValueError
            steps.append(number)
            starts.append(span[0])
            ends.append(span[1])
            afters.append(json.loads(after) if "\\" in after else after[1:-1])
        elif kind:
            number = int(step)
            if kind not in kinds or int(left) > int(right) or int(begin) > int(stop):
                raise ValueError
        elif other.strip():
            emendation = read_line(other)
            number = emendation.step
            if emendation.action is Action.EDIT:
                steps.append(number)
                starts.append(emendation.span.start)
                ends.append(emendation.span.end)
                afters.append(emendation.after or "")
            elif emendation.action is Action.MOVE:
                change = emendation.change()
                if isinstance(change, Move):
                    moves[number].append(change)
        else:
            continue
        if number < last:
            raise ValueError
        last = number
    return steps, starts, ends, afters, moves


def _coded(string: str) -> NDArray[np.uint32]:
    import numpy as np

    return np.frombuffer(string.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _edited(
    codes: NDArray[np.uint32], origin: NDArray[np.int32], starts: NDArray[np.int64], ends: NDArray[np.int64], afters: list[str]
) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """One step of edits, in order, as `model.amendment.apply` applies them. Raises ValueError where it would not."""
    import numpy as np

    length = len(codes)
    same = (starts[1:] == starts[:-1]) & (ends[1:] == ends[:-1])
    if not length or (ends > length).any() or (starts[1:] < ends[:-1]).any() or same.any():
        raise ValueError
    at = origin[np.minimum(starts, length - 1)]
    before = origin[np.maximum(starts - 1, 0)]
    anchors = np.where(before >= 0, before + 1, ~before)  # behind the character before, where nothing is replaced
    anchors = np.where((ends > starts) | (starts == 0), np.where(at < 0, ~at, at), anchors)
    counts = np.fromiter(map(len, afters), dtype=np.int64, count=len(afters))
    new_codes, new_origin = _coded("".join(afters)), np.repeat(~anchors, counts)
    pieces: list[tuple[NDArray[np.uint32], NDArray[np.int32]]] = []
    done = taken = 0
    for start, end, count in zip(starts.tolist(), ends.tolist(), counts.tolist(), strict=True):
        pieces.append((codes[done:start], origin[done:start]))
        if count:
            pieces.append((new_codes[taken : taken + count], new_origin[taken : taken + count]))
        done, taken = end, taken + count
    pieces.append((codes[done:], origin[done:]))
    return np.concatenate([piece for piece, _ in pieces]), np.concatenate([piece for _, piece in pieces])
