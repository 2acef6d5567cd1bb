"""The wiring: from files to texts, from a source to its canonical text, from an edition to its findings.

Everything here may raise FidelityError, whose message is one sentence for the person who named the file.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from fidelity.cases import case_of, recognise
from fidelity.formats import MARKDOWN, PDF, PdfReading, Progress, is_settled, read, read_bytes, read_content
from fidelity.model.declarations import HouseStyle, Relation
from fidelity.model.errors import FidelityError, UnreadableFile
from fidelity.second_process import Begin, at_once

if TYPE_CHECKING:
    from fidelity.decisions import Replay
    from fidelity.library import Library, Update
    from fidelity.model.changes import Change
    from fidelity.model.collation import Collation
    from fidelity.model.finding import Finding, Severity
    from fidelity.model.project import Provenance
    from fidelity.model.text import Text
    from fidelity.model.work import Work

LOG_SUFFIX = ".emendations.jsonl"
DECISIONS_SUFFIX = ".decisions.toml"


@dataclass(frozen=True, slots=True)
class Stage:
    """A text as one step of extraction left it: `code` and `name` of the repair, or "" and "transcript"."""

    code: str
    name: str
    text: Text


@dataclass(frozen=True, eq=False, slots=True)
class Examination:
    """An edition, what it was compared with, and what was found; `canonical` is None when it was checked alone."""

    edition: Text
    canonical: Text | None
    collation: Collation | None
    findings: tuple[Finding, ...]


def log_path(canonical: Path) -> Path:
    """Where the log of a canonical file lies: beside it, `name.md` with `name.emendations.jsonl`."""
    return canonical.parent / (canonical.stem + LOG_SUFFIX)


def decisions_path(canonical: Path) -> Path:
    """Where the decisions about a canonical file lie: beside it, `name.md` with `name.decisions.toml`."""
    return canonical.parent / (canonical.stem + DECISIONS_SUFFIX)


def decisions_in_force(canonical: Path, source: Path) -> Path:
    """Where the decisions lie that are replayed for a canonical text, or would: beside it, else beside its source."""
    beside = decisions_path(canonical), decisions_path(source)
    return next((path for path in beside if path.is_file()), beside[0])


def replay_of(decisions: Path, kept_below: float = 0.0) -> Replay | None:
    """The decisions of a file, to be replayed at one extraction; None where there is no such file.

    The replay keeps the proposals that are less certain than `kept_below`.
    """
    if not decisions.is_file():
        return None
    from hashlib import sha256

    from fidelity.decisions import Replay
    from fidelity.readers.decisions import read_decisions

    content = decisions.read_bytes()  # an empty file decides nothing
    return Replay(read_decisions(content, str(decisions)), str(decisions), sha256(content).hexdigest(), kept_below)


def stages(
    path: Path, progress: Progress | None = None, replay: Replay | None = None, reading: PdfReading | None = None
) -> Iterator[Stage]:
    """The transcript of a source, then the text after each repair, the last being the canonical text.

    What a person decided about proposals is replayed: the decisions given, else those beside the source.
    """
    if replay is None:
        replay = replay_of(decisions_path(path))
    text = read(path, progress, reading=reading)
    yield Stage("", "transcript", text)
    from fidelity.catalog import REPAIRS
    from fidelity.repairs import running_head
    from fidelity.repairs.printed_folios import with_printed_folios

    if is_settled(path.suffix.lower()):
        return
    for repair in REPAIRS:
        changes: Iterable[Change] = repair.propose(text)
        if replay is not None:
            changes = replay.step(text, repair.code, repair.name, changes)
        text = text.amend(repair.code, changes)
        if repair is running_head.REPAIR:
            text = with_printed_folios(text)
        yield Stage(repair.code, repair.name, text)


def confirm_source(path: Path) -> None:
    """Raise FidelityError when a file is not there, or its name says that it is no source but an edited text."""
    suffix = path.suffix.lower()
    if is_settled(suffix) and read_bytes(path):
        kind = "Markdown" if suffix in MARKDOWN else f"an edited text ({suffix})"
        raise FidelityError(f"{path} is {kind} already; a source is a PDF, or plain text that somebody pulled out of one.")


def extract(
    path: Path, progress: Progress | None = None, replay: Replay | None = None, reading: PdfReading | None = None
) -> Text:
    """The canonical text of a source: a PDF, or text that somebody pulled out of one. `replay` as in `stages`."""
    confirm_source(path)
    return _described(deque(stages(path, progress, replay, reading), maxlen=1)[0].text, path)


def _described(text: Text, path: Path) -> Text:
    """The text of a PDF with what the file says of its work, as far as that may be believed."""
    if path.suffix.lower() not in PDF:
        return text
    from fidelity.readers.pdf_authors import credible_title
    from fidelity.readers.works import work_in

    work = work_in(read_bytes(path), path.suffix.lower())
    work = replace(work, title=credible_title(work.title, text.source.transcript))
    return replace(text, source=replace(text.source, work=work))


def cross_check(path: Path) -> list[str]:
    """Each place where the two PDF engines read a source differently, in a sentence. Raises FidelityError for no PDF."""
    if path.suffix.lower() not in PDF:
        raise FidelityError(f"{path} is no PDF; only a PDF has two engines that can be checked against each other.")
    from fidelity.readers.pdf.cross_check import cross_check as compare

    return [
        f"p. {place.page}, l. {place.line}: pdfminer.six reads “{place.pdfminer}”, PDFium reads “{place.pdfium}”"
        for place in compare(read_bytes(path), str(path))
    ]


def read_canonical_file(path: Path) -> Text:
    """A canonical Markdown file, with the places in its source when its log lies beside it.

    A file that was edited after it was extracted is read without its log, which no longer fits it.
    """
    content = read_bytes(path)
    record = _read_log(path)
    try:
        return read_content(path, content, record, None)
    except UnreadableFile:
        text = read_content(path, content, None, None)
        if record is None or not _is_edited(text, record):
            raise
        return text


def _read_log(canonical: Path) -> str | None:
    """The log beside a canonical file; None where there is none."""
    log = log_path(canonical)
    if not log.is_file():
        return None
    try:
        return read_bytes(log).decode("utf-8")
    except UnicodeDecodeError as damage:
        raise UnreadableFile(f"{log} is damaged (it is not UTF-8); make it again with “fidelity extract”.") from damage


def _is_edited(text: Text, record: str) -> bool:
    """Whether a canonical file's text is no longer the one that its log was written for."""
    from hashlib import sha256

    from fidelity.readers.canonical import read_log

    return sha256(text.string.encode()).hexdigest() != read_log(record, text.source.name).text_sha256


