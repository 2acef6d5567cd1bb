"""Nouns only: the records that everything else reads and returns. Nothing here imports another package of fidelity."""
