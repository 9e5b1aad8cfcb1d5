# LadderQuest: everything that is done by hand more than once.
#
#   make play                                       set up if needed, and open the game
#   make play ARGS="play why-this-way --plain"      the same with arguments
#   make test PYTHON=/opt/python3.12/bin/python3    with a Python of your choice
#
# Only relative paths are used, so a checkout may stand in a folder with spaces in its name.

PYTHON ?=
ARGS ?=
PYTEST_ARGS ?=
# How many processes run the tests. A file's tests stay in one, so that what they share is made once. The files
# come by name: by number of tests, the few long ones would come last, and one process would wait for the other.
WORKERS ?= 2

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
GAME := $(PY) -m ladderquest
FROM := -c constraints.txt --no-build-isolation --editable

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help play test lint format bench bench-ink snapshots pictures wheel constraints clean

help:  ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

play: $(VENV)/.ready  ## open the game; arguments go in ARGS="..."
	@$(GAME) $(ARGS)

test: lint  ## everything that must hold: linters, types, floors, content, tests
	$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

lint: $(VENV)/.ready-dev  ## linters, types, import contracts and the content's own checks
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-logo
	$(GAME) check content

format: $(VENV)/.ready-dev  ## put the code in order (imports, line breaks, what ruff can mend)
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

bench: $(VENV)/.ready-dev  ## measure what the documentation claims
	$(PY) -m benchmarks

bench-ink: $(VENV)/.ready-dev  ## measure the engine against inkjs on the same stories (needs node and npm)
	$(PY) -m benchmarks.against_ink $(ARGS)

snapshots: $(VENV)/.ready-dev  ## renew the pictures of the screens; look at every one before you commit it
	$(PY) -m pytest --snapshot-update $(PYTEST_ARGS)

pictures: $(VENV)/.ready-dev  ## renew the pictures of the documentation from the real app
	$(PY) docs/images/make.py

wheel: $(VENV)/.ready-dev  ## build the wheel and the source archive into dist/
	$(PY) -m build --no-isolation

constraints:  ## renew constraints.txt from a virtual environment made for it
	@$(find_python); \
	room=$$(mktemp -d) && trap 'rm -rf "$$room"' EXIT && \
	"$$python" -m venv "$$room/venv" && \
	"$$room/venv/bin/python" -m pip --disable-pip-version-check --quiet install '.[dev]' && \
	{ sed -n '/^#/p' constraints.txt; \
	  "$$room/venv/bin/python" -m pip --disable-pip-version-check freeze --exclude ladderquest \
	    | LC_ALL=C sort -f; } > "$$room/constraints.txt" && \
	cp "$$room/constraints.txt" constraints.txt && echo "constraints.txt is new; run 'make test' with it."

clean:  ## remove what was built or cached (saves and the virtual environment stay)
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis snapshot_report.html
	find src tests benchmarks -type d -name __pycache__ -prune -exec rm -rf {} +

# A Python that will do: the one asked for, or the first fitting one. Sets $$python, or says what to install.
define find_python
python=; old=; bare=; \
for candidate in $(if $(PYTHON),"$(PYTHON)",python3 python3.14 python3.13 python3.12 python3.11 python); do \
  "$$candidate" -c '' >/dev/null 2>&1 || continue; \
  "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { old=$$candidate; continue; }; \
  "$$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1 || { bare=$$candidate; continue; }; \
  python=$$candidate; break; \
done; \
if [ -z "$$python" ]; then \
  if [ -n "$$bare" ]; then echo "$$bare cannot make virtual environments: install its venv module (on Debian and Ubuntu the package python3-venv) and try again."; \
  elif [ -n "$$old" ]; then echo "$$old is $$("$$old" -c 'import platform; print(platform.python_version())'), and LadderQuest needs Python 3.11 or newer: install one, or name it with PYTHON=/path/to/python3."; \
  elif [ -n "$(PYTHON)" ]; then echo "$(PYTHON) is not a Python that runs: name another one with PYTHON=, or leave it out."; \
  else echo "No Python was found: install Python 3.11 or newer, or name it with PYTHON=/path/to/python3."; fi >&2; \
  exit 1; \
fi
endef

$(PY):
	@$(find_python); \
	echo "Making a virtual environment in $(VENV) with $$("$$python" --version) ..."; \
	"$$python" -m venv --clear $(VENV)

# Reinstalled only when what is to be installed has changed.
$(VENV)/.ready: pyproject.toml constraints.txt | $(PY)
	@echo "Installing LadderQuest (the first time takes a minute) ..."
	@$(PIP) install -c constraints.txt hatchling
	@$(PIP) install $(FROM) .
	@touch $@

$(VENV)/.ready-dev: pyproject.toml constraints.txt | $(PY)
	@echo "Installing LadderQuest with what its tests need (the first time takes a minute or two) ..."
	@$(PIP) install -c constraints.txt hatchling
	@$(PIP) install $(FROM) '.[dev]'
	@touch $(VENV)/.ready $@
