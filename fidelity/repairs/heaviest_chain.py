"""The heaviest chain of candidates: calls stand in the order of their notes."""

from __future__ import annotations

from collections.abc import Sequence


def heaviest_chain(items: Sequence[tuple[int, int, float]], notes: int) -> list[int]:
    """The indexes of the heaviest choice of items, each a place, the index of a note and a weight, in which both grow.

    `notes` are all notes there are.
    """
    order = sorted(range(len(items)), key=lambda i: (items[i][0], -items[i][1]))
    best: list[tuple[float, int]] = [(0.0, -1)] * (notes + 1)
    total = [0.0] * len(items)
    back = [-1] * len(items)

    def query(index: int) -> tuple[float, int]:
        found = (0.0, -1)
        while index > 0:
            found = max(found, best[index], key=lambda pair: pair[0])
            index -= index & -index
        return found

    pending: list[int] = []

    def settle() -> None:
        for i in pending:
            index = items[i][1] + 1
            while index <= notes:
                if total[i] > best[index][0]:
                    best[index] = (total[i], i)
                index += index & -index
        pending.clear()

    for i in order:
        place, index, weight = items[i]
        if pending and items[pending[-1]][0] != place:
            settle()
        before, back[i] = query(index)
        total[i] = before + weight
        pending.append(i)
    settle()
    _, i = query(notes)
    chain = []
    while i >= 0:
        chain.append(i)
        i = back[i]
    return chain[::-1]
