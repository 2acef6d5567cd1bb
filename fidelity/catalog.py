"""The one list of repairs and rules: the sequence in which repairs run, and the order in which rules claim a variant."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType

from fidelity.model.declarations import Relation
from fidelity.model.project import ProjectRule
from fidelity.model.repair import Repair
from fidelity.model.rule import Rule
from fidelity.repairs import (
    broken_word,
    confusable_character,
    doubled_space,
    glued_note_marker,
    invisible_character,
    kerned_ellipsis,
    note_body_in_text,
    presentation_ligature,
    running_head,
    small_capital_case,
    soft_hyphen,
    split_drop_cap,
    split_paragraph,
    stray_note_marker,
    unmarked_block_quotation,
    unmarked_emphasis,
    unmarked_heading,
    unmarked_table,
    unmarked_verse,
    unordered_note,
    wrapped_line,
)
from fidelity.rules import (
    added_note,
    added_note_call,
    added_quotation_marks,
    added_text,
    altered_attribution,
    altered_author,
    altered_case_in_quotation,
    altered_citation,
    altered_name,
    altered_negation,
    altered_negation_in_quotation,
    altered_note,
    altered_number,
    altered_number_in_quotation,
    altered_pages,
    altered_place_or_publisher,
    altered_punctuation,
    altered_punctuation_in_quotation,
    altered_quotation,
    altered_title,
    altered_url,
    altered_wording,
    altered_year,
    ambiguous_ibid,
    ambiguous_short_form,
    bad_identifier,
    broken_note_call,
    broken_note_link,
    broken_numeric_citation,
    call_without_note,
    citation_spelling,
    conflicting_citations,
    dead_cross_reference,
    differing_reference,
    disagreeing_short_form,
    doubled_punctuation,
    dropped_quotation_marks,
    duplicate_note,
    empty_note,
    exchanged_note_calls,
    exchanged_notes,
    impossible_date,
    incomplete_citation,
    lost_diacritic,
    lost_note,
    lost_note_call,
    malformed_page_range,
    merged_notes,
    misdirected_cross_reference,
    misplaced_note_call,
    mixed_citation_systems,
    moved_note_call,
    moved_passage,
    moved_quotation_mark,
    note_call_in_heading,
    note_call_in_note,
    note_called_again,
    note_gap,
    note_out_of_order,
    note_torn_apart,
    note_without_call,
    note_without_colon,
    odd_range_mark,
    omitted_sentence,
    opening_ibid,
    redirected_ibid,
    renumbered_notes,
    repeated_full_citation,
    restarted_numbering,
    short_form_without_antecedent,
    space_before_note_call,
    stale_canonical_text,
    stale_cross_reference,
    stale_departure,
    symbol_note_out_of_order,
    unbalanced_citation,
    unbalanced_quotation_marks,
    uncited_reference,
    unlisted_reference,
    unlocated_quotation,
    unmarked_addition,
    unmarked_omission,
    unordered_note_bodies,
    unordered_references,
    unreadable_file,
    unused_departure,
    unused_ignore,
    work_cited_unnamed,
)

REPAIRS: tuple[Repair, ...] = (
    presentation_ligature.REPAIR,
    soft_hyphen.REPAIR,
    invisible_character.REPAIR,
    confusable_character.REPAIR,
    kerned_ellipsis.REPAIR,
    small_capital_case.REPAIR,
    running_head.REPAIR,
    split_drop_cap.REPAIR,
    note_body_in_text.REPAIR,
    stray_note_marker.REPAIR,
    glued_note_marker.REPAIR,
    unordered_note.REPAIR,
    unmarked_heading.REPAIR,
    unmarked_table.REPAIR,
    unmarked_verse.REPAIR,
    unmarked_block_quotation.REPAIR,
    broken_word.REPAIR,
    split_paragraph.REPAIR,
    wrapped_line.REPAIR,
    doubled_space.REPAIR,
    unmarked_emphasis.REPAIR,
)
"""The sequence of repairs. Each sees the text as the ones before it left it."""

RULES: tuple[Rule, ...] = (
    altered_author.RULE,
    altered_title.RULE,
    altered_year.RULE,
    altered_place_or_publisher.RULE,
    altered_pages.RULE,
    altered_url.RULE,
    altered_citation.RULE,
    dead_cross_reference.RULE,
    stale_cross_reference.RULE,
    malformed_page_range.RULE,
    bad_identifier.RULE,
    ambiguous_ibid.RULE,
    ambiguous_short_form.RULE,
    disagreeing_short_form.RULE,
    misdirected_cross_reference.RULE,
    opening_ibid.RULE,
    redirected_ibid.RULE,
    short_form_without_antecedent.RULE,
    work_cited_unnamed.RULE,
    odd_range_mark.RULE,
    impossible_date.RULE,
    incomplete_citation.RULE,
    repeated_full_citation.RULE,
    conflicting_citations.RULE,
    altered_attribution.RULE,
    unbalanced_citation.RULE,
    doubled_punctuation.RULE,
    unlisted_reference.RULE,
    uncited_reference.RULE,
    differing_reference.RULE,
    unordered_references.RULE,
    broken_numeric_citation.RULE,
    mixed_citation_systems.RULE,
    citation_spelling.RULE,
    call_without_note.RULE,
    note_without_call.RULE,
    duplicate_note.RULE,
    note_gap.RULE,
    note_out_of_order.RULE,
    unordered_note_bodies.RULE,
    restarted_numbering.RULE,
    symbol_note_out_of_order.RULE,
    misplaced_note_call.RULE,
    space_before_note_call.RULE,
    note_call_in_heading.RULE,
    empty_note.RULE,
    note_without_colon.RULE,
    broken_note_call.RULE,
    note_called_again.RULE,
    note_call_in_note.RULE,
    note_torn_apart.RULE,
    moved_note_call.RULE,
    exchanged_notes.RULE,
    merged_notes.RULE,
    exchanged_note_calls.RULE,
    altered_note.RULE,
    lost_note.RULE,
    renumbered_notes.RULE,
    broken_note_link.RULE,
    added_note.RULE,
    lost_note_call.RULE,
    added_note_call.RULE,
    unlocated_quotation.RULE,
    altered_quotation.RULE,
    unmarked_omission.RULE,
    unmarked_addition.RULE,
    altered_negation_in_quotation.RULE,
    altered_number_in_quotation.RULE,
    dropped_quotation_marks.RULE,
    moved_quotation_mark.RULE,
    added_quotation_marks.RULE,
    altered_punctuation_in_quotation.RULE,
    altered_case_in_quotation.RULE,
    unbalanced_quotation_marks.RULE,
    altered_wording.RULE,
    added_text.RULE,
    altered_negation.RULE,
    altered_number.RULE,
    altered_name.RULE,
    lost_diacritic.RULE,
    omitted_sentence.RULE,
    moved_passage.RULE,
    altered_punctuation.RULE,
)
"""Every rule, by code. Their order says nothing: `ORDER_OF_CLAIMS` decides."""

PROJECT_RULES: tuple[ProjectRule, ...] = (
    unreadable_file.RULE,
    unused_ignore.RULE,
    unused_departure.RULE,
    stale_departure.RULE,
    stale_canonical_text.RULE,
)
"""The rules that judge files and not what they say."""

ORDER_OF_CLAIMS: tuple[str, ...] = (
    # artefacts, invisible and confusable characters come first of all, whatever their code
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
    *("Q101", "Q105", "Q106", "Q121", "Q103", "Q104", "Q102", "Q120", "Q113", "Q112", "Q115", "Q130"),
    # in a note, at its call or label: what was lost or moved, then what follows from that
    *("N124", "N122", "N128", "N114", "N130", "N131", "N125", "N123", "N120", "N112", "N121", "N127", "N113", "N101", "N102"),
    *("N107", "N103", "N104", "N105", "N108", "N109", "N110", "N117", "N118", "N116", "N111", "N106", "N126"),
    # wording
    *("T110", "T112", "T105", "T106", "T107", "T108", "T120", "T103", "T101"),
)
"""Who is asked first. The first claim to a variant is taken, and every other claim to it is dropped."""

CONFIRMED: Mapping[Relation, frozenset[str] | None] = MappingProxyType(
    {
        Relation.EDITION: None,
        Relation.EXCERPT: None,
        Relation.QUOTING: frozenset({"Q101", "Q102", "Q103", "Q104", "Q105", "Q106", "Q120", "Q121"}),
        Relation.TRANSLATION: frozenset({"N122", "N128", "T106"}),
    }
)
"""The comparing rules that an edition of each relation is asked by; None: all. Rules that need no canonical text always ask."""


def find(code_or_name: str) -> Rule | ProjectRule | Repair:
    """The rule or repair with a code ("N122") or a name ("lost-note"), in whatever case.

    Raises KeyError, with the closest codes and names as its arguments after the first, when there is none.
    """
    known: dict[str, Rule | ProjectRule | Repair] = {}
    everything: tuple[Rule | ProjectRule | Repair, ...] = (*REPAIRS, *RULES, *PROJECT_RULES)
    for one in everything:
        known[one.code.casefold()] = known[one.name.casefold()] = one
    wanted = code_or_name.strip().casefold()
    if wanted in known:
        return known[wanted]
    raise KeyError(code_or_name, *get_close_matches(wanted, known, n=3, cutoff=0.6))
