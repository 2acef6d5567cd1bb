"""The house standard of rules, and every page beside a rule run through the real pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pages
import pytest

from fidelity import catalog
from fidelity.claims import Taken
from fidelity.collation import collate
from fidelity.collation.facing import facing
from fidelity.collation.passages.loaded import Loaded
from fidelity.judge import judge
from fidelity.model.declarations import Relation
from fidelity.model.finding import Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.text import Text
from fidelity.quoting import look_up
from fidelity.readers.markdown import read_markdown
from fidelity.readers.plain_text import read_plain_text
from fidelity.readers.works import work_in
from fidelity.recognition import recognise
from fidelity.repairs import running_head
from fidelity.repairs.printed_folios import with_printed_folios

RULES_FOLDER = Path(catalog.__file__).parent / "rules"
_RULES = pytest.mark.parametrize("rule", catalog.RULES, ids=lambda rule: rule.name)


def case_of(trial: pages.Trial) -> Case:
    """A trial of a page through the readers, the collation and the recognisers."""
    edition = read_markdown(trial.edition.encode(), "edition.md")
    relation = Relation(trial.relation)
    if trial.canonical is None:
        return Case(edition, recognise(edition), relation)
    if trial.printed:
        canonical = extracted(trial.canonical)
        return Case(edition, recognise(edition), relation, canonical, recognise(canonical))
    canonical = described(trial.canonical, "canonical.md")
    if trial.others:
        others = [described(content, f"canonical-{k}.md") for k, content in enumerate(trial.others, 2)]
        case = Case(edition, recognise(edition), relation)
        return replace(case, quoted=look_up(case, Loaded([canonical, *others])))
    pairs = facing(canonical, edition) if relation is Relation.TRANSLATION else ()
    collation = collate(canonical, edition)
    return Case(edition, recognise(edition), relation, canonical, recognise(canonical), collation, facing=pairs)


def described(content: str, name: str) -> Text:
    """A canonical text that knows what its front matter says it is."""
    text = read_markdown(content.encode(), name)
    return replace(text, source=replace(text.source, work=work_in(content.encode(), ".md")))


def extracted(content: str) -> Text:
    """The canonical text of a source in plain text."""
    text = read_plain_text(content.encode(), "source.txt")
    for repair in catalog.REPAIRS:
        text = text.amend(repair.code, repair.propose(text))
        if repair is running_head.REPAIR:
            text = with_printed_folios(text)
    return text


def line_and_column(text: Text, start: int, end: int) -> tuple[int, int]:
    """Line and column from 1 of a place of a text in its file."""
    from fidelity.model.span import Span

    offset = text.file_hull(Span(start, end)).start
    content = text.source.content or ""
    return content.count("\n", 0, offset) + 1, offset - (content.rfind("\n", 0, offset) + 1) + 1


def finding_lines(trial: pages.Trial, code: str) -> list[str]:
    """The findings of a trial as pages write them; those of info severity only where they have the code."""
    case = case_of(trial)
    return [_line(case, one) for one in judge(case) if one.severity is not Severity.INFO or one.code == code]


def _line(case: Case, one: Taken) -> str:
    line, column = line_and_column(case.edition, *one.claim.edition)
    return f"{line}:{column} {one.code} {one.claim.message}"


def rule_modules() -> Iterator[Path]:
    for path in sorted(RULES_FOLDER.glob("*.py")):
        if re.search(r"^RULE = Rule\(", path.read_text(encoding="utf-8"), re.M):
            yield path


def test_every_rule_module_is_in_the_catalog() -> None:
    assert {rule.page.with_suffix(".py") for rule in catalog.RULES} == set(rule_modules())


def test_codes_and_names_are_unique() -> None:
    everything = [*catalog.RULES, *catalog.REPAIRS]
    assert len({one.code for one in everything}) == len(everything)
    assert len({one.name for one in everything}) == len(everything)


def test_the_order_of_claims_names_every_rule_once() -> None:
    assert sorted(catalog.ORDER_OF_CLAIMS) == sorted(rule.code for rule in catalog.RULES)


def test_the_order_of_claims_is_that_of_the_families() -> None:
    letters = "".join(dict.fromkeys(code[0] for code in catalog.ORDER_OF_CLAIMS))
    assert letters == "CQNT"
    assert catalog.ORDER_OF_CLAIMS[-1] == "T101"


@_RULES
def test_house_standard(rule: Rule) -> None:
    assert re.fullmatch(r"[QNCTP]\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.page.stem == rule.name.replace("-", "_")
    source = rule.page.with_suffix(".py").read_text(encoding="utf-8")
    assert source.startswith(f'"""{rule.code} {rule.name}: ')
    assert len(source.splitlines()) <= 150
    page = pages.read(rule.page)
    assert (page.name, page.code) == (rule.name, rule.code)
    assert tuple(page.prose) == pages.SECTIONS
    assert page.summary.endswith(".")
    assert "\n" not in page.summary
    assert page.prose["What"]
    assert page.prose["Why"]
    assert page.prose["Known failures"] or page.blocks["Known failures"]
    assert any(trial.findings for trial in pages.trials(page.blocks["Example"]))
    assert page.blocks["Left alone"]


