"""What texts cite: in notes, in lists of references, and line by line."""
