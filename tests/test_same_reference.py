"""One reference in nine styles is one reference; with any part of it changed it is another."""

from __future__ import annotations

from itertools import permutations

import pages
import pytest
from test_rule_pages import case_of

from fidelity.judge import judge
from fidelity.model.finding import Severity
from fidelity.rules.same_reference import same_people

BOOK = (
    "Anna Berg, Otto Lind, Carl Roth, and Ida Carr, *The River and Its People* (London: Hill Press, 1998), 123–129.",
    "Berg, Anna, Otto Lind, Carl Roth, and Ida Carr. *The River and Its People*. Hill Press, 1998, pp. 123–129.",
    "Berg, A., Lind, O., Roth, C., & Carr, I. (1998). *The River and Its People*. Hill Press, pp. 123–129.",
    "Anna Berg, Otto Lind, Carl Roth und Ida Carr, *The River and Its People*, London: Hill Press 1998, S. 123–129.",
    "Berg, Anna; Lind, Otto; Roth, Carl; Carr, Ida: *The River and Its People*. London: Hill Press 1998, S. 123–129.",
    "Anna Berg, Otto Lind, Carl Roth et Ida Carr, *The River and Its People*, London, Hill Press, 1998, p. 123–129.",
    "Anna Berg, Otto Lind, Carl Roth y Ida Carr, *The River and Its People*, London, Hill Press, 1998, pp. 123–129.",
    "Anna Berg, Otto Lind, Carl Roth e Ida Carr, *The River and Its People*, London, Hill Press, 1998, pp. 123–129.",
    "Anna Berg, Otto Lind, Carl Roth and Ida Carr, *The River and Its People* (Hill Press 1998) 123–129.",
)
TRANSLATION = (
    "Anna Berg, *The River and Its People*, trans. Tim Bell, ed. Ole Dahl, 2nd ed. (London: Hill Press, 1998), 45.",
    "Berg, Anna. *The River and Its People*. Translated by Tim Bell, edited by Ole Dahl, 2nd ed., Hill Press, 1998, pp. 45.",
    "Berg, A. (1998). *The River and Its People* (2nd ed.; T. Bell, Trans.; O. Dahl, Ed.). Hill Press, pp. 45.",
    "Anna Berg, *The River and Its People*, übers. von Tim Bell, hrsg. von Ole Dahl, 2. Aufl., London: Hill Press 1998, S. 45.",
    "Berg, Anna: *The River and Its People*. Übers. v. Tim Bell. Hg. v. Ole Dahl. 2. Aufl. London: Hill Press 1998, S. 45.",
    "Anna Berg, *The River and Its People*, trad. par Tim Bell, éd. par Ole Dahl, 2e éd., London, Hill Press, 1998, p. 45.",
    "Anna Berg, *The River and Its People*, trad. de Tim Bell, ed. de Ole Dahl, 2.ª ed., London, Hill Press, 1998, pp. 45.",
    "Anna Berg, *The River and Its People*, trad. di Tim Bell, a cura di Ole Dahl, 2a ed., London, Hill Press, 1998, pp. 45.",
    "Anna Berg, *The River and Its People* (Tim Bell tr, Ole Dahl ed, 2nd edn, Hill Press 1998) 45.",
)
ARTICLE = (
    "Anna Berg and Otto Lind, “Rain and Wage,” *Journal of Rivers* 12, no. 3 (1998): 123–129.",
    "Berg, Anna, and Otto Lind. “Rain and Wage.” *Journal of Rivers*, vol. 12, no. 3, 1998, pp. 123–129.",
    "Berg, A., & Lind, O. (1998). Rain and Wage. *Journal of Rivers*, *12*(3), 123–129.",
    "Anna Berg und Otto Lind, „Rain and Wage“, in: *Journal of Rivers* 12 (1998), H. 3, S. 123–129.",
    "Berg, Anna / Lind, Otto: Rain and Wage. In: *Journal of Rivers* 12 (1998), Nr. 3, S. 123–129.",
    "Anna Berg et Otto Lind, « Rain and Wage », *Journal of Rivers*, vol. 12, n° 3, 1998, p. 123–129.",
    "Anna Berg y Otto Lind, «Rain and Wage», *Journal of Rivers*, vol. 12, núm. 3, 1998, pp. 123–129.",
    "Anna Berg e Otto Lind, *Rain and Wage*, «Journal of Rivers», vol. 12, n. 3, 1998, pp. 123–129.",
    "Anna Berg and Otto Lind, ‘Rain and Wage’ (1998) 12(3) Journal of Rivers 123–129.",
)
CHAPTER = (
    "Anna Berg, “Rain and Wage,” in *Northern Rivers*, ed. Tim Bell and Ole Dahl (London: Hill Press, 1998), 123–129.",
    "Berg, Anna. “Rain and Wage.” *Northern Rivers*, edited by Tim Bell and Ole Dahl, Hill Press, 1998, pp. 123–129.",
    "Berg, A. (1998). Rain and Wage. In T. Bell & O. Dahl (Eds.), *Northern Rivers* (pp. 123–129). Hill Press.",
    "Anna Berg, „Rain and Wage“, in: Tim Bell und Ole Dahl (Hrsg.), *Northern Rivers*, London: Hill Press 1998, S. 123–129.",
    "Berg, Anna: Rain and Wage. In: Tim Bell/Ole Dahl (Hg.): *Northern Rivers*. London: Hill Press 1998, S. 123–129.",
    "Anna Berg, « Rain and Wage », dans Tim Bell et Ole Dahl (dir.), *Northern Rivers*, London, Hill Press, 1998, p. 123–129.",
    "Anna Berg, «Rain and Wage», en Tim Bell y Ole Dahl (eds.), *Northern Rivers*, London, Hill Press, 1998, pp. 123–129.",
    "Anna Berg, *Rain and Wage*, in Tim Bell e Ole Dahl (a cura di), *Northern Rivers*, London, Hill Press, 1998, pp. 123–129.",
    "Anna Berg, ‘Rain and Wage’ in Tim Bell and Ole Dahl (eds), *Northern Rivers* (Hill Press 1998) 123–129.",
)
"""Chicago, MLA, APA, German twice, French, Spanish, Italian and OSCOLA: the same work in each."""
WORKS = {"BOOK": BOOK, "TRANSLATION": TRANSLATION, "ARTICLE": ARTICLE, "CHAPTER": CHAPTER}
CHANGES = {
    "BOOK": [("Otto Lind", "Otto Lund"), ("Hill Press", "Hall Press"), ("1998", "1989"), ("129", "139"), ("People", "Peoples")],
    "TRANSLATION": [("Bell", "Ball"), ("Dahl", "Dehl"), ("1998", "1999"), ("45", "54"), ("2", "3")],
    "ARTICLE": [("12", "21"), ("3", "4"), ("Rivers", "Seas"), ("Rain", "Rains"), ("Lind", "Lint")],
    "CHAPTER": [("Bell", "Ball"), ("Northern", "Southern"), ("Wage", "Wages"), ("123", "132"), ("Berg", "Burg")],
}


