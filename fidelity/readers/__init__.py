"""Bytes to text: one reader a format. A reader stops at the transcript; what is judged or changed after it is a repair."""
