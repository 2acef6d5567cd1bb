"""`python -m benchmarks.citations FOLDER`: the citation parser on gold data in a folder, its goals beside the scores."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.citations.scoring import FIELDS, SHARED_SPAN, Tally, jaccard, tokens
from fidelity import parse_citations

GOALS = {"bibtei_refs": 0.85, "linkedbooks": 0.82, "anystyle_gold": 0.80, "humanities": 0.88, "seed_refs": None}
"""Micro F1 over the fields of single citations."""
NOTE_GOALS = {"number of citations": 0.92, "spans F1": 0.85, "short or full": 0.95, "cross-reference targets": 0.98}

Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    """The rows of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score_fields(table: list[Row], found: list[list[dict[str, Any]]]) -> Tally:
    """Single citations: what the first record of each says. What a set never annotates is not scored."""
    scored = [field for field in FIELDS if any(field in row["fields"] for row in table)]
    joined = any(row["source"] == "linkedbooks" for row in table)
    tally = Tally()
    for row, records in zip(table, found, strict=True):
        fields = dict(records[0]["fields"]) if records else {}
        if joined:  # this set counts editors among the authors, and containers as part of the title
            fields["author"] = [*fields.get("author", ()), *fields.get("editor", ()), *fields.get("translator", ())]
            fields["title"] = [*fields.get("title", ()), *fields.get("container", ())]
        tally.add(row["id"], scored, fields, row["fields"])
    return tally


def score_notes(table: list[Row], found: list[list[dict[str, Any]]]) -> dict[str, float]:
    """Notes: the number of citations, their spans, their kind, and what their cross-references point to."""
    right_number = matched = in_gold = in_found = kinds = references = right_references = 0
    for row, records in zip(table, found, strict=True):
        right_number += len(records) == len(row["bibls"])
        in_gold, in_found = in_gold + len(row["bibls"]), in_found + len(records)
        left = list(records)
        for gold in row["bibls"]:
            ranked = sorted(left, key=lambda record: -jaccard(tokens(record["text"]), tokens(gold["text"])))
            best = ranked[0] if ranked else None
            if best is None or jaccard(tokens(best["text"]), tokens(gold["text"])) < SHARED_SPAN:
                references += bool(gold["xref"])
                continue
            left.remove(best)
            matched += 1
            kinds += (best["kind"] != "full") == bool(gold["short"])
            if gold["xref"] or best["xref"]:
                references += 1
                right_references += list(best["xref"]) == list(gold["xref"])
    return {
        "number of citations": right_number / len(table),
        "spans F1": 2 * matched / (in_gold + in_found),
        "short or full": kinds / max(matched, 1),
        "cross-reference targets": right_references / max(references, 1),
    }


def main(arguments: list[str]) -> int:
    """Print the scores of every set that is there. `--half 0` or `1` takes every other row, `--misses FIELD` shows some."""
    folder = Path(arguments[0])
    half = int(arguments[arguments.index("--half") + 1]) if "--half" in arguments else None
    shown = arguments[arguments.index("--misses") + 1] if "--misses" in arguments else ""
    only = arguments[arguments.index("--set") + 1] if "--set" in arguments else ""
    for path in sorted(folder.glob("*.jsonl")):
        if only and path.stem != only:
            continue
        table = rows(path)
        table = table[half::2] if half is not None else table
        found = [[record.as_json() for record in parse_citations(row["text"], row["lang"] or None)] for row in table]
        if table and "bibls" in table[0]:
            for name, score in score_notes(table, found).items():
                print(f"{path.stem:<16} {name:<26} {score:.3f}   goal {NOTE_GOALS[name]:.2f}")
            continue
        tally = score_fields(table, found)
        goal = GOALS.get(path.stem)
        parts = "  ".join(f"{field} {tally.f1(field):.2f}" for field in FIELDS if field in tally.counts)
        print(f"{path.stem:<16} {'fields, micro F1':<26} {tally.f1():.3f}   goal {f'{goal:.2f}' if goal else '-'}   {parts}")
        for name, field, here, there in tally.misses if shown else ():
            if shown in {field, "all"}:
                text = next(row["text"] for row in table if row["id"] == name)
                print(f"  {name} {field}: found {list(here)} gold {list(there)}\n      {text[:300]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
