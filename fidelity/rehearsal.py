"""All that a check of two texts needs, loaded ahead: for a process that has to wait, and of which copies will be made."""

from __future__ import annotations

from pathlib import Path

from fidelity.formats import read_content

_REHEARSED = (
    "In 12 mills of Bergen (in the north) they said “old” and *new*, and λόγος.[^1]",
    "In 13 mills of Kessler they said “old” and new, and never λόγος.[^1]",
)
"""A paragraph and an edition of it."""


def rehearse(content: str) -> None:
    """Load what is needed in any case, and compile patterns, as it would be when it is first asked for.

    Two short texts are compared for that, which have the first note in `content`, as notes of one text cite or do not; and the
    rules and repairs are loaded that may be asked besides.
    """
    from fidelity.cases import case_of
    from fidelity.catalog import REPAIRS, RULES
    from fidelity.evidence import Evidence
    from fidelity.findings import findings_of
    from fidelity.judge import judge

    start = content.find("\n[^1]: ")
    note = content[start + 1 : content.find("\n\n", start)] if start >= 0 else "[^1]: They did."
    canonical, edition = (
        read_content(Path("rehearsed.md"), f"{words}\n\n{note}\n".encode(), None, None) for words in _REHEARSED
    )
    case = case_of(edition, canonical)
    findings_of(case, judge(case))
    seldom = Evidence.CITED | Evidence.QUOTED | Evidence.UNCALLED | Evidence.IDENTIFIERS | Evidence.CARETS | Evidence.UNSETTLED
    for register in (RULES, REPAIRS):
        for entry in register.entries:
            if entry.needs is None or not entry.needs.value & seldom.value:
                register.load(entry)
