"""Law 7: what the canonical text shows too is no finding, in whatever form the edition prints it; what is new is one."""

from __future__ import annotations

import pytest

from fidelity import api
from fidelity.model.declarations import Relation
from fidelity.model.finding import Severity
from fidelity.readers.markdown import read_markdown

NOTES = """\
The clerk wrote down who came,[^1] who went,[^2] and what the ferry cost.[^3] Nobody asked him why.

[^1]: Amalia Ross, *The Quarries of the North* (London: Harrow, 1976), 50–45.

[^2]: Ross, “The Quarries of the South,” 12.

[^3]: Otto E. Lind, *The Long Harbour* (Berlin: Anker, 1981), p. 30.
"""


def codes(canonical: str, edition: str) -> list[str]:
    texts = [read_markdown(one.encode(), name) for one, name in ((canonical, "a.md"), (edition, "b.md"))]
    found = api.examine(texts[1], texts[0], Relation.EDITION).findings
    return [one.code for one in found if one.severity is not Severity.INFO]


def alone(text: str) -> set[str]:
    found = api.examine(read_markdown(text.encode(), "b.md"), None, Relation.EDITION).findings
    return {one.code for one in found if one.severity is not Severity.INFO}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("50–45", "50-45"),
        ("“The Quarries of the South,”", '"The Quarries of the South,"'),
        ("Ross, “The", "Ross,\u00a0“The"),
        ("Ross, “The Quarries", "Ross,  “The  Quarries"),
        ("[^2]", "[^7]"),
    ],
)
def test_faults_of_the_canonical_text_are_none_of_an_edition_that_prints_them_in_another_form(before: str, after: str) -> None:
    assert alone(NOTES) >= {"C109", "C118"}
    assert codes(NOTES, NOTES.replace(before, after)) == []


def test_a_fault_that_became_another_is_reported() -> None:
    assert codes(NOTES, NOTES.replace("50–45", "60–45")) == ["C105"]
    assert codes(NOTES, NOTES.replace("p. 30.", "pp. 30–25.")) == ["C105"]
