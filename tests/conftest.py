"""Hypothesis: the same examples in every run, so that a run says something of a change; other ones when asked.

`HYPOTHESIS_PROFILE=explore pytest` looks for new examples; what it finds becomes a test of its own.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
