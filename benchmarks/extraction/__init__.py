"""Extraction measured on PDFs whose every character is known, ours beside the other tools: `python -m benchmarks.extraction`."""
