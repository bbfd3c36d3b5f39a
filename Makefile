# Everything runs in .venv, installed from a lock with hashes and again only when that lock has changed. pip comes first,
# so that the locked version installs the rest.
PYTHON ?= python3
PIP = python -m pip install -qq --disable-pip-version-check
LOCKED = --require-hashes -r
SUDO = $(shell test "$$(id -u)" = 0 || echo sudo)
LOCK = .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links --group build

CASES = ../shared/cases

# A server of Spark Connect: sail, or spark, which needs Java. Each has an environment of its own.
SERVER ?= sail

.PHONY: run test cases journeys spark lint docs bench release wheel lock clean

# Start the dashboard.
run: .venv/requirements.stamp
	@.venv/bin/tieout run

# Every test that needs no browser. Where a test has many variants alike it tries a spread of them: VARIANTS=all tries all.
test: .venv/requirements-dev.stamp
	@VARIANTS=$(VARIANTS) .venv/bin/pytest --numprocesses=auto --dist=loadfile

# Small companies whose right answer was worked out on paper, where they are at hand.
cases: .venv/requirements-dev.stamp
	@test ! -d $(CASES) || .venv/bin/python $(CASES)/../tools/check_cases.py --project . --cases $(CASES) --jobs 2 \
		--only $(filter-out README.md,$(notdir $(wildcard $(CASES)/*)))

# What a person does, in a real browser; installs Chromium on Debian where there is none. `PICTURES=yes` keeps a picture
# of every page in build/journeys.
journeys: .venv/requirements-dev.stamp
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
		command -v apt-get >/dev/null || { echo "make journeys needs Chromium: install it, then try again." >&2; exit 1; }; \
		$(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
			chromium fonts-liberation >/dev/null; }
	@PICTURES=$(PICTURES) .venv/bin/pytest tests/journeys --numprocesses=auto --dist=loadfile --no-loadscope-reorder

# Every step of the sample company on another engine, compared with DuckDB.
spark: .venv-$(SERVER)/requirements.stamp
	@.venv-$(SERVER)/bin/pytest tests/spark

# Style, types, imports, plain English, and the locks.
lint: .venv/requirements-dev.stamp
	@.venv/bin/ruff check --quiet
	@.venv/bin/ruff format --check --quiet
	@.venv/bin/mypy --no-error-summary
	@told=$$(.venv/bin/lint-imports --no-logo --no-cache) || { echo "$$told"; exit 1; }
	@PYTHONWARNINGS=ignore .venv/bin/sqlfluff lint sql --processes 2 --disable-progress-bar
	@.venv/bin/python -m tests.house.prose
	@.venv/bin/python -m tests.house.audit

# Write the reference pages: the graph of the models and the data dictionary.
docs: .venv/requirements.stamp
	@.venv/bin/python -m tieout.reference

# What Tieout's work costs at two sizes, next to the same work by hand; takes a while.
bench: .venv/requirements-dev.stamp
	@.venv/bin/python -m benchmarks

# Release the version in pyproject.toml: a SQL file that is listed never changes again, its next version stands beside it.
# A company as this version writes it is kept, so that tests can show that every later version reads it.
release: .venv/requirements.stamp
	@.venv/bin/python -c 'from close.rules.released import release; print(release(), "rules added to sql/released.txt")'
	@.venv/bin/python -m tests.store.kept_release

# Write dist/tieout-VERSION-py3-none-any.whl: the whole program, which pip, pipx and uvx install without a checkout.
wheel: .venv/requirements.stamp
	@rm -rf build dist
	@.venv/bin/python -m pip wheel -qq --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .
	@rm -rf build *.egg-info
	@ls dist/*.whl

# Pin what pyproject.toml asks for; `make lock UPGRADE=--upgrade` also takes newer versions of what that needs.
lock: .venv/requirements-dev.stamp
	@$(LOCK) $(UPGRADE) --output-file requirements.lock
	@$(LOCK) $(UPGRADE) --group dev --extra assistant --constraint requirements.lock --output-file requirements-dev.lock
	@$(LOCK) $(UPGRADE) --group sail --extra spark --constraint requirements.lock --output-file requirements-sail.lock
	@$(LOCK) $(UPGRADE) --group spark --constraint requirements.lock --output-file requirements-spark.lock

# Forget the environment and all caches; landed exports stay.
clean:
	@rm -rf .venv .venv-* .pytest_cache .ruff_cache .mypy_cache .hypothesis build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/%.stamp: %.lock | .venv/bin/python
	@echo "Installing the packages of $< into .venv, which takes a minute or two and is done only once"
	@sed -n '/^pip==/,/[^\\]$$/p' $< >.venv/pip.lock
	@.venv/bin/$(PIP) $(LOCKED) .venv/pip.lock
	@.venv/bin/$(PIP) $(LOCKED) $<
	@.venv/bin/$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv-%/requirements.stamp: requirements-%.lock
	@echo "Installing $< into .venv-$*"
	@$(PYTHON) -m venv .venv-$*
	@sed -n '/^pip==/,/[^\\]$$/p' $< >.venv-$*/pip.lock
	@.venv-$*/bin/$(PIP) $(LOCKED) .venv-$*/pip.lock
	@.venv-$*/bin/$(PIP) $(LOCKED) $<
	@touch $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; ok = sys.version_info >= (3, 11); \
	sys.exit(not ok and "Tieout needs Python 3.11 or newer, this is %d.%d. Try: make PYTHON=python3.12" % sys.version_info[:2])'
	@echo "Making a Python environment in .venv"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }
