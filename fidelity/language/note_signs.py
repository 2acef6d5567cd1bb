"""Signs and words that stand at notes in print and on screen."""

from __future__ import annotations

from fidelity.model.late_pattern import late_pattern

BACK_LINK_SIGNS = "↩↑⏎↵⮐"
"""Arrows that lead from a note back to its call; U+FE0E or U+FE0F may follow."""

BACK_LINK = late_pattern(rf"^\s*[{BACK_LINK_SIGNS}][\ufe0e\ufe0f]?\s*")
BACK_LINK_AT_END = late_pattern(rf"(?<!\s)\s*[{BACK_LINK_SIGNS}][\ufe0e\ufe0f]?\s*$")

NOTE_WORDS = ("n.", "note", "notes", "anm.", "anmerkung", "anmerkungen", "fn", "fn.", "nota", "notas", "no.")
"""How what stands before a number ends that refers to a note, in lower case."""

NOTES_HEADINGS = frozenset(
    {
        "notes",
        "endnotes",
        "footnotes",
        "note",
        "anmerkungen",
        "endnoten",
        "fußnoten",
        "fussnoten",
        "notes de fin",
        "notes de bas de page",
        "notas",
        "notas al pie",
        "notas finales",
        "note al testo",
        "notas de fim",
        "notas de rodapé",
    }
)
"""Headings that stand over end notes, in lower case."""

REFERENCES_HEADINGS = frozenset(
    {
        "references",
        "reference list",
        "bibliography",
        "works cited",
        "literature",
        "literature cited",
        "références",
        "références bibliographiques",
        "bibliographie",
        "literatur",
        "literaturverzeichnis",
        "quellen",
        "quellenverzeichnis",
        "referencias",
        "referencias bibliográficas",
        "bibliografía",
        "referências",
        "referências bibliográficas",
        "bibliografia",
        "riferimenti bibliografici",
    }
)
"""Headings that stand over a list of works, in lower case: its numbers are no labels of notes."""

SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

SYMBOLS = "*∗†‡§‖¶"
"""Signs that label notes in place of numbers, single or repeated, in the order in which they are used.

The number sign # is one in medicine, but stands before words everywhere else.
"""

SIGN_OF = str.maketrans({"∗": "*"})
"""The sign that another one stands for, for `str.translate`: TeX sets the asterisk operator for the asterisk."""


def numbers_called(digits: str) -> frozenset[int]:
    """The numbers that raised digits may call: all of them as one, or calls set side by side that count on ("34": 3 and 4)."""
    found = {int(digits)}
    for length in range(1, len(digits) // 2 + 1):
        numbers, at = [int(digits[:length])], length
        while at < len(digits) and digits.startswith(after := str(numbers[-1] + 1), at):
            numbers.append(numbers[-1] + 1)
            at += len(after)
        if at == len(digits):
            found.update(numbers)
    return frozenset(found)
