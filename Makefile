# The commands of this project. `make help` lists them; each sets up what it needs by itself.

python := .venv/bin/python
flask := $(python) -m flask

# what `make demo` builds, to be chosen as in: make demo stage=harvest people=120 seed=3
stage := round-1
people := 80
seed := 7

.DEFAULT_GOAL := help
.PHONY: help run demo setup test test-js test-python faults lint lint-style lint-format lint-types lint-floors lint-templates
.PHONY: lint-scripts lint-translations bench pictures messages protocol chromium lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo '  PORT, HOST and DATABASE_URL choose where it serves and what it remembers in: PORT=8000 make run'

run: setup ## serve the café on port 5000, to this machine and its network
	@exec $(python) wsgi.py

demo: setup ## the same with the Stralsund event at a stage (stage=lobby|round-1|switch|round-2|harvest|closed people=80 seed=7)
	@$(flask) cafe migrate
	@$(flask) cafe demo --stage $(stage) --people $(people) --seed $(seed)
	@exec $(python) wsgi.py

# --keep-going: one run tells all that is wrong, not only the first of it.
all_of := @$(MAKE) --no-print-directory --keep-going

test: ## everything: linters, tests of the browser's code, of the server's, and whole cafés in Chromium
	@scripts/setup test
	@$(python) -m scripts.chromium
	@$(python) -m scripts.poppler
	@$(python) -m scripts.libreoffice
	@$(python) -m scripts.compiler
	$(all_of) lint test-js test-python

lint: ## style, types, floors, templates, translations
	@scripts/setup test
	$(all_of) lint-style lint-format lint-types lint-floors lint-templates lint-scripts lint-translations

lint-style:
	$(python) -m ruff check --quiet .

lint-format:
	$(python) -m ruff format --quiet --check .

lint-types:
	$(python) -m mypy

lint-floors:
	.venv/bin/lint-imports --no-logo

lint-templates:
	$(python) -m djlint --lint templates

lint-scripts:
	$(python) -m scripts.node node_modules/typescript/bin/tsc --project tsconfig.json

lint-translations:
	$(python) -m scripts.catalogues check

test-js:
	$(python) -m scripts.node --test --test-reporter=dot $$(find tests/js -name '*.test.js' | sort)

test-python:
	@exec $(python) -m pytest -n 2 --dist loadfile

faults: ## what can go wrong, at full length: kills, power cuts, full disks, bad networks (15 minutes)
	@scripts/setup test
	@$(python) -m scripts.chromium
	@$(python) -m scripts.compiler
	@exec $(python) -m pytest --long -n 2 --dist loadfile -o faulthandler_timeout=0 \
	  tests/browser/test_nothing_lost.py tests/faults

bench: ## measure: rotation, load, the weight of a first visit
	@scripts/setup test
	@exec $(python) -m bench

pictures: ## draw docs/pictures afresh: each page in each phase
	@scripts/setup test
	@$(python) -m scripts.chromium
	@$(python) -m scripts.poppler
	@exec $(python) -m scripts.pictures

messages: ## take new sentences into the translations
	@scripts/setup test
	@$(python) -m scripts.catalogues update

protocol: setup ## write what docs/ publishes of the protocol: asyncapi.json, openapi.json, the tables of protocol.md
	@$(flask) cafe protocol

setup: ## only set up: .venv, browser libraries in static/vendor, translations
	@scripts/setup run

chromium: setup
	@$(python) -m scripts.chromium

lock: ## write the lock files after a change to requirements*.in or package.json (upgrade=1: the newest that fits)
	@scripts/setup test
	@scripts/lock $(if $(upgrade),--upgrade)

clean: ## remove what set-up made; instance/, where the data lies, stays
	rm -rf .venv node_modules static/vendor static/build fonts
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
	find cafe scripts tests bench -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
	find translations -name '*.mo' -delete 2>/dev/null || true
