"""Memory that a long text leaves free, and what is not kept of a file that was read."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from fidelity.readers.pdf.damage import Structure

FIXTURES = Path(__file__).parent.parent / "fixtures"
PROGRAM = """
import re, sys
from fidelity.memory import keep_large_pieces_apart
if sys.argv[1] == "apart":
    keep_large_pieces_apart()
held = lambda: int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
first = b"x" * (24 << 20)
del first  # having freed one large piece, glibc lays the next ones among the others
kept, before = [], held()
size = 8 << 20
for _ in range(8):
    kept.append((b"x" * size, [b"x" * (4000 + i) for i in range(400)]))
kept = [small for large, small in kept]
print(held() - before)
"""
"""Prints the MB that are held after large pieces were freed among small ones that last."""


@pytest.mark.skipif(sys.platform != "linux", reason="only of glibc more is known than that it gives memory back some day")
def test_large_pieces_are_given_back_though_small_ones_behind_them_last() -> None:
    kept, apart = (
        int(subprocess.run([sys.executable, "-c", PROGRAM, how], check=True, capture_output=True, text=True).stdout)
        for how in ("kept", "apart")
    )
    assert apart < 24, "eight pieces of 8 MB were freed"
    assert kept > 48, "where glibc gives them back by itself, fidelity.memory is not needed"


def test_a_file_that_was_read_is_let_go_without_looking_for_cycles() -> None:
    content = (FIXTURES / "marche" / "typst.pdf").read_bytes()
    before = sys.getrefcount(content)
    gc.disable()
    try:
        structure = Structure(content)
        assert sys.getrefcount(content) > before
        structure.forget()
        del structure
        assert sys.getrefcount(content) == before
    finally:
        gc.enable()
