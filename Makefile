# Needs Python 3.11 or newer with venv, git and make; everything else goes into .venv by itself.
# All paths are relative, so that the folder's own path may hold spaces.

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
UV_VERSION := 0.13.9

# The stamp knows the folder: a copied or moved tree would otherwise run the code of the first one.
STAMP := $(VENV)/.ready-$(shell pwd | cksum | cut -d ' ' -f 1)

# Two workers, one a core of the smallest machine it runs on. `make test WORKERS=0` uses none.
WORKERS ?= 2
PYTEST := $(PY) -m pytest -n $(WORKERS)

.DEFAULT_GOAL := help
.PHONY: help run test check sample eval soak pictures lock format clean

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

run: $(STAMP) ## Open the workbench on a copy of the sample desk
	@$(PY) -m factcheck sample

test: $(STAMP) ## Run all tests, those on PostgreSQL included
	@$(PYTEST)

check: $(STAMP) ## Run everything that CI runs: ruff, mypy, import-linter, tests
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(BIN)/lint-imports
	@$(PYTEST)

format: $(STAMP) ## Format the code and mend what ruff can mend by itself
	@$(PY) -m ruff check --fix-only .
	@$(PY) -m ruff format .

sample: $(STAMP) ## Build the sample desk (claims.db, sources/) anew
	@$(PY) -m sample.build

eval: $(STAMP) ## Measure sentences and mentions against their tables; fails below a floor
	@$(PY) -m eval.run_segmentation
	@$(PY) -m eval.run_mentions

# Kills, crowds and drawn stories, then ten minutes of fuzzing a reader (FUZZ_SECONDS=60 for less).
FUZZ_SECONDS ?= 600
READERS := html pdf docx odt epub wacz warc mail subtitles json csv feed answer host
soak: $(STAMP) ## Long runs: kill -9, crowds, stories, fuzzing (hours)
	@$(PYTEST) -rP tests/soak/soak_crashes.py tests/soak/soak_stateful.py
	@for reader in $(READERS); do \
		FUZZ_SECONDS=$(FUZZ_SECONDS) $(PY) -m tests.soak.fuzz_importers $$reader || exit 1; done

pictures: $(STAMP) ## Take the pictures of the screens that README shows (needs Chromium)
	@$(PY) docs/pictures.py

# uv writes the lock since pip cannot; installing needs nothing but pip. It has a venv of its own,
# so that the lock does not depend on what it locks.
lock: ## Write requirements.lock anew from pyproject.toml (make lock UPGRADE=1 takes newer releases)
	@test -x build/lock/bin/uv || { $(call find_python) "$$python" -m venv build/lock && \
		build/lock/bin/python -m pip install -qq uv==$(UV_VERSION); }
	@build/lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
		--all-extras --group dev --generate-hashes --no-annotate --no-emit-index-url \
		--no-emit-find-links --custom-compile-command 'make lock' \
		$(if $(UPGRADE),--upgrade) --output-file requirements.lock
	@if grep -nE 'https?:|file:|index-url|find-links' requirements.lock; then \
		echo 'requirements.lock names a registry; it must not.' >&2; exit 1; fi

clean: ## Remove .venv and everything that tools left behind
	@rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Names a Python that is new enough, or says what is missing. A pyenv shim may exist for a version
# that is not installed, hence each candidate is run.
define find_python
for python in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	python=; \
done; \
if [ -z "$$python" ]; then \
	echo 'factcheck needs Python 3.11 or newer. Install it, or name one: make PYTHON=/path/to/python3' >&2; \
	exit 1; \
fi; \
if ! "$$python" -c 'import venv, ensurepip' 2>/dev/null; then \
	echo "$$python has no venv module. On Debian and Ubuntu: apt install python3-venv" >&2; \
	exit 1; \
fi;
endef

$(STAMP): requirements.lock pyproject.toml
	@echo 'Setting up .venv (once; about a minute) ...'
	@$(call find_python) "$$python" -m venv $(VENV)
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PY) -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@rm -f $(VENV)/.ready-*
	@touch $@
