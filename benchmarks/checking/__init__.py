"""The checking benchmark: changes planted in texts, harmful and harmless, and what the checker says of them."""
