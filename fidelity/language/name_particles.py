"""Small words inside personal names."""

from __future__ import annotations

PARTICLES = frozenset(
    "von van der den de del della di da dos das du des la le les el al bin ibn ben zu zur vom ter ten do af av y e".split()
)
"""Lower-case words that join the parts of a name: Ludwig van Beethoven, Simone de Beauvoir."""
