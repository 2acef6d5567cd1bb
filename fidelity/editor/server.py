"""The connection to an editor: documents come in, what is found in them goes out, a moment after the last key."""

from __future__ import annotations

import asyncio
import io
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from fidelity import __version__
from fidelity.agenda import Wish, tasks_of
from fidelity.editor.translation import Coordinates, card, edits_of, holds, span_of
from fidelity.exemptions import departure_of
from fidelity.manual import page_of
from fidelity.model.errors import FidelityError
from fidelity.model.finding import Finding, Severity
from fidelity.reporters.progress import Progress
from fidelity.results import inside, results_of, shown
from fidelity.writers.departures import with_departures
from fidelity.writers.files import write_files

ACCEPT = "fidelity.accept"
"""The command that lets a finding stand, given a document's URI, a fingerprint, and a reason; an empty one is asked for."""
PAUSE = 0.3
"""Seconds without a key until the document is judged."""
REASONS = ("a misprint corrected", "spelling or punctuation modernised", "corrected by the editor", "meant so")
"""What is offered when a reason is asked for, since the protocol has buttons and no line to type in."""
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


@dataclass(frozen=True, slots=True)
class _Judged:
    """A document as it was judged."""

    coordinates: Coordinates
    findings: tuple[Finding, ...]
    record: Path
    """The departures that hold for it."""

    def range(self, start: int, end: int) -> types.Range:
        """A stretch of the document, from offsets in code points."""
        return _range(self.coordinates, start, end)


