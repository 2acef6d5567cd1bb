"""What letters, plays and epigraphs do: lines ranged right, speeches that hang, speakers in small capitals."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_notes_in_pdfs import called, extracted, note, notes_of, width
from test_pdf_reader import show

from fidelity.model.marks import Kind
from fidelity.model.text import Text

FULL = "The clerk of the harbour wrote down what the boats had brought to the quay."
RIGHT = 40 + width(FULL)


def prose(top: float, count: int = 8) -> str:
    return "".join(show(40, top - 12 * i, FULL) for i in range(count)) + show(40, top - 12 * count, "That was all.")


def ranged(top: float, words: str, size: float = 10, right: float = RIGHT) -> str:
    return show(right - width(words, size), top, words, size)


def blocks(text: Text) -> list[str]:
    return text.string[: text.running_end].split("\n")


QUOTED = ("A harbour that is full of boats is", "full of debts, and of their sailors.")


def epigraph(top: float, *source: str) -> str:
    """A quotation of two lines in smaller type at the right of the page, and below it its source."""
    page = "".join(show(200, top - 11 * i, words, 9) for i, words in enumerate(QUOTED))
    return page + "".join(ranged(top - 30 - 11 * i, words, 9) for i, words in enumerate(source))


def test_the_source_of_an_epigraph_goes_on_where_its_next_word_had_no_room(tmp_path: Path) -> None:
    source = ("From the sayings of the old bargemen of", "Trewhella")
    text = extracted(tmp_path, epigraph(560, *source) + prose(480, 30))
    assert " ".join(source) in blocks(text)


def test_lines_ranged_right_that_were_ended_on_purpose_are_two(tmp_path: Path) -> None:
    text = extracted(tmp_path, epigraph(560, "A saying", "Old John Trewhella") + prose(480, 30))
    assert {"A saying", "Old John Trewhella"} <= set(blocks(text))


def test_a_signature_of_two_lines_has_no_display_above_it(tmp_path: Path) -> None:
    signature = ranged(440, "Your most obedient servant and your friend,") + ranged(428, "Trewhella")
    assert "Trewhella" in blocks(extracted(tmp_path, prose(560) + signature + prose(400)))


@pytest.mark.parametrize("gap", [12, 13])
def test_a_date_ranged_right_is_no_beginning_of_the_salutation(gap: float, tmp_path: Path) -> None:
    letter = ranged(440, "Penryn, 14 October 1846") + show(40, 440 - gap, "My dear Carlyon,") + prose(440 - 2 * gap)
    assert {"Penryn, 14 October 1846", "My dear Carlyon,"} <= set(blocks(extracted(tmp_path, prose(560) + letter)))


SPEECHES = (
    "First Boatman. Has she come down the stair of the harbour yet?",
    "Second Boatman. She is counting, as all of them do it in the first night of the year, and my father rowed no more than "
    "thirty of them over, and there was none but could have told you the number of the steps that she had counted on her way.",
    "First Boatman. And was it never the same that they counted, or is it only that they could not tell you what they had "
    "counted at all?",
    "Second Boatman. It was never the same.",
)


def wrapped(words: str) -> list[str]:
    """The lines of a paragraph that hangs by 15 points."""
    lines = [""]
    for word in words.split():
        more = f"{lines[-1]} {word}".strip()
        if width(more) > RIGHT - 40 - (15 if len(lines) > 1 else 0):
            lines.append(word)
        else:
            lines[-1] = more
    return lines


def test_a_speech_of_four_lines_that_hangs_is_one_paragraph(tmp_path: Path) -> None:
    lines = [(55 if i else 40, line) for speech in SPEECHES for i, line in enumerate(wrapped(speech))]
    play = "".join(show(x, 440 - 12 * i, words) for i, (x, words) in enumerate(lines))
    text = extracted(tmp_path, prose(560) + play + prose(400 - 12 * len(lines)))
    assert set(SPEECHES) <= set(blocks(text))
    assert not text.of_kind(Kind.QUOTATION)


def test_a_quotation_goes_on_over_a_page_that_shows_no_other_edge(tmp_path: Path) -> None:
    quoted = (
        "It is hard to see for what purpose these papers have been",
        "kept at all, when they prove nothing that was not known to",
    )
    page = prose(560, 40) + "".join(show(60, 60 - 12 * i, words) for i, words in enumerate(quoted))
    text = extracted(tmp_path, page, show(40, 560, "us already, and hide all that one might wish.") + prose(530))
    assert " ".join([*quoted, "us already, and hide all that one might wish."]) in blocks(text)


def test_a_page_that_begins_large_does_not_go_on_with_a_quotation(tmp_path: Path) -> None:
    quoted = (
        "It is hard to see for what purpose these papers have been",
        "kept at all, when they prove nothing that was not known to",
    )
    page = prose(560, 40) + "".join(show(60, 60 - 12 * i, words) for i, words in enumerate(quoted))
    text = extracted(tmp_path, page, show(40, 560, "The others were lost at sea.") + prose(530))
    assert "The others were lost at sea." in blocks(text)


def small(x: float, y: float, words: str, size: float = 10) -> str:
    """Small capitals as a font for XeTeX has them: under the codes of full ones, each narrower than its capital."""
    page = ""
    for word in words.split(" "):
        for i, letter in enumerate(word):
            scale = 100 if i == 0 and letter.isupper() else 88
            page += f"BT {scale} Tz /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({letter.upper()}) Tj ET\n"
            x += width(letter.upper(), size) * scale / 100
        x += 0.28 * size
    return page + "BT 100 Tz ET\n"


CAPITALS = "Mary and Anne of Leith, Robert, Eli, Ian and Ruth had brought all of it."
NAMES = show(40, 452, CAPITALS)


def test_capitals_of_full_width_stay(tmp_path: Path) -> None:
    text = extracted(tmp_path, prose(560, 7) + NAMES + show(160, 420, "LE MAIRE") + show(40, 404, "It is late.") + prose(380))
    assert "LE MAIRE" in blocks(text)


def test_an_abbreviation_in_small_capitals_alone_stays(tmp_path: Path) -> None:
    text = extracted(tmp_path, prose(560, 7) + NAMES + small(160, 420, "earl") + show(40, 404, "It is late.") + prose(380))
    assert "EARL" in blocks(text)


def test_the_large_numbers_of_chapters_are_no_folios(tmp_path: Path) -> None:
    def page(number: int) -> str:
        return (
            show(340, 560, str(number), 60)
            + show(40, 500, "A Tale of the Quay", 14)
            + prose(460, 20)
            + show(195, 30, str(number))
        )

    words = blocks(extracted(tmp_path, *map(page, (1, 2, 3))))
    assert [block for block in words if block.isdigit()] == ["1", "2", "3"]


@pytest.mark.parametrize("indent", [0.0, 14.0])
def test_notes_in_columns_whose_first_lines_are_set_in(indent: float, tmp_path: Path) -> None:
    page = prose(560, 6) + "".join(called(464 - 12 * i, f"the mark {'abc'[i]}", str(i + 1)) for i in range(3)) + prose(428, 12)
    columns = (
        (40, (("1", "One is of the harbour"), ("", "and of all of its boats."))),
        (215, (("2", "Two is short."), ("3", "Three too."))),
    )
    for x, rows in columns:
        for i, (label, words) in enumerate(rows):
            page += note(130 - 9.5 * i, label, words, x + indent) if label else show(x, 130 - 9.5 * i, words, 8)
    found = notes_of(extracted(tmp_path, page))
    assert found == {"1": "One is of the harbour and of all of its boats.", "2": "Two is short.", "3": "Three too."}


def test_a_dialogue_below_a_paragraph_as_deep_as_its_cap_is_not_beside_it(tmp_path: Path) -> None:
    cap = show(40, 428, "W", 26) + show(
        66, 440, "hat the clerk had written there was of the harbour and of its debts, which are of"
    )
    cap += show(66, 428, "all debts the oldest that the boats of it have ever had to carry to the Neth-")
    page = prose(560) + cap + show(40, 416, "erlands, and no other man had written it down so well as he had done it, too.")
    speeches = (
        "- Has he come to read my books?",
        "- Not your books, but those behind them.",
        "- And what does he find in them?",
    )
    page += "".join(show(54, 404 - 12 * i, words.replace("- ", "\u2013 ")) for i, words in enumerate(speeches)) + prose(356)
    assert {words.replace("- ", "\u2013 ") for words in speeches} <= set(blocks(extracted(tmp_path, page)))


def tens(*numbers: int, x: float = 400.0 - 12) -> list[str]:
    """Pages of prose with one small number each, right of all text."""
    return [prose(560, 36) + show(x, 560 - 12 * (3 + i), str(number), 7) for i, number in enumerate(numbers)]


def test_numbers_of_lines_by_tens_that_go_on_with_one_on_each_page(tmp_path: Path) -> None:
    words = extracted(tmp_path, *tens(10, 20, 30)).string.split()
    assert not any(word.isdigit() for word in words)


@pytest.mark.parametrize("numbers", [(10, 20), (10, 30, 40), (20, 30, 40)])
def test_numbers_in_the_margin_that_do_not_go_on_from_the_first_ten_stay(numbers: tuple[int, ...], tmp_path: Path) -> None:
    words = extracted(tmp_path, *tens(*numbers)).string.split()
    assert {str(number) for number in numbers} <= set(words)


def test_titles_of_chapters_at_the_height_of_a_heading_that_recurs_stay(tmp_path: Path) -> None:
    titles = ("The Lower Quay", "Notes", "A Sale of Ropes", "Notes", "Of Bells and Nets", "Notes")
    text = extracted(tmp_path, *(show(40, 560, title, 15) + prose(520, 10 + i) for i, title in enumerate(titles)))
    assert {"The Lower Quay", "A Sale of Ropes", "Of Bells and Nets"} <= set(blocks(text))
