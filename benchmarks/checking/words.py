"""What the planters need to know of a language. Their own tables, not the product's: a table cannot prove itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words, as regular expressions where a set is meant."""

    negation: str
    """A denying word that can be taken out between two other words."""
    verbs: str
    """Verbs beside which a negation can be put."""
    denial: str
    """The negation put in."""
    denial_first: bool
    """Whether it stands before the verb."""
    modals: tuple[tuple[str, str], ...]
    quantifiers: tuple[tuple[str, str], ...]
    numerals: tuple[str, ...]
    fillers: tuple[str, ...]
    """Words that can stand in for others, or between others."""
    sentence: str
    note: str
    name: str
    conjunction: str
    quotes: tuple[str, str]
    other_quotes: tuple[tuple[str, str], ...]
    """Outer marks that an edition may use instead of the text's own."""
    bracketed: str


ENGLISH = Words(
    negation=r"not|never",
    verbs=r"is|was|were|are|had|has|could|would|should",
    denial="not",
    denial_first=False,
    modals=(("must", "may"), ("should", "could"), ("may", "must"), ("can", "should"), ("could", "must"), ("would", "might")),
    quantifiers=(("all", "some"), ("most", "few"), ("some", "all"), ("many", "few"), ("every", "some"), ("always", "often")),
    numerals=("two", "three", "five", "seven", "ten", "eleven", "forty"),
    fillers=("umbrella", "quibbled", "harbour-like", "curtain", "seldom"),
    sentence="Nobody had reckoned with this outcome.",
    note="This remark is by another hand.",
    name="Kowalski",
    conjunction="and",
    quotes=("“", "”"),
    other_quotes=(('"', '"'), ("‘", "’"), ("«", "»")),
    bracketed=" [he means the Board]",
)
GERMAN = Words(
    negation=r"nicht|nie",
    verbs=r"ist|war|wurde|hat|lag|steht",
    denial="nicht",
    denial_first=False,
    modals=(("muss", "kann"), ("darf", "muss"), ("kann", "muss"), ("konnte", "musste"), ("musste", "konnte"), ("soll", "will")),
    quantifiers=(("alle", "einige"), ("Alle", "Einige"), ("manche", "alle"), ("jeder", "mancher"), ("viele", "wenige")),
    numerals=("zwei", "drei", "vier", "fünf", "sechs", "zehn"),
    fillers=("Regenschirm", "freilich", "Vorhang", "seltsam"),
    sentence="Niemand hatte mit diesem Ausgang gerechnet.",
    note="Diese Bemerkung stammt von fremder Hand.",
    name="Kowalski",
    conjunction="und",
    quotes=("„", "“"),
    other_quotes=(("»", "«"), ('"', '"'), ("«", "»")),
    bracketed=" [gemeint ist der Amtmann]",
)
FRENCH = Words(
    negation=r"jamais|pas",
    verbs=r"est|était|fut|avait|savait",
    denial="jamais",
    denial_first=False,
    modals=(("peut", "doit"), ("doit", "peut"), ("faut", "faudrait"), ("pouvait", "devait"), ("devait", "pouvait")),
    quantifiers=(
        ("tous", "certains"),
        ("Tous", "Certains"),
        ("toutes", "quelques"),
        ("plusieurs", "tous"),
        ("toujours", "souvent"),
    ),
    numerals=("deux", "trois", "quatre", "cinq", "dix", "vingt", "quarante"),
    fillers=("parapluie", "cependant", "rideau", "guère"),
    sentence="Nul ne s’attendait à cette issue.",
    note="Cette remarque est d’une autre main.",
    name="Kowalski",
    conjunction="et",
    quotes=("«", "»"),
    other_quotes=(("“", "”"), ('"', '"'), ("„", "“")),
    bracketed=" [il s’agit de l’intendant]",
)
SPANISH = Words(
    negation=r"no|nunca|jamás",
    verbs=r"es|era|fue|había|está|tenía",
    denial="no",
    denial_first=True,
    modals=(("puede", "debe"), ("debe", "puede"), ("podía", "debía"), ("debía", "podía"), ("debemos", "podemos")),
    quantifiers=(("todos", "algunos"), ("Todos", "Algunos"), ("algunos", "todos"), ("todas", "pocas"), ("siempre", "a menudo")),
    numerals=("dos", "tres", "cuatro", "cinco", "nueve", "diez", "cuarenta"),
    fillers=("paraguas", "acaso", "cortina", "apenas"),
    sentence="Nadie contaba con este desenlace.",
    note="Esta observación es de otra mano.",
    name="Kowalski",
    conjunction="y",
    quotes=("«", "»"),
    other_quotes=(("“", "”"), ('"', '"')),
    bracketed=" [se refiere al coronel]",
)
ITALIAN = Words(
    negation=r"non|mai",
    verbs=r"è|era|fu|aveva|sapeva",
    denial="non",
    denial_first=True,
    modals=(("può", "deve"), ("deve", "può"), ("dovette", "poté"), ("poteva", "doveva")),
    quantifiers=(("tutti", "alcuni"), ("Tutti", "Alcuni"), ("alcune", "tutte"), ("sempre", "spesso")),
    numerals=("due", "tre", "quattro", "sei", "dieci"),
    fillers=("ombrello", "forse", "tenda", "appena"),
    sentence="Nessuno si aspettava questo esito.",
    note="Questa osservazione è di altra mano.",
    name="Kowalski",
    conjunction="e",
    quotes=("«", "»"),
    other_quotes=(("“", "”"), ('"', '"')),
    bracketed=" [cioè il capitano]",
)
PORTUGUESE = Words(
    negation=r"não|nunca",
    verbs=r"é|era|foi|tinha|havia",
    denial="não",
    denial_first=True,
    modals=(("pode", "deve"), ("deve", "pode"), ("podia", "devia")),
    quantifiers=(("todas", "algumas"), ("Todas", "Algumas"), ("algumas", "todas"), ("sempre", "muitas vezes")),
    numerals=("dois", "duas", "três", "quatro", "cinco", "dez", "vinte"),
    fillers=("guarda-chuva", "talvez", "cortina", "apenas"),
    sentence="Ninguém contava com este desfecho.",
    note="Esta observação é de outra mão.",
    name="Kowalski",
    conjunction="e",
    quotes=("«", "»"),
    other_quotes=(("“", "”"), ('"', '"')),
    bracketed=" [trata-se do capitão]",
)

LANGUAGES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "it": ITALIAN, "pt": PORTUGUESE}
