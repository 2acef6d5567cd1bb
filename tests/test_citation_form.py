"""A citation in another style is no altered citation; what looks like another style and is another reference is."""

from __future__ import annotations

import pytest

from fidelity.api import examine
from fidelity.model.finding import Severity
from fidelity.readers.markdown import read_markdown

CITED = """The river rose.[^1] The sea fell.[^2] The wind turned.[^3] It was a year then.[^4] More.[^5] Then rain.[^6]

[^1]: Anna Berg, *The River and Its People: A History* (New York: The New Press, 1998), 334–344.

[^2]: Otto Lind, "Seas of the north in winter," *Journal of Tides* 12, no. 3 (2001): 7–19, https://www.tides.org/lind/.

[^3]: Carl Roth, *Ein Buch der Gezeiten*, 2. Aufl., hg. von Max Berg (Köln: Hafen, 1999), S. 3–9.

[^4]: John R. Smith, *Labour* (Cambridge, MA: University of Chicago Press, 2004), 5, https://doi.org/10.1017/S0020859000.

[^5]: Ludwig Moor, *Briefe*, trans. Emily Ander, ed. Sieghard Brand (London: Penguin, 1961), pp. 12, 15 ff.

[^6]: Mary Lee and Paul Jones, *Work* (London: Verso, 1990), 45, n. 12.
"""


def severities(old: str, new: str) -> set[Severity]:
    """How the findings weigh when one reading of the citations is replaced by another."""
    assert CITED.count(old) == 1
    canonical, edition = CITED.encode(), CITED.replace(old, new).encode()
    found = examine(read_markdown(edition, "edition.md"), read_markdown(canonical, "canonical.md")).findings
    return {one.severity for one in found}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("Seas of the north in winter", "Seas of the North in Winter", id="capitals of a title"),
        pytest.param("The River and Its", "The River & Its", id="and in a title"),
        pytest.param("People: A History", "People. A History", id="stop before a subtitle"),
        pytest.param('"Seas of the north in winter,"', "‘Seas of the north in winter’,", id="other quotation marks"),
        pytest.param("334–344", "334–44", id="elided range"),
        pytest.param("15 ff.", "15ff.", id="space before ff."),
        pytest.param("), 45, n. 12", "), p. 45, note 12", id="p. and note"),
        pytest.param("The New Press", "New Press", id="article of a publisher"),
        pytest.param("New York: The New Press", "The New Press", id="place left out"),
        pytest.param("London: Penguin", "London; New York: Penguin", id="two places"),
        pytest.param("Köln: Hafen", "Cologne: Hafen", id="translated place"),
        pytest.param("Cambridge, MA:", "Cambridge, Mass.:", id="state"),
        pytest.param("Cambridge, MA:", "Cambridge:", id="state left out"),
        pytest.param("https://www.tides.org", "http://www.tides.org", id="protocol"),
        pytest.param("tides.org/lind/", "tides.org/lind", id="slash at the end"),
        pytest.param("https://doi.org/", "doi:", id="resolver"),
        pytest.param("https://www", "https://web.archive.org/web/20200101000000/https://www", id="archive"),
        pytest.param("John R. Smith", "J. R. Smith", id="initial"),
        pytest.param("Anna Berg, *The", "Berg, Anna, *The", id="family name first"),
        pytest.param("hg. von", "Hrsg. v.", id="editor in German"),
        pytest.param("ed. Sieghard", "edited by Sieghard", id="editor"),
        pytest.param("trans. Emily", "translated by Emily", id="translator"),
        pytest.param("2. Aufl.", "2. Auflage", id="edition"),
        pytest.param("12, no. 3", "12, No. 3", id="number"),
    ],
)
def test_another_style_is_no_altered_citation(old: str, new: str) -> None:
    assert severities(old, new) <= {Severity.INFO}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("334–344", "334–45", id="elided to another page"),
        pytest.param("334–344", "334", id="range cut"),
        pytest.param("Köln: Hafen", "Wien: Hafen", id="another town"),
        pytest.param("Cambridge, MA:", "Cambridge, CA:", id="another state"),
        pytest.param("University of Chicago Press", "University of Press", id="town inside a publisher"),
        pytest.param("www.tides.org/lind/", "www.tide.org/lind/", id="another host"),
        pytest.param("tides.org/lind/", "tides.orglind/", id="slash inside"),
        pytest.param("John R. Smith", "T. R. Smith", id="another initial"),
        pytest.param("Anna Berg, *The", "Berg, Anne, *The", id="another given name"),
        pytest.param("trans. Emily", "ed. Emily", id="translator made editor"),
        pytest.param("seas of".capitalize(), "Sea of", id="another title"),
        pytest.param("2. Aufl.", "3. Aufl.", id="another edition"),
        pytest.param("12, no. 3", "12, no. 8", id="another number"),
        pytest.param("1998), 334", "1988), 334", id="another year"),
        pytest.param("Mary Lee and Paul Jones", "Mary Lee", id="an author dropped"),
    ],
)
def test_another_reference_is_one(old: str, new: str) -> None:
    assert severities(old, new) & {Severity.WARNING, Severity.ERROR}
