# What one does with a checkout. Needs Python 3.11 or later, make and, the first time, the network; all it makes is in .venv.
#
#   make run                            open backday; with ARGS: make run ARGS="start dumbbells"
#   make test                           the tests, on all cores; with ARGS: make test ARGS="-k notation -x"
#   make coverage                       the same, and which lines and branches they reach: takes two thirds longer
#                                       all cores are used; ARGS="-n0" for one process
#   make lint                           ruff, mypy, the arrows between the rooms
#   make bench                          what is measured, beside a bare Textual app (Linux)
#   make images                         the pictures of the README, from the running app
#   make clean                          remove what the above made, .venv included
#
# PYTHON=/path/to/python says which Python .venv is made with, VENV=DIR where it is.

VENV ?= .venv
PYTHON ?=
ARGS ?=

CANDIDATES = $(or $(PYTHON),python3 python3.13 python3.12 python3.14 python3.11 python)
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip install -qq --disable-pip-version-check
INSTALLED = $(VENV)/.installed
DEVELOPED = $(VENV)/.developed
TRIED = $(VENV)/.simpleaudio

# A checkout that was moved or copied has an environment that points elsewhere: it is made anew.
MADE_IN := $(shell cat $(INSTALLED) 2>/dev/null)
ifneq ($(or $(MADE_IN),$(CURDIR)),$(CURDIR))
.PHONY: $(BIN)/python $(INSTALLED)
endif

.NOTPARALLEL:
.PHONY: help run test coverage lint bench images clean install dev simpleaudio

help:
	@sed -n 's/^#   //p' Makefile

run: install simpleaudio
	@$(BIN)/backday $(ARGS)

test: dev simpleaudio
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

coverage: dev simpleaudio
	@$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term $(ARGS)

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: install simpleaudio
	@$(BIN)/python -m compileall -q backday_tui
	@$(BIN)/python benchmarks/run.py $(ARGS)

images: dev
	@PYTHONPATH=benchmarks $(BIN)/python docs/make_images.py $(ARGS)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* dist build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

install: $(INSTALLED)

dev: $(DEVELOPED)

$(BIN)/python:
	@chosen=; fault="no Python was found"; \
	for candidate in $(CANDIDATES); do \
	  code=0; \
	  "$$candidate" -c "import sys; sys.version_info < (3, 11) and sys.exit(3); import venv, ensurepip" 2>/dev/null || code=$$?; \
	  case $$code in \
	    0) chosen=$$candidate; break ;; \
	    1) fault="$$candidate can't make an environment (on Debian and Ubuntu: sudo apt install python3-venv)" ;; \
	    3) fault="$$candidate is older than that" ;; \
	  esac; \
	done; \
	if [ -z "$$chosen" ]; then \
	  echo "backday needs Python 3.11 or later: $$fault." >&2; \
	  echo "Where it has another name, say so: make PYTHON=/path/to/python3 run" >&2; \
	  exit 1; \
	fi; \
	echo "Making $(VENV) with $$("$$chosen" --version) ..."; \
	"$$chosen" -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

$(INSTALLED): pyproject.toml | $(BIN)/python
	@echo "Installing backday ..."
	@$(PIP) --editable . || { echo "It could not be installed; what pip says is above. Is there a network?" >&2; exit 1; }
	@$(BIN)/python -m compileall -q backday_tui || true
	@printf '%s' "$(CURDIR)" > $@

$(DEVELOPED): pyproject.toml $(INSTALLED)
	@echo "Installing what the tests and checks need ..."
	@$(PIP) --upgrade "pip>=25.1"
	@$(PIP) --group dev
	@touch $@

# simpleaudio has no wheels for current Pythons. It is tried once, and again when a compiler, Python's headers or ALSA's
# have come; what came of it is in .venv/.simpleaudio.
simpleaudio: $(INSTALLED)
	@found=$$(for tool in cc gcc clang; do command -v $$tool || true; done; \
	  ls /usr/include/alsa/asoundlib.h /usr/include/python3*/Python.h 2>/dev/null || true); \
	[ -f $(TRIED) ] && [ "$$(tail -n +2 $(TRIED))" = "$$found" ] && exit 0; \
	echo "Trying simpleaudio, for the most exact sound ..."; \
	if $(PIP) --editable ".[simpleaudio]" >$(VENV)/simpleaudio.log 2>&1 && $(BIN)/python -c "import simpleaudio" 2>/dev/null; \
	then outcome=installed; \
	else \
	  outcome=without; \
	  instead=$$($(BIN)/python -c "import miniaudio" 2>/dev/null && echo miniaudio || echo "the system's player or the bell"); \
	  case "$$(uname)" in Linux) how="a C compiler, Python's headers and ALSA's, see README.md" ;; *) how="a C compiler" ;; esac; \
	  echo "simpleaudio can't be compiled here: sound comes from $$instead (it wants $$how; details in $(VENV)/simpleaudio.log)."; \
	fi; \
	printf '%s\n%s\n' "$$outcome" "$$found" > $(TRIED)
