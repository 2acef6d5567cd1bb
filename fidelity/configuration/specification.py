"""Every key of the configuration, once: what it may hold, what it means, what it is when it is not there.

The validation, the JSON schema and the reference in `docs/configuration.md` are all made from `KEYS`.
"""

from __future__ import annotations

from dataclasses import dataclass

from fidelity.model.declarations import Relation
from fidelity.model.finding import Severity


@dataclass(frozen=True, slots=True)
class Words:
    """A string."""

    noun: str = "text"


@dataclass(frozen=True, slots=True)
class Path:
    """The path of a file or a folder, from the folder of the configuration."""


@dataclass(frozen=True, slots=True)
class Glob:
    """A pattern of paths, as in .gitignore: `editions/**/*.md`."""


@dataclass(frozen=True, slots=True)
class Selector:
    """Rules: a code, a name, the beginning of a code, a family, or ALL."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year, as a number or in quotation marks."""


@dataclass(frozen=True, slots=True)
class Series:
    """An array; with `lone`, one value may stand for an array of one."""

    item: Kind
    lone: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """A table whose keys are the user's own."""

    key: Kind
    value: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """A table with keys of its own."""

    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """An array of tables, written [[name]]."""

    keys: tuple[Key, ...]


Kind = Words | Path | Glob | Selector | Choice | Flag | Year | Series | Mapping | Table | Tables


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name in the file, what it may hold, what it means, and, in TOML, its default and an example."""

    name: str
    kind: Kind
    meaning: str
    default: str = ""
    example: str = ""
    required: bool = False


SEVERITIES = (*(str(severity) for severity in Severity), "off")
LANGUAGE = Words("language code")

_RULES = Series(Selector())

TEXT_KEYS = (
    Key(
        "editions",
        Series(Glob(), lone=True),
        "The editions of this text, as globs.",
        example='editions = ["editions/talk-*.md"]',
        required=True,
    ),
    Key(
        "canonical",
        Series(Path(), lone=True),
        "The canonical text that they are checked against, or several of them, or folders of them.",
        example='canonical = "canonical/talk.md"',
    ),
    Key(
        "source",
        Path(),
        "The source that the canonical text is extracted from; without `canonical`, what the editions are checked against.",
        example='source = "sources/talk.pdf"',
    ),
    Key(
        "relation",
        Choice(tuple(str(relation) for relation in Relation)),
        "How the editions relate to the canonical text; it decides what is confirmed.",
        default='"edition"',
        example='relation = "excerpt"',
    ),
    Key(
        "languages",
        Series(LANGUAGE, lone=True),
        "The languages of this text, instead of those of the whole configuration.",
        example='languages = "de"',
    ),
    Key("name", Words("name"), "What to call this text in messages.", example='name = "The talk of 1911"'),
)

WORK_KEYS = (
    Key(
        "canonical",
        Path(),
        "The canonical text that this is said of, or a source.",
        example='canonical = "library/ross.md"',
        required=True,
    ),
    Key("author", Series(Words("name"), lone=True), "Who wrote it.", example='author = "Amalia Ross"'),
    Key("title", Words("title"), "What it is called.", example='title = "The Quarries"'),
    Key("year", Year(), "When the edition that lies here was published.", example="year = 1976"),
)

HOUSE_STYLE_KEYS = (
    Key(
        "spellings",
        Mapping(Words("word"), Words("word")),
        "Whole words of the canonical text and how the house spells them.",
        default="{}",
        example='spellings = { connexion = "connection" }',
    ),
    Key(
        "words",
        Series(Words("word")),
        "The house's spelling of words that otherwise differ in hyphens, spaces, capitals or diacritics alone.",
        default="[]",
        example='words = ["today"]',
    ),
    Key(
        "quotation-marks",
        Words("series of marks"),
        "The marks that the house uses, in order of depth; a dash stands for dialogue with dashes.",
        default='""',
        example='quotation-marks = "«»“”"',
    ),
    Key(
        "serial-comma",
        Flag(),
        "Whether the last “and” or “or” of a series has a comma before it; without this the house has no rule.",
        example="serial-comma = true",
    ),
    Key(
        "number-forms",
        Flag(),
        "Whether the house groups digits and writes leaves in its own way: 2400 for 2,400, 12v for 12 v°.",
        default="false",
        example="number-forms = true",
    ),
)

KEYS: tuple[Key, ...] = (
    Key(
        "extend",
        Path(),
        "Another configuration file. What it says holds unless this one says otherwise; its paths are from its own folder.",
        example='extend = "../fidelity.toml"',
    ),
    Key(
        "text",
        Tables(TEXT_KEYS),
        "A text: its source, its canonical text, its editions, and how they relate. There may be many.",
        example='[[text]]\ncanonical = "canonical/talk.md"\neditions = ["editions/talk-*.md"]',
    ),
    Key(
        "work",
        Tables(WORK_KEYS),
        "What a canonical text is, for attributions of quotations. It goes before what the file itself says of that.",
        example='[[work]]\ncanonical = "library/ross.md"\nauthor = "Amalia Ross"\ntitle = "The Quarries"\nyear = 1976',
    ),
    Key(
        "select",
        _RULES,
        "The rules that report. A rule for information reports when its code or name stands here or in `extend-select`.",
        default='["ALL"]',
        example='select = ["A", "quotation", "N122"]',
    ),
    Key(
        "extend-select", _RULES, "Rules to report besides those of `select`.", default="[]", example='extend-select = ["Q113"]'
    ),
    Key("ignore", _RULES, "Rules that do not report.", default="[]", example='ignore = ["altered-punctuation"]'),
    Key(
        "extend-ignore",
        _RULES,
        "Rules that do not report, besides those of `ignore`.",
        default="[]",
        example='extend-ignore = ["C"]',
    ),
    Key(
        "per-file-ignores",
        Mapping(Glob(), _RULES),
        "Rules that do not report in some files.",
        default="{}",
        example='[per-file-ignores]\n"drafts/**" = ["A"]',
    ),
    Key(
        "severities",
        Mapping(Selector(), Choice(SEVERITIES)),
        "Another severity for some rules; `off` reports nothing. The longest selector decides.",
        default="{}",
        example='[severities]\naltered-punctuation = "info"\nQ = "error"',
    ),
    Key("info", Flag(), "Whether findings for information are shown.", default="false", example="info = true"),
    Key(
        "languages",
        Series(LANGUAGE, lone=True),
        "The languages of the texts, as ISO 639 codes. With one, nothing is guessed; with several, the guess is one of them.",
        default="[]",
        example='languages = ["en", "de"]',
    ),
    Key(
        "house-style",
        Table(HOUSE_STYLE_KEYS),
        "What the house writes in its own way: differences of these kinds are no change of the text.",
        example='[house-style]\nspellings = { connexion = "connection" }\nserial-comma = false',
    ),
    Key(
        "include",
        Series(Glob()),
        "What is checked in a folder, where no text of the configuration claims it; HTML of a built site is left out.",
        default='["*.md", "*.markdown", "*.html", "*.htm", "*.xhtml", "*.docx", "*.docm", "*.epub"]',
        example='include = ["*.md", "*.txt"]',
    ),
    Key("exclude", Series(Glob()), "What is never checked in a folder.", default="[]", example='exclude = ["drafts/"]'),
    Key(
        "respect-gitignore",
        Flag(),
        "Whether folders are read without what .gitignore names.",
        default="true",
        example="respect-gitignore = false",
    ),
    Key(
        "departures",
        Path(),
        "The record of the editor's decisions.",
        default='"departures.toml"',
        example='departures = "editorial/departures.toml"',
    ),
    Key(
        "baseline",
        Path(),
        "The findings that were there at the beginning, which are not reported.",
        default='"fidelity-baseline.json"',
        example='baseline = "fidelity-baseline.json"',
    ),
    Key("cache", Flag(), "Whether what was found is kept for the next run.", default="true", example="cache = false"),
)
"""Every key, in the order of the reference."""
