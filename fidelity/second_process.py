"""Work begun in a second process while the first goes on: for one long text, where there are processors to spare.

Whoever may use one is given `beside`, everybody else `at_once`; both take a piece of work and give a function that gives its
outcome. The outcome is the same either way.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Callable
from typing import Protocol, TypeVar

R = TypeVar("R")


class Begin(Protocol):
    """Begins a piece of work."""

    def __call__(self, work: Callable[[], R], /) -> Callable[[], R]:
        """The function that gives the outcome, to be called once."""


def at_once(work: Callable[[], R], /) -> Callable[[], R]:
    """The work itself: it is done when its outcome is asked for."""
    return work


def beside(work: Callable[[], R], /) -> Callable[[], R]:
    """The work begun in a copy of this process. Where that cannot be, or the copy fails, it is done when it is asked for.

    The outcome is sent back, and so must be something that can be pickled.
    """
    if not _is_possible():
        return work
    receiving, sending = os.pipe()
    child = _fork()
    if child == 0:
        _send(work, sending)
    os.close(sending)
    _running.add(child)

    def outcome() -> R:
        import pickle

        with os.fdopen(receiving, "rb") as stream:
            sent = stream.read()
        _, status = os.waitpid(child, 0)
        _running.discard(child)
        return work() if status else pickle.loads(sent)

    return outcome


_running: set[int] = set()


def _is_possible() -> bool:
    """Whether a copy of this process would work as it does: it has no threads, and there is a processor for it."""
    if sys.platform != "linux":
        return False
    import multiprocessing
    import threading

    alone = threading.active_count() == 1 and multiprocessing.parent_process() is None
    return alone and len(os.sched_getaffinity(0)) > 1


def _fork() -> int:
    """A copy that is never interrupted: the one that it was made from says when to stop."""
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    child = os.fork()
    if child:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)
    return child


def _send(work: Callable[[], object], sending: int) -> None:
    """In the copy: do the work, send its outcome, and end without any of the ceremonies of the first process."""
    import pickle

    status = 1
    try:
        with os.fdopen(sending, "wb") as stream:
            pickle.dump(work(), stream, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)


@atexit.register
def _stop() -> None:
    """Whoever ends before the outcome does not want it any more."""
    for child in _running:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
