# The two commands of the README are `make demo` and `make test`; each sets itself up from a bare Python 3.11-3.13.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
# Third parties' telemetry is off before anything is imported.
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export GX_ANALYTICS_ENABLED := false
# Hundreds of processes start in a run of the tests: none compiles the whole program again, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE
# Two cores, and each file on one of them: its servers are started once (`tests/distribution.py`: long files begin).
PYTEST_ARGS ?= -n 2 --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help demo test test-all test-long coverage check fix bench ui deploy messages lock clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# pip resolves nothing here: the lock is complete, every file is checked against its hash.
define install
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	  || { echo "Python 3.11, 3.12 or 3.13 is needed; say which with: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	@echo "Installing what $(1) names (first time: one to two minutes) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(1)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
endef

$(VENV)/.installed: requirements.lock pyproject.toml
	$(call install,requirements.lock)

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock)
	@touch $(VENV)/.installed

demo: $(VENV)/.installed ## watch Nordlys Regnskab A/S go from discovery to its first monthly review
	@$(BIN)/rollout demo

ui: $(VENV)/.installed ## Prefect server + UI + deployments + a worker + local stand-ins, until Ctrl+C
	@$(BIN)/rollout ui

deploy: $(VENV)/.installed ## put every deployment and schedule on the Prefect server (PREFECT_API_URL, or the local one)
	@$(BIN)/rollout deploy

test: $(VENV)/.installed-dev ## every test but the whole-system scenarios
	@$(BIN)/python -m pytest -m "not slow" $(PYTEST_ARGS)

test-all: $(VENV)/.installed-dev ## every test, whole-system scenarios included (what CI runs)
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

test-long: $(VENV)/.installed-dev ## the property tests, each on ten times as many examples
	@$(BIN)/python -m pytest -m "hypothesis and not slow" --hypothesis-profile=long $(PYTEST_ARGS)

coverage: $(VENV)/.installed-dev ## lines and branches of the rules, connectors and tasks that `make test` runs; a tool, not a gate
	@$(BIN)/python -m coverage run -m pytest -p no:xdist -m "not slow"
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report --skip-covered --sort=miss

check: $(VENV)/.installed-dev ## ruff, mypy --strict, import contracts; edits nothing
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fix: $(VENV)/.installed-dev ## let ruff mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/.installed-dev ## working time beside other libraries, a review of a million tickets, decoding, pulling, commands, runs
	@$(BIN)/python -m tests.benchmarks $(BENCH_ARGS)

messages: $(VENV)/.installed-dev ## add new texts to the translation catalogues
	@$(BIN)/python -m reports.messages

lock: ## resolve the lock files anew (needs uv)
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements-dev.lock

clean: ## remove the virtual environment and the demo's folder
	rm -rf $(VENV) .rollout
