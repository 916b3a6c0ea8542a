#!/usr/bin/env bash
# Proves that tests can fail: applies each contracts/test/mutants/*.patch to a copy of the contracts and demands that
# every test fails that the patch names in a line "Test: PATH FUNCTION [CONTRACTS [REASON]]" (CONTRACTS: only in those
# whose name begins so; else it must fail in every contract that runs it. REASON: how its failure must begin, for the
# invariants). Without the mutant the same tests must pass.
# usage: scripts/mutants.sh --deep | --ci [BASE] | --list | NAME...   (NAME: a patch without its ending)
#   --deep  all
#   --ci    one of each class of attack (a folder of contracts/test/attack; which one changes with the commit), by its
#           tests in that folder; and every one whose patch, patched file or test differs from BASE, by default the
#           merge base with main
#   --list  runs nothing: the table of contracts/test/attack/README.md must be complete, and every patch must apply.
#           --deep and --ci begin with it
# Last line: "N killed, N survived, N broken". Exit code 0 only if all were killed. MUTANT_WORKERS: how many at a time.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
exec node scripts/mutants/main.mjs "$(foundry forge)" "$@"
