"""Which words of two witnesses belong together: unique word sequences as anchors, the gaps between them ever finer.

The method is patience alignment on n-grams (Bram Cohen's patience diff, 2006, with sequences of words for lines): n-grams
unique on both sides are anchors, the heaviest increasing chain of their runs is kept, and each gap is aligned again with
shorter n-grams and at last by edit distance (rapidfuzz, bit-parallel, after Myers 1999 and Hyyrö 2003).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fidelity.collation.chain import Run, heaviest_chain
from fidelity.collation.grams import runs_in_common
from fidelity.collation.moves import LEAST_MOVED, Moved
from fidelity.collation.tokens import SEGMENT

SMALL_GAP = 160_000
"""Cells (words by words) up to which a gap goes to edit distance at once: 400 by 400 takes about a millisecond."""
LARGEST_GAP = 100_000_000
"""Cells above which edit distance is not tried: 10,000 by 10,000 takes some 0.1 s and 25 MB."""
BUDGET = 2_000_000_000
"""Cells that one collation may spend on large gaps in all, so that no input makes it run for minutes."""
FEW = 2_000
"""Words in which two stretches that repeat themselves may differ and still be compared, however long they are."""

SIZES = (6, 4, 3, 2, 1)
"""Words in an anchor, pass by pass: six are no common phrase and yet stand between two edits; one is a rare word."""
TINY_GAP = 400
"""Cells below which nothing can have moved."""
NEAR = 12
"""Words that may lie between two parts of one moved passage, edited on the way."""
ISLAND = 3
"""Words between two losses that may belong elsewhere."""
NOWHERE = 1 << 40
"""From here on up, word numbers that occur once in all."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Runs of equal words in the order of both witnesses, and what could not be done."""

    runs: tuple[Run, ...]
    remarks: tuple[str, ...]


def align(canonical: list[int], edition: list[int], fixed: Sequence[Run] = ()) -> Alignment:
    """Align two sequences of word numbers. `fixed` are runs, in order, that are known to belong together."""
    search = _Search(canonical, edition)
    if fixed:
        search.fill_between(fixed)
    else:
        search.fill(0, len(canonical), 0, len(edition))
    runs = _without_islands(_joined(sorted(search.runs)), canonical, edition)
    runs = _ashore(runs, canonical, edition)
    return Alignment(tuple(runs), tuple(search.remarks))


