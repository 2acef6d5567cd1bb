"""The review of an extraction as one HTML file, each doubtful emendation beside a picture of its place on the page.

The file needs no network and runs no script; its policy forbids both. Everything that comes from the texts is escaped.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from pathlib import Path

from fidelity import __version__
from fidelity.model.picture import Picture
from fidelity.model.review import Doubt, Review
from fidelity.reporters.printable import printable
from fidelity.reporters.review import certainty_of, commands, decided, shown, verdict, what

_SHOWN = 0.8
"""Picture size on the screen: pixels of 1/96 inch for each pixel at 150 dpi, a little larger than printed."""
_TAGS = {"omitted": ("<del>", "</del>"), "added": ("<ins>", "</ins>"), "gutter": ('<span class="to">', "</span>")}


def render(review: Review) -> str:
    """The review as a complete HTML document; the same document for the same review."""
    style = Path(__file__).with_name("review.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    name = _text(Path(review.source).name)
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>Review of {name}</title>\n<style>{style}</style>\n</head>\n<body>\n",
            f'<header>\n<h1>Review of {name}</h1>\n<p class="verdict">{_text(verdict(review))}</p>\n',
            _facts(review),
            _HELP if review.doubts else "",
            "".join(f'<p class="unused">{_text(sentence)}</p>\n' for sentence in review.unused),
            "</header>\n<main>\n",
            _section("doubtful", "Doubtful, the least certain first", review.doubts, review),
            _section("decided", "Decided", review.decided, review),
            f"</main>\n<footer>Made by fidelity {__version__}.</footer>\n</body>\n</html>\n",
        )
    )


_HELP = (
    '<p class="legend"><span><del>struck</del></span><span><ins>put or marked</ins></span><span>⏎ end of a printed line</span>'
    '<span class="frame">the place on the page</span></p>\n'
    "<p>A decision is recorded with the command under “decide”, and every later extraction replays it. "
    "To refuse is to leave what the transcript has.</p>\n"
)


def _text(string: str) -> str:
    """Characters that somebody else wrote, made visible and harmless."""
    return escape(printable(string))


def _facts(review: Review) -> str:
    source = review.canonical.source
    return (
        f'<dl class="facts"><dt>Source</dt><dd>{_text(source.name)} <code>sha256 {_text(source.sha256[:16])}…</code></dd>'
        f"<dt>Read by</dt><dd>{_text(source.engine)}</dd></dl>\n"
    )


def _section(identity: str, title: str, doubts: Iterable[Doubt], review: Review) -> str:
    cards = "".join(_card(doubt, review) for doubt in doubts)
    if not cards:
        return ""
    return f'<section aria-labelledby="{identity}">\n<h2 id="{identity}">{title}</h2>\n{cards}</section>\n'


def _card(doubt: Doubt, review: Review) -> str:
    proposal = doubt.proposal
    does = what(proposal)
    return "".join(
        (
            f'<article id="{_text(proposal.id)}">\n<h3><span class="place">{_text(doubt.place)}</span> ',
            f"{_text(proposal.code)} {_text(proposal.name)} ",
            f'<span class="certainty">certainty {certainty_of(proposal)}</span></h3>\n',
            f'<p class="change" lang="" dir="auto">{_pieces(doubt)}</p>\n',
            f'<p class="reason">{f"{_text(does)}: " if does else ""}{_text(proposal.reason)}</p>\n',
            "".join(_picture(picture, doubt.place) for picture in doubt.pictures),
            f'<p class="decided">{_text(decided(proposal.decision))}</p>\n' if proposal.decision is not None else "",
            _commands(doubt, review),
            "</article>\n",
        )
    )


def _pieces(doubt: Doubt) -> str:
    parts = []
    for string, role in shown(doubt.proposal):
        opening, closing = _TAGS.get(role, ("", ""))
        parts.append(f"{opening}{_text(string)}{closing}")
    return "".join(parts)


def _picture(picture: Picture, place: str) -> str:
    """The picture, and frames over it: drawn as shapes, since the policy allows no style at an element."""
    frames = "".join(
        f'<rect x="{x - 3:.1f}" y="{y - 3:.1f}" width="{width + 6:.1f}" height="{height + 6:.1f}" rx="3"/>'
        for x, y, width, height in picture.boxes
    )
    label = f"Page {picture.page} of the file, around {_text(place)}"
    data = b64encode(picture.png).decode()
    return (
        f'<figure><svg role="img" aria-label="{label}" viewBox="0 0 {picture.width} {picture.height}" '
        f'width="{picture.width * _SHOWN:.0f}" height="{picture.height * _SHOWN:.0f}">'
        f'<image href="data:image/png;base64,{data}" width="{picture.width}" height="{picture.height}"/>{frames}'
        "</svg></figure>\n"
    )


def _commands(doubt: Doubt, review: Review) -> str:
    items = "".join(
        f"<li><code>{_text(one.line)}</code> <span>{_text(one.effect)}</span></li>" for one in commands(review, doubt.proposal)
    )
    return f"<details><summary>decide <code>{_text(doubt.proposal.id)}</code></summary><ul>{items}</ul></details>\n"
