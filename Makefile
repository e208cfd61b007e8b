# Developers' errands. Running and testing are ./run and ./test, which need no make.
PYTHON = .venv/bin/python

.PHONY: run test lint format lock bench soak mutants ways screenshots pages icons words sbom

run:
	./run

test:
	./test

lint:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports --no-cache
	.venv/bin/mypy
	.venv/bin/djlint templates --lint --quiet
	.venv/bin/djangofmt --check templates
	node_modules/.bin/eslint .

format:
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	.venv/bin/djangofmt templates

# One lock for Python 3.11 to 3.14, with hashes; read the diff before committing it.
lock:
	.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements.txt -o requirements.lock
	.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements-test.txt -c requirements.lock -o requirements-test.lock
	npm install --package-lock-only --ignore-scripts

icons:
	$(PYTHON) tools/build_sprite.py

# The portal's words for Django's own texts, after a change of their list; needs gettext.
words:
	msgfmt -c -o papi_portal/locale/vi/LC_MESSAGES/django.mo papi_portal/locale/vi/LC_MESSAGES/django.po

bench:
	$(PYTHON) -m bench.run

# Only bench/bench_*soak*.py: those that kill processes again and again and look for lost or doubled work.
soak:
	$(PYTHON) -m bench.run soak

# Wrong changes of the modules that decide (tools/mutants/targets.py): how many does a test notice? Up to an hour.
mutants:
	nice -n 10 $(PYTHON) -m tools.mutants

# Through which modules an entry and a signature go, and how often from one to another.
ways:
	PAPI_TEST_DB=sqlite $(PYTHON) -m pytest -n0 -q -s tools/tests/test_ways.py tools/tests/ways_of_papers.py

# The pictures of the guide (static/guide) and of the README, from a portal with fresh demo data; run before a release
# and after a change of a page they show.
screenshots:
	$(PYTHON) -m tools.screenshots

# Every page of every role of a portal that runs with the demo's data: broken links, weight, the W3C's HTML checker, axe
# at both widths, Lighthouse. PAGES=http://localhost:8000
PAGES ?= http://localhost:8000
pages:
	npm install --silent --no-audit --no-fund --prefix var/pages vnu-jar@26.9.27 lighthouse@12
	$(PYTHON) -m tools.pages $(PAGES) links html axe lighthouse

# Every package with its licence as CycloneDX in var/sbom.json; what is known to be broken, where an index can be asked.
sbom:
	$(PYTHON) -m tools.sbom
