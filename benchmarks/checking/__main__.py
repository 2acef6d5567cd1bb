"""Prints what the checker makes of planted changes, harmful and harmless: python -m benchmarks.checking --help."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.checking.harmful import PLANTERS
from benchmarks.checking.measure import Outcome, harm, own_sites, styles
from benchmarks.checking.site import Site

TEXTS = Path(__file__).parent / "texts"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--text", action="append", default=[], metavar="LANGUAGE=FILE", help="a Markdown text instead of the project's"
    )
    parser.add_argument("--language", action="append", default=[], help="only the project's texts in this language")
    parser.add_argument("--kind", action="append", default=[], help="only this kind of harmful change")
    parser.add_argument("--rounds", type=int, default=12, help="editions made of each text, plain and restyled each (12)")
    parser.add_argument("--draw", type=int, default=1, help="another draw plants elsewhere")
    parser.add_argument("--cases", type=int, default=0, help="print so many missed changes a kind, and wrong findings")
    options = parser.parse_args()
    sites = [_given(one) for one in options.text] or own_sites(TEXTS)
    sites = [site for site in sites if not options.language or site.language in options.language]
    kinds = options.kind or list(PLANTERS)
    for restyled in (False, True):
        outcome = Outcome()
        for site in sites:
            harm(site, outcome, options.rounds, restyled=restyled, seed=options.draw, kinds=kinds)
        print(f"\n## Harmful changes{' under heavy restyling' if restyled else ''}\n")
        report_harm(outcome, options.cases)
    if not options.kind:
        print("\n## What an edition may do freely\n")
        report_styles(sites, options.draw, options.cases)


def _given(argument: str) -> Site:
    language, _, path = argument.partition("=")
    return Site(Path(path).stem, Path(path).read_text(encoding="utf-8"), language)


def report_harm(outcome: Outcome, cases: int) -> None:
    print("| kind | planted | found | at its line | right family | right rule | named |\n|---|---|---|---|---|---|---|")
    for kind, tally in sorted(outcome.kinds.items()):
        named = " ".join(f"{code} {count}" for code, count in tally.codes.most_common(4))
        print(f"| {kind} | {tally.planted} | {tally.found} | {tally.placed} | {tally.family} | {tally.rule} | {named} |")
    total = sum(t.planted for t in outcome.kinds.values())
    found = sum(t.found for t in outcome.kinds.values())
    rates = (
        ("found", found, total, "≥ 99.8 %"),
        ("at the right line, of those found", sum(t.placed for t in outcome.kinds.values()), found, "≥ 99.5 %"),
        ("right family", sum(t.family for t in outcome.kinds.values()), found, "≥ 97 %"),
        ("right rule", sum(t.rule for t in outcome.kinds.values()), found, "≥ 95 %"),
    )
    print()
    for name, count, of, goal in rates:
        print(f"- {name}: {count} of {of}, {100 * count / max(of, 1):.2f} % (goal {goal})")
    per = 1000 * len(outcome.wrong) / max(outcome.words, 1)
    print(f"- wrong findings: {len(outcome.wrong)} in {outcome.editions} editions, {per:.3f} per 1,000 words (goal ≤ 0.05)")
    if cases:
        for kind, tally in sorted(outcome.kinds.items()):
            for missed in tally.missed[:cases]:
                print(f"  missed {kind}: {missed}")
        for wrong in outcome.wrong[: 20 * cases]:
            print(f"  wrong: {wrong}")


def report_styles(sites: list[Site], draw: int, cases: int) -> None:
    said: dict[str, list[str]] = {}
    tried: dict[str, int] = {}
    words = 0
    for site in sites:
        found, length = styles(site, draw)
        for name, findings in found.items():
            said.setdefault(name, []).extend(findings)
            tried[name] = tried.get(name, 0) + 1
            words += length
    print("| what is changed | editions | findings |\n|---|---|---|")
    for name, findings in said.items():
        print(f"| {name.replace('_', ' ')} | {tried[name]} | {len(findings)} |")
    total = sum(map(len, said.values()))
    print(f"\n- findings on editions that change only accidentals: {total} in {words:,} words (goal: none)")
    for name, findings in said.items():
        for one in findings[:cases]:
            print(f"  {name}: {one}")


if __name__ == "__main__":
    main()
