"""The checking benchmark measures what it says: its changes are there, its places are right, and it sees a blind checker."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from benchmarks.checking import measure
from benchmarks.checking.__main__ import TEXTS
from benchmarks.checking.edition import compatible, edited
from benchmarks.checking.harmful import PLANTERS, plant
from benchmarks.checking.harmless import LAYOUTS, STYLES
from benchmarks.checking.site import Edit, Stretch

SITES = measure.own_sites(TEXTS)


def test_every_kind_of_harm_has_a_place_in_some_text_and_changes_it() -> None:
    planted = {kind: [plant(kind, Random(f"{kind} {k}"), site) for site in SITES for k in range(4)] for kind in PLANTERS}
    for kind, changes in planted.items():
        there = [change for change in changes if change is not None]
        assert there, kind
        for change in there:
            assert all(one.end <= two.start for one, two in pairwise(change.edits)), kind


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_what_is_free_changes_the_file_and_not_the_letters(site: measure.Site) -> None:
    changed = 0
    for name, style in STYLES.items():
        edition = edited(site.content, compatible(style(Random(name), site), [])).content
        changed += edition != site.content
    changed += sum(edited(site.content, layout(site.content)).content != site.content for layout in LAYOUTS.values())
    assert changed > 20


def test_the_place_of_an_edit_is_followed_through_other_edits() -> None:
    first = edited("one two three four", [Edit(4, 7, "2"), Edit(14, 18, "fourfold")])
    assert first.content == "one 2 three fourfold"
    assert [first.content[slice(*place)] for place in first.places] == ["2", "fourfold"]
    second = edited(first.content, [Edit(0, 3, "eleven")])
    assert second.content[slice(*second.after(first.places[1]))] == "fourfold"
    assert second.after(Stretch(0, 3)) == Stretch(0, 6)


def test_edits_that_belong_together_are_kept_together() -> None:
    around = (Edit(2, 2, "*"), Edit(9, 9, "*"))
    assert compatible([around], [Edit(9, 10, "x")]) == []
    assert compatible([around], [Edit(20, 21, "x")]) == list(around)


def test_a_checker_that_finds_nothing_is_seen_to_miss_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "findings_of", lambda *_: [])
    outcome = measure.Outcome()
    measure.harm(SITES[1], outcome, 2, restyled=False, seed=1, kinds=list(PLANTERS))
    assert sum(tally.planted for tally in outcome.kinds.values()) >= 8
    assert not any(tally.found for tally in outcome.kinds.values())


def test_harm_is_found_and_named_under_restyling_too() -> None:
    outcome = measure.Outcome()
    kinds = ["negation_lost", "word_exchanged", "sentence_omitted", "year_of_citation", "quotation_lengthened"]
    measure.harm(next(site for site in SITES if site.name == "en"), outcome, 4, restyled=True, seed=1, kinds=kinds)
    planted = sum(tally.planted for tally in outcome.kinds.values())
    assert planted >= 12
    assert sum(tally.rule for tally in outcome.kinds.values()) == planted
