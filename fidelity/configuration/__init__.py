"""What a project declares in `fidelity.toml` or `pyproject.toml`: found, read, validated, and resolved for each file."""
