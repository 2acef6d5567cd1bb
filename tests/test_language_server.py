"""The language server, started as an editor starts it, and spoken to by a real client."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from command import GOLD, ROOT, SOURCE, fidelity
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from pytest_lsp import LanguageClient, client_capabilities, make_test_lsp_client

from fidelity.editor.server import REASONS
from fidelity.editor.translation import Coordinates

DEFECTS = (ROOT / "fixtures" / "seed" / "defects.md").read_text(encoding="utf-8")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A canonical text, and the configuration that pairs an edition with it."""
    shutil.copy(SOURCE, tmp_path / "seed.txt")
    assert fidelity("extract", "seed.txt", "-o", "seed.md", cwd=tmp_path).code == 0
    (tmp_path / "fidelity.toml").write_text("[[text]]\ncanonical = 'seed.md'\neditions = ['edition.md']\n", encoding="utf-8")
    return tmp_path


@pytest_asyncio.fixture
async def editor(texts: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LanguageClient]:
    """A client that has started the server and said what it can do."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    client = make_test_lsp_client()
    await client.start_io(sys.executable, "-m", "fidelity", "lsp")
    await client.initialize_session(
        types.InitializeParams(capabilities=client_capabilities("visual-studio-code"), root_uri=texts.as_uri())
    )
    yield client
    await client.shutdown_session()
    await client.stop()


async def opened(editor: LanguageClient, path: Path, content: str) -> str:
    """Open a document that need not be on the disk as it is in the editor; gives its URI once it was judged."""
    path.write_text("On the disk.\n", encoding="utf-8")
    document = types.TextDocumentItem(uri=path.as_uri(), language_id="markdown", version=1, text=content)
    editor.text_document_did_open(types.DidOpenTextDocumentParams(document))
    await editor.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return path.as_uri()


async def commanded(editor: LanguageClient, command: types.ExecuteCommandParams, notification: str) -> None:
    """Give a command and wait for what the server says of it, which may come before its answer: so the waiting begins first."""
    waiting = asyncio.ensure_future(editor.wait_for_notification(notification))
    await asyncio.sleep(0)
    await editor.workspace_execute_command_async(command)
    await waiting


def units(content: str, place: types.Position) -> int:
    """The offset of a place by Python's own UTF-16."""
    lines = content.split("\n")
    start = sum(len(line) + 1 for line in lines[: place.line])
    return start + len(lines[place.line].encode("utf-16-le")[: place.character * 2].decode("utf-16-le"))


def the(editor: LanguageClient, uri: str, code: str) -> types.Diagnostic:
    return next(one for one in editor.diagnostics[uri] if one.code == code)


@pytest.mark.asyncio
async def test_what_check_finds_is_found_while_typing(editor: LanguageClient, texts: Path) -> None:
    """Before the number stand signs that are two units each in UTF-16; then the number is put right."""
    content = "\n".join(f"😀😀 {line}" if "1998" in line else line for line in DEFECTS.split("\n"))
    uri = await opened(editor, texts / "edition.md", content)
    number = the(editor, uri, "T106")
    assert content[units(content, number.range.start) : units(content, number.range.end)] == "1998"
    hover = await editor.text_document_hover_async(types.HoverParams(types.TextDocumentIdentifier(uri), number.range.start))
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert "**1999**" in hover.contents.value
    assert "## Why" in hover.contents.value
    found = await editor.text_document_definition_async(
        types.DefinitionParams(types.TextDocumentIdentifier(uri), number.range.start)
    )
    assert isinstance(found, list)
    location = found[0]
    assert isinstance(location, types.Location)
    canonical = (texts / "seed.md").read_text(encoding="utf-8")
    assert location.uri == (texts / "seed.md").as_uri()
    assert canonical[units(canonical, location.range.start) : units(canonical, location.range.end)] == "1999"
    editor.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(version=2, uri=uri),
            [types.TextDocumentContentChangeWholeDocument(content.replace("1998", "1999"))],
        )
    )
    await editor.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert "T106" not in {one.code for one in editor.diagnostics[uri]}
    assert editor.diagnostics[uri]


DRAFTS = {
    "draft.md": "# 😀\r\n\r\n> 𝔞 *The* 😀 rivers rose in 1912, and the coun-\r\n> cils met.\r\n",
    "draft.html": "<h1>😀</h1>\r\n<blockquote><p>𝔞 <i>The</i> &#x1F600; 😀 rivers rose in <b>1912</b>,"
    " and the councils met.</p></blockquote>\r\n",
    "draft.txt": "😀\r\n\r\n𝔞 The 😀 rivers rose in 1912, and the councils met.\r\n",
}


