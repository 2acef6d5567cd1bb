"""Extraction measured on PDFs whose every character is known: `python -m benchmarks.extraction`."""