def serve(decider: Callable[[], str]) -> None:
    """Speak with one editor on standard input and output until it leaves; `decider` names who accepts a finding."""
    server = LanguageServer("fidelity", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
    _Session(server, decider).listen()
    # pygls closes what it is given, and the command line has still to flush its own standard output
    server.start_io(sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb"))


class _Session:
    """What is known of the documents that are open."""

    def __init__(self, server: LanguageServer, decider: Callable[[], str]) -> None:
        self._server = server
        self._decider = decider
        self._judged: dict[str, _Judged] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._accepting: set[asyncio.Task[None]] = set()
        self._worker = ThreadPoolExecutor(max_workers=1)  # two at once would only make each other slower

    def listen(self) -> None:
        """Say what is answered."""
        kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
        self._answer(types.TEXT_DOCUMENT_DID_OPEN, self._opened)
        self._answer(types.TEXT_DOCUMENT_DID_CHANGE, self._changed)
        self._answer(types.TEXT_DOCUMENT_DID_SAVE, self._changed)
        self._answer(types.TEXT_DOCUMENT_DID_CLOSE, self._closed)
        self._answer(types.TEXT_DOCUMENT_HOVER, self._hover)
        self._answer(types.TEXT_DOCUMENT_DEFINITION, self._definition)
        self._answer(types.TEXT_DOCUMENT_CODE_ACTION, self._actions, kinds)

        @self._server.command(ACCEPT)
        async def accept(uri: str, fingerprint: str, reason: str) -> None:
            # answered at once: some editors give a command ten seconds, and a person may think longer about the reason
            accepting = asyncio.get_running_loop().create_task(self._accept(uri, fingerprint, reason))
            self._accepting.add(accepting)
            accepting.add_done_callback(self._accepting.discard)

    def _answer(self, method: str, reply: Callable[[Any], Any], options: object = None) -> None:
        @self._server.feature(method, options)
        def answer(params: Any) -> Any:  # pygls marks what it is given, which a bound method does not let it
            return reply(params)

    def _opened(self, params: types.DidOpenTextDocumentParams) -> None:
        self._ask(params.text_document.uri, 0)

    def _changed(self, params: types.DidChangeTextDocumentParams | types.DidSaveTextDocumentParams) -> None:
        self._ask(params.text_document.uri, PAUSE)

    def _closed(self, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        self._judged.pop(uri, None)
        self._publish(uri, [])

    def _ask(self, uri: str, pause: float) -> None:
        """Judge a document soon, instead of whatever was going to be judged of it."""
        waiting = self._waiting.get(uri)
        if waiting is not None:
            waiting.cancel()
        self._waiting[uri] = asyncio.get_running_loop().create_task(self._judge_soon(uri, pause))

    async def _judge_soon(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        content = self._server.workspace.get_text_document(uri).source
        encoding = str(getattr(self._server.workspace.position_encoding, "value", self._server.workspace.position_encoding))
        coordinates = Coordinates.of(content, encoding)
        try:
            judged = await asyncio.get_running_loop().run_in_executor(self._worker, _judge, uri, coordinates)
        except (FidelityError, MemoryError, RecursionError) as failure:
            self._judged.pop(uri, None)
            self._publish(uri, [])
            self._say(f"fidelity: {failure}", types.MessageType.Error)
            return
        self._judged[uri] = judged
        self._publish(uri, [self._diagnostic(finding, judged) for finding in judged.findings])

    def _publish(self, uri: str, diagnostics: list[types.Diagnostic]) -> None:
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=diagnostics))

    def _say(self, sentence: str, kind: types.MessageType) -> None:
        self._server.window_show_message(types.ShowMessageParams(type=kind, message=sentence))

    @staticmethod
    def _diagnostic(finding: Finding, judged: _Judged) -> types.Diagnostic:
        return types.Diagnostic(
            range=judged.range(*span_of(finding)),
            message=finding.message,
            severity=_SEVERITIES[finding.severity],
            code=finding.code,
            source="fidelity",
            data=finding.fingerprint,
        )

    def _at(self, uri: str, where: types.Range) -> tuple[_Judged | None, list[Finding]]:
        """What was found in a selection; nothing while the document is another than the one that was judged."""
        judged = self._judged.get(uri)
        if judged is None or self._server.workspace.get_text_document(uri).source != judged.coordinates.content:
            return None, []
        start, end = (judged.coordinates.offset(place.line, place.character) for place in (where.start, where.end))
        return judged, [finding for finding in judged.findings if holds(finding, start, end)]

    def _hover(self, params: types.HoverParams) -> types.Hover | None:
        judged, found = self._at(params.text_document.uri, types.Range(params.position, params.position))
        if judged is None or not found:
            return None
        cards = "\n\n---\n\n".join(card(finding, page_of(finding.code)) for finding in found)
        return types.Hover(
            contents=types.MarkupContent(types.MarkupKind.Markdown, cards), range=judged.range(*span_of(found[0]))
        )

    def _definition(self, params: types.DefinitionParams) -> list[types.Location]:
        judged, found = self._at(params.text_document.uri, types.Range(params.position, params.position))
        if judged is None:
            return []
        locations = (_passage(finding, judged.coordinates.encoding) for finding in found)
        return [location for location in locations if location is not None]

    def _actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        judged, found = self._at(uri, params.range)
        actions: list[types.CodeAction] = []
        for finding in found if judged is not None else ():
            assert judged is not None
            diagnostic = self._diagnostic(finding, judged)
            edits = [
                types.TextEdit(judged.range(start, end), new)
                for start, end, new in edits_of(finding, judged.coordinates.content)
            ]
            if edits and finding.fix is not None:
                actions.append(
                    types.CodeAction(
                        title=f"{finding.code}: {finding.fix.title}",
                        kind=types.CodeActionKind.QuickFix,
                        diagnostics=[diagnostic],
                        is_preferred=finding.fix.safe,
                        edit=types.WorkspaceEdit(changes={uri: edits}),
                    )
                )
            title = f"{finding.code}: let it stand (asks why, and keeps it in {judged.record.name})"
            actions.append(
                types.CodeAction(
                    title=title,
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=[diagnostic],
                    command=types.Command(title=title, command=ACCEPT, arguments=[uri, finding.fingerprint, ""]),
                )
            )
        return actions

    async def _accept(self, uri: str, fingerprint: str, reason: str) -> None:
        judged = self._judged.get(uri)
        finding = next((one for one in judged.findings if one.fingerprint == fingerprint), None) if judged is not None else None
        if judged is None or finding is None:
            self._say("fidelity: that is not found there any more; nothing was accepted.", types.MessageType.Warning)
            return
        reason = reason or await self._reason(finding)
        if not reason:
            self._say("fidelity: no reason was given; nothing was accepted.", types.MessageType.Warning)
            return
        record = judged.record
        try:
            departure = departure_of(finding, inside(Path(finding.path), record), reason, self._decider())
            before = record.read_text(encoding="utf-8-sig") if record.is_file() else ""
            write_files({record: with_departures(before, [departure])})
        except (FidelityError, OSError, ValueError) as failure:
            self._say(f"fidelity: {failure}", types.MessageType.Error)
            return
        self._say(
            f"{shown(record)} keeps it, with the reason “{reason}”, which can be put better there.", types.MessageType.Info
        )
        for other in list(self._judged):
            self._ask(other, 0)

    async def _reason(self, finding: Finding) -> str:
        """Why a finding may stand, as the person chooses; "" when they choose nothing."""
        question = f"{finding.code}: {finding.message}. Why may it stand?"
        asked = types.ShowMessageRequestParams(
            types.MessageType.Info, question, [types.MessageActionItem(one) for one in REASONS]
        )
        chosen = await self._server.window_show_message_request_async(asked)
        return chosen.title if chosen is not None else ""


def _judge(uri: str, coordinates: Coordinates) -> _Judged:
    """In the worker: what is found in a document as it stands in the editor."""
    path = Path(to_fs_path(uri) or "")
    tasks = tasks_of([path], Wish())
    record = tasks[0].configuration.departures
    if not coordinates.content.strip():
        return _Judged(coordinates, (), record)
    contents = {path: coordinates.content.encode("utf-8", "surrogatepass")}
    results = results_of(tasks, contents, lambda one: Progress(one.name, io.StringIO()), lambda _: None, processes=1)
    found = tuple(finding for finding in results.findings if finding.path == str(path))
    if results.failed and not found and str(path) not in results.checked:
        raise FidelityError(*results.remarks[-1:])  # what it is checked against cannot be read
    return _Judged(coordinates, found, record)


def _range(coordinates: Coordinates, start: int, end: int) -> types.Range:
    return types.Range(types.Position(*coordinates.place(start)), types.Position(*coordinates.place(end)))


def _passage(finding: Finding, encoding: str) -> types.Location | None:
    """Where the canonical text has what a finding is about; None where it is no text that an editor can open."""
    place = finding.canonical_place
    if place is None:
        return None
    from fidelity.formats import PDF, read_bytes
    from fidelity.readers.decoding import decode

    path = Path(place.path).absolute()
    uri = from_fs_path(str(path.resolve()))
    if path.suffix.lower() in PDF or uri is None:
        return None
    try:
        coordinates = Coordinates.of(decode(read_bytes(path), ""), encoding)
    except FidelityError:
        return None
    return types.Location(uri=uri, range=_range(coordinates, place.start.offset, place.end.offset))
