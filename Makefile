# Works with GNU make 3.81, which macOS has.
# PYTHON makes the virtual environment VENV once; from then on everything runs with VENV's Python.
PYTHON ?= python3
VENV := .venv
OLDEST := $(shell sed -n 's/^requires-python = ">=\([0-9.]*\)"/\1/p' pyproject.toml)

IN_VENV := $(VENV)/bin/python
# An editable install knows its folder by name: one that was moved is installed again.
FOLDER := $(shell pwd | cksum | cut -d ' ' -f 1)
LAB := $(VENV)/.installed-lab-$(FOLDER)
TEST := $(VENV)/.installed-test-$(FOLDER)
LINT := $(VENV)/.installed-lint-$(FOLDER)
BENCH := $(VENV)/.installed-bench-$(FOLDER)

# Jupyter and IPython keep their files here, and neither read nor change those of the user: a
# startup file would change what notebooks print, and a kernel that was installed elsewhere under
# the name "python3" would run them without checker_lab.
OWN := .jupyter_lab
export IPYTHONDIR := $(CURDIR)/$(OWN)/ipython
export JUPYTER_CONFIG_DIR := $(CURDIR)/$(OWN)/config
export JUPYTER_DATA_DIR := $(CURDIR)/$(OWN)/data
export JUPYTER_RUNTIME_DIR := $(CURDIR)/$(OWN)/runtime
export JUPYTER_PATH :=
NO_NEWS := $(OWN)/config/labconfig/page_config.json

# Without a screen Python may find a browser of the terminal, which would hide the address.
SCREEN := $(BROWSER)$(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname -s))
LAB_OPTIONS := --log-level=WARN --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb \
	$(if $(SCREEN),,--no-browser) $(if $(filter 0,$(shell id -u)),--allow-root)

# The notebooks are stored as one finds them who has not done any exercise yet.
NO_PROGRESS := CHECKER_LAB_PROGRESS=

NBVAL_OPTIONS := --nbval --nbval-current-env --nbval-cell-timeout=30

# Many tests wait: two files at a time, the browser's first, take little more than half as long.
SIDE_BY_SIDE := -p tests.side_by_side --numprocesses=2 --no-loadscope-reorder

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: lab test test-fast deep free-threaded bench soak lint format notebooks clean help

lab: $(LAB) $(NO_NEWS) | $(OWN)/ipython ## open the notebooks in JupyterLab
	@echo 'JupyterLab starts; Control-C, then y, ends it.'
	@$(IN_VENV) -m jupyterlab $(LAB_OPTIONS)

test: $(TEST) | $(OWN)/ipython ## run all tests, and all notebooks against their stored outputs
	$(NO_PROGRESS) $(IN_VENV) -m pytest $(SIDE_BY_SIDE) $(NBVAL_OPTIONS) tests notebooks

test-fast: $(TEST) | $(OWN)/ipython ## run the tests without the notebooks
	$(IN_VENV) -m pytest $(SIDE_BY_SIDE)

deep: $(TEST) ## run the long tests: all schedules, storms of a minute, all learners; half an hour
	$(IN_VENV) -m pytest -m deep

free-threaded: ## run the checkers, storms and schedules on a Python without a GIL, if there is one
	@FREE_THREADED='$(FREE_THREADED)' bash .ci/free_threaded

bench: $(BENCH) ## measure the checkers beside bare tools and other libraries: ten minutes
	$(IN_VENV) -m benchmarks

soak: $(BENCH) ## let both checkers run for ten minutes, and for a day in seconds: is all flat?
	$(IN_VENV) -m benchmarks.soak

lint: $(LINT) ## check the format, the style and the types
	$(IN_VENV) -m ruff format --check .
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m mypy

format: $(LINT) ## format the code, and fix what ruff can
	$(IN_VENV) -m ruff check --fix .
	$(IN_VENV) -m ruff format .

notebooks: $(LAB) | $(OWN)/ipython ## run all notebooks and store them with their outputs
	$(NO_PROGRESS) $(IN_VENV) -m nbconvert --to notebook --inplace --execute --coalesce-streams \
		--ExecutePreprocessor.timeout=30 --ExecutePreprocessor.record_timing=False \
		--ExecutePreprocessor.store_widget_state=False \
		notebooks/*.ipynb
	$(IN_VENV) -m tests.lessons.exercises.store

clean: ## remove all that these commands have made, the virtual environment too
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
	@echo 'Installing checker_lab[$(EXTRAS)] into $(VENV): a minute or two, this once.'
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check --editable '.[$(EXTRAS)]'
	@touch $@

# JupyterLab would ask whether to fetch news and updates; here it needs no network. And nbgrader, which
# comes with the tests, would show a learner the menus of a teacher.
$(NO_NEWS):
	@mkdir -p $(@D)
	@echo '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true,' \
		'"@jupyter/nbgrader": true, "@jupyter-notebook/lab-extension": true}}' > $@

$(OWN)/ipython:
	@mkdir -p $@

# Without pip it is there at once or not at all, so a Control-C leaves no half of one.
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

# A Python that was asked for and is not used would be a test of the wrong one.
ifeq ($(origin PYTHON) $(wildcard $(IN_VENV)),command line $(IN_VENV))
ifneq ($(shell '$(PYTHON)' --version 2>&1),$(shell $(IN_VENV) --version 2>&1))
$(error $(VENV) has $(shell $(IN_VENV) --version), not that of $(PYTHON): add VENV=.venv-other)
endif
endif
