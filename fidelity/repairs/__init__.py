"""Text to changes: one artefact class a file, with its page beside it. The sequence is one tuple in the catalog."""
