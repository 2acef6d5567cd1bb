"""The tools: ours by its command line, the others as their documentation says. Each gives text or Markdown of a PDF."""

from __future__ import annotations

import contextlib
import io
import logging
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

Read = Callable[[Path], str]
PAGE_BREAK = "\n\n"
OURS = "fidelity"


@dataclass(frozen=True, slots=True)
class Tool:
    """One row of the table."""

    name: str
    read: Read
    distribution: str = ""
    """Whose version is printed."""
    program: str = ""
    """A program that must be there."""
    is_slow: bool = False
    """About a second a page or more."""

    def version(self) -> str:
        """The version of the tool, or why there is none: raises FileNotFoundError or PackageNotFoundError."""
        if self.program:
            if not shutil.which(self.program):
                raise FileNotFoundError(f"no program {self.program}")
            said = subprocess.run([self.program, "-v"], capture_output=True, text=True, check=False)
            return (said.stderr or said.stdout).split("\n", 1)[0].rpartition(" ")[2]
        if self.distribution == OURS:
            return str(import_module("fidelity").__version__)
        return metadata.version(self.distribution)


def output_of(command: Sequence[str]) -> str:
    """Standard output; raises RuntimeError with the end of standard error when the command fails."""
    done = subprocess.run(list(command), capture_output=True, timeout=900, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace").strip()[-400:] or f"{command[0]} gave {done.returncode}")
    return done.stdout.decode("utf-8", "replace")


def fidelity(options: Sequence[str], pdf: Path) -> str:
    return output_of([sys.executable, "-m", "fidelity", "extract", *options, str(pdf)])


@cache
def engines_of_fidelity() -> tuple[str, ...]:
    """The engines that the command line offers; none where it has no choice."""
    offered = output_of([sys.executable, "-m", "fidelity", "extract", "--help"])
    return ("pdfminer", "pdfium") if "--engine" in offered else ()


def our_tools() -> tuple[Tool, ...]:
    """Our own rows: one for each engine."""
    engines = engines_of_fidelity()
    if not engines:
        return (Tool(OURS, partial(fidelity, ()), OURS),)
    return tuple(Tool(f"fidelity ({name})", partial(fidelity, ("--engine", name)), OURS) for name in engines)


def pdfminer(pdf: Path) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(pdf)


def pdfplumber(pdf: Path) -> str:
    with import_module("pdfplumber").open(pdf) as document:
        return PAGE_BREAK.join(page.extract_text() or "" for page in document.pages)


def pypdf(pdf: Path) -> str:
    return PAGE_BREAK.join(page.extract_text() for page in import_module("pypdf").PdfReader(pdf).pages)


def pypdfium2(pdf: Path) -> str:
    document = import_module("pypdfium2").PdfDocument(pdf)
    return PAGE_BREAK.join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document)


def pymupdf(pdf: Path) -> str:
    with import_module("pymupdf").open(pdf) as document:
        return PAGE_BREAK.join(page.get_text() for page in document)


def pymupdf_blocks(pdf: Path) -> str:
    module = import_module("pymupdf")
    flags = module.TEXT_DEHYPHENATE | module.TEXT_PRESERVE_WHITESPACE
    with module.open(pdf) as document:
        blocks = [block for page in document for block in page.get_text("blocks", sort=False, flags=flags)]
    return PAGE_BREAK.join(block[4].strip() for block in blocks if block[6] == 0)


def pymupdf4llm(pdf: Path) -> str:
    with contextlib.redirect_stdout(io.StringIO()):
        return str(import_module("pymupdf4llm").to_markdown(str(pdf), show_progress=False))


def pdftotext(options: Sequence[str], pdf: Path) -> str:
    return output_of(["pdftotext", *options, str(pdf), "-"]).replace("\f", PAGE_BREAK)


@cache
def markitdown_converter() -> Any:
    return import_module("markitdown").MarkItDown(enable_plugins=False)


def markitdown(pdf: Path) -> str:
    return str(markitdown_converter().convert(str(pdf)).text_content)


def pdf_oxide(pdf: Path) -> str:
    document = import_module("pdf_oxide").PdfDocument(str(pdf))
    return PAGE_BREAK.join(document.extract_text(page) for page in range(document.page_count()))


def pdf_oxide_markdown(pdf: Path) -> str:
    document = import_module("pdf_oxide").PdfDocument(str(pdf))
    return PAGE_BREAK.join(document.to_markdown(page) for page in range(document.page_count()))


def opendataloader(pdf: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        with contextlib.redirect_stdout(io.StringIO()):
            import_module("opendataloader_pdf").convert(input_path=[str(pdf)], output_dir=folder, format="markdown", quiet=True)
        written = sorted(Path(folder).rglob("*.md"))
        if not written:
            raise RuntimeError("it wrote no Markdown; is there a Java?")
        return written[0].read_text(encoding="utf-8")


PEERS = (
    Tool("pdfminer.six", pdfminer, "pdfminer.six"),
    Tool("pdftotext", partial(pdftotext, ()), program="pdftotext"),
    Tool("pdftotext -raw", partial(pdftotext, ("-raw",)), program="pdftotext"),
    Tool("pypdfium2", pypdfium2, "pypdfium2"),
    Tool("pypdf", pypdf, "pypdf"),
    Tool("pdfplumber", pdfplumber, "pdfplumber"),
    Tool("PyMuPDF", pymupdf, "PyMuPDF"),
    Tool("PyMuPDF blocks", pymupdf_blocks, "PyMuPDF"),
    Tool("pdf_oxide", pdf_oxide, "pdf_oxide"),
    Tool("pdf_oxide Markdown", pdf_oxide_markdown, "pdf_oxide"),
    Tool("opendataloader", opendataloader, "opendataloader-pdf", is_slow=True),
    Tool("markitdown", markitdown, "markitdown", is_slow=True),
    Tool("pymupdf4llm", pymupdf4llm, "pymupdf4llm", is_slow=True),
)


def quietly(name: str, pdf: Path) -> str:
    """The output of the tool of that name, without its warnings; runs in a process of its own, since a tool may crash."""
    warnings.simplefilter("ignore")
    logging.disable(logging.ERROR)
    tool = next(tool for tool in (*our_tools(), *PEERS) if tool.name == name)
    # undecodable characters would not survive the way to a file
    return tool.read(pdf).encode("utf-8", "replace").decode()
