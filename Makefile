# make demo   read the papers in corpus/ and say what was found        make test    every check and test
# make setup  the environment alone, in .venv                          make lint    style and types only
# make corpus measure against the annotated corpus                     make bench   measure the speed
# make clean  remove what these have made

VENV := .venv
BIN := $(VENV)/bin
DEMO := demo-dataset
MEASURED := build/corpus-dataset

# The first interpreter that is new enough; python3.11 may be named in PATH and still not run.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)

# The lists name every package at its version, so nothing is left to resolve (--no-deps) and modules are compiled
# when they are first imported: both save a third of the time.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-compile
PROJECT := --no-build-isolation --editable .

.PHONY: setup demo test lint corpus bench clean
.DEFAULT_GOAL := demo

setup: $(VENV)/.dev

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or name it with make PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.txt requirements/build.txt pyproject.toml
	$(INSTALL) -r requirements/run.txt -r requirements/build.txt
	$(INSTALL) $(PROJECT)
	@touch $@

LISTS := run build cluster ocr report dev
$(VENV)/.dev: $(VENV)/.made $(LISTS:%=requirements/%.txt) pyproject.toml
	$(INSTALL) $(LISTS:%=-r requirements/%.txt)
	$(INSTALL) $(PROJECT)
	@touch $(VENV)/.run $@

# What the tests need beside Python: see requirements/system.txt.
$(VENV)/.system: $(VENV)/.made requirements/system.txt requirements/system.sh
	sh requirements/system.sh
	@touch $@

demo: $(VENV)/.run
	$(BIN)/extractor extract corpus/documents --out $(DEMO)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint $(VENV)/.system
	$(BIN)/pytest

corpus: $(VENV)/.dev
	$(BIN)/extractor extract corpus/documents --out $(MEASURED) --quiet
	$(BIN)/extractor evaluate $(MEASURED) corpus/gold/*.json

bench: $(VENV)/.dev
	$(BIN)/python tests/benchmarks/speed.py

clean:
	rm -rf $(VENV) $(DEMO) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
