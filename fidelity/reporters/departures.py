"""Departures as a note on the text, for its readers: what the text has, what this edition has, why, and who decided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import groupby
from operator import attrgetter

from fidelity.model.departure import Departure
from fidelity.reporters.printable import printable

_SYNTAX = re.compile(r"([\\`*_\[\]<>&#|~])")


def markdown(departures: Sequence[Departure]) -> str:
    """The note in Markdown, a list for each edition."""
    lines = ["# Note on the text", ""]
    if not departures:
        lines += ["This edition departs nowhere from its text on purpose.", ""]
    for path, group in _by_edition(departures):
        lines += [f"## {_plain(path)}", ""]
        for departure in group:
            words, by = _said(departure)
            shown = [f"{_plain(label)} “{_plain(reading)}”" if reading else _plain(label) for label, reading in words]
            lines.append(f"- {'; '.join(shown)}: {_plain(departure.reason)} {_plain(by)}")
        lines.append("")
    return "\n".join(lines)


def html(departures: Sequence[Departure]) -> str:
    """The note as a section of HTML, to be put into a page."""
    parts = ['<section class="note-on-the-text">\n<h1>Note on the text</h1>\n']
    if not departures:
        parts.append("<p>This edition departs nowhere from its text on purpose.</p>\n")
    for path, group in _by_edition(departures):
        parts.append(f"<h2>{_escaped(path)}</h2>\n<ul>\n")
        for departure in group:
            words, by = _said(departure)
            quoted = [(_escaped(label), f" <q>{_escaped(reading)}</q>" if reading else "") for label, reading in words]
            said = "; ".join(label + reading for label, reading in quoted)
            parts.append(f"<li>{said}: {_escaped(departure.reason)} {_escaped(by)}</li>\n")
        parts.append("</ul>\n")
    return "".join((*parts, "</section>\n"))


def _by_edition(departures: Sequence[Departure]) -> list[tuple[str, list[Departure]]]:
    ordered = sorted(departures, key=attrgetter("path"))  # within an edition, in the order of the record
    return [(path, list(group)) for path, group in groupby(ordered, attrgetter("path"))]


def _said(departure: Departure) -> tuple[list[tuple[str, str]], str]:
    """What is departed from, as pairs of a label and a reading, and who decided."""
    by = f"({departure.by})"
    if not departure.fingerprint:
        return [(f"everywhere, {departure.name or departure.code}", "")], by
    if departure.canonical is None:
        return [(departure.message, "")], by
    if not departure.canonical.strip():
        return [("added:", departure.edition)], by
    if not departure.edition.strip():
        return [("left out:", departure.canonical), ("after", departure.before.strip())], by
    return [("for", departure.canonical), ("this edition has", departure.edition)], by


def _plain(string: str) -> str:
    return _SYNTAX.sub(r"\\\1", printable(" ".join(string.split())))


def _escaped(string: str) -> str:
    return escape(printable(" ".join(string.split())))