def loud(one: str, two: str) -> list[str]:
    """The codes of what is said above info when a note's reference becomes another."""
    canonical, edition = (f"The river rose.[^1]\n\n[^1]: {words}\n" for words in (one, two))
    found = judge(case_of(pages.Trial(canonical, edition, "edition", ())))
    return [taken.code for taken in found if taken.severity is not Severity.INFO]


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_another_style_is_the_same_reference(work: tuple[str, ...]) -> None:
    assert [(one, two, codes) for one, two in permutations(work, 2) if (codes := loud(one, two))] == []


@pytest.mark.parametrize(
    ("name", "work"), [("BOOK", BOOK), ("TRANSLATION", TRANSLATION), ("ARTICLE", ARTICLE), ("CHAPTER", CHAPTER)]
)
def test_a_changed_part_is_another_reference(name: str, work: tuple[str, ...]) -> None:
    harmless = [
        (one, changed)
        for old, new in CHANGES[name]
        for k, two in enumerate(work)
        for one in (work[k], work[(k + 1) % len(work)])
        if (changed := two.replace(old, new, 1)) != two and not loud(one, changed)
    ]
    assert harmless == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "Anna Berg, Otto Lind, Carl Roth, and Ida Carr, *Rain* (London: Hill Press, 1998), 4.",
            "Anna Berg, Carl Roth, Otto Lind, and Ida Carr, *Rain* (London: Hill Press, 1998), 4.",
        ),
        (
            "Anna Berg, «Agua», en Tim Bell y Ole Dahl (eds.), *Ríos*, Madrid, Akal, 1998, pp. 3–9.",
            "Anna Berg, «Agua», en Ole Dahl y Tim Bell (eds.), *Ríos*, Madrid, Akal, 1998, pp. 3–9.",
        ),
        (
            "Anna Berg, *Rain* (Tim Bell tr, Ole Dahl ed, Hill Press 1998) 45.",
            "Anna Berg, *Rain* (Ole Dahl tr, Tim Bell ed, Hill Press 1998) 45.",
        ),
    ],
    ids=["authors", "editors", "roles"],
)
def test_people_who_change_places(one: str, two: str) -> None:
    assert loud(one, two)


