"""How well citations are segmented and taken apart, on gold data that is given by path."""
