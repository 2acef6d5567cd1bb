"""`python -m fidelity` does what the command `fidelity` does."""

from __future__ import annotations

from fidelity.cli import main

if __name__ == "__main__":
    main()
