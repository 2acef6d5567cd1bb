"""Words that limit or qualify a statement: what an ellipsis or a full stop must not hide."""

from __future__ import annotations

LIMITING = frozenset(
    "only merely hardly scarcely barely seldom rarely "
    "nur bloß kaum selten lediglich "
    "seulement guère rarement "
    "sólo solo solamente apenas "
    "soltanto solamente appena "
    "só somente apenas".split()
)
"""Case-folded words that make what follows them hold for less."""

EXCEPTING = frozenset("unless except außer sauf excepté hormis salvo excepto tranne eccetto exceto".split())
"""Case-folded words that take something out of a statement."""

QUALIFYING = (
    "unless", "except", "provided that", "provided", "only if", "but only", "as long as", "so long as",
    "es sei denn", "außer", "sofern", "vorausgesetzt", "aber nur", "solange",
    "à moins", "sauf", "excepté", "pourvu que", "mais seulement", "à condition",
    "a menos que", "salvo", "excepto", "siempre que", "pero sólo", "pero solo", "a condición",
    "a meno che", "tranne", "eccetto", "purché", "ma solo", "a condizione",
    "a não ser", "exceto", "desde que", "mas só",
)  # fmt: skip
"""How a condition or an exception begins that follows a statement."""
