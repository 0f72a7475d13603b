# What one does here. `make` alone lists it.

PORT ?= 8000
VENV := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test bench load lint format lock vendor

help: ## Say what there is to make
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 15

run: export DEBUG = 1
run: export PYTHONUNBUFFERED = 1
run: ## Serve the site with the demo schools on http://localhost:8000 (PORT and DATABASE_URL may say otherwise)
	@bin/venv requirements.txt
	@mkdir -p var
	@$(VENV)/python manage.py migrate --verbosity 0
	@$(VENV)/python manage.py createcachetable --verbosity 0
	@$(VENV)/python manage.py seed_demo
	@echo
	@echo "Handreiking: http://localhost:$(PORT)/   (Ctrl-C stops it)"
	@echo
	@$(VENV)/python manage.py runserver $(PORT)

test: ## Run the whole suite on SQLite, and on PostgreSQL what a database can change (ARGS goes to pytest: make test ARGS=tests/schools)
	@bin/venv requirements-dev.txt
	@bin/test $(ARGS)

bench: ## Measure on PostgreSQL and write docs/performance.md (ONLY=pages,saving for parts; SIZE=1 for the whole country)
	@bin/venv requirements-dev.txt
	@bin/deployable collectstatic --no-input --verbosity 0
	@DURABLE=1 bin/with-postgres $(VENV)/python -m tests.benchmarks --only "$(ONLY)" --size $(or $(SIZE),0.1)

load: ## Let a hundred people fill in one round, and kill servers meanwhile (docs/load.md; half an hour)
	@bin/venv requirements-dev.txt
	@bin/deployable collectstatic --no-input --verbosity 0
	@$(VENV)/python -m tests.benchmarks.load

lint: ## Check style, types, layers, templates, migrations and deployment settings; changes nothing
	@bin/venv requirements-dev.txt
	@bin/lint

format: ## Put Python and templates in the form that lint asks for
	@bin/venv requirements-dev.txt
	@$(VENV)/ruff check --fix --quiet . || true
	@$(VENV)/ruff format --quiet .
	@find templates -name '*.html' -exec $(VENV)/djade --target-version 5.2 {} +

lock: export UV_CUSTOM_COMPILE_COMMAND = make lock
lock: ## Pin the dependencies of pyproject.toml again (needs uv; UPGRADE=1 takes the newest)
	@uv pip compile $(if $(UPGRADE),--upgrade) --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links pyproject.toml --output-file requirements.txt
	@uv pip compile $(if $(UPGRADE),--upgrade) --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links pyproject.toml --extra saml --constraint requirements.txt \
	  --output-file requirements-saml.txt
	@uv pip compile $(if $(UPGRADE),--upgrade) --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links pyproject.toml --extra saml --group dev \
	  --constraint requirements-saml.txt --output-file requirements-dev.txt

vendor: ## Copy the front-end files that package.json pins to their places (needs npm; running the site does not)
	@bin/vendor
