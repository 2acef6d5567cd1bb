"""Running heads and folios in the flow of the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Change, Edit
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.counted_folios import folios_at_one_height, folios_counting_on
from fidelity.repairs.heads_at_one_place import heads_at_another_height, heads_at_one_place
from fidelity.repairs.heads_in_sentences import heads_in_sentences
from fidelity.repairs.heads_seen_once import heads_seen_once
from fidelity.repairs.lone_heads import Spacing, lone_heads, titles_of, without_folio
from fidelity.repairs.numbers_of_lines import numbers_of_lines
from fidelity.repairs.page_edges import by_height, by_order
from fidelity.repairs.printed_lines import PrintedLine, printed_lines
from fidelity.repairs.recurring_heads import recurring_heads
from fidelity.repairs.repeated_headings import numbered_headings, saying_headings
from fidelity.repairs.tall_characters import tall_characters
from fidelity.repairs.text_size import body_size

NAMES = 200
"""Lines at the beginning of a document among which its title and its author are."""
LONGEST_CAP = 3
"""Characters of a drop cap with the opening marks before it, at most."""

LARGEST_FOLIO = 2.5
"""Times the size of the text that folios stay below."""


def propose(text: Text) -> Iterator[Change]:
    """Lines removed that recur at the top or bottom of pages, or count them."""
    if text.settled or len(text.source.pages) < 1:
        return
    pages: dict[int, list[PrintedLine]] = defaultdict(list)
    tall, size = set(tall_characters(text)), body_size(text)
    lines = printed_lines(text)
    heads = numbers_of_lines(lines)
    for line in lines:
        # an initial "I" over the foot of a page is no Roman numeral, and a number that large is that of a chapter
        initial = tall and line.start_of_words in tall and len(line.words) <= LONGEST_CAP and line.words[-1].isalpha()
        if line.span not in heads and not initial and not _is_number_of_chapter(line, size):
            pages[line.page].append(line)
    headings = numbered_headings(pages)
    spacings = {page: Spacing.of(lines) for page, lines in pages.items()}
    if text.source.boxes is not None:
        for edge in (by_height(pages, top=True), by_height(pages, top=False)):
            heads.update(recurring_heads(text, edge, pages, spacings))
    elif len(pages) > 1:
        for edge in (by_order(pages, first=True), by_order(pages, first=False)):
            heads.update(recurring_heads(text, edge, pages, spacings))
    if text.source.boxes is not None:
        heads.update(heads_at_one_place(text, pages))
        heads.update(heads_at_another_height(pages, heads))
        said = saying_headings(pages)
        heads.update(dict.fromkeys(said, ("a running head: it says the heading of its page, as on another page", 0.9)))
        headings.update(said.values())
        heads.update((span, why) for span, why in heads_seen_once(text, pages).items() if span not in heads)
        names: set[str] = set()
        for number, page in sorted(pages.items()):
            heads.update(lone_heads(text, page, spacings[number], names, heads.keys()))
            names.update(without_folio(line.words) for line in page if len(names) < NAMES)
            names.update(titles_of(text, page) if len(names) < NAMES else ())
        heads.update((span, why) for span, why in heads_in_sentences(text, pages, heads.keys()).items() if span not in heads)
        heads.update((span, why) for span, why in folios_counting_on(pages, heads.keys()).items() if span not in heads)
        heads.update(folios_at_one_height(pages, heads.keys()))
    for span in sorted(heads.keys() - headings):
        reason, certainty = heads[span]
        end = span.end + 1 if span.end < len(text.string) else span.end
        yield Edit(Span(span.start, end), "", reason, certainty)


def _is_number_of_chapter(line: PrintedLine, size: float | None) -> bool:
    """Whether a line is a number alone and much larger than the text, which is `size` large, in points."""
    large = size is not None and line.box is not None and line.box.size >= LARGEST_FOLIO * size
    return large and line.words.isdigit()


REPAIR = Repair(
    code="A102",
    name="running-head",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a running head or folio was left in the text",
    transcript_only=True,
)