_BOOK = "{authors}, *{title}*, {people}{edition}(London: Hill Press, 1998), {pages}."
_PLAIN = {"authors": "Anna Berg", "title": "The River", "people": "", "edition": "", "pages": "45"}


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("pages", "12. 15", "1215"),
        ("pages", "3 45", "345"),
        ("pages", "45 n. 3", "45, 3"),
        ("title", "Flight from Egypt", "Flight of Egypt"),
        ("title", "Vitamin E and Health", "Vitamin and Health"),
        ("title", "The Last Chapter", "The Last"),
        ("title", "War and Peace", "War Peace"),
        ("edition", "2nd rev. ed. ", "2nd ed. "),
        ("people", "ed. Tim Bell, Ole Dahl, and Ida Carr ", "ed. Ole Dahl, Tim Bell, and Ida Carr "),
        ("people", "ed. Tim Bell, Ole Dahl, and Ida Carr ", "ed. Tim Dahl, Ole Bell, and Ida Carr "),
        ("authors", "Anna Berg, Otto Lind, and Ida Carr", "Otto Berg, Anna Lind, and Ida Carr"),
        ("authors", "Anna Berg, Otto Lind, and Ida Carr", "Otto Lind, Anna Berg, and Ida Carr"),
    ],
)
def test_what_looks_like_another_style_and_is_another_reference(part: str, old: str, new: str) -> None:
    one, two = (_BOOK.format(**_PLAIN | {part: words}) for words in (old, new))
    assert loud(one, two)
    assert loud(two, one)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Anna Berg, Otto Lind, and Ida Carr", "Berg, A., Lind, O., & Carr, I.", True),
        ("Berg, Anna; Lind, Otto", "Anna Berg und Otto Lind", True),
        ("Ursula von der Au", "von der Au, Ursula", True),
        ("Anna Berg, Otto Lind", "Otto Lind, Anna Berg", False),
        ("Anna Berg, Otto Lind", "Anna Lind, Otto Berg", False),
        ("Berg, Anna, Otto Lind", "Anna Berg", False),
    ],
)
def test_the_same_people(one: str, two: str, *, same: bool) -> None:
    assert same_people(one, two) is same
    assert same_people(two, one) is same


def test_one_of_two_towns_changed_is_another_reference() -> None:
    one, two = ("Anna Berg, *Rain*, Köln/Rom: Hafen 1998, S. 4.", "Anna Berg, *Rain*, Cologne/Berlin: Hafen 1998, S. 4.")
    assert loud(one, two)
    assert not loud(one, one.replace("Köln/Rom", "Cologne/Rome"))
