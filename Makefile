# Everything a newcomer needs. Each target first sets up what is missing (scripts/setup; within a second where all is
# there) and builds the products that it runs. All of them build the same way, so that none builds again what another has
# built.

SHELL := /bin/bash
export COUNTERPLAY_WARNINGS_AS_ERRORS := 1

# No test imports a module's internals. Said here because otherwise the tests' build and the program's differ in a
# flag, and each would rebuild the other's.
TEST_OPTIONS := --disable-testable-imports --disable-xctest

.PHONY: help setup build demo test lint format bench plots docs clean
.NOTPARALLEL:
.DEFAULT_GOAL := help

help:
	@echo 'make demo    set up, build, and show what Counterplay does (figures in out/demo)'
	@echo 'make test    set up, build, run the example packages, the notebooks and the tests'
	@echo 'make lint    formatting, warnings as errors, scripts, no stray paths or large binaries'
	@echo 'make plots   draw the figures in plots/ anew'
	@echo 'make docs    the documentation of the library, as a site in out/docs'
	@echo 'make bench   measure against the peers (fetches their Python packages once)'
	@echo 'make build   set up and build .build/release/counterplay'
	@echo 'make format  format the Swift sources'
	@echo 'make clean   remove what was built here (libtorch stays in the cache folder)'
	@echo
	@echo 'LIBTORCH=/path uses that libtorch; COUNTERPLAY_WITHOUT_LIBTORCH=1 builds the toy half alone.'

setup:
	@scripts/setup

build: setup
	@swift build -c release --product counterplay

# The page's server is a sixth of the build and the demo serves nothing: left out, unless it was built before.
demo: setup
	@$(if $(wildcard .build/release/NIOPosix.build),,COUNTERPLAY_WITHOUT_SERVER=1) \
	  swift build -c release --product counterplay
	@scripts/demo

test: setup
	@scripts/test-example
	@swift build -c release --product counterplay
	@scripts/notebooks
	@swift test -c release $(TEST_OPTIONS)

lint: setup
	@scripts/lint

format:
	@swift format --in-place --recursive Sources Tests Package.swift

bench: setup
	@COUNTERPLAY_BENCHMARKS=1 swift build -c release --product counterplay-bench
	@scripts/bench "$$(scripts/peers-setup)"

plots: build
	@scripts/plots

docs: build
	@scripts/docs

clean:
	@rm -rf .build out
