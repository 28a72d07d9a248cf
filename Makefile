# make chat   opens a conversation with a bot: BOT=flows/pizza make chat, and ARGS="--seed 7" adds options
# make test   runs every test            make lint   checks style, types and the floors
# make bench  measures                   make clean  removes what make made
# The first run sets up .venv; whatever is said about that goes to stderr, so stdout stays the conversation's.
# make clean, and then PYTHON=python3.13 make chat, chooses another Python.

PYTHON ?= python3
BOT ?= flows/acme
ARGS ?=
PYTEST_ARGS ?= -n auto
BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input

.PHONY: chat test lint bench constraints clean
.DELETE_ON_ERROR:

chat: $(READY)
	@$(BIN)/takeover chat $(ARGS) $(BOT)

test: $(READY)
	@$(BIN)/pytest $(PYTEST_ARGS)

lint: $(READY)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: $(READY)
	@$(BIN)/python tests/bench/run.py

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' >&2 || { \
		echo "takeover needs Python 3.11 or newer, and $(PYTHON) is not: PYTHON=python3.13 make ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' >&2 || { \
		echo "$(PYTHON) came without its venv module; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Setting up .venv; this is done once and takes about a minute." >&2
	@$(BIN)/python -c pass 2>/dev/null || $(PYTHON) -m venv --clear .venv >&2
	@# The pip that Python 3.11 brings writes slower commands (they import re), and knows no dependency groups.
	@$(PIP) install --upgrade --constraint constraints.txt pip >&2
	@$(PIP) install --constraint constraints.txt --editable . --group dev >&2
	@touch $(READY)

# Resolves everything anew, in a virtual environment that knows no pins.
constraints: $(READY)
	@rm -rf .venv-renew && $(PYTHON) -m venv .venv-renew >&2
	@.venv-renew/bin/python -m pip install --quiet --upgrade pip >&2
	@.venv-renew/bin/python -m pip install --quiet --editable . --group dev >&2
	@{ sed -n '/^#/p; /sys_platform/p' constraints.txt; .venv-renew/bin/python -m pip freeze --all --exclude-editable --exclude setuptools; } \
		> constraints.new && mv constraints.new constraints.txt && rm -rf .venv-renew

clean:
	rm -rf .venv .venv-renew dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find cli tests -name __pycache__ -type d -prune -exec rm -rf {} +
