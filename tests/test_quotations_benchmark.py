"""The benchmark of quotations, at a small size: it must find what it plants, and flag nothing that scholars may do."""

from __future__ import annotations

from benchmarks.quotations import GOOD, SPOILT, trial


def test_spoilt_quotations_are_pinned_and_good_ones_left_alone() -> None:
    counts, failures = trial(rounds=2, seed="suite")
    assert not failures, failures
    assert sum(counts[plant.__name__]["all"] for plant in (*GOOD, *SPOILT)) > 200
