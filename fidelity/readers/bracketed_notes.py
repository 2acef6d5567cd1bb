"""Notes in plain text with their numbers in square brackets, as pandoc writes them: `word.[1]`, and `[1] Body` at the end.

The bodies may have a colon, as those of Markdown do: `[1]: Body`.

A number in brackets may also be a page that an editor put in, or the citation of a work in a list: it is a call only where
calls and bodies match in order.
"""

from __future__ import annotations

import re
from array import array

from fidelity.language.note_signs import REFERENCES_HEADINGS
from fidelity.model.marks import Kind
from fidelity.readers.blocks import Block
from fidelity.readers.note_calls import LABEL, Form, chosen_calls, possible_calls

_BODY = re.compile(rf"^[ \t]{{0,3}}\[({LABEL})\]:?[ \t]+(?=\S)", re.MULTILINE)


def bracketed_notes(decoded: str) -> tuple[frozenset[int], dict[int, str]]:
    """The offsets of the marks that belong to notes, and for the offset of each call's label the label; both empty for none.

    The marks are brackets, and colons behind those of bodies.
    The bodies count from 1 without a gap and come last; at least half of them are called before the first, in order, each
    call close to its word. At a body the closing bracket stays, as the stop that parts a label from its note.
    """
    nothing: tuple[frozenset[int], dict[int, str]] = (frozenset(), {})
    lined = decoded.replace("\r", "\n").replace("\f", "\n")
    openings = list(_BODY.finditer(lined))
    first = max((i for i, opening in enumerate(openings) if opening[1] == "1"), default=None)
    if first is None:
        return nothing
    bodies = openings[first:]
    numbers = list(range(1, len(bodies) + 1))
    start = bodies[0].start()
    above = lined[:start].rstrip().rpartition("\n")[2].strip(" .:*#").casefold()
    if [int(body[1]) for body in bodies] != numbers or above in REFERENCES_HEADINGS:
        return nothing
    running = Block(Kind.PARAGRAPH, "", (), lined[:start], array("i", range(start)))
    calls = [
        call
        for call in possible_calls(running, 0)
        if call.form is Form.BRACKETED and not lined[call.start - 1].isspace() and lined[call.label_start - 1] == "["
    ]
    chosen = chosen_calls(calls, numbers)
    if not chosen:
        return nothing
    brackets = {body.start(1) - 1 for body in bodies}
    brackets |= {body.end(1) + 1 for body in bodies if lined[body.end(1) + 1] == ":"}
    for call in chosen:
        brackets |= {call.start, call.end - 1}
    return frozenset(brackets), {call.label_start: str(call.number) for call in chosen}
