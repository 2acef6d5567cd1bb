"""Texts that are no prose cost bounded time, and what could not be compared word by word is said to the person who asked."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from itertools import accumulate, chain
from pathlib import Path

import pytest
from command import fidelity

from fidelity.api import examine, recognise
from fidelity.collation import collate
from fidelity.collation.moves import moved_passages
from fidelity.model.declarations import HouseStyle, Relation
from fidelity.model.text import Text
from fidelity.readers import link_graph
from fidelity.readers.html import read_html
from fidelity.readers.ignores import read_ignores
from fidelity.readers.markdown import read_markdown
from fidelity.recognition import attributions
from fidelity.recognition.author_dates import author_dates
from fidelity.rules import differing_quotations


def of_letters(seed: int, words: int) -> str:
    chance = random.Random(seed)
    return "\n\n".join(" ".join(chance.choice("ab") for _ in range(100)) + "." for _ in range(words // 100)) + "\n"


def test_what_could_not_be_compared_word_by_word_is_said(tmp_path: Path) -> None:
    for name, seed in (("canonical.md", 1), ("edition.md", 2)):
        (tmp_path / name).write_text(of_letters(seed, 60_000), encoding="utf-8")
    outcome = fidelity("check", "edition.md", "--against", "canonical.md", cwd=tmp_path)
    assert outcome.code == 1
    assert outcome.err.startswith("fidelity: edition.md: ")
    assert "were too many to compare word by word" in outcome.err


def test_thousands_of_equal_sentences_are_aligned_at_once() -> None:
    sentence = "The river ran past the mill before the children came home to the village again. "
    whole = (sentence * 20_000).strip()
    middle = len(sentence) * 10_000
    other = whole[:middle] + whole[middle:].replace("children", "soldiers", 1)
    start = time.process_time()
    found = collate(_read(whole), _read(other)).substantive
    assert time.process_time() - start < 20  # it takes a second; without the chain of sentences it would take hours
    assert len(found) == 1
    assert found[0].canonical.start == middle + sentence.index("children")


def test_thousands_of_moved_passages_cost_no_square_of_their_number() -> None:
    passages = [[10 * k + i for i in range(10)] for k in range(8_000)]
    shuffled = passages[:]
    random.Random(3).shuffle(shuffled)
    start = time.process_time()
    found = moved_passages(list(chain(*passages)), list(chain(*shuffled)), [])
    assert time.process_time() - start < 20
    assert len(found) >= len(passages) - 10  # two that stayed neighbours are one


def test_a_chapter_that_comes_again_and_again_is_aligned_with_itself() -> None:
    words = [f"word{k % 370}" + "." * (k % 11 == 0) for k in range(400)] * 110
    other = words[:]
    places = sorted(random.Random(5).sample(range(len(words)), 12))
    for k in places:
        other[k] = "another"
    canonical, edition = _read(" ".join(words)), _read(" ".join(other))
    collation = collate(canonical, edition)
    starts = list(accumulate((len(word) + 1 for word in words), initial=0))
    assert collation.remarks == ()
    assert [variant.canonical.start for variant in collation.substantive] == [starts[k] for k in places]


def test_a_quotation_that_comes_again_and_again_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    differing = differing_quotations._differing

    def counted(one: differing_quotations._Quoted, earlier: differing_quotations._Quoted, shift: int) -> object:
        compared.append(shift)
        return differing(one, earlier, shift)

    monkeypatch.setattr(differing_quotations, "_differing", counted)
    steps = []
    for times in (20, 40):
        compared.clear()
        text = _read("He wrote: “The rivers rose in the night before the millers could close the gates.”\n\n" * times)
        assert not examine(text, text).findings
        steps.append(len(compared))
    assert 0 < steps[0] < steps[1] <= 2.2 * steps[0]


def _read(content: str) -> Text:
    return read_markdown(content.encode(), "x.md")


CANONICAL = "El consejo se reunió en el invierno y habló con prisa de la presa, que estaba helada hasta la orilla.\n"


@pytest.mark.parametrize(("languages", "expected"), [(("es",), "T105"), (("en",), "T101")])
def test_the_declared_language_decides_what_a_negation_is(languages: tuple[str, ...], expected: str) -> None:
    edition = CANONICAL.replace("con prisa", "sin prisa")
    found = examine(_read(edition), _read(CANONICAL), Relation.EDITION, None, languages).findings
    assert [finding.code for finding in found] == [expected]


def test_a_quotation_from_a_text_heeds_the_house_style() -> None:
    canonical = _read("It was the connexion by rail that brought the miners to the valley in the end, and nobody else.\n")
    essay = _read("As they say, “the connection by rail that brought the miners to the valley” changed it.\n")
    style = HouseStyle(spellings=(("connexion", "connection"),))
    assert [finding.code for finding in examine(essay, canonical, Relation.QUOTING).findings] == ["Q102"]
    assert not examine(essay, canonical, Relation.QUOTING, style).findings


def _ignores(content: str, suffix: str) -> int:
    return len(read_ignores(content, suffix, lambda name: (frozenset({name}), "")))


def _linked(notes: int) -> str:
    calls = "".join(f'<a id="r{i}" href="#n{i}">{i}</a> ' for i in range(notes))
    return f"<p>{calls}</p>" + "".join(f'<p id="n{i}"><a href="#r{i}">{i}</a> x</p>' for i in range(notes))


_QUOTED_LEADERS = "They list “The chapter of the well and the council " + "." * 54 + " 12” here.\n"
_COSTLY: dict[str, Callable[[], object]] = {
    "leader dots in a quotation": lambda: examine(_read(_QUOTED_LEADERS), _read(CANONICAL), Relation.QUOTING),
    "leader dots and spaces": lambda: examine(_read(_QUOTED_LEADERS.replace(".", " .")), _read(CANONICAL), Relation.QUOTING),
    "particles before a year": lambda: list(author_dates(_read("It was " + "de " * 30 + "(1999) that said so.\n"))),
    "initials in a signature": lambda: attributions._NAMED_FIRST.match("A. " * 300 + "\x01"),
    "a comment that never ends": lambda: _ignores("Words. <!-- fidelity: x" + " " * 20_000, ".html"),
    "comments that never end": lambda: _ignores("Words. <!-- fidelity: x " * 20_000, ".html"),
    "spaces in a comment": lambda: _ignores(f"Words. <!-- fidelity: x{' ' * 40_000}y -->", ".html"),
    "many comments": lambda: _ignores("Words here <!-- fidelity: ignore T106 ok -->\n\n" * 10_000, ".md"),
    "spaces before a label": lambda: link_graph.SHOWN_LABEL.fullmatch(" " * 60_000 + "\x01"),
    "linked notes": lambda: read_html(_linked(15_000).encode(), "x.html"),
    "the same work again and again": lambda: recognise(_read("So it is.[^1]\n\n[^1]: " + "Ibid., 4; " * 40_000 + "\n")),
    "an endless number": lambda: examine(_read("ISBN " + "9-" * 30_000 + "9\n"), None, Relation.EDITION),
}


@pytest.mark.parametrize("name", _COSTLY)
def test_what_is_no_prose_is_done_with_in_a_few_steps_a_character(name: str) -> None:
    start = time.process_time()
    _COSTLY[name]()
    assert time.process_time() - start < 20  # each takes a second or two; a square, or worse, of its length took minutes


def _quoting(quotations: int) -> tuple[str, str]:
    sentences = [f"The miller said ‘wait for number {k} please’ to the other man." for k in range(quotations)]
    whole = "\n\n".join(sentences) + "\n"
    return whole, whole.translate(dict.fromkeys(map(ord, "‘’")))


def _renamed(notes: int) -> str:
    calls = " ".join(f"word[^kapital-band-eins-a{k:04}]" for k in range(notes))
    return calls + "\n\n" + "\n\n".join(f"[^kapital-band-eins-b{k:04}]: Words." for k in range(notes)) + "\n"


def _emptied(notes: int) -> str:
    calls = " ".join(f"word[^{k}]" for k in range(1, notes + 1))
    return calls + "\n\n" + "\n\n".join(f"[^{k}]:" for k in range(1, notes + 1)) + "\n"


_GROWING: dict[str, tuple[int, Callable[[int], tuple[str | None, str]]]] = {
    "lost single quotation marks": (300, _quoting),
    "calls and bodies with like names": (120, lambda size: (None, _renamed(size))),
    "empty notes": (500, lambda size: (None, _emptied(size))),
}


@pytest.mark.parametrize("name", _GROWING)
def test_eight_times_as_much_costs_no_square_of_it(name: str) -> None:
    size, texts = _GROWING[name]

    def cost(size: int) -> float:
        canonical, edition = texts(size)
        one, other = _read(edition), None if canonical is None else _read(canonical)
        start = time.process_time()
        examine(one, other, Relation.EDITION)
        return time.process_time() - start

    cost(size // 10)  # what is loaded at the first use
    few = max(min(cost(size) for _ in range(2)), 0.02)
    assert cost(8 * size) < 32 * few  # eight times, and as much again four times; a square would be 64 times


def test_words_and_marks_between_two_works_are_read_once() -> None:
    remark = "See " + '"so, "' * 200 + "in all that x'y of it."
    first, second = (
        "Anna Berg, *The River* (London: Hill Press, 1998), 45.",
        "Otto Lind, *The Sea* (London: Hill Press, 1999), 46.",
    )
    text = _read(f"It rose.[^1] It fell.[^2]\n\n[^1]: {first} {remark} {second}\n\n[^2]: Ibid., 47.\n")
    assert [one.code for one in examine(text, None, Relation.EDITION).findings] == ["C112"]  # was doubled by each word
