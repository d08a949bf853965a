# Fourways: every command a person or a machine needs. `make` prints this list.
.DEFAULT_GOAL := help
SHELL := /bin/sh
HOST ?= 127.0.0.1
PORT ?= 5000
WORKERS ?= 1
VENV := .venv
JOBS ?= 2
PYTHON := $(VENV)/bin/python
LAN := $(if $(filter-out 127.0.0.1 localhost ::1,$(HOST)),--lan)

.PHONY: help run test test-all coverage mutants check format lock wheel bench bench-quick bench-memory bench-measure torture screenshots visual browser clean

help: ## Print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort | awk -F '\t' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/.run: pyproject.toml requirements/run.txt tools/setup.sh
	@sh tools/setup.sh run

$(VENV)/.test: pyproject.toml requirements/dev.txt tools/setup.sh
	@sh tools/setup.sh dev

run: $(VENV)/.run ## Set up and start the quiz (HOST=, PORT=, WORKERS=)
	@FOURWAYS_ENV=$${FOURWAYS_ENV:-development} exec $(VENV)/bin/fourways serve --host $(HOST) --port $(PORT) --workers $(WORKERS) --watch $(LAN)

browser: ## Find Chrome or install Debian's chromium for the browser tests
	@sh tools/browser.sh

test: $(VENV)/.test browser ## Set up and run all tests (ARGS= for pytest, JOBS= processes)
	@$(PYTHON) -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

test-all: ## Run the tests on Python 3.11, 3.12 and 3.13 where found
	@sh tools/test_all.sh

coverage: $(VENV)/.test ## Fail unless the tests of the core reach every branch of quiz/core
	@$(PYTHON) -m pytest tests/core tests/golden -q --cov=quiz.core --cov-branch --cov-report=term:skip-covered --cov-fail-under=100

mutants: $(VENV)/.test ## Change quiz/core in small places, count what no test notices (ARGS="--sample 900")
	@$(PYTHON) -c "import mutmut" 2>/dev/null || { echo "This needs mutmut: $(PYTHON) -m pip install mutmut"; exit 1; }
	@$(PYTHON) bench/mutants.py $(ARGS)

check: $(VENV)/.test ## Lint, format, types, import contracts, templates and the bank's own check
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-cache
	@$(VENV)/bin/djlint templates --lint --quiet
	@$(VENV)/bin/fourways check
	@sh tools/audit.sh

sbom: $(VENV)/.test ## Write what a release is made of to dist/fourways.cdx.json
	@mkdir -p dist
	@$(VENV)/bin/cyclonedx-py requirements requirements/run.txt --of JSON --output-reproducible -o dist/fourways.cdx.json

format: $(VENV)/.test ## Format the code
	@$(VENV)/bin/ruff check --fix-only --quiet .
	@$(VENV)/bin/ruff format .

lock: $(VENV)/.test ## Renew the hashed lists of packages
	@sh tools/lock.sh

wheel: $(VENV)/.test ## Build the wheel into dist/
	@$(PYTHON) -m build --wheel --no-isolation --outdir dist .

bench: $(VENV)/.test ## Measure speed beside a bare view, into bench/RESULTS.md (ten minutes)
	@$(PYTHON) -m bench.speed $(ARGS)

bench-quick: $(VENV)/.test ## The main ratios of speed, printed (about a minute)
	@$(PYTHON) -m bench.speed --quick $(ARGS)

bench-memory: $(VENV)/.test ## Print memory and start-to-first-page of the server
	@$(PYTHON) bench/memory.py

bench-measure: $(VENV)/.test ## Print every figure of accuracy, exactness and speed (some minutes)
	@$(PYTHON) bench/measure.py $(ARGS)
	@$(PYTHON) bench/measure_adaptive.py $(ARGS)

torture: $(VENV)/.test ## Kill servers, cut power, fail disks and fail over, for hours (ARGS= for one trial)
	@sh tools/servers.sh
	@$(PYTHON) -m bench.torture $(ARGS)

screenshots: $(VENV)/.test browser ## Make the README's pictures and the one beside links again
	@$(PYTHON) -m tools.screenshots
	@$(PYTHON) -m tools.link_picture

visual: $(VENV)/.test browser ## Compare all pages with stored pictures (ARGS=--refresh stores them)
	@$(PYTHON) -m tools.visual $(ARGS)
	@$(PYTHON) -m tools.accessible

clean: ## Remove what the commands above made (never your data)
	@rm -rf $(VENV) .venv-* dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .mutants
