"""What was found before, kept for the next run: by the content of all that it came from, and the version of the program."""
