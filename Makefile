# Everything on a fresh machine: only make and Python 3.11 or newer have to be there.
# Another Python than python3: make demo PYTHON=python3.13

PYTHON ?= python3
VENV ?= .venv
RUN = $(VENV)/bin/python -m
INSTALL = $(RUN) pip install --quiet --disable-pip-version-check
BENCH = .venv-bench
EDITION = fixtures/seed/defects.md

.PHONY: demo test docs bench-extraction clean

# Extract the seed, check a sample edition against it, and write report.html
demo: $(VENV)/.installed
	@mkdir -p demo
	$(RUN) fidelity extract seeds/000_3289a4cd21bcb138.txt -o demo/seed.md
	@echo "The sample edition has defects planted in it; the check finds them:"
	$(RUN) fidelity check $(EDITION) --against demo/seed.md || test $$? -eq 1
	$(RUN) fidelity diff demo/seed.md $(EDITION) -o report.html
	@echo "The report is $$(pwd)/report.html; open it in a browser."

# Run the whole suite, with the tests that install from the package index, then lint, types and the import contract
test: $(VENV)/.tools
	FIDELITY_TEST_HOOKS=1 $(RUN) pytest -n auto
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) mypy
	$(VENV)/bin/lint-imports --no-logo

# Build the documentation site into site/; a warning fails
docs: $(VENV)/.sphinx
	$(RUN) sphinx --fail-on-warning --keep-going --quiet --fresh-env docs site
	@echo "The site is $$(pwd)/site/index.html; open it in a browser."

# Typeset the benchmark's texts through every producer that is here, read them with every tool, print the tables.
# Options: make bench-extraction OPTIONS='--tools ours,light --texts 1'
bench-extraction: $(BENCH)/.tools-measured
	$(BENCH)/bin/python -m benchmarks.extraction $(OPTIONS)

# Remove what the other recipes made
clean:
	rm -rf $(VENV) $(BENCH) demo report.html site docs/rules docs/project build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# The project, installed so that a change of its code counts at once
$(VENV)/.installed: $(VENV)/.made pyproject.toml
	@echo "Installing fidelity into $(VENV) …"
	@$(INSTALL) --editable .
	@touch $@

# The development tools, in the same environment
$(VENV)/.tools: $(VENV)/.installed
	@echo "Installing the development tools into $(VENV) …"
	@$(INSTALL) --editable '.[dev]'
	@touch $@

# What builds the site, in the same environment
$(VENV)/.sphinx: $(VENV)/.installed
	@echo "Installing what builds the site …"
	@$(INSTALL) --editable '.[docs]'
	@touch $@

# The benchmark's own environment: the other tools, some of them under other licences, are no dependency of the project
$(BENCH)/.tools-measured: benchmarks/extraction/requirements.txt pyproject.toml
	@$(MAKE) --no-print-directory VENV=$(BENCH) $(BENCH)/.made
	@echo "Installing fidelity and the tools that it is measured against into $(BENCH) …"
	@$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --editable . --requirement benchmarks/extraction/requirements.txt
	@touch $@

# An empty environment, or the reason why there can be none
$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "There is no program “$(PYTHON)”. Install Python 3.11 or newer, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "fidelity needs Python 3.11 or newer, and “$(PYTHON)” is $$($(PYTHON) --version 2>&1). Name a newer one: make PYTHON=python3.13" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python has no module venv. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version) …"
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@
