"""The tables: means over the documents, our goals above, the best peer of each metric below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from benchmarks.extraction.scoring import METRICS, Scores

GOALS = {
    "nid": "≥ 99.7",
    "para": "≥ 98",
    "blk": "≥ 97",
    "bF1": "≥ 99",
    "drop": "100",
    "dropX": "100",
    "noteP": "≥ 99.5",
    "noteMD": "≥ 99.5",
    "refP": "≥ 99.5",
    "refR": "≥ 99.5",
    "stray": "≤ 0.3",
    "brk": "≤ 0.3",
    "hyl": "≤ 0.5",
    "leak": "0",
    "folio": "0",
}
LOWER = frozenset("stray brk hyl leak folio lig".split())


class Result(NamedTuple):
    """A tool's scores of one document."""

    tool: str
    document: str
    layout: str
    language: str
    scores: Scores


def meets(metric: str, value: float) -> bool:
    """Whether a value, as it is printed, reaches the goal of its metric."""
    sign, _, number = GOALS[metric].rpartition(" ")
    goal = float(number)
    shown = round(value, 1)
    return shown <= goal if sign == "≤" or metric in LOWER else shown >= goal


def means(results: Iterable[Result]) -> Scores:
    """The mean of every metric over the documents that have it."""
    rows = [result.scores for result in results]
    return {metric: mean(row[metric] for row in rows) for metric in METRICS}


def mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def main_table(results: Sequence[Result], not_run: Mapping[str, str], ours: Sequence[str]) -> str:
    """All tools over all documents, the goals first and the best peer last."""
    rows = {tool: means(result for result in results if result.tool == tool) for tool in in_order(r.tool for r in results)}
    peers = {tool: row for tool, row in rows.items() if tool not in ours}
    lines = header(["tool", *METRICS])
    lines.append(line("**goal**", [GOALS.get(metric, "") for metric in METRICS]))
    lines.extend(line(tool, [shown(row[metric]) for metric in METRICS]) for tool, row in rows.items())
    best = [shown(best_of(metric, (row[metric] for row in peers.values()))) for metric in METRICS]
    if peers:
        lines.append(line("*best peer*", best))
    lines.extend(line(tool, [f"not run: {reason}"] + [""] * (len(METRICS) - 1)) for tool, reason in not_run.items())
    return "\n".join(lines)


def goal_table(results: Sequence[Result], tool: str) -> str:
    """Our goals beside what the tool reached."""
    row = means(result for result in results if result.tool == tool)
    lines = header(["metric", "goal", tool, ""])
    for metric, goal in GOALS.items():
        value = row[metric]
        verdict = "" if value is None else "reached" if meets(metric, value) else "missed"
        lines.append(line(metric, [goal, shown(value), verdict]))
    return "\n".join(lines)


def grouped_table(results: Sequence[Result], tool: str, key: Callable[[Result], str]) -> str:
    """One tool's means by layout or language."""
    own = [result for result in results if result.tool == tool]
    lines = header([tool, *METRICS])
    for group in sorted({key(result) for result in own}):
        row = means(result for result in own if key(result) == group)
        lines.append(line(group, [shown(row[metric]) for metric in METRICS]))
    return "\n".join(lines)


def best_of(metric: str, values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    return min(known) if metric in LOWER else max(known)


def in_order(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def header(names: Sequence[str]) -> list[str]:
    return ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]


def line(first: str, cells: Sequence[str]) -> str:
    return "| " + " | ".join([first, *cells]) + " |"


def shown(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
