"""With a canonical text only what differs is looked at, and what is found is the same as if everything were."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import checking_speed
from benchmarks.checking import measure
from benchmarks.checking.__main__ import TEXTS
from benchmarks.checking.edition import compatible, edited
from benchmarks.checking.harmful import PLANTERS
from benchmarks.checking.harmless import HEAVY, STYLES
from benchmarks.checking.site import Edit, Site
from fidelity import cases
from fidelity.catalog import REPAIRS, RULES
from fidelity.findings import findings_of
from fidelity.judge import judge
from fidelity.model import changes
from fidelity.model.counting import counted
from fidelity.model.finding import Finding
from fidelity.model.rule import Case
from fidelity.model.source import Source
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.repairs.vocabulary import marked_words, stands_again
from fidelity.rules import lost_space
from tests.command import process

SITES = measure.own_sites(TEXTS)
_SITES = pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
SEEDS = 4


def edition_of(site: Site, seed: int) -> str:
    """An edition with harm of many kinds, every other one restyled, and split drop caps and lost spaces besides."""
    random = Random(f"{site.name} {seed}")
    kinds = random.sample(list(PLANTERS), len(PLANTERS))
    edits = [edit for change in measure.choose(random, site, kinds, 12) for edit in change.edits]
    if seed % 2:
        for name in HEAVY[seed % len(HEAVY)]:
            edits += compatible(STYLES[name](random, site), edits)
    capitals = [start for start, end in site.of("paragraph") if site.content[start].isupper() and end - start > 40]
    split = [(Edit(start + 1, start + 1, " "),) for start in random.sample(capitals, min(3, len(capitals)))]
    edits += compatible(split, edits, 2)
    spaces = [match.start(1) for match in re.finditer(r"(?<=[a-z]{3}[,;])( )(?=[a-z]{3})", site.content)]
    lost = [(Edit(start, start + 1, ""),) for start in random.sample(spaces, min(4, len(spaces)))]
    return edited(site.content, [*edits, *compatible(lost, edits, 2)]).content


def run_on_anywhere(case: Case) -> Iterator[re.Match[str]]:
    """What the rule for lost spaces asks, in the whole edition."""
    return lost_space._RUN_ON.finditer(case.edition.string)


def findings(site: Site, edition: str, *, everywhere: bool) -> tuple[Finding, ...]:
    canonical = read_markdown(site.content.encode(), "canonical.md")
    case = cases.case_of(read_markdown(edition.encode(), "edition.md"), canonical)
    if not everywhere:
        return findings_of(case, judge(case))
    repairs = [replace(repair, propose_near=None) for repair in REPAIRS]
    return findings_of(case, judge(case, rules=list(RULES), repairs=repairs))


@_SITES
@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_is_found_is_what_would_be_found_everywhere(site: Site, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = edition_of(site, seed)
    with monkeypatch.context() as patched:
        patched.setattr(lost_space, "_run_on", run_on_anywhere)
        expected = findings(site, edition, everywhere=True)
    monkeypatch.setattr(cases, "LONG", 0)  # numbers and names, too, only around variants
    found = findings(site, edition, everywhere=False)
    assert found == expected
    assert {one.fingerprint for one in found} == {one.fingerprint for one in expected}
    assert {"A103", "T119"} <= {one.code for one in found}


WORDS = st.sampled_from(["in", "the", "thin", "The", "line-", "end", "-", " ", "\n", "\u00a0", "\u2028", "."])


@given(st.lists(WORDS, max_size=24).map("".join), st.sampled_from(["in", "the", "line", "end", "thin"]))
def test_a_word_that_stands_again_is_one_that_is_counted_more_than_once(string: str, word: str) -> None:
    text = Text.of_source(Source("text", "", "text", string, counted(0, len(string)), string))
    assert stands_again(word, text) == (marked_words(text)[word] > 1)


@_SITES
def test_a_drop_cap_that_the_canonical_text_has_too_is_not_reported(site: Site) -> None:
    start = next(start for start, end in site.of("paragraph") if site.content[start].isupper() and end - start > 40)
    split = replace(site, content=f"{site.content[: start + 1]} {site.content[start + 1 :]}")
    assert not [one for one in findings(split, split.content + "\nOne more line.\n", everywhere=False) if one.code == "A103"]


@pytest.mark.parametrize("amended", [False, True])
def test_a_text_sent_to_another_process_is_the_same_text(amended: bool) -> None:
    text = read_markdown(SITES[0].content.encode(), "canonical.md")
    if amended:
        text = text.amend("A101", [changes.Edit(Span(3, 4), "words", "a test")])
    assert text.running.string  # something derived
    sent: Text = pickle.loads(pickle.dumps(text))
    assert (sent.string, sent.origin, sent.marks, sent.log) == (text.string, text.origin, text.marks, text.log)
    assert (sent.source.transcript, sent.source.file, sent.source.content) == (
        text.source.transcript,
        text.source.file,
        text.source.content,
    )
    assert not sent.derivations


PROGRAM = """
import os
from fidelity.second_process import at_once, beside
first = os.getpid()
assert at_once(os.getpid)() == first
begun = beside(os.getpid)
second = begun()
assert len(os.sched_getaffinity(0)) == 1 or second != first
def fails():
    if os.getpid() != first:
        raise ValueError("only in the copy")
    return "done here"
assert beside(fails)() == "done here"
beside(lambda: __import__("time").sleep(600))  # nobody asks for it: it ends with the first process
print("well")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
def test_work_beside_gives_what_it_gives_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "well\n"


def test_a_long_text_is_judged_the_same_in_two_processes(tmp_path: Path) -> None:
    text = checking_speed.paragraphs(190_000, Random(1))
    changed, _ = checking_speed.edited(text, Random(2))
    changed[0] = f"{changed[0][0]} {changed[0][1:]}"
    canonical, edition = tmp_path / "canonical.md", tmp_path / "edition.md"
    canonical.write_text(checking_speed.written(text, 72), encoding="utf-8")
    edition.write_text(checking_speed.written(changed, 88), encoding="utf-8")
    assert edition.stat().st_size > 1_000_000
    command = ["check", edition, "--against", canonical, "--format", "json", "--config", "cache = false"]
    one, two = (process(*command, "--jobs", jobs) for jobs in ("1", "2"))
    assert one.code == two.code == 1
    assert one.out == two.out
    assert '"T101"' in one.text