class _Search:
    """The state of one alignment: both sequences, the runs found so far, and the budget left."""

    def __init__(self, canonical: list[int], edition: list[int]) -> None:
        self.canonical = list(canonical)
        self.edition = list(edition)
        self.runs: list[Run] = []
        self.remarks: list[str] = []
        self.budget = BUDGET

    def fill_between(self, fixed: Sequence[Run]) -> None:
        """Align what stands between fixed runs, when passages that stand out of their order have been set aside."""
        self._set_aside_between(fixed)
        self.runs.extend(fixed)
        a = b = 0
        for run in [*fixed, Run(len(self.canonical), len(self.edition), 0)]:
            if a < run.canonical and b < run.edition:
                self._fill_small(a, run.canonical, b, run.edition)
            a, b = run.canonical + run.length, run.edition + run.length

    def _set_aside_between(self, fixed: Sequence[Run]) -> None:
        """Set aside the passages that stand between other fixed runs in the edition than in the canonical text."""
        here, there = [run.canonical for run in fixed], [run.edition for run in fixed]
        # a run that goes over a fixed one does so on both sides, so that its first word tells where it stands
        off = [
            run
            for run in runs_in_common(self.canonical, self.edition, SIZES[0])
            if bisect_right(here, run.canonical) != bisect_right(there, run.edition)
        ]
        if off:
            self._set_aside(off, [])

    def _fill_small(self, a0: int, a1: int, b0: int, b1: int) -> None:
        """A gap between fixed runs: mostly a sentence with a word or two changed, for which arrays are too much ado."""
        canonical, edition = self.canonical, self.edition
        head, a, b = 0, a1, b1
        while a0 + head < a1 and b0 + head < b1 and canonical[a0 + head] == edition[b0 + head]:
            head += 1
        while a > a0 + head and b > b0 + head and canonical[a - 1] == edition[b - 1]:
            a, b = a - 1, b - 1
        if head:
            self.runs.append(Run(a0, b0, head))
        if a < a1:
            self.runs.append(Run(a, b, a1 - a))
        a0, b0 = a0 + head, b0 + head
        if a0 == a or b0 == b:
            return
        if (a - a0) * (b - b0) <= SMALL_GAP:
            self._by_distance(a0, a, b0, b)
        else:
            self.fill(a0, a, b0, b)

    def fill(self, a0: int, a1: int, b0: int, b1: int) -> None:
        """Align words [a0, a1) with words [b0, b1), coarse to fine."""
        work = [(a0, a1, b0, b1, SIZES[0])]
        while work:
            a0, a1, b0, b1, coarsest = work.pop()
            size = coarsest
            a0, a1, b0, b1 = self._ends_off(a0, a1, b0, b1)
            if a0 == a1 or b0 == b1:
                continue
            cells = (a1 - a0) * (b1 - b0)
            chain: list[Run] = []
            if cells > SMALL_GAP or (coarsest == SIZES[0] and cells > TINY_GAP):
                for size in SIZES[SIZES.index(coarsest) :]:
                    chain = self._anchored(a0, a1, b0, b1, size)
                    if chain or cells <= SMALL_GAP:
                        break
            if not chain:
                self._unanchored(a0, a1, b0, b1, cells)
                continue
            self.runs.extend(chain)
            finer = SIZES[min(SIZES.index(size) + 1, len(SIZES) - 1)]
            a, b = a0, b0
            for run in [*chain, Run(a1, b1, 0)]:
                if a < run.canonical and b < run.edition:
                    work.append((a, run.canonical, b, run.edition, finer))
                a, b = run.canonical + run.length, run.edition + run.length

    def _ends_off(self, a0: int, a1: int, b0: int, b1: int) -> tuple[int, int, int, int]:
        """The gap without its common head and tail, which become runs."""
        length = min(a1 - a0, b1 - b0)
        head = _alike(self.canonical, self.edition, a0, b0, length)
        if head:
            self.runs.append(Run(a0, b0, head))
        tail = _alike_at_end(self.canonical, self.edition, a1, b1, length - head)
        if tail:
            self.runs.append(Run(a1 - tail, b1 - tail, tail))
        return a0 + head, a1 - tail, b0 + head, b1 - tail

    def _by_distance(self, a0: int, a1: int, b0: int, b1: int, hint: int | None = None) -> None:
        one, two = self.canonical[a0:a1], self.edition[b0:b1]
        if set(one).isdisjoint(two):
            return
        from rapidfuzz.distance import Levenshtein  # not loaded for a word put in another's place

        for op in Levenshtein.opcodes(one, two, score_hint=hint):
            if op.tag == "equal":
                self.runs.append(Run(a0 + op.src_start, b0 + op.dest_start, op.src_end - op.src_start))

    def _unanchored(self, a0: int, a1: int, b0: int, b1: int, cells: int) -> None:
        """A small gap, or a large one without a single anchor."""
        if cells <= SMALL_GAP or cells <= min(LARGEST_GAP, self.budget):
            self.budget -= cells if cells > SMALL_GAP else 0
            self._by_distance(a0, a1, b0, b1)
            return
        few = self._few_changes(a0, a1, b0, b1)
        if few is not None:
            self._by_distance(a0, a1, b0, b1, few)
            return
        self.remarks.append(
            f"{a1 - a0} words of the canonical text and {b1 - b0} words of the edition have no unique words in common "
            "and were too many to compare word by word: they are reported as one substitution."
        )

    def _few_changes(self, a0: int, a1: int, b0: int, b1: int) -> int | None:
        """In how many words two large stretches differ, if in few: then a narrow band of cells tells (Ukkonen 1985)."""
        band = FEW * max(a1 - a0, b1 - b0)
        if band > self.budget or abs((a1 - a0) - (b1 - b0)) > FEW:
            return None
        from rapidfuzz.distance import Levenshtein

        self.budget -= band
        distance = int(Levenshtein.distance(self.canonical[a0:a1], self.edition[b0:b1], score_cutoff=FEW))
        return distance if distance <= FEW else None

    def _anchored(self, a0: int, a1: int, b0: int, b1: int, size: int) -> list[Run]:
        """The heaviest chain of runs of n-grams that occur once on each side; runs in it do not overlap."""
        common = runs_in_common(self.canonical[a0:a1], self.edition[b0:b1], size)
        runs = [Run(run.canonical + a0, run.edition + b0, run.length) for run in common]
        chain = heaviest_chain(runs)
        if size == SIZES[0] and len(chain) < len(runs):
            self._set_aside(runs, chain)
        return _apart(chain)

    def _set_aside(self, runs: list[Run], chain: list[Run]) -> None:
        """Take passages that stand out of order out of what is aligned further, lest their words meet chance partners.

        Their words become numbers that occur nowhere else; `moved_passages` finds them again with the true ones.
        """
        kept = set(chain)
        off = [run for run in runs if run not in kept]
        passages: list[Moved] = []
        for run in off:
            last = passages[-1] if passages else None
            p, q = run.canonical, run.edition
            if last and 0 <= p - last.canonical_end <= NEAR and 0 <= q - last.edition_end <= NEAR:
                passages[-1] = Moved(last.canonical, p + run.length, last.edition, q + run.length)
            else:
                passages.append(Moved(p, p + run.length, q, q + run.length))
        here, there = bytearray(len(self.canonical)), bytearray(len(self.edition))
        for passage in passages:
            if passage.canonical_end - passage.canonical >= LEAST_MOVED:
                _fill(here, passage.canonical, passage.canonical_end, 1)
                _fill(there, passage.edition, passage.edition_end, 1)
        for run in chain:
            _fill(here, run.canonical, run.canonical + run.length, 0)
            _fill(there, run.edition, run.edition + run.length, 0)
        nowhere = NOWHERE
        for marked, words in ((here, self.canonical), (there, self.edition)):
            for i in _marked(marked):
                words[i] = nowhere
                nowhere += 1


