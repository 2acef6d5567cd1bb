"""What a press adds to fidelity: what its own texts go through that others do not."""