def was_edited(canonical: Path) -> bool:
    """Whether a canonical text was edited after it was extracted: it is no longer the one that its log was written for.

    False where it or its log cannot be read: that is no text that anybody corrected.
    """
    try:
        record = _read_log(canonical) if canonical.is_file() else None
        return record is not None and _is_edited(read_content(canonical, read_bytes(canonical), None, None), record)
    except FidelityError:
        return False


def is_foreign(canonical: Path) -> bool:
    """Whether a file has content and no log beside it: no extraction wrote it."""
    return canonical.is_file() and canonical.stat().st_size > 0 and not log_path(canonical).is_file()


def provenance(canonical: Path, text: Text) -> Provenance | None:
    """What the log beside a canonical file says that its text was made from, and what lies there now; None without a log.

    Raises UnreadableFile when the log or the source cannot be read.
    """
    record = _read_log(canonical) if canonical.suffix.lower() in MARKDOWN else None
    if record is None:
        return None
    from hashlib import sha256

    from fidelity.model.project import Provenance
    from fidelity.readers.canonical import read_log

    log = text.source.printing or read_log(record, str(canonical))
    # a log may come from anywhere: the file that it names lies beside the canonical text, never elsewhere
    source = canonical.with_name(PurePosixPath(log.name.replace("\\", "/")).name or "source")
    found = sha256(read_bytes(source)).hexdigest() if source.is_file() else None
    redecided = _is_redecided(canonical, source, log.decisions)
    return Provenance(source.name, log.sha256, found, log.extraction, text.source.printing is None, redecided)


def _is_redecided(canonical: Path, source: Path, replayed: tuple[str, str] | None) -> bool:
    """Whether the decisions that an extraction would replay now are others than those (name, SHA-256) that were replayed."""
    from hashlib import sha256

    # as for the source: what a log names is looked for beside the canonical text only
    named = [canonical.with_name(PurePosixPath(replayed[0].replace("\\", "/")).name or "decisions")] if replayed else []
    found = next((path for path in (*named, decisions_in_force(canonical, source)) if path.is_file()), None)
    return found is not None and (replayed is None or sha256(found.read_bytes()).hexdigest() != replayed[1])


