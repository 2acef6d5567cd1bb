"""The search for fragments with arrays: of many at once, and in long texts and indexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from fidelity.collation.passages.bins import Effort
from fidelity.collation.passages.coded import FIRST_CODE, LAST_CODE, CodedWords
from fidelity.collation.passages.location import SHORTEST, CodedWindow, Sought, Window
from fidelity.collation.passages.seeds import Lists, candidates, is_thorough
from fidelity.collation.passages.words import Hashes, Offsets, Words, words

_AT_A_TIME = 256
"""Windows whose words are hashed together."""


class InArrays:
    """The postings of some texts, searched."""

    def __init__(self, segments: Sequence[Lists]) -> None:
        self._segments = segments

    def sought(self, fragments: Sequence[str], effort: Effort) -> Sought:
        """The words of fragments, and the bins where they may begin."""
        owned, owners = _words_of(fragments)
        counts = np.bincount(owners, minlength=len(fragments))
        lengths = np.array([len(fragment) for fragment in fragments], dtype=np.int64)
        enough = counts[owners] >= SHORTEST
        seeds = candidates(self._segments, owned.hashes[enough], owners[enough], lengths, effort)
        bins: list[list[int]] = [[] for _ in fragments]
        for number, found in zip(seeds.fragments.tolist(), seeds.bins.tolist(), strict=True):
            bins[number].append(found)
        coded = coded_words(owned.hashes)
        ends = np.cumsum(counts).tolist()
        codes = [coded[end - count : end] for count, end in zip(counts.tolist(), ends, strict=True)]
        return Sought(codes, bins, seeds.complete.tolist())

    def coded_windows(self, windows: Iterable[Window]) -> Iterator[CodedWindow]:
        """The windows with their words."""
        rest = iter(windows)
        while batch := list(islice(rest, _AT_A_TIME)):
            together, owners = _words_of([window.string for window in batch])
            code = coded_words(together.hashes)
            bounds = np.searchsorted(owners, np.arange(len(batch) + 1)).tolist()
            offset = 0
            for k, window in enumerate(batch):
                a, b = bounds[k], bounds[k + 1]
                words_there = CodedWords(code[a:b], together.starts[a:b], together.ends[a:b])
                yield CodedWindow(window, words_there, window.start - offset)
                offset += len(window.string) + 1

    def is_thorough(self, fragment: str, effort: Effort) -> bool:
        """Whether a fragment would have been found, if it stood there with up to a third of its words altered."""
        return is_thorough(self._segments, words(fragment).hashes, effort)


def _words_of(strings: Sequence[str]) -> tuple[Words, Offsets]:
    """The words of all strings, and the number of the string that each is of."""
    together = words("\n".join(strings))
    ends = np.cumsum([len(string) + 1 for string in strings])
    return together, np.searchsorted(ends, together.starts, side="right").astype(np.int64)


def coded_words(hashes: Hashes) -> str:
    """Words as one character each, equal where the words are (but for one pair in a million), for fast comparison."""
    codes = (hashes & np.uint64(LAST_CODE)).astype("<u4") + np.uint32(FIRST_CODE)
    return codes.tobytes().decode("utf-32-le")
