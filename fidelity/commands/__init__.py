"""The commands of the command line, one a module; `fidelity.cli` loads the one that is asked for."""