def inspect(path: Path, text: Text | None, failure: str = "") -> tuple[Finding, ...]:
    """What the rules of the project find in a file: one that could not be read, or a canonical text that is out of date."""
    origin = provenance(path, text) if text is not None else None
    if not failure and origin is None:
        return ()
    from fidelity.findings import findings_of_file
    from fidelity.model.project import Inspection

    return findings_of_file(Inspection(str(path), failure, origin))


def rules_that_run(relation: Relation, *, compared: bool) -> dict[str, Severity]:
    """The rules and artefact repairs that are asked about an edition of a relation, each with its own severity, by code."""
    from fidelity.catalog import CONFIRMED, REPAIRS, RULES

    confirmed = CONFIRMED[relation]
    found = {repair.code: repair.severity for repair in REPAIRS if not repair.transcript_only}
    for rule in RULES:
        if not rule.compares or (compared and (confirmed is None or rule.code in confirmed)):
            found[rule.code] = rule.severity
    return found


def read_against(path: Path, progress: Progress | None = None) -> Text:
    """What an edition is checked against: a text (.md, .html) as it stands, or a source (.txt, .pdf) extracted first."""
    if path.suffix.lower() in MARKDOWN:
        return read_canonical_file(path)
    return read(path, progress) if is_settled(path.suffix.lower()) else extract(path, progress)


def read_abridged(
    canonical: Path, edition: Path, content: bytes | None = None, *, begin: Begin = at_once
) -> tuple[Text, Text] | None:
    """A canonical text and an edition without the paragraphs that they share; None where both have to be read whole.

    Judging them may still raise WholeTextNeeded. `content` is that of an edition which is not to be opened, `begin` what may
    begin a part of the work in a second process.
    """
    from fidelity.abridgement import read_abridged as read_both

    try:
        log = _read_log(canonical)
    except FidelityError:
        return None  # whoever reads it says what is wrong
    return read_both(canonical, edition, log, content, begin=begin)


def read_edition(path: Path, progress: Progress | None = None, content: bytes | None = None) -> Text:
    """An edition, divided into blocks. With `content`, which may come from standard input, nothing is opened.

    A PDF passes every repair, since what typesetting leaves in a PDF is no defect of it. Plain text passes the repairs of the
    layout alone, so that artefacts left in it can be found: those that undo line and page ends, and, as long as its lines are
    not paragraphs yet, words broken at line ends and notes where plain text must put them, having no other way to mark them.
    """
    text = read(path, progress, content)
    if text.settled:
        return text
    from fidelity.catalog import REPAIRS
    from fidelity.repairs import broken_word, glued_note_marker, note_body_in_text, stray_note_marker

    every = path.suffix.lower() in PDF
    placing = [part.REPAIR for part in (broken_word, glued_note_marker, note_body_in_text, stray_note_marker)]
    for repair in REPAIRS:
        if every or repair.transcript_only or (repair in placing and not text.settled):
            text = text.amend(repair.code, repair.propose(text))
    return text


def examine(
    edition: Text,
    canonical: Text | None = None,
    relation: Relation = Relation.EDITION,
    style: HouseStyle | None = None,
    languages: tuple[str, ...] = (),
    *,
    begin: Begin = at_once,
) -> Examination:
    """Everything that the rules find in an edition, in the order of its file, whatever the severity.

    `languages` are those that the texts may be in, as two-letter codes; without them the language is guessed. `begin` is what
    may begin a part of the work in a second process.
    """
    from fidelity.findings import findings_of
    from fidelity.judge import judge

    case = case_of(edition, canonical, relation, style, languages, begin=begin)
    return Examination(edition, canonical, case.collation, findings_of(case, judge(case, begin=begin)))


