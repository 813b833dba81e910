# Every command of the project. `make help` lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
PY := $(BIN)/python
BASE_PYTHON := $(shell for p in python3.13 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' >/dev/null 2>&1 && echo $$p && break; done)
export PATH := $(CURDIR)/$(BIN):$(PATH)
export NO_MKDOCS_2_WARNING := 1
IN = $(if $(filter command line,$(origin LANG)),--lang $(LANG)) # a shell has a LANG of its own, "de_DE.UTF-8"

.PHONY: help setup words serve build preview audit release test check lint bench fuzz fuzz-browser lock clean browser servers l10n l10n-diff l10n-start l10n-stamp l10n-check readability spelling

help: ## List the commands
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{printf "make %-10s %s\n", $$1, $$2}'

setup: .venv/ready node_modules/ready ## Set up everything in this folder (the others do it first)

.venv/ready: requirements.lock
	@test -n "$(BASE_PYTHON)" || { echo "Postlotse needs Python 3.13: install it from python.org or with pyenv, then try again."; exit 1; }
	$(BASE_PYTHON) -m venv --clear .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

node_modules/ready: package.json package-lock.json .venv/ready
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

serve: setup ## Serve the site on 127.0.0.1:8000 with live reload (BUILD_ONLY_LOCALE=de for one language)
	@$(PY) -m tools.site serve

build: setup ## Write site/, ready for any static host
	$(PY) -m tools.site build

preview: build ## Serve site/ as it is shipped, headers and compression included, on 127.0.0.1:8080
	@$(PY) -m tools.hosting preview

audit: build browser ## Hold the site against Lighthouse, axe and its own policy (minutes; PAGES="home bounce" for less, PAGES=--all for every page)
	@$(PY) -m tools.audit $(PAGES)
	@$(PY) -m tools.audit.browsers
	ENDURANCE=100 $(PY) -m pytest -n 2 --dist loadgroup -m thorough

release: build ## Write dist/: the archive, its checksums, the bill of materials, configurations for hosts
	@$(PY) -m tools.hosting release

test: setup lint browser servers build ## Everything that must pass
	$(PY) -m pytest -n 3 --dist loadgroup -m "not thorough"

words: setup ## Compile catalogues and code pages for the checkers
	$(PY) -m tools.site words

check: words ## The fast part of the tests
	$(PY) -m pytest -q -n 2 --dist loadgroup -m "not browser and not pyodide"

lint: setup ## Style, types, catalogues
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	npx --no-install tsc --project overrides/assets/shell
	npx --no-install tsc --project tools/offline/worker
	$(PY) -m tools.strings check
	$(PY) -m tools.l10n check

l10n: .venv/ready ## Say what is translated, stale, missing (JSON=1)
	@$(PY) -m tools.l10n state $(if $(JSON),--json)

l10n-diff: .venv/ready ## Show how the English changed since the translation (PAGE=authentication/spf LANG=de; all without PAGE)
	@$(PY) -m tools.l10n diff $(PAGE) $(IN)

l10n-start: .venv/ready ## Begin a translation (PAGE=authentication/spf LANG=de), or a language's catalogues (LANG=fr)
	@$(PY) -m tools.l10n start $(PAGE) $(IN)

l10n-stamp: .venv/ready ## Note that a translation matches its English (PAGE=authentication/spf LANG=de SECTION=lookups, or ALL=1)
	@$(PY) -m tools.l10n stamp $(PAGE) $(IN) $(if $(SECTION),--section $(SECTION)) $(if $(ALL),--all)

l10n-check: .venv/ready ## Check ids, links, code, placeholders and forbidden words of every translation (PAGE= LANG= for less)
	@$(PY) -m tools.l10n check $(PAGE) $(IN)

readability: .venv/ready ## Say how hard each page is to read (TOP=10 for the hardest)
	@$(PY) -m tools.readability $(TOP)

spelling: .venv/ready ## Look for misspelt words (needs Hunspell with British English and German)
	@$(PY) -m tools.spelling

bench: build browser ## Measure reading, evaluation and the runtime (minutes, on a quiet machine; SECTIONS="reading spf")
	$(PY) -m bench $(SECTIONS)

fuzz: words ## Look for inputs that break a check (FUZZ_SECONDS=600)
	@$(PY) -m tests.fuzz

fuzz-browser: build browser ## Put 10,000 hostile inputs through the real widgets in Chromium (minutes)
	@$(PY) -m tests.fuzz.browser

browser: setup
	@$(PY) -m tools.browser

servers: setup
	@$(PY) -m tools.programs nsd dnsdist nginx caddy || true # the tests that need it say that they were skipped

lock: .venv/ready ## Renew requirements.lock from pyproject.toml
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --quiet \
		--custom-compile-command "make lock" --output-file requirements.lock

clean: ## Remove what was built, keep what was installed
	rm -rf build site .cache checkers/locale/*.json
