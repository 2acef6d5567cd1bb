"""What an interruption (Ctrl-C) comes to: its exit code, its sentence, and how it is known in what libraries make of it."""

from __future__ import annotations

INTERRUPTED = 130
"""Exit code: 128 and the number of SIGINT, as shells have it."""
STOPPED = "stopped before the job was done."


def was_interrupted(failure: BaseException | None) -> bool:
    """Whether an exception comes from an interruption: Python wraps one that falls into the making of a class."""
    while failure is not None:
        if isinstance(failure, KeyboardInterrupt):
            return True
        failure = failure.__cause__ or failure.__context__
    return False