@pytest.mark.asyncio
@pytest.mark.parametrize("name", DRAFTS)
async def test_places_are_right_in_every_format_behind_wide_signs_and_long_line_ends(
    name: str, editor: LanguageClient, texts: Path
) -> None:
    canonical = "# 😀\r\n\r\n> 𝔞 The 😀 rivers rose in 1911, and the councils met.\r\n"
    (texts / "talk.md").write_bytes(canonical.encode())
    (texts / "fidelity.toml").write_text("[[text]]\ncanonical = 'talk.md'\neditions = ['draft.*']\n", encoding="utf-8")
    content = DRAFTS[name]
    uri = await opened(editor, texts / name, content)
    number = next(one for one in editor.diagnostics[uri] if "1911 → 1912" in one.message)
    assert content[units(content, number.range.start) : units(content, number.range.end)] == "1912"
    place = types.TextDocumentIdentifier(uri), number.range.start
    hover = await editor.text_document_hover_async(types.HoverParams(*place))
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert "**1911**" in hover.contents.value
    found = await editor.text_document_definition_async(types.DefinitionParams(*place))
    assert isinstance(found, list)
    assert isinstance(found[0], types.Location)
    there = found[0].range
    assert canonical[units(canonical, there.start) : units(canonical, there.end)] == "1911"
    actions = await editor.text_document_code_action_async(
        types.CodeActionParams(types.TextDocumentIdentifier(uri), number.range, types.CodeActionContext([number]))
    )
    assert any("let it stand" in one.title for one in actions or ())
    change = types.TextDocumentContentChangePartial(types.Range(number.range.start, number.range.end), "1911")
    version = types.VersionedTextDocumentIdentifier(version=2, uri=uri)
    editor.text_document_did_change(types.DidChangeTextDocumentParams(version, [change]))
    await editor.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert not any("1911" in one.message for one in editor.diagnostics[uri])


@pytest.mark.asyncio
async def test_a_fix_mends_and_what_is_accepted_is_silent(editor: LanguageClient, texts: Path) -> None:
    content = GOLD.read_text(encoding="utf-8").replace("1999", "1998", 1).replace("council", "coun- cil", 1)
    uri = await opened(editor, texts / "edition.md", content)
    broken = the(editor, uri, "A101")
    actions = await editor.text_document_code_action_async(
        types.CodeActionParams(types.TextDocumentIdentifier(uri), broken.range, types.CodeActionContext([broken]))
    )
    fix = next(one for one in actions or () if isinstance(one, types.CodeAction) and one.edit is not None)
    assert fix.edit is not None
    assert fix.edit.changes is not None
    mended = content
    for edit in fix.edit.changes[uri]:
        mended = mended[: units(content, edit.range.start)] + edit.new_text + mended[units(content, edit.range.end) :]
    assert mended == content.replace("coun- cil", "council")
    number = the(editor, uri, "T106")
    actions = await editor.text_document_code_action_async(
        types.CodeActionParams(types.TextDocumentIdentifier(uri), number.range, types.CodeActionContext([number]))
    )
    # lsprotocol's client takes every action that has a command for the command itself, so its arguments are given here
    assert any(one.title.startswith("T106: let it stand (asks why") for one in actions or ())
    accepted = types.ExecuteCommandParams("fidelity.accept", [uri, number.data, "a slip"])
    await commanded(editor, accepted, types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert {one.code for one in editor.diagnostics[uri]} == {"A101"}
    assert "a slip" in (texts / "departures.toml").read_text(encoding="utf-8")


@given(st.text(alphabet="a\u0301é€😀\n\r\u2028\x0c"), st.sampled_from([("utf-8", 1), ("utf-16-le", 2), ("utf-32-le", 4)]))
def test_places_are_those_of_the_encoding_and_lead_back(content: str, coding: tuple[str, int]) -> None:
    """Only the marks that editors know end a line; every offset but that inside a line end comes back."""
    name, width = coding
    coordinates = Coordinates.of(content, name.removesuffix("-le"))
    for offset in range(len(content) + 1):
        if content[offset - 1 : offset + 1] == "\r\n":
            continue
        line, column = coordinates.place(offset)
        before = content[:offset].replace("\r\n", "\n").replace("\r", "\n")
        assert line == before.count("\n")
        assert column == len(before.rpartition("\n")[2].encode(name)) // width
        assert coordinates.offset(line, column) == offset


@pytest.mark.asyncio
@pytest.mark.parametrize("chosen", [REASONS[1], None])
async def test_a_reason_is_asked_for_and_without_one_nothing_is_accepted(
    editor: LanguageClient, texts: Path, chosen: str | None
) -> None:
    asked: list[types.ShowMessageRequestParams] = []

    @editor.feature(types.WINDOW_SHOW_MESSAGE_REQUEST)
    def choose(params: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
        asked.append(params)
        return types.MessageActionItem(chosen) if chosen is not None else None

    content = GOLD.read_text(encoding="utf-8").replace("1999", "1998", 1)
    uri = await opened(editor, texts / "edition.md", content)
    arguments = [uri, the(editor, uri, "T106").data, ""]
    await commanded(editor, types.ExecuteCommandParams("fidelity.accept", arguments), types.WINDOW_SHOW_MESSAGE)
    assert "1999 → 1998" in asked[0].message
    assert [item.title for item in asked[0].actions or ()] == list(REASONS)
    kept = texts / "departures.toml"
    if chosen is None:
        assert not kept.exists()
    else:
        assert f'reason = "{chosen}"' in kept.read_text(encoding="utf-8")
