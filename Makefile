# make serve | test | lint | build | bench | messages | lock
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
STAMP := .venv/.installed
SCRIPTS := endpoint/static/build/manifest.json
export PYTHONDONTWRITEBYTECODE =

.PHONY: serve test lint build bench messages lock clean

serve: $(STAMP) $(SCRIPTS)
	$(BIN)/urbsol serve --port $(PORT)

build: $(STAMP)
	$(BIN)/urbsol build

test: $(STAMP) $(SCRIPTS)
	$(BIN)/python -m pytest -n 2 --dist loadgroup

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

$(STAMP): requirements-dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# What makes pages livelier; where npm cannot be reached the site is served without.
$(SCRIPTS): $(STAMP) $(wildcard endpoint/frontend/*.json endpoint/frontend/*.ts endpoint/frontend/src/*.ts endpoint/frontend/src/*/*.ts)
	sh endpoint/frontend/build.sh $(BIN)/python

# Needs uv (pip install uv); writes the hash-locked requirements from pyproject.toml.
UV ?= uv
lock:
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.txt
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra dev --extra cluster pyproject.toml -o requirements-dev.txt
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra dev --extra cluster --extra bench pyproject.toml -o requirements-bench.txt

clean:
	rm -rf .venv .cache releases endpoint/frontend/node_modules endpoint/static/build
