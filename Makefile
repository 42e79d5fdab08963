# Every target makes the environment that it needs in .venv; Python 3.11 or newer is all that must be there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check lint types cover kills eval eval-prompts clean

demo: $(VENV)/.installed
	$(BIN)/newsdraft demo

# Files of tests side by side: most of them wait for servers and processes of their own.
test: $(VENV)/.installed-dev
	$(BIN)/pytest --numprocesses 2 --dist loadfile

check: lint types test

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

cover: $(VENV)/.installed-dev
	$(BIN)/pytest --cov --cov-report=term

# The kill campaign, about half an hour each: on SQLite, then on a PostgreSQL server of its own.
kills: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/kills.py
	$(BIN)/python benchmarks/kills.py --database-url own

# The labelled sets are other people's and not part of the project: make eval DATA=FOLDER (docs/quality.md).
eval: $(VENV)/.installed-dev
	@test -n "$(DATA)" || { echo "Name the folder of the labelled sets: make eval DATA=FOLDER (docs/quality.md)"; exit 2; }
	@for script in evals/*_checks.py; do echo "== $$script"; $(BIN)/python $$script --data "$(DATA)" || exit 1; done

# The prompts on the sample releases, with the endpoint that the environment names (OPENAI_BASE_URL, OPENAI_API_KEY, NEWSDRAFT_MODEL).
eval-prompts: $(VENV)/.installed-dev
	$(BIN)/python evals/prompt_regression.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else "newsdraft needs Python 3.11 or newer; this is %d.%d. Try: make demo PYTHON=python3.12" % v[:2])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install -qq --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .coverage
