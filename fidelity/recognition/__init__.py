"""Text to marks: what a stretch of the text is. One recogniser a file."""
