"""`fidelity baseline`: what is found now, not to be shown again."""

from __future__ import annotations

from pathlib import Path

import click

from fidelity.agenda import tasks_of
from fidelity.baseline import document_of, frozen, read_baseline
from fidelity.commands.check_options import inline_of, what_to_check, wish_of
from fidelity.commands.speech import CLEAN, FAILED, PATH, complain, watched
from fidelity.results import inside, results_of, shown


@click.command(short_help="Freeze all that is found now.")
@click.argument("editions", nargs=-1, type=PATH, metavar="[EDITION]...")
@click.option("--allow-growth", is_flag=True, help="Freeze what is new, too, where a baseline is there already.")
@what_to_check
def baseline(editions: tuple[Path, ...], allow_growth: bool, **check: object) -> int:
    """Freeze what is found in EDITIONs, or in all that the configuration names, so that only what is new is reported.

    A baseline that is there already only loses what is no longer found, unless growth is allowed.
    """
    from fidelity.writers.files import write_files

    tasks = tasks_of(list(editions), wish_of(check, inline_of(None, None, None)))
    results = results_of(tasks, {}, watched, complain, with_baseline=False)
    contents: dict[Path, str] = {}
    for record in dict.fromkeys(task.configuration.baseline for task in tasks):
        before = read_baseline(record)
        after = {name: dict(found) for name, found in before.items()}
        left_out = 0
        for path in results.checked:
            if results.tasks[path].configuration.baseline != record:
                continue
            name = inside(Path(path), record)
            found = frozen(finding for finding in results.findings if finding.path == path)
            if before and not allow_growth:
                known = {print_: words for print_, words in found.items() if print_ in before.get(name, {})}
                left_out += len(found) - len(known)
                found = known
            after[name] = found
        contents[record] = document_of(after)
        size, former = (sum(map(len, one.values())) for one in (after, before))
        complain(f"{shown(record)} holds {size} finding{'s' if size != 1 else ''}{f', and held {former}' if before else ''}.")
        if left_out:
            new = "1 new finding was" if left_out == 1 else f"{left_out} new findings were"
            complain(f"{new} not taken in; --allow-growth takes {'it' if left_out == 1 else 'them'}.")
    write_files(contents)
    return FAILED if results.failed else CLEAN
