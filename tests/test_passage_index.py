"""The passage index: words, postings, the file on disk and its updates, and where quotations are found."""

from __future__ import annotations

import random
import re
import sqlite3
from pathlib import Path

import numpy as np
import pytest
from command import ROOT, fidelity, one_sentence
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity import api
from fidelity.collation.passages import builder
from fidelity.collation.passages.bins import BIN, EFFORTS, FURTHEST, Effort
from fidelity.collation.passages.builder import Builder
from fidelity.collation.passages.coded import coded, hash_of, keys_in_bins
from fidelity.collation.passages.in_arrays import InArrays, coded_words
from fidelity.collation.passages.in_dictionaries import InDictionaries
from fidelity.collation.passages.loaded import Loaded
from fidelity.collation.passages.location import aligned, locate, thorough
from fidelity.collation.passages.postings import ListsInMemory, pack, postings_of, unpack
from fidelity.collation.passages.seeds import candidates
from fidelity.collation.passages.shelves import Kept, Moved
from fidelity.collation.passages.store import BLOCK, Damaged, Store
from fidelity.collation.passages.words import words
from fidelity.library import INDEX, Update, bring_up_to_date, texts_in
from fidelity.model.counting import counted
from fidelity.model.declarations import Relation
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown

SEED = ROOT / "fixtures" / "seed" / "seed.md"
_NOUNS = "river bridge lantern orchard harbour council miller ledger winter letter garden copper valley tenant chimney".split()
_VERBS = "carried watched refused counted mended followed painted measured promised buried opened crossed".split()


def prose(seed: int, sentences: int) -> str:
    """Made-up prose in which no sentence is like another."""
    draw = random.Random(seed)
    lines = []
    for number in range(sentences):
        one, two = draw.choice(_NOUNS), draw.choice(_NOUNS)
        verb, other = draw.choice(_VERBS), draw.choice(_VERBS)
        lines.append(
            f"The {one} of {seed}{number} {verb} what the {two} {other}, and {draw.choice(_NOUNS)} {draw.randint(1, 9999)}."
        )
    return "\n\n".join(" ".join(lines[k : k + 5]) for k in range(0, len(lines), 5)) + "\n"


def text(content: str) -> Text:
    return read_markdown(content.encode(), "canonical.md")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    for number in range(3):
        (tmp_path / f"book-{number}.md").write_text(f"# Book {number}\n\n{prose(number, 400)}", encoding="utf-8")
    return tmp_path


def update(folder: Path) -> tuple[int, int, int]:
    done = bring_up_to_date(folder, api.read_against, pytest.fail)
    return done.added, done.changed, done.dropped


# -- words ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Chávez", "CHAVEZ"),
        ("co\u00adoperate", "cooperate"),
        ("e\u0301tat", "état"),
        ("don’t", "don't"),
        ("a\u200bb", "ab"),
    ],
)
def test_accidental_spellings_have_one_hash(one: str, two: str) -> None:
    assert words(one).hashes.tolist() == words(two).hashes.tolist()


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=30), unique=True, max_size=60))
def test_other_words_have_other_hashes_wherever_they_stand(several: list[str]) -> None:
    found = words(" ".join(several))
    assert len(set(found.hashes.tolist())) == len(several)
    assert [" ".join(several)[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == several
    alone = [int(words(one).hashes[0]) for one in several]
    assert found.hashes.tolist() == alone


@given(st.text("ab 中文é’\u00ad\U0001f600-", max_size=40))
def test_words_are_the_runs_of_letters(string: str) -> None:
    found = words(string)
    for start, end in zip(found.starts.tolist(), found.ends.tolist(), strict=True):
        assert string[start].isalnum()
        assert string[end - 1].isalnum()
    covered = {k for a, b in zip(found.starts.tolist(), found.ends.tolist(), strict=True) for k in range(a, b)}
    assert {k for k, character in enumerate(string) if character.isalnum()} <= covered


def test_a_long_string_is_hashed_like_its_pieces() -> None:
    string = prose(1, 5000)
    assert words(string).hashes.tolist() == np.concatenate([words(line).hashes for line in string.split("\n")]).tolist()


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9000)), unique=True, max_size=300))
def test_packed_postings_come_back(pairs: list[tuple[int, int]]) -> None:
    first = 700
    sorted_pairs = sorted((term, place + first) for term, place in pairs)
    packed = pack(np.array([term << 32 | place for term, place in sorted_pairs], dtype=np.uint64), first, 9001)
    counts, bins = unpack(packed.lists, np.diff(packed.starts.astype(np.int64)), first)
    assert list(zip(np.repeat(packed.terms, counts).tolist(), bins.tolist(), strict=True)) == sorted_pairs


