# Two commands: `make demo` and `make test`. Both build .venv from the locked requirements with the machine's python3.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo serve test cover check lock clean bench-truth bench-honesty bench-every-start bench-effect-speed bench-threats bench-lint bench-portfolio bench-pdf bench-ledger bench-interop bench-worth bench-worth-speed bench-door-reading bench-regret bench-kpi bench-ingest bench-crash calibrate schema

demo: $(VENV)/run.stamp
	@$(BIN)/retour demo --pdfs build

serve: $(VENV)/run.stamp
	@$(BIN)/retour serve

test: $(VENV)/dev.stamp
	@tests/install_tools.sh
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports --no-cache && $(BIN)/mypy
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations=40

# The lines that no test goes through. Counting them doubles the time of the tests.
cover: $(VENV)/dev.stamp
	@tests/install_tools.sh
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered

check: $(VENV)/dev.stamp
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports --no-cache && $(BIN)/mypy

bench-truth: $(VENV)/dev.stamp
	@$(BIN)/python benches/truth.py

# The file of series where nothing happened that the constants are learned from (format: docs/reference/effect.md).
SERIES ?= ../shared/data/series/placebos.parquet
calibrate: $(VENV)/dev.stamp
	@$(BIN)/python benches/calibrate.py $(SERIES) --write

bench-honesty: $(VENV)/dev.stamp
	@$(BIN)/python benches/honesty.py --series $(SERIES)

bench-every-start: $(VENV)/dev.stamp
	@OMP_NUM_THREADS=1 $(BIN)/python benches/every_start.py --series $(SERIES)

bench-effect-speed: $(VENV)/dev.stamp
	@$(BIN)/python benches/effect_speed.py

bench-first-look: $(VENV)/dev.stamp
	@$(BIN)/python benches/first_look.py

bench-threats: $(VENV)/dev.stamp
	@$(BIN)/python benches/threats.py

# A folder of Make blueprints and n8n exports; the labels are counted where the labelled files are there.
SCENARIOS ?= ../shared/data/scenarios
bench-lint: $(VENV)/dev.stamp
	@$(BIN)/python benches/lint.py $(SCENARIOS)

bench-portfolio: $(VENV)/dev.stamp
	@$(BIN)/python benches/portfolio.py

bench-pdf: $(VENV)/dev.stamp
	@$(BIN)/python benches/pdf.py

bench-ledger: $(VENV)/dev.stamp
	@$(BIN)/python benches/ledger.py

bench-interop: $(VENV)/dev.stamp
	@OMP_NUM_THREADS=1 $(BIN)/python benches/interop.py

bench-worth: $(VENV)/dev.stamp
	@$(BIN)/python benches/worth_coverage.py --series $(SERIES)

bench-worth-speed: $(VENV)/dev.stamp
	@OMP_NUM_THREADS=1 $(BIN)/python benches/worth_speed.py

bench-door-reading: $(VENV)/dev.stamp
	@$(BIN)/python benches/door_reading.py

bench-kpi: $(VENV)/dev.stamp
	@OMP_NUM_THREADS=1 $(BIN)/python benches/kpi.py

bench-regret: $(VENV)/dev.stamp
	@OMP_NUM_THREADS=1 $(BIN)/python benches/regret.py

# Senders: wrk where it is installed (Debian: apt-get install wrk), else one of ours, which is slower.
bench-ingest: $(VENV)/dev.stamp
	@$(BIN)/python benches/ingest.py

bench-crash: $(VENV)/dev.stamp
	@$(BIN)/python benches/crash.py

schema: $(VENV)/run.stamp
	@$(BIN)/retour schema --out docs/reference/schema

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "retour: setting up .venv (about a minute, once)" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

lock: $(VENV)/dev.stamp
	@$(BIN)/pip-compile --quiet --no-strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-find-links --extra web --extra pdf --extra ai --extra otlp --output-file requirements.txt pyproject.toml requirements.in
	@$(BIN)/pip-compile --quiet --no-strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-find-links --extra web --extra pdf --extra ai --extra otlp --extra dev --output-file requirements-dev.txt pyproject.toml requirements.in

clean:
	rm -rf $(VENV) build dist src/*.egg-info
