# Everything a newcomer needs: `make demo` and `make test`.
.DEFAULT_GOAL := help
PYTHON ?= python3

.PHONY: help install tools docs sbom dist audit demo test soak traps client screenshots lint clean
.PHONY: bench bench-plans bench-commits bench-committers bench-deadline bench-memory bench-growth bench-peers bench-quotes bench-telemetry bench-explain bench-replan bench-scenarios bench-season bench-http bench-shadow bench-console bench-switch bench-scale bench-noisy bench-mixed bench-all

help: ## Show the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

install: .venv/.installed ## Make .venv with everything the project needs

.venv/.installed: pyproject.toml uv.lock
	@bin/bootstrap $(PYTHON)
	@touch $@

tools: .venv/.tools ## Also what checks files of deployment, makes docs and audits

.venv/.tools: .venv/.installed
	@bin/bootstrap $(PYTHON) --group tools
	@touch $@

demo: install ## Plan a real-shaped Saturday and open the service (ARGS=--once to exit after planning)
	@.venv/bin/maitred demo $(ARGS)

test: install tools ## Run every test, as CI does
	@bin/test $(ARGS)

soak: install ## Crash, cut, fill, starve and mislead services and databases for two hours, and look for what got lost
	MAITRED_SOAK_SECONDS=600 .venv/bin/pytest -s --timeout 0 tests/concurrency tests/integration/test_boundaries.py tests/contract tests/security

traps: install ## Take the handling of every trap out in turn; the tests have to notice (five minutes)
	.venv/bin/python -m tests.take_out_traps $(ARGS)

client: install ## Write the OpenAPI document and the typed client of it again
	.venv/bin/python -m client.document
	.venv/bin/python -m client.generate

screenshots: install ## Take the pictures of docs/how-to/console.md again, from the demo in Chromium (a minute)
	.venv/bin/python -m docs.screenshots

docs: tools ## Make the site of the documentation in artifacts/docs, strictly
	.venv/bin/mkdocs build --strict

sbom: install ## Write the bill of materials of a release (CycloneDX) to artifacts/maitred.cdx.json
	@bin/sbom artifacts/maitred.cdx.json

dist: install ## Build sdist and wheel into dist/, install them elsewhere and try them (ARGS=v1.2.3: for that tag)
	@bin/dist $(ARGS)

audit: tools ## Look for known vulnerabilities in what is locked (ARGS=--strict: no answer is a failure, too)
	@bin/audit $(ARGS)

lint: install ## Formatting, style, types and the import rules
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

bench: install ## Measure plans and commits into benchmarks/results.md and README (15 min)
	.venv/bin/python -m benchmarks.run --seeds 1,2,3
	.venv/bin/python -m benchmarks.run --seeds 1,2,3 --only large --budget 60

bench-plans: install ## Plans and commits on seed 1 only (two minutes)
	.venv/bin/python -m benchmarks.run $(ARGS)

bench-commits: install ## Commits of 160 and 500 bookings beside bare calls (one minute)
	.venv/bin/python -m benchmarks.commits $(ARGS)

bench-committers: install ## Sixteen committers of single bookings under kill -9 (two minutes)
	.venv/bin/python -m benchmarks.committers $(ARGS)

bench-deadline: install ## Overrun under load, and solvers that hang (eight minutes)
	.venv/bin/python -m benchmarks.deadline $(ARGS)

bench-memory: install ## Memory over 500 solves, and of one xl day (five minutes)
	.venv/bin/python -m benchmarks.memory
	.venv/bin/python -m benchmarks.memory --xl

bench-growth: install ## Time to a gap of 1 % by size (five minutes)
	.venv/bin/python -m benchmarks.growth $(ARGS)

bench-peers: install ## Bars beside plain engines and others (ten minutes)
	.venv/bin/python -m benchmarks.peers $(ARGS)

bench-quotes: install ## Quotes rung by rung (three minutes)
	.venv/bin/python -m benchmarks.quotes $(ARGS)

bench-http: install ## Quotes and choices over HTTP, one by one and 64 at once (five minutes)
	.venv/bin/python -m benchmarks.http $(ARGS)

bench-telemetry: install ## Quotes with all telemetry and with none (two minutes)
	.venv/bin/python -m benchmarks.telemetry $(ARGS)

bench-shadow: install ## What a request pays for its restaurant being in shadow (three minutes)
	.venv/bin/python -m benchmarks.shadow $(ARGS)

bench-explain: install ## Explanations: of one booking, and of a full night (three minutes)
	.venv/bin/python -m benchmarks.explain $(ARGS)

bench-replan: install ## Re-plans after events, curves of moves, fragile seatings (two minutes)
	.venv/bin/python -m benchmarks.replan $(ARGS)

bench-scenarios: install ## A hundred scenarios of a day, shared and each from scratch (three minutes)
	.venv/bin/python -m benchmarks.scenarios $(ARGS)

bench-console: install ## The console in Chromium: first paint, and the night drawn anew (a minute)
	.venv/bin/python -m benchmarks.console $(ARGS)

bench-switch: install ## What the engine's switch costs a quote, and how soon it counts (a minute)
	.venv/bin/python -m benchmarks.switch $(ARGS)

bench-scale: install ## The nightly plans of 5,000 restaurants through the real queue, into benchmarks/scale.md (15 minutes)
	.venv/bin/python -m benchmarks.scale $(ARGS)

bench-noisy: install ## One restaurant's quotes beside another one's flood (three minutes)
	.venv/bin/python -m benchmarks.noisy $(ARGS)

bench-mixed: install ## Two hours of mixed traffic with random faults, into benchmarks/mixed.md
	.venv/bin/python -m benchmarks.mixed $(ARGS)

bench-season: install ## A season under two policies, by load band (ten minutes)
	.venv/bin/python -m benchmarks.season $(ARGS)

bench-all: bench bench-quotes bench-telemetry bench-switch bench-http bench-shadow bench-console bench-noisy bench-scale bench-explain bench-replan bench-scenarios bench-season bench-commits bench-committers bench-growth bench-deadline bench-memory bench-peers ## All of them, one by one

# Side by side they would measure each other.
.NOTPARALLEL: bench-all

clean: ## Remove what installing and running made
	rm -rf .venv .maitred artifacts dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
