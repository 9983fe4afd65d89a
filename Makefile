# make serve | test | lint | build | bench | messages | lock
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
# What tests and tools need, and what serving alone needs: the one holds the other.
STAMP := .venv/.installed
SERVING := .venv/.serving
SCRIPTS := endpoint/static/build/manifest.json
export PYTHONDONTWRITEBYTECODE =

.PHONY: serve test lint build bench messages lock clean

serve: $(SERVING) $(SCRIPTS)
	$(BIN)/urbsol serve --port $(PORT)

build: $(SERVING)
	$(BIN)/urbsol build

# Three processes on two cores: tests wait a third of their time, for limits, processes and browsers.
test: $(STAMP) $(SCRIPTS)
	$(BIN)/python -m pytest -n 3 --dist loadgroup

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/urbsol lint

bench: $(STAMP)
	$(BIN)/python -m pip install -q --require-hashes -r requirements-bench.txt
	$(BIN)/python -m tests.benchmarks

# Brings the catalogues of messages in step with templates and code; says what is not translated.
messages: $(STAMP)
	$(BIN)/python -m endpoint.languages.messages $(if $(FILL),--fill $(FILL))

PIP := $(BIN)/python -m pip install -q --disable-pip-version-check
define INSTALL
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r $<
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@
endef

$(SERVING): requirements.txt pyproject.toml
	$(INSTALL)

$(STAMP): requirements-dev.txt pyproject.toml
	$(INSTALL)
	touch $(SERVING)

# What makes pages livelier; where npm cannot be reached the site is served without.
$(SCRIPTS): $(wildcard endpoint/frontend/*.json endpoint/frontend/*.ts endpoint/frontend/src/*.ts endpoint/frontend/src/*/*.ts) | $(SERVING)
	sh endpoint/frontend/build.sh $(BIN)/python

# Needs uv (pip install uv); writes the hash-locked requirements from pyproject.toml.
UV ?= uv
lock:
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra install pyproject.toml -o requirements.txt
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra dev --extra cluster pyproject.toml -o requirements-dev.txt
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra dev --extra cluster --extra bench pyproject.toml -o requirements-bench.txt
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --no-emit-package docopt --no-emit-package setuptools tests/clients/requirements.in -o tests/clients/requirements.txt

clean:
	rm -rf .venv .cache releases endpoint/frontend/node_modules endpoint/static/build
