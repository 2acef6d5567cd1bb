"""The command `fidelity` and `python -m fidelity`: a process that may be interrupted from its first moment to its last."""

from __future__ import annotations

import os
import sys

from fidelity.interruption import INTERRUPTED, STOPPED


def main() -> None:
    """Run the command, and end the process with its exit code."""
    code = INTERRUPTED

    def leave() -> None:
        """End here. Python would take apart all that was made, which takes a tenth of the time of a check; and after an
        interruption inside of `exec` it would hide the exit code behind the signal.
        """
        try:
            if sys.stdout is not None:  # it is None in a process that was started without one
                sys.stdout.flush()
        finally:
            os._exit(code)

    try:
        # imported here, since loading them takes long enough to be interrupted
        import atexit
        import signal

        atexit.register(leave)  # what is registered first is called last

        from fidelity.cli import run
        from fidelity.commands.speech import FAILED

        code = FAILED  # what a traceback that was asked for ends with
        code = run()
        # the job is done: an interruption while Python takes itself down would only hide how it ended
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except KeyboardInterrupt:
        code = INTERRUPTED
        sys.stderr.write(f"fidelity: {STOPPED}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
