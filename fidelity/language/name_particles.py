"""Small words inside personal names."""

from __future__ import annotations

PARTICLES = frozenset(
    "von van der den de del della di da dos das du des la le les el al bin ibn ben zu zur vom ter ten do af av y e".split()
)
"""Lower-case words that join the parts of a name: Ludwig van Beethoven, Simone de Beauvoir."""

DOUBLE_FAMILIES = frozenset(
    {
        *("ortega y gasset", "ramón y cajal", "menéndez y pelayo", "pi y margall", "puig y cadafalch", "gaudí y cornet"),
        *("milá y fontanals", "gil y carrasco", "góngora y argote", "mayans y siscar", "gayangos y arce", "rubió y lluch"),
        *("eguilaz y yanguas"),
    }
)
"""Family names of one person each, case-folded, whose "y" is no "and" between two people."""