def _fill(marks: bytearray, start: int, end: int, value: int) -> None:
    marks[start:end] = bytes([value]) * (end - start)


def _marked(marks: bytearray) -> Iterator[int]:
    at = marks.find(1)
    while at >= 0:
        yield at
        at = marks.find(1, at + 1)


_STEP = 64
"""Words that are compared at once."""


def _alike(canonical: list[int], edition: list[int], a: int, b: int, length: int) -> int:
    """How many of the `length` words from `a` and from `b` on are equal one by one."""
    at = 0
    while at < length and canonical[a + at : a + min(at + _STEP, length)] == edition[b + at : b + min(at + _STEP, length)]:
        at += _STEP
    while at < length and canonical[a + at] == edition[b + at]:
        at += 1
    return min(at, length)


def _alike_at_end(canonical: list[int], edition: list[int], a: int, b: int, length: int) -> int:
    """How many of the `length` words before `a` and before `b` are equal one by one, from the last on."""
    at = 0
    while at < length:
        last = min(at + _STEP, length)
        if canonical[a - last : a - at] != edition[b - last : b - at]:
            break
        at = last
    while at < length and canonical[a - at - 1] == edition[b - at - 1]:
        at += 1
    return at


def _apart(chain: list[Run]) -> list[Run]:
    """The chain with overlaps cut from the heads of later runs."""
    result: list[Run] = []
    a = b = 0
    for run in chain:
        over = max(a - run.canonical, b - run.edition, 0)
        if over >= run.length:
            continue
        result.append(Run(run.canonical + over, run.edition + over, run.length - over))
        a, b = run.canonical + run.length, run.edition + run.length
    return result


def _joined(runs: list[Run]) -> list[Run]:
    """Runs that touch on both sides as one."""
    result: list[Run] = []
    for run in runs:
        last = result[-1] if result else None
        if last and last.canonical + last.length == run.canonical and last.edition + last.length == run.edition:
            result[-1] = Run(last.canonical, last.edition, last.length + run.length)
        else:
            result.append(run)
    return result


def _without_islands(runs: list[Run], canonical: list[int], edition: list[int]) -> list[Run]:
    """The runs without one or two common words caught between two larger changes, where the match is chance.

    A short run goes when the changes on both sides are larger than itself and its words occur more than once, or when it only
    separates words lost on one side from the same words gained on the other.
    """
    if not any(run.length <= 3 for run in runs):
        return runs
    seen: dict[int, int] = {}
    for word in canonical:
        seen[word] = seen.get(word, 0) + 1
    while True:
        kept: list[Run] = []
        ends = [Run(0, 0, 0), *runs, Run(len(canonical), len(edition), 0)]
        for k, run in enumerate(runs):
            before = kept[-1] if kept else ends[0]
            after = ends[k + 2]
            a, b = before.canonical + before.length, before.edition + before.length
            left = (run.canonical - a, run.edition - b)
            a2, b2 = run.canonical + run.length, run.edition + run.length
            right = (after.canonical - a2, after.edition - b2)
            whole = canonical[run.canonical] >= SEGMENT
            if run.length <= 3 and max(left) and max(right) and not whole:
                swapped = (
                    canonical[a : run.canonical] == edition[b2 : after.edition]
                    and edition[b : run.edition] == canonical[a2 : after.canonical]
                    and max(*left, *right) <= 3
                )
                common = run.length <= 2 and all(seen[word] > 1 for word in canonical[run.canonical : a2])
                chance = common and min(max(left), max(right)) > run.length and max(left) + max(right) > 2 * run.length + 2
                if swapped or chance:
                    continue
            kept.append(run)
        if len(kept) == len(runs):
            return kept
        runs = kept


def _ashore(runs: list[Run], canonical: list[int], edition: list[int]) -> list[Run]:
    """The runs with each short one that parts two losses, or two gains, put beside its neighbour where the same words stand.

    "(according to its lights) to" was left out as one stretch, and not "according" and "its lights) to" around a "to".
    """
    if not any(run.length <= ISLAND for run in runs):
        return runs
    moved: list[Run] = []
    for k, run in enumerate(runs):
        before, after = moved[-1] if moved else None, runs[k + 1] if k + 1 < len(runs) else None
        if before is None or after is None or run.length > ISLAND or canonical[run.canonical] >= SEGMENT:
            moved.append(run)
            continue
        a, b = before.canonical + before.length, before.edition + before.length
        here, there = after.canonical - run.length, after.edition - run.length
        words = canonical[run.canonical : run.canonical + run.length]
        lost = b == run.edition and there == run.edition and a < run.canonical < here
        gained = a == run.canonical and here == run.canonical and b < run.edition < there
        if (lost and canonical[here : after.canonical] == words) or (gained and edition[there : after.edition] == words):
            moved.append(Run(here, there, run.length))
        elif (lost and canonical[a : a + run.length] == words) or (gained and edition[b : b + run.length] == words):
            moved.append(Run(a, b, run.length))
        else:
            moved.append(run)
    return _joined(moved)
