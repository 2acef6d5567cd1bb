"""Lines of pages that are scattered with pieces: what is looked for near by is all that there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fidelity.readers.pdf import drop_caps, lines
from fidelity.readers.pdf.glyphs import PageGlyphs, Run
from fidelity.readers.pdf.lines import Segment

LETTERS = "Aa“b"


@st.composite
def scattered(draw: st.DrawFn) -> tuple[PageGlyphs, list[Run]]:
    """A page of pieces of one to twelve letters in several sizes, near enough to one another to touch."""
    page = PageGlyphs(200, 200)
    for _ in range(draw(st.integers(1, 24))):
        size = draw(st.sampled_from([4.0, 5.0, 6.5, 8.0, 9.8, 10.0, 12.0, 24.0, 60.0]))
        length, x0 = draw(st.sampled_from([1, 1, 2, 4, 12])), draw(st.integers(0, 120)) / 2
        baseline = draw(st.integers(0, 400)) / 5
        start = len(page.characters)
        page.characters += [draw(st.sampled_from(LETTERS))] * length
        x1 = x0 + 0.5 * size * length
        page.runs.append(
            Run(
                start, start + length, x0, x1, baseline, size, 0, baseline - 0.2 * size, baseline + 0.7 * size, 0, False, length
            )
        )
    return page, page.runs


def _line(x0: float, baseline: float, size: float, length: int, at: int) -> Run:
    return Run(at, at + length, x0, x0 + 6 * length, baseline, size, 0, baseline - 2, baseline + 7, 0, False, length)


@given(scattered())
def test_no_line_that_a_piece_may_belong_to_is_passed_over(page_and_runs: tuple[PageGlyphs, list[Run]]) -> None:
    _, runs = page_and_runs
    # of one line from left to right, and so not strictly by height
    pieces = lines._on_baselines([Segment([run], run.x0, run.x1, run.baseline, run.size, run.inked) for run in runs])
    largest = max(run.size for run in runs)
    for i, piece in enumerate(pieces):
        near = list(lines._near(pieces, i, largest))
        for j, host in enumerate(pieces):
            em = max(lines._em(host), lines._size_behind(piece, host, lines._em(host)))
            reached = abs(piece.baseline - host.baseline) < lines.REACH / 2  # beyond, one out of order may end the search
            if j != i and reached and lines._attachable(piece, host, em) is not None:
                assert j in near


def test_a_line_is_found_behind_one_that_is_level_and_a_little_higher() -> None:
    line, level, lowered = _line(0, 50, 10, 4, 0), _line(100, 51, 10, 4, 4), _line(25, 45, 6, 1, 8)
    assert [piece.runs for piece in lines.segments([line, level, lowered])] == [[line, lowered], [level]]


class _Everywhere(drop_caps._Places):
    """All runs of a page, whatever heights are asked for."""

    def between(self, lowest: float, highest: float) -> list[int]:
        return list(range(len(self.runs)))


BESIDE = st.tuples(st.integers(36, 60), st.integers(24, 60), st.sampled_from([8.0, 12.0, 15.0]))


@given(st.lists(BESIDE, min_size=1, max_size=4))
def test_no_run_beside_a_drop_cap_is_passed_over(beside: list[tuple[int, int, float]]) -> None:
    page = PageGlyphs(200, 200, characters=["A", *"abc" * len(beside)])
    cap = Run(0, 1, 20, 40, 40, 24, 0, 35, 58, 0, False, 1)
    runs = [cap, *(_line(x0, baseline, size, 3, 1 + 3 * k) for k, (x0, baseline, size) in enumerate(beside))]
    assert drop_caps._beside(page, cap, drop_caps._Places(runs)) is drop_caps._beside(page, cap, _Everywhere(runs))


@given(scattered(), st.floats(-10, 90), st.floats(-10, 90))
def test_runs_between_two_heights_are_found_in_the_order_of_painting(
    page_and_runs: tuple[PageGlyphs, list[Run]], lowest: float, highest: float
) -> None:
    _, runs = page_and_runs
    expected = [i for i, run in enumerate(runs) if lowest <= run.baseline <= highest]
    assert drop_caps._Places(runs).between(lowest, highest) == expected