def test_a_word_that_stands_everywhere_is_not_kept() -> None:
    string = ("the " * (BIN // 4)) * 5000 + "lantern"
    packed = pack(postings_of(string, 0), 0, len(string) // BIN + 1)
    assert sorted(np.diff(packed.starts.astype(np.int64)).tolist()) == [0, len(packed.lists)]


def test_of_words_that_stand_almost_everywhere_nothing_is_said() -> None:
    common = "some of what they had to do then"
    draw = random.Random(3)

    def mixed() -> str:
        several = common.split() * 6
        draw.shuffle(several)
        return " ".join(several)

    index = Loaded([text("\n\n".join(mixed() for _ in range(12_000)) + "\n\n" + prose(1, 100))])
    assert not thorough(index, "had they to some then of do what")
    assert thorough(index, "the lantern of brass refused what the quarry sang")
    assert thorough(index, "the orchard carried lantern bridge tenant copper")


def test_counted() -> None:
    assert counted(3, 70_000).tolist() == list(range(3, 70_000))
    assert counted(5, 5).tolist() == []


def test_many_short_texts_are_not_indexed_anew_for_one_more(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"letter-{number}.md").write_text(prose(number, 10), encoding="utf-8")
    assert update(tmp_path) == (40, 0, 0)
    (tmp_path / "letter-40.md").write_text(prose(40, 10), encoding="utf-8")
    assert update(tmp_path) == (1, 0, 0)
    store = Store(tmp_path / INDEX)
    assert len(store.segments) == 2
    characters = sum(entry.length for entry in store.entries)
    assert sum(segment.bins for segment in store.segments) * BIN < 2 * characters


def test_every_format_that_can_be_read_is_indexed(tmp_path: Path) -> None:
    html = "<html><body><h1>Letters</h1><p>The ferryman of Aske never learned to swim, nor did his sons.</p></body></html>"
    (tmp_path / "letters.html").write_text(html, encoding="utf-8")
    (tmp_path / "~$letters.docx").write_bytes(b"what Word keeps beside an open document")
    (tmp_path / "essay.txt").write_text("He says “The ferryman of Aske never learned to read, nor did his sons.” here.\n")
    with (tmp_path / "plain.md").open("w", encoding="utf-8") as file:
        file.write(prose(2, 40))
    assert {path.name for path in texts_in(tmp_path)} == {"letters.html", "essay.txt", "plain.md"}
    (tmp_path / "essay.txt").unlink()
    assert update(tmp_path) == (2, 0, 0)
    store = Store(tmp_path / INDEX)
    ((found,),) = locate(store, ["The ferryman of Aske never learned to swim"])
    assert store.read(found.start, found.end) == "The ferryman of Aske never learned to swim"
    assert store.passage(Span(found.start, found.end))[0].source.name.endswith("letters.html")


# -- the file ------------------------------------------------------------------------------------------------------------


def test_only_what_changed_is_read_again(library: Path) -> None:
    read: list[str] = []

    def reading(path: Path) -> Text:
        read.append(path.name)
        return api.read_against(path)

    def updated() -> list[str]:
        read.clear()
        bring_up_to_date(library, reading, pytest.fail)
        return sorted(read)

    assert updated() == ["book-0.md", "book-1.md", "book-2.md"]
    assert updated() == []
    (library / "book-1.md").write_bytes((library / "book-1.md").read_bytes())  # another time, the same content
    assert updated() == []
    (library / "book-1.md").write_text("# Another\n\n" + prose(9, 30), encoding="utf-8")
    (library / "below").mkdir()
    (library / "below" / "book-4.md").write_text(prose(4, 30), encoding="utf-8")
    (library / "book-2.md").unlink()
    assert updated() == ["book-1.md", "book-4.md"]
    store = Store(library / INDEX)
    assert {entry.path for entry in store.entries} == {"book-0.md", "book-1.md", "below/book-4.md"}
    for entry in store.entries:
        expected = api.read_against(library / entry.path).running.string
        assert store.read(entry.first, entry.first + entry.length) == expected
        sentence = expected.split("\n")[-1][:60].rpartition(" ")[0]
        (best, *_) = locate(store, [sentence])[0]
        assert store.read(best.start, best.end) == sentence
    gone = prose(2, 3).split("\n")[0]  # the text is gone, and so is what it said
    assert all(place.shared < len(words(gone).hashes) for place in locate(store, [gone])[0])


def test_postings_are_written_anew_when_segments_are_many(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        (library / f"more-{number}.md").write_text(prose(100 + number, 20), encoding="utf-8")
        update(library)
    database = sqlite3.connect(library / INDEX)
    assert database.execute("SELECT count(*) FROM segments").fetchone()[0] < 12
    store = Store(library / INDEX)
    for number in (0, 5, 11):
        sentence = prose(100 + number, 20).split("\n")[0]
        assert locate(store, [sentence])[0]


def test_a_long_text_lies_in_several_blocks_and_segments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "SEGMENT", 1 << 17)
    content = prose(7, 9000)
    (tmp_path / "long.md").write_text(content, encoding="utf-8")
    update(tmp_path)
    store = Store(tmp_path / INDEX)
    assert len(store.segments) > 2
    string = api.read_against(tmp_path / "long.md").running.string
    assert len(string) > 3 * BLOCK
    places = [0, BLOCK - 60, 2 * BLOCK - 10, len(string) - 300]
    sought = [string[string.index(" ", at) + 1 :][:200].rpartition(" ")[0] for at in places]
    found = locate(store, sought)
    assert [store.read(one[0].start, one[0].end) for one in found] == sought


def test_what_goes_wrong_while_it_is_written_leaves_the_old_index(library: Path) -> None:
    update(library)
    before = [entry.path for entry in Store(library / INDEX).entries]

    def broken(path: Path) -> Text:
        raise MemoryError

    (library / "book-3.md").write_text(prose(3, 10), encoding="utf-8")
    with pytest.raises(MemoryError):
        bring_up_to_date(library, broken, pytest.fail)
    assert [entry.path for entry in Store(library / INDEX).entries] == before
    assert update(library) == (1, 0, 0)


def test_an_index_that_was_interrupted_while_it_was_first_made_is_made_without_a_word(library: Path) -> None:
    def interrupted(_: Path) -> Text:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_up_to_date(library, interrupted, print)
    assert (library / INDEX).read_bytes() == b""
    said: list[str] = []
    assert bring_up_to_date(library, api.read_against, said.append).texts == 3
    assert said == []


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be read as one" * 40, None])
def test_a_file_that_is_no_index_is_built_anew(library: Path, content: bytes | None) -> None:
    if content is None:
        other = sqlite3.connect(library / INDEX)
        other.execute("CREATE TABLE something (one)")
        other.commit()
        other.close()
    else:
        (library / INDEX).write_bytes(content)
    said: list[str] = []
    done = bring_up_to_date(library, api.read_against, said.append)
    assert done.texts == 3
    assert [("could not be used" in sentence) for sentence in said] == [True]


def test_damage_is_seen_and_never_judged_by(library: Path) -> None:
    essay = library.parent / "essay.md"
    good = api.read_against(library / "book-1.md").running.string.split("\n")[3]
    essay.write_text(f"She says “{good[:-1]}” and “{good.replace('and', 'not', 1)[:-1]}” there.\n", encoding="utf-8")
    expected = fidelity("check", essay, "--against", library)
    assert expected.code == 1
    content = (library / INDEX).read_bytes()
    draw = random.Random(5)
    rebuilt = 0
    for _ in range(25):
        at = draw.randrange(len(content))
        (library / INDEX).write_bytes(content[:at] + bytes(64) + content[at + 64 :])
        outcome = fidelity("check", essay, "--against", library)
        assert (outcome.code, outcome.text) == (expected.code, expected.text)
        rebuilt += "built anew" in outcome.err
    assert rebuilt


def test_two_readers_and_a_writer(library: Path) -> None:
    update(library)
    store = Store(library / INDEX)
    with Builder(library / INDEX) as writing:
        writing.drop(["book-0.md"])
        assert len(Store(library / INDEX).entries) == 3
    assert len(Store(library / INDEX).entries) == 2
    store.close()


def test_a_file_that_cannot_be_read_is_named_once_and_the_rest_indexed(library: Path) -> None:
    (library / "broken.pdf").write_bytes(b"nothing like a PDF")
    outcome = fidelity("index", library)
    assert outcome.code == 2
    assert "broken.pdf" in outcome.err
    assert "3 texts" in outcome.text
    again = fidelity("index", library)
    assert (again.code, again.err) == (2, outcome.err)
    assert "nothing changed" in again.text


def test_index_says_what_it_did(library: Path) -> None:
    assert "3 new; 3 texts" in fidelity("index", library).text
    assert "nothing changed" in fidelity("index", library).text
    assert "no folder" in one_sentence(fidelity("index", library / "book-0.md"))
    assert one_sentence(fidelity("index", library / "nowhere"))


def test_a_folder_without_texts_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "e").mkdir()
    (tmp_path / "essay.md").write_text("He said “the quiet harbour lay before them in the sun”.\n", encoding="utf-8")
    for outcome in (fidelity("index", "e", cwd=tmp_path), fidelity("check", "essay.md", "--against", "e", cwd=tmp_path)):
        assert one_sentence(outcome).startswith("e holds no text that can be read (")
        assert outcome.text == ""
    assert not list((tmp_path / "e").iterdir())
    (tmp_path / "e" / "broken.pdf").write_bytes(b"nothing like a PDF")
    for outcome in (fidelity("index", "e", cwd=tmp_path), fidelity("check", "essay.md", "--against", "e", cwd=tmp_path)):
        assert outcome.code == 2
        assert "broken.pdf is not a PDF" in outcome.err
        assert "e holds no text that can be read" in outcome.err
        assert outcome.text == ""


def test_sizes_are_said_in_units_that_fit(library: Path) -> None:
    length = sum(len(path.read_text(encoding="utf-8")) for path in library.glob("*.md"))
    said = fidelity("index", library).text
    characters = re.search(r"of ([\d,]+) characters; index of [1-9]\d* kB\.", said)
    assert characters is not None, said
    assert 0 < int(characters[1].replace(",", "")) <= length
    large = Update(Path("i"), 2, 3_250_000, 4_100_000, 2, 0, 0, ())
    assert str(large) == "2 new; 2 texts of 3.2 million characters; index of 4.1 MB."


def test_a_source_beside_its_canonical_text_is_left_out(library: Path) -> None:
    (library / "book-0.txt").write_text("The source of the first book.\n", encoding="utf-8")
    assert update(library) == (3, 0, 0)


# -- what is found -------------------------------------------------------------------------------------------------------


def test_an_index_and_texts_in_memory_find_the_same(library: Path) -> None:
    update(library)
    store = Store(library / INDEX)
    loaded = Loaded([api.read_against(library / entry.path) for entry in store.entries])
    draw = random.Random(11)
    sought = []
    for entry in store.entries:
        string = store.read(entry.first, entry.first + entry.length)
        for _ in range(40):
            several = string[draw.randrange(len(string) - 600) :].split(" ")[1 : draw.randint(8, 50)]
            for _ in range(draw.choice([0, 0, 1, 1, len(several) // 3])):
                several[draw.randrange(len(several))] = draw.choice(["never", "stone", "17", ""])
            sought.append(" ".join(one for one in several if one))
    for fragment, one, two in zip(sought, locate(store, sought), locate(loaded, sought), strict=True):
        assert one, fragment
        assert store.read(one[0].start, one[0].end) == loaded.read(two[0].start, two[0].end)


_SPELT = st.text(st.sampled_from("aAbéß'’-. \n\u00ad\u0301\u200bﬁłΩЖ漢字か한글😀1²"), max_size=60)


@given(_SPELT)
def test_words_are_coded_with_and_without_numpy_alike(string: str) -> None:
    one, two = coded(string), words(string)
    assert (one.code, one.starts, one.ends) == (coded_words(two.hashes), two.starts.tolist(), two.ends.tolist())


@given(st.lists(_SPELT, min_size=1, max_size=40), st.integers(0, BIN))
def test_words_are_in_the_bins_where_they_start(strings: list[str], offset: int) -> None:
    string = "x" * offset + "".join(strings) * 8
    found, bins = words(string), keys_in_bins(string)
    expected: list[set[int]] = [set() for _ in bins]
    for value, start in zip(found.hashes.tolist(), found.starts.tolist(), strict=True):
        expected[start // BIN].add(value)
    assert [set(map(hash_of, keys)) for keys in bins] == expected


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(3, 60), st.integers(0, 6), st.integers(10, 300))
def test_a_short_text_is_searched_with_and_without_numpy_alike(seed: int, size: int, changed: int, sentences: int) -> None:
    draw = random.Random(seed)
    string = prose(seed, sentences) + _common(seed, 4000)
    index = Loaded([text(string)])
    sought = []
    for _ in range(12):
        several = string[draw.randrange(len(string) - 300) :].split()[1 : size + 1]
        for _ in range(min(changed, len(several))):
            several[draw.randrange(len(several))] = draw.choice(["never", "river", "17", "the", "of"])
        sought.append(" ".join(several))
    with_numpy, without = InArrays(index.segments), InDictionaries(index)
    for effort in (*EFFORTS, Effort(4, 100, most=40, best=2)):
        assert without.sought(sought, effort) == with_numpy.sought(sought, effort)
        assert [without.is_thorough(one, effort) for one in sought] == [with_numpy.is_thorough(one, effort) for one in sought]


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.integers(1, 99), st.integers(1, 40))
def test_segments_are_searched_as_one_in_any_order_and_however_far_apart(seed: int, parted: int, stretch: int) -> None:
    string = _common(seed, 100 * BIN)
    pairs = postings_of(string, 0)
    one = ListsInMemory(pack(pairs, 0, 100), 100)
    is_first = pairs & np.uint64(0xFFFFFFFF) < parted
    first = ListsInMemory(pack(pairs[is_first], 0, parted), parted)
    second = ListsInMemory(pack(pairs[~is_first], parted, 100 - parted), 100 - parted)
    sought = [string[at : at + 12 * stretch] for at in range(0, len(string) - 500, 3000)]
    found = [words(some) for some in sought]
    owners = np.repeat(np.arange(len(found)), [len(some.hashes) for some in found])
    hashes = np.concatenate([some.hashes for some in found])
    lengths = np.array([len(some) for some in sought])
    for effort in EFFORTS:
        expected = candidates([one], hashes, owners, lengths, effort)
        near = candidates([Moved(second, parted), first], hashes, owners, lengths, effort)
        assert [column.tolist() for column in near] == [column.tolist() for column in expected]
        far = candidates([Moved(second, parted + 10**9), Moved(first, 10**9)], hashes, owners, lengths, effort)
        assert (far.bins - 10**9).tolist() == expected.bins.tolist()


def test_a_text_that_has_none_of_the_words_gives_nothing() -> None:
    lists = ListsInMemory(pack(postings_of(_common(1, 40 * BIN), 0), 0, 40), 40)
    none = Kept(lists, np.array([200]), np.array([300]))
    some = words(_common(1, 200))
    found = candidates([none], some.hashes, np.zeros(len(some.hashes), np.int64), np.array([200]), EFFORTS[1])
    assert not len(found.bins)


def _common(seed: int, length: int) -> str:
    """A text of some 1,000 words, each of which stands in many such texts, again and again."""
    draw = random.Random(seed)
    known = [one + two for one in _NOUNS for two in ("", *_VERBS, *(verb[:4] for verb in _VERBS))]
    known += [two + one for one in _NOUNS for two in (*_NOUNS, *_VERBS, *(verb[:4] for verb in _VERBS))]
    return " ".join(draw.choices(known, k=length // 4))[:length].rsplit(" ", 1)[0]


def _short_phrases(string: str) -> list[str]:
    """Phrases of some words from the beginning and the end of a text, wherever a bin may begin in them."""
    many = string.split(" ")
    near = [*range(0, min(160, len(many) - 7), 3), *range(max(len(many) - 160, 0), len(many) - 7, 3)]
    return [" ".join(many[at : at + 4 + at % 4]) for at in near]


@pytest.mark.parametrize("on_disk", [True, False])
def test_short_phrases_where_texts_begin_and_end_are_found(tmp_path: Path, on_disk: bool) -> None:
    sizes = [1500, 900, 2048, BLOCK - 30, BLOCK - 700, 1500, BLOCK - 1400, 3000, BLOCK - 2500, 700]
    for number, size in enumerate(sizes):
        (tmp_path / f"{number}.md").write_text(_common(number, size) + "\n", encoding="utf-8")
    update(tmp_path)
    store = Store(tmp_path / INDEX)
    texts = [api.read_against(tmp_path / entry.path) for entry in store.entries]
    sought = [phrase for one in texts for phrase in _short_phrases(one.running.string.strip())]
    assert len(sought) > 500
    found = locate(store if on_disk else Loaded(texts), sought)
    assert not [
        phrase for phrase, places in zip(sought, found, strict=True) if not places or places[0].shared < places[0].words
    ]


def test_a_new_text_stands_apart_from_the_words_of_one_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(prose(1, 9000), encoding="utf-8")
    (tmp_path / "b.md").write_text(prose(2, 500), encoding="utf-8")
    update(tmp_path)
    gone = Store(tmp_path / INDEX).entries[-1]
    assert gone.path == "b.md"
    (tmp_path / "b.md").unlink()
    update(tmp_path)
    (tmp_path / "c.md").write_text(prose(3, 50), encoding="utf-8")
    update(tmp_path)
    entry = Store(tmp_path / INDEX).entries[-1]
    assert entry.path == "c.md"
    assert entry.first > gone.first + gone.length + FURTHEST * BIN


@pytest.mark.parametrize(
    ("fragment", "place"),
    [
        ("the yardstick of", "The yardstick of"),
        ("did not drop from the sky", "did not drop from the sky"),
        ("did not drop out of the blue sky, and it will", "did not drop from the sky, and it will"),
        ("The Venezue1an comrnune did not drop frorn the sky", "The Venezuelan commune did not drop from the sky"),
        ("letters from the mountains", "letters from the mountains"),
        ("nothing of this kind was ever said there", None),
    ],
)
def test_where_fragments_are_found(fragment: str, place: str | None) -> None:
    canonical = text(
        "The Venezuelan commune did not drop from the sky,[^1] and it will not do so in 2030. The yardstick of achievements "
        "is the extent to which the people take part.\n\n[^1]: A note on letters from the mountains.\n"
    )
    shelf = Loaded([canonical])
    found = locate(shelf, [fragment])[0]
    if place is None:
        assert found == []
        return
    passage, view = shelf.passage(Span(*found[0][:2]))
    assert view.string == place
    assert "".join(passage.string[offset] for offset in view.offsets) == place


def test_a_finding_in_a_library_names_the_text_its_line_and_the_printed_page(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    api.write_canonical(api.extract(ROOT / "fixtures" / "seed" / "pdflatex.pdf"), library / "seed.md")
    (library / "other.md").write_text(prose(3, 50), encoding="utf-8")
    essay = tmp_path / "essay.md"
    essay.write_text("They “held state-level power in Venezuela, or never did so at all,” they say.\n", encoding="utf-8")
    string = api.read_against(library / "seed.md").running.string
    at = string.index(" the ", 3000) + 1
    quotation = " ".join(string[at : at + 200].split("\n")[0].split(" ")[:12])
    essay.write_text(f"It is said that “{quotation.replace(' ', ' wholly ', 1)}” there.\n", encoding="utf-8")
    one = fidelity("check", essay, "--against", library / "seed.md", "--relation", "quoting", "--format", "json")
    two = fidelity("check", essay, "--against", library, "--format", "json")
    assert one.code == two.code == 1
    assert two.text == one.text
    assert "seed.md:" in fidelity("check", essay, "--against", library).text
    assert "printed on p. " in fidelity("check", essay, "--against", library).text


def test_several_texts_are_a_library_and_other_relations_refuse_them(tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"book-{number}.md").write_text(prose(number, 40), encoding="utf-8")
    essay = tmp_path / "essay.md"
    sentences = [prose(number, 40).split("\n")[0][:80].rpartition(" ")[0] for number in range(2)]
    essay.write_text(f"One says “{sentences[0]}” and another “{sentences[1]}” here.\n", encoding="utf-8")
    texts = ["--against", tmp_path / "book-0.md", "--against", tmp_path / "book-1.md"]
    assert fidelity("check", essay, *texts).code == 0
    assert fidelity("check", essay, *texts[:2], "--relation", "quoting").code == 1
    assert "one canonical text" in one_sentence(fidelity("check", essay, *texts, "--relation", "excerpt"))


_LIKE = [
    "The mouse passes over a guide of the ruler, and the guide turns {}.",
    "When the pointer of the mouse crosses a guide, the other guide passes over {}.",
    "A guide over which the pointer passes, when the mouse is held, stays {}.",
]


@pytest.mark.parametrize("several", [1, 40])
@pytest.mark.parametrize(
    "sentence", ["When the pointer of the mouse passes over a guide", "{} alone, the ruler is no guide to the mouse"]
)
def test_what_stands_once_is_found_among_much_that_is_like_it(several: int, sentence: str) -> None:
    colours = ["red", "blue", "green", "grey", "black", "white"]
    like = [_LIKE[k % 3].format(colours[k % 6]) + prose(k, 4) for k in range(120)]
    wanted = sentence.format("Blue")
    like.insert(71, f"{prose(9, 2)}{wanted}, it is red. {prose(8, 2)}")
    index = Loaded([text("\n\n".join(like))])
    for places in locate(index, [wanted] * several):
        assert index.read(places[0].start, places[0].end) == wanted


@pytest.mark.parametrize("several", [1, 400])
def test_all_places_of_what_stands_several_times_side_by_side_are_found(several: int) -> None:
    index = Loaded([text(f"{prose(1, 40)}\nIt crosses the old bridge of stone. He, too, crosses the old bridge of stone.\n")])
    for places in locate(index, ["crosses the old bridge of stone"] * several):
        assert len([place for place in places if place.shared == place.words == 6]) == 2


def test_the_closer_of_two_passages_with_equally_many_words_is_found() -> None:
    first = "The usual size of the image for the long and the short side may depend on the kind of file."
    index = Loaded([text(f"{first} The usual size of the image may depend on the kind of file, too.\n")])
    (places,) = locate(index, ["The usual size of the image may depend on the sort of file"])
    assert index.read(places[0].start, places[0].end) == "The usual size of the image may depend on the kind of file"


def test_a_word_said_twice_does_not_draw_those_before_it_to_words_far_off() -> None:
    passage, junk = "abcdeFGHIJ", "0123456789" * 4
    window = f"ab{junk[:6]}cd{junk[:24]}e{junk}{passage}{junk[:9]}"
    laid = aligned("abcdeeFGHIJ", window)
    assert laid is not None
    assert (window[laid.first : laid.last], laid.shared) == (passage, len(passage))
    assert aligned("abXYZcdXYZeXYZeXYZ", window) is None


def test_of_passages_that_come_again_the_one_is_meant_that_the_next_fragment_is_from() -> None:
    opening = "For all that is new in the houses of the town, and for the names of those who built them, see the chapter"
    places = ("river", "hill", "harbour", "bridge", "market", "orchard", "mill", "tower")
    filler = "\n\n".join(" ".join(f"w{k}x{n}" for n in range(60)) for k in range(10))
    canonical = text(
        "\n\n".join(f"{opening} with the plans in map {n}.0 of the {place}.\n\n{filler}" for n, place in enumerate(places))
    )
    for n, place in enumerate(places):
        essay = text(f"He says: “{opening} … in map {n}.0 of the {place}.”")
        assert [one.message for one in api.examine(essay, canonical, Relation.QUOTING).findings] == []


def test_damaged_is_said_of_a_block_that_is_gone(library: Path) -> None:
    update(library)
    database = sqlite3.connect(library / INDEX)
    database.execute("DELETE FROM blocks")
    database.commit()
    database.close()
    store = Store(library / INDEX)
    with pytest.raises(Damaged):
        store.read(0, 10)


def test_an_essay_that_lies_in_the_folder_does_not_confirm_itself(tmp_path: Path) -> None:
    words = "the tide came in at seven and nobody on the quay had thought of closing the iron gate before it did"
    (tmp_path / "book.md").write_text(f"# A Book\n\nIt is told that {words}.\n", encoding="utf-8")
    essay = tmp_path / "essay.md"
    essay.write_text(f"The author says that “{words.replace('seven', 'eleven')}.”\n", encoding="utf-8")
    for folder in (".", tmp_path):
        outcome = fidelity("check", "essay.md", "--against", folder, "--relation", "quoting", cwd=tmp_path)
        assert outcome.code == 1
        assert "seven" in outcome.text
    essay.write_text(f"The author says that “{words}.”\n", encoding="utf-8")
    assert fidelity("check", "essay.md", "--against", ".", "--relation", "quoting", cwd=tmp_path).code == 0
