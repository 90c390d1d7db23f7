# `make run` (sample corpus in a browser), `make test` (everything, from a fresh checkout), `make score` (the kept table).
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORPUS := build/corpus
export VANBAN_DATA_DIR ?= data

.PHONY: run test lint score install install-dev system system-test clean

run: install $(CORPUS)
	$(BIN)/vanban ingest $(CORPUS)
	$(BIN)/vanban serve

test: install-dev
	$(BIN)/pytest

lint: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

score: install-dev
	mkdir -p build
	$(BIN)/python -m corpora score > build/scores.txt
	mv build/scores.txt corpora/scores.txt

install: system $(VENV)/installed

install-dev: system-test $(VENV)/installed-dev

system:
	./scripts/system-packages tesseract-ocr tesseract-ocr-vie libreoffice-writer-nogui fonts-texgyre fonts-dejavu-core libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 python3-venv

system-test: system
	./scripts/system-packages chromium

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --editable '.[corpora,ocr]'
	touch $@

$(VENV)/installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/installed

$(CORPUS): $(wildcard corpora/documents/*/source.yml) $(wildcard corpora/*.py) $(wildcard corpora/templates/*) | install
	rm -rf $@
	$(BIN)/python -m corpora $@

clean:
	rm -rf $(VENV) build data
