"""PDF: glyphs to lines to columns to reading order. Third-party PDF code stays in this folder."""

from fidelity.readers.pdf.read import read_pdf

__all__ = ["read_pdf"]
