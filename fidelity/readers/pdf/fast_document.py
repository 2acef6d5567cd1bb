"""A document of pdfminer.six whose objects are parsed by `fast_parsing` where that understands them."""

from __future__ import annotations

import io
from collections.abc import KeysView, Sequence

from pdfminer.pdfdocument import PDFBaseXRef, PDFDocument, PDFXRef
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, int_value

from fidelity.readers.pdf.fast_parsing import Section, numbers_in, object_at, packed_objects, place_in, table_at


class _Table(PDFXRef):
    """A table of objects whose rows are read when they are asked for: of a tagged file most never are."""

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self._sections = sections

    def get_pos(self, objid: int) -> tuple[int | None, int, int]:
        """Where an object stands: in no stream, its place in the file, its generation. Raises KeyError."""
        found = place_in(self._sections, objid)
        if found is None:
            raise KeyError(objid)
        return None, *found

    def get_objids(self) -> KeysView[int]:
        """The numbers of all objects."""
        return dict.fromkeys(numbers_in(self._sections)).keys()


class FastDocument(PDFDocument):
    """A document in memory."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._reading = PDFParser(io.BytesIO(content))
        super().__init__(self._reading)

    def forget(self) -> None:
        """Lets go of the file and all that was read of it: document, parser and objects hold one another, and themselves."""
        vars(self._reading).clear()
        vars(self).clear()

    def read_xref_from(self, parser: PDFParser, start: int, xrefs: list[PDFBaseXRef]) -> None:
        """Reads the table of objects at a place of the file, and those that it names."""
        table = table_at(self._content, start)
        if table is None:
            super().read_xref_from(parser, start, xrefs)
            return
        sections, trailer = table
        found = _Table(sections)
        parser.seek(trailer)
        parser.reset()
        found.load_trailer(parser)
        xrefs.append(found)
        for name in ("XRefStm", "Prev"):
            if name in found.trailer:
                self.read_xref_from(parser, int_value(found.trailer[name]), xrefs)

    def _getobj_parse(self, pos: int, objid: int) -> object:
        found = object_at(self._content, pos, objid, self)
        return super()._getobj_parse(pos, objid) if found is None else found[0]

    def _get_objects(self, stream: PDFStream) -> tuple[list[object], int]:
        count = stream.get("N")
        found = packed_objects(stream.get_data(), self) if isinstance(count, int) else None
        return super()._get_objects(stream) if found is None or not isinstance(count, int) else (found, count)
