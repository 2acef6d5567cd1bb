"""Where German writes ß in texts that have the letter: sequences in which small capitals, or Swiss print, have ss."""

from __future__ import annotations

SHARP_S_STEMS = tuple("äuss gröss grüss süss schliess fliess giess niess heiss strasse mässig dreissig".split())
"""Letters that stand in no German word but for ß: no compound has an s at the end of its first part and one after it there."""
