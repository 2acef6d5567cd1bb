"""What every test runs under: a cache of its own, and the same examples of Hypothesis in every run.

`HYPOTHESIS_PROFILE=explore pytest` looks for new examples; what it finds becomes a test of its own.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell's background job ignores interrupts and so would what it starts, but tests interrupt what they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session", autouse=True)
def no_cache_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The suite neither reads what a person has in their cache nor leaves anything there; subprocesses inherit it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIDELITY_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield
