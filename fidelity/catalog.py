"""The one list of repairs and rules: the sequence in which repairs run, and the order in which rules claim a variant."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from fidelity.evidence import Evidence
from fidelity.model.declarations import Relation
from fidelity.plugins import installed
from fidelity.register import Entry, Register, entry_of

if TYPE_CHECKING:
    from fidelity.model.project import ProjectRule
    from fidelity.model.repair import Repair
    from fidelity.model.rule import Rule

REPAIRS: Register[Repair] = Register(
    "fidelity.repairs",
    "REPAIR",
    (
        Entry("A205", "mojibake", Evidence.UNUSUAL),
        Entry("A204", "presentation_ligature", Evidence.UNUSUAL),
        Entry("A203", "soft_hyphen", Evidence.UNUSUAL),
        Entry("A201", "invisible_character", Evidence.UNUSUAL),
        Entry("A202", "confusable_character", Evidence.UNUSUAL),
        Entry("A117", "kerned_ellipsis", Evidence.UNSETTLED),
        Entry("A121", "small_capital_case", Evidence.UNSETTLED),
        Entry("A102", "running_head", Evidence.UNSETTLED),
        Entry("A103", "split_drop_cap", Evidence.LONE_LETTERS),
        Entry("A106", "note_body_in_text", Evidence.UNSETTLED),
        Entry("A104", "stray_note_marker", Evidence.UNCALLED),
        Entry("A108", "glued_note_marker", Evidence.UNCALLED),
        Entry("A107", "unordered_note", Evidence.UNSETTLED),
        Entry("A118", "unmarked_table", Evidence.UNSETTLED),
        Entry("A113", "unmarked_heading", Evidence.UNSETTLED),
        Entry("A119", "unmarked_verse", Evidence.UNSETTLED),
        Entry("A114", "unmarked_block_quotation", Evidence.UNSETTLED),
        Entry("A122", "interrupting_float", Evidence.UNSETTLED),
        Entry("A101", "broken_word", Evidence.HYPHENS),
        Entry("A112", "split_paragraph", Evidence.UNSETTLED),
        Entry("A111", "wrapped_line", Evidence.UNSETTLED),
        Entry("A115", "doubled_space", Evidence.UNSETTLED),
        Entry("A120", "unmarked_emphasis", Evidence.UNSETTLED),
        *map(entry_of, installed().repairs),
    ),
)
"""The sequence of repairs. Each sees the text as the ones before it left it; those of plugins see it last.

The evidence is what an artefact needs to be left in an edition; in a transcript every repair is asked.
"""

RULES: Register[Rule] = Register(
    "fidelity.rules",
    "RULE",
    (
        Entry("C101", "altered_author", Evidence.CITED | Evidence.SUBSTANTIVE),
        Entry("C102", "altered_title", Evidence.CITED | Evidence.SUBSTANTIVE),
        Entry("C103", "altered_year", Evidence.CITED | Evidence.SUBSTANTIVE),
        Entry("C104", "altered_place_or_publisher", Evidence.CITED | Evidence.SUBSTANTIVE),
        Entry("C105", "altered_pages", Evidence.CITED | Evidence.SUBSTANTIVE),
        Entry("C106", "altered_url", Evidence.CITED | Evidence.SUBSTANTIVE),
        Entry("C107", "altered_citation", Evidence.CITED | Evidence.SUBSTANTIVE),
        Entry("C108", "short_form_without_antecedent", Evidence.CITED),
        Entry("C109", "disagreeing_short_form", Evidence.CITED),
        Entry("C110", "ambiguous_short_form", Evidence.CITED),
        Entry("C111", "redirected_ibid", Evidence.CITED | Evidence.COMPARED),
        Entry("C112", "ambiguous_ibid", Evidence.CITED),
        Entry("C113", "opening_ibid", Evidence.CITED),
        Entry("C114", "work_cited_unnamed", Evidence.CITED),
        Entry("C115", "dead_cross_reference", Evidence.CITED),
        Entry("C116", "stale_cross_reference", Evidence.CITED | Evidence.COMPARED),
        Entry("C117", "misdirected_cross_reference", Evidence.CITED),
        Entry("C118", "malformed_page_range", Evidence.RANGES),
        Entry("C119", "odd_range_mark", Evidence.CITED),
        Entry("C120", "impossible_date", Evidence.DATES),
        Entry("C121", "bad_identifier", Evidence.IDENTIFIERS),
        Entry("C122", "incomplete_citation", Evidence.CITED),
        Entry("C123", "repeated_full_citation", Evidence.CITED),
        Entry("C124", "conflicting_citations", Evidence.CITED),
        Entry("C125", "altered_attribution", Evidence.QUOTATIONS | Evidence.SUBSTANTIVE),
        Entry("C127", "unbalanced_citation", Evidence.CITED),
        Entry("C128", "doubled_punctuation", Evidence.CITED),
        Entry("C129", "unlisted_reference", Evidence.CITED),
        Entry("C130", "uncited_reference", Evidence.CITED),
        Entry("C131", "differing_reference", Evidence.CITED),
        Entry("C132", "unordered_references", Evidence.CITED),
        Entry("C133", "broken_numeric_citation", Evidence.CITED),
        Entry("C134", "mixed_citation_systems", Evidence.CITED),
        Entry("C135", "citation_spelling", Evidence.NOTES),
        Entry("N101", "call_without_note", Evidence.NOTES),
        Entry("N102", "note_without_call", Evidence.NOTES),
        Entry("N103", "duplicate_note", Evidence.NOTES),
        Entry("N104", "note_gap", Evidence.NOTES),
        Entry("N105", "note_out_of_order", Evidence.NOTES),
        Entry("N106", "unordered_note_bodies", Evidence.NOTES),
        Entry("N107", "restarted_numbering", Evidence.NOTES),
        Entry("N108", "symbol_note_out_of_order", Evidence.NOTES),
        Entry("N109", "misplaced_note_call", Evidence.NOTES),
        Entry("N110", "space_before_note_call", Evidence.NOTES),
        Entry("N111", "note_call_in_heading", Evidence.NOTES),
        Entry("N112", "empty_note", Evidence.NOTES),
        Entry("N113", "note_without_colon", Evidence.NOTES),
        Entry("N114", "broken_note_call", Evidence.CARETS),
        Entry("N116", "note_called_again", Evidence.NOTES),
        Entry("N117", "note_call_in_note", Evidence.NOTES),
        Entry("N118", "note_torn_apart", Evidence.NOTES),
        Entry("N119", "run_without_notes", Evidence.NOTES | Evidence.COMPARED),
        Entry("N120", "moved_note_call", Evidence.NOTES | Evidence.COMPARED),
        Entry("N121", "altered_note", Evidence.NOTES | Evidence.SUBSTANTIVE),
        Entry("N122", "lost_note", Evidence.NOTES | Evidence.COMPARED),
        Entry("N123", "exchanged_notes", Evidence.NOTES | Evidence.COMPARED),
        Entry("N124", "merged_notes", Evidence.NOTES | Evidence.COMPARED),
        Entry("N125", "exchanged_note_calls", Evidence.NOTES | Evidence.COMPARED),
        Entry("N126", "renumbered_notes", Evidence.NOTES | Evidence.COMPARED),
        Entry("N127", "broken_note_link", Evidence.NOTES),
        Entry("N128", "added_note", Evidence.NOTES | Evidence.COMPARED),
        Entry("N130", "lost_note_call", Evidence.NOTES | Evidence.COMPARED),
        Entry("N131", "added_note_call", Evidence.NOTES | Evidence.COMPARED),
        Entry("Q101", "unlocated_quotation", Evidence.QUOTED),
        Entry("Q102", "altered_quotation", Evidence.QUOTATIONS | Evidence.SUBSTANTIVE),
        Entry("Q103", "unmarked_omission", Evidence.QUOTATIONS | Evidence.COMPARED),
        Entry("Q104", "unmarked_addition", Evidence.QUOTATIONS | Evidence.SUBSTANTIVE),
        Entry("Q105", "altered_negation_in_quotation", Evidence.QUOTATIONS | Evidence.SUBSTANTIVE),
        Entry("Q106", "altered_number_in_quotation", Evidence.QUOTATIONS | Evidence.SUBSTANTIVE),
        Entry("Q107", "reordered_quotation", Evidence.QUOTED),
        Entry("Q108", "distant_fragments", Evidence.QUOTED),
        Entry("Q109", "hidden_qualification", Evidence.QUOTED),
        Entry("Q110", "truncated_quotation", Evidence.QUOTED),
        Entry("Q111", "misattributed_quotation", Evidence.QUOTED),
        Entry("Q112", "dropped_quotation_marks", Evidence.QUOTATIONS | Evidence.COMPARED),
        Entry("Q113", "moved_quotation_mark", Evidence.QUOTATIONS | Evidence.COMPARED),
        Entry("Q114", "moved_quotation", Evidence.QUOTATIONS | Evidence.SUBSTANTIVE),
        Entry("Q115", "added_quotation_marks", Evidence.QUOTATIONS | Evidence.COMPARED),
        Entry("Q116", "differing_quotations", Evidence.QUOTATIONS),
        Entry("Q117", "wrong_page", Evidence.QUOTED),
        Entry("Q118", "unattributed_quotation", Evidence.QUOTED),
        Entry("Q120", "altered_punctuation_in_quotation", Evidence.QUOTATIONS | Evidence.SUBSTANTIVE),
        Entry("Q121", "altered_case_in_quotation", Evidence.QUOTATIONS | Evidence.SUBSTANTIVE),
        Entry("Q122", "added_emphasis_in_quotation", Evidence.QUOTATIONS | Evidence.EMPHASIS | Evidence.COMPARED),
        Entry("Q123", "lost_diacritic_in_quotation", Evidence.QUOTATIONS | Evidence.SUBSTANTIVE),
        Entry("Q130", "unbalanced_quotation_marks", Evidence.QUOTATIONS),
        Entry("Q131", "mixed_quotation_marks", Evidence.QUOTATIONS),
        Entry("Q132", "unfounded_sic", Evidence.QUOTATIONS | Evidence.SUBSTANTIVE),
        Entry("T100", "unrelated_text", Evidence.LONG),
        Entry("T101", "altered_wording", Evidence.SUBSTANTIVE),
        Entry("T102", "omitted_text", Evidence.SUBSTANTIVE),
        Entry("T103", "added_text", Evidence.SUBSTANTIVE),
        Entry("T104", "transposed_words", Evidence.SUBSTANTIVE),
        Entry("T105", "altered_negation", Evidence.SUBSTANTIVE),
        Entry("T106", "altered_number", Evidence.COMPARED),
        Entry("T107", "altered_name", Evidence.SUBSTANTIVE),
        Entry("T108", "lost_diacritic", Evidence.SUBSTANTIVE | Evidence.UNUSUAL),
        Entry("T109", "altered_qualifier", Evidence.SUBSTANTIVE),
        Entry("T110", "omitted_sentence", Evidence.SUBSTANTIVE),
        Entry("T111", "doubled_text", Evidence.SUBSTANTIVE),
        Entry("T112", "moved_passage", Evidence.SUBSTANTIVE),
        Entry("T114", "reordered_passages", Evidence.MOVED),
        Entry("T115", "altered_heading", Evidence.SUBSTANTIVE | Evidence.HEADINGS),
        Entry("T116", "misread_letters", Evidence.SUBSTANTIVE),
        Entry("T117", "altered_word_division", Evidence.SUBSTANTIVE),
        Entry("T118", "untranslated_passage", Evidence.COMPARED),
        Entry("T119", "lost_space", Evidence.COMPARED),
        Entry("T120", "altered_punctuation", Evidence.SUBSTANTIVE),
        Entry("T121", "spelling_variant", Evidence.ACCIDENTAL),
        Entry("T122", "moved_paragraph_break", Evidence.ACCIDENTAL),
        Entry("T123", "altered_emphasis", Evidence.EMPHASIS | Evidence.COMPARED),
        Entry("T124", "modernised_spelling", Evidence.SUBSTANTIVE),
        *map(entry_of, installed().rules),
    ),
)
"""Every rule, by code, with what it cannot do without, then those of plugins; `ORDER_OF_CLAIMS`, not this order, decides."""

PROJECT_RULES: Register[ProjectRule] = Register(
    "fidelity.rules",
    "RULE",
    (
        Entry("P101", "unreadable_file"),
        Entry("P102", "unused_ignore"),
        Entry("P103", "unused_departure"),
        Entry("P104", "stale_departure"),
        Entry("P105", "stale_canonical_text"),
    ),
)
"""The rules that judge files and not what they say."""

_ORDER: tuple[str, ...] = (
    # artefacts, invisible and confusable characters come before these, whatever their code, and `FIRST_OF_ALL` before those
    # in a citation: what its notes' numbers explain, then its fields, then the rest of it
    *("C116", "C103", "C105", "C106", "C101", "C102", "C104", "C107", "C115", "C118", "C121"),
    # what a citation refers to
    *("C111", "C117", "C109", "C108", "C110", "C112", "C113", "C114"),
    *(
        "C129",
        "C130",
        "C131",
        "C132",
        "C133",
        "C134",
        "C135",
    ),
    *(
        "C119",
        "C120",
        "C122",
        "C123",
        "C124",
        "C125",
        "C127",
        "C128",
    ),
    # in a quotation or at its marks: negation, number, the edge of a quotation, then words, marks
    *("Q101", "Q111", "Q117", "Q114", "Q107", "Q108", "Q105", "Q106", "Q109", "Q110", "Q123", "Q132"),
    *("Q121", "Q103", "Q104", "Q102", "Q120", "Q113", "Q112", "Q115", "Q130", "Q116", "Q131", "Q122", "Q118"),
    # in a note, at its call or label: what was lost or moved, then what follows from that
    *(
        "N124",
        "N122",
        "N128",
        "N114",
        "N130",
        "N131",
        "N125",
        "N123",
        "N120",
        "N112",
        "N118",
        "N121",
        "N127",
        "N113",
        "N101",
        "N102",
    ),
    *("N107", "N103", "N104", "N105", "N108", "N109", "N110", "N117", "N116", "N111", "N106", "N126", "N119"),
    # wording: all at once, whole passages, how words are divided and read, what tells most, what an edition may do, the rest
    *("T100", "T124", "T110", "T114", "T112", "T111", "T117", "T116", "T105", "T106", "T107", "T108", "T115", "T109", "T104"),
    *("T118", "T119", "T120", "T121", "T122", "T123", "T103", "T102", "T101"),
)

ORDER_OF_CLAIMS: tuple[str, ...] = tuple(
    code
    for letter in dict.fromkeys(code[0] for code in _ORDER)
    for family in (sorted(rule.code for rule in installed().rules), _ORDER)
    for code in family
    if code[0] == letter
)
"""Who is asked first. The first claim to a variant is taken, and every other claim to it is dropped. In each family the
rules of plugins come before fidelity's own: whoever installed them knows more of their case."""

FIRST_OF_ALL = frozenset({"T100", "T124"})
"""The rules that speak for many variants at once, wherever those stand: another text, and one habit of spelling."""

CONFIRMED: Mapping[Relation, frozenset[str] | None] = MappingProxyType(
    {
        Relation.EDITION: None,
        Relation.EXCERPT: None,
        Relation.QUOTING: frozenset(f"Q{number}" for number in (*range(101, 112), 117, 118, 120, 121, 122, 123, 132)),
        Relation.TRANSLATION: frozenset({"N120", "N122", "N128", "T100", "T103", "T106", "T107", "T110", "T118"}),
    }
)
"""The comparing rules that an edition of each relation is asked by; None: all. Rules that need no canonical text always ask."""


def find(code_or_name: str) -> Rule | ProjectRule | Repair:
    """The rule or repair with a code ("N122") or a name ("lost-note"), in whatever case.

    Raises KeyError, with the closest codes and names as its arguments after the first, when there is none.
    """
    wanted = code_or_name.strip().casefold()
    registers: tuple[Register[Rule] | Register[ProjectRule] | Register[Repair], ...] = (REPAIRS, RULES, PROJECT_RULES)
    for register in registers:
        for entry in register.entries:
            if wanted in (entry.code.casefold(), entry.name):
                return register.load(entry)
    from difflib import get_close_matches

    known = [name for register in registers for entry in register.entries for name in (entry.code.casefold(), entry.name)]
    raise KeyError(code_or_name, *get_close_matches(wanted, known, n=3, cutoff=0.6))
