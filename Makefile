# Everything a developer or an operator types. `make` alone lists it.
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PORT ?= 8000
export FLASK_APP := wsgi
BIN := .venv/bin

.PHONY: help setup dev run seed test check fix lock catalogues
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-12s %s\n", $$1, $$2}'

setup: .venv/run ## the virtual environment and the catalogues
dev: .venv/dev ## the same, with what tests and linters need

.venv/run: requirements.txt
	@test -n "$(PYTHON)" || { echo "Menhu needs Python 3.11 or newer. On Debian: apt-get install python3 python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@
.venv/dev: .venv/run requirements-dev.txt
	$(BIN)/pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@

COMPILED := app/translations/zh_Hans_CN/LC_MESSAGES/messages.mo app/translations/en/LC_MESSAGES/messages.mo
%.mo: %.po .venv/run
	$(BIN)/pybabel -q compile -i $< -o $@
setup dev: $(COMPILED)

run: setup ## the demo district on http://127.0.0.1:$(PORT), in the production server
	@MENHU_DEMO=1 PORT=$(PORT) bin/serve

seed: setup ## make the demo district, without serving it
	@MENHU_DEMO=1 $(BIN)/flask db upgrade && MENHU_DEMO=1 $(BIN)/flask demo seed

test: dev ## every test, on SQLite and on PostgreSQL
	@bin/test

check: dev ## format, lint, types, import contracts, templates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint --lint app/templates --quiet

fix: dev ## let the linters mend what they can
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

lock: dev ## pin the newest versions the .in files allow
	$(BIN)/pip-compile -q --strip-extras --no-emit-index-url --no-emit-find-links requirements.in -o requirements.txt
	$(BIN)/pip-compile -q --strip-extras --no-emit-index-url --no-emit-find-links requirements-dev.in -o requirements-dev.txt

catalogues: dev ## new strings into the catalogues; names what lacks a translation
	$(BIN)/python bin/catalogues
