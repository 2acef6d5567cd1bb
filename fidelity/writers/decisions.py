"""`name.decisions.toml`, written so that what people put into it by hand stays: other entries, comments, their order."""

from __future__ import annotations

import re
import tomllib

from fidelity.model.proposal import Decision, Verdict

_HEAD = "# What was decided about the extraction of a source; “fidelity extract” replays it.\nformat = 1\n"
_ENTRY = re.compile(r"^[ \t]*\[\[[ \t]*decision[ \t]*\]\]", re.M)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def with_decision(document: str, decision: Decision) -> str:
    """The document with a decision in place of the one with the same id, or else at the end."""
    return _with(document, decision.id, _entry(decision))


def without_decision(document: str, identity: str) -> str:
    """The document without the decision of that id."""
    return _with(document, identity, "")


def _with(document: str, identity: str, entry: str) -> str:
    head, entries = _parts(document)
    kept = [(known, part) for known, part in entries]
    found = next((k for k, (known, _) in enumerate(kept) if known == identity), None)
    if found is None:
        kept += [(identity, entry)] if entry else []
    elif entry:
        kept[found] = identity, entry
    else:
        del kept[found]
    parts = [part.rstrip() for part in (head, *(part for _, part in kept))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _parts(document: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the first entry, and the entries as they are written, each with its id.

    A comment above an entry belongs to the one before it. Where cutting at the headings does not give the entries, since a
    heading stands inside a string, all are written anew, without their comments.
    """
    if not document.strip():
        return _HEAD, []
    document = document.replace("\r\n", "\n").removeprefix("\ufeff")
    entries = tomllib.loads(document).get("decision", [])
    cuts = [match.start() for match in _ENTRY.finditer(document)]
    texts = [document[a:b] for a, b in zip(cuts, [*cuts[1:], len(document)][: len(cuts)], strict=True)]
    if [_parsed(text) for text in texts] == entries:
        return document[: cuts[0]] if cuts else document, [
            (entry["id"], text) for entry, text in zip(entries, texts, strict=True)
        ]
    return _HEAD, [(entry["id"], _table(entry)) for entry in entries]


def _parsed(text: str) -> object:
    try:
        return tomllib.loads(text)["decision"][0]
    except (tomllib.TOMLDecodeError, KeyError, IndexError):
        return None


def _entry(decision: Decision) -> str:
    fields: dict[str, str | int | None] = {
        "id": decision.id,
        "decision": str(decision.verdict),
        "replacement": decision.replacement if decision.verdict is Verdict.REPLACE else None,
        "reason": decision.reason or None,
        "by": decision.by or None,
        "code": decision.code,
        "change": decision.change,
        "before": decision.before,
        "after": decision.after,
        "offset": decision.offset,
        "preceding": decision.preceding,
        "following": decision.following,
        "source": decision.source,
    }
    return _table({key: value for key, value in fields.items() if value is not None})


def _table(fields: dict[str, str | int]) -> str:
    lines = [f"{key} = {_quoted(value) if isinstance(value, str) else value}" for key, value in fields.items()]
    return "\n".join(["[[decision]]", *lines])


def _quoted(string: str) -> str:
    """A TOML 1.0 basic string, what cannot be seen in it escaped; a lone surrogate, which TOML forbids, becomes U+FFFD."""
    return '"' + "".join(_escaped(character) for character in string) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    number = ord(character)
    if 0xD800 <= number <= 0xDFFF:
        return "\\uFFFD"
    if character.isprintable():
        return character
    return f"\\u{number:04X}" if number <= 0xFFFF else f"\\U{number:08X}"
