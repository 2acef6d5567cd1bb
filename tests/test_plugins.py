"""Plugins, installed for real: what they bring is there in every command, and what is broken in them is said in a sentence."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from command import ROOT, Outcome, one_sentence, process
from packages import EXAMPLE, declare, installed

from fidelity import plugins

DRAFT = "The ledger was found in TK. The keeper kept it Digitized by Google in a biscuit tin.\n"
RULE = """
from pathlib import Path
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Rule
from fidelity.model.span import Span
def check(case):
    {body}
RULE = Rule("{code}", "{name}", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares={compares})
"""


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(tmp_path_factory.mktemp("site"), EXAMPLE)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def under(site: Path, *arguments: str | Path, **environment: str) -> Outcome:
    return process(*arguments, PYTHONPATH=os.pathsep.join(map(str, (site, ROOT))), **environment)


def plugin(site: Path, name: str = "odd", code: str = "T950", body: str = "yield from ()", **more: str) -> Path:
    """A package with a rule, its page beside it, installed into a folder."""
    module = name.replace("-", "_")
    site.mkdir(exist_ok=True)
    source = RULE.format(code=code, name=more.get("title", name), body=body, compares=more.get("compares", "False"))
    (site / f"{module}.py").write_text(source, encoding="utf-8")
    (site / f"{module}.md").write_text(f"# {more.get('title', name)} ({code})\n\nOdd.\n", encoding="utf-8")
    return declare(site, name, "1", {plugins.RULES: {name: f"{module}:RULE"}})


def test_nothing_is_loaded_where_no_plugin_is_installed() -> None:
    assert plugins.installed() == plugins.Plugins()


def test_a_rule_and_a_repair_are_listed_explained_and_selected(press: Path, draft: Path) -> None:
    listed = {one["code"]: one for one in json.loads(under(press, "rules", "--format", "json").text)}
    assert (listed["T901"]["name"], listed["A901"]["severity"]) == ("placeholder-text", "error")
    assert under(press, "explain", "scan-stamp").text.startswith("# scan-stamp (A901)")
    assert json.loads(under(press, "check", draft, "--select", "T9", "--format", "json").text)["findings"][0]["code"] == "T901"
    found = under(press, "check", draft, "--config", 'ignore = ["placeholder-text"]', "--format", "concise")
    assert "A901 scan-stamp" in found.text
    assert "T901" not in found.text
    near = one_sentence(under(press, "check", draft, "--config", 'ignore = ["placeholder-txt"]'))
    assert "did you mean “placeholder-text”?" in near


def test_a_fix_of_a_plugin_is_made(press: Path, draft: Path) -> None:
    assert under(press, "check", draft, "--fix", "--unsafe-fixes").code == 1
    assert draft.read_text(encoding="utf-8") == DRAFT.replace(" Digitized by Google", "")


def test_a_repair_of_a_plugin_mends_a_transcript(press: Path, tmp_path: Path) -> None:
    source = tmp_path / "scan.txt"
    sentence = "The keeper kept the letter{}in a biscuit tin, and he kept it for years.\n"
    source.write_text(sentence.format(" Digitized by Google\n"), "utf-8")
    assert under(press, "extract", source, "-o", tmp_path / "scan.md").code == 0
    assert (tmp_path / "scan.md").read_text("utf-8") == sentence.format(" ")
    assert '"code": "A901"' in (tmp_path / "scan.emendations.jsonl").read_text("utf-8")


def test_what_a_plugin_finds_is_kept_until_the_plugin_changes(tmp_path: Path, draft: Path) -> None:
    site = plugin(tmp_path / "site", body="yield Claim('one', Span(0, 3))")
    cache = {"FIDELITY_CACHE_DIR": str(tmp_path / "cache")}
    assert "T950 odd: one" in under(site, "check", draft, "--format", "concise", **cache).text
    assert "T950 odd: one" in under(site, "check", draft, "--format", "concise", **cache).text
    module = site / "odd.py"
    # of another length: Python takes compiled code of the same second and length for that of the file
    module.write_text(module.read_text("utf-8").replace("'one'", "'two, and more'"), "utf-8")
    assert "T950 odd: two" in under(site, "check", draft, "--format", "concise", **cache).text
    assert "T950" not in process("check", draft, **cache).text


def test_a_change_in_a_package_without_init_counts(tmp_path: Path, draft: Path) -> None:
    site, package = tmp_path / "site", tmp_path / "site" / "odd_press" / "rules"
    package.mkdir(parents=True)
    source = RULE.format(code="T950", name="odd", body="yield Claim(said.WORD, Span(0, 3))", compares="False")
    (package / "odd.py").write_text(f"from odd_press import said\n{source}", "utf-8")
    (package / "odd.md").write_text("# odd (T950)\n\nOdd.\n", "utf-8")
    (package.parent / "said.py").write_text("WORD = 'one'\n", "utf-8")
    declare(site, "odd-press", "1", {plugins.RULES: {"odd": "odd_press.rules.odd:RULE"}})
    cache = {"FIDELITY_CACHE_DIR": str(tmp_path / "cache")}
    assert "T950 odd: one" in under(site, "check", draft, "--format", "concise", **cache).text
    (package.parent / "said.py").write_text("WORD = 'two, and more'\n", "utf-8")
    assert "T950 odd: two" in under(site, "check", draft, "--format", "concise", **cache).text


def test_a_rule_of_a_plugin_sees_long_texts_whole(tmp_path: Path) -> None:
    body = "yield from (Claim('the chancellor', Span(0, 3)) for _ in range('Bismarck' in case.edition.string))"
    site = plugin(tmp_path / "site", body=body, compares="True")
    paragraphs = [
        f"The ledger of the year {1000 + k} was kept in a tin by the keeper of house {k} on the hill." for k in range(6000)
    ]
    paragraphs[4000] += " He had never heard of Bismarck."
    (tmp_path / "canonical.md").write_text("\n\n".join(paragraphs), encoding="utf-8")
    paragraphs[5900] = paragraphs[5900].replace("kept", "lost")
    (tmp_path / "edition.md").write_text("\n\n".join(paragraphs), encoding="utf-8")
    outcome = under(site, "check", tmp_path / "edition.md", "--against", tmp_path / "canonical.md", "--format", "concise")
    assert "T950" in outcome.text


def test_a_rule_of_a_plugin_is_asked_before_ours(tmp_path: Path) -> None:
    body = "yield from (Claim('ours', v.edition, v.canonical, frozenset({i})) for i, v in enumerate(case.collation.variants))"
    site = plugin(tmp_path / "site", body=body, compares="True")
    (tmp_path / "a.md").write_text("The river rose in 1911 and fell.\n", "utf-8")
    (tmp_path / "b.md").write_text("The river rose in 1912 and fell.\n", "utf-8")
    found = under(site, "check", tmp_path / "b.md", "--against", tmp_path / "a.md", "--format", "json")
    assert [one["code"] for one in json.loads(found.text)["findings"]] == ["T950"]


BROKEN = {
    "a module that is not there": ({plugins.RULES: {"x": "nowhere_at_all:RULE"}}, "cannot be loaded (ModuleNotFoundError"),
    "something else": ({plugins.RULES: {"x": "json:dumps"}}, "is no Rule"),
    "no format": ({plugins.REPORTERS: {"x": "string:digits"}}, "is no Callable"),
    "our format": ({plugins.REPORTERS: {"json": "json:dumps"}}, "brings the format json, which fidelity has itself"),
}


@pytest.mark.parametrize(("entry_points", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_plugin_is_named_in_a_sentence(
    entry_points: dict[str, dict[str, str]], said: str, tmp_path: Path, draft: Path
) -> None:
    site = declare(tmp_path / "site", "broken-thing", "1", entry_points)
    sentence = one_sentence(under(site, "check", draft, "--format", "cvs"))
    assert said in sentence
    if "our format" not in said and "brings" not in said:
        assert "of the package broken-thing" in sentence


def test_codes_and_names_that_are_not_its_own_are_refused(tmp_path: Path, draft: Path) -> None:
    for code in ("T101", "A950", "X901", "P901"):
        site = plugin(tmp_path / code, code=code)
        assert f"has the code {code}; codes of plugins are" in one_sentence(under(site, "check", draft))
    site = plugin(tmp_path / "name", title="lost-note")
    assert "has the name lost-note" in one_sentence(under(site, "rules"))
    site = plugin(tmp_path / "two")
    plugin(tmp_path / "two", name="other")
    assert "are both T950" in one_sentence(under(site, "check", draft))


def test_a_page_that_is_missing_or_of_another_rule_is_refused(tmp_path: Path, draft: Path) -> None:
    site = plugin(tmp_path / "site")
    (site / "odd.md").write_text("# even (T950)\n\nOdd.\n", "utf-8")
    assert "does not begin with “# odd (T950)”" in one_sentence(under(site, "check", draft))
    (site / "odd.md").unlink()
    assert "has no page" in one_sentence(under(site, "check", draft))


def test_a_rule_that_breaks_stops_the_check_of_its_text_in_a_sentence(tmp_path: Path, draft: Path) -> None:
    site = plugin(tmp_path / "site", body="yield 1 / 0")
    outcome = under(site, "check", draft)
    assert outcome.code == 2
    assert "the plugin “odd” of the package odd broke (ZeroDivisionError: division by zero); tell its authors." in outcome.err
    assert "Traceback" not in outcome.err
