# What people and CI run. `make demo` and `make test` set up whatever is missing first.
.DEFAULT_GOAL := help
.PHONY: help demo test check check-style check-types check-layers check-lock check-data check-install \
  check-page page \
  setup setup-dev setup-build setup-train data model lock clean
.DELETE_ON_ERROR:

VENV ?= .venv
TRAIN ?= .venv-train
BIN := $(VENV)/bin
# Override with PYTHON=/path/to/python3.11; by default the first command that is Python 3.11.
IS_311 := import sys; sys.exit(sys.version_info[:2] != (3, 11))
PYTHON ?= $(shell for p in python3.11 python3 python; do $$p -c '$(IS_311)' 2>/dev/null && echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# The locks name every package that is needed, so pip neither resolves nor adds anything.
# Python compiles a module when it is first used: most of what is installed never is.
INSTALL := $(PIP) install -qq --progress-bar off --no-compile --no-deps --require-hashes
SOURCES := $(wildcard src tools training benchmarks tests)
COMPILERS := $(shell grep -ls -e '--check' tools/*.py 2>/dev/null)

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 14

demo: $(VENV)/.ready  ## set up what is missing, then read the shipped examples
	$(BIN)/sayso read examples/aleppo-2016

test: $(VENV)/.ready-dev  ## set up what is missing, then run all tests
	$(BIN)/pytest

check: check-style check-types check-layers check-lock check-data check-install check-page  ## all other checks of CI

check-style: $(VENV)/.ready-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

check-types: $(VENV)/.ready-dev
	$(BIN)/mypy $(SOURCES)

check-layers: $(VENV)/.ready-dev  # who may import whom
	$(BIN)/lint-imports --no-logo

check-lock: $(VENV)/.ready-dev  # the locks still answer to pyproject.toml
	$(BIN)/python tools/lock.py --check

check-data: $(VENV)/.ready-dev $(VENV)/.ready-build  # compiled data files still match their sources
	$(foreach script,$(filter-out tools/lock.py,$(COMPILERS)),$(BIN)/python $(script) --check &&) true

check-install: $(VENV)/.venv  # an install of its own starts, reads and fails as it should
	tools/smoke.sh $(BIN)/python

NPM_CI := npm ci --no-audit --no-fund --loglevel=error
check-page:  # the page as committed is what its source builds, byte for byte (needs Node)
	@if ! command -v npm >/dev/null 2>&1; then \
	  if [ "$$SAYSO_REQUIRE_ALL" = 1 ]; then echo "check-page: Node is missing." >&2; exit 1; fi; \
	  echo "check-page: skipped, for Node is missing."; exit 0; fi; \
	cd web && $(NPM_CI) && npm run --silent check && node build.mjs --out ../build/page && \
	  diff -rq ../src/sayso/page ../build/page && echo "check-page: the committed page matches its source."

page:  ## build the page from web/ into src/sayso/page (needs Node)
	cd web && $(NPM_CI) && node build.mjs

setup: $(VENV)/.ready  ## the virtual environment with what Sayso runs on
setup-dev: $(VENV)/.ready-dev  ## the same with what the tests and checks need
setup-build: $(VENV)/.ready-build  ## the same with what the data compilers need

setup-train: $(TRAIN)/.ready  ## another virtual environment, with what training the model needs

data: $(VENV)/.ready-build  ## compile the data files from their sources
	$(foreach script,$(filter-out tools/lock.py,$(COMPILERS)),$(BIN)/python $(script) &&) true

# About two and a half hours on two cores. DATA: the shared data folder; OUT: where the steps leave their files.
DATA ?= ../shared/data
OUT ?= build/model
MODELS := src/sayso/knowledge/models
STEP := PYTHONPATH=src:. $(TRAIN)/bin/python -m training.
model: $(TRAIN)/.ready  ## train the language model from ../shared/data (DATA=) and score it
	$(STEP)fetch $(OUT)/encoder
	$(STEP)prepare $(DATA) $(OUT)/data
	$(STEP)train $(OUT)/data $(OUT)/encoder $(OUT)/trained
	$(STEP)teach $(OUT)/data $(OUT)/encoder
	$(STEP)refine $(OUT)/data $(OUT)/encoder $(OUT)/trained $(OUT)/refined
	$(STEP)meantime $(OUT)/data $(OUT)/encoder $(OUT)/refined $(OUT)/finished
	$(STEP)names $(OUT)/data $(OUT)/encoder $(OUT)/finished
	$(STEP)export $(OUT)/data $(OUT)/encoder $(OUT)/finished $(OUT)/exported
	$(STEP)quantise $(OUT)/data $(OUT)/encoder $(OUT)/exported $(OUT)/shipped
	$(STEP)factuality $(OUT)/data $(OUT)/shipped $(OUT)/shipped/factuality.npz
	$(STEP)export $(OUT)/data $(OUT)/encoder $(OUT)/refined $(OUT)/refined-exported
	$(STEP)factuality $(OUT)/data $(OUT)/refined-exported --folds $(OUT)/finished/facets.json
	rm -rf $(MODELS)/en && cp -r $(OUT)/shipped $(MODELS)/en
	$(STEP)score $(DATA) $(MODELS)/en --fp32 $(OUT)/exported --facets $(OUT)/finished/facets.json
	$(STEP)card $(OUT)/data

lock: $(VENV)/.ready-dev  ## compile the locks from pyproject.toml (UPGRADE=1 takes newer versions)
	$(BIN)/python tools/lock.py $(if $(UPGRADE),--upgrade)

clean:  ## remove the virtual environment and caches
	rm -rf $(VENV) $(TRAIN) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/.venv:
	@if [ ! -x $(BIN)/pip ]; then \
	  $(or $(PYTHON),false) -c '$(IS_311)' 2>/dev/null || { \
	    echo "Sayso needs Python 3.11: install it, or name it with 'make PYTHON=/path/to/python3.11 ...'." >&2; exit 1; }; \
	  $(PYTHON) -m venv $(VENV); fi
	@$(BIN)/python -c '$(IS_311)' || { \
	  echo "$(VENV) is not of Python 3.11: remove it with 'make clean', then try again." >&2; exit 1; }
	@touch $@

$(VENV)/.ready: $(VENV)/.venv requirements.lock pyproject.toml
	@echo "Installing what requirements.lock names into $(VENV); this takes about a minute ..."
	@$(INSTALL) -r requirements.lock
	@$(PIP) install -qq --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@echo "Installing what requirements-dev.lock names into $(VENV) ..."
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

# PyICU comes as source: it is built with the setuptools of the lock.
$(VENV)/.ready-build: $(VENV)/.ready requirements-build.lock
	@echo "Installing what requirements-build.lock names into $(VENV) ..."
	@$(INSTALL) --no-build-isolation -r requirements-build.lock
	@touch $@

# torch has a lock of its own: training/torch.lock says why.
$(TRAIN)/.ready: requirements-train.lock training/torch.lock
	@$(or $(PYTHON),false) -c '$(IS_311)' || { echo "Training needs Python 3.11." >&2; exit 1; }
	@[ -x $(TRAIN)/bin/pip ] || $(PYTHON) -m venv $(TRAIN)
	@echo "Installing what requirements-train.lock and training/torch.lock name into $(TRAIN) ..."
	@$(subst $(BIN),$(TRAIN)/bin,$(INSTALL)) -r requirements-train.lock
	@$(subst $(BIN),$(TRAIN)/bin,$(INSTALL)) --extra-index-url https://download.pytorch.org/whl/cpu \
	  -r training/torch.lock
	@touch $@
