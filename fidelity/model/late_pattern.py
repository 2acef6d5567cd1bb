"""A regular expression that is compiled when it is first used.

Those that tell what a citation is made of take a fifth of a second to compile together, which a text without citations need
not wait for.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands in for a compiled pattern: whatever is asked of it is asked of the pattern, and kept."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found


def late_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, or what does the same when a method of it is called."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
