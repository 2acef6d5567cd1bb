"""Two witnesses to a collation."""
