# Works with GNU make 3.81, which macOS has.
# PYTHON creates the virtual environment VENV once; after that everything runs with VENV's Python.
PYTHON ?= python3
VENV := .venv
OLDEST := $(shell sed -n 's/^requires-python = ">=\([0-9.]*\)"/\1/p' pyproject.toml)

IN_VENV := $(VENV)/bin/python
# An editable install knows its folder by its path: after a move it is installed again.
FOLDER := $(shell pwd | cksum | cut -d ' ' -f 1)
LAB := $(VENV)/.installed-lab-$(FOLDER)
TEST := $(VENV)/.installed-test-$(FOLDER)
LINT := $(VENV)/.installed-lint-$(FOLDER)
BENCH := $(VENV)/.installed-bench-$(FOLDER)

# Many tests wait: two files at a time take little more than half as long as one.
SIDE_BY_SIDE := -p tests.side_by_side --numprocesses=2 --no-loadscope-reorder

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: lab test test-fast deep free-threaded bench soak lint format notebooks clean help

lab: $(LAB) ## open the notebooks in JupyterLab
	@$(IN_VENV) -m checker_lab lessons notebooks

test: $(TEST) ## run all tests, and all notebooks against their stored outputs
	$(IN_VENV) -m pytest $(SIDE_BY_SIDE) --nbval tests notebooks

test-fast: $(TEST) ## run the tests without the notebooks
	$(IN_VENV) -m pytest $(SIDE_BY_SIDE)

deep: $(TEST) ## run the long tests: all schedules, storms of a minute, all learners; half an hour
	$(IN_VENV) -m pytest $(SIDE_BY_SIDE) -m deep

free-threaded: ## run the checkers, storms and schedules on a Python without a GIL, if there is one
	@FREE_THREADED='$(FREE_THREADED)' bash .ci/free_threaded

bench: $(BENCH) ## compare the checkers with bare tools and other libraries: ten minutes
	$(IN_VENV) -m benchmarks

soak: $(BENCH) ## run both checkers for ten minutes and for a simulated day, and look for leaks
	$(IN_VENV) -m benchmarks.soak

lint: $(LINT) ## check the format, the style and the types
	$(IN_VENV) -m ruff format --check .
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m mypy

format: $(LINT) ## format the code, and fix what ruff can
	$(IN_VENV) -m ruff check --fix .
	$(IN_VENV) -m ruff format .

# The settings of checker_lab/lessons/jupyter.py, and no exercise done.
OWN := $(CURDIR)/.jupyter_lab
notebooks: export IPYTHONDIR := $(OWN)/ipython
notebooks: export JUPYTER_CONFIG_DIR := $(OWN)/config
notebooks: export JUPYTER_DATA_DIR := $(OWN)/data
notebooks: export JUPYTER_RUNTIME_DIR := $(OWN)/runtime
notebooks: export JUPYTER_PATH :=
notebooks: export CHECKER_LAB_PROGRESS :=
notebooks: export CHECKER_LAB_QUIET := 1
notebooks: $(LAB) ## run all notebooks, in both languages, and store them with their outputs
	@mkdir -p $(IPYTHONDIR)
	$(IN_VENV) -m nbconvert --to notebook --inplace --execute \
		--ExecutePreprocessor.timeout=30 --ExecutePreprocessor.record_timing=False \
		--ExecutePreprocessor.store_widget_state=False \
		notebooks/*.ipynb notebooks/ru/*.ipynb
	$(IN_VENV) -m tests.lessons.exercises.store

clean: ## remove everything these commands created, including the virtual environment
	if [ -f $(VENV)/pyvenv.cfg ]; then rm -rf $(VENV); fi
	rm -rf $(OWN) .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist
	find . -name __pycache__ -prune -exec rm -rf {} +

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

$(LAB): EXTRAS := lab
$(TEST): EXTRAS := lab,test
$(LINT): EXTRAS := lab,test,lint
$(BENCH): EXTRAS := bench
$(LAB) $(TEST) $(LINT) $(BENCH): pyproject.toml $(IN_VENV)
	@$(IN_VENV) -m pip --version > /dev/null 2>&1 || $(IN_VENV) -m ensurepip > /dev/null
	@echo 'Installing checker_lab[$(EXTRAS)] into $(VENV), which takes a minute or two, once.'
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check --editable '.[$(EXTRAS)]'
	@touch $@

# Without pip the environment is complete immediately, so a Control-C leaves no half of one.
$(IN_VENV):
	@command -v '$(PYTHON)' > /dev/null || { echo '$(PYTHON) was not found: install' \
		'Python $(OLDEST) or newer, or name one: make PYTHON=/path/to/python3' >&2; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit("%d.%02d" % sys.version_info[:2] < "$(OLDEST)")' || { \
		echo "$(PYTHON) is $$('$(PYTHON)' --version 2>&1), and Python $(OLDEST) or newer is" \
		'needed: install it, or name one: make PYTHON=/path/to/python3' >&2; exit 1; }
	@'$(PYTHON)' -c 'import ensurepip, venv' 2> /dev/null || { echo '$(PYTHON) has no venv or no' \
		'ensurepip: install them (Debian, Ubuntu: apt install python3-venv)' >&2; exit 1; }
	@if [ -f $(VENV)/pyvenv.cfg ]; then rm -rf $(VENV); fi
	'$(PYTHON)' -m venv --without-pip $(VENV)

# If you name a Python and VENV has another one, the wrong one would be tested.
ifeq ($(origin PYTHON) $(wildcard $(IN_VENV)),command line $(IN_VENV))
ifneq ($(shell '$(PYTHON)' --version 2>&1),$(shell $(IN_VENV) --version 2>&1))
$(error $(VENV) has $(shell $(IN_VENV) --version), not that of $(PYTHON): add VENV=.venv-other)
endif
endif
