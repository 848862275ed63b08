# Everything from a fresh checkout on Debian or Ubuntu with Python 3.11+, git and make.
# The pinned uv lives in .uv/, the locked dependencies in .venv/; a second run skips what is done.

SHELL := /bin/bash
UV_VERSION := 0.13.9
UV_READY := .uv/.ready-$(UV_VERSION)
VENV_READY := .venv/.ready
BIN := .venv/bin
# Debian packages behind scans and old office files; everything else works without them.
SYSTEM_READY := .venv/.system
SYSTEM_PACKAGES := tesseract-ocr tesseract-ocr-vie libreoffice-writer-nogui libreoffice-calc-nogui

.DEFAULT_GOAL := help
.PHONY: help setup dataset test check bench clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV_READY) ## Install uv and the locked dependencies into the checkout

dataset: $(SYSTEM_READY) ## Build the dataset from corpus/ into output/
	@$(BIN)/congbao build corpus/documents --out output

test: $(SYSTEM_READY) ## Run the whole test suite
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(VENV_READY) ## Check format, lint, types and documentation
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m schemas --check
	@$(BIN)/pytest tests/test_documented_commands.py

bench: $(VENV_READY) ## Measure speed and scaling, write benchmarks/RESULTS.md
	@$(BIN)/python -m benchmarks.run

clean: ## Remove environments, caches and built releases
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
	rm -rf output/releases output/latest output/report.json output/log*.jsonl output/.stage output/.*lock output/.staging-* output/.assembling-*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV_READY): $(UV_READY) pyproject.toml uv.lock
	@.uv/bin/uv sync --locked --quiet
	@$(BIN)/python -m compileall -q pipeline extractors normalizers schemas
	@touch $@

# Tesseract with Vietnamese and LibreOffice: installed where that is allowed, else named in one line.
$(SYSTEM_READY): $(VENV_READY)
	@set -eu; \
	if command -v soffice >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx vie; then touch $@; exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then as_root=; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; \
	else echo "scans and old office files need more; run: sudo apt-get install $(SYSTEM_PACKAGES)" >&2; exit 0; fi; \
	echo "installing $(SYSTEM_PACKAGES)" >&2; \
	$$as_root apt-get update -qq; \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(SYSTEM_PACKAGES) >/dev/null; \
	touch $@

# Without the right Python or its venv module: install what is missing where that is allowed, else say what to install.
$(UV_READY):
	@set -eu; \
	new_enough() { command -v "$$1" >/dev/null && "$$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; }; \
	install() { \
	  if [ "$$(id -u)" = 0 ]; then as_root=; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; \
	  else echo "$$1 is missing; run: sudo apt-get install $$1" >&2; exit 1; fi; \
	  echo "installing $$1" >&2; \
	  $$as_root apt-get update -qq && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$$1" >/dev/null; \
	}; \
	for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do new_enough $$python && break; done; \
	new_enough $$python || { echo "Python 3.11 or newer is missing; run: sudo apt-get install python3" >&2; exit 1; }; \
	$$python -c 'import ensurepip, venv' 2>/dev/null \
	  || install "$$($$python -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"; \
	rm -rf .uv; \
	$$python -m venv .uv; \
	.uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION); \
	touch $@