@_RULES
def test_examples(rule: Rule) -> None:
    for trial in pages.trials(pages.read(rule.page).blocks["Example"]):
        assert (trial.canonical is not None) or not rule.compares
        found = finding_lines(trial, rule.code)
        assert any(f" {rule.code} " in line for line in found)
        assert found == list(trial.findings)


@_RULES
def test_left_alone(rule: Rule) -> None:
    for trial in pages.trials(pages.read(rule.page).blocks["Left alone"]):
        case = case_of(trial)
        found = [one for one in judge(case) if one.code == rule.code]
        assert [_line(case, one) for one in found] == list(trial.findings), trial  # what is said only as info is written out
        assert all(one.severity is Severity.INFO for one in found), trial


def _known_failures() -> list[tuple[str, pages.Trial]]:
    return [
        (rule.code, trial)
        for rule in catalog.RULES
        for trial in pages.trials(pages.read(rule.page).blocks.get("Known failures", []))
    ]


@pytest.mark.parametrize(
    ("code", "trial"), [pytest.param(c, t, marks=pytest.mark.xfail(strict=True)) for c, t in _known_failures()]
)
def test_known_failures(code: str, trial: pages.Trial) -> None:
    assert finding_lines(trial, code) == list(trial.findings)


@_RULES
def test_messages_are_clauses(rule: Rule) -> None:
    for trial in pages.trials(pages.read(rule.page).blocks["Example"]):
        for one in judge(case_of(trial)):
            message = one.claim.message
            assert len(message.split()) >= 3
            assert "\n" not in message
            assert "  " not in message
            assert not message.endswith(".")
            assert message[0].islower() or message[0] in "“0123456789I"


@_RULES
def test_rules_without_their_evidence_have_nothing_to_say(rule: Rule) -> None:
    """The catalog loads only the rules that can find something: what it leaves out must find nothing."""
    for section in ("Example", "Left alone"):
        for trial in pages.trials(pages.read(rule.page).blocks[section]):
            case = case_of(trial)
            assert judge(case) == judge(case, rules=list(catalog.RULES), repairs=list(catalog.REPAIRS)), trial


@_RULES
def test_the_canonical_text_of_each_example_agrees_with_itself(rule: Rule) -> None:
    for section in ("Example", "Left alone"):
        for trial in pages.trials(pages.read(rule.page).blocks[section]):
            for one in filter(None, (trial.canonical, trial.edition)):
                assert judge(case_of(pages.Trial(one, one, "edition", ()))) == ()


def test_find() -> None:
    assert catalog.find("n122") is catalog.find("Lost-Note")
    assert catalog.find("N122").name == "lost-note"
    with pytest.raises(KeyError) as missing:
        catalog.find("lost-notes")
    assert "lost-note" in missing.value.args[1:]


def test_pages_expand_invisible_characters() -> None:
    assert pages.expand("co{SHY}op {UNKNOWN}") == "co\u00adop {UNKNOWN}"


def test_a_heading_inside_a_fence_is_no_section() -> None:
    page = pages.parse("# some-name (T999)\n\nSummary.\n\n## What\n\n```edition\n## Not a section\n```\n\n## Why\n\nBecause.\n")
    assert list(page.prose) == ["What", "Why"]
    assert page.blocks["What"] == [pages.Block("edition", "## Not a section\n")]
