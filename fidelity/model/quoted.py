"""A quotation with the passages that it was taken from, and with what is said of where it is from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fidelity.model.collation import Collation
from fidelity.model.recognised import Quotation
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.model.work import Work


class Order(StrEnum):
    """How a fragment stands in the canonical text to the fragment before it."""

    FOLLOWS = "follows"
    DISTANT = "distant"
    """Further on than an ellipsis may reach, or in another part of the text."""
    PRECEDES = "precedes"
    ELSEWHERE = "elsewhere"
    """In another canonical text."""
    UNLOCATED = "unlocated"
    """Nowhere."""


@dataclass(frozen=True, eq=False, slots=True)
class Passage:
    """A stretch of a canonical text that a quotation, or a fragment of it, was taken from."""

    canonical: Text
    """The canonical text, or an excerpt of it that holds the passage with what stands around it."""
    span: Span
    """In text offsets of `canonical`."""
    collation: Collation | None
    """None where the quotation has it letter by letter."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """What stands between two marks of omission: its place in the edition's text, and how it follows the one before."""

    span: Span
    order: Order = Order.FOLLOWS
    omitted: str = ""
    """What the canonical text has between it and the fragment before, where it follows that one."""


class Vicinity(StrEnum):
    """Where an essay says whose words a quotation has."""

    BEHIND = "behind"
    """In brackets or in a note right behind it, with an author's name."""
    SENTENCE = "sentence"
    """In its sentence."""
    CARRIED = "carried"
    """By a page or an "ibid." alone, which mean the work cited before."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What an essay says of where a quotation is from, as far as it says so. All places are text offsets of the essay."""

    span: Span
    vicinity: Vicinity = Vicinity.BEHIND
    families: tuple[str, ...] = ()
    """The family names of the authors, without case and diacritics."""
    years: tuple[str, ...] = ()
    """Of this edition, and of the first."""
    title: tuple[str, ...] = ()
    """The words of the title that tell it from another, folded."""
    pages: Span | None = None
    sure: bool = True
    """Whether it says that the words stand there, rather than compare them with a work or speak of it: cf., against, "for"."""


@dataclass(frozen=True, slots=True)
class Ascription:
    """All that an essay says of where a quotation is from."""

    attributions: tuple[Attribution, ...] = ()
    around: str = ""
    """The words of its sentence, and of the note behind it, without its own."""


@dataclass(frozen=True, slots=True)
class Misattribution:
    """A quotation that is ascribed to texts that do not have it, while another has."""

    attribution: Attribution
    ascribed: Work
    """The work that is named; the first, where several may be meant."""
    found: Work
    """The work that has the words."""
    quotes: bool = False
    """Whether that work has them as the words of somebody else: between quotation marks, or in a block quotation."""


@dataclass(frozen=True, slots=True)
class WrongPage:
    """A page that is given for a quotation, whose words stand on others."""

    pages: Span
    """Of the numbers given, in text offsets of the essay."""
    printed: str
    """The folios of the pages that have the words, as printed."""
    agreeing: int
    """The quotations of the same text, in the same essay, whose pages are right."""


@dataclass(frozen=True, eq=False, slots=True)
class Quoted:
    """A quotation that was looked up in canonical texts; without passages it stands nowhere."""

    quotation: Quotation
    passages: tuple[Passage, ...] = ()
    """One, unless fragments lie apart."""
    fragments: tuple[Fragment, ...] = ()
    skipped: str = ""
    """What the canonical text has between the quotation before and this one, which goes on with it behind an incise."""
    address: int = -1
    """Of the first passage, on the shelf that it was looked up on; -1 without one."""
    ascription: Ascription = Ascription()
    misattribution: Misattribution | None = None
    wrong_page: WrongPage | None = None
    unattributed: int = 0
    """Where the essay says nothing of where it is from: how many quotations it says that of."""
