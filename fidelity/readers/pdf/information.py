"""The document information of a PDF: its author and title, as whoever made the file wrote them."""

from __future__ import annotations

from io import BytesIO


def information(content: bytes) -> dict[str, str]:
    """The fields of the information dictionary that are text, by their names; none where the file cannot be opened."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    found: dict[str, str] = {}
    try:
        for part in reversed(PDFDocument(PDFParser(BytesIO(content))).info):
            for name, reference in part.items():
                value = resolve1(reference)
                if isinstance(value, bytes):
                    found[str(name)] = decode_text(value).strip("\x00 ")
    except Exception:  # noqa: BLE001 - whatever is wrong with a file, whoever reads its pages will say
        return {}
    return found
