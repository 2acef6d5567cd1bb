"""A citation in another style is no altered citation; what looks like another style and is another reference is."""

from __future__ import annotations

import pytest

from fidelity.api import examine
from fidelity.model.finding import Severity
from fidelity.readers.markdown import read_markdown

CITED = """The river rose.[^1] The sea fell.[^2] The wind turned.[^3] It was a year then.[^4] More.[^5]
Then rain.[^6] Snow.[^7] Ice.[^8]

[^1]: Anna Berg, *The River and Its People: A History* (New York: The New Press, 1998), 334–344.

[^2]: Otto Lind, "Seas of the north in winter," *Journal of Tides* 12, no. 3 (2001): 7–19, https://www.tides.org/lind/.

[^3]: Carl Roth, *Ein Buch der Gezeiten*, 2. Aufl., hg. von Max Berg (Köln: Hafen, 1999), S. 3–9.

[^4]: John R. Smith, *Labour* (Cambridge, MA: University of Chicago Press, 2004), 5, https://doi.org/10.1017/S0020859000.

[^5]: Ludwig Moor, *Briefe*, trans. Emily Ander, ed. Sieghard Brand (London: Penguin, 1961), pp. 12, 15 ff.

[^6]: Mary Lee and Paul Jones, *Work* (London: Verso, 1990), 45, n. 12.

[^7]: Søren Muñoz, *Rain* (Malmö: Strand, 1977).

[^8]: Muñoz, *Rain*.
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
        pytest.param("Søren Muñoz", "Soren Muñoz", id="stroke left out"),
        pytest.param("[^8]: Muñoz", "[^8]: Munoz", id="diacritics left out"),
        pytest.param("Strand, 1977).", "Strand, 1977), 45–47.", id="pages added"),
        pytest.param("Strand, 1977).", "Strand, 1977), pp. 45 f.", id="pages added with their word"),
        pytest.param("Strand, 1977).", "Strand, 1977), chap. 3.", id="chapter added"),
        pytest.param("[^8]: Muñoz, *Rain*.", "[^8]: Muñoz, *Rain*, 45.", id="pages added to a short form"),
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
        pytest.param("Søren Muñoz", "Søren Munez", id="another letter besides its mark"),
        pytest.param("Søren Muñoz", "Sören Muňoz", id="another mark"),
        pytest.param("1990), 45, n.", "1990), 45, 49, n.", id="a page more"),
        pytest.param("Strand, 1977).", "Strand, 1977, 1979).", id="a year more"),
        pytest.param("Strand, 1977).", "Strand, 1977), 45, see also the mill.", id="words besides pages"),
    ],
)
def test_another_reference_is_one(old: str, new: str) -> None:
    assert severities(old, new) & {Severity.WARNING, Severity.ERROR}


def between(before: str, after: str) -> set[Severity]:
    """How the findings weigh when a note's whole body is written anew."""

    def text(body: str) -> bytes:
        others = "[^2]: Otto Lind, *Seas* (Oslo: Nord, 2001), 7.\n\n[^3]: Anna Berg, *Tides* (Leeds: Hill, 1974), 9.\n"
        notes = f"[^1]: {body}\n\n{others}"
        return f"The river rose and the town went to sleep.[^1] The sea fell.[^2] It rained then.[^3]\n\n{notes}".encode()

    found = examine(read_markdown(text(after), "edition.md"), read_markdown(text(before), "canonical.md")).findings
    return {one.severity for one in found}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Mary Lee, Paul Jones, and Ann Roe, *Work and Days* (London: Verso, 1990), 45.",
            "Mary Lee et al., *Work and Days* (London: Verso, 1990), 45.",
        ),
        (
            "Lee, Mary, Paul Jones, Tom Orr, and Ann Roe, *Work and Days* (London: Verso, 1990), 45.",
            "Lee, Mary, et al., *Work and Days* (London: Verso, 1990), 45.",
        ),
        (
            "Lee, M., Jones, P., & Roe, A. (1990). *Work and days*. Verso.",
            "Lee, M., et al. (1990). *Work and days*. Verso.",
        ),
        (
            "Mary Lee, Paul Jones und Anna Roth, *Arbeit*, Berlin 1990, S. 4.",
            "Mary Lee u. a., *Arbeit*, Berlin 1990, S. 4.",
        ),
        (
            "Mary Lee et al., *Work and Days* (London: Verso, 1990), 45.",
            "Mary Lee, Paul Jones, and Ann Roe, *Work and Days* (London: Verso, 1990), 45.",
        ),
        (
            "Karl Marx, *Capital* ([1867] 1990), 45.",
            "Karl Marx, *Capital* (1867/1990), 45.",
        ),
        (
            "Karl Marx, *Capital* (London: Penguin, 1990 [1867]), 45.",
            "Karl Marx, *Capital* (London: Penguin, [1867] 1990), 45.",
        ),
        (
            "Karl Marx, *Capital* (London: Penguin, 1990 [1867]), 45.",
            "Karl Marx, *Capital* (1867; London: Penguin, 1990), 45.",
        ),
        (
            "Karl Marx, *Capital* (1867; repr., London: Penguin, 1990), 45.",
            "Karl Marx, *Capital* (London: Penguin, 1990 [1867]), 45.",
        ),
        (
            "Karl Marx, *Capital* (London: Penguin, [1867] 1990), 45.",
            "Karl Marx, *Capital* (London: Penguin, 1867/1990), 45.",
        ),
        (
            'Otto Lind, "Seas of the north," *Journal of Tides* 12, no. 3 (2001): 7–19.',
            'Otto Lind, "Seas of the north," *Journal of Tides* 12.3 (2001): 7–19.',
        ),
        (
            'Otto Lind, "Seas of the north," *Journal of Tides* 12, no. 3 (2001): 7–19.',
            'Otto Lind, "Seas of the north," *Journal of Tides* 12(3) (2001): 7–19.',
        ),
        (
            'Otto Lind, "Seas of the north," *Journal of Tides* 12, no. 3 (2001): 7–19.',
            'Otto Lind, "Seas of the north," *Journal of Tides* vol. 12, no. 3 (2001): 7–19.',
        ),
        (
            'Otto Lind, "Seas of the north," *Journal of Tides* 12, no. 3 (2001): 7–19.',
            'Otto Lind, "Seas of the north," *Journal of Tides*, vol. 12, no. 3, 2001, pp. 7–19.',
        ),
        (
            'Otto Lind, "Seas of the north," *Journal of Tides* 12.3 (2001): 7–19.',
            'Otto Lind, "Seas of the north," *Journal of Tides* 12/3 (2001): 7–19.',
        ),
        (
            "See note 2 above for the argument.",
            "See n. 2 above for the argument.",
        ),
        (
            "Siehe Anm. 2 und dazu das Folgende.",
            "Siehe Fn. 2 und dazu das Folgende.",
        ),
        (
            "Marx and Engels say so in many places, but never in the letters.",
            "Marx & Engels say so in many places, but never in the letters.",
        ),
        (
            "This follows Marx & Engels, in their early letters of the winter.",
            "This follows Marx and Engels, in their early letters of the winter.",
        ),
        (
            "Mary Lee, *Work* (London: Verso, 1990), pp. 45-6.",
            "Mary Lee, *Work* (London: Verso, 1990), 45–46.",
        ),
        (
            "Mary Lee, *Work* (London: Verso, 1990), 45f.",
            "Mary Lee, *Work* (London: Verso, 1990), 45 f.",
        ),
        (
            "Mary Lee, *Work*, 2nd ed. (London: Verso, 1990), 45.",
            "Mary Lee, *Work*, second edition (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee, *Work*, vol. 2 (London: Verso, 1990), 45.",
            "Mary Lee, *Work*, vol. II (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee, *Work* (London: Verso, 1990), ch. 4.",
            "Mary Lee, *Work* (London: Verso, 1990), chapter 4.",
        ),
        (
            "Mary Lee, *Work: A History* (London: Verso, 1990), 45.",
            "Mary Lee, *Work. A History* (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee, *Work* (London: Verso, 1990), 45. Accessed May 3, 2016. http://a.org/b.",
            "Mary Lee, *Work* (London: Verso, 1990), 45. Accessed 3 May 2016. https://a.org/b/.",
        ),
        (
            "Ibid., 45.",
            "Ibid, p. 45.",
        ),
        (
            "Ibid., 45.",
            "ibid., 45.",
        ),
        (
            "Mary Lee and Paul Jones, *Work* (London: Verso, 1990), 45.",
            "Mary Lee & Paul Jones, *Work* (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee (ed.), *Work* (London: Verso, 1990), 45.",
            "Mary Lee, ed., *Work* (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee and Paul Jones, eds., *Work* (London: Verso, 1990), 45.",
            "Mary Lee and Paul Jones (eds), *Work* (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee, *Work* (London: Verso, 1990), 45.",
            "Mary Lee, *Work*, London: Verso, 1990, 45.",
        ),
        (
            "Mary Lee, *Work* (London: Verso, 1990), 45.",
            "Mary Lee, *Work*, London, Verso, 1990, p. 45.",
        ),
        (
            "Mary Lee, 'Labour', in Ann Roe (ed.), *Work* (London: Verso, 1990), 45.",
            "Mary Lee, “Labour,” in *Work*, ed. Ann Roe (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee, *Work* (London: Verso, 1990), 45, https://doi.org/10.1017/S0020859000.",
            "Mary Lee, *Work* (London: Verso, 1990), 45, DOI 10.1017/S0020859000.",
        ),
        (
            "Mary Lee, *Work* (London: Verso, 1990), 45–47, 52.",
            "Mary Lee, *Work* (London: Verso, 1990), 45–7 and 52.",
        ),
        (
            "Mary Lee, *Work* (London: Verso, Spring 1990), 45.",
            "Mary Lee, *Work* (London: Verso, spring 1990), 45.",
        ),
        (
            "Cf. Mary Lee, *Work* (London: Verso, 1990), 45.",
            "cf. Mary Lee, *Work* (London: Verso, 1990), 45.",
        ),
        (
            "See Mary Lee, *Work* (London: Verso, 1990), xiv.",
            "See Mary Lee, *Work* (London: Verso, 1990), p. xiv.",
        ),
        (
            "Max Weber, *Wirtschaft* (Tübingen: Mohr, 1922), S. 4.",
            "Max Weber, *Wirtschaft* (Tuebingen: Mohr, 1922), S. 4.",
        ),
        (
            "Mary Lee, *Work*, 2nd ed. (London: Verso, 1990), 45.",
            "Mary Lee, *Work*, 2nd edn (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee, *Work*, vol. 2 (London: Verso, 1990), 45.",
            "Mary Lee, *Work*, Vol. 2 (London: Verso, 1990), p. 45.",
        ),
        (
            "Mary Lee (ed.), *Work*, vol. 2 (London: Verso, 1990), 101–8.",
            "Mary Lee, ed., *Work*, vol. II (London: Verso, 1990), pp. 101–108.",
        ),
    ],
)
def test_a_citation_rewritten_in_another_style_is_the_same(before: str, after: str) -> None:
    assert between(before, after) <= {Severity.INFO}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Mary Lee, Paul Jones, and Ann Roe, *Work and Days* (London: Verso, 1990), 45.",
            "Mary Lee and Paul Jones, *Work and Days* (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee, Paul Jones, and Ann Roe, *Work and Days* (London: Verso, 1990), 45.",
            "Paul Jones et al., *Work and Days* (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee, *Work and Days* (London: Verso, 1990), 45.",
            "Mary Lee et al., *Work and Days* (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee et al., *Work and Days* (London: Verso, 1990), 45.",
            "Mary Lee, *Work and Days* (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee, Paul Jones, and Ann Roe, *Work and Days* (London: Verso, 1990), 45.",
            "Mary Lee et al., *Work and Nights* (London: Verso, 1990), 45.",
        ),
        (
            "Karl Marx, *Capital* (London: Penguin, 1990 [1867]), 45.",
            "Karl Marx, *Capital* (London: Penguin, 1990), 45.",
        ),
        (
            "Karl Marx, *Capital* (London: Penguin, 1990 [1867]), 45.",
            "Karl Marx, *Capital* (London: Penguin, [1876] 1990), 45.",
        ),
        (
            "Karl Marx, *Capital* (London: Penguin, 1990 [1867]), 45.",
            "Karl Marx, *Capital* (London: Penguin, 1867 [1990]), 45.",
        ),
        (
            'Otto Lind, "Seas of the north," *Journal of Tides* 12, no. 3 (2001): 7–19.',
            'Otto Lind, "Seas of the north," *Journal of Tides* 12.8 (2001): 7–19.',
        ),
        (
            'Otto Lind, "Seas of the north," *Journal of Tides* 12, no. 3 (2001): 7–19.',
            'Otto Lind, "Seas of the north," *Journal of Tides* 13.3 (2001): 7–19.',
        ),
        (
            'Otto Lind, "Seas of the north," *Journal of Tides* 12, no. 3 (2001): 7–19.',
            'Otto Lind, "Seas of the north," *Journal of Tides* 123 (2001): 7–19.',
        ),
        (
            'Otto Lind, "Seas of the north," *Journal of Tides* 12, no. 3 (2001): 7–19.',
            'Otto Lind, "Seas of the north," *Journal of Tides* 12 (2001): 7–19.',
        ),
        (
            "See note 2 above for the argument.",
            "See n. 3 above for the argument.",
        ),
        (
            "Marx and Engels say so in many places, but never in the letters.",
            "Marx or Engels say so in many places, but never in the letters.",
        ),
        (
            "Ibid., 45.",
            "Ibid., 54.",
        ),
        (
            "Mary Lee, *Work*, vol. 2 (London: Verso, 1990), 45.",
            "Mary Lee, *Work*, vol. III (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee, *Work* (London: Verso, 1990), 45.",
            "Mary Lee, *Work*, London, Verso, 1990, p. 46.",
        ),
        (
            "Mary Lee, *Work*, 2nd ed. (London: Verso, 1990), 45.",
            "Mary Lee, *Work*, third edition (London: Verso, 1990), 45.",
        ),
        (
            "Cf. Mary Lee, *Work* (London: Verso, 1990), 45.",
            "But see Mary Lee, *Work* (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee, *Work* (London: Verso, 1990), ch. 4.",
            "Mary Lee, *Work* (London: Verso, 1990), p. 4.",
        ),
        (
            "Mary Lee, *Work* (London: Verso, 1990), 45. Accessed May 3, 2016. http://a.org/b.",
            "Mary Lee, *Work* (London: Verso, 1990), 45. Accessed 5 May 2016. https://a.org/b/.",
        ),
        (
            "Mary Lee (ed.), *Work* (London: Verso, 1990), 45.",
            "Mary Lee (trans.), *Work* (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee, 'Labour', in Ann Roe (ed.), *Work* (London: Verso, 1990), 45.",
            "Mary Lee, “Labour,” in *Work*, ed. Ann Rowe (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee, *Work* (London: Verso, 1990), 101–108.",
            "Mary Lee, *Work* (London: Verso, 1990), 101, 108.",
        ),
        (
            "Mary Lee, *Work* (London: Verso, 1990), 45, accessed 3.5.2010, http://a.org/x.",
            "Mary Lee, *Work* (London: Verso, 1990), 45, accessed 5.3.2010, http://a.org/x.",
        ),
        (
            "Mary Lee, ed., *Work* (London: Verso, 1990), 45.",
            "Mary Lee, *Work* (London: Verso, 1990), 45.",
        ),
        (
            "Mary Lee (Hg.), *Arbeit*, Berlin 1990, S. 4.",
            "Mary Lee, *Arbeit*, Berlin 1990, S. 4.",
        ),
        (
            "Lee, *Work*, vol. 2, p. 3.",
            "Lee, *Work*, p. 2, vol. 3.",
        ),
        (
            "Mary Lee, *Work*, vol. 2, 45.",
            "Mary Lee, *Work*, p. 2, 45.",
        ),
        (
            "Mary Lee, *Work*, vol. 2 (London: Verso, 1990), 45–46.",
            "Mary Lee, *Work*, no. 2 (London: Verso, 1990), 45–46.",
        ),
        (
            "Mary Lee, *Arbeit*, Bd. 1, Berlin 1962, S. 12.",
            "Mary Lee, *Arbeit*, S. 1, Berlin 1962, S. 12.",
        ),
    ],
)
def test_a_citation_rewritten_as_another_is_reported(before: str, after: str) -> None:
    assert between(before, after) & {Severity.WARNING, Severity.ERROR}
