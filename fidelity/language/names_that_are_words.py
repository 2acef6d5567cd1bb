"""Towns and given names that are common words, too: a capital may only begin a sentence, or a German noun."""

from __future__ import annotations

NAMES_THAT_ARE_WORDS = frozenset(
    # English
    "bath reading nice split durham mobile orange cork boulder rose grace mark heather lily robin victor will bill faith hope "
    "joy dawn ivy olive violet ruby pearl may june april august frank earnest ernest miles grant chase chuck jack bob pat sue "
    "gene guy max rich drew carol eve iris jade hazel holly ginger amber rusty cliff rod dean earl duke prince norman penny "
    "daisy basil "
    # German
    "essen halle kiel siegen singen hamm münster hagen worms weiden lage herne speyer ernst rosa heide christian christa else "
    "franz linde felix hans kai wolf till mark claus elle dirk helm horst "
    # French
    "tours nancy nice angers sens vienne foix lens brest rose marguerite aimé aimée constant prudent parfait pierre juste "
    "clément victoire fleur claire blanche céleste désiré modeste olive violette lys "
    # Spanish and Portuguese
    "mercedes pilar rosario dolores consuelo soledad salvador ángel santos jesús clara rosa paz luz sol león viena granada "
    "vitória porto são salvador concepción victoria esperanza remedios "
    # Italian
    "rosa bruno franco massimo guido marino vittoria gloria serena allegra benedetto innocenzo fausto santo romano salvatore "
    "chiara lino piacenza".split()
)
"""Case-folded."""
