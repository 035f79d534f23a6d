# Tout se fait dans le dossier cloné : rien n'est installé ailleurs. Il faut make et Python 3.11 ou plus récent.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Nombre de tests menés de front : un nombre, ou « auto » (un par cœur).
JOBS ?= auto
UV ?= uv

FOUND = $$(command -v "$(PYTHON)" >/dev/null && echo "est $$($(PYTHON) --version 2>&1)" || echo "est introuvable")

.DEFAULT_GOAL := help
.PHONY: help venv demo test lint bench format lock clean

help:
	@echo "commission : l'outil de travail des commissions de sélection"
	@echo ""
	@echo "  make demo    installe ce qu'il faut (la première fois), puis ouvre la procédure d'exemple"
	@echo "  make venv    installe dans $(VENV) seulement (PYTHON=python3.12 pour choisir un autre Python)"
	@echo "  make test    vérifie la forme, les types, puis lance tous les tests"
	@echo "  make lint    vérifie la forme et les types seulement"
	@echo "  make format  met le code en forme"
	@echo "  make bench   mesure les durées"
	@echo "  make lock    refait requirements.lock (demande uv ; inutile pour se servir de l'outil)"
	@echo "  make clean   efface les caches et les paquets construits ; $(VENV) reste"

venv: $(STAMP)

# A .venv knows its own path: one that was moved or copied with the clone, or left half made, is made anew.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
ANEW := --clear
endif

# pip installs only what the lock names, by hash; the project itself is installed editable with the build backend
# that the lock has just brought, so nothing is fetched after the first step.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "commission demande Python 3.11 ou plus récent ; « $(PYTHON) » $(FOUND). Essayez : make venv PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "Il manque à « $(PYTHON) » le module venv. Sous Debian et Ubuntu : apt install python3-venv" >&2; exit 1; }
	@echo "Installation dans $(VENV) (une minute environ, la première fois seulement)…"
	@$(PYTHON) -m venv $(ANEW) $(VENV)
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@echo "$(CURDIR)" > $@
	@echo "Prêt : $(BIN)/commission"

# An independent count that weighs as much as all the rest: only who runs the tests fetches it. pip is told to take
# what is named and nothing else (--no-deps), since pabutools asks for solvers that no test calls.
ORACLES := $(VENV)/.oracles
$(ORACLES): $(STAMP) requirements-oracle.lock
	@echo "Outils de comparaison, pour les tests seulement…"
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements-oracle.lock
	@echo ok > $@

demo: $(STAMP)
	@$(BIN)/commission demo

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint $(ORACLES)
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP)
	$(BIN)/python -m benchmarks

# One lock for Python 3.11 to 3.14 and every platform, with every extra and the build backend; it names no index.
lock:
	$(UV) pip compile pyproject.toml --all-extras --universal --python-version 3.11 --upgrade \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --output-file requirements.lock
	$(UV) pip compile requirements-oracle.in --no-deps --universal --python-version 3.11 --upgrade \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --output-file requirements-oracle.lock

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find commission tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
