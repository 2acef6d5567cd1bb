"""Text to files: canonical Markdown and its log."""
