"""A document of pdfminer.six whose objects are parsed by `fast_parsing` where that understands them."""

from __future__ import annotations

import io

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream

from fidelity.readers.pdf.fast_parsing import object_at, packed_objects


class FastDocument(PDFDocument):
    """A document in memory."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        super().__init__(PDFParser(io.BytesIO(content)))

    def _getobj_parse(self, pos: int, objid: int) -> object:
        found = object_at(self._content, pos, objid, self)
        return super()._getobj_parse(pos, objid) if found is None else found[0]

    def _get_objects(self, stream: PDFStream) -> tuple[list[object], int]:
        count = stream.get("N")
        found = packed_objects(stream.get_data(), self) if isinstance(count, int) else None
        return super()._get_objects(stream) if found is None or not isinstance(count, int) else (found, count)
