# make help lists what can be done. Everything here is one plain command; see the README for those without make.

PYTHON ?= python3
VENV ?= .venv
RUN := $(VENV)/bin/python

.PHONY: help site serve check release publish test audit bench format lock clean
.DEFAULT_GOAL := help

help: ## list these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 18

site: $(VENV)/.site ## build a preview of the site and say where it is
	@$(RUN) -m scripts site

serve: $(VENV)/.site ## preview at a local address, following every edit
	@$(RUN) -m scripts serve

check: $(VENV)/.site ## check the records alone
	@$(RUN) -m scripts check

release: $(VENV)/.site ## freeze the records under today's date
	@$(RUN) -m scripts release

publish: $(VENV)/.site ## build the folder to upload; needs SITE_URL
	@$(RUN) -m scripts publish

test: $(VENV)/.test ## run every check: format, lint, types, tests, browser
	@$(VENV)/bin/ruff format --check scripts tests
	@$(VENV)/bin/ruff check scripts tests
	@$(VENV)/bin/mypy
	@$(RUN) -m pytest

audit: $(VENV)/.test ## check the built site with the W3C HTML checker and Lighthouse (needs Java and Node)
	@$(RUN) -m tests.audit

bench: $(VENV)/.bench ## measure charts, builds and releases beside other tools
	@$(RUN) -m tests.bench

format: $(VENV)/.test ## format the code
	@$(VENV)/bin/ruff format scripts tests
	@$(VENV)/bin/ruff check --fix scripts tests

clean: ## remove everything that was built
	rm -rf site public .cache $(VENV) docs/en/* docs/vi/* data/schemas

$(VENV)/.venv:
	@echo "Creating the environment in $(VENV)/ …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.site: requirements.txt $(VENV)/.venv
	@echo "Installing what the site needs …"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.site
	@echo "Installing what the tests need …"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-test.txt
	@touch $@

$(VENV)/.bench: requirements-bench.txt $(VENV)/.test
	@echo "Installing what the benchmarks need …"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.txt
	@touch $@

lock: ## write the exact versions of all dependencies anew, with hashes (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --extra test -c requirements.txt pyproject.toml -o requirements-test.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --extra bench -c requirements.txt pyproject.toml -o requirements-bench.txt