def examine_quoting(
    edition: Text, library: Library, style: HouseStyle | None = None, languages: tuple[str, ...] = ()
) -> Examination:
    """Everything that the rules find in a text that quotes the texts of a library; the rest as in `examine`."""
    from fidelity.findings import findings_of
    from fidelity.judge import judge
    from fidelity.model.rule import Case
    from fidelity.quoting import look_up

    marks = recognise(edition, languages)
    case = Case(edition, marks, Relation.QUOTING, style=style or HouseStyle(), languages=languages)
    quoted = library.searched(lambda shelf: look_up(case, shelf), Path(edition.source.name))
    case = replace(case, quoted=quoted)
    return Examination(edition, None, None, findings_of(case, judge(case)))


def read_described(path: Path, works: Mapping[Path, Work] = MappingProxyType({}), text: Text | None = None) -> Text:
    """A canonical text that quotations are looked up in, with what it is an edition of.

    That is what `works` says of its absolute path, else what its file says, else what the file of its source beside it says.
    `text` is the text, if it was read before.
    """
    from os.path import normpath

    from fidelity.readers.works import work_in

    text = read_against(path) if text is None else text
    declared = works.get(Path(normpath(path.absolute())))
    work = declared or work_in(read_bytes(path), path.suffix.lower())
    printing = text.source.printing
    if not work and printing is not None:
        # as in `provenance`: what a log names is looked for beside the canonical text only
        source = path.with_name(PurePosixPath(printing.name.replace("\\", "/")).name or "source")
        work = work_in(read_bytes(source), source.suffix.lower()) if source.is_file() else work
    return replace(text, source=replace(text.source, work=work)) if work else text


def open_library(
    paths: Sequence[Path],
    say: Callable[[str], None],
    progress: Callable[[int, int], None] | None,
    works: Mapping[Path, Work] = MappingProxyType({}),
) -> Library:
    """Folders, whose indexes are brought up to date, and single texts, as one library; what was done is said.

    `works` as in `read_described`.
    """
    from fidelity.library import Library

    folders = [path for path in paths if path.is_dir()]
    texts = [read_described(path, works) for path in paths if not path.is_dir()]
    return Library(folders, texts, read_described, say, progress=progress, works=works)


def index(folder: Path, say: Callable[[str], None], progress: Callable[[int, int], None] | None = None) -> Update:
    """Bring the passage index of a folder up to date."""
    from fidelity.library import bring_up_to_date

    return bring_up_to_date(folder, read_described, say, progress)


def check(edition: Path, against: Path | None = None, relation: Relation = Relation.EDITION) -> list[Finding]:
    """The findings of an edition, checked against a canonical text or a source, or alone."""
    canonical = read_against(against) if against is not None else None
    found = inspect(against, canonical) if against is not None else ()
    return [*found, *examine(read_edition(edition), canonical, relation).findings]


def stale(source: Path, canonical: Path) -> str | None:
    """Why a canonical text is out of date, as a sentence; None when it is not.

    Raises FidelityError when it cannot be told: a file is missing, or the canonical text has no log.
    """
    from hashlib import sha256

    from fidelity.model.project import Inspection
    from fidelity.rules.stale_canonical_text import check as reasons

    content = read_bytes(source)
    found = provenance(canonical, read_canonical_file(canonical))
    if found is None:
        raise FidelityError(
            f"{canonical} has no log ({log_path(canonical).name}) beside it, so it cannot be told what it was made from."
        )
    found = replace(found, source=str(source), found_sha256=sha256(content).hexdigest())
    reason = next(reasons(Inspection(str(canonical), provenance=found)), None)
    return f"{canonical} is out of date: {reason}." if reason is not None else None


def markdown_of(text: Text) -> str:
    """A text as canonical Markdown, without its log; in front matter what its source says of its authors."""
    from fidelity.readers.markdown import read_markdown
    from fidelity.writers.front_matter import front_matter
    from fidelity.writers.markdown import write_markdown

    return front_matter(text.source.work) + write_markdown(text, read_markdown)


def write_canonical(text: Text, path: Path, replay: Replay | None = None) -> None:
    """Write a canonical text and its log beside it, both or neither. The log names the source without its folder.

    It names the decisions, too, where some were replayed.
    """
    from fidelity.writers.emendations import log_lines
    from fidelity.writers.files import write_files

    named = replace(text, source=replace(text.source, name=Path(text.source.name).name))
    decisions = (Path(replay.name).name, replay.sha256) if replay is not None and replay.sha256 else None
    write_files({path: markdown_of(text), log_path(path): log_lines(named, decisions)})
