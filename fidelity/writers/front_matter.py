"""What is known of a work, as the front matter of a Markdown file in YAML."""

from __future__ import annotations

import json

from fidelity.model.work import Work


def front_matter(work: Work) -> str:
    """The block between fences, and the empty line behind it; nothing where the authors are not known."""
    if not work.authors:
        return ""
    authors = work.authors[0] if len(work.authors) == 1 else list(work.authors)
    fields = {"author": authors, "title": work.title, "date": work.year}
    # JSON is YAML, and needs no rules for what must be quoted
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value]
    return "\n".join(["---", *lines, "---", "", ""])
