"""Work done by several processes, its results in the order of the work; stopped at once when whoever waits for it stops."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib import import_module
from typing import TypeVar

from fidelity.model.errors import FidelityError

_Work = TypeVar("_Work")
_Result = TypeVar("_Result")

_PATIENCE = 2.0
"""Seconds that the pool may take to see that its processes are gone."""


def in_parallel(
    function: Callable[[_Work], _Result],
    parcels: Sequence[_Work],
    processes: int,
    modules: Sequence[str],
    prepare: Callable[[], None] | None = None,
) -> Generator[_Result, None, None]:
    """The result of each parcel, in their order. `modules` are imported once, before the processes begin, where they can share.

    `prepare` is called once in each process. Whoever stops before the last result closes the generator. Raises FidelityError
    when a process was ended from outside.
    """
    way = "fork" if sys.platform == "linux" else "spawn"  # elsewhere a process cannot safely be forked, and starts anew
    if way == "fork":
        for module in modules:
            import_module(module)
    others = set(threading.enumerate())
    pool = ProcessPoolExecutor(min(processes, len(parcels)), multiprocessing.get_context(way), _begin, (prepare,))
    done = False
    try:
        with _undisturbed():
            results = pool.map(function, parcels)  # this starts the processes
        yield from results
        done = True
    except BrokenProcessPool:
        raise FidelityError(
            "a process that did a part of the work was ended from outside, perhaps for want of memory; try again with --jobs 1."
        ) from None
    finally:
        pool.shutdown(wait=done, cancel_futures=True)
        if not done:  # whoever stops the command does not want to wait for what is being judged
            for child in multiprocessing.active_children():
                child.kill()
                child.join()
            # the pool's own thread closes its pipes now; at the end of the program, the pool would write to them meanwhile
            for thread in set(threading.enumerate()) - others:
                if thread.is_alive():  # one that was interrupted at its start is not, and cannot be waited for
                    thread.join(_PATIENCE)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """An interruption waits; a process forked meanwhile is never interrupted, as the one that started it says when to stop."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


def _begin(prepare: Callable[[], None] | None) -> None:
    """In a process: the one that started it says when to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if prepare is not None:
        prepare()
