"""The words of the truth aligned with an output's, and what that tells: boundaries, broken words, lost hyphens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

PUNCTUATION = "“”‘’\"'.,;:!?()«»„—–-[]¿¡"
HYPHENS = str.maketrans("", "", "-\u00ad")
BREAKS = str.maketrans("", "", "-\u00ad\ufffe\x02")


@dataclass(frozen=True, slots=True)
class WordAlignment:
    """Words of the truth (`wanted`) and of the output (`there`), each with its block, and which of them are the same."""

    wanted: list[str]
    there: list[str]
    wanted_cores: list[str]
    there_cores: list[str]
    wanted_block: list[int]
    there_block: list[int]
    match: dict[int, int]

    @property
    def exact(self) -> int:
        """Matched words that agree in case and punctuation too."""
        return sum(self.wanted[index] == self.there[other] for index, other in self.match.items())

    def boundary_score(self) -> float:
        """F1 (0 to 100) of the boundaries between blocks."""
        recall, precision = self._boundaries_kept(), self._boundaries_true()
        return 200 * precision * recall / (precision + recall) if precision + recall else 0.0

    def _boundaries_kept(self) -> float:
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        for index, block in enumerate(self.wanted_block):
            starts.setdefault(block, index)
            ends[block] = index
        kept = 0
        blocks = sorted(starts)
        for block, following in pairwise(blocks):
            last = self._first_match(range(ends[block], max(starts[block] - 1, ends[block] - 4), -1))
            first = self._first_match(range(starts[following], min(ends[following] + 1, starts[following] + 4)))
            if last is not None and first is not None:
                kept += last < first and self.there_block[last] != self.there_block[first]
        return kept / max(1, len(blocks) - 1)

    def _first_match(self, indices: range) -> int | None:
        return next((self.match[index] for index in indices if index in self.match), None)

    def _boundaries_true(self) -> float:
        origin = {other: index for index, other in self.match.items()}
        seen = true = 0
        before: int | None = None
        for other in sorted(origin):
            if before is not None and self.there_block[before] != self.there_block[other]:
                seen += 1
                true += self.wanted_block[origin[before]] != self.wanted_block[origin[other]]
            before = other
        return true / seen if seen else 0.0

    def damaged_words(self) -> tuple[int, int, int]:
        """How many words are broken, how many compounds lost their hyphen, and how many compounds there are."""
        broken = unhyphenated = compounds = 0
        for index, word in enumerate(self.wanted_cores):
            is_compound = "-" in word[1:-1]
            compounds += is_compound
            if index in self.match or len(word) < 4:
                continue
            gap = self._words_around(index)
            if is_compound and word.replace("-", "") in gap:
                unhyphenated += 1
            else:
                broken += is_broken(word, gap)
        return broken, unhyphenated, compounds

    def _words_around(self, index: int) -> list[str]:
        """What the output has between the nearest matched words around an unmatched one."""
        before = self._first_match(range(index - 1, max(-1, index - 8), -1))
        after = self._first_match(range(index + 1, min(len(self.wanted), index + 8)))
        if before is None and after is None:
            return []
        low = before if before is not None else max(0, (after or 0) - 8)
        high = after if after is not None else low + 9
        return self.there_cores[low + 1 : min(high, low + 14)]


def is_broken(word: str, gap: Sequence[str]) -> bool:
    """Whether the word is in the gap in two pieces, at most one other word between them, or with the sign of a break in it."""
    plain = word.translate(HYPHENS)
    for at, piece in enumerate(gap[:-1]):
        if (piece + gap[at + 1]).translate(HYPHENS) == plain:
            return True
        if at + 2 < len(gap) and (piece + gap[at + 2]).translate(HYPHENS) == word:
            return True
    return any(piece.translate(BREAKS) == word and piece != word for piece in gap)


def core(word: str) -> str:
    """A word without case and the punctuation around it."""
    return word.strip(PUNCTUATION).lower() or word


def words_aligned(wanted_blocks: Sequence[str], there_blocks: Sequence[str]) -> WordAlignment:
    """The longest common sequence of words, without case and punctuation around them."""
    wanted, wanted_block = numbered_words(wanted_blocks)
    there, there_block = numbered_words(there_blocks)
    wanted_cores, there_cores = ([core(word) for word in words] for words in (wanted, there))
    match: dict[int, int] = {}
    for operation in LCSseq.opcodes(wanted_cores, there_cores):
        if operation.tag == "equal":
            length = operation.src_end - operation.src_start
            match.update((operation.src_start + step, operation.dest_start + step) for step in range(length))
    return WordAlignment(wanted, there, wanted_cores, there_cores, wanted_block, there_block, match)


def numbered_words(blocks: Sequence[str]) -> tuple[list[str], list[int]]:
    """All words, and for each the number of its block."""
    pairs = [(word, number) for number, block in enumerate(blocks) for word in block.split()]
    return [word for word, _ in pairs], [number for _, number in pairs]
