"""PDF: glyphs to lines to columns to reading order. Third-party PDF code stays in this folder."""
