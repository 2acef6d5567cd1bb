"""`fidelity check --fix` and `--diff`: what can be mended, mended or shown."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fidelity.agenda import Task
from fidelity.commands.speech import complain, watched, write_document
from fidelity.model.errors import FidelityError

if TYPE_CHECKING:
    from fidelity.fixes import Judge, Mended, Planner


def fix_files(tasks: Sequence[Task], standard_input: bool, *, unsafe: bool, show: bool) -> bool | None:
    """Mend the files of tasks, or with `show` print how, as a unified diff; whether anything was to be mended.

    None where one of them could not be read: with `show` that is said, else by the check that follows.

    What somebody let stand, by a comment or a departure, is not mended. Raises UsageError when standard input is among them,
    FidelityError when a file cannot be written.
    """
    from fidelity import fixes

    if standard_input:
        raise click.UsageError("standard input cannot be mended; name a file.")
    by_path: dict[Path, list[Task]] = {}
    names: dict[Path, Path] = {}
    for task in tasks:
        # a file that is named in two ways is mended once
        if names.setdefault(task.path.resolve(), task.path) == task.path:
            by_path.setdefault(task.path, []).append(task)
    mended = []
    failed = False
    for path, own in by_path.items():
        try:
            one = fixes.mend(path, _judge(path, own), unsafe=unsafe, planners=_planners(path, unsafe))
        except FidelityError as failure:
            failed = True
            if show:
                complain(str(failure))
            continue
        if one is not None:
            mended.append(one)
    for one in mended:
        for sentence in one.refused:
            complain(sentence)
    changed = [one for one in mended if one.applied]
    if not changed and any(one.left for one in mended):
        complain(_nothing_mended(mended, unsafe))
    if show:
        write_document("".join(_diff(one.path, one.old, one.new) for one in changed))
        return None if failed else bool(changed)
    for one in changed:
        fixes.write(one)
        complain(f"{one.path}: {len(one.applied)} {'fix' if len(one.applied) == 1 else 'fixes'} made ({_titles(one.applied)}).")
    return None if failed else bool(changed)


def _nothing_mended(mended: Sequence[Mended], unsafe: bool) -> str:
    """What is said where nothing is changed though there are findings."""
    left = [finding for one in mended for finding in one.left]
    number = "1 finding" if len(left) == 1 else f"{len(left)} findings"
    if unsafe:
        return f"{number}, none of which can be mended; nothing was changed."
    # what is safe was tried already, and is spoken of among what was refused
    held_back = sum(_held_back(one) for one in mended)
    could = f"{held_back or 'none'} of which could be mended with --unsafe-fixes"
    return f"{number}, none of which can be safely mended, {could}; nothing was changed."


def _held_back(mended: Mended) -> int:
    """How many of the findings left in a file have a fix that is not safe, of their own or together."""
    from fidelity import note_fixes
    from fidelity.model.finding import Fix

    whole = note_fixes.counted_anew in _planners(mended.path, True) and note_fixes.counted_anew(mended.new, mended.left)
    own = sum(finding.fix is not None and not finding.fix.safe for finding in mended.left)
    return own + (sum(finding.code in note_fixes.COUNTED for finding in mended.left) if isinstance(whole, Fix) else 0)


def _judge(path: Path, tasks: Sequence[Task]) -> Judge:
    from fidelity.fixes import Judged
    from fidelity.results import results_of

    def judge(content: bytes) -> Judged:
        said: list[str] = []
        results = results_of(tasks, {path: content}, watched, said.append)
        if results.failed:
            raise FidelityError(said[-1] if said else f"{path} cannot be read.")
        return Judged(results.findings, results.checked.get(str(path)))

    return judge


def _planners(path: Path, unsafe: bool) -> tuple[Planner, ...]:
    from fidelity import link_fixes, note_fixes
    from fidelity.formats import HTML, MARKDOWN

    if path.suffix.lower() in HTML:
        from fidelity.readers.html import read_html

        return (partial(link_fixes.links_mended, read=read_html),)
    if path.suffix.lower() not in MARKDOWN:
        return ()
    from fidelity.readers.markdown import read_markdown

    links = partial(link_fixes.links_mended, read=read_markdown)
    return (note_fixes.counted_anew, note_fixes.in_order, links) if unsafe else (note_fixes.in_order, links)


def _diff(path: Path, old: str, new: str) -> str:
    lines = difflib.unified_diff(_lines(old), _lines(new), f"a/{path.as_posix()}", f"b/{path.as_posix()}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(content: str) -> list[str]:
    """The lines as patch and git know them: a form feed or a line separator ends none."""
    return [line for line in re.split(r"(?<=\n)", content) if line]


def _titles(titles: Sequence[str]) -> str:
    counted = dict.fromkeys(titles)
    return "; ".join(f"{titles.count(title)} × {title}" if titles.count(title) > 1 else title for title in counted)
