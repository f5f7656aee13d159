# Everything a newcomer needs: `make demo` and `make test`.
.DEFAULT_GOAL := help
PYTHON ?= python3

.PHONY: help install demo test lint bench bench-plans clean

help: ## Show the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: .venv/.installed ## Make .venv with everything the project needs

.venv/.installed: pyproject.toml uv.lock
	@bin/bootstrap $(PYTHON)
	@touch $@

demo: install ## Plan a real-shaped Saturday and open the service (ARGS=--once to exit after planning)
	@.venv/bin/maitred demo $(ARGS)

test: install ## Run every test, as CI does
	@bin/test $(ARGS)

lint: install ## Formatting, style, types and the import rules
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

bench: install ## Measure everything into benchmarks/results.md (about forty minutes)
	.venv/bin/python -m benchmarks.run --seeds 1,2,3
	.venv/bin/python -m benchmarks.run --seeds 1,2,3 --only large --budget 60
	.venv/bin/python -m benchmarks.growth
	.venv/bin/python -m benchmarks.deadline
	.venv/bin/python -m benchmarks.memory
	.venv/bin/python -m benchmarks.peers

bench-plans: install ## Measure plans and commits only, seed 1 (two minutes)
	.venv/bin/python -m benchmarks.run $(ARGS)

clean: ## Remove what installing and running made
	rm -rf .venv .maitred artifacts .mypy_cache .ruff_cache .pytest_cache .hypothesis
